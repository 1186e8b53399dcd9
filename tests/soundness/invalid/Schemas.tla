---- MODULE Schemas ----
\* Facts that declare operators, and hidden operators of operators.
EXTENDS Integers, NaturalsInduction, TLAPS

VARIABLES x, y

Hid(F(_)) == F(0) = 0
At(F(_)) == F({})
Next0(F(_)) == F(x)'

LEMMA Known == ASSUME NEW F(_) PROVE (Hid(F) \/ F(0) # 0) /\ (~Hid(F) \/ F(0) = 0) BY DEF Hid
LEMMA AtDef == ASSUME NEW F(_) PROVE At(F) = F({}) BY DEF At
LEMMA Every == ASSUME NEW P(_), NEW e, \A n : P(n) PROVE P(e) OBVIOUS
LEMMA Twice == ASSUME NEW P(_), NEW Q(_), \A n : P(n) => Q(n), NEW e, P(e) PROVE Q(e) OBVIOUS

\* a hidden operator of one operator says nothing of another
THEOREM Sch01 == ASSUME NEW G(_), NEW H(_), G(0) = 0 PROVE H(0) = 0 BY Known
THEOREM Sch02 == ASSUME NEW G(_), NEW H(_), Hid(G) PROVE Hid(H) BY Known
THEOREM Sch03 == ASSUME NEW G(_), NEW H(_) PROVE At(G) = At(H) BY AtDef
THEOREM Sch04 == ASSUME NEW G(_), NEW H(_), At(G) = At(H) PROVE \A n : G(n) = H(n) BY AtDef
\* induction with no base, with no step, beyond the naturals
THEOREM Sch05 == ASSUME NEW P(_), \A n \in Nat : P(n) => P(n+1) PROVE \A n \in Nat : P(n) BY NatInduction
THEOREM Sch06 == ASSUME NEW P(_), P(0) PROVE \A n \in Nat : P(n) BY NatInduction
THEOREM Sch07 == ASSUME NEW P(_), P(0), \A n \in Nat : P(n) => P(n+1) PROVE \A n \in Int : P(n) BY NatInduction
THEOREM Sch08 == \A n \in Nat : n < 10 BY NatInduction
\* a bound variable is rigid, a variable is not
THEOREM Sch09 == ASSUME \A n : n' = n PROVE x' = x BY Every
THEOREM Sch10 == (\A n : ENABLED (x' = n /\ n' = n)) => ENABLED (x' = y /\ y' = y /\ y # x') BY Every
\* the premise is of another operator
THEOREM Sch11 == ASSUME NEW P(_), NEW Q(_), \A n \in Nat : P(n) => Q(n), P(-1) PROVE Q(-1) BY Twice
THEOREM Sch12 == ASSUME NEW P(_), NEW Q(_), \A n : P(n) => Q(n), Q(0) PROVE P(0) BY Twice
\* an operator that looks at the next state
THEOREM Sch13 == ASSUME NEW G(_) PROVE Next0(G) = G(x) OBVIOUS
THEOREM Sch14 == ASSUME NEW STATE G(_), NEW a, G(a) PROVE G(a)' OBVIOUS
THEOREM Sch15 == ASSUME NEW ACTION G(_), x = y, G(x) PROVE G(y) OBVIOUS
\* a lemma about every state is about this one, not about the next of one alone
LEMMA Inv == ASSUME NEW VARIABLE v, v = 0 PROVE v + 1 = 1 OBVIOUS
THEOREM Sch16 == ASSUME x = 0 PROVE x' + 1 = 1 BY Inv
THEOREM Sch17 == ASSUME NEW STATE s, s PROVE s' OBVIOUS
\* nor is x a witness for such an operator: G(q) may be ENABLED (q' # q), which no constant satisfies
THEOREM Sch18 == ASSUME NEW STATE G(_), G(x) PROVE \E q : G(q)
<1> WITNESS x
<1> QED OBVIOUS
THEOREM Sch19 == ASSUME NEW ACTION G(_), G(x) PROVE \E q : G(q)
<1> WITNESS x
<1> QED OBVIOUS
THEOREM Sch20 == ASSUME NEW TEMPORAL G(_), G(x) PROVE \E q : G(q) OBVIOUS
THEOREM Sch21 == ASSUME NEW STATE G(_), \A q : G(q) PROVE G(x)
<1>1. PICK q : q = x OBVIOUS
<1> QED BY <1>1
====
