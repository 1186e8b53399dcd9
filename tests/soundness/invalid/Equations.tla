---- MODULE Equations ----
\* Equals for equals, where they need not be equal: an equation holds where it stands, for what it is about.
EXTENDS Integers, Sequences, TLAPS

VARIABLES x, y
CONSTANTS S, i, a, b, c, F(_), G(_), H(_, _), P(_), Total(_)

Then(e) == e' = 0
Now(e) == H(e, x)
Next(e) == CHOOSE w : w = e'

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
\* hidden operators that look at the next state, or at this one
THEOREM EQ30 == ASSUME F(x) = F(y), Then(F(x)) PROVE Then(F(y)) OBVIOUS
THEOREM EQ31 == ASSUME F(x) = F(y), Next(F(x)) = 1 PROVE Next(F(y)) = 1 OBVIOUS
THEOREM EQ32 == ASSUME Now(a) = Now(b), F(Now(a))' = c PROVE F(Now(b))' = c OBVIOUS
THEOREM EQ33 == ASSUME Now(a)' = Now(b), F(Now(a)) = c PROVE F(Now(b)) = c OBVIOUS
\* of a rigid term and a flexible one that are equal now
THEOREM EQ34 == ASSUME NEW ACTION Q(_), F(c) = x, Q(F(c)) PROVE Q(x) OBVIOUS
THEOREM EQ35 == ASSUME F(c) = x, [](y # F(c)) PROVE [](y # x) OBVIOUS
THEOREM EQ36 == ASSUME F(c) = y, ENABLED (x' = F(c) /\ y' # x') PROVE ENABLED (x' = y' /\ y' = y) => FALSE OBVIOUS
\* what a variable is in, if an equation says which set that is
THEOREM EQ37 == ASSUME F(a) = Int, x \in F(b) PROVE x \in Int OBVIOUS
THEOREM EQ38 == ASSUME F(a) = Nat, x' \in F(a) PROVE x \in Nat OBVIOUS
\* in one of the cases
THEOREM EQ39 == ASSUME x' = a \/ x' = b, F(x') = S, F(a) = c PROVE S = c OBVIOUS
THEOREM EQ40 == ASSUME (x' = F(a) /\ a = b) \/ x' = F(b), F(c) = F(a) PROVE x' = F(c) OBVIOUS
THEOREM EQ41 == ASSUME IF P(a) THEN x' = F(a) ELSE x' = F(b), F(a) = c PROVE x' = c OBVIOUS
\* two that exist are not one because the sets they are in are
THEOREM EQ42 == ASSUME \E r \in F(a) : P(r), \E r \in F(b) : ~P(r), F(a) = F(b) PROVE \A r \in F(a) : P(r) OBVIOUS
THEOREM EQ43 == ASSUME \E r \in S : H(r, F(a)) = 1, \E r \in S : H(r, F(b)) = 2, F(a) = F(b)
                PROVE  \E r \in S : H(r, F(a)) = 1 /\ H(r, F(b)) = 2
OBVIOUS
====
