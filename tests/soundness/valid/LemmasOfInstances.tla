---- MODULE LemmasOfInstances ----
\* The true twins of ../invalid/LemmasOfInstances.
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

THEOREM LI01 == ASSUME c \in Int PROVE J(c)!Op(1) = c - 1 BY J(c)!L
THEOREM LI02 == ASSUME c \in Int PROVE J(c)!Op(c) = 0 BY J(c)!L
====
