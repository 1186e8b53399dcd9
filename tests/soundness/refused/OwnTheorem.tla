---- MODULE OwnTheorem ----
\* a theorem cannot cite itself
EXTENDS Integers, TLAPS

THEOREM Self == 1 = 2 BY Self
====
