---- MODULE LevelsOfLemmas ----
\* What a lemma says of constants, or of different variables, it does not say of all state functions.
EXTENDS Integers, TLAPS
VARIABLES x, y

LEMMA Rigid == ASSUME NEW CONSTANT s PROVE s' = s OMITTED
LEMMA RigidFormula == ASSUME NEW s PROVE (s = 1)' <=> s = 1 OMITTED
LEMMA RigidAll == \A s : s' = s OMITTED
LEMMA Always == ASSUME NEW CONSTANT s PROVE [](s = 1) \/ [](s # 1) OMITTED
LEMMA AlwaysAll == \A s : [](s = 1) \/ [](s # 1) OMITTED
LEMMA OfOperator == ASSUME NEW F(_), NEW a PROVE F(a)' = F(a) OMITTED
LEMMA Bounded == ASSUME NEW s \in {0, 1} PROVE s' \in {s} OMITTED
LEMMA Leibniz == ASSUME NEW a, NEW b, a = b PROVE a' = b' OMITTED
LEMMA LeibnizAlways == \A a, b : a = b => [](a = b) OMITTED
LEMMA OtherVariable == ASSUME NEW VARIABLE s PROVE ENABLED (s' = 1 /\ x' = 2) OMITTED
LEMMA TwoVariables == ASSUME NEW VARIABLE s, NEW VARIABLE t PROVE ENABLED (s' = 1 /\ t' = 2) OMITTED

\* the lemmas are about constants
THEOREM LL01 == x' = x BY Rigid
THEOREM LL02 == (x = 1)' <=> x = 1 BY RigidFormula
THEOREM LL03 == x' = x BY RigidAll
THEOREM LL04 == [](x = 1) \/ [](x # 1) BY Always
THEOREM LL05 == [](x = 1) \/ [](x # 1) BY AlwaysAll
THEOREM LL06 == (x + y > 1)' <=> x + y > 1 BY OfOperator
THEOREM LL07 == ASSUME x \in {0, 1} PROVE x' \in {x} BY Bounded
THEOREM LL08 == ASSUME x = y PROVE x' = y' BY Leibniz
THEOREM LL09 == ASSUME x = y PROVE [](x = y) BY LeibnizAlways
THEOREM LL10 == ASSUME x = y PROVE [](x = y) BY LeibnizAlways, PTL
THEOREM LL11 == ASSUME x = y PROVE x' = y' BY LeibnizAlways, PTL
THEOREM LL12 == ASSUME NEW STATE p, NEW STATE q, p = q PROVE p' = q' BY Leibniz
\* no variable is 1 and 2
THEOREM LL13 == ENABLED (x' = 1 /\ x' = 2) BY OtherVariable
THEOREM LL14 == ENABLED (y' = 1 /\ y' = 2) BY TwoVariables
THEOREM LL15 == ENABLED (x' = 1 /\ x' = 2) BY OtherVariable, ExpandENABLED
====
