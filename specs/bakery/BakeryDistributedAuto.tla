----------------------- MODULE BakeryDistributedAuto ------------------------
(* The theorems about BakeryDistributed with proofs as short as the tool     *)
(* allows: each inductive step is one step of the proof.                     *)
EXTENDS BakeryDistributed

USE ackNotNat DEF OtherProcs, ProcSet, ProcIds, SubProcs, MsgProcs, IsPairFunction, SendAll, MsgSeq,
  ncs, M, L, cs, P, main, ch, L0, L2, L3, sub, RcvAck, RcvZero, RcvTicket, msg,
  TicketSent, AckSent, AckReceived, NumberInv, TicketInv, QueueInv

THEOREM Typing == Spec => []TypeOK
<1>1. Init => TypeOK
  BY DEF Init, TypeOK
<1>2. TypeOK /\ [Next]_vars => TypeOK'
  BY DEF TypeOK, Next, vars
<1>. QED  BY <1>1, <1>2, PTL DEF Spec

THEOREM Invariance == Spec => []Inv
<1>1. Init => Inv
  BY DEF Init, Inv, Range
<1>2. TypeOK /\ Inv /\ [Next]_vars => QueueInv'
  BY DEF TypeOK, Inv, Next, vars, Range
<1>3. TypeOK /\ Inv /\ [Next]_vars => NumberInv'
  BY DEF TypeOK, Inv, Next, vars
<1>4. TypeOK /\ Inv /\ [Next]_vars => TicketInv'
  BY RangeAppend, RangeTail DEF TypeOK, Inv, Next, vars
<1>. QED  BY <1>1, <1>2, <1>3, <1>4, Typing, PTL DEF Spec, Inv
=============================================================================
