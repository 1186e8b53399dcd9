---- MODULE AxiomByName ----
\* a definition is no fact
EXTENDS Integers, TLAPS

Fact == 1 = 2
THEOREM ByName == 1 = 2 BY Fact DEF Fact
====
