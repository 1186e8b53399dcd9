-------------------------------- MODULE Sets --------------------------------
(* Bijections and the cardinality of finite sets, under the names that some  *)
(* older proofs cite.  The theorems carry no proof here: each is trusted.    *)
EXTENDS Integers, NaturalsInduction, FiniteSets, TLAPS

IsBijection(f, S, T) ==
  /\ f \in [S -> T]
  /\ \A x, y \in S : (x # y) => (f[x] # f[y])
  /\ \A y \in T : \E x \in S : f[x] = y

THEOREM CardinalityAxiom ==
  \A S : IsFiniteSet(S) =>
    \A n : (n = Cardinality(S)) <=> (n \in Nat) /\ \E f : IsBijection(f, 1 .. n, S)

THEOREM CardinalityInNat == \A S : IsFiniteSet(S) => Cardinality(S) \in Nat

THEOREM CardinalityZero ==
  /\ IsFiniteSet({})
  /\ Cardinality({}) = 0
  /\ \A S : IsFiniteSet(S) /\ (Cardinality(S) = 0) => (S = {})

THEOREM CardinalityPlusOne ==
  ASSUME NEW S, IsFiniteSet(S), NEW x, x \notin S
  PROVE  /\ IsFiniteSet(S \cup {x})
         /\ Cardinality(S \cup {x}) = Cardinality(S) + 1

THEOREM CardinalityOne ==
  \A m : /\ IsFiniteSet({m})
         /\ Cardinality({m}) = 1

THEOREM CardinalityTwo ==
  \A m, p : m # p => /\ IsFiniteSet({m, p})
                     /\ Cardinality({m, p}) = 2

THEOREM IntervalCardinality ==
  ASSUME NEW a \in Nat, NEW b \in Nat
  PROVE  /\ IsFiniteSet(a .. b)
         /\ Cardinality(a .. b) = IF a > b THEN 0 ELSE b - a + 1

THEOREM CardinalityOneConverse ==
  ASSUME NEW S, IsFiniteSet(S), Cardinality(S) = 1
  PROVE  \E m : S = {m}

THEOREM IsBijectionInverse ==
  ASSUME NEW f, NEW S, NEW T, IsBijection(f, S, T)
  PROVE  \E g : IsBijection(g, T, S)

THEOREM IsBijectionTransitive ==
  ASSUME NEW f1, NEW f2, NEW S, NEW T, NEW U,
         IsBijection(f1, S, U), IsBijection(f2, U, T)
  PROVE  \E g : IsBijection(g, S, T)

LEMMA CardinalitySetMinus ==
  ASSUME NEW S, IsFiniteSet(S), NEW x \in S
  PROVE  /\ IsFiniteSet(S \ {x})
         /\ Cardinality(S \ {x}) = Cardinality(S) - 1

THEOREM FiniteSubset ==
  ASSUME NEW S, NEW TT, IsFiniteSet(TT), S \subseteq TT
  PROVE  /\ IsFiniteSet(S)
         /\ Cardinality(S) <= Cardinality(TT)

THEOREM CardinalityUnion ==
  \A S, T : IsFiniteSet(S) /\ IsFiniteSet(T) =>
    /\ IsFiniteSet(S \cup T)
    /\ IsFiniteSet(S \cap T)
    /\ Cardinality(S \cup T) = Cardinality(S) + Cardinality(T) - Cardinality(S \cap T)

THEOREM PigeonHole ==
  \A S, T : IsFiniteSet(S) /\ IsFiniteSet(T) /\ Cardinality(T) < Cardinality(S) =>
    \A f \in [S -> T] : \E x, y \in S : x # y /\ f[x] = f[y]

THEOREM ProductFinite ==
  \A S, T : IsFiniteSet(S) /\ IsFiniteSet(T) => IsFiniteSet(S \X T)

THEOREM SubsetsFinite == \A S : IsFiniteSet(S) => IsFiniteSet(SUBSET S)
=============================================================================
