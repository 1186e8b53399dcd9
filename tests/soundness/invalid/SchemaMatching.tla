---- MODULE SchemaMatching ----
\* Facts that declare operators: what their instances do not say.
EXTENDS Integers, TLAPS

CONSTANTS Proc, Table(_)
VARIABLES x, z, t
Others(p) == Proc \ {p}
Keep(a) == a' = 1

LEMMA Update ==
  ASSUME NEW S, NEW f \in Table(S), NEW p \in Proc, NEW g(_, _), \A o \in Others(p) : g(p, o) \in S
  PROVE [f EXCEPT ![p] = [o \in Others(p) |-> g(p, o)]] \in Table(S)
OMITTED
LEMMA Total == ASSUME NEW S, NEW g(_), \A a \in S : g(a) \in Nat PROVE [a \in S |-> g(a)] \in [S -> Nat]
OMITTED
LEMMA Nested ==
  ASSUME NEW S, NEW p \in S, NEW g(_, _), \A b \in S : g(p, b) \in Nat
  PROVE [b \in S |-> g(p, b)] \in [S -> Nat]
OMITTED
LEMMA Everything == ASSUME NEW P(_), \A y : P(y) PROVE \A a \in {1} : P(a)
OMITTED
LEMMA Same == ASSUME NEW f(_), NEW a, NEW b, a = b PROVE <<a, b, f(a)>> = <<a, b, f(b)>>
OMITTED
LEMMA SameFact == ASSUME NEW P(_), NEW a, NEW b, a = b, P(a) PROVE P(b)
OMITTED

\* the lemma's assumption about g does not hold: 7 is not in {0, 1}
THEOREM Sm01 ==
  ASSUME NEW self \in Proc, t \in Table({0, 1}), t' = [t EXCEPT ![self] = [j \in Others(self) |-> 7]]
  PROVE t' \in Table({0, 1})
BY Update
\* nor is anything known of the table before
THEOREM Sm02 ==
  ASSUME NEW self \in Proc, t' = [t EXCEPT ![self] = [j \in Others(self) |-> 0]]
  PROVE t' \in Table({0, 1})
BY Update
\* nor is self a process
THEOREM Sm03 ==
  ASSUME NEW self, t \in Table({0, 1}), t' = [t EXCEPT ![self] = [j \in Others(self) |-> 0]]
  PROVE t' \in Table({0, 1})
BY Update
\* 1 - 5 is not in Nat
THEOREM Sm04 == ASSUME t = [a \in {1} |-> a - 5] PROVE t \in [{1} -> Nat]
BY Total
\* g(1, b) is in Nat, g(2, b) is not
THEOREM Sm05 ==
  ASSUME NEW c \in {1, 2}, t = [a \in {1, 2} |-> [b \in {1, 2} |-> IF a = 1 THEN 0 ELSE -1]]
  PROVE t[c] \in [{1, 2} -> Nat]
BY Nested
\* captured: \A y : y = y
THEOREM Sm06 == \A y \in {1, 2} : \A a \in {1} : a = y
BY Everything
\* equal now, not in the next state
THEOREM Sm07 == ASSUME x = z PROVE <<x, z, x'>> = <<x, z, z'>>
BY Same
\* Keep primes its argument, so that it is no operator on values
THEOREM Sm08 == ASSUME x = z, Keep(x) PROVE Keep(z)
BY SameFact
THEOREM Sm09 == ASSUME x = z, Keep(x) PROVE Keep(z)
BY SameFact DEF Keep
\* the same for what a step can do
THEOREM Sm10 == ASSUME x = z, ENABLED (t' = x /\ x' = 1) PROVE ENABLED (t' = z /\ z' = 1 /\ x' = 2)
BY SameFact
\* and for what is always so
THEOREM Sm11 == ASSUME x = z, [](x = 1) PROVE [](z = 1)
BY SameFact
====
