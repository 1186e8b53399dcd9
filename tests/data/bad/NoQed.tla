---- MODULE NoQed ----
THEOREM T == TRUE
<1>1. TRUE
  OBVIOUS
<1>2. TRUE /\ TRUE
  BY <1>1
====
