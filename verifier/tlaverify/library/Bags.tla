-------------------------------- MODULE Bags --------------------------------
(* Bags (multisets): functions to the positive numbers; B[e] is the number   *)
(* of copies of e in B.                                                      *)
EXTENDS TLC
LOCAL INSTANCE Naturals

IsABag(B) == B \in [DOMAIN B -> {n \in Nat : n > 0}]

BagToSet(B) == DOMAIN B
SetToBag(S) == [e \in S |-> 1]
BagIn(e, B) == e \in BagToSet(B)
EmptyBag == SetToBag({})

B1 (+) B2 ==
  [e \in DOMAIN B1 \cup DOMAIN B2 |->
     (IF e \in DOMAIN B1 THEN B1[e] ELSE 0) + (IF e \in DOMAIN B2 THEN B2[e] ELSE 0)]

B1 (-) B2 ==
  LET left == [e \in DOMAIN B1 |-> IF e \in DOMAIN B2 THEN B1[e] - B2[e] ELSE B1[e]]
  IN  [e \in {d \in DOMAIN left : left[d] > 0} |-> left[e]]

B1 \sqsubseteq B2 ==
  /\ DOMAIN B1 \subseteq DOMAIN B2
  /\ \A e \in DOMAIN B1 : B1[e] <= B2[e]

(* The sum of the values of f, which is zero at all but finitely many places. *)
LOCAL Sum(f) ==
  LET sum[S \in SUBSET DOMAIN f] ==
        LET x == CHOOSE e \in S : TRUE
        IN  IF S = {} THEN 0 ELSE f[x] + sum[S \ {x}]
  IN  sum[DOMAIN f]

BagUnion(S) ==
  [e \in UNION {BagToSet(B) : B \in S} |->
     Sum([B \in S |-> IF BagIn(e, B) THEN B[e] ELSE 0])]

SubBag(B) ==
  LET all == UNION {[SB -> {n \in Nat : n > 0}] : SB \in SUBSET BagToSet(B)}
  IN  {SB \in all : \A e \in DOMAIN SB : SB[e] <= B[e]}

BagOfAll(F(_), B) ==
  [e \in {F(d) : d \in BagToSet(B)} |->
     Sum([d \in BagToSet(B) |-> IF F(d) = e THEN B[d] ELSE 0])]

BagCardinality(B) == Sum(B)

CopiesIn(e, B) == IF BagIn(e, B) THEN B[e] ELSE 0
=============================================================================
