---- MODULE UnknownDefinition ----
Op == TRUE
THEOREM T == Op
  BY DEF Opp
====
