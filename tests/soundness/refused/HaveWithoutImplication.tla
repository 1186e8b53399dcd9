---- MODULE HaveWithoutImplication ----
\* HAVE needs an implication
EXTENDS Integers, TLAPS

THEOREM NoImplication == 1 = 2
<1> HAVE 1 = 2
<1> QED OBVIOUS
====
