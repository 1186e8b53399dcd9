---- MODULE TakeWithoutForall ----
\* TAKE needs a universal goal
EXTENDS Integers, TLAPS

THEOREM NoForall == \E a \in Int : a > a
<1> TAKE a \in Int
<1> QED OBVIOUS
====
