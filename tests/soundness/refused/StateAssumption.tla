---- MODULE StateAssumption ----
\* a module assumption must be of constant level
EXTENDS Integers, TLAPS

VARIABLE x
ASSUME Zero == x = 0
THEOREM Always == [](x = 0) BY Zero, PTL
====
