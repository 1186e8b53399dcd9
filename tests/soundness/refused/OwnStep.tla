---- MODULE OwnStep ----
\* a step cannot cite itself
EXTENDS Integers, TLAPS

THEOREM Own == 1 = 2
<1>1. 1 = 2 BY <1>1
<1> QED BY <1>1
====
