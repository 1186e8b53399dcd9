---------------------- MODULE BakeryDeconstructedProof ----------------------
(* The theorems about BakeryDeconstructed, proved action by action. *)
EXTENDS BakeryDeconstructed

THEOREM Typing == Spec => []TypeOK
<1>. USE DEF OtherProcs, ProcSet, ProcIds, SubProcs, WrProcs, IsPairFunction, \ll
<1>1. Init => TypeOK
  BY qmNotNat DEF Init, TypeOK
<1>2. TypeOK /\ [Next]_vars => TypeOK'
  <2> SUFFICES ASSUME TypeOK, [Next]_vars
               PROVE  TypeOK'
    OBVIOUS
  <2>. USE DEF TypeOK
  <2>1. ASSUME NEW i \in Procs, ncs(i) PROVE TypeOK'
    BY <2>1, qmNotNat DEF ncs
  <2>2. ASSUME NEW i \in Procs, M(i) PROVE TypeOK'
    BY <2>2, qmNotNat DEF M
  <2>3. ASSUME NEW i \in Procs, Read(i) PROVE TypeOK'
    BY <2>3, qmNotNat DEF Read, Max
  <2>4. ASSUME NEW i \in Procs, Choose(i) PROVE TypeOK'
    BY <2>4, qmNotNat DEF Choose
  <2>5. ASSUME NEW i \in Procs, L(i) PROVE TypeOK'
    BY <2>5, qmNotNat DEF L
  <2>6. ASSUME NEW i \in Procs, cs(i) PROVE TypeOK'
    BY <2>6, qmNotNat DEF cs
  <2>7. ASSUME NEW i \in Procs, P(i) PROVE TypeOK'
    BY <2>7, qmNotNat DEF P
  <2>8. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), ch(i, j) PROVE TypeOK'
    BY <2>8, qmNotNat DEF ch
  <2>9. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), test(i, j) PROVE TypeOK'
    BY <2>9, qmNotNat DEF test
  <2>10. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), Lb(i, j) PROVE TypeOK'
    BY <2>10, qmNotNat DEF Lb
  <2>11. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), L2(i, j) PROVE TypeOK'
    BY <2>11, qmNotNat DEF L2
  <2>12. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), L3(i, j) PROVE TypeOK'
    BY <2>12, qmNotNat DEF L3
  <2>13. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), wr(i, j) PROVE TypeOK'
    BY <2>13, qmNotNat DEF wr
  <2>14. CASE UNCHANGED vars
    BY <2>14 DEF vars
  <2>. HIDE DEF TypeOK
  <2>. QED
    BY <2>1, <2>2, <2>3, <2>4, <2>5, <2>6, <2>7, <2>8, <2>9, <2>10, <2>11, <2>12, <2>13, <2>14 DEF Next, main, M0, sub
<1>. QED
  BY <1>1, <1>2, PTL DEF Spec

THEOREM Synchronization == Spec => []SyncInv
<1>. USE DEF OtherProcs, ProcSet, ProcIds, SubProcs, WrProcs, IsPairFunction, \ll
<1>1. Init => SyncInv
  BY DEF Init, SyncInv
<1>2. TypeOK /\ SyncInv /\ [Next]_vars => SyncInv'
  <2> SUFFICES ASSUME TypeOK, SyncInv, [Next]_vars
               PROVE  SyncInv'
    OBVIOUS
  <2>. USE DEF TypeOK, SyncInv
  <2>1. ASSUME NEW i \in Procs, ncs(i) PROVE SyncInv'
    BY <2>1 DEF ncs
  <2>2. ASSUME NEW i \in Procs, M(i) PROVE SyncInv'
    BY <2>2 DEF M
  <2>3. ASSUME NEW i \in Procs, Read(i) PROVE SyncInv'
    BY <2>3 DEF Read, Max
  <2>4. ASSUME NEW i \in Procs, Choose(i) PROVE SyncInv'
    BY <2>4 DEF Choose
  <2>5. ASSUME NEW i \in Procs, L(i) PROVE SyncInv'
    BY <2>5 DEF L
  <2>6. ASSUME NEW i \in Procs, cs(i) PROVE SyncInv'
    BY <2>6 DEF cs
  <2>7. ASSUME NEW i \in Procs, P(i) PROVE SyncInv'
    BY <2>7 DEF P
  <2>8. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), ch(i, j) PROVE SyncInv'
    BY <2>8 DEF ch
  <2>9. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), test(i, j) PROVE SyncInv'
    BY <2>9 DEF test
  <2>10. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), Lb(i, j) PROVE SyncInv'
    BY <2>10 DEF Lb
  <2>11. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), L2(i, j) PROVE SyncInv'
    BY <2>11 DEF L2
  <2>12. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), L3(i, j) PROVE SyncInv'
    BY <2>12 DEF L3
  <2>13. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), wr(i, j) PROVE SyncInv'
    BY <2>13 DEF wr
  <2>14. CASE UNCHANGED vars
    BY <2>14 DEF vars
  <2>. HIDE DEF TypeOK, SyncInv
  <2>. QED
    BY <2>1, <2>2, <2>3, <2>4, <2>5, <2>6, <2>7, <2>8, <2>9, <2>10, <2>11, <2>12, <2>13, <2>14 DEF Next, main, M0, sub
<1>. QED
  BY <1>1, <1>2, Typing, PTL DEF Spec

THEOREM NumberInvariant == Spec => []NumInv
<1>. USE DEF OtherProcs, ProcSet, ProcIds, SubProcs, WrProcs, IsPairFunction, \ll
<1>1. Init => NumInv
  BY qmNotNat DEF Init, NumInv
<1>2. TypeOK /\ SyncInv /\ NumInv /\ [Next]_vars => NumInv'
  <2> SUFFICES ASSUME TypeOK, SyncInv, NumInv, [Next]_vars
               PROVE  NumInv'
    OBVIOUS
  <2>. USE DEF TypeOK, SyncInv, NumInv
  <2>1. ASSUME NEW i \in Procs, ncs(i) PROVE NumInv'
    BY <2>1, qmNotNat DEF ncs
  <2>2. ASSUME NEW i \in Procs, M(i) PROVE NumInv'
    BY <2>2, qmNotNat DEF M
  <2>3. ASSUME NEW i \in Procs, Read(i) PROVE NumInv'
    BY <2>3, qmNotNat DEF Read, Max
  <2>4. ASSUME NEW i \in Procs, Choose(i) PROVE NumInv'
    BY <2>4, qmNotNat DEF Choose
  <2>5. ASSUME NEW i \in Procs, L(i) PROVE NumInv'
    BY <2>5, qmNotNat DEF L
  <2>6. ASSUME NEW i \in Procs, cs(i) PROVE NumInv'
    BY <2>6, qmNotNat DEF cs
  <2>7. ASSUME NEW i \in Procs, P(i) PROVE NumInv'
    BY <2>7, qmNotNat DEF P
  <2>8. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), ch(i, j) PROVE NumInv'
    BY <2>8, qmNotNat DEF ch
  <2>9. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), test(i, j) PROVE NumInv'
    BY <2>9, qmNotNat DEF test
  <2>10. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), Lb(i, j) PROVE NumInv'
    BY <2>10, qmNotNat DEF Lb
  <2>11. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), L2(i, j) PROVE NumInv'
    BY <2>11, qmNotNat DEF L2
  <2>12. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), L3(i, j) PROVE NumInv'
    BY <2>12, qmNotNat DEF L3
  <2>13. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), wr(i, j) PROVE NumInv'
    BY <2>13, qmNotNat DEF wr
  <2>14. CASE UNCHANGED vars
    BY <2>14 DEF vars
  <2>. HIDE DEF TypeOK, SyncInv, NumInv
  <2>. QED
    BY <2>1, <2>2, <2>3, <2>4, <2>5, <2>6, <2>7, <2>8, <2>9, <2>10, <2>11, <2>12, <2>13, <2>14 DEF Next, main, M0, sub
<1>. QED
  BY <1>1, <1>2, Typing, Synchronization, PTL DEF Spec

THEOREM Invariance == Spec => []Inv
<1>. USE DEF OtherProcs, ProcSet, ProcIds, SubProcs, WrProcs, IsPairFunction, \ll
<1>1. Init => Inv
  BY qmNotNat, NAssump DEF Init, Inv, inBakery, inDoorway, inDoorwayVal, Outside, passedL2, passedL3, Before, PairInv
<1>2. TypeOK /\ SyncInv /\ NumInv /\ Inv /\ [Next]_vars => Inv'
  <2> SUFFICES ASSUME TypeOK, SyncInv, NumInv, Inv, [Next]_vars
               PROVE  Inv'
    OBVIOUS
  <2>. USE DEF TypeOK, SyncInv, NumInv, Inv, inBakery, inDoorway, inDoorwayVal, Outside, passedL2, passedL3, Before, PairInv, Procs
  <2>1. ASSUME NEW i \in Procs, ncs(i) PROVE Inv'
    BY <2>1, qmNotNat, NAssump DEF ncs
  <2>2. ASSUME NEW i \in Procs, M(i) PROVE Inv'
    BY <2>2, qmNotNat, NAssump DEF M
  <2>3. ASSUME NEW i \in Procs, Read(i) PROVE Inv'
    BY <2>3, qmNotNat, NAssump DEF Read, Max
  <2>4. ASSUME NEW i \in Procs, Choose(i) PROVE Inv'
    BY <2>4, qmNotNat, NAssump DEF Choose
  <2>5. ASSUME NEW i \in Procs, L(i) PROVE Inv'
    BY <2>5, qmNotNat, NAssump DEF L
  <2>6. ASSUME NEW i \in Procs, cs(i) PROVE Inv'
    BY <2>6, qmNotNat, NAssump DEF cs
  <2>7. ASSUME NEW i \in Procs, P(i) PROVE Inv'
    BY <2>7, qmNotNat, NAssump DEF P
  <2>8. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), ch(i, j) PROVE Inv'
    BY <2>8, qmNotNat, NAssump DEF ch
  <2>9. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), test(i, j) PROVE Inv'
    BY <2>9, qmNotNat, NAssump DEF test
  <2>10. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), Lb(i, j) PROVE Inv'
    BY <2>10, qmNotNat, NAssump DEF Lb
  <2>11. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), L2(i, j) PROVE Inv'
    BY <2>11, qmNotNat, NAssump DEF L2
  <2>12. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), L3(i, j) PROVE Inv'
    BY <2>12, qmNotNat, NAssump DEF L3
  <2>13. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), wr(i, j) PROVE Inv'
    BY <2>13, qmNotNat, NAssump DEF wr
  <2>14. CASE UNCHANGED vars
    BY <2>14 DEF vars
  <2>. HIDE DEF TypeOK, SyncInv, NumInv, Inv, inBakery, inDoorway, inDoorwayVal, Outside, passedL2, passedL3, Before, PairInv, Procs
  <2>. QED
    BY <2>1, <2>2, <2>3, <2>4, <2>5, <2>6, <2>7, <2>8, <2>9, <2>10, <2>11, <2>12, <2>13, <2>14 DEF Next, main, M0, sub
<1>. QED
  BY <1>1, <1>2, Typing, Synchronization, NumberInvariant, PTL DEF Spec

THEOREM MutualExclusion == Spec => []Mutex
<1>1. TypeOK /\ SyncInv /\ Inv => Mutex
  <2> SUFFICES ASSUME TypeOK, SyncInv, Inv,
                      NEW i \in Procs, NEW j \in OtherProcs(i),
                      pc[<<i>>] = "cs", pc[<<j>>] = "cs"
               PROVE  FALSE
    BY DEF Mutex, OtherProcs
  <2>1. j \in Procs /\ i \in OtherProcs(j)
    BY DEF OtherProcs
  <2>2. passedL3(i, j) /\ passedL3(j, i)
    BY <2>1 DEF SyncInv, passedL3
  <2>3. inBakery(i, j) /\ inBakery(j, i) /\ ~ inDoorway(i, j) /\ ~ inDoorway(j, i)
    BY <2>1, <2>2 DEF passedL3, inBakery, inDoorway
  <2>4. Before(i, j) /\ Before(j, i)
    BY <2>1, <2>2 DEF Inv, PairInv
  <2>. QED
    BY <2>2, <2>3, <2>4 DEF Before, Outside, inDoorwayVal, passedL3
<1>. QED
  BY <1>1, Typing, Synchronization, Invariance, PTL
=============================================================================
