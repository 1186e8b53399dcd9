---- MODULE TypesOfValues ----
\* The true twins of ../invalid/TypesOfValues: parts of sequences that stand within them.
EXTENDS Integers, Sequences, TLAPS

VARIABLE x
CONSTANT S

THEOREM Ty01 == ASSUME NEW s \in Seq(Int), NEW v \in {SubSeq(s, 2, Len(s))} PROVE v \in Seq(Int) OBVIOUS
THEOREM Ty02 == ASSUME NEW s \in Seq(Int), Len(s) > 2, NEW v \in {SubSeq(s, 1, 3)} PROVE v[3] \in Int OBVIOUS
THEOREM Ty03 == ASSUME NEW s \in Seq(Int), NEW m \in Int, NEW n \in Int, 1 <= m, n <= Len(s)
                PROVE  \A t \in {SubSeq(s, m, n)} : t \in Seq(Int)
OBVIOUS
THEOREM Ty04 == ASSUME x \in Seq(Int), x' = SubSeq(x, 2, Len(x)) PROVE x' \in Seq(Int) OBVIOUS
THEOREM Ty05 == ASSUME x \in [S -> Seq(Int)], NEW s \in S, x' = [x EXCEPT ![s] = SubSeq(@, 2, Len(@))]
                PROVE  x' \in [S -> Seq(Int)]
OBVIOUS
THEOREM Ty06 == ASSUME NEW s \in Seq(Int), s # <<>>, NEW v \in {Tail(s)} PROVE v \in Seq(Int) OBVIOUS
THEOREM Ty07 == ASSUME NEW s \in Seq(Int), NEW v \in {SubSeq(s, 3, 2)} PROVE v = <<>> OBVIOUS
THEOREM Ty08 == ASSUME NEW q \in Seq(Seq(Int)), q # <<>>, NEW V, Head(q) \in V PROVE q[1] \in V OBVIOUS
THEOREM Ty09 == ASSUME NEW q \in Seq(Seq(Int)), q # <<>>, NEW F(_) PROVE F(Head(q)) = F(q[1]) OBVIOUS
====
