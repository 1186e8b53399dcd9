---- MODULE NamesOfSteps ----
\* Names of steps, their parts and their definitions, where they mean something else or nothing.
EXTENDS Integers, Sequences, FiniteSets, TLAPS
VARIABLES x, y
CONSTANTS S, T, c, d, e, g

\* F is 1 in one step, and c after it
THEOREM NS01 == c = 1
<1>1. TRUE
  <2> DEFINE F == 1
  <2>1. F = 1 BY DEF F
  <2> QED BY <2>1
<1>2. ASSUME NEW z PROVE TRUE
  <2> DEFINE F == c
  <2> QED BY DEF F
<1> DEFINE F == c
<1>3. F = c BY DEF F
<1> QED BY <1>1, <1>2, <1>3 DEF F
\* a picked pair from a set whose elements need not be pairs
THEOREM NS02 == ASSUME S # {} PROVE \E a, b : <<a, b>> \in S
<1>1. PICK <<a, b>> \in S : TRUE OBVIOUS
<1> QED BY <1>1
\* the b that is picked depends on a
THEOREM NS03 == ASSUME NEW P(_, _), \A a \in S : \E b \in T : P(a, b) PROVE \E b \in T : \A a \in S : P(a, b)
<1>1. PICK b \in T : \A a \in S : P(a, b) OBVIOUS
<1> QED BY <1>1
\* S may have one element
THEOREM NS04 == \A a \in S : \E b \in S : a # b
<1> TAKE a \in S
<1> WITNESS a \in S
<1> QED OBVIOUS
\* a step's name stands for what its SUFFICES assumes, which is only a \in S
THEOREM NS05 == ASSUME NEW P(_) PROVE \A a \in S : P(a)
<1>1. SUFFICES ASSUME NEW a \in S PROVE P(a) OBVIOUS
<1>2. P(a) BY <1>1
<1> QED BY <1>2
\* the second case fails
THEOREM NS06 == (c = 1 \/ c = 2) => c = 1
<1> HAVE c = 1 \/ c = 2
<1>1. CASE c = 1 BY <1>1
<1>2. CASE c = 2 BY <1>2
<1> QED BY <1>1, <1>2
\* assumption of a sequent, cited by its number, stands inside only
THEOREM NS07 == c = 1
<1>1. ASSUME c = 1 PROVE c = 1 BY <1>1
<1>2. c = 1 => c = 1 BY <1>1
<1> QED BY <1>1, <1>2
\* a part of a step's formula is a fact that has to be proved
THEOREM NS08 == d = 1
<1>1. ASSUME d = 1, d = 2 PROVE d = 3 OBVIOUS
<1> QED BY <1>1!1
THEOREM NS09 == e = 1
<1>1. e = 1 => e = 1 OBVIOUS
<1> QED BY <1>1!1
THEOREM NS10 == g = 1
<1>1. \E z \in {g} : z = 1 => z = 1 OBVIOUS
<1> QED BY <1>1!(g)!2
\* the other step called <2>1 says less
THEOREM NS11 == c = 1
<1>1. ASSUME c = 1 PROVE TRUE
  <2>1. c = 1 BY <1>1
  <2> QED BY <2>1
<1>2. TRUE
  <2>1. TRUE OBVIOUS
  <2> QED BY <2>1
<1> QED BY <1>1, <1>2
\* what is used in a proof is used up with it
THEOREM NS12 == c = 1
<1>1. ASSUME c = 1 PROVE TRUE
  <2> USE <1>1
  <2> QED OBVIOUS
<1> QED BY <1>1
\* z is in S; c may be out of it; what holds of every Q makes c 1; c may be 2
THEOREM NS13 == ASSUME ASSUME NEW z \in S PROVE z \in T PROVE \A z : z \in T OBVIOUS
THEOREM NS14 == ASSUME ASSUME NEW z \in S, z = c PROVE z \in T PROVE c \in T OBVIOUS
THEOREM NS15 == ASSUME ASSUME NEW Q(_), Q(c) PROVE Q(1) PROVE c = 2 OBVIOUS
THEOREM NS16 == ASSUME ASSUME c = 1 PROVE c = 2 PROVE c # 2 OBVIOUS
\* state variables in PICK are values of now
THEOREM NS17 == ASSUME x \in Int, x' = x + 1 PROVE x' = x
<1>1. PICK k : k = x OBVIOUS
<1>2. k' = x' BY <1>1
<1> QED BY <1>1, <1>2
THEOREM NS18 == ASSUME x \in Int, x' = x + 1 PROVE x' = x
<1>1. PICK k \in {x} : TRUE OBVIOUS
<1>2. (k \in {x})' BY <1>1
<1> QED BY <1>1, <1>2
THEOREM NS19 == ASSUME NEW k \in {x} PROVE (k \in {x})' OBVIOUS
THEOREM NS20 == ASSUME NEW k \in {x} PROVE (x = k)'
<1>1. x = k OBVIOUS
<1> QED BY <1>1
THEOREM NS21 == \A k \in {x} : (x = k)'
<1> TAKE k \in {x}
<1> QED OBVIOUS
THEOREM NS22 == (\E k \in {x} : k = x)' => \E k \in {x} : k = x'
<1> HAVE (\E k \in {x} : k = x)'
<1> WITNESS x' \in {x}
<1> QED OBVIOUS
THEOREM NS23 == \E k : x' = k /\ x = k
<1> WITNESS x
<1> QED OBVIOUS
THEOREM NS24 == \E k : k = x /\ (k = x)'
<1> WITNESS x
<1> QED OBVIOUS
THEOREM NS25 == (\A k \in S : k = x)' => (\A k \in S : k = x)
<1> HAVE (\A k \in S : k = x)'
<1> TAKE k \in S
<1> QED OBVIOUS
\* a definition with a parameter is applied to the next value
THEOREM NS26 == ASSUME x = 1 PROVE x' = 1
<1> DEFINE P(k) == k = 1
<1>1. P(x) OBVIOUS
<1>2. P(x)' BY <1>1
<1> QED BY <1>2
THEOREM NS27 == ASSUME x = 1 PROVE x' = 1
<1> DEFINE P(k) == k = 1
<1>1. P(x) OBVIOUS
<1> HIDE DEF P
<1>2. P(x') BY <1>1
<1> QED BY <1>2 DEF P
THEOREM NS28 == ASSUME x = y PROVE x' = y'
<1> DEFINE P(k) == k' = y'
<1>1. P(y) OBVIOUS
<1> HIDE DEF P
<1>2. P(x) BY <1>1
<1> QED BY <1>2 DEF P
THEOREM NS29 == ASSUME x = y PROVE x' = y'
<1> DEFINE P(k, F(_)) == F(k)
           G(k) == k' = y'
<1>1. P(y, G) OBVIOUS
<1> HIDE DEF P
<1>2. P(x, G) BY <1>1
<1> QED BY <1>2 DEF P
THEOREM NS30 == ASSUME x = y PROVE ENABLED (x' = 1 /\ y' = 2) => ENABLED (x' = 1 /\ x' = 2)
<1> DEFINE P(k) == ENABLED (x' = 1 /\ k' = 2)
<1> HIDE DEF P
<1>1. P(y) => P(x) OBVIOUS
<1> QED BY <1>1 DEF P
\* no such function exists; its domain is Nat
THEOREM NS31 == 0 = 1
<1> DEFINE f[n \in Nat] == 1 - f[n]
<1>1. f[0] = 1 - f[0] OBVIOUS
<1>2. f[0] \in Int OBVIOUS
<1> QED BY <1>1, <1>2
THEOREM NS32 == 0 = 1
<1> DEFINE f[n \in Nat] == IF n = 0 THEN 0 ELSE f[n - 1]
<1>1. f[-1] = 0 OBVIOUS
<1> QED BY <1>1
====
