---- MODULE Equations ----
\* Equals for equals, where they need not be equal: an equation holds where it stands, for what it is about.
EXTENDS Integers, Sequences, TLAPS

VARIABLES x, y
CONSTANTS S, i, a, b, c, F(_), G(_), H(_, _), P(_), Total(_)

\* the equation is of the constant i, not of what a quantifier binds
THEOREM EQ01 == ASSUME F(i) = G(i) PROVE \A j \in S : H(F(j), j) = H(G(j), j) OBVIOUS
THEOREM EQ02 == ASSUME F(i) = G(i) PROVE [j \in S |-> F(j)] = [j \in S |-> G(j)] OBVIOUS
THEOREM EQ03 == ASSUME \A j \in S : F(j) = G(j) PROVE F(a) = G(a) OBVIOUS
THEOREM EQ04 == ASSUME \E j \in S : F(j) = G(j), a \in S PROVE F(a) = G(a) OBVIOUS
\* one of two cases
THEOREM EQ05 == ASSUME F(a) = F(b) \/ P(a) PROVE G(F(a)) = G(F(b)) OBVIOUS
THEOREM EQ06 == ASSUME P(a) => F(a) = F(b) PROVE G(F(a)) = G(F(b)) OBVIOUS
THEOREM EQ07 == ASSUME (F(a) = F(b)) = (G(a) = G(b)), G(a) # G(b) PROVE H(F(a), c) = H(F(b), c) OBVIOUS
\* only backwards
THEOREM EQ08 == ASSUME G(F(a)) = G(F(b)) PROVE F(a) = F(b) OBVIOUS
THEOREM EQ09 == ASSUME Total([j \in S |-> F(j)]) = Total([j \in S |-> G(j)]) PROVE \A j \in S : F(j) = G(j) OBVIOUS
\* around in a circle
THEOREM EQ10 == ASSUME F(a) = G(F(a)) PROVE F(a) = a OBVIOUS
THEOREM EQ11 == ASSUME F(a) = G(b), G(b) = F(c) PROVE a = c OBVIOUS
THEOREM EQ12 == ASSUME F(a) = G(F(b)), F(b) = G(F(a)) PROVE F(a) = F(b) OBVIOUS
\* of equal length, or of one domain
THEOREM EQ13 == ASSUME NEW s \in Seq(S), NEW t \in Seq(S), Len(s) = Len(t)
                PROVE  [j \in 1..Len(s) |-> s[j]] = [j \in 1..Len(t) |-> t[j]]
OBVIOUS
THEOREM EQ14 == ASSUME NEW s, NEW t, t = [j \in 1..(Len(F(s)) - 1) |-> F(s)[j]], Len(F(s)) - 1 = Len(s) - 2
                PROVE  t = [j \in 1..(Len(s) - 1) |-> F(s)[j]]
OBVIOUS
THEOREM EQ15 == ASSUME NEW s \in Seq(S), Tail(F(s)) = [j \in 1..(Len(s) - 2) |-> F(s)[j+1]],
                       \A j \in 1..(Len(s) - 3) : F(s)[j+1] = s[j+1]
                PROVE  Tail(F(s)) = [j \in 1..(Len(s) - 2) |-> s[j+1]]
OBVIOUS
\* now, not then
THEOREM EQ16 == ASSUME F(x) = F(y) PROVE (G(F(x)))' = (G(F(y)))' OBVIOUS
THEOREM EQ17 == ASSUME F(x)' = F(y)' PROVE G(F(x)) = G(F(y)) OBVIOUS
THEOREM EQ18 == ASSUME F(x) = F(y) PROVE [](G(F(x)) = 1) => [](G(F(y)) = 1) OBVIOUS
THEOREM EQ19 == ASSUME F(x) = F(y) PROVE ENABLED (x' = x /\ G(F(x)) # G(F(y'))) => FALSE OBVIOUS
THEOREM EQ20 == ASSUME x' = y PROVE F(x) = F(y') OBVIOUS
THEOREM EQ21 == ASSUME x' = x PROVE H(F(x), y) = H(F(x'), y') OBVIOUS
THEOREM EQ22 == ASSUME NEW n, x = Total([j \in 1..(n - 1) |-> y[j]]), y' = y, x' = x + 1
                PROVE  (x = Total([j \in 1..(n - 1) |-> y[j]]))'
OBVIOUS
THEOREM EQ23 == ASSUME NEW n, x = Total([j \in 1..(n - 1) |-> y[j]]), y' = y,
                       \/ n > 3 /\ x' = x
                       \/ n <= 3
                PROVE  (x = Total([j \in 1..(n - 1) |-> y[j]]))'
OBVIOUS
\* an operator that may look at the next state, or at what a term is made of
THEOREM EQ24 == ASSUME NEW ACTION Q(_), x = y, Q(x) PROVE Q(y) OBVIOUS
THEOREM EQ25 == ASSUME NEW TEMPORAL Q(_), F(x) = F(y), Q(F(x)) PROVE Q(F(y)) OBVIOUS
\* a choice
THEOREM EQ26 == ASSUME (CHOOSE z : P(z)) = F(c) PROVE P(F(c)) OBVIOUS
THEOREM EQ27 == ASSUME (CHOOSE z \in S : P(z)) = (CHOOSE z \in S : z = F(a)) PROVE P(F(a)) OBVIOUS
\* 0 = 1 is an equation as well, and a false one
THEOREM EQ28 == ASSUME F(a) = 0, F(b) = 1 PROVE G(F(a)) = G(F(b)) OBVIOUS
THEOREM EQ29 == ASSUME F(a) = F(b), F(b) = {z \in S : P(z)} PROVE F(a) = {z \in S : P(F(z))} OBVIOUS
====
