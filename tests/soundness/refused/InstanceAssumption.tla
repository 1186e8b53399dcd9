---- MODULE InstanceAssumption ----
\* an instance's ASSUME is no fact
EXTENDS Integers, TLAPS

---- MODULE Counter ----
EXTENDS Integers
CONSTANT K
ASSUME KPos == K \in Nat /\ K > 0
THEOREM Pos == K > 0 BY KPos
====
Zero == INSTANCE Counter WITH K <- 0
THEOREM Absurd == FALSE BY Zero!KPos
====
