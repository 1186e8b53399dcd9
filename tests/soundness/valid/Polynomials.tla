---- MODULE Polynomials ----
\* Products of integers: each has a false twin in ../invalid/Polynomials.tla.
EXTENDS Integers, FiniteSets, TLAPS

\* two forms of one polynomial
THEOREM Po01 == ASSUME NEW x \in Int, NEW y \in Int PROVE x * (y + 1) <= x * y + x OBVIOUS
THEOREM Po02 == ASSUME NEW x \in Int, NEW y \in Int PROVE (x + y) * (x + y) = x * x + 2 * x * y + y * y OBVIOUS
THEOREM Po03 == ASSUME NEW x \in Int, NEW y \in Int PROVE (x + y) * (x - y) = x * x - y * y OBVIOUS
THEOREM Po04 == \A x, y, z \in Int : x * (y + z) = x * y + x * z OBVIOUS
THEOREM Po05 == ASSUME NEW x \in Int, NEW y \in Int PROVE (x + y)^3 = x^3 + 3 * x^2 * y + 3 * x * y^2 + y^3 OBVIOUS
THEOREM Po06 == ASSUME NEW a \in Int, NEW b \in Int, NEW c \in Int, NEW d \in Int
                PROVE (a * a + b * b) * (c * c + d * d) = (a * c - b * d)^2 + (a * d + b * c)^2 OBVIOUS
\* equal arguments of operators, functions and sets
THEOREM Po07 == ASSUME NEW F(_), NEW x \in Int, NEW y \in Int PROVE F(x * (y + 1)) = F(y * x + x) OBVIOUS
THEOREM Po08 == ASSUME NEW f, NEW x \in Int, NEW y \in Int PROVE f[(x - 1) * (y + 1)] = f[x * y + x - y - 1] OBVIOUS
THEOREM Po09 == ASSUME NEW S, NEW x \in Int, NEW y \in Int, x * (y + 1) \in S PROVE x + y * x \in S OBVIOUS
THEOREM Po10 == ASSUME NEW x \in Int, NEW y \in Int PROVE 1 .. x * (y - 1) = 1 .. x * y - x OBVIOUS
THEOREM Po11 == ASSUME NEW x \in Int, NEW y \in Int PROVE Cardinality({x * y, y * x}) = Cardinality({x * y}) OBVIOUS
\* a typed variable and a function with integer values
THEOREM Po12 == ASSUME NEW S, NEW f \in [S -> Int], NEW g \in [S -> Int], NEW s \in S, NEW t \in S
                PROVE (f[s] + 1) * g[t] = g[t] + f[s] * g[t] OBVIOUS
\* divisibility
THEOREM Po13 == ASSUME NEW x \in Int, NEW y \in Int PROVE 2 * x * y # 2 * (x * x) + 1 OBVIOUS
THEOREM Po14 == ASSUME NEW x \in Int, NEW y \in Int, 2 * (x * y) <= 3 PROVE y * x <= 1 OBVIOUS
\* below quantifiers
THEOREM Po15 == ASSUME NEW P(_), NEW k \in Int, \A n \in Nat : P((n + 1) * k), NEW m \in Nat PROVE P(k * m + k) OBVIOUS
THEOREM Po16 == ASSUME NEW n \in Nat, NEW s \in Nat, 2 * s = n * (n + 1) PROVE 2 * (s + n + 1) = (n + 1) * (n + 2) OBVIOUS
THEOREM Po17 == ASSUME NEW n \in Int, NEW m \in Int PROVE [i \in Int |-> i * (n + m)] = [i \in Int |-> n * i + m * i] OBVIOUS
\* steps of nonlinear reasoning
THEOREM Po18 == ASSUME NEW x \in Int PROVE x * x >= 0 OBVIOUS
THEOREM Po19 == ASSUME NEW x \in Nat, NEW y \in Nat, NEW z \in Nat, x <= y PROVE x * z <= y * z OBVIOUS
THEOREM Po20 == ASSUME NEW x \in Int, NEW y \in Int PROVE 2 * x * y <= x * x + y * y OBVIOUS
====
