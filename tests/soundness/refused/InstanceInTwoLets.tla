---- MODULE InstanceInTwoLets ----
\* the steps that set v to 1 twice are not those that set it to 2
EXTENDS Integers, TLAPS
VARIABLE x
---- MODULE Inner ----
CONSTANT k
VARIABLE v
Twice == (v' = k) \cdot (v' = k)
====
THEOREM Same == (LET I == INSTANCE Inner WITH k <- 1, v <- x + 1 IN I!Twice)
            <=> (LET I == INSTANCE Inner WITH k <- 2, v <- x + 1 IN I!Twice)
OBVIOUS
====
