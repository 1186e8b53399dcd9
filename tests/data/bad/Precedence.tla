---- MODULE Precedence ----
CONSTANTS a, b, c
Op == a /\ b \/ c
====
