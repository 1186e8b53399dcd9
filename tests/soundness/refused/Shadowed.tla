---- MODULE Shadowed ----
\* a bound name may not be one that is already in use
EXTENDS Integers, TLAPS

VARIABLE x
THEOREM Shadow == \A x : x = x OBVIOUS
====
