------------------------ MODULE BakeryRefinementAuto ------------------------
(* The refinement with a proof as short as the tool allows: what becomes of  *)
(* the queues, and then each step of the distributed algorithm at once.      *)
EXTENDS BakeryRefinement, BakeryDistributedAuto

THEOREM Refinement == Spec => DecSafety
<1>. USE NAssump, qmNotNat, ackNotNat
     DEF Procs, Dec!Procs, OtherProcs, Dec!OtherProcs, ProcIds, Dec!ProcIds, SubProcs, Dec!SubProcs, WrProcs, Dec!WrProcs,
         MsgProcs, ProcSet, Dec!ProcSet, DecProcSet, IsPairFunction, DecLocalNum, DecPc
<1>1. Init => Dec!Init
  BY DEF Init, Dec!Init, Range
<1>2. TypeOK /\ Inv /\ [Next]_vars => [Dec!Next]_(Dec!vars)
  <2>. SUFFICES ASSUME TypeOK, Inv, [Next]_vars PROVE Dec!Next \/ UNCHANGED Dec!vars
    OBVIOUS
  <2>1. ASSUME NEW i \in Procs, M(i) PROVE Dec!M(i)
    <3>1. PICK n \in Nat \ {0} : /\ \A j \in OtherProcs(i) : n > localNum[i][j]
                                 /\ number' = [number EXCEPT ![i] = n] /\ q' = SendAll(i, n)
      BY <2>1 DEF M
    <3>2. \A k \in Procs : \A l \in OtherProcs(k) :
            Range(q'[k][l]) = IF k = i THEN Range(q[k][l]) \cup {n} ELSE Range(q[k][l])
      BY <3>1, Sends
    <3>. QED  BY <2>1, <3>1, <3>2 DEF TypeOK, M, SendAll, Dec!M, qm, Dec!qm
  <2>2. ASSUME NEW i \in Procs, P(i) PROVE Dec!P(i)
    <3>1. \A k \in Procs : \A l \in OtherProcs(k) :
            Range(q'[k][l]) = IF k = i THEN Range(q[k][l]) \cup {0} ELSE Range(q[k][l])
      BY <2>2, Sends DEF P
    <3>. QED  BY <2>2, <3>1 DEF TypeOK, P, SendAll, Dec!P, qm, Dec!qm
  <2>3. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), RcvAck(i, j) PROVE UNCHANGED Dec!vars
    BY <2>3, Queues DEF RcvAck, Inv, TypeOK, Dec!vars
  <2>4. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), RcvZero(i, j) PROVE Dec!wr(j, i) \/ UNCHANGED Dec!vars
    BY <2>4, Queues DEF RcvZero, Inv, NumberInv, TicketInv, TicketSent, AckSent, AckReceived, TypeOK, Dec!wr, Dec!vars, qm, Dec!qm
  <2>5. ASSUME NEW i \in Procs, NEW j \in OtherProcs(i), RcvTicket(i, j) PROVE Dec!test(j, i)
    <3>1. \A k \in Procs : \A l \in OtherProcs(k) :
            Range(q'[k][l]) = IF k = j /\ l = i THEN Range(q[j][i]) \ {Head(q[j][i])}
                              ELSE IF k = i /\ l = j THEN Range(q[i][j]) \cup {ack} ELSE Range(q[k][l])
      BY <2>5, Queues DEF RcvTicket, Inv, TypeOK
    <3>. QED  BY <2>5, <3>1, Queues, Tickets DEF RcvTicket, Inv, TicketInv, TicketSent, AckSent, AckReceived, TypeOK, Dec!test
  <2>. QED
    BY <2>1, <2>2, <2>3, <2>4, <2>5
       DEF TypeOK, Inv, NumberInv, TicketInv, TicketSent, AckSent, AckReceived, Next, main, sub, msg, ncs, L, cs, ch, L0, L2, L3, vars,
           Dec!Next, Dec!main, Dec!sub, Dec!ncs, Dec!L, Dec!cs, Dec!ch, Dec!Lb, Dec!L2, Dec!L3, Dec!vars, \ll, Dec!\ll, qm, Dec!qm
<1>. QED
  BY <1>1, <1>2, Typing, Invariance, PTL DEF Spec, DecSafety
=============================================================================
