---- MODULE EscapedNew ----
\* a constant of one step is unknown in the next
EXTENDS Integers, TLAPS

THEOREM Escaped == ASSUME NEW S PROVE \A a \in S : a \in Int
<1>1. ASSUME NEW a \in S, a \in Int PROVE a \in Int OBVIOUS
<1>2. a \in Int BY <1>1
<1> QED BY <1>2
====
