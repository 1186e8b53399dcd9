---- MODULE LaterStep ----
\* a step cannot cite a later one
EXTENDS Integers, TLAPS

THEOREM Later == 1 = 2
<1>1. 1 = 2 BY <1>2
<1>2. 1 = 2 BY <1>1
<1> QED BY <1>1
====
