------------------------- MODULE BakeryDistributed --------------------------
(* The distributed Bakery algorithm: process i tells its ticket to process j *)
(* by a message, and waits for an acknowledgement.  The registers localCh    *)
(* are not needed by the algorithm; they stand here for the refinement.      *)
(*                                                                           *)
(*   ncs: noncritical section ;                                              *)
(*        for each j, in parallel:  ch: localCh[j][i] := 1 ;                 *)
(*   M:   number[i] := some n > localNum[i][j] for all j, sent to all j      *)
(*        for each j, in parallel:  L0: await an acknowledgement from j ;    *)
(*                                      localCh[j][i] := 0 ;                 *)
(*                                  L2: await localCh[i][j] = 0 ;            *)
(*                                  L3: await localNum[i][j] is 0 or comes   *)
(*                                      after i's ticket                     *)
(*   L, cs: critical section ;                                               *)
(*   P:   number[i] := 0, sent to all j                                      *)
(*                                                                           *)
(* and i receives from j, in the order of sending, what it puts in           *)
(* localNum[i][j], acknowledging tickets; or an acknowledgement.             *)
EXTENDS BakeryData, Sequences, Functions

(* The acknowledgement: a message that is not a number. *)
ack == CHOOSE v : v \notin Nat \cup {qm}

MsgSeq == Seq(Nat \cup {ack})

VARIABLES
  number,    \* number[i] is i's ticket, 0 if it has none
  localNum,  \* localNum[j][i] is what j knows of i's ticket
  localCh,   \* localCh[j][i] = 1 while i is choosing, as j is told
  ackRcvd,   \* ackRcvd[i][j] = 1 when j has acknowledged i's ticket
  q,         \* q[i][j] holds the messages on their way from i to j
  pc         \* where each process is

vars == <<number, localNum, localCh, ackRcvd, q, pc>>

ProcSet == ProcIds \cup SubProcs \cup MsgProcs

Init ==
  /\ number = [i \in Procs |-> 0]
  /\ localNum = [i \in Procs |-> [j \in OtherProcs(i) |-> 0]]
  /\ localCh = [i \in Procs |-> [j \in OtherProcs(i) |-> 0]]
  /\ ackRcvd = [i \in Procs |-> [j \in OtherProcs(i) |-> 0]]
  /\ q = [i \in Procs |-> [j \in OtherProcs(i) |-> << >>]]
  /\ pc = [p \in ProcSet |-> CASE p \in ProcIds -> "ncs"
                               [] p \in SubProcs -> "ch"
                               [] p \in MsgProcs -> "wr"]
-----------------------------------------------------------------------------
(* The queues after i sent m to all others. *)
SendAll(i, m) == [q EXCEPT ![i] = [j \in OtherProcs(i) |-> Append(q[i][j], m)]]

(* The main processes. *)
ncs(i) ==
  /\ pc[<<i>>] = "ncs"
  /\ pc' = [pc EXCEPT ![<<i>>] = "M"]
  /\ UNCHANGED <<number, localNum, localCh, ackRcvd, q>>

M(i) ==
  /\ pc[<<i>>] = "M"
  /\ \A j \in OtherProcs(i) : pc[<<i, j>>] = "L0"
  /\ \E n \in Nat \ {0} :
       /\ \A j \in OtherProcs(i) : n > localNum[i][j]
       /\ number' = [number EXCEPT ![i] = n]
       /\ q' = SendAll(i, n)
  /\ pc' = [pc EXCEPT ![<<i>>] = "L"]
  /\ UNCHANGED <<localNum, localCh, ackRcvd>>

L(i) ==
  /\ pc[<<i>>] = "L"
  /\ \A j \in OtherProcs(i) : pc[<<i, j>>] = "ch"
  /\ pc' = [pc EXCEPT ![<<i>>] = "cs"]
  /\ UNCHANGED <<number, localNum, localCh, ackRcvd, q>>

cs(i) ==
  /\ pc[<<i>>] = "cs"
  /\ pc' = [pc EXCEPT ![<<i>>] = "P"]
  /\ UNCHANGED <<number, localNum, localCh, ackRcvd, q>>

P(i) ==
  /\ pc[<<i>>] = "P"
  /\ ackRcvd' = [ackRcvd EXCEPT ![i] = [j \in OtherProcs(i) |-> 0]]
  /\ number' = [number EXCEPT ![i] = 0]
  /\ q' = SendAll(i, 0)
  /\ pc' = [pc EXCEPT ![<<i>>] = "ncs"]
  /\ UNCHANGED <<localNum, localCh>>

main(i) == ncs(i) \/ M(i) \/ L(i) \/ cs(i) \/ P(i)

(* The sub-processes of i that visit j. *)
ch(i, j) ==
  /\ pc[<<i, j>>] = "ch"
  /\ pc[<<i>>] = "M"
  /\ localCh' = [localCh EXCEPT ![j][i] = 1]
  /\ pc' = [pc EXCEPT ![<<i, j>>] = "L0"]
  /\ UNCHANGED <<number, localNum, ackRcvd, q>>

L0(i, j) ==
  /\ pc[<<i, j>>] = "L0"
  /\ pc[<<i>>] = "L"
  /\ ackRcvd[i][j] = 1
  /\ localCh' = [localCh EXCEPT ![j][i] = 0]
  /\ pc' = [pc EXCEPT ![<<i, j>>] = "L2"]
  /\ UNCHANGED <<number, localNum, ackRcvd, q>>

L2(i, j) ==
  /\ pc[<<i, j>>] = "L2"
  /\ localCh[i][j] = 0
  /\ pc' = [pc EXCEPT ![<<i, j>>] = "L3"]
  /\ UNCHANGED <<number, localNum, localCh, ackRcvd, q>>

L3(i, j) ==
  /\ pc[<<i, j>>] = "L3"
  /\ localNum[i][j] = 0 \/ <<number[i], i>> \ll <<localNum[i][j], j>>
  /\ pc' = [pc EXCEPT ![<<i, j>>] = "ch"]
  /\ UNCHANGED <<number, localNum, localCh, ackRcvd, q>>

sub(i, j) == ch(i, j) \/ L0(i, j) \/ L2(i, j) \/ L3(i, j)

(* The processes of i that receive the messages from j. *)
RcvAck(i, j) ==
  /\ q[j][i] # << >>
  /\ Head(q[j][i]) = ack
  /\ ackRcvd' = [ackRcvd EXCEPT ![i][j] = 1]
  /\ q' = [q EXCEPT ![j][i] = Tail(@)]
  /\ UNCHANGED <<number, localNum, localCh, pc>>

RcvZero(i, j) ==
  /\ q[j][i] # << >>
  /\ Head(q[j][i]) = 0
  /\ localNum' = [localNum EXCEPT ![i][j] = 0]
  /\ q' = [q EXCEPT ![j][i] = Tail(@)]
  /\ UNCHANGED <<number, localCh, ackRcvd, pc>>

RcvTicket(i, j) ==
  /\ q[j][i] # << >>
  /\ Head(q[j][i]) \notin {0, ack}
  /\ localNum' = [localNum EXCEPT ![i][j] = Head(q[j][i])]
  /\ q' = [q EXCEPT ![j][i] = Tail(@), ![i][j] = Append(@, ack)]
  /\ UNCHANGED <<number, localCh, ackRcvd, pc>>

msg(i, j) ==
  /\ pc[<<i, j, "msg">>] = "wr"
  /\ RcvAck(i, j) \/ RcvZero(i, j) \/ RcvTicket(i, j)

Next ==
  \/ \E i \in Procs : main(i)
  \/ \E i \in Procs : \E j \in OtherProcs(i) : sub(i, j) \/ msg(i, j)

Fairness ==
  /\ \A i \in Procs : WF_vars(pc[<<i>>] # "ncs" /\ main(i))
  /\ \A i \in Procs : \A j \in OtherProcs(i) : WF_vars(sub(i, j)) /\ WF_vars(msg(i, j))

Spec == Init /\ [][Next]_vars /\ Fairness
-----------------------------------------------------------------------------
(* Types. *)
TypeOK ==
  /\ number \in [Procs -> Nat]
  /\ IsPairFunction(localNum, Nat)
  /\ IsPairFunction(localCh, {0, 1})
  /\ IsPairFunction(ackRcvd, {0, 1})
  /\ IsPairFunction(q, MsgSeq)
  /\ pc \in [ProcSet -> STRING]
  /\ \A i \in Procs : pc[<<i>>] \in {"ncs", "M", "L", "cs", "P"}
  /\ \A i \in Procs : \A j \in OtherProcs(i) :
       /\ pc[<<i, j>>] \in {"ch", "L0", "L2", "L3"}
       /\ pc[<<i, j, "msg">>] = "wr"

(* Where i's ticket is, as seen from j: on its way to j, on its way back as  *)
(* an acknowledgement, or acknowledged.                                      *)
TicketSent(i, j) ==
  /\ pc[<<i, j>>] = "L0"
  /\ pc[<<i>>] = "L"
  /\ number[i] \in Range(q[i][j])
  /\ ack \notin Range(q[j][i])
  /\ ackRcvd[i][j] = 0

AckSent(i, j) ==
  /\ pc[<<i, j>>] = "L0"
  /\ pc[<<i>>] = "L"
  /\ number[i] \notin Range(q[i][j])
  /\ 0 \notin Range(q[i][j])
  /\ ack \in Range(q[j][i])
  /\ ackRcvd[i][j] = 0
  /\ localNum[j][i] = number[i]

AckReceived(i, j) ==
  /\ number[i] \notin Range(q[i][j])
  /\ 0 \notin Range(q[i][j])
  /\ ack \notin Range(q[j][i])
  /\ ackRcvd[i][j] = 1
  /\ localNum[j][i] = number[i]

NumberInv == \A i \in Procs : number[i] # 0 <=> pc[<<i>>] \in {"L", "cs", "P"}

TicketInv ==
  \A i \in Procs : \A j \in OtherProcs(i) :
    /\ number[i] = 0 => ackRcvd[i][j] = 0 /\ ack \notin Range(q[j][i])
    /\ number[i] # 0 => TicketSent(i, j) \/ AckSent(i, j) \/ AckReceived(i, j)

(* What a queue holds: nothing twice, no ticket but the sender's, and a      *)
(* ticket only after the zeros.                                              *)
QueueInv ==
  \A i \in Procs : \A j \in OtherProcs(i) :
    \A k, l \in 1 .. Len(q[i][j]) :
      /\ q[i][j][k] = q[i][j][l] => k = l
      /\ q[i][j][k] \in Nat \ {0} => q[i][j][k] = number[i]
      /\ q[i][j][k] = 0 /\ q[i][j][l] \in Nat \ {0} => k < l

Inv == NumberInv /\ TicketInv /\ QueueInv
-----------------------------------------------------------------------------
LEMMA ackNotNat == ack \notin Nat \cup {qm}
BY NoSetContainsEverything DEF ack

(* What sending and receiving make of the messages on their way. *)
LEMMA RangeAppend ==
  ASSUME NEW s \in MsgSeq, NEW m
  PROVE  Range(Append(s, m)) = Range(s) \cup {m}
<1>. USE DEF MsgSeq
<1>1. Range(s) \cup {m} \subseteq Range(Append(s, m))
  <2>1. /\ Len(s) + 1 \in DOMAIN Append(s, m) /\ Append(s, m)[Len(s) + 1] = m
        /\ \A k \in DOMAIN s : k \in DOMAIN Append(s, m) /\ Append(s, m)[k] = s[k]
    OBVIOUS
  <2>. QED  BY <2>1 DEF Range
<1>2. Range(Append(s, m)) \subseteq Range(s) \cup {m}
  BY DEF Range
<1>. QED  BY <1>1, <1>2

LEMMA HeadInRange ==
  ASSUME NEW s \in MsgSeq, s # << >>
  PROVE  Head(s) \in Range(s)
BY DEF MsgSeq, Range

LEMMA RangeTail ==
  ASSUME NEW s \in MsgSeq, s # << >>,
         \A k, l \in 1 .. Len(s) : s[k] = s[l] => k = l
  PROVE  Range(Tail(s)) = Range(s) \ {Head(s)}
<1>. USE DEF MsgSeq
<1>1. ASSUME NEW m \in Range(s), m # Head(s)
      PROVE  m \in Range(Tail(s))
  <2>1. PICK k \in 1 .. Len(s) : s[k] = m
    BY DEF Range
  <2>2. k - 1 \in DOMAIN Tail(s) /\ Tail(s)[k - 1] = m
    BY <1>1, <2>1
  <2>. QED  BY <2>2 DEF Range
<1>2. ASSUME NEW m \in Range(Tail(s))
      PROVE  m \in Range(s) /\ m # Head(s)
  <2>1. PICK k \in 1 .. Len(s) - 1 : Tail(s)[k] = m
    BY DEF Range
  <2>2. k + 1 \in 1 .. Len(s) /\ s[k + 1] = m /\ m # s[1]
    BY <2>1
  <2>. QED  BY <2>2 DEF Range
<1>. QED  BY <1>1, <1>2
=============================================================================
