---- MODULE Functions ----
\* The true twins of ../invalid/FunctionValues: functions in and out of their domains.
EXTENDS Integers, TLAPS

\* f is not changed by an update out of its domain
THEOREM Fv01 == ASSUME NEW S, NEW T, NEW f \in [S -> T], NEW a, NEW b PROVE [f EXCEPT ![a] = b][a] \in {b, f[a]} OBVIOUS
THEOREM Fv02 == ASSUME NEW S, NEW T, NEW f \in [S -> T], NEW a, NEW b, f[a] # 1, b # 1 PROVE [f EXCEPT ![a] = b][a] # 1 OBVIOUS
THEOREM Fv03 == ASSUME NEW S, NEW f \in [S -> Int], NEW a, NEW b, f[a] # 1, b # 1 PROVE [f EXCEPT ![a] = b][a] # 1 OBVIOUS
THEOREM Fv04 == ASSUME NEW S, NEW T, NEW f \in [S -> T], NEW a, NEW b, NEW c, c \in S, a # c PROVE [f EXCEPT ![a] = b][c] = f[c] OBVIOUS
THEOREM Fv05 == ASSUME NEW S, NEW T, NEW f \in [S -> T], NEW a, NEW b, NEW c, a \notin S PROVE [f EXCEPT ![a] = b][c] = f[c] OBVIOUS
THEOREM Fv06 == ASSUME NEW f, f = [x \in DOMAIN f |-> f[x]], NEW a, NEW b PROVE [f EXCEPT ![a] = b][a] \in {b, f[a]} OBVIOUS
THEOREM Fv07 == ASSUME NEW S, NEW T, NEW U, NEW f \in [S -> [T -> U]], NEW s \in S, NEW t, NEW b
                PROVE [f EXCEPT ![s][t] = b][s][t] \in {b, f[s][t]} OBVIOUS
\* equal functions have equal values everywhere
THEOREM Fv08 == ASSUME NEW S, NEW T, NEW f \in [S -> T], NEW g \in [S -> T], NEW c, \A x \in S : f[x] = g[x] PROVE f[c] = g[c]
  <1>1. f = g OBVIOUS
  <1> QED BY ONLY <1>1
THEOREM Fv09 == ASSUME NEW S, NEW T, NEW f \in [S -> T], NEW g \in [S -> T], NEW c, f = g PROVE f[c] = g[c] OBVIOUS
THEOREM Fv10 == ASSUME NEW S, NEW T, NEW f \in [S -> T], NEW g, NEW c, f = g PROVE f[c] = g[c] OBVIOUS
\* what DOMAIN is said to be
THEOREM Fv11 == ASSUME NEW f, NEW S, DOMAIN f = S, NEW a \in S, NEW b PROVE [f EXCEPT ![a] = b][a] = b OBVIOUS
THEOREM Fv12 == ASSUME NEW f, NEW S, S = DOMAIN f, NEW a \in S, NEW b PROVE [f EXCEPT ![a] = b] \in [S -> {b} \cup {f[x] : x \in S}] OBVIOUS
THEOREM Fv13 == ASSUME NEW f, NEW g, DOMAIN f = DOMAIN g, DOMAIN g = DOMAIN f PROVE \A x \in DOMAIN g : x \in DOMAIN f OBVIOUS
THEOREM Fv14 == ASSUME NEW f, NEW S, NEW T, DOMAIN f = S, DOMAIN f = T PROVE S = T OBVIOUS
\* equal values in other words: sets, functions, and sets below functions
THEOREM FnIn01 == ASSUME NEW S, NEW f, f = [r \in S |-> {}] PROVE f = [r \in S |-> {m \in {} : m.r = r}] OBVIOUS
THEOREM FnIn02 == ASSUME NEW S, NEW T, NEW f, f = [r \in S |-> [s \in T |-> {r} \cap {s}]]
                  PROVE  f = [r \in S |-> [s \in T |-> {x \in {r} : x = s}]]
OBVIOUS
====
