---- MODULE EmptySets ----
\* Sorts of a solver are never empty; sets may be.
EXTENDS Integers, FiniteSets, TLAPS

\* S may be empty
THEOREM Empty01 == ASSUME NEW S PROVE S # {} OBVIOUS
THEOREM Empty02 == ASSUME NEW S PROVE \E x : x \in S OBVIOUS
\* there is an h in [S -> T] with T empty if S is empty
THEOREM Empty03 == ASSUME NEW S, NEW T, NEW h \in [S -> T] PROVE T # {} OBVIOUS
\* a universal statement about an empty set gives no witness
THEOREM Empty04 == ASSUME NEW S, NEW P(_), \A x \in S : P(x) PROVE \E x \in S : P(x) OBVIOUS
\* what is chosen from an empty set is not in it
THEOREM Empty05 == ASSUME NEW S PROVE (CHOOSE x \in S : TRUE) \in S OBVIOUS
\* {} is a set without an element
THEOREM Empty06 == \A S : \E x \in S : TRUE OBVIOUS
\* T may be the empty one
THEOREM Empty07 == ASSUME NEW S, NEW T, S \X T = {} PROVE S = {} OBVIOUS
\* [S -> T] is empty when T is and S is not
THEOREM Empty08 == ASSUME NEW S, NEW T, [S -> T] = {} PROVE S = {} OBVIOUS
\* SUBSET S always has the element {}
THEOREM Empty09 == ASSUME NEW S, S = {} PROVE SUBSET S = {} OBVIOUS
\* UNION {{}} is empty
THEOREM Empty10 == ASSUME NEW S, UNION S = {} PROVE S = {} OBVIOUS
\* C may be empty
THEOREM Empty11 == ASSUME NEW C, \A c \in C : FALSE PROVE FALSE OBVIOUS
\* two sets of functions with an empty domain are equal whatever the codomain
THEOREM Empty12 == ASSUME NEW S, NEW T, NEW U, [S -> T] = [S -> U] PROVE T = U OBVIOUS
\* the intersection of non-empty sets may be empty
THEOREM Empty13 == ASSUME NEW S, NEW T, S # {}, T # {} PROVE S \cap T # {} OBVIOUS
\* 1..n is empty for n = 0
THEOREM Empty14 == ASSUME NEW n \in Nat PROVE \E i \in 1..n : TRUE OBVIOUS
\* a filter may keep nothing
THEOREM Empty15 == ASSUME NEW S, NEW P(_), S # {} PROVE {x \in S : P(x)} # {} OBVIOUS
\* a record set with an empty field is empty
THEOREM Empty16 == ASSUME NEW S PROVE [a : S, b : Int] # {} OBVIOUS
\* from an element of the set of functions one cannot get an element of its domain
THEOREM Empty17 == ASSUME NEW S, NEW T, NEW h \in [S -> T] PROVE \E x \in S : h[x] \in T OBVIOUS
\* quantifiers may be exchanged only if S is not empty
THEOREM Empty18 == ASSUME NEW S, NEW p \in BOOLEAN PROVE (\A x \in S : p) => p OBVIOUS
THEOREM Empty19 == ASSUME NEW S, NEW p \in BOOLEAN PROVE p => (\E x \in S : p) OBVIOUS
\* an empty set has cardinality 0
THEOREM Empty20 == ASSUME NEW S, IsFiniteSet(S) PROVE Cardinality(S) > 0 OBVIOUS
\* the empty set of quorums meets every condition on quorums
THEOREM Empty21 == ASSUME NEW A, NEW Q, \A q \in Q : q \subseteq A PROVE \E q \in Q : \E a \in A : a \in q OBVIOUS
\* two quorums may meet and a third be empty only if it does not meet: here nothing says they meet themselves
THEOREM Empty22 == ASSUME NEW Q, \A q \in Q, r \in Q : q # r => q \cap r # {} PROVE \A q \in Q : q # {} OBVIOUS
\* the empty set is not in Q: that says nothing of other sets, or of what other elements of Q have not
THEOREM Empty23 == ASSUME NEW Q, NEW R, {} \notin Q, NEW q \in R PROVE \E x : x \in q OBVIOUS
THEOREM Empty24 == ASSUME NEW Q, {} \in Q, NEW q \in Q PROVE \E x : x \in q OBVIOUS
THEOREM Empty25 == ASSUME NEW Q, {1} \notin Q, NEW q \in Q PROVE 1 \notin q OBVIOUS
THEOREM Empty26 == ASSUME NEW Q, {{}} \notin Q, NEW q \in Q PROVE {} \notin q OBVIOUS
THEOREM Empty27 == ASSUME NEW Q, {} \notin Q, NEW q, q \notin Q PROVE q = {} OBVIOUS
THEOREM Empty28 == ASSUME NEW S, NEW Q, {x \in S : x > 1} \in Q, NEW q \in Q PROVE \A x \in q : x > 1 OBVIOUS
====
