---- MODULE EnabledActions ----
\* ENABLED binds the primed variables of its argument.
EXTENDS Integers, TLAPS

VARIABLES x, y

Zero == x' = 0
Both == x' = 0 /\ y' = 1
Never == x' = 0 /\ x' = 1
Up == x < 5 /\ x' = x + 1

---- MODULE Inner ----
VARIABLES u, w
Step == u' = 0 /\ w' = 1
On == ENABLED Step
====
I == INSTANCE Inner WITH u <- x, w <- x

\* ENABLED of what no step can do
THEOREM En01 == ENABLED (x' = x /\ x' # x) BY ExpandENABLED
THEOREM En02 == ENABLED Never BY ExpandENABLED DEF Never
\* x' outside is another x' than the one bound by ENABLED
THEOREM En03 == ASSUME x' = 5, ENABLED (x' = 6) PROVE FALSE BY ExpandENABLED
THEOREM En04 == ASSUME x' = 5, ENABLED (x' = y) PROVE y = 5 BY ExpandENABLED
\* what can happen need not happen
THEOREM En05 == ASSUME ENABLED Zero PROVE Zero BY ExpandENABLED DEF Zero
THEOREM En06 == ASSUME ENABLED Zero PROVE x' = 0 BY DEF Zero
\* two actions may be enabled, but not together
THEOREM En07 == ASSUME NEW ACTION A, NEW ACTION B, ENABLED A, ENABLED B PROVE ENABLED (A /\ B) OBVIOUS
\* what is enabled changes
THEOREM En08 == ASSUME ENABLED Up PROVE (ENABLED Up)' BY ExpandENABLED DEF Up
THEOREM En09 == (ENABLED Up)' <=> ENABLED Up OBVIOUS
\* the guard must hold
THEOREM En10 == ENABLED Up BY ExpandENABLED DEF Up
\* an instance's ENABLED binds the instance's own variables: with u and w both x it is still true
THEOREM En11 == ~I!On BY ExpandENABLED DEF I!On, I!Step
THEOREM En12 == I!On <=> ENABLED I!Step OBVIOUS
THEOREM En13 == I!On <=> ENABLED I!Step BY DEF I!On
\* an action that is disabled does not stay disabled
THEOREM En14 == ASSUME ~ENABLED Up PROVE ~(ENABLED Up)' BY ExpandENABLED DEF Up
\* ENABLED is not monotonic in the wrong direction
THEOREM En15 == ASSUME NEW ACTION A, NEW ACTION B, A => B PROVE ENABLED A => ENABLED B OBVIOUS
\* the confinement of x' outside does not enter
THEOREM En16 == ASSUME x' \in Nat PROVE ~ENABLED (x' = -1) BY ExpandENABLED
====
