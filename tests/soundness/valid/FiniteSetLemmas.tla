---- MODULE FiniteSetLemmas ----
\* Lemmas about all sets, cited for sets one part of which is written out.
EXTENDS Integers, FiniteSets, FiniteSetTheorems, TLAPS

CONSTANT N
ASSUME NType == N \in Nat
Messages == (1 .. N) \X {"echo"}

\* the quantifier over T stands behind the premise about S
THEOREM Fs01 == ASSUME NEW S, IsFiniteSet(S) PROVE IsFiniteSet(S \X {"echo"})
BY FS_Product, FS_Singleton
THEOREM Fs02 == ASSUME NEW S, IsFiniteSet(S) PROVE Cardinality(S \X {"echo"}) = Cardinality(S)
BY FS_Product, FS_Singleton, FS_CardinalityType
THEOREM Fs03 == IsFiniteSet(Messages) /\ Cardinality(Messages) = N
BY NType, FS_Product, FS_Singleton, FS_Interval DEF Messages
====
