---- MODULE TuplesAndSequences ----
\* Tuples are functions on 1..n; sequences are tuples of any length.
EXTENDS Integers, Sequences, TLAPS

\* a pair has no third component
THEOREM Tup01 == ASSUME NEW A, NEW B, NEW C, NEW p \in (A \X B) \cup (A \X B \X C) PROVE p[3] \in C OBVIOUS
\* a triple is not a pair with a pair in it
THEOREM Tup02 == ASSUME NEW A, NEW B, NEW C PROVE A \X B \X C = (A \X B) \X C OBVIOUS
THEOREM Tup03 == <<1, <<2, 3>>>> = <<1, 2, 3>> OBVIOUS
\* different lengths
THEOREM Tup04 == <<1, 2>> = <<1, 2, 3>> OBVIOUS
\* components start from 1
THEOREM Tup05 == ASSUME NEW A, NEW B, NEW p \in A \X B PROVE p[0] \in A OBVIOUS
\* p need not be a tuple
THEOREM Tup06 == ASSUME NEW p, p[1] = 1, p[2] = 2 PROVE p = <<1, 2>> OBVIOUS
\* order matters
THEOREM Tup07 == ASSUME NEW A, NEW B PROVE A \X B = B \X A OBVIOUS
\* tuples are functions: these are equal
THEOREM Tup08 == <<5, 6>> # [i \in 1..2 |-> i + 4] OBVIOUS
\* first components may agree
THEOREM Tup09 == ASSUME NEW A, NEW p \in A \X A, NEW q \in A \X A, p[1] = q[1] PROVE p = q OBVIOUS
\* the product of equal sets has unequal pairs
THEOREM Tup10 == ASSUME NEW A, NEW p \in A \X A PROVE p[1] = p[2] OBVIOUS
\* a sequence may be empty
THEOREM Tup11 == ASSUME NEW S, NEW s \in Seq(S) PROVE Head(s) \in S OBVIOUS
THEOREM Tup12 == ASSUME NEW S, NEW s \in Seq(S) PROVE Tail(s) \in Seq(S) OBVIOUS
THEOREM Tup13 == ASSUME NEW S, NEW s \in Seq(S) PROVE Len(s) > 0 OBVIOUS
\* ... or of another length
THEOREM Tup14 == ASSUME NEW S, NEW s \in Seq(S) PROVE s \in [1..3 -> S] OBVIOUS
\* e need not be in S
THEOREM Tup15 == ASSUME NEW S, NEW s \in Seq(S), NEW e PROVE Append(s, e) \in Seq(S) OBVIOUS
\* an index past the end
THEOREM Tup16 == ASSUME NEW S, NEW s \in Seq(S) PROVE s[Len(s) + 1] \in S OBVIOUS
\* appending is not concatenating
THEOREM Tup17 == ASSUME NEW S, NEW s \in Seq(S), NEW e \in Seq(S) PROVE Append(s, e) = s \o e OBVIOUS
\* the empty sequence is always one
THEOREM Tup18 == Seq({}) = {} OBVIOUS
\* s may be shorter than 3
THEOREM Tup19 == ASSUME NEW S, NEW s \in Seq(S) PROVE SubSeq(s, 1, 3) \in Seq(S) OBVIOUS
\* concatenation does not commute
THEOREM Tup20 == ASSUME NEW s \in Seq(Int), NEW t \in Seq(Int) PROVE s \o t = t \o s OBVIOUS
\* t may be non-empty
THEOREM Tup21 == ASSUME NEW s \in Seq(Int), NEW t \in Seq(Int) PROVE Len(s \o t) = Len(s) OBVIOUS
\* the last is not the first
THEOREM Tup22 == ASSUME NEW s \in Seq(Int), NEW e \in Int PROVE Head(Append(s, e)) = e OBVIOUS
\* s need not be a sequence
THEOREM Tup23 == ASSUME NEW s PROVE Len(s) \in Nat OBVIOUS
THEOREM Tup24 == ASSUME NEW s, NEW e PROVE Len(Append(s, e)) = Len(s) + 1 OBVIOUS
\* equal lengths do not make sequences equal
THEOREM Tup25 == ASSUME NEW s \in Seq(Int), NEW t \in Seq(Int), Len(s) = Len(t) PROVE s = t OBVIOUS
\* equal elements, but t may be longer
THEOREM Tup26 == ASSUME NEW s \in Seq(Int), NEW t \in Seq(Int), \A i \in 1..Len(s) : s[i] = t[i] PROVE s = t OBVIOUS
\* a sequence of numbers is no sequence of naturals
THEOREM Tup27 == ASSUME NEW s \in Seq(Int) PROVE s \in Seq(Nat) OBVIOUS
\* Tail drops the first element
THEOREM Tup28 == ASSUME NEW s \in Seq(Int), s # <<>> PROVE Tail(s)[1] = s[1] OBVIOUS
\* updating past the end changes nothing
THEOREM Tup29 == ASSUME NEW s \in Seq(Int) PROVE [s EXCEPT ![Len(s) + 1] = 0] = Append(s, 0) OBVIOUS
\* a one-element tuple is not its element, as far as TLA+ says
THEOREM Tup30 == ASSUME NEW x PROVE <<x>> = x OBVIOUS
\* Len(<<>>) is 0
THEOREM Tup31 == Len(<<>>) = 1 OBVIOUS
\* Head of the empty sequence is not specified
THEOREM Tup32 == Head(<<>>) = Head(<<>>) + 0 OBVIOUS
\* the domain of a sequence is 1..Len, not 0..Len-1
THEOREM Tup33 == ASSUME NEW s \in Seq(Int), s # <<>> PROVE 0 \in DOMAIN s OBVIOUS
====
