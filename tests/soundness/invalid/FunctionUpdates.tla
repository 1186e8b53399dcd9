---- MODULE FunctionUpdates ----
\* What EXCEPT says, and what it does not, of places inside and outside of the domain.
EXTENDS Integers, Sequences, TLAPS

CONSTANTS A, B, f, g, k, s, r
VARIABLES x, y

\* outside of the domain an update tells nothing; f need not be a function, and is not one only because EXCEPT is applied to it
THEOREM Fu01 == ASSUME f \in [A -> B], 1 \in A, 9 \notin A PROVE [f EXCEPT ![1] = 2][9] = f[9] OBVIOUS
THEOREM Fu02 == ASSUME k \notin DOMAIN f PROVE [f EXCEPT ![k] = 2] = f OBVIOUS
THEOREM Fu03 == ASSUME k \notin DOMAIN f PROVE [f EXCEPT ![k] = 2][k] = f[k] OBVIOUS
THEOREM Fu04 == ASSUME k \notin DOMAIN f PROVE [f EXCEPT ![k] = 2][k] = 2 OBVIOUS
THEOREM Fu05 == ASSUME f \in [A -> B], k \notin A PROVE [f EXCEPT ![k] = 2][k] = 2 OBVIOUS
\* nor does a function constructor tell what is outside
THEOREM Fu06 == ASSUME f \in [A -> B], k \notin A PROVE [z \in A |-> f[z]][k] = 3 OBVIOUS
THEOREM Fu07 == ASSUME k \notin A PROVE [z \in A |-> f[z]][k] = f[k] OBVIOUS
THEOREM Fu08 == ASSUME k \notin A PROVE [z \in A |-> z][k] = k OBVIOUS
THEOREM Fu09 == ASSUME k \notin A PROVE [z \in A |-> 5][k] = 5 OBVIOUS
\* nor does a function's set
THEOREM Fu10 == ASSUME f \in [A -> B], k \notin A PROVE f[k] \in B OBVIOUS
THEOREM Fu11 == ASSUME f \in [A -> Int], k \notin A PROVE f[k] \in Int OBVIOUS
THEOREM Fu12 == ASSUME f \in [A -> Int], g \in [A -> Int], k \notin A, \A z \in A : f[z] < g[z] PROVE f[k] = g[k] OBVIOUS
\* nor does an update that is an action
THEOREM Fu13 == ASSUME f \in [A -> Int], g = [f EXCEPT ![1] = 0], 2 \notin A PROVE g[2] = f[2] OBVIOUS
THEOREM Fu14 == ASSUME x \in [A -> Int], x' = [x EXCEPT ![1] = 0], 2 \notin A PROVE x'[2] = x[2] OBVIOUS
THEOREM Fu15 == ASSUME x \in [A -> Int], x' = [x EXCEPT ![1] = 0], 2 \notin A PROVE x'[2] = 0 OBVIOUS
THEOREM Fu16 == ASSUME x \in [A -> Int], x' = [x EXCEPT ![k] = 0] PROVE \A z : z # k => x'[z] = x[z] OBVIOUS
THEOREM Fu17 == ASSUME s \in Seq(Int), x' = [s EXCEPT ![1] = 0] PROVE x'[1] = 0 OBVIOUS
THEOREM Fu18 == ASSUME s \in Seq(Int), 1 \in DOMAIN s PROVE [s EXCEPT ![1] = 0][0] = s[0] OBVIOUS
\* records and tuples are functions: no field and no element comes from nowhere
THEOREM Fu19 == ASSUME r \in [a : Int, b : Int] PROVE [r EXCEPT !.a = 0].c = r.c OBVIOUS
THEOREM Fu20 == ASSUME r \in [a : Int, b : Int] PROVE [r EXCEPT !.c = 0].c = 0 OBVIOUS
THEOREM Fu21 == ASSUME r \in [a : Int, b : Int] PROVE r.c \in Int OBVIOUS
THEOREM Fu22 == [<<1, 2>> EXCEPT ![3] = 4] = <<1, 2, 4>> OBVIOUS
THEOREM Fu23 == [<<1, 2>> EXCEPT ![1] = 4][3] = <<1, 2>>[3] OBVIOUS
\* updates below an update
THEOREM Fu24 == ASSUME f \in [A -> [B -> Int]], k \notin A PROVE [f EXCEPT ![k][1] = 0][k][1] = 0 OBVIOUS
THEOREM Fu25 == ASSUME f \in [A -> [B -> Int]], 1 \in A, 2 \notin B PROVE [f EXCEPT ![1][2] = 0][1][2] = 0 OBVIOUS
THEOREM Fu26 == ASSUME f \in [A -> [B -> Int]], 1 \in A, 2 \in B, 3 \notin B PROVE [f EXCEPT ![1][2] = 0][1][3] = f[1][3] OBVIOUS
\* two updates
THEOREM Fu27 == ASSUME f \in [A -> B] PROVE [[f EXCEPT ![1] = 2] EXCEPT ![1] = f[1]] = [f EXCEPT ![2] = 3] OBVIOUS
THEOREM Fu28 == [[f EXCEPT ![1] = 2] EXCEPT ![1] = f[1]] = f OBVIOUS
THEOREM Fu29 == ASSUME f \in [A -> B], g \in [A -> B], [f EXCEPT ![k] = 1] = [g EXCEPT ![k] = 1] PROVE f = g OBVIOUS
\* functions with other domains, or with values that are equal in some places only
THEOREM Fu30 == ASSUME f \in [A -> B], g \in [A \cup {k} -> B], \A z \in A : f[z] = g[z] PROVE f = g OBVIOUS
THEOREM Fu31 == [f EXCEPT ![1] = 2] = [z \in DOMAIN f |-> IF z = 1 THEN 2 ELSE f[2]] OBVIOUS
THEOREM Fu32 == f = [f EXCEPT ![1] = f[1]] OBVIOUS
THEOREM Fu33 == ASSUME \A z : f[z] = g[z], DOMAIN f = DOMAIN g PROVE f = g OBVIOUS
THEOREM Fu34 == ASSUME [z \in A |-> f[z]] = f, [z \in B |-> f[z]][k] = f[k] PROVE k \in B OBVIOUS
====
