---- MODULE Choices ----
\* CHOOSE picks some value, always the same for the same set of candidates, and nothing more is known.
EXTENDS Integers, TLAPS

CONSTANT S
qm == CHOOSE v : v \notin Nat
other == CHOOSE v : v \notin Int

\* qm may be a number or not
THEOREM Ch01 == qm < 0 \/ qm >= 0 BY DEF qm
\* ... a negative integer
THEOREM Ch02 == \A i \in Int : qm # i BY DEF qm
THEOREM Ch03 == qm \notin Int BY DEF qm
THEOREM Ch04 == qm \in Int BY DEF qm
\* its order with numbers is open
THEOREM Ch05 == qm < 5 BY DEF qm
THEOREM Ch06 == ~(qm < 5) BY DEF qm
THEOREM Ch07 == qm + 1 # qm BY DEF qm
\* two predicates may choose the same or different values
THEOREM Ch08 == qm = other BY DEF qm, other
THEOREM Ch09 == qm # other BY DEF qm, other
\* ... typing up to the odd value
THEOREM Ch10 == ASSUME NEW x \in Nat \cup {qm} PROVE x \in Int BY DEF qm
THEOREM Ch11 == ASSUME NEW x \in Nat \cup {qm}, NEW y \in Nat, x # qm PROVE x < y BY DEF qm
THEOREM Ch12 == ASSUME NEW x \in Nat \cup {qm}, NEW y \in Nat \cup {qm} PROVE x < y \/ y < x \/ x = y BY DEF qm
\* nothing may satisfy P
THEOREM Ch13 == ASSUME NEW P(_) PROVE P(CHOOSE x : P(x)) OBVIOUS
\* the first candidate is not the one
THEOREM Ch14 == (CHOOSE x \in {1, 2} : TRUE) = 1 OBVIOUS
THEOREM Ch15 == ASSUME NEW a, NEW b PROVE (CHOOSE x : x = a \/ x = b) = a OBVIOUS
\* different predicates
THEOREM Ch16 == ASSUME NEW P(_), NEW Q(_) PROVE (CHOOSE x : P(x)) = (CHOOSE x : Q(x)) OBVIOUS
\* different parameters
THEOREM Ch17 == ASSUME NEW y \in Int, NEW z \in Int PROVE (CHOOSE x \in Int : x > y) = (CHOOSE x \in Int : x > z) OBVIOUS
\* from different sets the same may be chosen
THEOREM Ch18 == ASSUME NEW T, NEW U, T # U, T # {}, U # {} PROVE (CHOOSE x \in T : TRUE) # (CHOOSE x \in U : TRUE) OBVIOUS
\* a value > 3 need not be a number
THEOREM Ch19 == (CHOOSE y : y > 3) \in Int OBVIOUS
\* the choice is not the minimum
THEOREM Ch20 == (CHOOSE x \in Nat : x > 3) = 4 OBVIOUS
\* S may be empty
THEOREM Ch21 == (CHOOSE x : x \in S) \in S OBVIOUS
\* a choice from an impossible predicate is some value
THEOREM Ch22 == (CHOOSE x : FALSE) \in Int OBVIOUS
THEOREM Ch23 == (CHOOSE x \in Int : x < x) = 0 OBVIOUS
\* a choice does not commute with an operation
THEOREM Ch24 == (CHOOSE x \in Int : x > 1) + 1 = (CHOOSE x \in Int : x > 2) OBVIOUS
\* with overlapping guards CASE chooses, it does not take the first
THEOREM Ch25 == (CASE TRUE -> 1 [] TRUE -> 2) = 1 OBVIOUS
THEOREM Ch26 == (CASE TRUE -> 1 [] TRUE -> 2) = 2 OBVIOUS
THEOREM Ch27 == ASSUME NEW x \in Int, x > 5 PROVE (CASE x > 0 -> 1 [] x > 1 -> 2) = 1 OBVIOUS
THEOREM Ch28 == ASSUME NEW x \in Int, x > 5 PROVE (CASE x > 0 -> 1 [] x > 1 -> 2) = 2 OBVIOUS
THEOREM Ch29 == ASSUME NEW x \in Int, x > 5 PROVE (CASE x > 0 -> 1 [] x > 1 -> 2 [] OTHER -> 3) = 1 OBVIOUS
\* no guard holds
THEOREM Ch30 == (CASE FALSE -> 1) = 1 OBVIOUS
THEOREM Ch31 == ASSUME NEW x \in Int PROVE (CASE x > 0 -> 1 [] x < 0 -> 2) \in {1, 2} OBVIOUS
\* OTHER is taken only when no guard holds
THEOREM Ch32 == ASSUME NEW x \in Int PROVE (CASE x > 0 -> 1 [] OTHER -> 2) = 2 OBVIOUS
\* two CASEs with the same guards but different arms
THEOREM Ch33 == ASSUME NEW x \in Int, x > 5 PROVE (CASE x > 0 -> 1 [] x > 1 -> 2) = (CASE x > 1 -> 2 [] x > 0 -> 3) OBVIOUS
====
