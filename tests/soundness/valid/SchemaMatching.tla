---- MODULE SchemaMatching ----
\* Facts that declare operators, cited where their instance stands in an equation.
EXTENDS Integers, Sequences, TLAPS

CONSTANT Proc
VARIABLES q, r
Others(p) == Proc \ {p}
Table(S) == {f \in [Proc -> UNION {[D -> S] : D \in SUBSET Proc}] : \A p \in Proc : DOMAIN f[p] = Others(p)}

LEMMA Construct ==
  ASSUME NEW S, NEW s(_, _), \A p \in Proc : \A o \in Others(p) : s(p, o) \in S
  PROVE [p \in Proc |-> [o \in Others(p) |-> s(p, o)]] \in Table(S)
<1> DEFINE f(p) == [o \in Others(p) |-> s(p, o)]
<1>1. ASSUME NEW p \in Proc PROVE f(p) \in UNION {[D -> S] : D \in SUBSET Proc} /\ DOMAIN f(p) = Others(p)
  <2>1. Others(p) \in SUBSET Proc BY DEF Others
  <2> QED BY <2>1
<1> QED BY <1>1 DEF Table
LEMMA Update ==
  ASSUME NEW S, NEW f \in Table(S), NEW p \in Proc, NEW g(_, _), \A o \in Others(p) : g(p, o) \in S
  PROVE [f EXCEPT ![p] = [o \in Others(p) |-> g(p, o)]] \in Table(S)
BY DEF Table, Others

\* two instances, found in the equations of a fact
THEOREM Sc01 ==
  ASSUME q = [p \in Proc |-> [o \in Others(p) |-> << >>]], r = [p \in Proc |-> [o \in Others(p) |-> 0]]
  PROVE q \in Table(Seq(Nat)) /\ r \in Table({0, 1})
<1>1. << >> \in Seq(Nat) OBVIOUS
<1> QED BY <1>1, Construct
\* p is not bound in the pattern g(p, o)
THEOREM Sc02 ==
  ASSUME NEW self \in Proc, NEW v \in Nat, q \in Table(Seq(Nat)),
         \A j \in Others(self) : Append(q[self][j], v) \in Seq(Nat),
         q' = [q EXCEPT ![self] = [j \in Others(self) |-> Append(q[self][j], v)]]
  PROVE q' \in Table(Seq(Nat))
BY Update
\* the same, with the table itself in the goal
THEOREM Sc03 ==
  ASSUME NEW self \in Proc, r \in Table({0, 1})
  PROVE [r EXCEPT ![self] = [j \in Others(self) |-> 0]] \in Table({0, 1})
BY Update
====
