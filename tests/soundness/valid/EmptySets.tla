---- MODULE EmptySets ----
\* The true twins of ../invalid/EmptySets: what is in a set in which the empty set is not has elements.
EXTENDS Integers, TLAPS

THEOREM Es01 == ASSUME NEW Q, {} \notin Q, NEW q \in Q PROVE \E x : x \in q OBVIOUS
THEOREM Es02 == ASSUME NEW Q, NEW N, {} \notin Q, NEW q \in Q, \A x \in q : x \in N PROVE \E x \in N : x \in q OBVIOUS
THEOREM Es03 == ASSUME NEW S, NEW Q, {x \in S : x > 1} \notin Q, NEW q \in Q, q \subseteq S, \A x \in q : x > 1
                PROVE  \E x \in S : x > 1 /\ x \notin q
OBVIOUS
====
