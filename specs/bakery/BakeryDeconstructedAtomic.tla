--------------------- MODULE BakeryDeconstructedAtomic ----------------------
(* The deconstructed Bakery algorithm (see BakeryDeconstructed) in which a   *)
(* process chooses its ticket in one atomic step:                            *)
(*                                                                           *)
(*   M:   number[i] := some n > localNum[i][j] for all j where that is not   *)
(*        qm ; localNum[j][i] := qm for all j                                *)
EXTENDS BakeryData

VARIABLES
  number,    \* number[i] is i's ticket, 0 if it has none
  localNum,  \* localNum[j][i] is what j knows of i's ticket
  localCh,   \* localCh[j][i] = 1 while i is choosing, as j is told
  pc         \* where each process is

vars == <<number, localNum, localCh, pc>>

ProcSet == ProcIds \cup SubProcs \cup WrProcs

Init ==
  /\ number = [i \in Procs |-> 0]
  /\ localNum = [i \in Procs |-> [j \in OtherProcs(i) |-> 0]]
  /\ localCh = [i \in Procs |-> [j \in OtherProcs(i) |-> 0]]
  /\ pc = [p \in ProcSet |-> CASE p \in ProcIds -> "ncs"
                               [] p \in SubProcs -> "ch"
                               [] p \in WrProcs -> "wr"]
-----------------------------------------------------------------------------
(* The main processes. *)
ncs(i) ==
  /\ pc[<<i>>] = "ncs"
  /\ pc' = [pc EXCEPT ![<<i>>] = "M"]
  /\ UNCHANGED <<number, localNum, localCh>>

M(i) ==
  /\ pc[<<i>>] = "M"
  /\ \A j \in OtherProcs(i) : pc[<<i, j>>] = "test"
  /\ \E n \in Nat \ {0} :
       /\ \A j \in OtherProcs(i) : localNum[i][j] # qm => n > localNum[i][j]
       /\ number' = [number EXCEPT ![i] = n]
  /\ localNum' = [j \in Procs |-> [k \in OtherProcs(j) |-> IF k = i THEN qm ELSE localNum[j][k]]]
  /\ pc' = [pc EXCEPT ![<<i>>] = "L"]
  /\ UNCHANGED localCh

L(i) ==
  /\ pc[<<i>>] = "L"
  /\ \A j \in OtherProcs(i) : pc[<<i, j>>] = "ch"
  /\ pc' = [pc EXCEPT ![<<i>>] = "cs"]
  /\ UNCHANGED <<number, localNum, localCh>>

cs(i) ==
  /\ pc[<<i>>] = "cs"
  /\ pc' = [pc EXCEPT ![<<i>>] = "P"]
  /\ UNCHANGED <<number, localNum, localCh>>

P(i) ==
  /\ pc[<<i>>] = "P"
  /\ number' = [number EXCEPT ![i] = 0]
  /\ localNum' = [j \in Procs |-> [k \in OtherProcs(j) |-> IF k = i THEN qm ELSE localNum[j][k]]]
  /\ pc' = [pc EXCEPT ![<<i>>] = "ncs"]
  /\ UNCHANGED localCh

main(i) == ncs(i) \/ M(i) \/ L(i) \/ cs(i) \/ P(i)

(* The sub-processes of i that visit j. *)
ch(i, j) ==
  /\ pc[<<i, j>>] = "ch"
  /\ pc[<<i>>] = "M"
  /\ localCh' = [localCh EXCEPT ![j][i] = 1]
  /\ pc' = [pc EXCEPT ![<<i, j>>] = "test"]
  /\ UNCHANGED <<number, localNum>>

test(i, j) ==
  /\ pc[<<i, j>>] = "test"
  /\ pc[<<i>>] = "L"
  /\ localNum' = [localNum EXCEPT ![j][i] = number[i]]
  /\ pc' = [pc EXCEPT ![<<i, j>>] = "Lb"]
  /\ UNCHANGED <<number, localCh>>

Lb(i, j) ==
  /\ pc[<<i, j>>] = "Lb"
  /\ localCh' = [localCh EXCEPT ![j][i] = 0]
  /\ pc' = [pc EXCEPT ![<<i, j>>] = "L2"]
  /\ UNCHANGED <<number, localNum>>

L2(i, j) ==
  /\ pc[<<i, j>>] = "L2"
  /\ localCh[i][j] = 0
  /\ pc' = [pc EXCEPT ![<<i, j>>] = "L3"]
  /\ UNCHANGED <<number, localNum, localCh>>

L3(i, j) ==
  /\ pc[<<i, j>>] = "L3"
  /\ localNum[i][j] \notin {0, qm} => <<number[i], i>> \ll <<localNum[i][j], j>>
  /\ pc' = [pc EXCEPT ![<<i, j>>] = "ch"]
  /\ UNCHANGED <<number, localNum, localCh>>

sub(i, j) == ch(i, j) \/ test(i, j) \/ Lb(i, j) \/ L2(i, j) \/ L3(i, j)

(* The end of i's write to localNum[j][i] after it left the critical section. *)
wr(i, j) ==
  /\ pc[<<i, j, "wr">>] = "wr"
  /\ localNum[j][i] = qm
  /\ pc[<<i>>] \in {"ncs", "M"}
  /\ localNum' = [localNum EXCEPT ![j][i] = 0]
  /\ UNCHANGED <<number, localCh, pc>>

Next ==
  \/ \E i \in Procs : main(i)
  \/ \E i \in Procs : \E j \in OtherProcs(i) : sub(i, j) \/ wr(i, j)

(* A process need not leave its noncritical section, nor read a register     *)
(* that is being written as it would like to.                                *)
Fairness ==
  /\ \A i \in Procs : WF_vars(pc[<<i>>] # "ncs" /\ main(i))
  /\ \A i \in Procs : \A j \in OtherProcs(i) :
       /\ WF_vars(pc[<<i, j>>] # "L3" /\ sub(i, j))
       /\ WF_vars(localNum[i][j] # qm /\ L3(i, j))
       /\ WF_vars(wr(i, j))

Spec == Init /\ [][Next]_vars /\ Fairness
-----------------------------------------------------------------------------
(* Types. *)
TypeOK ==
  /\ number \in [Procs -> Nat]
  /\ IsPairFunction(localNum, Nat \cup {qm})
  /\ IsPairFunction(localCh, {0, 1})
  /\ pc \in [ProcSet -> STRING]
  /\ \A i \in Procs : pc[<<i>>] \in {"ncs", "M", "L", "cs", "P"}
  /\ \A i \in Procs : \A j \in OtherProcs(i) :
       /\ pc[<<i, j>>] \in {"ch", "test", "Lb", "L2", "L3"}
       /\ pc[<<i, j, "wr">>] = "wr"

(* How a main process and its sub-processes wait for each other. *)
SyncInv ==
  \A i \in Procs :
    \/ /\ pc[<<i>>] \in {"ncs", "cs", "P"}
       /\ \A j \in OtherProcs(i) : pc[<<i, j>>] = "ch"
    \/ /\ pc[<<i>>] = "M"
       /\ \A j \in OtherProcs(i) : pc[<<i, j>>] \in {"ch", "test"}
    \/ pc[<<i>>] = "L"

(* When a process has a ticket, and what the others know of it. *)
NumInv ==
  \A i \in Procs :
    /\ number[i] # 0 <=> pc[<<i>>] \in {"L", "cs", "P"}
    /\ \A j \in OtherProcs(i) :
         /\ localCh[j][i] = 1 <=> pc[<<i, j>>] \in {"test", "Lb"}
         /\ localNum[j][i] # number[i] =>
              /\ localNum[j][i] = qm
              /\ \/ pc[<<i>>] = "L" /\ pc[<<i, j>>] = "test"
                 \/ pc[<<i>>] \in {"ncs", "M"}

(* The invariant of the paper.  Process i is in the doorway towards j while  *)
(* it has a ticket that j has not been told, and in the bakery from then on. *)
inBakery(i, j) ==
  \/ pc[<<i, j>>] \in {"Lb", "L2", "L3"}
  \/ pc[<<i, j>>] = "ch" /\ pc[<<i>>] \in {"L", "cs"}

inDoorwayVal(i, j, w) == pc[<<i>>] = "L" /\ pc[<<i, j>>] = "test" /\ number[i] > w

inDoorway(i, j) == pc[<<i>>] = "L" /\ pc[<<i, j>>] = "test"

Outside(i, j) == ~ (inDoorway(i, j) \/ inBakery(i, j))

passedL2(i, j) == pc[<<i, j>>] = "L3" \/ (pc[<<i, j>>] = "ch" /\ pc[<<i>>] \in {"L", "cs"})
passedL3(i, j) == pc[<<i, j>>] = "ch" /\ pc[<<i>>] \in {"L", "cs"}

(* Process i goes before j, whatever happens. *)
Before(i, j) ==
  /\ inBakery(i, j)
  /\ \/ Outside(j, i)
     \/ inDoorwayVal(j, i, number[i])
     \/ /\ inBakery(j, i)
        /\ <<number[i], i>> \ll <<number[j], j>>
        /\ ~ passedL3(j, i)

PairInv(i, j) ==
  /\ inBakery(i, j) => Before(i, j) \/ Before(j, i) \/ inDoorway(j, i)
  /\ passedL2(i, j) => Before(i, j) \/ Before(j, i)
  /\ passedL3(i, j) => Before(i, j)

Inv == \A i \in Procs : \A j \in OtherProcs(i) : PairInv(i, j)

Mutex == \A i, j \in Procs : i # j => ~ (pc[<<i>>] = "cs" /\ pc[<<j>>] = "cs")
=============================================================================
