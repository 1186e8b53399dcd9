----------------------------- MODULE Sequences ------------------------------
(* Finite sequences.  A sequence of length n is a function with domain      *)
(* 1 .. n, hence every tuple is one.  The bodies state the meaning that the *)
(* built-in operators have ("Specifying Systems", section 18.1).            *)
LOCAL INSTANCE Naturals

Seq(S) == UNION {[1 .. n -> S] : n \in Nat} (*{ builtin "Seq" }*)

Len(s) == CHOOSE n \in Nat : DOMAIN s = 1 .. n (*{ builtin "Len" }*)

s \o t == [i \in 1 .. Len(s) + Len(t) |-> IF i \leq Len(s) THEN s[i] ELSE t[i - Len(s)]] (*{ builtin "\\o" }*)

Append(s, e) == s \o <<e>> (*{ builtin "Append" }*)

Head(s) == s[1] (*{ builtin "Head" }*)

Tail(s) == CASE s # << >> -> [i \in 1 .. Len(s) - 1 |-> s[i + 1]] (*{ builtin "Tail" }*)

(* The elements of s at the positions m .. n. *)
SubSeq(s, m, n) == [i \in 1 .. (1 + n) - m |-> s[(i + m) - 1]] (*{ builtin "SubSeq" }*)

(* The elements of s that pass the test, in their order. *)
SelectSeq(s, Test(_)) ==
  LET selected[k \in 0 .. Len(s)] ==
        IF k = 0
        THEN << >>
        ELSE IF Test(s[k]) THEN Append(selected[k - 1], s[k]) ELSE selected[k - 1]
  IN  selected[Len(s)]
=============================================================================
