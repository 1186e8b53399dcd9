------------------------------- MODULE Mixed -------------------------------
(* A module whose theorems end in different verdicts. *)
EXTENDS Integers

CONSTANT N

THEOREM Proved == N \in Int => N + 0 = N
  OBVIOUS

THEOREM Wrong == N \in Int => N + 1 = N
  OBVIOUS

THEOREM Left == N \in Int => N < N + 1
  OMITTED

THEOREM Bare == N \in Int => N < N + 2

THEOREM Uses == N \in Int => N < N + 1
  BY Left

THEOREM TRUE
  OBVIOUS
=============================================================================
