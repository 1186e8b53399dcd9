---- MODULE UnknownDefinition ----
\* an unknown definition
EXTENDS Integers, TLAPS

THEOREM Unknown == 1 = 2 BY DEF NoSuchDefinition
====
