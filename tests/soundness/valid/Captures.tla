---- MODULE Captures ----
\* The true twins of ../invalid/Captures.
EXTENDS Integers, TLAPS
---- MODULE Inner ----
EXTENDS Integers
CONSTANT K, F(_), G(_, _)
Op(a) == F(a) + K
Sum(a, b) == G(a, b) - G(b, a)
Ex(b) == \E a \in {b} : F(a) = K
Ch(b) == CHOOSE a : a = F(b)
Ho(H(_), b) == H(F(b))
Rec[n \in {0, 1}] == IF n = 0 THEN K ELSE Rec[n - 1] + F(n)
Let(b) == LET a == F(b) IN LET c == a + K IN c + b
====
A(a, b) == a + b
W(F(_), z) == F(z)

THEOREM Cp01 == \A a \in Int : LET I == INSTANCE Inner WITH K <- a, F <- LAMBDA z : z - a, G <- A IN I!Op(3) = 3 OBVIOUS
THEOREM Cp02 == \A a \in Int : LET I == INSTANCE Inner WITH K <- a, F <- LAMBDA z : z - a, G <- A IN W(I!Op, 3) = 3 BY DEF W
THEOREM Cp03 == \A a, b \in Int : LET I == INSTANCE Inner WITH K <- a, F <- LAMBDA z : b, G <- LAMBDA u, v : u - a IN I!Sum(b, 1) = b - 1 BY DEF A
THEOREM Cp04 == \A a \in Int : LET I == INSTANCE Inner WITH K <- a, F <- LAMBDA z : z, G <- A IN I!Ex(a) OBVIOUS
THEOREM Cp05 == \A a, b \in Int : LET I == INSTANCE Inner WITH K <- b, F <- LAMBDA z : a, G <- A IN I!Ch(b) = a OBVIOUS
THEOREM Cp06 == \A a, b \in Int : LET I == INSTANCE Inner WITH K <- b, F <- LAMBDA z : a, G <- A IN I!Ho(LAMBDA c : c + b, 1) = a + b OBVIOUS
THEOREM Cp07 == \A n \in Int : LET I == INSTANCE Inner WITH K <- n, F <- LAMBDA z : z + n, G <- A IN I!Let(1) = 2 + 2 * n OBVIOUS
THEOREM Cp08 == \A c \in Int : LET I == INSTANCE Inner WITH K <- c, F <- LAMBDA z : c, G <- A IN I!Let(1) = 2 * c + 1 OBVIOUS
THEOREM Cp09 == \A a \in Int : LET I(b) == INSTANCE Inner WITH K <- b, F <- LAMBDA z : z + a, G <- A IN I(a)!Op(3) = 3 + 2 * a OBVIOUS
THEOREM Cp10 == \A a \in Int : LET I(b) == INSTANCE Inner WITH K <- b - a, F <- LAMBDA z : z + b, G <- A IN I(1)!Ex(2) <=> 3 = 1 - a OBVIOUS
I(b) == INSTANCE Inner WITH K <- b, F <- LAMBDA z : z + b, G <- LAMBDA u, v : u - b * v
J(a, n) == INSTANCE Inner WITH K <- a - n, F <- LAMBDA z : z + n, G <- LAMBDA u, v : u - a * v
THEOREM Cp11 == \A a, b \in Int : I(a)!Op(b) = b + 2 * a BY DEF I!Op
THEOREM Cp12 == \A a, b \in Int : I(b)!Ex(a) <=> a + b = b BY DEF I!Ex
THEOREM Cp13 == \A a, b \in Int : J(b, a)!Op(1) = 1 + b BY DEF J!Op
THEOREM Cp14 == \A a, b \in Int : J(b, a)!Ex(b) <=> b + a = b - a BY DEF J!Ex
THEOREM Cp15 == \A a, b \in Int : W(LAMBDA z : J(z, a)!Op(b), a) = a + b BY DEF J!Op, W
THEOREM Cp16 == \A a \in Int : J(1, a)!Let(a) = 2 * a + 1 BY DEF J!Let
THEOREM Cp18 == \A a, n \in Int : J(a, n)!Ch(n) = 2 * n BY DEF J!Ch
THEOREM Cp19 == \A a, b \in Int : J(a, b)!Ho(LAMBDA n : n + a, b) = 2 * b + a BY DEF J!Ho
THEOREM Cp20 == \A a, b \in Int : J(a, b)!Sum(1, 0) = 1 + a BY DEF J!Sum
THEOREM Cp21 == \A a, b \in Int : J(a, b)!Ex(1)!(a) <=> b = 0 BY DEF J!Ex
THEOREM Cp22 == \A a, b \in Int : J(a, b)!Let(1)!:!a = 1 + b OBVIOUS
THEOREM Cp23 == \A a, b \in Int : I(a)!Let(b)!:!a = b + a OBVIOUS
====
