---- MODULE CitedFacts ----
\* The true twins of ../invalid/CitedFacts: facts of the module, cited word by word.
EXTENDS Integers, TLAPS

CONSTANT N, M
ASSUME N \in Nat
ASSUME Named == M \in Int

THEOREM Ct01 == N + 1 \in Nat BY N \in Nat
THEOREM Ct02 == N + 1 \in Nat
  <1> USE N \in Nat
  <1> QED OBVIOUS
THEOREM Ct03 == M + 1 \in Int BY M \in Int
THEOREM Ct04 == N + 0 = N BY N \in Nat
THEOREM Ct05 == ~(N + 0 = 7) \/ N = 7 BY N + 0 = N, Ct04
====
