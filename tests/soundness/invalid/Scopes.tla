---- MODULE Scopes ----
\* Names that come twice: of LAMBDAs, LETs, labels and tuples.
EXTENDS Integers, TLAPS
CONSTANTS S, Op2(_, _)
VARIABLES x, y

App(F(_), z) == F(z)
Twice(F(_), z) == App(F, App(F, z))
Diagonal(F(_, _), z) == App(LAMBDA w : F(z, w), z)
Some(F(_)) == \E z \in {1} : F(z)
Seven(F(_)) == LET z == 7 IN F(z)
Next1(z) == z' = 1
pair[<<a, b>> \in {<<1, 2>>}] == b
sum[a \in {0, 1}, b \in {0, 1}] == IF a = 0 THEN b ELSE sum[a - 1, b] + 1
self[a \in S] == self
Deep(a) == \E c \in S : \A d \in S : l2(c, d) :: c = d
Order == \A e \in {1}, f \in {2} : l12(f, e) :: e < f
Inner(a) == \A b \in {a} : l8(b) :: (b = a /\ l9 :: b > 0)

\* z is added twice
THEOREM Sc01 == \A z \in Int : Twice(LAMBDA w : w + z, 1) = 1 + z BY DEF Twice, App
\* the value is w, not the argument
THEOREM Sc02 == \A w : Twice(LAMBDA z : w, 1) = 1 BY DEF Twice, App
THEOREM Sc03 == \A w \in Int : Diagonal(LAMBDA a, b : a - b, w) = w BY DEF Diagonal, App
THEOREM Sc04 == \A w, z : Diagonal(LAMBDA a, b : w, z) = z BY DEF Diagonal, App
\* z of the LAMBDA is not the one that is bound inside
THEOREM Sc05 == \A z : Some(LAMBDA w : w = z) BY DEF Some
THEOREM Sc06 == \A z : Seven(LAMBDA w : z) = 7 BY DEF Seven
\* the operator primes what it is given: it depends on the variable, not on its value
THEOREM Sc07 == x = y => (App(Next1, x) <=> App(Next1, y)) OBVIOUS
THEOREM Sc08 == x = y => (App(Next1, x) <=> App(Next1, y)) BY DEF App
\* the second component
THEOREM Sc09 == pair[1, 2] = 1 BY DEF pair
\* outside of the domain
THEOREM Sc10 == pair[1, 3] = 3 BY DEF pair
THEOREM Sc11 == sum[1, 1] = 3 BY DEF sum
\* no function need be its own value
THEOREM Sc12 == \A z \in S : self[z] = self BY DEF self
THEOREM Sc13 == App(LAMBDA q : Op2(q, 1), 2) = Op2(1, 2) BY DEF App
THEOREM Sc14 == (LET z == 1 IN LET w == z IN w + z) = 3 OBVIOUS
THEOREM Sc15 == {z \in {1, 2} : LET w == z IN w = 1} = {2} OBVIOUS
\* a triple is no pair
THEOREM Sc16 == {a : <<a, b>> \in {<<1, 2, 3>>}} = {1} OBVIOUS
THEOREM Sc17 == {<<a, b>> \in {<<1, 2>>, 5} : TRUE} = {<<1, 2>>, 5} OBVIOUS
THEOREM Sc18 == \A f : f[1, 2] = f[1][2] OBVIOUS
\* the parts of labels, with their parameters in the label's order
THEOREM Sc19 == Deep(1)!l2(5, 6) OBVIOUS
THEOREM Sc20 == Order!l12(1, 2) OBVIOUS
THEOREM Sc21 == \A e, f : Order!l12(e, f) <=> e < f OBVIOUS
THEOREM Sc22 == Inner(5)!l8(4) OBVIOUS
THEOREM Sc23 == Inner(-5)!l8(-5) OBVIOUS
THEOREM Sc24 == \A b : Inner(b)!l8(1) <=> b = 1 /\ b = 0 OBVIOUS
====
