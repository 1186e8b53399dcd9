---- MODULE Matching ----
\* The goal is what a lemma says of some values, or says that there is what is there: in other names of bound variables.
EXTENDS Integers, FiniteSets, TLAPS

VARIABLES msgs, val
CONSTANTS S, Corr, Faulty, F(_), G(_, _), P(_)

THEOREM Ma01 == ASSUME NEW r \in S, NEW v \in S, P(S),
                       \A q \in S, w \in S : P(S) => Cardinality({s \in Corr : \E m \in {n \in F(q) : n.id = w} : s = m.src})
                                                      <= Cardinality({s \in Corr : \E m \in {n \in G(q, w) : n.id = w} : s = m.src})
                PROVE  Cardinality({t \in Corr : \E p \in {o \in F(r) : o.id = v} : t = p.src})
                       <= Cardinality({t \in Corr : \E p \in {o \in G(r, v) : o.id = v} : t = p.src})
OBVIOUS
THEOREM Ma02 == ASSUME NEW n \in Nat,
                       \E r \in 0..n : /\ \E f \in SUBSET Faulty :
                                             \E v \in S : \E k \in 0..n \cup {-1} :
                                                msgs' = [msgs EXCEPT ![r] = msgs[r] \cup {[val |-> v, round |-> r, src |-> s, from |-> k] : s \in f}]
                                       /\ \E w \in S : val' = [val EXCEPT ![r] = w]
                PROVE  \E q \in 0..n, g \in SUBSET Faulty, u \in S, j \in 0..n \cup {-1} :
                          msgs' = [msgs EXCEPT ![q] = msgs[q] \cup {[val |-> u, round |-> q, src |-> z, from |-> j] : z \in g}]
OBVIOUS
THEOREM Ma03 == ASSUME NEW c \in S, NEW n \in Nat, n < Cardinality({s \in Corr : s \in F(c)}),
                       {s \in Corr : s \in F(c)} = {s \in Corr : s \in G(c, n)}
                PROVE  \E d \in S : n < Cardinality({t \in Corr : t \in G(d, n)})
OBVIOUS
\* lemmas in a row; the first says more than is asked for
THEOREM Ma04 == ASSUME \A y, z : (\E w \in SUBSET S, u \in SUBSET [a : S] : z = G(w, y) \cup {m.a : m \in u}) => \A m \in z : P(m) => m \in Corr,
                       \A y \in S : P(y) => \E w \in SUBSET S, u \in SUBSET [a : S] : msgs[y] = G(w, y) \cup {m.a : m \in u},
                       NEW r \in S, P(r)
                PROVE  \A m \in msgs[r] : P(m) => m \in Corr
OBVIOUS
\* the conclusion is the goal, whatever that says
THEOREM Ma05 == ASSUME NEW f, NEW r \in S, \A A, B : (\A y : y \in A <=> y \in B) => A = B,
                       \A y : y \in [f EXCEPT ![r] = f[r] \cup {F(m.a) : m \in Corr}][r] <=> y \in [q \in S |-> {F(m.a) : m \in {n \in Corr : n.r = q}}][r]
                PROVE  [f EXCEPT ![r] = f[r] \cup {F(m.a) : m \in Corr}][r] = [q \in S |-> {F(m.a) : m \in {n \in Corr : n.r = q}}][r]
OBVIOUS
\* domains that speak of each other
THEOREM Ma06 == ASSUME NEW p \in S, NEW q \in Corr, q \in G(p, p), P(q) PROVE \E y \in S : \E z \in G(y, y) : P(z) OBVIOUS
THEOREM Ma07 == ASSUME NEW p \in S, NEW q \in Corr, NEW t \in G(p, p), P(q) PROVE \E w \in Corr, y \in S : \E z \in G(y, y) : P(w) OBVIOUS
\* a fact gives what the conclusion leaves open
THEOREM Ma09 == ASSUME NEW D, \A A, r, v : (\A m \in A : P(m) /\ m.r = r /\ m.v = v) => Cardinality(A) <= Cardinality({m.src : m \in A}),
                       NEW k, \A m \in {n \in D : P(n)} : P(m) /\ m.r = k /\ m.v = 0
                PROVE  Cardinality({n \in D : P(n)}) <= Cardinality({m.src : m \in {n \in D : P(n)}})
OBVIOUS
====
