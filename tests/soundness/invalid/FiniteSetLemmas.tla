---- MODULE FiniteSetLemmas ----
\* Lemmas about finite sets, one of whose premises is missing, and wrong sums.
EXTENDS Integers, FiniteSets, FiniteSetTheorems, TLAPS

CONSTANT N
VARIABLE v
ASSUME NType == N \in Nat
Messages == (1 .. N) \X {"echo"}

\* S may be infinite
THEOREM Fsl01 == ASSUME NEW S PROVE IsFiniteSet(S \X {"echo"})
BY FS_Product, FS_Singleton
\* it is T that is finite, not S
THEOREM Fsl02 == ASSUME NEW S, NEW T, IsFiniteSet(T) PROVE IsFiniteSet(S \X T)
BY FS_Product
\* one factor has one element, not two
THEOREM Fsl03 == ASSUME NEW S, IsFiniteSet(S), S # {} PROVE Cardinality(S \X {"echo"}) = 2 * Cardinality(S)
BY FS_Product, FS_Singleton, FS_CardinalityType, FS_EmptySet
\* N may be 0
THEOREM Fsl04 == Cardinality(Messages) > 0
BY NType, FS_Product, FS_Singleton, FS_Interval DEF Messages
\* a product with the empty set is empty
THEOREM Fsl05 == ASSUME NEW S, IsFiniteSet(S), Cardinality(S) = 2 PROVE Cardinality(S \X {}) = 2
BY FS_Product, FS_EmptySet
\* a finite product may have an infinite factor if the other is empty
THEOREM Fsl06 == ASSUME NEW S, NEW T, IsFiniteSet(S \X T) PROVE IsFiniteSet(S)
BY FS_Product, FS_EmptySet, FS_Subset
\* the set holds what is no integer
THEOREM Fsl07 ==
  ASSUME NEW P(_), \A S \in SUBSET Int : IsFiniteSet(S) => P(S), IsFiniteSet({x \in {1, 2, "a"} : x # 1})
  PROVE P({x \in {1, 2, "a"} : x # 1})
OBVIOUS
\* the premise is known of another set
THEOREM Fsl08 ==
  ASSUME NEW P(_), \A S \in SUBSET Int : IsFiniteSet(S) => P(S), NEW b \in Int, IsFiniteSet({x \in Int : x > b})
  PROVE P({x \in Int : x >= b})
OBVIOUS
\* it was finite, and need not be in the next state
THEOREM Fsl09 ==
  ASSUME NEW P(_), \A S \in SUBSET Int : IsFiniteSet(S) => P(S), v \in Int, v' \in Int,
         IsFiniteSet({x \in Int : x > v})
  PROVE P({x \in Int : x > v'})
OBVIOUS
\* the maximum of no numbers need not be one
THEOREM Fsl10 ==
  ASSUME NEW Max(_), \A S \in SUBSET Int : IsFiniteSet(S) => (S # {} => Max(S) \in S),
         NEW V, NEW f \in [V -> Int], IsFiniteSet({f[x] : x \in V})
  PROVE Max({f[x] : x \in V}) \in Int
OBVIOUS
\* the function has values outside Int, of which the lemma does not speak
THEOREM Fsl11 ==
  ASSUME NEW Ok(_), NEW D, NEW e, \A f \in [D -> Int] : Ok(f) => e = 1, Ok([d \in D |-> "a"]), D # {}
  PROVE e = 1
OBVIOUS
\* its domain is another
THEOREM Fsl12 ==
  ASSUME NEW Ok(_), NEW D, NEW E, NEW e, \A f \in [D -> Int] : Ok(f) => e = 1, Ok([d \in E |-> 1])
  PROVE e = 1
OBVIOUS
\* the set need not be a part of S
THEOREM Fsl13 ==
  ASSUME NEW Small(_), NEW D, NEW E, NEW S, NEW e, \A T \in SUBSET S : Small(T) => e = 1, Small({x \in D : x # E})
  PROVE e = 1
OBVIOUS
\* the premise is about one argument, the conclusion about the other
THEOREM Fsl14 ==
  ASSUME NEW R(_, _), NEW D, NEW E, \A S, T : R(S, T) => S = {}, R({x \in D : x # E}, D)
  PROVE D = {}
OBVIOUS
====
