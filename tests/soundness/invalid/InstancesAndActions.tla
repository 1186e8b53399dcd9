---- MODULE InstancesAndActions ----
\* Variables replaced by state functions, by numbers and by one another: in actions, ENABLED and fairness.
EXTENDS Integers, TLAPS
VARIABLES x, y
---- MODULE Inner ----
EXTENDS Integers
CONSTANT k
VARIABLE v
Step == v' = k
Inc(a) == v' = v + a
On == ENABLED Step
OnInc(a) == ENABLED Inc(a)
Fair == WF_v(Step)
Box == [][Step]_v
Bad == ENABLED (v' = k /\ v' # k)
Keep(a) == a' = a
Moves(A(_)) == A(v)'
Nxt == v'
Spec == v = k /\ [][Step]_v
LEMMA Can == On BY ExpandENABLED DEF On, Step
LEMMA Stays == v = k /\ Step => v' = v BY DEF Step
LEMMA NotBad == ~Bad BY ExpandENABLED DEF Bad
====
I == INSTANCE Inner WITH k <- 1, v <- x + y
J(j) == INSTANCE Inner WITH k <- j, v <- x
C == INSTANCE Inner WITH k <- 1, v <- 2
P == INSTANCE Inner WITH k <- 3, v <- <<x, y>>
Q(z) == INSTANCE Inner WITH k <- 1, v <- z

\* what can happen need not happen
THEOREM IA01 == I!Step <=> ENABLED I!Step BY ExpandENABLED DEF I!Step
\* v of the instance can become 1 whatever x and y are
THEOREM IA02 == I!On <=> x + y = 1 BY ExpandENABLED DEF I!On, I!Step
THEOREM IA03 == C!On <=> FALSE BY ExpandENABLED DEF C!On, C!Step
\* the number 2 does not become 1, though v of the module could
THEOREM IA04 == C!On <=> ENABLED C!Step BY ExpandENABLED DEF C!On, C!Step
\* 2 is not 1
THEOREM IA05 == C!Step BY DEF C!Step
\* no next value is 1 and not 1
THEOREM IA06 == C!Bad BY ExpandENABLED DEF C!Bad
\* different values for k
THEOREM IA07 == J(1)!On <=> J(2)!On => J(1)!Step <=> J(2)!Step BY DEF J!Step
THEOREM IA08 == J(1)!Step <=> J(2)!Step BY DEF J!Step
THEOREM IA09 == J(1)!Box <=> J(2)!Box BY PTL DEF J!Box, J!Step
THEOREM IA10 == J(1)!Fair => J(2)!Fair BY PTL DEF J!Fair, J!Step
\* a number never changes
THEOREM IA12 == ~C!Box BY PTL DEF C!Box, C!Step
\* a pair is no number
THEOREM IA14 == P!Box <=> [][x' = 3]_x BY PTL DEF P!Box, P!Step
THEOREM IA15 == P!Step => x' = 3 BY DEF P!Step
\* x and y are equal now
THEOREM IA16 == Q(x)!Step <=> Q(y)!Step BY DEF Q!Step
THEOREM IA17 == x = y => (Q(x)!Step <=> Q(y)!Step) OBVIOUS
THEOREM IA18 == x = y => (Q(x)!Step <=> Q(y)!Step) BY DEF Q!Step
THEOREM IA19 == x = y => (Q(x)!Box <=> Q(y)!Box) BY PTL DEF Q!Box, Q!Step
THEOREM IA20 == x = y => (Q(x)!Nxt = Q(y)!Nxt) OBVIOUS
THEOREM IA21 == x = y => (Q(x)!Nxt = Q(y)!Nxt) BY DEF Q!Nxt
\* c is what x is now
THEOREM IA22 == \A c \in {x} : Q(c)!Nxt = x' BY DEF Q!Nxt
THEOREM IA23 == \A c \in {x} : (Q(c)!Inc(0) <=> Q(x)!Inc(0)) BY DEF Q!Inc
\* the same in a LET
THEOREM IA24 == LET L == INSTANCE Inner WITH k <- 1, v <- x + y IN L!Step OBVIOUS
THEOREM IA25 == LET L == INSTANCE Inner WITH k <- 1, v <- x IN L!Step <=> L!Inc(1) OBVIOUS
THEOREM IA26 == x = y => LET L(z) == INSTANCE Inner WITH k <- 1, v <- z IN L(x)!Step <=> L(y)!Step OBVIOUS
THEOREM IA27 == \A c \in {x} : LET L(z) == INSTANCE Inner WITH k <- 1, v <- z IN L(c)!Step <=> L(x)!Step OBVIOUS
\* Keep is about y
THEOREM IA28 == (LET L == INSTANCE Inner WITH k <- 1, v <- x IN L!Keep(y)) BY DEF I!Keep
\* k is 1
THEOREM IA29 == I!Spec => [](x + y = 2) BY PTL DEF I!Spec, I!Step
\* ... and so is the sum, not x
THEOREM IA30 == I!Spec => [](x = 1) BY PTL DEF I!Spec, I!Step
THEOREM IA31 == x + y = 1 /\ I!Step => x' = x BY I!Stays
\* equal now
THEOREM IA33 == x = y => (J(1)!Keep(x) <=> J(1)!Keep(y)) BY DEF J!Keep
THEOREM IA34 == x = y => (J(1)!Keep(x) <=> J(1)!Keep(y)) OBVIOUS
\* the sum may be x now and not then
THEOREM IA35 == I!Moves(LAMBDA z : z = x) <=> x + y = x BY DEF I!Moves
\* 5 + 5 is not 1
THEOREM IA36 == ENABLED (I!Step /\ x' = 5 /\ y' = 5) BY ExpandENABLED DEF I!Step
====
