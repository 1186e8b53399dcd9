---- MODULE PathsIntoDefinitions ----
\* The true twins of ../invalid/PathsIntoDefinitions.
EXTENDS Integers, TLAPS
VARIABLES x, y
---- MODULE Inner ----
EXTENDS Integers
CONSTANT k
VARIABLE v
Step(a) == /\ v' = k + a
           /\ \E b \in {a, k} : v = b \/ lab(b) :: b = a
Fn(a) == [b \in {a} |-> LET c(d) == d + b + k + v IN c(b)]
====
I == INSTANCE Inner WITH k <- 1, v <- x + y
J(b) == INSTANCE Inner WITH k <- b, v <- x - b
Qd == \A a \in {1, 2} : LET F(b) == a - b IN \E d \in {a} : F(d) = 0

THEOREM PD01 == I!Step(2)!1 <=> (x + y)' = 3 OBVIOUS
THEOREM PD02 == I!Step(2)!2!(7) <=> (x + y = 7 \/ 7 = 2) OBVIOUS
THEOREM PD03 == ASSUME x \in Int PROVE J(5)!Step(2)!2!(7) <=> (x - 5 = 7 \/ 7 = 2) OBVIOUS
THEOREM PD04 == ASSUME x \in Int, x' \in Int PROVE J(5)!Step(2)!1 <=> x' - 5 = 7 OBVIOUS
THEOREM PD06 == J(5)!Step(2)!2!1 = {2, 5} OBVIOUS
THEOREM PD12 == Qd!(7)!1!(3) <=> 7 - 3 = 0 OBVIOUS
THEOREM PD13 == \A a \in Int : Qd!(a)!1!(3) <=> a - 3 = 0 OBVIOUS
THEOREM PD14 == \A d \in Int : Qd!(d)!1!(3) <=> d - 3 = 0 OBVIOUS
THEOREM PD15 == \A b \in Int : Qd!(b)!1!(3) <=> b - 3 = 0 OBVIOUS
THEOREM PD16 == \A b, a \in Int : Qd!(b)!1!(a) <=> b - a = 0 OBVIOUS
====
