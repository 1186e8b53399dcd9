---- MODULE PathsIntoDefinitions ----
\* Parts of definitions, reached through instances, quantifiers and LETs.
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

\* x is primed, too
THEOREM PD01 == I!Step(2)!1 <=> x + y' = 3 OBVIOUS
\* b is 7, not a
THEOREM PD02 == I!Step(2)!2!(7) <=> (x + y = 2 \/ 7 = 2) OBVIOUS
\* v is x - 5
THEOREM PD03 == ASSUME x \in Int PROVE J(5)!Step(2)!2!(7) <=> (x - 7 = 7 \/ 7 = 2) OBVIOUS
\* k + a is 7
THEOREM PD04 == ASSUME x \in Int, x' \in Int PROVE J(5)!Step(2)!1 <=> x' - 5 = 4 OBVIOUS
\* k is 5
THEOREM PD06 == J(5)!Step(2)!2!1 = {2} OBVIOUS
\* F(3) is a - 3, whatever a is given
THEOREM PD12 == Qd!(7)!1!(3) OBVIOUS
THEOREM PD13 == \A a \in Int : Qd!(a)!1!(3) <=> a = 1 OBVIOUS
THEOREM PD14 == \A d \in Int : Qd!(d)!1!(3) OBVIOUS
THEOREM PD15 == \A b \in Int : Qd!(b)!1!(3) <=> b = b OBVIOUS
THEOREM PD16 == \A b, a \in Int : Qd!(b)!1!(a) OBVIOUS
====
