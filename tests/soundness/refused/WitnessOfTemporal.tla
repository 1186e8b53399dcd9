---- MODULE WitnessOfTemporal ----
\* the witness of a temporal formula has the same value in all states
EXTENDS Integers, TLAPS

VARIABLE x

THEOREM Some == ASSUME NEW TEMPORAL G(_), G(x) PROVE \E q : G(q)
<1> WITNESS x
<1> QED OBVIOUS
====
