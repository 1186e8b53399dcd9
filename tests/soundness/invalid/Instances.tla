---- MODULE Instances ----
\* An instance's assumptions are conditions of its theorems, never facts.
EXTENDS Integers, TLAPS

VARIABLE x

---- MODULE Counter ----
EXTENDS Integers
CONSTANT K
ASSUME KPos == K \in Nat /\ K > 0
VARIABLE c
Init == c = 0
Next == c' = c + K
Inv == c \in Nat
THEOREM Pos == K > 0 BY KPos
THEOREM More == ASSUME c \in Nat, Next PROVE c' > c BY KPos DEF Next
====

Zero == INSTANCE Counter WITH K <- 0, c <- x
Any(k) == INSTANCE Counter WITH K <- k, c <- x

\* 0 > 0 would follow if KPos were a fact
THEOREM In01 == 0 > 0 BY Zero!Pos
\* for every k
THEOREM In04 == \A k \in Int : k > 0 BY Any(5)!Pos
THEOREM In05 == ASSUME NEW k \in Int PROVE k > 0 BY Any(k)!Pos
\* an opaque operator of an instance is not preserved
THEOREM In06 == Zero!Inv => Zero!Inv' OBVIOUS
\* K of the instance is 0, so c does not grow
THEOREM In07 == ASSUME x \in Nat, Zero!Next PROVE x' > x BY Zero!More
THEOREM In08 == ASSUME x \in Nat, Zero!Next PROVE x' > x BY Zero!More DEF Zero!Next
\* different instances have different parameters
THEOREM In09 == Any(1)!Next <=> Any(2)!Next OBVIOUS
====
