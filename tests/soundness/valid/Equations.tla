---- MODULE Equations ----
\* Equals are put for equals: what is opaque, and what is written out with other terms for the same values.
EXTENDS Integers, Sequences, TLAPS

VARIABLES x, y
CONSTANTS S, F(_), G(_), Total(_)

\* by the second premise the two functions have one domain
THEOREM Eq01 == ASSUME NEW s \in Seq(S), NEW t, t = [i \in 1..(Len(F(s)) - 1) |-> F(s)[i+1]], Len(F(s)) - 1 = Len(s) - 2
                PROVE  t = [i \in 1..(Len(s) - 2) |-> F(s)[i+1]]
OBVIOUS
\* a function that is made of another's values, one by one
THEOREM Eq02 == ASSUME NEW s \in Seq(S), Tail(F(s)) = [i \in 1..(Len(s) - 2) |-> F(s)[i+1]],
                       \A i \in 1..(Len(s) - 2) : F(s)[i+1] = s[i+1]
                PROVE  Tail(F(s)) = [i \in 1..(Len(s) - 2) |-> s[i+1]]
OBVIOUS
\* two functions that are written out stand below an operator
THEOREM Eq03 == ASSUME NEW s, NEW n \in Nat, x = Total([i \in 1..n |-> y[i]]), [i \in 1..n |-> y[i]] = [i \in 1..(Len(s) - 1) |-> s[i]],
                       Total(s) = Total([i \in 1..(Len(s) - 1) |-> s[i]]) + s[Len(s)], x' = x + y[n + 1], s[Len(s)] = y[n + 1]
                PROVE  x' = Total(s)
OBVIOUS
\* what is unchanged is the same below an operator, in each case
THEOREM Eq04 == ASSUME NEW n, x = Total([i \in 1..(n - 1) |-> y[i]]), y' = y,
                       \/ n > 3 /\ x' = x
                       \/ n <= 3 /\ UNCHANGED x
                PROVE  (x = Total([i \in 1..(n - 1) |-> y[i]]))'
OBVIOUS
THEOREM Eq05 == ASSUME NEW a, NEW b, F(a) = G(b), G(b) = {z \in S : F(z) = b} PROVE Total(F(a)) = Total({z \in S : F(z) = b}) OBVIOUS
====
