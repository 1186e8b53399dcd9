---- MODULE DoublePrime ----
\* a prime under a prime has no meaning
EXTENDS Integers, TLAPS

VARIABLE x
THEOREM Double == x'' = x' OBVIOUS
====
