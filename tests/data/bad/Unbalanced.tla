---- MODULE Unbalanced ----
Op == (1 + {2, 3)
====
