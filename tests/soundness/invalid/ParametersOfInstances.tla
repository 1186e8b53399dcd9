---- MODULE ParametersOfInstances ----
\* An instance inside an instance has a parameter of the same name: each has its own value.
EXTENDS Integers, TLAPS
---- MODULE Inner ----
EXTENDS Integers
CONSTANT k
Op(b) == 100 * k + b
Ex(b) == \E a \in {b} : a = k
Lt(b) == LET c(d) == d + k IN c(b)
LEMMA L == ASSUME NEW b \in Int, k \in Int PROVE Op(b) - b = 100 * k BY DEF Op
====
---- MODULE Mid ----
EXTENDS Integers
CONSTANT K
I(b) == INSTANCE Inner WITH k <- 10 * K + b
Two(b) == I(b)!Op(K)
====
A(b) == INSTANCE Mid WITH K <- b
B(b, c) == INSTANCE Mid WITH K <- b - c
App(F(_), z) == F(z)
App3(F(_, _, _), x, y, z) == F(x, y, z)

THEOREM PI01 == A(1)!I(2)!Op(3) = 2103 BY DEF A!I!Op
THEOREM PI02 == A(1)!Two(2) = 1202 BY DEF A!Two, A!I!Op
THEOREM PI03 == B(3, 1)!I(2)!Op(3) = 3203 BY DEF B!I!Op
THEOREM PI05 == A(1)!I(2)!Lt(3)!:!c(5) = 15 OBVIOUS
THEOREM PI06 == \A b, c \in Int : B(c, b)!I(b)!Op(c) = 100 * (10 * (b - c) + b) + c BY DEF B!I!Op
THEOREM PI07 == App3(LAMBDA b, c, d : A(b)!I(c)!Op(d), 1, 2, 3) = 3201 BY DEF App3, A!I!Op
THEOREM PI08 == A(1)!I(2)!Op(5) - 5 = 2100 BY A(1)!I(2)!L
THEOREM PI09 == \A b \in Int : A(b)!I(1)!Op(b) - b = 100 * (11 * b)
<1> TAKE b \in Int
<1> QED BY A(b)!I(1)!L
THEOREM PI13 == A(1)!I(2)!Lt(3)!:!c(5) = 27 OBVIOUS
THEOREM PI14 == A(1)!I(2)!Ex(3)!(22) OBVIOUS
THEOREM PI15 == A(1)!I(2)!Op(5) - 5 = 2200 BY A(1)!I(2)!L
====
