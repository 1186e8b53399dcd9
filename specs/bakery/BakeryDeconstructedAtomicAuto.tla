---------------------- MODULE BakeryDeconstructedAtomicAuto --------------------
(* The theorems about BakeryDeconstructedAtomic with proofs as short as the *)
(* tool allows: each inductive step is one step of the proof.                *)
EXTENDS BakeryDeconstructedAtomic

USE qmNotNat DEF OtherProcs, ProcSet, ProcIds, SubProcs, WrProcs, IsPairFunction, \ll,
  ncs, M, L, cs, P, main, ch, test, Lb, L2, L3, sub, wr,
  inBakery, inDoorway, inDoorwayVal, Outside, passedL2, passedL3, Before, PairInv

THEOREM Typing == Spec => []TypeOK
<1>1. Init => TypeOK
  BY DEF Init, TypeOK
<1>2. TypeOK /\ [Next]_vars => TypeOK'
  BY DEF TypeOK, Next, vars
<1>. QED  BY <1>1, <1>2, PTL DEF Spec

THEOREM Synchronization == Spec => []SyncInv
<1>1. Init => SyncInv
  BY DEF Init, SyncInv
<1>2. TypeOK /\ SyncInv /\ [Next]_vars => SyncInv'
  BY DEF TypeOK, SyncInv, Next, vars
<1>. QED  BY <1>1, <1>2, Typing, PTL DEF Spec

THEOREM NumberInvariant == Spec => []NumInv
<1>1. Init => NumInv
  BY DEF Init, NumInv
<1>2. TypeOK /\ SyncInv /\ NumInv /\ [Next]_vars => NumInv'
  BY DEF TypeOK, SyncInv, NumInv, Next, vars
<1>. QED  BY <1>1, <1>2, Typing, Synchronization, PTL DEF Spec

THEOREM Invariance == Spec => []Inv
<1>1. Init => Inv
  BY DEF Init, Inv
<1>2. TypeOK /\ SyncInv /\ NumInv /\ Inv /\ [Next]_vars => Inv'
  BY NAssump DEF Procs, TypeOK, SyncInv, NumInv, Inv, Next, vars
<1>. QED  BY <1>1, <1>2, Typing, Synchronization, NumberInvariant, PTL DEF Spec

THEOREM MutualExclusion == Spec => []Mutex
<1>1. TypeOK /\ SyncInv /\ Inv => Mutex
  BY DEF TypeOK, SyncInv, Inv, Mutex
<1>. QED  BY <1>1, Typing, Synchronization, Invariance, PTL
=============================================================================
