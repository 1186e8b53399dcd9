---- MODULE LemmasOfInstances ----
\* The lemmas of instances whose parameters have the names of what the lemmas declare.
EXTENDS Integers, TLAPS
---- MODULE Inner ----
EXTENDS Integers
CONSTANT k
Op(b) == k - b
LEMMA L == ASSUME NEW c \in Int PROVE Op(c) = k - c BY DEF Op
LEMMA M == ASSUME NEW c, c = k PROVE Op(c) = Op(k) OBVIOUS
====
CONSTANT c
J(z) == INSTANCE Inner WITH k <- z

\* the c of the lemma is its own
THEOREM LI01 == ASSUME c \in Int PROVE J(c)!Op(1) = 1 - c BY J(c)!L
\* c - c is 0
THEOREM LI02 == ASSUME c \in Int PROVE J(c)!Op(c) = c BY J(c)!L
\* k is c
THEOREM LI03 == \A y \in Int : J(y)!Op(c) = c - y BY J(c)!L
\* d is not c
THEOREM LI04 == ASSUME NEW d PROVE J(c)!Op(d) = J(c)!Op(c) BY J(c)!M
\* c2 is 1, d need not be
THEOREM LI05 == ASSUME NEW d \in Int PROVE J(d)!Op(1) = 0
<1>1. PICK c2 \in Int : c2 = 1 OBVIOUS
<1> K == INSTANCE Inner WITH k <- c2
<1>2. K!Op(1) = 0 BY K!L, <1>1
<1> QED BY <1>2
\* so is e
THEOREM LI06 == ASSUME NEW d \in Int PROVE J(d)!Op(1) = 0
<1>1. ASSUME NEW e \in Int, e = 1 PROVE J(e)!Op(1) = 0 BY J(e)!L, <1>1
<1> QED BY <1>1
====
