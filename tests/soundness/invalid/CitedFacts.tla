---- MODULE CitedFacts ----
\* Facts of the module that are cited word by word: only those that stand before, word by word.
EXTENDS Integers, TLAPS

CONSTANT N, M, K, L

\* the assumption comes later
THEOREM Cit01 == M + 0 = M BY M \in Int
ASSUME N \in Nat
ASSUME Named == M \in Int
\* it follows from the assumption, which is not cited
THEOREM Cit02 == N + 0 = N BY N \in Int
THEOREM Cit03 == N + 0 = N BY 0 <= N
\* an assumption that nobody made
THEOREM Cit04 == K + 0 = K BY K \in Int
\* not cited
THEOREM Cit05 == N + 0 = N OBVIOUS
THEOREM Cit06 == N + 0 = N BY Named
\* the fact is used up with the proof that cites it
LEMMA Used == N + 0 = N BY N \in Nat
THEOREM Cit07 == N - 0 = N OBVIOUS
\* a theorem does not stand before itself
THEOREM Cit08 == K = L BY K = L
\* nor an unproved step before its proof
THEOREM Cit09 == K = L
  <1>1. L = K BY L = K
  <1> QED BY <1>1

---- MODULE Inner ----
EXTENDS Integers
CONSTANT C
ASSUME C \in Int /\ C > 0
====
I == INSTANCE Inner WITH C <- K
\* an instance's assumption is no fact
THEOREM Cit10 == K > 0 BY K \in Int /\ K > 0
====
