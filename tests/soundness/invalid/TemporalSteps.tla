---- MODULE TemporalSteps ----
\* Proofs of temporal theorems that box what holds now, or mix up subscripts.
EXTENDS Integers, TLAPS
VARIABLES x, y
P == x > 0
Q == y > 0
Step == x' = x + 1 /\ y' = y
vs == <<x, y>>

\* c is picked once, P is known now
THEOREM TS01 == P => []P
<1>1. ASSUME P PROVE []P
  <2>1. PICK c \in Int : c = 1 OBVIOUS
  <2>2. P BY <1>1
  <2>3. c = 1 => P BY <2>2
  <2> QED BY <2>3, <2>1, PTL
<1> QED BY <1>1
\* z is what x is now
THEOREM TS02 == P => []P
<1>1. SUFFICES ASSUME NEW z, z = x, z > 0 PROVE []P OBVIOUS
<1>2. P BY <1>1 DEF P
<1> QED BY <1>2, PTL
\* this step keeps P, others may not
THEOREM TS03 == ASSUME P, [P => P']_x PROVE []P
<1>1. P OBVIOUS
<1>2. P => P' BY DEF P
<1> QED BY <1>1, <1>2, PTL
THEOREM TS04 == ASSUME Step PROVE [][P => P']_x
<1>1. P => P' BY DEF Step, P
<1>2. [P => P']_x BY <1>1
<1> QED BY <1>2, PTL
\* steps that leave x and y alone are missing
THEOREM TS05 == P /\ [][Step]_vs => []P
<1>1. P /\ Step => P' BY DEF P, Step
<1> QED BY <1>1, PTL
\* a step that changes y alone may do so in any way
THEOREM TS06 == P /\ [][Step]_x => [](y = y /\ Q)
<1>1. P /\ [Step]_x => P' BY DEF P, Step
<1> QED BY <1>1, PTL
THEOREM TS07 == ASSUME NEW a \in Nat, a = x PROVE [](x \in Nat)
<1>1. x \in Nat OBVIOUS
<1> QED BY <1>1, PTL
THEOREM TS08 == ASSUME NEW STATE f, f = 1 PROVE [](f = 1)
<1>1. f = 1 OBVIOUS
<1> QED BY <1>1, PTL
\* f is a constant
THEOREM TS09 == \E f : [](f = x)
<1>1. PICK f : f = x OBVIOUS
<1>2. [](f = x) BY <1>1, PTL
<1> QED BY <1>2
THEOREM TS10 == \A f : (f = x) => [](f = x)
<1>1. ASSUME NEW f, f = x PROVE f = x OBVIOUS
<1>2. ASSUME NEW f PROVE (f = x) => [](f = x)
  <2>1. (f = x) => (f = x) OBVIOUS
  <2> QED BY <2>1, PTL
<1> QED BY <1>2
\* y = x now
THEOREM TS11 == ASSUME [](x > 0) PROVE [](y > 0)
<1>1. ASSUME y = x PROVE y > 0
  <2>1. x > 0 BY PTL
  <2> QED BY <2>1, <1>1
<1> QED BY <1>1, PTL
THEOREM TS12 == (P ~> Q) => (P => <>(P /\ Q))
<1>1. P /\ Q => P /\ Q OBVIOUS
<1> QED BY <1>1, PTL
\* one step at a time leads to each number, not to all at once
THEOREM TS13 == (\A n \in Nat : (x = n ~> x = n + 1)) => (x = 0 ~> \A n \in Nat : x = n)
<1>1. TRUE OBVIOUS
<1> QED BY <1>1, PTL
\* x does not change; y does not either only if it is in the subscript
THEOREM TS14 == (x = 1 /\ [][FALSE]_x) => [](y = 1)
<1>1. x = 1 /\ [FALSE]_x => x' = 1 OBVIOUS
<1> QED BY <1>1, PTL
\* other steps than this one may make P false
THEOREM TS15 == <><<Step>>_vs => <>[]P
<1>1. <<Step>>_vs => Step BY DEF vs
<1>2. P /\ Step => P' BY DEF P, Step
<1> QED BY <1>1, <1>2, PTL
\* different hidden variables
THEOREM TS16 == (\EE z : [](z = x)) <=> (\EE z : [](z = y /\ z = x)) BY PTL
THEOREM TS17 == x = y => ((\EE z : [](z = x)) <=> (\EE z : [](z = y /\ z = x))) OBVIOUS
\* the constant k is not the hidden z
THEOREM TS18 == \A k, l : (\EE z : [](z = k /\ z = 1)) <=> (\EE z : [](z = l /\ z = 1)) OBVIOUS
====
