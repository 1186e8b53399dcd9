---- MODULE NoQed ----
\* a proof needs its QED
EXTENDS Integers, TLAPS

THEOREM NoEnd == 1 = 2
<1>1. 1 = 1 OBVIOUS
====
