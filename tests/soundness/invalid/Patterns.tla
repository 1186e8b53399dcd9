---- MODULE Patterns ----
\* Tuple patterns: the tuple that a pattern stands for has no name that a reader could know.
EXTENDS Integers, TLAPS

CONSTANTS S, T, c_d_

\* a comes from the first set; were its tuple called a_, a would be the 2 of the second
THEOREM Pt01 == {a : <<a>> \in {<<1>>}, a_ \in {<<2>>}} = {2} OBVIOUS
THEOREM Pt02 == {a : <<a, b>> \in {<<1, 5>>}, a_b_ \in {<<2, 5>>}} = {2} OBVIOUS
THEOREM Pt03 == [<<a, b>> \in {<<1, 5>>}, a_b_ \in {<<2, 5>>} |-> a][<<1, 5>>, <<2, 5>>] = 2 OBVIOUS
THEOREM Pt04 == {<<a, a_>> : a_ \in {<<2>>}, <<a>> \in {<<1>>}} = {<<2, <<2>>>>} OBVIOUS
THEOREM Pt05 == {a : <<a, b>> \in {<<1, 5>>}, <<a_b>> \in {<<2>>}} = {2} OBVIOUS
\* the constant is not the tuple
THEOREM Pt06 == {c_d_ : <<c, d>> \in {<<1, 5>>}} = {<<1, 5>>} OBVIOUS
THEOREM Pt07 == {<<c, d>> \in {<<1, 5>>} : c_d_ = <<c, d>>} = {<<1, 5>>} OBVIOUS
THEOREM Pt08 == (CHOOSE <<c, d>> \in {<<1, 5>>} : c_d_ = c_d_) = c_d_ OBVIOUS
\* what is no pair is in no pattern
THEOREM Pt09 == {<<a, b>> \in {<<1, 5>>, <<1, 5, 6>>} : a = 1} = {<<1, 5>>, <<1, 5, 6>>} OBVIOUS
THEOREM Pt10 == \E <<a, b>> \in {<<1, 5, 6>>} : a = 1 OBVIOUS
THEOREM Pt11 == ~ \A <<a, b>> \in {<<1, 5, 6>>} : a = 2 OBVIOUS
THEOREM Pt12 == {a : <<a, b>> \in {<<1, 5, 6>>}} = {1} OBVIOUS
THEOREM Pt13 == [<<a, b>> \in {<<1, 5, 6>>} |-> a][1, 5, 6] = 1 OBVIOUS
\* the elements of S need not be pairs
THEOREM Pt14 == (\A <<a, b>> \in S : a = b) => \A p \in S : p[1] = p[2] OBVIOUS
THEOREM Pt15 == {<<a, b>> \in S : TRUE} = S OBVIOUS
\* the order in a pattern, and that of two patterns
THEOREM Pt16 == {<<a, b>> : <<b, a>> \in {<<1, 2>>}} = {<<1, 2>>} OBVIOUS
THEOREM Pt17 == (\E <<a, b>> \in S, <<c, d>> \in T : a = d) => \E <<a, b>> \in T, <<c, d>> \in S : a = d OBVIOUS
\* and what a function is for those that are none is open, for each of them
THEOREM Pt18 == ASSUME NEW p \in S, NEW q \in S, p # <<p[1], p[2]>>, q # <<q[1], q[2]>>
                PROVE  [<<a, b>> \in S |-> a][p] = [<<a, b>> \in S |-> a][q]
OBVIOUS
THEOREM Pt19 == [<<a, b>> \in {1, "x"} |-> a][1] = [<<a, b>> \in {1, "x"} |-> a]["x"] OBVIOUS
THEOREM Pt20 == [<<a, b>> \in S |-> 1] = [p \in S |-> 1] OBVIOUS
====
