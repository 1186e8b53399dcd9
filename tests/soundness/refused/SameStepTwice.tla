---- MODULE SameStepTwice ----
\* a step name stands for one step
EXTENDS Integers, TLAPS

THEOREM Two == 1 = 2
<1>1. 1 = 1 OBVIOUS
<1>1. 2 = 2 OBVIOUS
<1> QED BY <1>1
====
