---- MODULE MadeNames ----
\* Names that the program gives to parameters, next values and constants, as names of the module.
EXTENDS Integers, NaturalsInduction, TLAPS

VARIABLES x, x_next, y
CONSTANTS e_1, p0, p1, p
---- MODULE Inner ----
EXTENDS Integers
CONSTANT K
Op(a) == a + K
Minus(a, b) == a - b - K
Of(F(_)) == F(K)
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
Step(e_4) == x' = e_4

\* an operator of an instance by its name alone: its parameters are not the variable that K stands for
THEOREM MN01 == \A e_2 \in Int : (LET I == INSTANCE Inner WITH K <- e_2 IN App(I!Op, 5)) = 10 BY DEF App
THEOREM MN02 == \A e_2 \in Int : (LET I == INSTANCE Inner WITH K <- e_2 IN App2(I!Minus, 5, 2)) = -2 - e_2 BY DEF App2
THEOREM MN03 == (LET I == INSTANCE Inner WITH K <- e_1 IN App(I!Op, 5)) = 10 BY DEF App
THEOREM MN04 == \A e_2, e_3 \in Int : (LET I(e_4) == INSTANCE Inner WITH K <- e_3 IN App(LAMBDA e_5 : I(1)!Op(e_5), 5)) = 6 BY DEF App
\* an operator of a LET by its path: F adds 7
THEOREM MN05 == Foo(7)!:!F(5) = 10 OBVIOUS
THEOREM MN06 == App(Seven!:!F, 5) = 10 BY DEF App
THEOREM MN07 == Foo(7)!:!G(5, 2) = 1 OBVIOUS
THEOREM MN08 == Foo(7)!:!G(5, 2) = -5 OBVIOUS
THEOREM MN09 == App2(Seven!:!G, 5, 2) = -30 BY DEF App2
\* what is added is e_3, not what F is given
THEOREM MN10 == \A e_2 \in Int : Both(LAMBDA a : a + e_2, 1) = 3 BY DEF Both
THEOREM MN11 == Both(Seven!:!F, 1) = 3 BY DEF Both
THEOREM MN12 == \A e_2 \in Int : App(LAMBDA e_3 : App(LAMBDA e_4 : e_2 + e_4, e_3), 1) = 2 BY DEF App
\* the operators of the language, as operators
THEOREM MN13 == \A e_2, e_3 \in Int : App2(-, e_3, e_2) = e_2 - e_3 BY DEF App2
THEOREM MN14 == \A e_2, e_3 \in Int : App2(>, e_3, e_2) <=> e_2 > e_3 BY DEF App2
THEOREM MN15 == \A e_2, e_3 : App2(\in, e_3, e_2) <=> e_2 \in e_3 BY DEF App2
\* x_next is a variable
THEOREM MN16 == ENABLED (x' = x_next /\ x' # x_next) BY ExpandENABLED
THEOREM MN17 == ENABLED (x' = 1 /\ x_next = 2) <=> TRUE BY ExpandENABLED
THEOREM MN18 == x_next = 2 => ~ENABLED (x' = 1) BY ExpandENABLED
THEOREM MN19 == ENABLED (x' = 1 /\ x_next' = 2 /\ x' = x_next') BY ExpandENABLED
THEOREM MN20 == \A x_next1 : ENABLED (x' = 1 /\ x_next1 = 1) BY ExpandENABLED
\* p0, p1 and p are constants
THEOREM MN21 == ASSUME NEW P(_, _), P(p0, p1) PROVE P(p1, p0) OBVIOUS
THEOREM MN22 == ASSUME NEW P(_), P(p), \A n \in Nat : P(n) => P(n + 1) PROVE \A n \in Nat : P(n) BY NatInduction
THEOREM MN23 == \A n \in Nat : n + p = n + p0 BY NatInduction
THEOREM MN24 == ASSUME NEW S, NEW f \in [S -> S] PROVE {f[p] : p1_ \in S} = {f[p1_] : p1_ \in S} OBVIOUS
\* a constant of a PICK has the name of one that stands in the formula
THEOREM MN25 == ASSUME NEW S, NEW T, \E z \in S : z > 1, \E z \in T : z > 2 PROVE \E z \in S : z > 2 OBVIOUS
THEOREM MN26 == ASSUME NEW S, NEW z_1, \E z \in S : z # z_1, \E z \in S : z = z_1 PROVE FALSE OBVIOUS
\* the other of two steps
THEOREM MN27 == \A e_5 : Step(e_5) => Step(e_1) BY DEF Step
====
