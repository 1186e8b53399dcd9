----------------------- MODULE BakeryRefinementProof ------------------------
(* Every step of the distributed algorithm is a step of the deconstructed    *)
(* one, or changes nothing there: proved action by action.                   *)
EXTENDS BakeryRefinement, BakeryDistributedProof

THEOREM Refinement == Spec => DecSafety
<1>. USE NAssump DEF Procs, Dec!Procs, OtherProcs, Dec!OtherProcs, ProcIds, Dec!ProcIds,
                     SubProcs, Dec!SubProcs, WrProcs, Dec!WrProcs, MsgProcs,
                     ProcSet, Dec!ProcSet, DecProcSet, IsPairFunction
<1>1. Init => Dec!Init
  BY DEF Init, Dec!Init, DecLocalNum, DecPc, Range
<1>2. TypeOK /\ Inv /\ Inv' /\ [Next]_vars => [Dec!Next]_(Dec!vars)
  <2> SUFFICES ASSUME TypeOK, Inv, Inv', [Next]_vars
               PROVE  Dec!Next \/ UNCHANGED Dec!vars
    OBVIOUS
  <2>. USE DEF TypeOK, Inv
  <2>1. ASSUME NEW i \in Procs, ncs(i) PROVE Dec!ncs(i)
    BY <2>1 DEF ncs, Dec!ncs, DecLocalNum, DecPc
  <2>3. ASSUME NEW i \in Procs, L(i) PROVE Dec!L(i)
    BY <2>3 DEF L, Dec!L, DecLocalNum, DecPc
  <2>4. ASSUME NEW i \in Procs, cs(i) PROVE Dec!cs(i)
    BY <2>4 DEF cs, Dec!cs, DecLocalNum, DecPc
  <2>6. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), ch(i, j) PROVE Dec!ch(i, j)
    BY <2>6 DEF ch, Dec!ch, DecLocalNum, DecPc
  <2>7. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), L0(i, j) PROVE Dec!Lb(i, j)
    BY <2>7 DEF L0, Dec!Lb, DecLocalNum, DecPc, TicketInv, TicketSent, AckSent, AckReceived, NumberInv
  <2>8. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), L2(i, j) PROVE Dec!L2(i, j)
    BY <2>8 DEF L2, Dec!L2, DecLocalNum, DecPc
  <2>9. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), L3(i, j) PROVE Dec!L3(i, j)
    BY <2>9 DEF L3, Dec!L3, DecLocalNum, DecPc, \ll, Dec!\ll, qm, Dec!qm
  <2>0. \A k \in Procs : \A l \in OtherProcs(k) : q[k][l] \in MsgSeq
    OBVIOUS
  <2>a. \A k \in Procs : \A l \in OtherProcs(k) : \A m :
           Range(Append(q[k][l], m)) = Range(q[k][l]) \cup {m}
    BY <2>0, RangeAppend
  <2>2. ASSUME NEW i \in Procs, M(i) PROVE Dec!M(i)
    <3>1. PICK n \in Nat \ {0} : /\ \A j \in OtherProcs(i) : n > localNum[i][j]
                                 /\ number' = [number EXCEPT ![i] = n]
                                 /\ q' = SendAll(i, n)
      BY <2>2 DEF M
    <3>2. \A l \in OtherProcs(i) : Range(Append(q[i][l], n)) = Range(q[i][l]) \cup {n}
      BY <2>a
    <3>3. \A k \in Procs : \A l \in OtherProcs(k) :
             Range(q'[k][l]) = IF k = i THEN Range(q[k][l]) \cup {n} ELSE Range(q[k][l])
      BY <3>1, <3>2 DEF SendAll
    <3>4. DecLocalNum' = [j \in Procs |-> [k \in OtherProcs(j) |-> IF k = i THEN qm ELSE DecLocalNum[j][k]]]
      BY <2>2, <3>1, <3>3 DEF M, DecLocalNum
    <3>5. DecPc' = [DecPc EXCEPT ![<<i>>] = "L"]
      BY <2>2, <3>1, <3>4, qmNotNat DEF M, DecPc, DecLocalNum
    <3>. QED
      BY <2>2, <3>1, <3>4, <3>5, qmNotNat DEF M, Dec!M, DecPc, DecLocalNum, qm, Dec!qm
  <2>5. ASSUME NEW i \in Procs, P(i) PROVE Dec!P(i)
    <3>1. number' = [number EXCEPT ![i] = 0] /\ q' = SendAll(i, 0)
      BY <2>5 DEF P
    <3>2. \A l \in OtherProcs(i) : Range(Append(q[i][l], 0)) = Range(q[i][l]) \cup {0}
      BY <2>a
    <3>3. \A k \in Procs : \A l \in OtherProcs(k) :
             Range(q'[k][l]) = IF k = i THEN Range(q[k][l]) \cup {0} ELSE Range(q[k][l])
      BY <3>1, <3>2 DEF SendAll
    <3>4. DecLocalNum' = [j \in Procs |-> [k \in OtherProcs(j) |-> IF k = i THEN qm ELSE DecLocalNum[j][k]]]
      BY <2>5, <3>1, <3>3 DEF P, DecLocalNum
    <3>5. DecPc' = [DecPc EXCEPT ![<<i>>] = "ncs"]
      BY <2>5, <3>1, <3>4 DEF P, DecPc, DecLocalNum
    <3>. QED
      BY <2>5, <3>1, <3>4, <3>5 DEF P, Dec!P, DecPc, qm, Dec!qm
  <2>10. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), RcvAck(i, j) PROVE UNCHANGED Dec!vars
    <3>1. q[j][i] \in MsgSeq /\ q[j][i] # << >>
      BY <2>0, <2>10 DEF RcvAck
    <3>2. \A k, l \in 1 .. Len(q[j][i]) : q[j][i][k] = q[j][i][l] => k = l
      BY DEF QueueInv
    <3>3. Range(Tail(q[j][i])) = Range(q[j][i]) \ {Head(q[j][i])}
      BY <3>1, <3>2, RangeTail
    <3>4. Head(q[j][i]) \in Range(q[j][i])
      BY <3>1, HeadInRange
    <3>6. \A k \in Procs : \A l \in OtherProcs(k) :
             Range(q'[k][l]) = IF k = j /\ l = i THEN Range(q[k][l]) \ {Head(q[j][i])} ELSE Range(q[k][l])
      BY <2>0, <2>10, <3>3 DEF RcvAck
    <3>7. DecLocalNum' = DecLocalNum
      BY <2>10, <3>6, ackNotNat DEF RcvAck, DecLocalNum
    <3>. QED
      BY <2>10, <3>7 DEF RcvAck, Dec!vars, DecPc
  <2>11. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), RcvZero(i, j) PROVE Dec!wr(j, i) \/ UNCHANGED Dec!vars
    <3>1. q[j][i] \in MsgSeq /\ q[j][i] # << >>
      BY <2>0, <2>11 DEF RcvZero
    <3>2. \A k, l \in 1 .. Len(q[j][i]) : q[j][i][k] = q[j][i][l] => k = l
      BY DEF QueueInv
    <3>3. Range(Tail(q[j][i])) = Range(q[j][i]) \ {Head(q[j][i])}
      BY <3>1, <3>2, RangeTail
    <3>4. Head(q[j][i]) \in Range(q[j][i])
      BY <3>1, HeadInRange
    <3>6. \A k \in Procs : \A l \in OtherProcs(k) :
             Range(q'[k][l]) = IF k = j /\ l = i THEN Range(q[k][l]) \ {Head(q[j][i])} ELSE Range(q[k][l])
      BY <2>0, <2>11, <3>3 DEF RcvZero
    <3>7. CASE number[j] = 0
      <4>1. DecLocalNum' = [DecLocalNum EXCEPT ![i][j] = 0] /\ DecLocalNum[i][j] = qm
        BY <2>11, <3>4, <3>6, <3>7 DEF RcvZero, DecLocalNum
      <4>2. pc[<<j>>] \in {"ncs", "M"}
        BY <3>7 DEF NumberInv
      <4>3. DecPc' = DecPc
        BY <2>11, <4>1, <4>2 DEF RcvZero, DecPc, DecLocalNum
      <4>. QED
        BY <2>11, <4>1, <4>2, <4>3 DEF RcvZero, Dec!wr, DecPc, qm, Dec!qm
    <3>8. CASE number[j] # 0
      <4>1. number[j] \in Range(q[j][i])
        BY <2>11, <3>4, <3>8 DEF RcvZero, TicketInv, TicketSent, AckSent, AckReceived
      <4>2. DecLocalNum' = DecLocalNum
        BY <2>11, <3>6, <3>8, <4>1 DEF RcvZero, DecLocalNum
      <4>. QED
        BY <2>11, <4>2 DEF RcvZero, Dec!vars, DecPc
    <3>. QED  BY <3>7, <3>8
  <2>12. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), RcvTicket(i, j) PROVE Dec!test(j, i)
    <3>1. q[j][i] \in MsgSeq /\ q[j][i] # << >>
      BY <2>0, <2>12 DEF RcvTicket
    <3>2. \A k, l \in 1 .. Len(q[j][i]) : q[j][i][k] = q[j][i][l] => k = l
      BY DEF QueueInv
    <3>3. Range(Tail(q[j][i])) = Range(q[j][i]) \ {Head(q[j][i])}
      BY <3>1, <3>2, RangeTail
    <3>4. Head(q[j][i]) \in Range(q[j][i])
      BY <3>1, HeadInRange
    <3>5. Range(Append(q[i][j], ack)) = Range(q[i][j]) \cup {ack}
      BY <2>a
    <3>6. \A k \in Procs : \A l \in OtherProcs(k) :
             Range(q'[k][l]) = IF k = j /\ l = i THEN Range(q[k][l]) \ {Head(q[j][i])} ELSE IF k = i /\ l = j THEN Range(q[k][l]) \cup {ack} ELSE Range(q[k][l])
      BY <2>0, <2>12, <3>3, <3>5 DEF RcvTicket
    <3>7. Head(q[j][i]) = number[j] /\ number[j] # 0
      BY <2>0, <2>12 DEF RcvTicket, QueueInv, MsgSeq
    <3>8. pc[<<j, i>>] = "L0" /\ pc[<<j>>] = "L"
      BY <3>4, <3>7 DEF TicketInv, TicketSent, AckSent, AckReceived
    <3>9. DecLocalNum' = [DecLocalNum EXCEPT ![i][j] = number[j]] /\ DecLocalNum[i][j] = qm
      BY <2>12, <3>4, <3>6, <3>7, ackNotNat DEF RcvTicket, DecLocalNum
    <3>10. DecPc' = [DecPc EXCEPT ![<<j, i>>] = "Lb"] /\ DecPc[<<j, i>>] = "test"
      BY <2>12, <3>8, <3>9, qmNotNat DEF RcvTicket, DecPc, DecLocalNum
    <3>. QED
      BY <2>12, <3>8, <3>9, <3>10 DEF RcvTicket, Dec!test, DecPc
  <2>13. CASE UNCHANGED vars
    BY <2>13 DEF vars, Dec!vars, DecLocalNum, DecPc
  <2>. HIDE DEF TypeOK, Inv
  <2>. QED
    BY <2>1, <2>2, <2>3, <2>4, <2>5, <2>6, <2>7, <2>8, <2>9, <2>10, <2>11, <2>12, <2>13
       DEF Next, main, sub, msg, Dec!Next, Dec!main, Dec!sub
<1>. QED
  BY <1>1, <1>2, Typing, Invariance, PTL DEF Spec, DecSafety
=============================================================================
