---- MODULE UnknownFact ----
\* an unknown fact
EXTENDS Integers, TLAPS

THEOREM Unknown == 1 = 2 BY NoSuchFact
====
