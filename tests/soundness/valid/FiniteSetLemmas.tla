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
\* the set that the lemma is used for is written out, and its variable has a domain
THEOREM Fs04 ==
  ASSUME NEW P(_), \A S \in SUBSET Int : IsFiniteSet(S) /\ S # {} => P(S),
         NEW b \in Nat, b > 3, IsFiniteSet({x \in 1 .. b : x > 2})
  PROVE P({x \in 1 .. b : x > 2})
OBVIOUS
THEOREM Fs05 ==
  ASSUME NEW Max(_), \A S \in SUBSET Int : IsFiniteSet(S) => (S # {} => Max(S) \in S),
         NEW V, NEW f \in [V -> Int], NEW v \in V, IsFiniteSet({f[x] : x \in V})
  PROVE Max({f[x] : x \in V}) \in Int
OBVIOUS
\* a function that is written out; the set that the lemma's variable is in depends on another variable
THEOREM Fs06 ==
  ASSUME NEW Ok(_), NEW D, \A f \in [D -> Int] : Ok(f) => f \in [D -> Nat], Ok([d \in D |-> 1])
  PROVE [d \in D |-> 1] \in [D -> Nat]
OBVIOUS
THEOREM Fs07 ==
  ASSUME NEW Small(_), NEW D, NEW E, \A S : \A T \in SUBSET S : Small(T) => T # S, Small({x \in D : x # E})
  PROVE {x \in D : x # E} # D
OBVIOUS
====
