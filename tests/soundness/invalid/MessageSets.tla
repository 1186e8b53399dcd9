---- MODULE MessageSets ----
\* A growing set of messages: TypeOK confines sent, never sent'.
EXTENDS Integers, TLAPS

CONSTANTS Acceptors, Values
VARIABLES sent, maxBal

Ballots == Nat
Messages ==      [type : {"1a"}, bal : Ballots]
            \cup [type : {"1b"}, bal : Ballots, maxVBal : Ballots \cup {-1}, acc : Acceptors]
            \cup [type : {"2a"}, bal : Ballots, val : Values]
            \cup [type : {"2b"}, bal : Ballots, val : Values, acc : Acceptors]
TypeOK == sent \in SUBSET Messages
Send(m) == sent' = sent \cup {m}
VotedForIn(a, v, b) == \E m \in sent : m.type = "2b" /\ m.acc = a /\ m.val = v /\ m.bal = b

USE DEF Ballots, Messages, TypeOK, Send

\* m is any value
THEOREM Ms01 == ASSUME TypeOK, NEW m, Send(m) PROVE TypeOK' OBVIOUS
\* no shape has this type
THEOREM Ms02 == ASSUME TypeOK, Send([type |-> "3x", bal |-> 0]) PROVE TypeOK' OBVIOUS
\* an ill-sorted field
THEOREM Ms03 == ASSUME TypeOK, Send([type |-> "1a", bal |-> -1]) PROVE TypeOK' OBVIOUS
THEOREM Ms04 == ASSUME TypeOK, Send([type |-> "1a", bal |-> "none"]) PROVE TypeOK' OBVIOUS
\* a field too many
THEOREM Ms05 == ASSUME TypeOK, NEW a \in Acceptors, Send([type |-> "1a", bal |-> 0, acc |-> a]) PROVE TypeOK' OBVIOUS
\* a field with a misspelled name
THEOREM Ms06 == ASSUME TypeOK, NEW a \in Acceptors, Send([type |-> "1b", bal |-> 0, maxVbal |-> 0, acc |-> a]) PROVE TypeOK' OBVIOUS
\* a missing field
THEOREM Ms07 == ASSUME TypeOK, NEW v \in Values, Send([type |-> "2b", bal |-> 0, val |-> v]) PROVE TypeOK' OBVIOUS
\* v need not be in Values
THEOREM Ms08 == ASSUME TypeOK, NEW v, Send([type |-> "2a", bal |-> 0, val |-> v]) PROVE TypeOK' OBVIOUS
\* the right type does not make the record
THEOREM Ms09 == ASSUME TypeOK, NEW m, m.type = "1a", m.bal \in Nat, Send(m) PROVE TypeOK' OBVIOUS
\* a whole set of unknown things is sent
THEOREM Ms10 == ASSUME TypeOK, NEW T, sent' = sent \cup T PROVE TypeOK' OBVIOUS
\* sent' is unrelated to sent
THEOREM Ms11 == ASSUME TypeOK PROVE TypeOK' OBVIOUS
\* the new element is a number
THEOREM Ms12 == ASSUME TypeOK, Send(5) PROVE TypeOK' OBVIOUS
\* of all new messages none has a known shape
THEOREM Ms13 == ASSUME TypeOK, NEW m, Send(m) PROVE \A n \in sent' : n.type \in {"1a", "1b", "2a", "2b"} OBVIOUS
THEOREM Ms14 == ASSUME TypeOK, NEW m, Send(m) PROVE sent' = sent OBVIOUS
THEOREM Ms15 == ASSUME TypeOK, Send([type |-> "3x"]) PROVE \A n \in sent' : n \in sent OBVIOUS
\* the new message votes
THEOREM Ms16 == ASSUME TypeOK, NEW a \in Acceptors, NEW v \in Values, Send([type |-> "2b", bal |-> 1, val |-> v, acc |-> a])
                PROVE \A aa, vv, bb : VotedForIn(aa, vv, bb)' <=> VotedForIn(aa, vv, bb) BY DEF VotedForIn
\* ... in a ballot that is no number: the quantifier ranges over all values
THEOREM Ms17 == ASSUME TypeOK, NEW a \in Acceptors, NEW v \in Values, Send([type |-> "2b", bal |-> "none", val |-> v, acc |-> a])
                PROVE \A aa, vv, bb : VotedForIn(aa, vv, bb)' <=> VotedForIn(aa, vv, bb) BY DEF VotedForIn
\* ... for a value that is no value
THEOREM Ms18 == ASSUME TypeOK, NEW a \in Acceptors, NEW v, Send([type |-> "2b", bal |-> 1, val |-> v, acc |-> a])
                PROVE \A aa, vv, bb : VotedForIn(aa, vv, bb)' => VotedForIn(aa, vv, bb) BY DEF VotedForIn
\* a vote is not known to be by an acceptor without TypeOK
THEOREM Ms19 == \A aa, vv, bb : VotedForIn(aa, vv, bb) => aa \in Acceptors BY DEF VotedForIn
\* ... nor in a ballot
THEOREM Ms20 == \A aa, vv, bb : VotedForIn(aa, vv, bb) => bb \in Nat BY DEF VotedForIn
\* a 1b message has no val
THEOREM Ms21 == ASSUME TypeOK PROVE \A m \in sent : m.type = "1b" => m.val \in Values OBVIOUS
\* maxVBal may be -1
THEOREM Ms22 == ASSUME TypeOK PROVE \A m \in sent : m.type = "1b" => m.maxVBal \in Ballots OBVIOUS
\* one ballot may have two values
THEOREM Ms23 == ASSUME TypeOK PROVE \A m, n \in sent : m.type = "2a" /\ n.type = "2a" /\ m.bal = n.bal => m = n OBVIOUS
\* a message may be lost
THEOREM Ms24 == ASSUME TypeOK, NEW m \in sent, sent' = sent \ {m} PROVE m \in sent' OBVIOUS
\* maxBal is not typed
THEOREM Ms25 == ASSUME TypeOK, NEW a \in Acceptors PROVE maxBal[a] + 0 = maxBal[a] OBVIOUS
\* the existence of a message
THEOREM Ms26 == ASSUME TypeOK PROVE \E m \in sent : m.type = "1a" OBVIOUS
\* the fact about the old set says nothing of the new message
THEOREM Ms27 == ASSUME TypeOK, \A m \in sent : m.bal > 3, NEW b \in Nat, Send([type |-> "1a", bal |-> b]) PROVE \A m \in sent' : m.bal > 3 OBVIOUS
\* m.bal need not be the same in all messages
THEOREM Ms28 == ASSUME TypeOK, NEW m \in sent, NEW n \in sent PROVE m.bal = n.bal OBVIOUS
\* filtering keeps only what is filtered
THEOREM Ms29 == ASSUME TypeOK PROVE {m \in sent : m.type = "1a"} = sent OBVIOUS
\* two new messages, one of them wrong
THEOREM Ms30 == ASSUME TypeOK, NEW m \in Messages, sent' = sent \cup {m, [type |-> "1a"]} PROVE TypeOK' OBVIOUS
\* sent is no set of messages if it is only compared with one
THEOREM Ms31 == ASSUME TypeOK \/ sent = {5} PROVE TypeOK OBVIOUS
\* the set of messages of a union of shapes is not one shape
THEOREM Ms32 == ASSUME TypeOK PROVE sent \in SUBSET [type : {"1a"}, bal : Ballots] OBVIOUS
\* without TypeOK, a record equation does not follow from its fields
THEOREM Ms33 == ASSUME NEW m \in sent, m.type = "1a", m.bal = 3 PROVE [type |-> "1a", bal |-> 3] \in sent OBVIOUS
====
