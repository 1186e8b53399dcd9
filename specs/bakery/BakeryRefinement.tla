-------------------------- MODULE BakeryRefinement --------------------------
(* The distributed Bakery algorithm refines the deconstructed one (with      *)
(* atomic choice of tickets).                                                *)
EXTENDS BakeryDistributed

(* localNum[i][j] is being written while j's present number is on its way.   *)
DecLocalNum ==
  [i \in Procs |-> [j \in OtherProcs(i) |->
     IF number[j] \in Range(q[j][i]) THEN qm ELSE localNum[i][j]]]

DecProcSet == ProcIds \cup SubProcs \cup WrProcs

(* Sub-process <<i, j>> has done `test` when j has i's ticket. *)
DecPc ==
  [p \in DecProcSet |->
     CASE p \in ProcIds -> pc[p]
       [] p \in SubProcs -> IF pc[p] # "L0" THEN pc[p]
                            ELSE IF pc[<<p[1]>>] = "L" /\ DecLocalNum[p[2]][p[1]] = number[p[1]]
                            THEN "Lb" ELSE "test"
       [] p \in WrProcs -> "wr"]

Dec == INSTANCE BakeryDeconstructedAtomic WITH localNum <- DecLocalNum, pc <- DecPc

DecSafety == Dec!Init /\ [][Dec!Next]_(Dec!vars)
-----------------------------------------------------------------------------
(* What the two algorithms share is the same here and there. *)
LEMMA DecEqualities ==
  /\ Dec!Procs = Procs
  /\ Dec!ProcIds = ProcIds
  /\ Dec!SubProcs = SubProcs
  /\ Dec!WrProcs = WrProcs
  /\ Dec!ProcSet = DecProcSet
  /\ Dec!qm = qm
  /\ \A i : Dec!OtherProcs(i) = OtherProcs(i)
  /\ \A x, y : Dec!\ll(x, y) <=> x \ll y
BY DEF Dec!Procs, Procs, Dec!ProcIds, ProcIds, Dec!SubProcs, SubProcs, Dec!WrProcs, WrProcs,
       Dec!ProcSet, DecProcSet, Dec!qm, qm, Dec!OtherProcs, OtherProcs, Dec!\ll, \ll
=============================================================================
