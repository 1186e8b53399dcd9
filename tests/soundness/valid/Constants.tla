---- MODULE Constants ----
\* What holds of all values, and the true twins of the theorems of ../invalid.
EXTENDS Integers, Sequences, FiniteSets, TLAPS

CONSTANT V
qm == CHOOSE v : v \notin Nat
Only(a) == {y \in {1, 2} : y = a}
Other(a) == \E y : y # a
Messages == [type : {"1a"}, bal : Nat] \cup [type : {"2a"}, bal : Nat, val : V]

\* sets
THEOREM Va01 == ASSUME NEW S, NEW T, \A x : x \in S <=> x \in T PROVE S \subseteq T /\ T \subseteq S OBVIOUS
THEOREM Va02 == ASSUME NEW S, NEW T, NEW U PROVE S \cap (T \cup U) = (S \cap T) \cup (S \cap U) OBVIOUS
THEOREM Va03 == ASSUME NEW S PROVE {} \in SUBSET S /\ S \in SUBSET S OBVIOUS
THEOREM Va04 == ASSUME NEW S, NEW T, S \subseteq T, NEW x \in S PROVE x \in T OBVIOUS
THEOREM Va05 == ~ \E S : \A x : x \in S <=> x \notin x OBVIOUS
THEOREM Va06 == ASSUME NEW S, NEW P(_) PROVE {x \in S : P(x)} \subseteq S OBVIOUS
THEOREM Va07 == ASSUME NEW S, NEW x \in UNION S PROVE \E T \in S : x \in T OBVIOUS
THEOREM Va08 == ASSUME NEW S, NEW F(_), NEW x \in S PROVE F(x) \in {F(y) : y \in S} OBVIOUS
THEOREM Va09 == ASSUME NEW a, NEW b, NEW c, {a} = {b, c} PROVE a = b /\ a = c OBVIOUS
\* functions
THEOREM Va10 == ASSUME NEW S, NEW T, NEW f \in [S -> T], NEW x \in S PROVE f[x] \in T OBVIOUS
THEOREM Va11 == ASSUME NEW S, NEW f \in [S -> Int], NEW s \in S PROVE f[s] + 0 = f[s] OBVIOUS
THEOREM Va12 == ASSUME NEW S, NEW T, NEW f \in [S -> T], NEW a \in S, NEW b \in T PROVE [f EXCEPT ![a] = b] \in [S -> T] OBVIOUS
THEOREM Va13 == ASSUME NEW S, NEW T, NEW f \in [S -> T], NEW a, NEW b, a \notin S PROVE [f EXCEPT ![a] = b] = f OBVIOUS
THEOREM Va14 == ASSUME NEW S, NEW f \in [S -> Int], NEW a \in S, NEW b \in S, a # b PROVE [f EXCEPT ![a] = 0][b] = f[b] OBVIOUS
THEOREM Va15 == ASSUME NEW S, NEW T, NEW f \in [S -> T], NEW g \in [S -> T], \A x \in S : f[x] = g[x] PROVE f = g OBVIOUS
THEOREM Va16 == ASSUME NEW S, NEW e PROVE DOMAIN [x \in S |-> e] = S OBVIOUS
THEOREM Va17 == ASSUME NEW f \in [1..3 -> Int] PROVE [f EXCEPT ![1] = @ + 1, ![1] = @ + 1][1] = f[1] + 2 OBVIOUS
\* records and tuples
THEOREM Va18 == ASSUME NEW r \in [a : Int, b : Int], NEW s \in [a : Int, b : Int], r.a = s.a, r.b = s.b PROVE r = s OBVIOUS
THEOREM Va19 == [a |-> 1, b |-> 2].b = 2 OBVIOUS
THEOREM Va20 == ASSUME NEW m \in Messages, m.type = "2a" PROVE m.val \in V BY DEF Messages
THEOREM Va21 == ASSUME NEW b \in Nat, NEW v \in V PROVE [type |-> "2a", bal |-> b, val |-> v] \in Messages BY DEF Messages
THEOREM Va22 == <<5, 6>> = [i \in 1..2 |-> i + 4] OBVIOUS
THEOREM Va23 == ASSUME NEW A, NEW B, NEW p \in A \X B PROVE p[1] \in A /\ p[2] \in B /\ p = <<p[1], p[2]>> OBVIOUS
THEOREM Va24 == <<1, 2>> # <<1, 2, 3>> OBVIOUS
\* sequences
THEOREM Va25 == ASSUME NEW S, NEW s \in Seq(S), s # <<>> PROVE Head(s) \in S /\ Tail(s) \in Seq(S) OBVIOUS
THEOREM Va26 == ASSUME NEW S, NEW s \in Seq(S), NEW e \in S PROVE Append(s, e) \in Seq(S) /\ Len(Append(s, e)) = Len(s) + 1 OBVIOUS
THEOREM Va27 == ASSUME NEW S, NEW s \in Seq(S) PROVE Len(s) \in Nat OBVIOUS
\* arithmetic
THEOREM Va28 == ASSUME NEW x \in Int, NEW y \in Int, x < y PROVE x + 1 <= y OBVIOUS
THEOREM Va29 == ASSUME NEW x \in Nat, x # 0 PROVE x - 1 \in Nat OBVIOUS
THEOREM Va30 == (-5) \div 2 = -3 /\ (-5) % 2 = 1 OBVIOUS
THEOREM Va31 == ASSUME NEW x \in Int, NEW y \in Int, y > 0 PROVE x % y \in 0..(y - 1) OBVIOUS
THEOREM Va32 == ASSUME NEW n \in Nat, NEW i \in 1..n PROVE i \in Nat /\ i <= n OBVIOUS
\* CHOOSE and CASE
THEOREM Va33 == ASSUME NEW x \in Nat PROVE x # qm
  <1>1. \E v : v \notin Nat
    <2>1. -1 \notin Nat OBVIOUS
    <2> QED BY <2>1
  <1> QED BY <1>1 DEF qm
THEOREM Va34 == ASSUME NEW S, NEW a \in S PROVE (CHOOSE x \in S : TRUE) \in S OBVIOUS
THEOREM Va35 == ASSUME NEW x, NEW y, x = y PROVE (CHOOSE z : z \in x) = (CHOOSE z : z \in y) OBVIOUS
THEOREM Va36 == (CHOOSE x : x = 3) = 3 OBVIOUS
THEOREM Va37 == (CASE TRUE -> 1 [] TRUE -> 2) \in {1, 2} OBVIOUS
THEOREM Va38 == ASSUME NEW x \in Int, x > 5 PROVE (CASE x > 0 -> 1 [] x < 0 -> 2 [] OTHER -> 3) = 1 OBVIOUS
\* binding
THEOREM Va39 == \A y \in {1, 2} : Only(y) = {y} BY DEF Only
THEOREM Va40 == \A y : Other(y)
  <1> TAKE y
  <1>1. CASE y = 1
    <2>1. 2 # y BY <1>1
    <2> QED BY <2>1 DEF Other
  <1>2. CASE y # 1 BY <1>2 DEF Other
  <1> QED BY <1>1, <1>2
THEOREM Va41 == \A n \in Nat : \E m \in Nat : n < m OBVIOUS
THEOREM Va42 == ASSUME NEW P(_, _), \E b : \A a : P(a, b) PROVE \A a : \E b : P(a, b) OBVIOUS
====
