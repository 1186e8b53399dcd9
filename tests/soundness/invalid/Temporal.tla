---- MODULE Temporal ----
\* Temporal steps that do not follow.
EXTENDS Integers, TLAPS

VARIABLES x, y

Init == x = 0
Next == x' = x + 1
Spec == Init /\ [][Next]_x
Inv == x >= 0
Small == x < 5

\* what holds at first need not hold always
THEOREM Te01 == ASSUME x = 1 PROVE [](x = 1) BY PTL
THEOREM Te02 == ASSUME x = 1 PROVE [](x = 1) OBVIOUS
\* Init => Inv alone is not enough
THEOREM Te03 == Spec => []Inv
<1>1. Init => Inv BY DEF Init, Inv
<1> QED BY <1>1, PTL DEF Spec
\* a fact proved under a state-level assumption holds only now
THEOREM Te04 == ASSUME x = 0 PROVE [](x = 0)
<1>1. x = 0 OBVIOUS
<1> QED BY <1>1, PTL
\* ... also one that is proved by cases on the state
THEOREM Te05 == ASSUME Small PROVE []Small
<1>1. Small OBVIOUS
<1>2. Small /\ UNCHANGED x => Small' BY DEF Small
<1> QED BY <1>1, <1>2, PTL
\* an omitted step [omitted]
THEOREM Te06 == Spec => []Inv
<1>1. Init => Inv BY DEF Init, Inv
<1>2. Inv /\ Next => Inv' OMITTED
<1> QED BY <1>1, <1>2, PTL DEF Spec
\* an induction step proved under an assumption about the present state
THEOREM Te07 == Spec => []Small
<1>1. Init => Small BY DEF Init, Small
<1>2. ASSUME x < 3, Small, [Next]_x PROVE Small' OMITTED
<1> QED BY <1>1, <1>2, PTL DEF Spec
\* temporal laws that are none
THEOREM Te08 == <>Inv => []Inv BY PTL
THEOREM Te09 == []<>Inv => <>[]Inv BY PTL
THEOREM Te10 == [](Inv \/ Small) => []Inv \/ []Small BY PTL
THEOREM Te11 == <>Inv /\ <>Small => <>(Inv /\ Small) BY PTL
THEOREM Te12 == (Inv ~> Small) => (Inv => Small) BY PTL
THEOREM Te13 == Inv => []<>Inv BY PTL
THEOREM Te14 == Inv' => Inv BY PTL
THEOREM Te15 == Inv => Inv' BY PTL
THEOREM Te17 == WF_x(Next) => <><<Next>>_x BY PTL
THEOREM Te18 == WF_x(Next) => SF_x(Next) BY PTL
THEOREM Te19 == <>[]Inv => []Inv BY PTL
THEOREM Te20 == (Inv ~> Small) => (Small ~> Inv) BY PTL
\* two different predicates are not one
THEOREM Te21 == []Inv => []Small BY PTL
\* [] does not pass under a negation
THEOREM Te22 == ~[]Inv => []~Inv BY PTL
\* a constant of the step is not a constant of the behaviour
THEOREM Te23 == ASSUME NEW STATE P, P PROVE []P BY PTL
\* the box of an implication
THEOREM Te24 == (([]Inv) => ([]Small)) => [](Inv => Small) BY PTL
\* x equal now is not x equal always
THEOREM Te25 == ASSUME x = y PROVE []Inv <=> [](y >= 0) OBVIOUS
THEOREM Te26 == ASSUME x = y PROVE [](x = y) BY PTL
\* a quantifier over an eventuality
THEOREM Te27 == (\A n \in Nat : <>(x = n)) => <>(\A n \in Nat : x = n) BY PTL
\* the temporal formula is not its first state
THEOREM Te28 == Inv => []Inv OBVIOUS
THEOREM Te29 == Spec => [](x = 0) BY PTL DEF Spec, Init
\* an unnamed step's fact under a SUFFICES with a state assumption
THEOREM Te30 == x = 0 => [](x = 0)
<1> SUFFICES ASSUME x = 0 PROVE [](x = 0) OBVIOUS
<1>1. x = 0 OBVIOUS
<1> QED BY <1>1, PTL
\* ASSUME gives a state-level assumption too
THEOREM Te31 == [](x = 0) \/ x # 0
<1>1. ASSUME x = 0 PROVE [](x = 0) \/ x # 0
  <2>1. x = 0 BY <1>1
  <2> QED BY <2>1, PTL
<1>2. ASSUME x # 0 PROVE [](x = 0) \/ x # 0 BY <1>2
<1> QED BY <1>1, <1>2
====
