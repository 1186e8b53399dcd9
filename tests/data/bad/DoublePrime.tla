---- MODULE DoublePrime ----
VARIABLE x
Next == (x' = x)'
====
