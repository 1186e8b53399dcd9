---- MODULE InstanceAssumptionBoth ----
\* ... not together with the theorem either
EXTENDS Integers, TLAPS

---- MODULE Counter ----
EXTENDS Integers
CONSTANT K
ASSUME KPos == K \in Nat /\ K > 0
THEOREM Pos == K > 0 BY KPos
====
Zero == INSTANCE Counter WITH K <- 0
THEOREM Absurd == 0 > 0 BY Zero!Pos, Zero!KPos
====
