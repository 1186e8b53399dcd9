----------------------- MODULE BakeryDistributedAuto ------------------------
(* The theorems about BakeryDistributed with proofs as short as the tool     *)
(* allows.                                                                   *)
EXTENDS BakeryDistributed

USE ackNotNat DEF OtherProcs, ProcSet, ProcIds, SubProcs, MsgProcs, IsPairFunction,
  ncs, M, L, cs, main, ch, L0, L2, L3, sub, RcvAck, RcvZero, msg,
  TicketSent, AckSent, AckReceived, NumberInv

THEOREM Typing == Spec => []TypeOK
<1>1. Init => TypeOK
  BY DEF Init, TypeOK, MsgSeq
<1>2. TypeOK /\ [Next]_vars => TypeOK'
  BY DEF TypeOK, Next, vars, P, RcvTicket, SendAll, MsgSeq
<1>. QED  BY <1>1, <1>2, PTL DEF Spec

(* The messages on their way, before and after each change of a queue. *)
LEMMA Queues ==
  TypeOK /\ QueueInv =>
    \A i \in Procs : \A j \in OtherProcs(i) :
      /\ \A m : Range(Append(q[i][j], m)) = Range(q[i][j]) \cup {m}
      /\ q[i][j] # << >> => /\ Head(q[i][j]) \in Range(q[i][j])
                            /\ Range(Tail(q[i][j])) = Range(q[i][j]) \ {Head(q[i][j])}
BY RangeAppend, RangeTail, HeadInRange DEF TypeOK, QueueInv

LEMMA Appends ==
  TypeOK => \A i \in Procs : \A j \in OtherProcs(i) : \A m :
    Range(Append(q[i][j], m)) = Range(q[i][j]) \cup {m}
BY RangeAppend DEF TypeOK

LEMMA Sends ==
  TypeOK => \A m : \A i, k \in Procs : \A l \in OtherProcs(k) :
    Range(SendAll(i, m)[k][l]) = IF k = i THEN Range(q[k][l]) \cup {m} ELSE Range(q[k][l])
BY Appends DEF TypeOK, SendAll

LEMMA Tickets ==
  TypeOK /\ QueueInv =>
    \A i \in Procs : \A j \in OtherProcs(i) :
      /\ \A k \in 1 .. Len(q[i][j]) : q[i][j][k] \in Range(q[i][j])
      /\ q[i][j] # << >> /\ Head(q[i][j]) \notin {0, ack} =>
           Head(q[i][j]) = number[i] /\ number[i] # 0 /\ 0 \notin Range(q[i][j])
BY DEF TypeOK, QueueInv, Range, MsgSeq

THEOREM Invariance == Spec => []Inv
<1>1. Init => Inv
  BY DEF Init, Inv, TicketInv, QueueInv, Range
<1>2. TypeOK /\ Inv /\ [Next]_vars => NumberInv'
  BY DEF TypeOK, Inv, Next, vars, P, RcvTicket, SendAll
<1>3. TypeOK /\ Inv /\ [Next]_vars => QueueInv'
  BY Queues, Tickets DEF TypeOK, Inv, TicketInv, QueueInv, MsgSeq, Next, vars, P, RcvTicket, SendAll
<1>4. ASSUME TypeOK, Inv, NEW i \in Procs, P(i) PROVE TicketInv'
  <2>1. \A k \in Procs : \A l \in OtherProcs(k) :
           Range(q'[k][l]) = IF k = i THEN Range(q[k][l]) \cup {0} ELSE Range(q[k][l])
    BY <1>4, Sends DEF P
  <2>. QED  BY <1>4, <2>1 DEF TypeOK, Inv, P, SendAll, TicketInv
<1>5. ASSUME TypeOK, Inv, NEW i \in Procs, NEW j \in OtherProcs(i), RcvTicket(i, j) PROVE TicketInv'
  <2>1. \A k \in Procs : \A l \in OtherProcs(k) :
           Range(q'[k][l]) = IF k = j /\ l = i THEN Range(q[j][i]) \ {Head(q[j][i])}
                             ELSE IF k = i /\ l = j THEN Range(q[i][j]) \cup {ack} ELSE Range(q[k][l])
    BY <1>5, Queues DEF Inv, RcvTicket, TypeOK
  <2>. QED  BY <1>5, <2>1, Queues, Tickets DEF TypeOK, Inv, RcvTicket, TicketInv
<1>6. TypeOK /\ Inv /\ [Next]_vars => TicketInv'
  BY <1>4, <1>5, Queues, Tickets DEF TypeOK, Inv, TicketInv, Next, vars, SendAll
<1>. QED  BY <1>1, <1>2, <1>3, <1>6, Typing, PTL DEF Spec, Inv
=============================================================================
