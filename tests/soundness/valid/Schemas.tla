---- MODULE Schemas ----
\* The true twins of invalid/Schemas.
EXTENDS Integers, NaturalsInduction, TLAPS

VARIABLES x, y
CONSTANT A

Hid(F(_)) == F(0) = 0
At(F(_)) == F({})
Next0(F(_)) == F(x)'

LEMMA Known == ASSUME NEW F(_) PROVE (Hid(F) \/ F(0) # 0) /\ (~Hid(F) \/ F(0) = 0) BY DEF Hid
LEMMA AtDef == ASSUME NEW F(_) PROVE At(F) = F({}) BY DEF At
LEMMA Every == ASSUME NEW P(_), NEW e, \A n : P(n) PROVE P(e) OBVIOUS
LEMMA Twice == ASSUME NEW P(_), NEW Q(_), \A n : P(n) => Q(n), NEW e, P(e) PROVE Q(e) OBVIOUS

THEOREM Sch01 == ASSUME NEW G(_), Hid(G) PROVE G(0) = 0 BY Known
THEOREM Sch02 == ASSUME NEW G(_), G(0) = 0 PROVE Hid(G) BY Known
THEOREM Sch03 == ASSUME NEW G(_), NEW H(_), G({}) = H({}) PROVE At(G) = At(H) BY AtDef
THEOREM Sch04 == ASSUME NEW G(_), NEW H(_), At(G) = At(H) PROVE G({}) = H({}) BY AtDef
THEOREM Sch05 == ASSUME NEW P(_), P(0), \A n \in Nat : P(n) => P(n+1) PROVE \A n \in Nat : P(n) BY NatInduction
THEOREM Sch08 == \A n \in Nat : n < 10 \/ n >= 10 BY NatInduction
THEOREM Sch09 == ASSUME \A n : n' = n PROVE A' = A BY Every
THEOREM Sch11 == ASSUME NEW P(_), NEW Q(_), \A n : P(n) => Q(n), P(-1) PROVE Q(-1) BY Twice
THEOREM Sch13 == ASSUME NEW G(_) PROVE Next0(G) = G(x') BY DEF Next0
THEOREM Sch14 == ASSUME NEW STATE G(_), NEW a, G(a)' PROVE G(a)' OBVIOUS
THEOREM Sch15 == ASSUME NEW ACTION G(_), G(x) PROVE G(x) OBVIOUS
LEMMA Inv == ASSUME NEW VARIABLE v, v = 0 PROVE v + 1 = 1 OBVIOUS
THEOREM Sch16 == ASSUME x' = 0 PROVE x' + 1 = 1 BY Inv
\* a witness for an operator on values, and a rigid one for any operator
THEOREM Wit1 == ASSUME NEW G(_), G(x) PROVE \E q : G(q)
<1> WITNESS x
<1> QED OBVIOUS
THEOREM Wit2 == ASSUME NEW ACTION G(_), NEW c, G(c) PROVE \E q : G(q)
<1> WITNESS c
<1> QED OBVIOUS
====
