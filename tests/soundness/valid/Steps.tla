---- MODULE Steps ----
\* Proofs that do add up, one for each construct of the proof language.
EXTENDS Integers, TLAPS

CONSTANTS N, S
ASSUME Positive == N \in Nat /\ N > 0
VARIABLES x, y
vars == <<x, y>>
Init == x = 0 /\ y = 0
Next == x' = x + 1 /\ y' = y
Spec == Init /\ [][Next]_vars
Inv == x \in Nat /\ y = 0

THEOREM Vs01 == N - 1 \in Nat BY Positive
THEOREM Vs02 == ASSUME NEW a \in Int PROVE a > 0 \/ a <= 0
<1>1. CASE a > 0 BY <1>1
<1>2. CASE a <= 0 BY <1>2
<1> QED BY <1>1, <1>2
THEOREM Vs03 == ASSUME NEW P(_), \E a : P(a), \A a : P(a) => a \in Int PROVE \E a \in Int : P(a)
<1>1. PICK a : P(a) OBVIOUS
<1> QED BY <1>1
THEOREM Vs04 == \A a \in Nat : a + 1 > 0
<1> TAKE a \in Nat
<1> QED OBVIOUS
THEOREM Vs05 == \E a \in 1..3 : a * a = 4
<1> WITNESS 2 \in 1..3
<1> QED OBVIOUS
THEOREM Vs06 == ASSUME NEW a \in Int PROVE a > 5 => a > 4
<1> HAVE a > 5
<1> QED OBVIOUS
THEOREM Vs07 == \A a, b \in Int : a < b => a + 1 <= b
<1> SUFFICES ASSUME NEW a \in Int, NEW b \in Int, a < b PROVE a + 1 <= b OBVIOUS
<1> QED OBVIOUS
LEMMA Five == ASSUME NEW n \in Nat, n > 5 PROVE n > 4 OBVIOUS
THEOREM Vs08 == 7 > 4 BY Five
THEOREM Vs09 == ASSUME NEW a \in Int PROVE a + a = 2 * a
<1> DEFINE Twice(n) == 2 * n
<1>1. a + a = Twice(a) OBVIOUS
<1> QED BY <1>1
THEOREM Vs10 == ASSUME NEW P(_), NEW a \in S, \A b \in S : P(b) PROVE P(a) /\ a \in S OBVIOUS
THEOREM Vs11 == Inv /\ [Next]_vars => Inv' BY DEF Inv, Next, vars
THEOREM Vs12 == Spec => []Inv
<1>1. Init => Inv BY DEF Init, Inv
<1>2. Inv /\ [Next]_vars => Inv' BY Vs11
<1> QED BY <1>1, <1>2, PTL DEF Spec
THEOREM Vs13 == ASSUME x = y, UNCHANGED vars PROVE x' = y' BY DEF vars
THEOREM Vs14 == ASSUME NEW F(_), x = y PROVE F(x) = F(y) OBVIOUS
THEOREM Vs15 == ASSUME NEW CONSTANT c PROVE c' = c OBVIOUS
THEOREM Vs16 == ENABLED (x' = x + 1) BY ExpandENABLED
THEOREM Vs17 == []<>(x = 0) => <>(x = 0) BY PTL
THEOREM Vs18 == [](x = 0) /\ [](y = 0) <=> []((x = 0) /\ (y = 0)) BY PTL
====
