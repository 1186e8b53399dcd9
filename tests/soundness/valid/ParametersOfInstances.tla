---- MODULE ParametersOfInstances ----
\* The true twins of ../invalid/ParametersOfInstances.
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

THEOREM PI01 == A(1)!I(2)!Op(3) = 1203 BY DEF A!I!Op
THEOREM PI02 == A(1)!Two(2) = 1201 BY DEF A!Two, A!I!Op
THEOREM PI03 == B(3, 1)!I(2)!Op(3) = 2203 BY DEF B!I!Op
THEOREM PI04 == A(1)!I(2)!Ex(3)!(7) <=> 7 = 12 OBVIOUS
THEOREM PI05 == A(1)!I(2)!Lt(3)!:!c(5) = 17 OBVIOUS
THEOREM PI06 == \A b, c \in Int : B(c, b)!I(b)!Op(c) = 100 * (10 * (c - b) + b) + c BY DEF B!I!Op
THEOREM PI07 == App3(LAMBDA b, c, d : A(b)!I(c)!Op(d), 1, 2, 3) = 1203 BY DEF App3, A!I!Op
THEOREM PI08 == A(1)!I(2)!Op(5) - 5 = 1200 BY A(1)!I(2)!L
THEOREM PI09 == \A b \in Int : A(b)!I(1)!Op(b) - b = 100 * (10 * b + 1)
<1> TAKE b \in Int
<1> QED BY A(b)!I(1)!L
====
