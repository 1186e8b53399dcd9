---- MODULE InstancesOfInstances ----
\* What an instance could not look into depends on the parameters of the module in which the instance stands.
EXTENDS Integers, TLAPS

VARIABLES x, y

---- MODULE Inner ----
EXTENDS Integers
CONSTANT k
VARIABLE v
RECURSIVE Set(_)
Set(n) == IF n = 0 THEN v' = k ELSE Set(n - 1)
Twice == (v' = k) \cdot (v' = k)
To(n) == (v' = n) \cdot (v' = k)
CanSet == ENABLED Set(1)
Fair == WF_v(Set(k))
Can(F(_)) == ENABLED (v' = F(k))
====
---- MODULE Middle ----
EXTENDS Integers
CONSTANT k
VARIABLE v
I == INSTANCE Inner WITH v <- v + 1
J(j) == INSTANCE Inner WITH k <- j, v <- v + k
Again == I!Twice
====

A == INSTANCE Middle WITH k <- 1, v <- x
B == INSTANCE Middle WITH k <- 2, v <- y
C(j) == INSTANCE Middle WITH k <- j, v <- x
P(j) == INSTANCE Inner WITH k <- j, v <- x + y

\* to 1 twice, or to 2; and of x, or of y
THEOREM II01 == A!I!Twice <=> B!I!Twice OBVIOUS
THEOREM II02 == A!I!Twice <=> B!I!Twice BY DEF A!I!Twice, B!I!Twice
THEOREM II03 == A!Again <=> B!Again BY DEF A!Again, B!Again
THEOREM II04 == A!Again <=> B!Again BY DEF A!Again, B!Again, A!I!Twice, B!I!Twice
\* ... also where they are parameters of an instance
THEOREM II05 == C(1)!Again <=> C(2)!Again BY DEF C!Again
THEOREM II06 == C(1)!Again <=> C(2)!Again BY DEF C!Again, C!I!Twice
THEOREM II07 == A!J(1)!Twice <=> B!J(1)!Twice BY DEF A!J!Twice, B!J!Twice
THEOREM II08 == P(1)!Twice <=> P(2)!Twice BY DEF P!Twice
\* k is the one value that v can be set to, once and once 2
THEOREM II09 == A!I!CanSet <=> B!I!CanSet BY DEF A!I!CanSet, B!I!CanSet
THEOREM II10 == A!J(1)!CanSet <=> B!J(1)!CanSet BY DEF A!J!CanSet, B!J!CanSet
THEOREM II11 == P(1)!CanSet <=> P(2)!CanSet BY DEF P!CanSet
THEOREM II12 == A!I!Fair <=> B!I!Fair BY PTL DEF A!I!Fair, B!I!Fair
THEOREM II13 == A!I!Set(1) <=> B!I!Set(1) BY DEF A!I!Set, B!I!Set
\* an operator that is never expanded belongs to its instance too
THEOREM II14 == A!I!Can(LAMBDA z : z) <=> B!I!Can(LAMBDA z : z) OBVIOUS
THEOREM II15 == A!I!To(1) <=> B!I!To(1) OBVIOUS
THEOREM II16 == A!I!To(1) <=> B!I!To(1) BY DEF A!I!To, B!I!To
THEOREM II17 == C(1)!I!To(1) <=> C(2)!I!To(1) OBVIOUS
THEOREM II18 == A!I!To(1) <=> A!I!To(2) BY DEF A!I!To
====
