---- MODULE CaseOfTemporal ----
\* a temporal formula cannot be split by what holds in the present state
EXTENDS Integers, TLAPS

VARIABLE x

THEOREM Always == [](x = 0) \/ x # 0
<1>1. CASE x = 0
  <2>1. x = 0 BY <1>1
  <2> QED BY <2>1, PTL
<1>2. CASE x # 0 BY <1>2
<1> QED BY <1>1, <1>2
====
