---- MODULE FunctionValues ----
\* Functions: outside the domain anything may happen; not everything is a function.
EXTENDS Integers, Sequences, TLAPS

\* without s \in S, h[s] need not be a number
THEOREM Fun01 == ASSUME NEW S, NEW h \in [S -> Int], NEW s PROVE h[s] + 0 = h[s] OBVIOUS
\* an index past the domain
THEOREM Fun02 == ASSUME NEW f \in [1..3 -> Int] PROVE f[4] \in Int OBVIOUS
\* ... and before it
THEOREM Fun03 == ASSUME NEW f \in [1..3 -> Int] PROVE f[0] \in Int OBVIOUS
\* a constructor says nothing outside its domain
THEOREM Fun04 == [x \in 1..3 |-> x][4] = 4 OBVIOUS
\* EXCEPT outside the domain changes nothing
THEOREM Fun05 == ASSUME NEW f \in [1..3 -> Int] PROVE [f EXCEPT ![4] = 7][4] = 7 OBVIOUS
\* b need not be in T
THEOREM Fun06 == ASSUME NEW S, NEW T, NEW f \in [S -> T], NEW a \in S, NEW b PROVE [f EXCEPT ![a] = b] \in [S -> T] OBVIOUS
\* f and g need not be functions, or differ in their domains
THEOREM Fun07 == ASSUME NEW f, NEW g, \A x : f[x] = g[x] PROVE f = g OBVIOUS
\* not every value is a function
THEOREM Fun08 == ASSUME NEW f PROVE f = [x \in DOMAIN f |-> f[x]] OBVIOUS
\* f agrees with g on T, not on S
THEOREM Fun09 == ASSUME NEW S, NEW T, NEW f \in [S -> T], NEW g \in [S -> T], \A x \in T : f[x] = g[x] PROVE f = g OBVIOUS
\* a need not be in the domain
THEOREM Fun10 == ASSUME NEW f, NEW a PROVE [f EXCEPT ![a] = 1][a] = 1 OBVIOUS
\* S may be empty, so the choice may be outside the domain
THEOREM Fun11 == ASSUME NEW S, NEW T, NEW f \in [S -> T] PROVE f[CHOOSE x \in S : TRUE] \in T OBVIOUS
\* x is arbitrary
THEOREM Fun12 == ASSUME NEW S, NEW T, NEW f \in [S -> T] PROVE \A x : f[x] \in T OBVIOUS
\* b is arbitrary
THEOREM Fun13 == ASSUME NEW S, NEW T, NEW U, NEW f \in [S -> [T -> U]], NEW a \in S, NEW b PROVE f[a][b] \in U OBVIOUS
\* a value with that DOMAIN and those values need not be a function
THEOREM Fun14 == ASSUME NEW S, NEW T, NEW f, DOMAIN f = S, \A x \in S : f[x] \in T PROVE f \in [S -> T] OBVIOUS
\* two arguments are a pair, not two applications
THEOREM Fun15 == ASSUME NEW f, NEW a, NEW b PROVE f[a, b] = f[a][b] OBVIOUS
\* from f[x] = 1 nothing follows about the domain
THEOREM Fun16 == ASSUME NEW f, NEW x, f[x] = 1 PROVE x \in DOMAIN f OBVIOUS
THEOREM Fun17 == ASSUME NEW S, NEW f \in [S -> Int], NEW x, f[x] \in Int PROVE x \in S OBVIOUS
\* functions need not be injective
THEOREM Fun18 == ASSUME NEW S, NEW T, NEW f \in [S -> T], NEW a \in S, NEW b \in S, f[a] = f[b] PROVE a = b OBVIOUS
\* nor surjective
THEOREM Fun19 == ASSUME NEW S, NEW T, NEW f \in [S -> T], NEW y \in T PROVE \E x \in S : f[x] = y OBVIOUS
\* the update is seen at a, not at b
THEOREM Fun20 == ASSUME NEW S, NEW f \in [S -> Int], NEW a \in S, NEW b \in S PROVE [f EXCEPT ![a] = f[a] + 1][b] = f[b] + 1 OBVIOUS
\* a and b may be equal
THEOREM Fun21 == ASSUME NEW S, NEW f \in [S -> Int], NEW a \in S, NEW b \in S PROVE [f EXCEPT ![a] = f[a] + 1][b] = f[b] OBVIOUS
\* of two updates the later wins
THEOREM Fun22 == ASSUME NEW f \in [1..3 -> Int] PROVE [f EXCEPT ![1] = 5, ![1] = 6][1] = 5 OBVIOUS
\* @ in the second update is the updated value
THEOREM Fun23 == ASSUME NEW f \in [1..3 -> Int] PROVE [f EXCEPT ![1] = @ + 1, ![1] = @ + 1][1] = f[1] + 1 OBVIOUS
\* the inner @ belongs to g
THEOREM Fun24 == ASSUME NEW f \in [1..3 -> Int], NEW g \in [1..3 -> Int] PROVE [f EXCEPT ![1] = [g EXCEPT ![1] = @ + 1][1]][1] = f[1] + 1 OBVIOUS
\* the domain of a set of functions is part of it
THEOREM Fun25 == ASSUME NEW S, NEW T, NEW U, NEW f \in [S -> U], S \subseteq T PROVE f \in [T -> U] OBVIOUS
\* a bigger codomain, not a smaller one
THEOREM Fun26 == ASSUME NEW S, NEW f \in [S -> Int] PROVE f \in [S -> Nat] OBVIOUS
\* DOMAIN f is not known to be a set of numbers
THEOREM Fun27 == ASSUME NEW f, NEW x \in DOMAIN f PROVE x \in Int OBVIOUS
\* functions on different domains differ even if they agree on the common part
THEOREM Fun28 == [x \in 1..2 |-> x] = [x \in 1..3 |-> x] OBVIOUS
\* currying is not identity
THEOREM Fun29 == ASSUME NEW S, NEW T, NEW U, NEW f \in [S -> [T -> U]] PROVE f \in [S \X T -> U] OBVIOUS
\* nested EXCEPT outside the inner domain
THEOREM Fun30 == ASSUME NEW S, NEW T, NEW f \in [S -> [T -> Int]], NEW s \in S, NEW t PROVE [f EXCEPT ![s][t] = 0][s][t] = 0 OBVIOUS
\* nested EXCEPT outside the outer domain
THEOREM Fun31 == ASSUME NEW S, NEW T, NEW f \in [S -> [T -> Int]], NEW s, NEW t \in T PROVE [f EXCEPT ![s][t] = 0][s][t] = 0 OBVIOUS
\* equal images do not make functions equal
THEOREM Fun32 == ASSUME NEW S, NEW T, NEW f \in [S -> T], NEW g \in [S -> T], {f[x] : x \in S} = {g[x] : x \in S} PROVE f = g OBVIOUS
\* f may be no function although it has function values
THEOREM Fun33 == ASSUME NEW f, f[1] = 1, f[2] = 2, DOMAIN f = {1, 2} PROVE f = <<1, 2>> OBVIOUS
\* the range of f on part of its domain
THEOREM Fun34 == ASSUME NEW S, NEW T, T \subseteq S, NEW f \in [S -> Int], \A x \in T : f[x] > 0 PROVE \A x \in S : f[x] > 0 OBVIOUS
\* the function may be of the second set: its domain is either
THEOREM Fun35 == ASSUME NEW x \in [{1} -> Int] \cup [{2} -> Int] PROVE DOMAIN x = {1} OBVIOUS
\* y is g, whose domain is T
THEOREM Fun36 == ASSUME NEW S, NEW T, NEW f \in [S -> Int], NEW g \in [T -> Int], NEW y \in {f, g}, y = g PROVE S = T OBVIOUS
\* x may be the empty function
THEOREM Fun37 == ASSUME NEW S, NEW x \in UNION {[S -> Int], [{} -> Int]} PROVE DOMAIN x = S OBVIOUS
\* functions of either domain as the values of a function, as elements of sequences and of tuples
THEOREM Fun38 == ASSUME NEW S, NEW x \in [{1} -> [S -> Int] \cup [{} -> Int]] PROVE DOMAIN x[1] = S OBVIOUS
THEOREM Fun39 == ASSUME NEW x \in Seq([{1} -> Int] \cup [{2} -> Int]), Len(x) = 1 PROVE 1 \in DOMAIN x[1] OBVIOUS
THEOREM Fun40 == ASSUME NEW S, NEW T, NEW x \in {<<[i \in S |-> 1]>>, <<[i \in T |-> 1]>>} PROVE DOMAIN x[1] = S OBVIOUS
\* p decides the domain
THEOREM Fun41 == ASSUME NEW S, NEW T, NEW p, NEW x \in [{1, 2} -> IF p THEN [S -> Int] ELSE [T -> Int]] PROVE DOMAIN x[1] = S OBVIOUS
\* out of its domain an updated function is the old one only if that is a function
THEOREM Fun42 == ASSUME NEW f, NEW a, NEW b PROVE [f EXCEPT ![a] = b][a] \in {b, f[a]} OBVIOUS
\* if a is in S and c is not, the update is another function, whose value at c may be another one
THEOREM Fun43 == ASSUME NEW S, NEW T, NEW f \in [S -> T], NEW a, NEW b, NEW c, a # c PROVE [f EXCEPT ![a] = b][c] = f[c] OBVIOUS
\* a may be out of S
THEOREM Fun44 == ASSUME NEW S, NEW T, NEW f \in [S -> T], NEW a, NEW b PROVE [f EXCEPT ![a] = b][a] = b OBVIOUS
\* ... or in it
THEOREM Fun45 == ASSUME NEW S, NEW T, NEW f \in [S -> T], NEW a, NEW b PROVE [f EXCEPT ![a] = b][a] = f[a] OBVIOUS
\* f and g agree on S, and c is not in it
THEOREM Fun46 == ASSUME NEW S, NEW T, NEW f \in [S -> T], NEW g \in [S -> T], NEW c, NEW V, V \subseteq S, \A x \in V : f[x] = g[x] PROVE f[c] = g[c] OBVIOUS
\* a restriction of f is another function
THEOREM Fun47 == ASSUME NEW S, NEW T, NEW V, V \subseteq S, NEW f \in [S -> T], NEW c PROVE [x \in V |-> f[x]][c] = f[c] OBVIOUS
\* s may be in S and c out of T
THEOREM Fun48 == ASSUME NEW S, NEW T, NEW U, NEW f \in [S -> [T -> U]], NEW s, NEW t, NEW b, NEW c, c # t PROVE [f EXCEPT ![s][t] = b][s][c] = f[s][c] OBVIOUS
\* the inner functions for s out of S need not be functions on T
THEOREM Fun49 == ASSUME NEW S, NEW T, NEW U, NEW f \in [S -> [T -> U]], NEW s, NEW t PROVE f[s] = [x \in T |-> f[s][x]] OBVIOUS
\* a may be in T and not in the domain
THEOREM Fun50 == ASSUME NEW f, NEW S, DOMAIN f = S, NEW T, S \subseteq T, NEW a \in T, NEW b PROVE [f EXCEPT ![a] = b][a] = b OBVIOUS
\* values with one domain differ
THEOREM Fun51 == ASSUME NEW f, NEW g, DOMAIN f = DOMAIN g, DOMAIN g = DOMAIN f PROVE f = g OBVIOUS
\* the domain of f is known, not that of g
THEOREM Fun52 == ASSUME NEW f, NEW g, NEW S, DOMAIN f = S, NEW a \in S, NEW b PROVE [g EXCEPT ![a] = b][a] = b OBVIOUS
\* what has a domain need not be a function
THEOREM Fun53 == ASSUME NEW f, NEW S, DOMAIN f = S PROVE f = [x \in S |-> f[x]] OBVIOUS
\* the values are sets with other elements, or on another set
THEOREM FnIn01 == ASSUME NEW S, NEW f, f = [r \in S |-> {}] PROVE f = [r \in S |-> {m \in {r} : m.r = r}] OBVIOUS
THEOREM FnIn02 == ASSUME NEW S, NEW T, NEW f, f = [r \in S |-> [s \in T |-> {r} \cap {s}]]
                  PROVE  f = [r \in S |-> [s \in S |-> {x \in {r} : x = s}]]
OBVIOUS
THEOREM FnIn03 == ASSUME NEW S, NEW T, NEW f, f = [r \in S |-> {m \in T : m \in r}] PROVE f = [r \in T |-> {m \in S : m \in r}] OBVIOUS
THEOREM FnIn04 == ASSUME NEW S, NEW f, DOMAIN f = S, \A r \in S : f[r] = {} PROVE f = [r \in S |-> {m \in {} : m.r = r}] OBVIOUS
====
