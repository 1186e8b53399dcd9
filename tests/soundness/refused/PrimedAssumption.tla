---- MODULE PrimedAssumption ----
\* an assumption about the next state is no module assumption
EXTENDS Integers, TLAPS

VARIABLE x
ASSUME Frozen == x' = x
THEOREM Same == x' = x BY Frozen
====
