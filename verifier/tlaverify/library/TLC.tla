-------------------------------- MODULE TLC ---------------------------------
(* The module of the model checker TLC, with the meanings that its operators *)
(* have in logic.  Those that only have an effect in a run (printing,        *)
(* registers) have an arbitrary but fixed value, or just TRUE.               *)
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences

Print(out, val) == val
PrintT(out) == TRUE
Assert(val, out) == IF val = TRUE THEN TRUE ELSE CHOOSE v : TRUE
JavaTime == CHOOSE n : n \in Nat
TLCGet(i) == CHOOSE v : TRUE
TLCSet(i, v) == TRUE
TLCEval(v) == v
ToString(v) == (CHOOSE r \in [a : v, b : STRING] : TRUE).b
RandomElement(S) == CHOOSE x \in S : TRUE
Any == CHOOSE x : TRUE

(* The function that maps d, and nothing else, to e. *)
d :> e == [x \in {d} |-> e]

(* The function that agrees with f on f's domain, and else with g. *)
f @@ g == [x \in DOMAIN f \cup DOMAIN g |-> IF x \in DOMAIN f THEN f[x] ELSE g[x]]

(* The permutations of a finite set. *)
Permutations(S) == {f \in [S -> S] : \A w \in S : \E v \in S : f[v] = w}

(* A rearrangement of s in which what is distinct is ordered by Op. *)
SortSeq(s, Op(_, _)) ==
  LET perm == CHOOSE p \in Permutations(1 .. Len(s)) :
                \A i, j \in 1 .. Len(s) :
                  i < j => Op(s[p[i]], s[p[j]]) \/ s[p[i]] = s[p[j]]
  IN  [i \in 1 .. Len(s) |-> s[perm[i]]]
=============================================================================
