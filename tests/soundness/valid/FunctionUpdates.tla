---- MODULE FunctionUpdates ----
\* The true twins of invalid/FunctionUpdates.tla.
EXTENDS Integers, TLAPS

CONSTANTS A, B, f, k, r

THEOREM Vu01 == ASSUME f \in [A -> B], 1 \in A, 9 \in A PROVE [f EXCEPT ![1] = 2][9] = f[9] OBVIOUS
THEOREM Vu02 == ASSUME f \in [A -> B], k \notin A PROVE [f EXCEPT ![k] = 2] = f OBVIOUS
THEOREM Vu03 == ASSUME f \in [A -> B], k \in A PROVE [f EXCEPT ![k] = 2][k] = 2 OBVIOUS
THEOREM Vu04 == ASSUME r \in [a : Int, b : Int] PROVE [r EXCEPT !.c = 0] = r OBVIOUS
THEOREM Vu05 == ASSUME f \in [A -> [B -> Int]], 1 \in A, 2 \in B PROVE [f EXCEPT ![1][2] = 0][1][2] = 0 OBVIOUS
====
