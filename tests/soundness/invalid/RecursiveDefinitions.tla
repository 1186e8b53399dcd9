---- MODULE RecursiveDefinitions ----
\* A recursive definition is a CHOOSE: it satisfies its equation only if some function does.
EXTENDS Integers, TLAPS

fact[n \in Nat] == IF n = 0 THEN 1 ELSE n * fact[n - 1]
never[n \in Nat] == never[n] + 1
liar[n \in Nat] == ~liar[n]
down[n \in Int] == IF n = 0 THEN 0 ELSE 1 + down[n - 1]
RECURSIVE Up(_)
Up(n) == Up(n) + 1
RECURSIVE Liar(_)
Liar(n) == ~Liar(n)

\* -1 is outside the domain
THEOREM Rec01 == fact[-1] = 1 BY DEF fact
\* 0 is the base case
THEOREM Rec02 == fact[0] = 0 BY DEF fact
\* no function has this equation, so never is an arbitrary value
THEOREM Rec03 == never[0] = never[0] + 1 BY DEF never
THEOREM Rec04 == FALSE BY DEF never
THEOREM Rec05 == FALSE BY DEF liar
\* the equation leaves down[-1] open
THEOREM Rec06 == down[-1] = -1 BY DEF down
\* a recursive operator need not satisfy its equation
THEOREM Rec07 == Up(0) = Up(0) + 1 BY DEF Up
THEOREM Rec08 == FALSE BY DEF Liar
\* never need not be a function
THEOREM Rec09 == DOMAIN never = Nat BY DEF never
\* values of a recursive function whose existence is open
THEOREM Rec10 == \A n \in Nat : never[n] \in Int BY DEF never
====
