---- MODULE Polynomials ----
\* Products: what holds of integers only, and polynomials that differ; the twins of ../valid/Polynomials.tla.
EXTENDS Integers, FiniteSets, TLAPS

\* x and y need not be numbers
THEOREM Po01 == ASSUME NEW x, NEW y PROVE x * (y + 1) <= x * y + x OBVIOUS
THEOREM Po02 == ASSUME NEW x \in Int, NEW y PROVE (x + y) * (x + y) = x * x + 2 * x * y + y * y OBVIOUS
THEOREM Po03 == ASSUME NEW x, NEW y \in Int PROVE x * y = y * x OBVIOUS
THEOREM Po04 == \A x, y, z : x * (y + z) = x * y + x * z OBVIOUS
THEOREM Po05 == ASSUME NEW x, x * x \in Int PROVE x * x + x * x = 2 * (x * x) /\ (x + 1) * x = x * x + x OBVIOUS
\* for x = 1
THEOREM Po06 == ASSUME NEW x \in Int, NEW y \in Int PROVE x * (y + 1) <= x * y OBVIOUS
\* the mixed term is missing
THEOREM Po07 == ASSUME NEW x \in Int, NEW y \in Int PROVE (x + y) * (x + y) = x * x + y * y OBVIOUS
\* a wrong sign
THEOREM Po08 == ASSUME NEW x \in Int, NEW y \in Int PROVE (x + y) * (x - y) = x * x + y * y OBVIOUS
THEOREM Po09 == ASSUME NEW x \in Int, NEW y \in Int PROVE (x + y)^3 = x^3 + 3 * x^2 * y + x * y^2 + y^3 OBVIOUS
THEOREM Po10 == ASSUME NEW F(_), NEW x \in Int, NEW y \in Int PROVE F(x * (y + 1)) = F(x * y + y) OBVIOUS
\* y is not a number
THEOREM Po11 == ASSUME NEW F(_), NEW x \in Int, NEW y PROVE F(x * (y + 1)) = F(y * x + x) OBVIOUS
THEOREM Po12 == ASSUME NEW S, NEW x \in Int, NEW y \in Int, x * (y + 1) \in S PROVE 1 + y * x \in S OBVIOUS
THEOREM Po13 == ASSUME NEW x \in Int, NEW y \in Int PROVE 1 .. x * (y - 1) = 1 .. x * y - 1 OBVIOUS
\* s need not be in the domain
THEOREM Po14 == ASSUME NEW S, NEW f \in [S -> Int], NEW s, NEW t \in S PROVE (f[s] + 1) * f[t] = f[t] + f[s] * f[t] OBVIOUS
\* both sides may be odd
THEOREM Po15 == ASSUME NEW x \in Int, NEW y \in Int PROVE 2 * x * y # x * x + 1 OBVIOUS
\* rounded the wrong way
THEOREM Po16 == ASSUME NEW x \in Int, NEW y \in Int, 2 * (x * y) <= 3 PROVE y * x <= 0 OBVIOUS
THEOREM Po17 == ASSUME NEW x \in Int, NEW y \in Int, 2 * (x * y) >= -3 PROVE y * x >= 0 OBVIOUS
\* P need not hold of 0
THEOREM Po18 == ASSUME NEW P(_), NEW k \in Int, \A n \in Nat : P((n + 1) * k), NEW m \in Nat PROVE P(k * m) OBVIOUS
\* k need not be a number
THEOREM Po19 == ASSUME NEW P(_), NEW k, \A n \in Nat : P((n + 1) * k), NEW m \in Nat PROVE P(k * m + k) OBVIOUS
\* functions of different values
THEOREM Po20 == ASSUME NEW n \in Int, NEW m \in Int PROVE [i \in Int |-> i * (n + m)] = [i \in Int |-> n * i + m] OBVIOUS
\* z may be negative
THEOREM Po21 == ASSUME NEW x \in Int, NEW y \in Int, NEW z \in Int, x <= y PROVE x * z <= y * z OBVIOUS
THEOREM Po22 == ASSUME NEW x \in Int PROVE x * x > 0 OBVIOUS
====
