---- MODULE Matching ----
\* The goal is nearly what a lemma says, or what is there is nearly what is to exist.
EXTENDS Integers, FiniteSets, TLAPS

VARIABLES x, msgs
CONSTANTS S, T, U, a, b, c, F(_), G(_, _), P(_), Q(_), Size(_)

\* a is not known to be in S, or the premise not to hold
THEOREM MA01 == ASSUME \A q \in S : Size({s \in T : s \in F(q)}) = 1 PROVE Size({s \in T : s \in F(a)}) = 1 OBVIOUS
THEOREM MA02 == ASSUME \A q \in S : P(q) => Size({s \in T : s \in F(q)}) = 1, a \in S PROVE Size({s \in T : s \in F(a)}) = 1 OBVIOUS
THEOREM MA03 == ASSUME P(b) => \A q \in S : Size({s \in T : s \in F(q)}) = 1, a \in S PROVE Size({s \in T : s \in F(a)}) = 1 OBVIOUS
THEOREM MA04 == ASSUME \A q \in S : \A r \in T : P(r) => Size({s \in U : s \in G(q, r)}) = 1, a \in S, b \in T, P(a)
                PROVE  Size({s \in U : s \in G(a, b)}) = 1
OBVIOUS
\* another set, another function
THEOREM MA05 == ASSUME \A q \in S : Size({s \in T : s \in F(q)}) = 1, a \in S PROVE Size({s \in U : s \in F(a)}) = 1 OBVIOUS
THEOREM MA06 == ASSUME \A q \in S : Size({s \in T : s \in F(q)}) = 1, a \in S PROVE Size({s \in T : a \in F(s)}) = 1 OBVIOUS
\* two values for one variable
THEOREM MA07 == ASSUME \A q \in S : Size({s \in T : s \in G(q, q)}) = 1, a \in S, b \in S PROVE Size({s \in T : s \in G(a, b)}) = 1 OBVIOUS
THEOREM MA08 == ASSUME a \in S, b \in S, Size({s \in T : s \in G(a, b)}) = 1 PROVE \E q \in S : Size({s \in T : s \in G(q, q)}) = 1 OBVIOUS
\* what is bound in the goal is no value for a lemma
THEOREM MA09 == ASSUME \A q \in S : Size({s \in T : s \in F(q)}) = 1 PROVE \A r \in U : Size({s \in T : s \in F(r)}) = 1 OBVIOUS
THEOREM MA10 == ASSUME \A q \in S : Size({s \in T : q = s}) = 1, a \in S PROVE Size({s \in T : s = s}) = 1 OBVIOUS
THEOREM MA11 == ASSUME \A q : \E s \in S : G(q, s) = 1 PROVE \E s \in S : G(s, s) = 1 OBVIOUS
THEOREM MA12 == ASSUME \A y \in S : {z \in T : \E w \in U : G(y, z) = w} = {} , a \in S PROVE {z \in T : \E y \in U : G(y, y) = z} = {} OBVIOUS
\* names that are bound twice
THEOREM MA13 == ASSUME Size({s \in S : \E t \in {r \in T : r \in F(s)} : t \in F(s)}) = 1 PROVE Size({s \in S : \E s_1 \in {r \in T : r \in F(s)} : s_1 \in F(s_1)}) = 1 OBVIOUS
THEOREM MA14 == ASSUME \A q \in S : (\E r \in T : G(q, r) = 1) => Size({r \in T : r \in F(q)}) = 1, a \in S, b \in T, G(b, a) = 1
                PROVE  Size({r \in T : r \in F(a)}) = 1
OBVIOUS
\* part of what is to exist is there, for another
THEOREM MA15 == ASSUME a \in S, P(a), b \in S, Q(b) PROVE \E y \in S : P(y) /\ Q(y) OBVIOUS
THEOREM MA16 == ASSUME P(a), Q(a) PROVE \E y \in S : P(y) /\ Q(y) OBVIOUS
THEOREM MA17 == ASSUME a \in S, P(a) PROVE \E y \in S, z \in T : P(y) OBVIOUS
THEOREM MA18 == ASSUME a \in S, P(a) PROVE \E y \in S : \A z \in T : P(y) /\ G(y, z) = 1 OBVIOUS
THEOREM MA19 == ASSUME a \in S, b \in T, G(a, b) = c PROVE \E y \in S, z \in T : G(z, y) = c OBVIOUS
THEOREM MA20 == ASSUME \A y \in S : P(y) PROVE \E y \in S : P(y) OBVIOUS
\* now, not then
THEOREM MA21 == ASSUME a \in S, P(x) PROVE \E y \in S : y = x' OBVIOUS
THEOREM MA22 == ASSUME x \in S, F(x) = 1 PROVE \E y \in S : y = x' /\ F(y) = 1 OBVIOUS
THEOREM MA23 == ASSUME \A y \in S : Size({s \in T : s \in F(y)}) = x, a \in S PROVE (Size({s \in T : s \in F(a)}) = x)' OBVIOUS
THEOREM MA24 == ASSUME \E r \in S : \E f \in SUBSET T : msgs' = [msgs EXCEPT ![r] = msgs[r] \cup {[v |-> r, src |-> s] : s \in f}]
                PROVE  \E r \in S : \E f \in SUBSET U : msgs' = [msgs EXCEPT ![r] = msgs[r] \cup {[v |-> r, src |-> s] : s \in f}]
OBVIOUS
THEOREM MA25 == ASSUME \E r \in S : \E f \in SUBSET T : msgs' = [msgs EXCEPT ![r] = msgs[r] \cup {[v |-> r, src |-> s] : s \in f}]
                PROVE  \E r \in S : \E f \in SUBSET T : msgs' = [msgs EXCEPT ![r] = msgs[r] \cup {[v |-> a, src |-> s] : s \in f}]
OBVIOUS
\* something may exist in one case only, or for nobody
THEOREM MA26 == ASSUME P(a) \/ P(b), a \in S PROVE \E y \in S : P(y) OBVIOUS
THEOREM MA27 == ASSUME \A y : P(y) => y \in S PROVE \E y \in S : P(y) OBVIOUS
\* lemmas in a row, of which the last is not given, or in a circle
THEOREM MA28 == ASSUME \A y : P(y) => Q(y), \A y : Q(y) => P(y) PROVE Q(a) OBVIOUS
THEOREM MA29 == ASSUME \A y : P(F(y)) => Q(F(y)), \A y \in S : P(F(y)) PROVE Q(F(a)) OBVIOUS
THEOREM MA30 == ASSUME \A y, z : (\E w \in T : z = G(w, y)) => \A m \in z : P(m), \A y \in S : \E w \in U : F(y) = G(w, y), a \in S
                PROVE  \A m \in F(a) : P(m)
OBVIOUS
THEOREM MA31 == ASSUME \A y, z : (\E w \in T : z = G(w, y)) => \A m \in z : P(m), \A y \in S : \E w \in T : F(y) = G(w, y)
                PROVE  \A m \in F(a) : P(m)
OBVIOUS
THEOREM MA32 == ASSUME \A y, z : G(y, z) = b => P(y), G(b, a) = b PROVE P(a) OBVIOUS
THEOREM MA33 == ASSUME \A A, B : (\A y : y \in A <=> y \in B) => A = B, \A y \in S : y \in F(a) <=> y \in F(b) PROVE F(a) = F(b) OBVIOUS
\* domains that speak of each other: what is there for another set, or where there is no value for the first
THEOREM MA34 == ASSUME P(c), S # {}, c \in F(a) PROVE \E y \in S : \E z \in F(y) : P(z) OBVIOUS
THEOREM MA35 == ASSUME P(c), S = {b}, F(b) = {}, \A q : q # b => F(q) = {c} PROVE \E y \in S : \E z \in F(y) : P(z) OBVIOUS
THEOREM MA36 == ASSUME P(c), c \in U, S = {b}, F(b) = {}, \A q : q # b => F(q) = {c} PROVE \E w \in U, y \in S : \E z \in F(y) : P(w) OBVIOUS
THEOREM MA37 == ASSUME \A y \in S : \A z \in F(y) : P(z), c \in F(a), S # {} PROVE P(c) OBVIOUS
THEOREM MA38 == ASSUME \A y \in S : \E z \in F(y) : G(y, z) = 1, a \in S, b \in S PROVE \E z \in F(a) : G(a, z) = 1 /\ G(b, z) = 1 OBVIOUS
\* a fact gives one of two values that are left open, or one that the conclusion does not fit
THEOREM MA39 == ASSUME \A A, r : (\A m \in A : G(m, r) = 1) /\ P(r) => Size(A) = 1, \A m \in S : G(m, b) = 1, P(c) PROVE Size(S) = 1 OBVIOUS
THEOREM MA40 == ASSUME \A A, r : (\A m \in A : G(m, r) = 1) => Size(A) = r, \A m \in S : G(m, b) = 1 PROVE Size(S) = c OBVIOUS
THEOREM MA41 == ASSUME \A A, r : (\A m \in A : G(m, r) = 1) => Size(A) = 1, \A m \in S : G(m, F(m)) = 1 PROVE Size(S) = 1 OBVIOUS
====
