---- MODULE Lemmas ----
\* The true twins of ../invalid/Lemmas: lemmas whose premises stand among the hypotheses.
EXTENDS Integers, Sequences, TLAPS

VARIABLES x, y
TypeOK == x \in Int /\ y \in Int
Range(s) == {s[k] : k \in DOMAIN s}

THEOREM Le01 == ASSUME TypeOK, TypeOK /\ x > 0 => y > 0, x > 0 PROVE y > 0 BY DEF TypeOK
THEOREM Le02 == ASSUME NEW S, NEW P(_), NEW Q(_), NEW R, R, \A z \in S : R /\ P(z) => Q(z), NEW a \in S, P(a) PROVE Q(a) OBVIOUS
THEOREM Le03 == ASSUME TypeOK', (TypeOK => x > 0)' PROVE x' > 0 BY DEF TypeOK
THEOREM Le04 == ASSUME NEW A, NEW B, NEW C, A, A => (B => C), A => B PROVE C OBVIOUS
\* sequences that may be none
THEOREM Le05 == ASSUME NEW F(_), \A s, m : F(Append(s, m)) = F(s), NEW t PROVE F(Append(Append(t, 1), 2)) = F(t) OBVIOUS
THEOREM Le06 == ASSUME NEW F(_), \A s : F(Tail(s)) \subseteq F(s), NEW t, NEW e \in F(Tail(t)) PROVE e \in F(t) OBVIOUS
LEMMA RangeAppend == ASSUME NEW S, NEW s \in Seq(S), NEW m PROVE Range(Append(s, m)) = Range(s) \cup {m}
  <1>1. Range(s) \cup {m} \subseteq Range(Append(s, m))
    <2>1. /\ Len(s) + 1 \in DOMAIN Append(s, m) /\ Append(s, m)[Len(s) + 1] = m
          /\ \A k \in DOMAIN s : k \in DOMAIN Append(s, m) /\ Append(s, m)[k] = s[k]
      OBVIOUS
    <2> QED BY <2>1 DEF Range
  <1>2. Range(Append(s, m)) \subseteq Range(s) \cup {m} BY DEF Range
  <1> QED BY <1>1, <1>2
THEOREM Le07 == ASSUME NEW S, NEW t \in Seq(S), NEW e \in Range(Append(t, 1)), e # 1 PROVE e \in Range(t) BY RangeAppend
THEOREM Le08 == ASSUME NEW S, NEW t \in Seq(S), NEW a \in S, NEW b \in S
                PROVE Append(Append(t, a), b)[Len(t) + 1] = a /\ Tail(Append(<<>>, a)) = <<>> OBVIOUS
\* equations between sets, for lemmas about their values
THEOREM Le09 == ASSUME NEW F(_), NEW S, NEW T, NEW u, T = S \cup {u}, F(S \cup {u}) = 1 PROVE F(T) = 1 OBVIOUS
THEOREM Le10 == ASSUME NEW F(_), NEW S, NEW T, NEW u, NEW A, A, A => S \ {u} = T, \A X, w : F(X \ {w}) = F(X) PROVE F(T) = F(S) OBVIOUS
THEOREM Le11 == ASSUME NEW F(_), NEW S, NEW T, \E w : T = S \cup {w}, \A X, w : F(X \cup {w}) = 1 PROVE F(T) = 1 OBVIOUS
THEOREM Le12 == ASSUME NEW F(_), NEW S, NEW T(_), \A w \in S : T(w) = {w}, \A w : F({w}) = 1, NEW a \in S PROVE F(T(a)) = 1 OBVIOUS
THEOREM Le13 == ASSUME NEW F(_), NEW m \in Int, NEW n \in Int, NEW I, I = m .. n, \A i, j \in Int : F(i .. j) = i PROVE F(I) = m OBVIOUS
\* lemmas for all sets, of which one is meant
THEOREM Le14 == ASSUME NEW P(_, _), \A S : \A s \in Seq(S) : P(S, s), NEW t \in Seq(Int) PROVE P(Int, t) OBVIOUS
THEOREM Le15 == ASSUME NEW P(_), \A S : \A s \in Seq(S) : P(s), NEW t \in Seq(Nat \cup {-1}) PROVE P(t) OBVIOUS
THEOREM Le16 == ASSUME NEW P(_), \A S, T : \A f \in [S -> T] : P(f), NEW g \in [Int -> BOOLEAN] PROVE P(g) OBVIOUS
THEOREM Le17 == ASSUME NEW Fs, NEW S, \A f \in Fs : \A z \in S : [f EXCEPT ![z] = 0] \in Fs, NEW g \in Fs, NEW a \in S
                PROVE [g EXCEPT ![a] = 0] \in Fs OBVIOUS
\* instances of the lemma would feed themselves, and are not needed
THEOREM Le18 == ASSUME \A S : \A s \in Seq(S) : \A e \in S : Append(s, e) \in Seq(S) /\ Range(Append(s, e)) = Range(s) \cup {e},
                       NEW a, a \notin Nat, NEW q, NEW qp, NEW P, NEW v \in Nat,
                       \A i, j \in P : q[i][j] \in Seq(Nat \cup {a}) /\ qp[i][j] = Append(q[i][j], v), NEW i \in P, NEW j \in P,
                       a \notin Range(q[i][j]) PROVE a \notin Range(qp[i][j]) BY DEF Range
====
