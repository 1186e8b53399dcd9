---- MODULE InstanceTwice ----
\* of two instances without a name only one can give the names their meaning
---- MODULE Inner ----
CONSTANT K
Val == K
====
INSTANCE Inner WITH K <- 1
INSTANCE Inner WITH K <- 2
THEOREM Absurd == Val = 2 BY DEF Val
====
