---- MODULE LaterTheorem ----
\* a theorem cannot cite a later one
EXTENDS Integers, TLAPS

THEOREM First == 1 = 2 BY Second
THEOREM Second == 1 = 2 BY First
====
