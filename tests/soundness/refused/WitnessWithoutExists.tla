---- MODULE WitnessWithoutExists ----
\* WITNESS needs an existential goal
EXTENDS Integers, TLAPS

THEOREM NoExists == \A a \in Int : a > 3
<1> WITNESS 4 \in Int
<1> QED OBVIOUS
====
