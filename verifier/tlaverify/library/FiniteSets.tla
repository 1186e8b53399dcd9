----------------------------- MODULE FiniteSets -----------------------------
(* Finiteness and the number of elements. *)
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences

(* A set is finite iff some sequence over it lists all its elements. *)
IsFiniteSet(S) ==
  \E seq \in Seq(S) : \A s \in S : \E n \in 1 .. Len(seq) : seq[n] = s

(* The number of elements of a finite set; of an infinite set, nothing is known. *)
Cardinality(S) ==
  LET count[T \in SUBSET S] ==
        IF T = {} THEN 0 ELSE 1 + count[T \ {CHOOSE x : x \in T}]
  IN  count[S]
=============================================================================
