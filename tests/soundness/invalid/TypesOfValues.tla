---- MODULE TypesOfValues ----
\* A value is in a set that is made of terms: what the terms are on their domains they need not be elsewhere.
EXTENDS Integers, Sequences, FiniteSets, TLAPS

VARIABLE x
CONSTANTS S, T, N

\* s may be shorter than 3: what stands past its end is open
THEOREM TV01 == ASSUME NEW s \in Seq(Int), NEW v \in {SubSeq(s, 1, 3)} PROVE v[3] \in Int OBVIOUS
THEOREM TV02 == ASSUME NEW s \in Seq(Int), NEW v \in {SubSeq(s, 1, 3)} PROVE v \in Seq(Int) OBVIOUS
THEOREM TV03 == ASSUME NEW s \in Seq(Int), NEW f \in [{1} -> {SubSeq(s, 2, 3)}] PROVE f[1][1] \in Int OBVIOUS
THEOREM TV04 == ASSUME NEW s \in Seq(Int), x' \in {<<SubSeq(s, 2, 3)>>} PROVE x'[1][1] \in Int OBVIOUS
THEOREM TV05 == ASSUME NEW s \in Seq(Int), NEW m \in Int, NEW n \in Int PROVE \A t \in {SubSeq(s, m, n)} : t \in Seq(Int) OBVIOUS
THEOREM TV06 == ASSUME x \in Seq(Int), x' = SubSeq(x, 2, 5) PROVE x' \in Seq(Int) OBVIOUS
THEOREM TV07 == ASSUME x \in [S -> Seq(Int)], NEW s \in S, x' = [x EXCEPT ![s] = SubSeq(@, 1, 5)]
                PROVE  x' \in [S -> Seq(Int)]
OBVIOUS
THEOREM TV08 == ASSUME x \in [S -> Seq(Int)], NEW s \in S, x' \in {[x EXCEPT ![s] = SubSeq(@, 1, 5)]}
                PROVE  x'[s][5] \in Int
OBVIOUS
THEOREM TV09 == ASSUME x \in [S -> Seq(Int)], NEW s \in S, x' \in {[z \in S |-> SubSeq(x[z], 1, 5)]}
                PROVE  x'[s][5] \in Int
OBVIOUS
THEOREM TV10 == ASSUME NEW s \in Seq(Int), NEW v \in {SubSeq(<<1>> \o s, 1, 4)} PROVE v[4] \in Int OBVIOUS
THEOREM TV11 == ASSUME NEW v \in {SubSeq(<<1>>, 1, 4)} PROVE v[4] \in Int OBVIOUS
\* 0 is no index
THEOREM TV12 == ASSUME NEW s \in Seq(Int), NEW v \in {SubSeq(s, 0, Len(s))} PROVE v[1] \in Int OBVIOUS
\* s may be empty
THEOREM TV13 == ASSUME NEW s \in Seq(Int), NEW v \in {Tail(s)} PROVE v \in Seq(Int) OBVIOUS
THEOREM TV14 == ASSUME NEW s \in Seq(Int), NEW v \in {Head(s)} PROVE v \in Int OBVIOUS
\* N, or what z stands for, may be out of S
THEOREM TV15 == ASSUME NEW f \in [S -> Int], NEW v \in {f[N]} PROVE v \in Int OBVIOUS
THEOREM TV16 == ASSUME NEW f \in [S -> Int], NEW v \in {f[z] : z \in T} PROVE v \in Int OBVIOUS
THEOREM TV17 == ASSUME NEW f \in [S -> Int], NEW g \in {[z \in T |-> f[z]]}, NEW t \in T PROVE g[t] \in Int OBVIOUS
THEOREM TV18 == ASSUME NEW g \in [S -> [T -> Int]], NEW v \in {g[s] : s \in S}, NEW t PROVE v[t] \in Int OBVIOUS
\* t may be N
THEOREM TV19 == ASSUME NEW f \in [S -> Int], NEW g \in {[f EXCEPT ![N] = "a"]}, NEW t \in S PROVE g[t] \in Int OBVIOUS
\* the field is another's, or has a new value
THEOREM TV20 == ASSUME NEW r \in [a : Int], NEW v \in {[r EXCEPT !.a = "x"]} PROVE v.a \in Int OBVIOUS
THEOREM TV21 == ASSUME NEW r \in [a : Int], NEW v \in {r.b} PROVE v \in Int OBVIOUS
\* being compared makes no number
THEOREM TV22 == ASSUME NEW v \in {i \in S : i > 0} PROVE v \in Int OBVIOUS
\* only one of the sets tells
THEOREM TV23 == ASSUME NEW v \in S \cap Int, NEW w \in S PROVE w \in Int OBVIOUS
THEOREM TV24 == ASSUME NEW v \in S \ Int PROVE v \in Int OBVIOUS
THEOREM TV25 == ASSUME NEW v \in UNION {S, {1}} PROVE v \in Int OBVIOUS
\* 1 may have elements
THEOREM TV26 == ASSUME NEW v \in UNION {1, {1}} PROVE v \in Int OBVIOUS
THEOREM TV27 == ASSUME NEW v \in SUBSET (Int \cup {"a"}), NEW w \in v PROVE w \in Int OBVIOUS
\* one branch, or none
THEOREM TV28 == ASSUME NEW v \in {IF N = 1 THEN 1 ELSE "a"} PROVE v \in Int OBVIOUS
THEOREM TV29 == ASSUME NEW v \in {CASE N = 1 -> 1 [] N = 2 -> 2} PROVE v \in Int OBVIOUS
\* N need not be a number, nor be positive, nor is there one above it
THEOREM TV30 == ASSUME NEW v \in {CHOOSE z \in Int : z > N} PROVE v \in Int OBVIOUS
THEOREM TV31 == ASSUME NEW v \in {1 + N, -N} PROVE v \in Int OBVIOUS
THEOREM TV32 == ASSUME N \in Int, NEW v \in {5 \div N, 2 ^ N} PROVE v \in Int OBVIOUS
\* nor a sequence
THEOREM TV33 == ASSUME NEW v \in {Append(N, 1), N \o <<1>>} PROVE Len(v) \in Nat OBVIOUS
\* S may be infinite
THEOREM TV34 == ASSUME NEW v \in {Cardinality(S)} PROVE v \in Int OBVIOUS
\* an empty domain, an empty codomain, an empty set of elements
THEOREM TV35 == ASSUME NEW v \in {[z \in {} |-> 1]} PROVE v[1] \in Int OBVIOUS
THEOREM TV36 == ASSUME NEW v \in [{} -> Int] PROVE v[1] \in Int OBVIOUS
THEOREM TV37 == ASSUME NEW v \in [S -> {}] PROVE FALSE OBVIOUS
THEOREM TV38 == ASSUME NEW v \in {1} \X Seq({}) PROVE FALSE OBVIOUS
THEOREM TV39 == ASSUME NEW v \in [a : SUBSET {}] PROVE FALSE OBVIOUS
\* q may be empty
THEOREM TV40 == ASSUME NEW q \in Seq(Seq(Int)), NEW V, Head(q) \in V PROVE q[1] \in V OBVIOUS
====
