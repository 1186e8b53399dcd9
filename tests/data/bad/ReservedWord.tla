---- MODULE ReservedWord ----
CONSTANT S
Op == \E x \in ASSUME : x
====
