---- MODULE InstanceInLetOfParameter ----
\* an instance in a LET depends on the variables that are bound around it
EXTENDS Integers, TLAPS
VARIABLE x
---- MODULE Inner ----
CONSTANT k
VARIABLE v
Twice == (v' = k) \cdot (v' = k)
====
G(j) == LET I == INSTANCE Inner WITH k <- j, v <- x + 1 IN I!Twice
THEOREM Same == G(1) <=> G(2) BY DEF G
THEOREM All == (\E j \in {1, 2} : LET I == INSTANCE Inner WITH k <- j, v <- x + 1 IN I!Twice)
            => (\A j \in {1, 2} : LET I == INSTANCE Inner WITH k <- j, v <- x + 1 IN I!Twice)
OBVIOUS
====
