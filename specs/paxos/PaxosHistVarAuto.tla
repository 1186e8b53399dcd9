------------------------- MODULE PaxosHistVarAuto --------------------------
(* The system of PaxosHistVar and its theorems, with proofs of one line.     *)
(* The definitions are repeated so that this module depends on nothing that  *)
(* the other one proves; their comments are there.                           *)
EXTENDS Integers, TLAPS

CONSTANTS Acceptors, Values, Quorums

ASSUME QuorumAssumption ==
          /\ Quorums \subseteq SUBSET Acceptors
          /\ \A Q1, Q2 \in Quorums : Q1 \cap Q2 # {}

Ballots == Nat

VARIABLES sent

vars == <<sent>>

Send(m) == sent' = sent \cup {m}

None == CHOOSE v : v \notin Values

Init == sent = {}

Phase1a(b) == Send([type |-> "1a", bal |-> b])

last_voted(a) == LET 2bs == {m \in sent : m.type = "2b" /\ m.acc = a}
                 IN  IF 2bs # {} THEN {m \in 2bs : \A m2 \in 2bs : m.bal >= m2.bal}
                     ELSE {[bal |-> -1, val |-> None]}

Phase1b(a) ==
  \E m \in sent, r \in last_voted(a) :
     /\ m.type = "1a"
     /\ \A m2 \in sent : m2.type \in {"1b", "2b"} /\ m2.acc = a => m.bal > m2.bal
     /\ Send([type |-> "1b", bal |-> m.bal,
              maxVBal |-> r.bal, maxVal |-> r.val, acc |-> a])

Phase2a(b) ==
  /\ ~ \E m \in sent : (m.type = "2a") /\ (m.bal = b)
  /\ \E v \in Values, Q \in Quorums, S \in SUBSET {m \in sent : m.type = "1b" /\ m.bal = b} :
       /\ \A a \in Q : \E m \in S : m.acc = a
       /\ \/ \A m \in S : m.maxVBal = -1
          \/ \E c \in 0..(b-1) :
               /\ \A m \in S : m.maxVBal =< c
               /\ \E m \in S : /\ m.maxVBal = c
                               /\ m.maxVal = v
       /\ Send([type |-> "2a", bal |-> b, val |-> v])

Phase2b(a) ==
  \E m \in sent :
     /\ m.type = "2a"
     /\ \A m2 \in sent : m2.type \in {"1b", "2b"} /\ m2.acc = a => m.bal >= m2.bal
     /\ Send([type |-> "2b", bal |-> m.bal, val |-> m.val, acc |-> a])

Next == \/ \E b \in Ballots : Phase1a(b) \/ Phase2a(b)
        \/ \E a \in Acceptors : Phase1b(a) \/ Phase2b(a)

Spec == Init /\ [][Next]_vars
-----------------------------------------------------------------------------
VotedForIn(a, v, b) == \E m \in sent : /\ m.type = "2b"
                                       /\ m.val = v
                                       /\ m.bal = b
                                       /\ m.acc = a

ChosenIn(v, b) == \E Q \in Quorums :
                     \A a \in Q : VotedForIn(a, v, b)

Chosen(v) == \E b \in Ballots : ChosenIn(v, b)

Consistency == \A v1, v2 \in Values : Chosen(v1) /\ Chosen(v2) => (v1 = v2)
-----------------------------------------------------------------------------
Messages ==      [type : {"1a"}, bal : Ballots]
            \cup [type : {"1b"}, bal : Ballots, maxVBal : Ballots \cup {-1},
                    maxVal : Values \cup {None}, acc : Acceptors]
            \cup [type : {"2a"}, bal : Ballots, val : Values]
            \cup [type : {"2b"}, bal : Ballots, val : Values, acc : Acceptors]

TypeOK == sent \in SUBSET Messages

WontVoteIn(a, b) == /\ \A v \in Values : ~ VotedForIn(a, v, b)
                    /\ \E m \in sent : m.type \in {"1b", "2b"} /\ m.acc = a /\ m.bal > b

SafeAt(v, b) ==
  \A b2 \in 0..(b-1) :
    \E Q \in Quorums :
      \A a \in Q : VotedForIn(a, v, b2) \/ WontVoteIn(a, b2)

MsgInv ==
  \A m \in sent :
    /\ m.type = "1b" => /\ VotedForIn(m.acc, m.maxVal, m.maxVBal) \/ m.maxVBal = -1
                        /\ \A b \in m.maxVBal+1 .. m.bal-1 : ~ \E v \in Values : VotedForIn(m.acc, v, b)
    /\ m.type = "2a" => /\ SafeAt(m.val, m.bal)
                        /\ \A m2 \in sent : (m2.type = "2a" /\ m2.bal = m.bal) => m2 = m
    /\ m.type = "2b" => \E m2 \in sent : /\ m2.type = "2a"
                                         /\ m2.bal = m.bal
                                         /\ m2.val = m.val

Inv == TypeOK /\ MsgInv
-----------------------------------------------------------------------------
LEMMA VotedInv ==
        MsgInv /\ TypeOK =>
            \A a \in Acceptors, v \in Values, b \in Ballots :
                VotedForIn(a, v, b) => SafeAt(v, b)
BY DEF VotedForIn, MsgInv, Messages, TypeOK

LEMMA VotedOnce ==
        MsgInv => \A a1, a2 \in Acceptors, b \in Ballots, v1, v2 \in Values :
                     VotedForIn(a1, v1, b) /\ VotedForIn(a2, v2, b) => (v1 = v2)
BY DEF MsgInv, VotedForIn

LEMMA SafeAtStable == Inv /\ Next =>
                         \A v \in Values, b \in Ballots :
                            SafeAt(v, b) => SafeAt(v, b)'
BY QuorumAssumption DEF Inv, TypeOK, Messages, Ballots, SafeAt, WontVoteIn, VotedForIn, Next, Phase1a, Phase1b, Phase2a, Phase2b, Send

LEMMA InitInv == Init => Inv
BY DEF Init, Inv, TypeOK, MsgInv

LEMMA Inductive == Inv /\ [Next]_vars => Inv'
BY QuorumAssumption DEF Inv, TypeOK, MsgInv, Messages, Ballots, SafeAt, WontVoteIn, VotedForIn, vars, Next, Phase1a, Phase1b, Phase2a, Phase2b, last_voted, Send

LEMMA Agreement == Inv => Consistency
BY QuorumAssumption DEF Inv, TypeOK, MsgInv, Messages, Ballots, SafeAt, WontVoteIn, VotedForIn, Consistency, Chosen, ChosenIn

THEOREM Invariant == Spec => []Inv
BY InitInv, Inductive, PTL DEF Spec

THEOREM Consistent == Spec => []Consistency
BY Invariant, Agreement, PTL
=============================================================================
