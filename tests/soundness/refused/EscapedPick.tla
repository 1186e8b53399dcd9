---- MODULE EscapedPick ----
\* what an inner step picked is unknown outside
EXTENDS Integers, TLAPS

THEOREM Escaped == \A a \in Int : a > 3
<1>1. TRUE
  <2>1. PICK a \in Int : a > 3 OBVIOUS
  <2> QED OBVIOUS
<1>2. a > 3 OBVIOUS
<1> QED BY <1>2
====
