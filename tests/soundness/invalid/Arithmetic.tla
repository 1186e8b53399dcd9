---- MODULE Arithmetic ----
\* Arithmetic is specified on numbers only; division and remainder for positive divisors only.
EXTENDS Integers, TLAPS

\* x need not be a number
THEOREM Ar01 == ASSUME NEW x PROVE x + 0 = x OBVIOUS
THEOREM Ar02 == ASSUME NEW x PROVE x - x = 0 OBVIOUS
THEOREM Ar03 == ASSUME NEW x PROVE x * 0 = 0 OBVIOUS
THEOREM Ar04 == ASSUME NEW x, NEW y PROVE x + y = y + x OBVIOUS
THEOREM Ar05 == ASSUME NEW x PROVE x <= x OBVIOUS
THEOREM Ar06 == ASSUME NEW x, NEW y PROVE x < y \/ y <= x OBVIOUS
THEOREM Ar07 == ASSUME NEW x, NEW y, NEW z, x < y, y < z PROVE x < z OBVIOUS
THEOREM Ar08 == ASSUME NEW x, NEW y, x <= y, y <= x PROVE x = y OBVIOUS
THEOREM Ar09 == ASSUME NEW x PROVE -(-x) = x OBVIOUS
\* only y is a number
THEOREM Ar10 == ASSUME NEW x, NEW y \in Int, x + y = 3 PROVE x = 3 - y OBVIOUS
\* that an operation gives a number does not make the operand one
THEOREM Ar11 == ASSUME NEW x, x + 1 \in Int PROVE x \in Int OBVIOUS
THEOREM Ar12 == ASSUME NEW x, x > 0 PROVE x \in Int OBVIOUS
THEOREM Ar13 == ASSUME NEW x, x >= 0 PROVE x \in Nat OBVIOUS
THEOREM Ar14 == ASSUME NEW x, NEW y, x = y + 1 PROVE x \in Int OBVIOUS
THEOREM Ar15 == ASSUME NEW x, x < 5 PROVE x <= 4 OBVIOUS
\* 1 is positive
THEOREM Ar16 == ASSUME NEW x \in Int, x > 0 PROVE x >= 2 OBVIOUS
\* \div is floored
THEOREM Ar17 == 5 \div 2 = 3 OBVIOUS
THEOREM Ar18 == (-5) \div 2 = -2 OBVIOUS
THEOREM Ar19 == (-5) % 2 = -1 OBVIOUS
\* division by 0 is not specified
THEOREM Ar20 == ASSUME NEW x \in Int PROVE x \div 0 = 0 OBVIOUS
THEOREM Ar21 == ASSUME NEW x \in Int PROVE x % 0 = x OBVIOUS
THEOREM Ar22 == ASSUME NEW x \in Int PROVE x \div 0 \in Int OBVIOUS
\* nor is division by a negative number
THEOREM Ar23 == ASSUME NEW x \in Int, NEW y \in Int, y # 0 PROVE (x \div y) * y + (x % y) = x OBVIOUS
THEOREM Ar24 == 7 \div (-2) = -4 OBVIOUS
THEOREM Ar25 == 7 \div (-2) = -3 OBVIOUS
THEOREM Ar26 == ASSUME NEW x \in Int, NEW y \in Int PROVE x % y < y OBVIOUS
\* powers: 0^0 and negative exponents
THEOREM Ar27 == 0 ^ 0 = 1 OBVIOUS
THEOREM Ar28 == ASSUME NEW x \in Int, NEW y \in Int PROVE x ^ y \in Int OBVIOUS
\* naturals are not closed under subtraction
THEOREM Ar29 == ASSUME NEW x \in Nat PROVE x - 1 \in Nat OBVIOUS
THEOREM Ar30 == ASSUME NEW x \in Int PROVE x >= 0 OBVIOUS
\* the interval may be empty, or be no interval
THEOREM Ar31 == ASSUME NEW x \in Int, NEW y \in Int PROVE x \in x..y OBVIOUS
THEOREM Ar32 == ASSUME NEW x, NEW y, x..y = {} PROVE y < x OBVIOUS
THEOREM Ar33 == ASSUME NEW x \in 1..3 PROVE x < 3 OBVIOUS
THEOREM Ar34 == ASSUME NEW x, NEW y PROVE x..y # {} OBVIOUS
\* a set of numbers need not have a maximum
THEOREM Ar35 == ASSUME NEW S, S \subseteq Int, S # {} PROVE \E m \in S : \A n \in S : n <= m OBVIOUS
\* ... nor a minimum
THEOREM Ar36 == ASSUME NEW S, S \subseteq Int, S # {} PROVE \E m \in S : \A n \in S : m <= n OBVIOUS
\* 0 is a factor
THEOREM Ar37 == ASSUME NEW x \in Nat, NEW y \in Nat PROVE x * y >= x OBVIOUS
THEOREM Ar38 == ASSUME NEW x \in Int, NEW y \in Int, x * y = y PROVE x = 1 OBVIOUS
\* -2 is another root
THEOREM Ar39 == ASSUME NEW x \in Int, x * x = 4 PROVE x = 2 OBVIOUS
\* order is total on numbers only
THEOREM Ar40 == ASSUME NEW x, NEW y, x # y PROVE x < y \/ y < x OBVIOUS
\* cancellation is for numbers
THEOREM Ar41 == ASSUME NEW x, NEW y, NEW z, x + y = x + z PROVE y = z OBVIOUS
\* there is no largest number
THEOREM Ar42 == \E n \in Nat : \A m \in Nat : m <= n OBVIOUS
\* Nat has fewer elements than Int
THEOREM Ar43 == Int \subseteq Nat OBVIOUS
THEOREM Ar44 == Nat = Int OBVIOUS
\* numbers are not dense
THEOREM Ar45 == \A x, y \in Int : x < y => \E z \in Int : x < z /\ z < y OBVIOUS
\* minus is not commutative
THEOREM Ar46 == \A x, y \in Int : x - y = y - x OBVIOUS
\* distributivity the wrong way
THEOREM Ar47 == \A x, y, z \in Int : x + (y * z) = (x + y) * (x + z) OBVIOUS
\* the typing holds in one branch only
THEOREM Ar48 == ASSUME NEW p \in BOOLEAN, NEW x, p => x \in Int PROVE x + 0 = x OBVIOUS
THEOREM Ar49 == ASSUME NEW x, NEW y, x \in Int \/ y \in Int PROVE x + 0 = x OBVIOUS
\* typing in a negated place gives nothing
THEOREM Ar50 == ASSUME NEW x, ~(x \in Int /\ x > 0) PROVE x <= 0 OBVIOUS
\* y is confined, x is not
THEOREM Ar51 == ASSUME NEW x, NEW y \in Int, x < y PROVE x + 1 <= y OBVIOUS
\* a conclusion confines nothing
THEOREM Ar52 == ASSUME NEW x PROVE x \in Int /\ x + 0 = x OBVIOUS
THEOREM Ar53 == ASSUME NEW x, x = x + 0 PROVE x \in Int OBVIOUS
\* the sum of untyped elements of a set
THEOREM Ar54 == ASSUME NEW S, NEW x \in S, NEW y \in S, \A z \in S : z > 0 PROVE x + y > 0 OBVIOUS
====
