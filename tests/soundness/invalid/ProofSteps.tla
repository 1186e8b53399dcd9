---- MODULE ProofSteps ----
\* Proofs whose steps do not add up: some obligation of each must fail.
EXTENDS Integers, TLAPS

CONSTANTS N, S
ASSUME N \in Nat /\ N > 0
ASSUME Positive == N \in Nat /\ N > 0

\* y of step 1 is its own
THEOREM St01 == \A y \in Int : y > 0
<1>1. ASSUME NEW y \in Int, y > 0 PROVE y > 0 OBVIOUS
<1> QED BY <1>1
\* one case of two
THEOREM St02 == ASSUME NEW x \in Int PROVE x > 0
<1>1. CASE x > 0 BY <1>1
<1> QED BY <1>1
\* the cases leave out 0
THEOREM St03 == ASSUME NEW x \in Int PROVE x * x > 0
<1>1. CASE x > 0 OMITTED
<1>2. CASE x < 0 OMITTED
<1> QED BY <1>1, <1>2
\* nothing to pick
THEOREM St04 == 1 = 2
<1>1. PICK y : y # y OBVIOUS
<1> QED BY <1>1
THEOREM St05 == 1 = 2
<1>1. PICK y \in {} : TRUE OBVIOUS
<1> QED BY <1>1
THEOREM St06 == ASSUME NEW P(_) PROVE \E a : P(a)
<1>1. PICK y : P(y) OBVIOUS
<1> QED BY <1>1
\* two picks need not be the same
THEOREM St07 == ASSUME NEW P(_), \E a : P(a) PROVE \A a, b : P(a) /\ P(b) => a = b
<1>1. PICK y : P(y) OBVIOUS
<1>2. PICK z : P(z) OBVIOUS
<1>3. y = z BY <1>1, <1>2
<1> QED BY <1>3
\* what is picked is not arbitrary
THEOREM St08 == ASSUME NEW P(_), \E a : P(a) PROVE \A a : P(a)
<1>1. PICK y : P(y) OBVIOUS
<1> QED BY <1>1
\* SUFFICES of something weaker
THEOREM St09 == ASSUME NEW x \in Int, x > -5 PROVE x > 0
<1> SUFFICES x > -1 OBVIOUS
<1> QED OBVIOUS
THEOREM St10 == ASSUME NEW x \in Int PROVE x > 0
<1> SUFFICES TRUE OBVIOUS
<1> QED OBVIOUS
THEOREM St11 == ASSUME NEW x \in Int PROVE x > 0
<1> SUFFICES ASSUME FALSE PROVE x > 0 OBVIOUS
<1> QED OBVIOUS
THEOREM St12 == ASSUME NEW x \in Int PROVE x > 0
<1> SUFFICES ASSUME x > 0 PROVE x > 0 OBVIOUS
<1> QED OBVIOUS
THEOREM St13 == ASSUME NEW P(_) PROVE \E a : P(a)
<1> SUFFICES ASSUME NEW a, P(a) PROVE P(a) OBVIOUS
<1> QED OBVIOUS
\* the witness is outside the domain
THEOREM St14 == \E y \in 1..3 : y > 3
<1> WITNESS 4 \in 1..3
<1> QED OBVIOUS
\* the witness does not satisfy the body
THEOREM St15 == \E y \in 1..3 : y > 3
<1> WITNESS 3 \in 1..3
<1> QED OBVIOUS
\* TAKE from a smaller set
THEOREM St16 == \A y \in Int : y >= 0
<1> TAKE y \in Nat
<1> QED OBVIOUS
\* HAVE something stronger
THEOREM St17 == ASSUME NEW x \in Int PROVE x > 0 => x > 5
<1> HAVE x > 7
<1> QED OBVIOUS
\* HAVE is not the conclusion
THEOREM St18 == ASSUME NEW x \in Int PROVE x > 0 => x > 5
<1> HAVE x > 0
<1> QED OBVIOUS
\* an unnamed module assumption is not usable
THEOREM St19 == N > 0 OBVIOUS
\* a named one is usable only where it is cited
THEOREM St20 == N > 0
<1>1. N > 0 BY Positive
<1> QED OBVIOUS
THEOREM St21 == N > 0 BY ONLY TRUE
\* hidden again
THEOREM St22 == N > 0
<1> USE Positive
<1> HIDE Positive
<1> QED OBVIOUS
\* BY ONLY leaves the other facts out
THEOREM St23 == N > 0
<1> USE Positive
<1>1. TRUE OBVIOUS
<1> QED BY ONLY <1>1
\* USE ends with its block
THEOREM St24 == N > 0
<1>1. TRUE
  <2> USE Positive
  <2> QED OBVIOUS
<1> QED BY <1>1
\* an inner SUFFICES ends with its block
THEOREM St25 == 1 = 2
<1>1. TRUE
  <2> SUFFICES ASSUME 1 = 2 PROVE TRUE OBVIOUS
  <2> QED OBVIOUS
<1> QED BY <1>1
\* a step's assumption holds only inside it
THEOREM St26 == ASSUME NEW x \in Int PROVE x > 0
<1>1. ASSUME x > 0 PROVE x > 0 OBVIOUS
<1> QED BY <1>1
\* a lemma's assumptions must be met
LEMMA Five == ASSUME NEW n \in Nat, n > 5 PROVE n > 4 OBVIOUS
THEOREM St27 == \A n \in Nat : n > 4 BY Five
\* ... also its domain
LEMMA OnNat == ASSUME NEW n \in Nat PROVE n >= 0 OBVIOUS
THEOREM St28 == \A n \in Int : n >= 0 BY OnNat
\* an omitted step is no proof [omitted]
THEOREM St29 == 1 = 2
<1>1. 1 = 2 OMITTED
<1> QED BY <1>1
\* nor an omitted proof [omitted]
THEOREM St30 == 1 = 2 OMITTED
\* nor no proof at all [omitted]
THEOREM St31 == 1 = 2
\* a raw fact must be proved
THEOREM St32 == 1 = 2 BY 2 = 3
THEOREM St33 == 1 = 2
<1> USE 2 = 3
<1> QED OBVIOUS
\* a definition in the proof does not make it true
THEOREM St34 == ASSUME NEW x \in Int PROVE x > 0
<1> DEFINE Q == x > 0
<1>1. Q OBVIOUS
<1> QED BY <1>1
\* the inner proof proves something else
THEOREM St35 == ASSUME NEW x \in Int PROVE x > 0
<1>1. x > 0
  <2>1. x * x >= 0 OMITTED
  <2> QED BY <2>1
<1> QED BY <1>1
\* the step of another name is about another constant
THEOREM St36 == ASSUME NEW P(_) PROVE \A a : P(a)
<1>1. ASSUME NEW a, P(a) PROVE P(a) OBVIOUS
<1>2. \A a : P(a) => P(a) BY <1>1
<1> QED BY <1>2
\* the QED step is about the goal, not about the last step
THEOREM St37 == 1 = 2
<1>1. 1 = 1 OBVIOUS
<1> QED BY <1>1
\* a step proved for one element
THEOREM St38 == ASSUME NEW P(_), NEW a \in S, P(a) PROVE \A b \in S : P(b)
<1>1. P(a) OBVIOUS
<1> QED BY <1>1
\* PICK does not tell which
THEOREM St39 == ASSUME NEW f \in [1..2 -> Int], \E i \in 1..2 : f[i] > 0 PROVE f[1] > 0
<1>1. PICK i \in 1..2 : f[i] > 0 OBVIOUS
<1> QED BY <1>1
\* SUFFICES with a new constant from a bigger set
THEOREM St40 == \A y \in Int : y >= 0
<1> SUFFICES ASSUME NEW y \in Nat PROVE y >= 0 OBVIOUS
<1> QED OBVIOUS
\* an assumption inside a nested ASSUME/PROVE is not one outside
THEOREM St41 == ASSUME NEW x \in Int, ASSUME x > 0 PROVE x > 1 PROVE x > 1 OBVIOUS
\* the goal of SUFFICES is proved, the first goal is forgotten: SUFFICES must imply it
THEOREM St42 == ASSUME NEW x \in Int PROVE x = x + 1
<1>1. SUFFICES x = x OBVIOUS
<1> QED BY <1>1
\* CASE of a false condition proves the goal in that case only
THEOREM St43 == ASSUME NEW x \in Int PROVE x = x + 1
<1>1. CASE x # x BY <1>1
<1> QED BY <1>1
\* a hidden definition stays hidden
Big == N > 1000
THEOREM St44 == Big => N > 1000 OBVIOUS
THEOREM St45 == Big => N > 1000
<1> USE DEF Big
<1> HIDE DEF Big
<1> QED OBVIOUS
\* a false definition used by name only
Absurd == FALSE
THEOREM St46 == ~Absurd OBVIOUS
\* DEF of another operator
THEOREM St47 == Big => N > 1000 BY DEF Absurd
\* the temporal or other backend pragma is not a fact
THEOREM St48 == 1 = 2 BY SMT, Zenon, Isa, PTL
THEOREM St49 == 1 = 2 BY ONLY PTL
====
