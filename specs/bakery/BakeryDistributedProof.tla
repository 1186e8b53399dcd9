----------------------- MODULE BakeryDistributedProof -----------------------
(* The theorems about BakeryDistributed, proved action by action. *)
EXTENDS BakeryDistributed

THEOREM Typing == Spec => []TypeOK
<1>. USE DEF OtherProcs, ProcSet, ProcIds, SubProcs, MsgProcs, IsPairFunction, MsgSeq
<1>1. Init => TypeOK
  BY ackNotNat DEF Init, TypeOK
<1>2. TypeOK /\ [Next]_vars => TypeOK'
  <2> SUFFICES ASSUME TypeOK, [Next]_vars
               PROVE  TypeOK'
    OBVIOUS
  <2>. USE DEF TypeOK
  <2>1. ASSUME NEW i \in Procs, ncs(i) PROVE TypeOK'
    BY <2>1, ackNotNat DEF ncs
  <2>2. ASSUME NEW i \in Procs, M(i) PROVE TypeOK'
    BY <2>2, ackNotNat DEF M, SendAll
  <2>3. ASSUME NEW i \in Procs, L(i) PROVE TypeOK'
    BY <2>3, ackNotNat DEF L
  <2>4. ASSUME NEW i \in Procs, cs(i) PROVE TypeOK'
    BY <2>4, ackNotNat DEF cs
  <2>5. ASSUME NEW i \in Procs, P(i) PROVE TypeOK'
    BY <2>5, ackNotNat DEF P, SendAll
  <2>6. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), ch(i, j) PROVE TypeOK'
    BY <2>6, ackNotNat DEF ch
  <2>7. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), L0(i, j) PROVE TypeOK'
    BY <2>7, ackNotNat DEF L0
  <2>8. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), L2(i, j) PROVE TypeOK'
    BY <2>8, ackNotNat DEF L2
  <2>9. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), L3(i, j) PROVE TypeOK'
    BY <2>9, ackNotNat DEF L3
  <2>10. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), RcvAck(i, j) PROVE TypeOK'
    BY <2>10, ackNotNat DEF RcvAck
  <2>11. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), RcvZero(i, j) PROVE TypeOK'
    BY <2>11, ackNotNat DEF RcvZero
  <2>12. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), RcvTicket(i, j) PROVE TypeOK'
    BY <2>12, ackNotNat DEF RcvTicket
  <2>13. CASE UNCHANGED vars
    BY <2>13 DEF vars
  <2>. HIDE DEF TypeOK
  <2>. QED
    BY <2>1, <2>2, <2>3, <2>4, <2>5, <2>6, <2>7, <2>8, <2>9, <2>10, <2>11, <2>12, <2>13 DEF Next, main, sub, msg
<1>. QED
  BY <1>1, <1>2, PTL DEF Spec

THEOREM Invariance == Spec => []Inv
<1>. USE DEF OtherProcs, ProcSet, ProcIds, SubProcs, MsgProcs, IsPairFunction
<1>1. Init => Inv
  BY DEF Init, Inv, NumberInv, TicketInv, QueueInv, TicketSent, AckSent, AckReceived, Range
<1>2. TypeOK /\ Inv /\ [Next]_vars => Inv'
  <2> SUFFICES ASSUME TypeOK, Inv, [Next]_vars
               PROVE  Inv'
    OBVIOUS
  <2>. USE DEF TypeOK, Inv
  <2>0. \A k \in Procs : \A l \in OtherProcs(k) : q[k][l] \in MsgSeq
    OBVIOUS
  <2>1. ASSUME NEW i \in Procs, ncs(i) PROVE Inv'
    BY <2>1 DEF ncs, NumberInv, TicketInv, QueueInv, TicketSent, AckSent, AckReceived
  <2>2. ASSUME NEW i \in Procs, L(i) PROVE Inv'
    BY <2>2 DEF L, NumberInv, TicketInv, QueueInv, TicketSent, AckSent, AckReceived
  <2>3. ASSUME NEW i \in Procs, cs(i) PROVE Inv'
    BY <2>3 DEF cs, NumberInv, TicketInv, QueueInv, TicketSent, AckSent, AckReceived
  <2>4. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), ch(i, j) PROVE Inv'
    BY <2>4 DEF ch, NumberInv, TicketInv, QueueInv, TicketSent, AckSent, AckReceived
  <2>5. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), L0(i, j) PROVE Inv'
    BY <2>5 DEF L0, NumberInv, TicketInv, QueueInv, TicketSent, AckSent, AckReceived
  <2>6. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), L2(i, j) PROVE Inv'
    BY <2>6 DEF L2, NumberInv, TicketInv, QueueInv, TicketSent, AckSent, AckReceived
  <2>7. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), L3(i, j) PROVE Inv'
    BY <2>7 DEF L3, NumberInv, TicketInv, QueueInv, TicketSent, AckSent, AckReceived
  <2>8. ASSUME NEW i \in Procs, M(i) PROVE Inv'
    <3>1. PICK n \in Nat \ {0} : number' = [number EXCEPT ![i] = n] /\ q' = SendAll(i, n)
      BY <2>8 DEF M
    <3>2. \A k \in Procs : \A l \in OtherProcs(k) :
             q'[k][l] = IF k = i THEN Append(q[k][l], n) ELSE q[k][l]
      BY <3>1 DEF SendAll
    <3>a. \A l \in OtherProcs(i) : Range(Append(q[i][l], n)) = Range(q[i][l]) \cup {n}
      BY <2>0, RangeAppend
    <3>3. \A k \in Procs : \A l \in OtherProcs(k) :
             Range(q'[k][l]) = IF k = i THEN Range(q[k][l]) \cup {n} ELSE Range(q[k][l])
      BY <3>2, <3>a
    <3>4. NumberInv'
      BY <2>8, <3>1 DEF M, NumberInv
    <3>5. TicketInv'
      BY <2>8, <3>1, <3>3, ackNotNat DEF M, NumberInv, TicketInv, TicketSent, AckSent, AckReceived
    <3>6. QueueInv'
      BY <2>0, <2>8, <3>1, <3>2, ackNotNat DEF M, NumberInv, QueueInv, MsgSeq
    <3>. QED  BY <3>4, <3>5, <3>6
  <2>9. ASSUME NEW i \in Procs, P(i) PROVE Inv'
    <3>1. number' = [number EXCEPT ![i] = 0] /\ q' = SendAll(i, 0)
      BY <2>9 DEF P
    <3>2. \A k \in Procs : \A l \in OtherProcs(k) :
             q'[k][l] = IF k = i THEN Append(q[k][l], 0) ELSE q[k][l]
      BY <3>1 DEF SendAll
    <3>a. \A l \in OtherProcs(i) : Range(Append(q[i][l], 0)) = Range(q[i][l]) \cup {0}
      BY <2>0, RangeAppend
    <3>3. \A k \in Procs : \A l \in OtherProcs(k) :
             Range(q'[k][l]) = IF k = i THEN Range(q[k][l]) \cup {0} ELSE Range(q[k][l])
      BY <3>2, <3>a
    <3>4. NumberInv'
      BY <2>9, <3>1 DEF P, NumberInv
    <3>5. TicketInv'
      BY <2>9, <3>1, <3>3, ackNotNat DEF P, NumberInv, TicketInv, TicketSent, AckSent, AckReceived
    <3>6. \A l \in OtherProcs(i) : \A k \in 1 .. Len(q[i][l]) : q[i][l][k] = ack
      <4>1. \A l \in OtherProcs(i) : number[i] \notin Range(q[i][l]) /\ 0 \notin Range(q[i][l])
        BY <2>9 DEF P, NumberInv, TicketInv, TicketSent, AckSent, AckReceived
      <4>. QED  BY <2>0, <4>1 DEF QueueInv, Range, MsgSeq
    <3>7. QueueInv'
      BY <2>0, <3>1, <3>2, <3>6, ackNotNat DEF QueueInv, MsgSeq
    <3>. QED  BY <3>4, <3>5, <3>7
  <2>10. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), RcvAck(i, j) PROVE Inv'
    <3>1. \A k \in Procs : \A l \in OtherProcs(k) :
             q'[k][l] = IF k = j /\ l = i THEN Tail(q[j][i]) ELSE q[k][l]
      BY <2>0, <2>10 DEF RcvAck
    <3>2. \A k, l \in 1 .. Len(q[j][i]) : q[j][i][k] = q[j][i][l] => k = l
      BY DEF QueueInv
    <3>3. Range(Tail(q[j][i])) = Range(q[j][i]) \ {Head(q[j][i])} /\ Head(q[j][i]) \in Range(q[j][i])
      <4>1. q[j][i] \in MsgSeq /\ q[j][i] # << >>
        BY <2>0, <2>10 DEF RcvAck
      <4>2. Range(Tail(q[j][i])) = Range(q[j][i]) \ {Head(q[j][i])}
        BY <3>2, <4>1, RangeTail
      <4>3. Head(q[j][i]) \in Range(q[j][i])
        BY <4>1, HeadInRange
      <4>. QED  BY <4>2, <4>3
    <3>4. NumberInv'
      BY <2>10 DEF RcvAck, NumberInv
    <3>5. TicketInv'
      BY <2>10, <3>1, <3>3, ackNotNat DEF RcvAck, TicketInv, TicketSent, AckSent, AckReceived
    <3>6. QueueInv'
      BY <2>0, <2>10, <3>1 DEF RcvAck, QueueInv, MsgSeq
    <3>. QED  BY <3>4, <3>5, <3>6
  <2>11. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), RcvZero(i, j) PROVE Inv'
    <3>1. \A k \in Procs : \A l \in OtherProcs(k) :
             q'[k][l] = IF k = j /\ l = i THEN Tail(q[j][i]) ELSE q[k][l]
      BY <2>0, <2>11 DEF RcvZero
    <3>2. \A k, l \in 1 .. Len(q[j][i]) : q[j][i][k] = q[j][i][l] => k = l
      BY DEF QueueInv
    <3>3. Range(Tail(q[j][i])) = Range(q[j][i]) \ {Head(q[j][i])} /\ Head(q[j][i]) \in Range(q[j][i])
      <4>1. q[j][i] \in MsgSeq /\ q[j][i] # << >>
        BY <2>0, <2>11 DEF RcvZero
      <4>2. Range(Tail(q[j][i])) = Range(q[j][i]) \ {Head(q[j][i])}
        BY <3>2, <4>1, RangeTail
      <4>3. Head(q[j][i]) \in Range(q[j][i])
        BY <4>1, HeadInRange
      <4>. QED  BY <4>2, <4>3
    <3>4. NumberInv'
      BY <2>11 DEF RcvZero, NumberInv
    <3>5. TicketInv'
      BY <2>11, <3>1, <3>3, ackNotNat DEF RcvZero, TicketInv, TicketSent, AckSent, AckReceived
    <3>6. QueueInv'
      BY <2>0, <2>11, <3>1 DEF RcvZero, QueueInv, MsgSeq
    <3>. QED  BY <3>4, <3>5, <3>6
  <2>12. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), RcvTicket(i, j) PROVE Inv'
    <3>1. \A k \in Procs : \A l \in OtherProcs(k) :
             q'[k][l] = IF k = j /\ l = i THEN Tail(q[j][i]) ELSE IF k = i /\ l = j THEN Append(q[i][j], ack) ELSE q[k][l]
      BY <2>0, <2>12 DEF RcvTicket
    <3>2. \A k, l \in 1 .. Len(q[j][i]) : q[j][i][k] = q[j][i][l] => k = l
      BY DEF QueueInv
    <3>3. Range(Tail(q[j][i])) = Range(q[j][i]) \ {Head(q[j][i])} /\ Head(q[j][i]) \in Range(q[j][i])
      <4>1. q[j][i] \in MsgSeq /\ q[j][i] # << >>
        BY <2>0, <2>12 DEF RcvTicket
      <4>2. Range(Tail(q[j][i])) = Range(q[j][i]) \ {Head(q[j][i])}
        BY <3>2, <4>1, RangeTail
      <4>3. Head(q[j][i]) \in Range(q[j][i])
        BY <4>1, HeadInRange
      <4>. QED  BY <4>2, <4>3
    <3>4. Range(Append(q[i][j], ack)) = Range(q[i][j]) \cup {ack}
      BY <2>0, RangeAppend
    <3>5. Head(q[j][i]) = number[j] /\ number[j] # 0 /\ 0 \notin Range(Tail(q[j][i]))
      BY <2>0, <2>12 DEF RcvTicket, QueueInv, Range, MsgSeq
    <3>6. TicketSent(j, i)
      BY <3>3, <3>5 DEF TicketInv, AckSent, AckReceived
    <3>7. NumberInv'
      BY <2>12 DEF RcvTicket, NumberInv
    <3>8. TicketInv'
      BY <2>12, <3>1, <3>3, <3>4, <3>5, <3>6, ackNotNat
         DEF RcvTicket, TicketInv, TicketSent, AckSent, AckReceived
    <3>9. \A k \in 1 .. Len(q[i][j]) : q[i][j][k] # ack
      BY <2>0, <3>6 DEF TicketSent, Range, MsgSeq
    <3>10. QueueInv'
      BY <2>0, <2>12, <3>1, <3>9, ackNotNat DEF RcvTicket, QueueInv, MsgSeq
    <3>. QED  BY <3>7, <3>8, <3>10
  <2>13. CASE UNCHANGED vars
    BY <2>13 DEF vars, NumberInv, TicketInv, QueueInv, TicketSent, AckSent, AckReceived
  <2>. HIDE DEF TypeOK, Inv
  <2>. QED
    BY <2>1, <2>2, <2>3, <2>4, <2>5, <2>6, <2>7, <2>8, <2>9, <2>10, <2>11, <2>12, <2>13 DEF Next, main, sub, msg
<1>. QED
  BY <1>1, <1>2, Typing, PTL DEF Spec
=============================================================================
