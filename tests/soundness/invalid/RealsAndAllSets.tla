---- MODULE RealsAndAllSets ----
\* Numbers that are no integers, of which little is told; sets of all that there is, which do not exist.
EXTENDS Integers, FiniteSets, Reals, TLAPS
CONSTANTS S, T
\* two ways to write one number
THEOREM RS01 == 1.5 = 1.50 /\ 1.5 # 1.5 OBVIOUS
THEOREM RS02 == 1.0 = 2 OBVIOUS
THEOREM RS03 == 1.5 \in Int OBVIOUS
\* halves
THEOREM RS04 == 1 / 2 \in Int OBVIOUS
THEOREM RS05 == 4 / 2 = 3 OBVIOUS
\* there are more reals than integers, and they are dense
THEOREM RS06 == \A r \in Real : r \in Int OBVIOUS
THEOREM RS07 == \A r \in Real : r + 0 = r => r \in Int OBVIOUS
THEOREM RS08 == \A r \in Real : r > 0 => r >= 1 OBVIOUS
THEOREM RS09 == \A r, q \in Real : r < q => r + 1 <= q OBVIOUS
\* Infinity is no real, and its order with the others is all that is told
THEOREM RS10 == Infinity \in Real OBVIOUS
THEOREM RS11 == \A r \in Real : r < Infinity => r \in Int OBVIOUS
THEOREM RS12 == -Infinity = Infinity OBVIOUS
\* the roots and the halves
THEOREM RS13 == \A r \in Real : r * r # 2 OBVIOUS
THEOREM RS14 == \A r \in Real : 2 * r # 3 OBVIOUS
THEOREM RS15 == \A r \in Real, n \in Int : r + n \in Int OBVIOUS
THEOREM RS16 == \A r \in Real : r \div 1 = r OBVIOUS
\* b may be 0
THEOREM RS17 == \A a, b \in Int : a / b \in Real OBVIOUS
THEOREM RS18 == 1 / 0 = 0 OBVIOUS
\* ... nor other numbers alone
THEOREM RS19 == Real \subseteq Int \cup {Infinity} OBVIOUS
THEOREM RS21 == Real = Int OBVIOUS
\* 1 is in 0 .. 1
THEOREM RS22 == \A r \in Real : r \in 0 .. 1 => r # 1 OBVIOUS
THEOREM RS23 == \A a, b \in Real : a .. b = {} OBVIOUS
\* one
THEOREM RS24 == 0.5 + 0.5 = 2 OBVIOUS
THEOREM RS25 == \A a, b \in Real : a < b \/ b < a OBVIOUS
\* infinite sets
THEOREM RS26 == IsFiniteSet(Real) OBVIOUS
THEOREM RS27 == IsFiniteSet(Nat) OBVIOUS
THEOREM RS28 == Cardinality(Nat) \in Nat OBVIOUS
\* the cardinality of an infinite set is open
THEOREM RS29 == \A Z : Cardinality(Z) = 0 => Z = {} OBVIOUS
THEOREM RS30 == \A Z : Cardinality(Z) \in Nat => IsFiniteSet(Z) OBVIOUS
THEOREM RS31 == \A Z, W : IsFiniteSet(Z \cap W) => IsFiniteSet(Z) OBVIOUS
THEOREM RS32 == \A Z, W : Z \subseteq W => Cardinality(Z) <= Cardinality(W) OBVIOUS
\* the empty set
THEOREM RS33 == \A Z : Z # SUBSET Z /\ UNION Z # Z OBVIOUS
\* what the axioms of set theory leave open, or exclude
THEOREM RS34 == \E Z : Z = {Z} OBVIOUS
THEOREM RS35 == \E Z : SUBSET Z = Z OBVIOUS
THEOREM RS36 == \E Z : SUBSET Z \subseteq Z OBVIOUS
THEOREM RS37 == \E f : \A z : f[z] = z /\ z \in DOMAIN f OBVIOUS
THEOREM RS38 == \E Z : \A z : z \notin Z <=> z \in Nat OBVIOUS
\* a choice from nothing; from what is known to be something
THEOREM RS39 == (CHOOSE z : z \in z) \in (CHOOSE z : z \in z) OBVIOUS
THEOREM RS40 == (CHOOSE z : TRUE) = (CHOOSE z : z = z /\ z \in Nat) OBVIOUS
\* it may be in another set
THEOREM RS41 == (CHOOSE z : z \notin S) \notin T OBVIOUS
THEOREM RS42 == (CHOOSE z : z \notin S) = (CHOOSE z : z \notin T) OBVIOUS
THEOREM RS43 == {CHOOSE z : z \notin S} \cap S # {} OBVIOUS
\* the empty set has no elements
THEOREM RS44 == \A z : \E Z : z \in Z /\ Z \in z OBVIOUS
\* no set need contain itself
THEOREM RS45 == \A Z : Z \notin Z => FALSE OBVIOUS
====
