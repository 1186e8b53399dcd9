---- MODULE UnknownStep ----
THEOREM T == TRUE
<1>1. TRUE
  OBVIOUS
<1> QED
  BY <1>1, <1>2
====
