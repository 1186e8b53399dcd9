---- MODULE Shapes ----
\* Sets of records of different shapes, functions of functions, and values that are no messages.
EXTENDS Integers, Sequences, TLAPS
CONSTANTS Acc, Val
VARIABLES sent, bal, log, pc, net

Ballot == Nat
none == CHOOSE v : v \notin Val
Messages == [type : {"1a"}, bal : Ballot]
       \cup [type : {"1b"}, bal : Ballot, mb : Ballot \cup {-1}, mv : Val \cup {none}, acc : Acc]
       \cup [type : {"2a"}, bal : Ballot, val : Val]
TypeOK == /\ sent \in SUBSET Messages
          /\ bal \in [Acc -> Ballot \cup {-1}]
          /\ log \in [Acc -> Seq([b : Ballot, v : Val])]
          /\ pc \in [Acc -> {"a", "b"}]
          /\ net \in [Acc -> [Acc -> SUBSET Val]]
Send(m) == sent' = sent \cup {m}

\* -1 and none are allowed in a 1b
THEOREM Sh01 == TypeOK => \A m \in sent : m.type = "1b" => m.mb >= 0 BY DEF TypeOK, Messages
THEOREM Sh02 == TypeOK => \A m \in sent : m.type = "1b" => m.mv \in Val BY DEF TypeOK, Messages
\* acc is missing
THEOREM Sh03 == TypeOK /\ Send([type |-> "1b", bal |-> 1, mb |-> 0, mv |-> none]) => sent' \in SUBSET Messages
BY DEF TypeOK, Messages, Send
\* none is no value of a 2a
THEOREM Sh04 == ASSUME TypeOK, NEW v \in Val \cup {none}, Send([type |-> "2a", bal |-> 1, val |-> v])
                PROVE  sent' \in SUBSET Messages
BY DEF TypeOK, Messages, Send
\* two 2a of one ballot may differ
THEOREM Sh05 == TypeOK => \A m, n \in sent : m.type = "2a" /\ n.type = "2a" /\ m.bal = n.bal => m = n
BY DEF TypeOK, Messages
\* a 2a has no acc
THEOREM Sh06 == TypeOK => \A m \in sent : m.type # "1a" => m.acc \in Acc BY DEF TypeOK, Messages
\* there may be no acceptors and no values
THEOREM Sh07 == TypeOK => Acc # {} BY DEF TypeOK
THEOREM Sh08 == TypeOK => Val # {} BY DEF TypeOK, Messages
\* b need not be a ballot, a need not be an acceptor, and c may be a
THEOREM Sh09 == ASSUME TypeOK, NEW a \in Acc, NEW b, bal' = [bal EXCEPT ![a] = b]
                PROVE  bal' \in [Acc -> Ballot \cup {-1}]
BY DEF TypeOK
THEOREM Sh10 == ASSUME TypeOK, NEW a, bal' = [bal EXCEPT ![a] = 5] PROVE bal'[a] = 5 BY DEF TypeOK
THEOREM Sh11 == ASSUME TypeOK, NEW a \in Acc, NEW c \in Acc, bal' = [bal EXCEPT ![a] = 5]
                PROVE  bal'[c] = bal[c]
BY DEF TypeOK
\* v is missing; the log may be empty
THEOREM Sh12 == ASSUME TypeOK, NEW a \in Acc, log' = [log EXCEPT ![a] = Append(@, [b |-> 1])]
                PROVE  log' \in [Acc -> Seq([b : Ballot, v : Val])]
BY DEF TypeOK
THEOREM Sh13 == ASSUME TypeOK, NEW a \in Acc, log' = [log EXCEPT ![a][1].b = 7] PROVE log'[a][1].b = 7
BY DEF TypeOK
\* a and c are in the other order
THEOREM Sh14 == ASSUME TypeOK, NEW a \in Acc, NEW c \in Acc, net' = [net EXCEPT ![a][c] = {}]
                PROVE  net'[c][a] = {}
BY DEF TypeOK
\* m may have been sent before
THEOREM Sh15 == ASSUME TypeOK, NEW m \in Messages, Send(m) PROVE sent' # sent BY DEF TypeOK, Send
\* a lower ballot says nothing of the type
THEOREM Sh16 == ASSUME TypeOK, NEW m \in Messages, sent' = {n \in sent : n.bal < m.bal}
                PROVE  \A n \in sent' : n.type = m.type
BY DEF TypeOK, Messages
\* there are other shapes
THEOREM Sh17 == ASSUME TypeOK PROVE \A m \in sent : m = [type |-> m.type, bal |-> m.bal] BY DEF TypeOK, Messages
\* updating a field that is not there changes nothing
THEOREM Sh18 == ASSUME TypeOK, NEW m \in sent PROVE [m EXCEPT !.foo = 1] # m BY DEF TypeOK, Messages
\* the 1b and 2a may differ
THEOREM Sh19 == ASSUME sent \in SUBSET Messages, sent' \in SUBSET Messages,
                       \A m \in Messages : m.type = "1a" => (m \in sent <=> m \in sent')
                PROVE  sent = sent'
BY DEF Messages
\* g need not be a function, nor one on Acc
THEOREM Sh20 == ASSUME NEW f \in [Acc -> Val], NEW g, \A a \in Acc : f[a] = g[a] PROVE f = g OBVIOUS
THEOREM Sh21 == ASSUME NEW f, NEW g, DOMAIN f = Acc, DOMAIN g = Acc, \A a \in Acc : f[a] = g[a] PROVE f = g OBVIOUS
\* a triple is a sequence of length 3
THEOREM Sh22 == ASSUME NEW x \in Seq(Nat) \cup (Nat \X Nat \X Val) PROVE Len(x) = 3 => x[3] \in Nat OBVIOUS
====
