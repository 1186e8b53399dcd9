---- MODULE MadeNames ----
\* The true twins of ../invalid/MadeNames.
EXTENDS Integers, TLAPS

VARIABLES x, x_next
CONSTANT e_1
---- MODULE Inner ----
EXTENDS Integers
CONSTANT K
Op(a) == a + K
Minus(a, b) == a - b - K
====

App(F(_), z) == F(z)
App2(F(_, _), z, w) == F(z, w)
Foo(e_2) == LET F(a) == a + e_2
                G(a, b) == a - b * e_2
            IN  F(1)
Seven == LET F(a) == a + 7
             G(a, b) == a - b * 7
         IN  F(1)
Both(F(_), e_3) == F(e_3) + e_3

THEOREM MN01 == \A e_2 \in Int : (LET I == INSTANCE Inner WITH K <- e_2 IN App(I!Op, 5)) = 5 + e_2 BY DEF App
THEOREM MN02 == \A e_2 \in Int : (LET I == INSTANCE Inner WITH K <- e_2 IN App2(I!Minus, 5, 2)) = 3 - e_2 BY DEF App2
THEOREM MN03 == (LET I == INSTANCE Inner WITH K <- e_1 IN App(I!Op, 5)) = 5 + e_1 BY DEF App
THEOREM MN05 == Foo(7)!:!F(5) = 12 OBVIOUS
THEOREM MN06 == App(Seven!:!F, 5) = 12 BY DEF App
THEOREM MN08 == Foo(7)!:!G(5, 2) = -9 OBVIOUS
THEOREM MN09 == App2(Seven!:!G, 5, 2) = -9 BY DEF App2
THEOREM MN11 == Both(Seven!:!F, 1) = 9 BY DEF Both
THEOREM MN13 == \A e_2, e_3 \in Int : App2(-, e_3, e_2) = e_3 - e_2 BY DEF App2
THEOREM MN16 == ENABLED (x' = x_next /\ x' = x_next) BY ExpandENABLED
THEOREM MN19 == ENABLED (x' = 1 /\ x_next' = 2 /\ x' # x_next') BY ExpandENABLED
====
