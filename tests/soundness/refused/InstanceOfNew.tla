---- MODULE InstanceOfNew ----
\* what stands for (c = 1) \cdot (c = 1) depends on c: each c has its own, else all c would equal 1
EXTENDS Integers, TLAPS
VARIABLES x, y
---- MODULE Inner ----
VARIABLE v
LEMMA Cdot == ASSUME NEW c PROVE ((c = 1) \cdot (c = 1)) <=> c = 1 OMITTED
LEMMA Enabled == ASSUME NEW STATE s PROVE s = 1 <=> ENABLED (s = 1) OMITTED
====
I == INSTANCE Inner WITH v <- x + 1
THEOREM Absurd == 1 = 2 BY I!Cdot
THEOREM Equal == x = 1 <=> y = 1 BY I!Enabled
====
