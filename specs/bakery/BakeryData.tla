----------------------------- MODULE BakeryData -----------------------------
(* What the Bakery algorithms share: the order on ticket pairs, the value of *)
(* a register that is being written, and the names of the processes.         *)
(*                                                                           *)
(* Source: L. Lamport, "Deconstructing the Bakery to Build a Distributed     *)
(* State Machine".                                                           *)
EXTENDS Integers, TLAPS

(* The lexicographic order on pairs of integers. *)
q \ll r == \/ q[1] < r[1]
           \/ q[1] = r[1] /\ q[2] < r[2]

Max(m, n) == IF m >= n THEN m ELSE n

(* What a reader finds in a register that is being written: anything.  It is *)
(* a value that no ticket has, written as an upturned question mark in the   *)
(* paper.                                                                    *)
qm == CHOOSE v : v \notin Nat

CONSTANT N
ASSUME NAssump == N \in Nat \ {0}

(* The main process of i is <<i>>.  For each other process j it has the      *)
(* sub-processes <<i, j>>, which visits j; <<i, j, "wr">>, which resets what *)
(* j knows of i's ticket; and, in the distributed algorithm,                 *)
(* <<i, j, "msg">>, which receives the messages from j.                      *)
Procs == 1 .. N
OtherProcs(i) == Procs \ {i}
ProcIds == {<<i>> : i \in Procs}
SubProcs == {p \in Procs \X Procs : p[1] # p[2]}
SubProcsOf(i) == {p \in SubProcs : p[1] = i}
WrProcs == {p \in Procs \X Procs \X {"wr"} : p[1] # p[2]}
MsgProcs == {p \in Procs \X Procs \X {"msg"} : p[1] # p[2]}

(* f[i][j] is in S for each process i and each other process j. *)
IsPairFunction(f, S) ==
  /\ DOMAIN f = Procs
  /\ \A i \in Procs : f[i] \in [OtherProcs(i) -> S]
-----------------------------------------------------------------------------
LEMMA qmNotNat == qm \notin Nat
BY NoSetContainsEverything DEF qm

LEMMA TotalOrder ==
  ASSUME NEW i \in Procs, NEW m \in Nat, NEW j \in OtherProcs(i), NEW n \in Nat
  PROVE  <<m, i>> \ll <<n, j>> \/ <<n, j>> \ll <<m, i>>
BY NAssump DEF \ll, Procs, OtherProcs

LEMMA AsymmetricOrder ==
  ASSUME NEW i \in Procs, NEW m \in Nat, NEW j \in Procs, NEW n \in Nat
  PROVE  ~ (<<m, i>> \ll <<n, j>> /\ <<n, j>> \ll <<m, i>>)
BY NAssump DEF \ll, Procs

LEMMA DisjointIds ==
  /\ ProcIds \cap SubProcs = {}
  /\ ProcIds \cap WrProcs = {}
  /\ ProcIds \cap MsgProcs = {}
  /\ SubProcs \cap WrProcs = {}
  /\ SubProcs \cap MsgProcs = {}
  /\ WrProcs \cap MsgProcs = {}
BY DEF ProcIds, SubProcs, WrProcs, MsgProcs

LEMMA ProcId ==
  ASSUME NEW i \in Procs
  PROVE  <<i>> \in ProcIds
BY DEF ProcIds

LEMMA SubProcId ==
  ASSUME NEW i \in Procs, NEW j \in OtherProcs(i)
  PROVE  /\ <<i, j>> \in SubProcs
         /\ <<i, j, "wr">> \in WrProcs
         /\ <<i, j, "msg">> \in MsgProcs
BY DEF SubProcs, WrProcs, MsgProcs, OtherProcs

LEMMA SubProcsOfEquality ==
  ASSUME NEW i \in Procs
  PROVE  SubProcsOf(i) = {<<i, j>> : j \in OtherProcs(i)}
BY DEF SubProcsOf, SubProcs, OtherProcs

(* Functions of pairs: how they are made, read and changed. *)
LEMMA PairFunctionConstruct ==
  ASSUME NEW S, NEW s(_, _),
         \A i \in Procs : \A j \in OtherProcs(i) : s(i, j) \in S
  PROVE  IsPairFunction([i \in Procs |-> [j \in OtherProcs(i) |-> s(i, j)]], S)
BY DEF IsPairFunction

LEMMA PairFunctionAccess ==
  ASSUME NEW S, NEW f, IsPairFunction(f, S), NEW i \in Procs, NEW j \in OtherProcs(i)
  PROVE  f[i][j] \in S
BY DEF IsPairFunction

LEMMA PairFunctionExcept ==
  ASSUME NEW S, NEW f, IsPairFunction(f, S), NEW i \in Procs, NEW j \in OtherProcs(i), NEW s \in S
  PROVE  /\ IsPairFunction([f EXCEPT ![i][j] = s], S)
         /\ \A k \in Procs : \A l \in OtherProcs(k) :
              [f EXCEPT ![i][j] = s][k][l] = IF k = i /\ l = j THEN s ELSE f[k][l]
BY DEF IsPairFunction

LEMMA PairFunctionExceptRow ==
  ASSUME NEW S, NEW f, IsPairFunction(f, S), NEW i \in Procs, NEW g \in [OtherProcs(i) -> S]
  PROVE  /\ IsPairFunction([f EXCEPT ![i] = g], S)
         /\ \A k \in Procs : \A l \in OtherProcs(k) :
              [f EXCEPT ![i] = g][k][l] = IF k = i THEN g[l] ELSE f[k][l]
BY DEF IsPairFunction
=============================================================================
