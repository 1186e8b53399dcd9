---- MODULE Rings ----
\* A function from a set to itself feeds on its own values: f[x], f[f[x]], ...
EXTENDS Integers, TLAPS

CONSTANTS Node, Id, Next, Btw(_, _, _)
ASSUME NextType == Next \in [Node -> Node]
ASSUME IdType == Id \in [Node -> Nat] /\ \A m, n \in Node : Id[m] = Id[n] => m = n
\* Btw(x, y, z): on the way round from x one meets y before z
ASSUME Cyclic ==
  /\ \A w, x, y, z \in Node : Btw(w, x, y) /\ Btw(w, y, z) => Btw(w, x, z)
  /\ \A w, x, y \in Node : Btw(w, x, y) => ~Btw(w, y, x)
  /\ \A w, x, y \in Node : Btw(w, x, y) \/ Btw(w, y, x) \/ w = x \/ w = y \/ x = y
  /\ \A w, x, y \in Node : Btw(w, x, y) => Btw(x, y, w)
ASSUME NextIsNext == \A n, z \in Node : n # z /\ Next[n] # z => Btw(n, Next[n], z)

VARIABLES msgs, leaders
vars == <<msgs, leaders>>
TypeOK == msgs \subseteq [id : Nat, to : Node] /\ leaders \in SUBSET Node
Start(n) == msgs' = msgs \cup {[id |-> Id[n], to |-> Next[n]]} /\ UNCHANGED leaders
Receive(m) ==
  IF m.id = Id[m.to] THEN leaders' = leaders \cup {m.to} /\ UNCHANGED msgs
  ELSE /\ m.id > Id[m.to]
       /\ msgs' = msgs \cup {[id |-> m.id, to |-> Next[m.to]]}
       /\ UNCHANGED leaders
Step == (\E n \in Node : Start(n)) \/ (\E m \in msgs : Receive(m))
Inv ==
  /\ TypeOK
  /\ \A m \in msgs : \E n \in Node : m.id = Id[n]
  /\ \A n, s, d \in Node : [id |-> Id[s], to |-> d] \in msgs /\ Btw(s, n, d) => Id[n] < Id[s]
  /\ \A n, s \in Node : [id |-> Id[s], to |-> s] \in msgs => Id[n] <= Id[s]
  /\ \A l \in leaders, n \in Node : Id[n] <= Id[l]

\* leader election in a ring, the whole inductive step at once
THEOREM Election == Inv /\ [Step]_vars => Inv'
BY NextType, IdType, Cyclic, NextIsNext DEF Inv, TypeOK, Step, vars, Start, Receive
THEOREM OneLeader == Inv => \A k, l \in leaders : k = l
BY IdType DEF Inv, TypeOK
\* the values are still there where they are spoken of
THEOREM Twice == ASSUME NEW S, NEW f \in [S -> S], NEW x \in S PROVE f[f[f[x]]] \in S
OBVIOUS
THEOREM Closed == ASSUME NEW S, NEW T \in SUBSET S, NEW f \in [S -> S], \A x \in T : f[x] \in T, NEW x \in T
  PROVE f[f[x]] \in T
OBVIOUS
THEOREM Reached == ASSUME NEW S, NEW f \in [S -> S], NEW x \in S, \A y \in S : y # f[f[x]] PROVE FALSE
OBVIOUS
====
