---- MODULE Rings ----
\* Functions from a set to itself, and what does not follow from them.
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
  ELSE /\ msgs' = msgs \cup {[id |-> m.id, to |-> Next[m.to]]}
       /\ UNCHANGED leaders
Step == (\E n \in Node : Start(n)) \/ (\E m \in msgs : Receive(m))
Inv ==
  /\ TypeOK
  /\ \A m \in msgs : \E n \in Node : m.id = Id[n]
  /\ \A n, s, d \in Node : [id |-> Id[s], to |-> d] \in msgs /\ Btw(s, n, d) => Id[n] < Id[s]
  /\ \A n, s \in Node : [id |-> Id[s], to |-> s] \in msgs => Id[n] <= Id[s]
  /\ \A l \in leaders, n \in Node : Id[n] <= Id[l]

\* a message with a small number is passed on too, over a node with a larger one
THEOREM Rg01 == Inv /\ [Step]_vars => Inv'
BY NextType, IdType, Cyclic, NextIsNext DEF Inv, TypeOK, Step, vars, Start, Receive
\* the successor may be reached again only after all nodes, not after two steps
THEOREM Rg02 == ASSUME NEW n \in Node PROVE Next[Next[n]] = n
BY NextType, Cyclic, NextIsNext
\* that a ring has one node only does not follow
THEOREM Rg03 == ASSUME NEW n \in Node PROVE Next[n] = n
BY NextType, Cyclic, NextIsNext
\* f maps S to T, and T need not be a part of S
THEOREM Rg04 == ASSUME NEW S, NEW T, NEW f \in [S -> T], NEW x \in S PROVE f[f[x]] \in T
OBVIOUS
\* a value outside T may be mapped outside T
THEOREM Rg05 == ASSUME NEW S, NEW T \in SUBSET S, NEW f \in [S -> S], \A x \in T : f[x] \in T, NEW x \in S PROVE f[x] \in T
OBVIOUS
\* not every element is a value
THEOREM Rg06 == ASSUME NEW S, NEW f \in [S -> S], NEW y \in S PROVE \E x \in S : f[x] = y
OBVIOUS
====
