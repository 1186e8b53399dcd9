---- MODULE Lemmas ----
\* Lemmas one of whose premises does not stand among the hypotheses; operators on what may be no sequence.
EXTENDS Integers, Sequences, TLAPS

VARIABLES x, y
TypeOK == x \in Int /\ y \in Int

\* x > 0 is not known
THEOREM Lem01 == ASSUME TypeOK, TypeOK /\ x > 0 => y > 0 PROVE y > 0 BY DEF TypeOK
\* P holds of a, the lemma is used for b
THEOREM Lem02 == ASSUME NEW S, NEW P(_), NEW Q(_), NEW a \in S, NEW b \in S, P(a), \A z \in S : P(z) => Q(z) PROVE Q(b) OBVIOUS
\* the premise holds now, not then
THEOREM Lem03 == ASSUME TypeOK, (TypeOK => x > 0)' PROVE x' > 0 BY DEF TypeOK
THEOREM Lem04 == ASSUME TypeOK', TypeOK => x > 0 PROVE x > 0 BY DEF TypeOK
\* the premise is the lemma's own conclusion
THEOREM Lem05 == ASSUME NEW A, NEW B, A => B, B => A PROVE A OBVIOUS
\* the premise stands under another quantifier
THEOREM Lem06 == ASSUME NEW S, NEW P(_), NEW Q(_), \E z \in S : P(z), \A z \in S : P(z) => Q(z) PROVE \A z \in S : Q(z) OBVIOUS
\* the premise is only a disjunct of what is known
THEOREM Lem07 == ASSUME NEW A, NEW B, NEW C, A \/ B, A => C PROVE C OBVIOUS
\* t may be no sequence
THEOREM Lem08 == ASSUME NEW t PROVE Len(Append(t, 1)) = Len(t) + 1 OBVIOUS
THEOREM Lem09 == ASSUME NEW t, NEW e PROVE Append(t, e)[Len(t) + 1] = e OBVIOUS
THEOREM Lem10 == ASSUME NEW t, NEW u PROVE t \o u \in Seq({t[k] : k \in DOMAIN t} \cup {u[k] : k \in DOMAIN u}) OBVIOUS
\* t may be empty
THEOREM Lem11 == ASSUME NEW S, NEW t \in Seq(S) PROVE Tail(t) \in Seq(S) OBVIOUS
THEOREM Lem12 == ASSUME NEW S, NEW t \in Seq(S) PROVE Len(Tail(t)) = Len(t) - 1 OBVIOUS
\* the order of what is appended counts
THEOREM Lem13 == ASSUME NEW S, NEW t \in Seq(S), NEW a \in S, NEW b \in S PROVE Append(Append(t, a), b) = Append(Append(t, b), a) OBVIOUS
THEOREM Lem14 == ASSUME NEW S, NEW t \in Seq(S), NEW a \in S PROVE <<a>> \o t = Append(t, a) OBVIOUS
\* the lemma speaks of Append, not of Tail
THEOREM Lem15 == ASSUME NEW F(_), \A s, m : F(Append(s, m)) = F(s), NEW t PROVE F(Tail(t)) = F(t) OBVIOUS
\* an equation that holds under a premise only
THEOREM Lem16 == ASSUME NEW F(_), NEW S, NEW T, NEW u, NEW A, A => T = S \cup {u} PROVE F(T) = F(S \cup {u}) OBVIOUS
\* ... or in one case, or for one y
THEOREM Lem17 == ASSUME NEW F(_), NEW S, NEW T, NEW u, NEW A, A \/ T = S \cup {u} PROVE F(T) = F(S \cup {u}) OBVIOUS
THEOREM Lem18 == ASSUME NEW F(_), NEW S, NEW T, NEW u, \E w : T = S \cup {w} PROVE F(T) = F(S \cup {u}) OBVIOUS
\* ... or not at all
THEOREM Lem19 == ASSUME NEW F(_), NEW S, NEW T, NEW u, T # S \cup {u} PROVE F(T) # F(S \cup {u}) OBVIOUS
THEOREM Lem20 == ASSUME NEW F(_), NEW S, NEW T, NEW u, (T = S \cup {u}) => FALSE, u \in T, S \subseteq T PROVE FALSE OBVIOUS
\* the elements of T are only some
THEOREM Lem21 == ASSUME NEW F(_), NEW S, NEW T, NEW u, T \subseteq S \cup {u} PROVE F(T) = F(S \cup {u}) OBVIOUS
\* the lemma for sequences of integers says nothing of others
THEOREM Lem22 == ASSUME NEW P(_, _), \A S : \A s \in Seq(S) : P(S, s), NEW t \in Seq(Int) PROVE P(Nat, t) OBVIOUS
THEOREM Lem23 == ASSUME NEW P(_), NEW S, \A s \in Seq(S) : P(s), NEW t \in Seq(Int) PROVE P(t) OBVIOUS
THEOREM Lem24 == ASSUME NEW P(_), \A S, T : \A f \in [S -> T] : f \in [S -> S] => P(f), NEW g \in [Int -> BOOLEAN] PROVE P(g) OBVIOUS
\* a lemma that makes ever more members makes only those
THEOREM Lem25 == ASSUME NEW Fs, NEW S, NEW T, \A f \in Fs : \A z \in S : [f EXCEPT ![z] = 0] \in Fs, NEW g \in Fs, NEW a \in T
                 PROVE [g EXCEPT ![a] = 0] \in Fs OBVIOUS
THEOREM Lem26 == ASSUME NEW Fs, NEW S, \A f \in Fs : \A z \in S : [f EXCEPT ![z] = 0] \in Fs, NEW g, NEW a \in S, [g EXCEPT ![a] = 0] \in Fs
                 PROVE g \in Fs OBVIOUS
\* what is appended may be a
Range(s) == {s[k] : k \in DOMAIN s}
THEOREM Lem27 == ASSUME \A S : \A s \in Seq(S) : \A e \in S : Append(s, e) \in Seq(S) /\ Range(Append(s, e)) = Range(s) \cup {e},
                       NEW a, a \notin Nat, NEW q, NEW qp, NEW P, NEW v \in Nat \cup {a},
                       \A i, j \in P : q[i][j] \in Seq(Nat \cup {a}) /\ qp[i][j] = Append(q[i][j], v), NEW i \in P, NEW j \in P,
                       a \notin Range(q[i][j]) PROVE a \notin Range(qp[i][j]) BY DEF Range
====
