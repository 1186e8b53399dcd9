---- MODULE SameNestedName ----
\* the theorems of the two modules C would have one id, and the verdict of one would stand for both
---- MODULE A ----
---- MODULE C ----
THEOREM T == 1 = 2 OBVIOUS
====
====
---- MODULE B ----
---- MODULE C ----
THEOREM T == 1 = 1 OBVIOUS
====
====
THEOREM Absurd == 1 = 2 OBVIOUS
====
