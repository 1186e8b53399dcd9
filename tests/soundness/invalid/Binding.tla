---- MODULE Binding ----
\* Names that must not be captured, quantifiers that must not be exchanged.
EXTENDS Integers, TLAPS

VARIABLES x, z

Other(a) == \E y : y # a
Only(a) == {y \in {1, 2} : y = a}
Const(a) == [y \in {1, 2} |-> a]
Copies(a) == {a : y \in {1, 2}}
Chosen(a) == CHOOSE y : y = a
Ones(F(_)) == \A y \in {1} : F(y)
Twice(F(_), a) == F(F(a))
Keep(a) == a' = a
Now(a) == (a = x)'

\* with the variable captured, \E y : y # y would be false
THEOREM Bd01 == \A y : ~Other(y) BY DEF Other
\* captured: {y \in {1, 2} : y = y}
THEOREM Bd02 == \A y : Only(y) = {1, 2} BY DEF Only
\* captured: [y \in {1, 2} |-> y]
THEOREM Bd03 == \A y \in {1, 2} : Const(y) = [w \in {1, 2} |-> w] BY DEF Const
\* captured: {y : y \in {1, 2}}
THEOREM Bd04 == \A y \in {1, 2} : Copies(y) = {1, 2} BY DEF Copies
\* captured: CHOOSE y : y = y
THEOREM Bd05 == \A y, w : Chosen(y) = Chosen(w) BY DEF Chosen
\* captured: \A y \in {1} : y = y
THEOREM Bd06 == \A y : Ones(LAMBDA w : w = y) BY DEF Ones
\* the same with LET in place of a definition
THEOREM Bd07 == \A y \in {1, 2} : LET F(a) == \E w \in {1, 2} : w # a IN ~F(y) OBVIOUS
THEOREM Bd08 == \A y : LET G(a) == {w \in {1, 2} : w = a} IN G(y) = {1, 2} OBVIOUS
\* the order of quantifiers
THEOREM Bd09 == \E y : \A w : w = y OBVIOUS
THEOREM Bd10 == ASSUME NEW P(_, _), \A a : \E b : P(a, b) PROVE \E b : \A a : P(a, b) OBVIOUS
THEOREM Bd11 == \E n \in Nat : \A m \in Nat : m < n OBVIOUS
\* a quantified variable is rigid: it keeps its value under a prime
THEOREM Bd12 == \A y \in {x} : (y = x)' OBVIOUS
THEOREM Bd13 == ASSUME NEW a \in {x} PROVE (a = x)' OBVIOUS
\* a declared constant too
THEOREM Bd14 == ASSUME NEW a, a = x PROVE a = x' OBVIOUS
\* Keep(z) is about z
THEOREM Bd15 == Keep(x) => Keep(z) BY DEF Keep
\* Now(1) is 1 = x'
THEOREM Bd16 == ASSUME x = 1 PROVE Now(1) BY DEF Now
\* F(F(a)) is not F(a)
THEOREM Bd17 == \A a \in Int : Twice(LAMBDA w : w + 1, a) = a + 1 BY DEF Twice
\* the inner binding of w
THEOREM Bd18 == \A a \in Int : (LET w == 1 IN LET v == w + 1 IN v) = a OBVIOUS
\* a conjunction of existentials has two witnesses
THEOREM Bd19 == ASSUME NEW P(_), NEW Q(_), \E a : P(a), \E a : Q(a) PROVE \E a : P(a) /\ Q(a) OBVIOUS
\* a universal over a disjunction does not split
THEOREM Bd20 == ASSUME NEW P(_), NEW Q(_), \A a : P(a) \/ Q(a) PROVE (\A a : P(a)) \/ (\A a : Q(a)) OBVIOUS
\* bounded and unbounded quantifiers are different
THEOREM Bd21 == ASSUME NEW S, NEW P(_) PROVE (\A a : P(a)) <=> (\A a \in S : P(a)) OBVIOUS
THEOREM Bd22 == ASSUME NEW S, NEW P(_) PROVE (\E a : P(a)) = (\E a \in S : P(a)) OBVIOUS
\* the domain of the second variable is outside the scope of the first
THEOREM Bd23 == ASSUME NEW S, NEW T, \A a \in S, b \in T : a = b PROVE S = T OBVIOUS
\* pairs in a tuple pattern keep their order
THEOREM Bd24 == \A <<a, b>> \in {<<1, 2>>} : a = 2 OBVIOUS
\* [x \in S, y \in T |-> ...] is a function on pairs
THEOREM Bd25 == [a \in {1, 2}, b \in {1, 2} |-> a][1, 2] = 2 OBVIOUS
\* implication is not equivalence, nor symmetric
THEOREM Bd26 == ASSUME NEW p \in BOOLEAN, NEW q \in BOOLEAN, p => q PROVE q => p OBVIOUS
THEOREM Bd27 == ASSUME NEW p \in BOOLEAN, NEW q \in BOOLEAN, p \/ q PROVE p /\ q OBVIOUS
\* Leibniz fails for operators that prime their argument
THEOREM Bd28 == ASSUME x = z PROVE Keep(x) <=> Keep(z) OBVIOUS
THEOREM Bd29 == ASSUME x = z PROVE Keep(x) <=> Keep(z) BY DEF Keep
\* ... also where the operator is a parameter's argument
THEOREM Bd30 == ASSUME x = z PROVE x' = z' OBVIOUS
THEOREM Bd31 == ASSUME NEW F(_), x = z PROVE F(x)' = F(z)' OBVIOUS
====
