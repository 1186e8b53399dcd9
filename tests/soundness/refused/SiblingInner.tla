---- MODULE SiblingInner ----
\* the steps inside a sibling's proof are out of reach
EXTENDS Integers, TLAPS

THEOREM Sibling == ASSUME NEW x \in Int PROVE x > 0
<1>1. ASSUME x > 0 PROVE TRUE
  <2>1. x > 0 BY <1>1
  <2> QED OBVIOUS
<1>2. x > 0 BY <2>1
<1> QED BY <1>2
====
