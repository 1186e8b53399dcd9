---- MODULE Priming ----
\* What holds now need not hold next.
EXTENDS Integers, TLAPS

CONSTANTS C, D
VARIABLES x, y

Pos == x > 0
Plus(a) == a + x
Const(a) == a + C
Mixed(a) == a \in D /\ y = a
Next == x' = x + 1
TypeOK == x \in Nat
Eq(a, b) == a = b
Moves(a) == a' # a
vars == <<x, y>>

\* a state predicate need not be preserved
THEOREM Pr01 == ASSUME x = 1 PROVE x' = 1 OBVIOUS
THEOREM Pr02 == x' = x OBVIOUS
THEOREM Pr03 == ASSUME Pos PROVE Pos' OBVIOUS
THEOREM Pr04 == ASSUME Pos PROVE Pos' BY DEF Pos
THEOREM Pr05 == ASSUME TypeOK PROVE TypeOK' OBVIOUS
THEOREM Pr06 == ASSUME TypeOK PROVE x' \in Nat BY DEF TypeOK
\* an opaque state-level operator has another value in the next state
THEOREM Pr07 == Plus(1)' = Plus(1) OBVIOUS
THEOREM Pr08 == ASSUME y' = y PROVE Plus(1)' = Plus(1) OBVIOUS
\* ... also with x' = x, if the definition hides y
THEOREM Pr09 == ASSUME x' = x PROVE Mixed(1)' <=> Mixed(1) OBVIOUS
\* the argument is primed too
THEOREM Pr10 == Const(x)' = Const(x) OBVIOUS
THEOREM Pr11 == Const(x)' = Const(x) BY DEF Const
\* x is not known to be a number, so x + 1 is not either
THEOREM Pr12 == ASSUME x' = x + 1 PROVE x' \in Int OBVIOUS
\* naturals may become negative
THEOREM Pr13 == ASSUME x \in Nat, x' = x - 1 PROVE x' \in Nat OBVIOUS
\* y is not mentioned
THEOREM Pr14 == ASSUME UNCHANGED <<x>> PROVE y' = y OBVIOUS
THEOREM Pr15 == ASSUME [Next]_x PROVE y' = y BY DEF Next
\* the step may stutter
THEOREM Pr16 == ASSUME [Next]_vars, x \in Nat PROVE x' = x + 1 BY DEF Next, vars
\* ... or not
THEOREM Pr17 == ASSUME [Next]_vars PROVE x' = x BY DEF Next, vars
\* without x \in Nat
THEOREM Pr18 == ASSUME Pos, Next PROVE Pos' BY DEF Pos, Next
\* TypeOK says nothing of y
THEOREM Pr19 == ASSUME TypeOK, [Next]_vars PROVE y \in Nat BY DEF TypeOK, Next, vars
\* <<A>>_v excludes stuttering, [A]_v does not
THEOREM Pr20 == ASSUME [Next]_vars PROVE <<Next>>_vars OBVIOUS
\* declared state functions are flexible
THEOREM Pr21 == ASSUME NEW STATE f PROVE f' = f OBVIOUS
THEOREM Pr22 == ASSUME NEW VARIABLE v PROVE v' = v OBVIOUS
THEOREM Pr23 == ASSUME NEW STATE p, p PROVE p' OBVIOUS
\* an action is arbitrary
THEOREM Pr24 == ASSUME NEW ACTION A, A PROVE x' = x OBVIOUS
\* equality now is not equality next, under an opaque operator
THEOREM Pr25 == ASSUME x = y PROVE Moves(x) <=> Moves(y) OBVIOUS
THEOREM Pr26 == ASSUME Eq(x, y) PROVE Eq(x, y)' OBVIOUS
\* vars' = vars is needed for all components
THEOREM Pr27 == ASSUME vars' = vars PROVE x' = x + 1 BY DEF vars
\* IF in an action
THEOREM Pr28 == ASSUME x \in Int, x' = (IF x > 0 THEN x - 1 ELSE x) PROVE x' < x OBVIOUS
\* a function-valued variable
THEOREM Pr29 == ASSUME NEW S, x \in [S -> Int], NEW s \in S, x' = [x EXCEPT ![s] = 0] PROVE \A t \in S : x'[t] = x[t] OBVIOUS
\* x' outside the domain
THEOREM Pr30 == ASSUME NEW S, x \in [S -> Int], NEW s, x' = [x EXCEPT ![s] = 0] PROVE x'[s] = 0 OBVIOUS
\* the typing of x does not carry over to x'
THEOREM Pr31 == ASSUME NEW S, x \in [S -> Int], NEW s \in S, NEW v, x' = [x EXCEPT ![s] = v] PROVE x' \in [S -> Int] OBVIOUS
\* a CHOOSE depends on the state
THEOREM Pr32 == (CHOOSE a : a \in x)' = (CHOOSE a : a \in x) OBVIOUS
\* a LET in an action
THEOREM Pr33 == ASSUME x \in Int, LET d == x + 1 IN x' = d + 1 PROVE x' = x + 1 OBVIOUS
\* nothing relates x' to y
THEOREM Pr34 == ASSUME x' \in {y, y + 1} PROVE x' = y OBVIOUS
\* \E in the action: which one is open
THEOREM Pr35 == ASSUME \E n \in Nat : x' = n PROVE x' = 0 OBVIOUS
====
