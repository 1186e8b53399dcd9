---- MODULE UnknownFact ----
Op == TRUE
THEOREM T == Op
  BY Lemma7 DEF Op
====
