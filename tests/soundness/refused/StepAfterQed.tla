---- MODULE StepAfterQed ----
\* QED ends a proof
EXTENDS Integers, TLAPS

THEOREM Twice == 1 = 2
<1> QED OBVIOUS
<1>1. 1 = 2 OBVIOUS
====
