---- MODULE Sets ----
\* Set algebra that does not hold.
EXTENDS Integers, FiniteSets, TLAPS

\* T may have more elements
THEOREM Set01 == ASSUME NEW S, NEW T, \A x \in S : x \in T PROVE S = T OBVIOUS
THEOREM Set02 == ASSUME NEW S, NEW T PROVE S \subseteq T \/ T \subseteq S OBVIOUS
THEOREM Set03 == ASSUME NEW S, NEW T, NEW U, S \cup T = S \cup U PROVE T = U OBVIOUS
THEOREM Set04 == ASSUME NEW S, NEW T, NEW U, S \cap T = S \cap U PROVE T = U OBVIOUS
THEOREM Set05 == ASSUME NEW S, NEW T PROVE SUBSET S \cup SUBSET T = SUBSET (S \cup T) OBVIOUS
THEOREM Set06 == ASSUME NEW S, NEW T PROVE UNION {S, T} = S OBVIOUS
THEOREM Set07 == ASSUME NEW S, NEW T PROVE S \ T = T \ S OBVIOUS
THEOREM Set08 == ASSUME NEW S, NEW T PROVE (S \ T) \cup T = S OBVIOUS
THEOREM Set09 == ASSUME NEW S, NEW P(_) PROVE {x \in S : P(x)} = S OBVIOUS
THEOREM Set10 == ASSUME NEW S, NEW T, NEW x \in S PROVE x \in T OBVIOUS
THEOREM Set11 == ASSUME NEW S, NEW x, S \subseteq {x} PROVE S = {x} OBVIOUS
THEOREM Set12 == ASSUME NEW x, NEW y PROVE {x, y} # {x} OBVIOUS
THEOREM Set13 == ASSUME NEW S, NEW T, S \in SUBSET T PROVE S # T OBVIOUS
THEOREM Set14 == ASSUME NEW S, NEW T, NEW U, S \in T, T \in U PROVE S \in U OBVIOUS
THEOREM Set15 == {1, 2} = {2, 3} OBVIOUS
THEOREM Set16 == {{}} = {} OBVIOUS
\* the image need not be everything
THEOREM Set17 == {x + x : x \in Nat} = Nat OBVIOUS
\* two images may be equal though the functions differ
THEOREM Set18 == ASSUME NEW S, NEW F(_), NEW G(_), {F(x) : x \in S} = {G(x) : x \in S} PROVE \A x \in S : F(x) = G(x) OBVIOUS
\* ... and elements of an image come from some x, not every x
THEOREM Set19 == ASSUME NEW S, NEW F(_), NEW y \in {F(x) : x \in S}, NEW x \in S PROVE y = F(x) OBVIOUS
\* finiteness
THEOREM Set20 == IsFiniteSet(Nat) OBVIOUS
THEOREM Set21 == ASSUME NEW S PROVE IsFiniteSet(S) OBVIOUS
THEOREM Set22 == ASSUME NEW S PROVE Cardinality(S) \in Nat OBVIOUS
THEOREM Set23 == ASSUME NEW S, NEW T, IsFiniteSet(S), IsFiniteSet(T), Cardinality(S) = Cardinality(T) PROVE S = T OBVIOUS
THEOREM Set24 == ASSUME NEW S, NEW T, IsFiniteSet(S), IsFiniteSet(T) PROVE Cardinality(S \cup T) = Cardinality(S) + Cardinality(T) OBVIOUS
\* BOOLEAN has two elements
THEOREM Set25 == BOOLEAN = {TRUE} OBVIOUS
\* pairs
THEOREM Set26 == ASSUME NEW S, NEW T, NEW U, NEW V, S \X T = U \X V PROVE S = U OBVIOUS
\* not every element of SUBSET S is S
THEOREM Set27 == ASSUME NEW S, NEW T \in SUBSET S PROVE T = S OBVIOUS
\* a subset of a set of quorums
THEOREM Set28 == ASSUME NEW A, NEW Q \in SUBSET A, NEW R \in SUBSET A PROVE Q \cap R # {} OBVIOUS
\* UNION and membership
THEOREM Set29 == ASSUME NEW S, NEW x \in UNION S PROVE x \in S OBVIOUS
THEOREM Set30 == ASSUME NEW S, NEW x \in UNION S, NEW T \in S PROVE x \in T OBVIOUS
\* equal unions
THEOREM Set31 == ASSUME NEW S, NEW T, UNION S = UNION T PROVE S = T OBVIOUS
\* distributing the product
THEOREM Set32 == ASSUME NEW S, NEW T PROVE (S \cup T) \X (S \cup T) = (S \X S) \cup (T \X T) OBVIOUS
\* a function space of a union
THEOREM Set33 == ASSUME NEW S, NEW T, NEW U PROVE [S -> T \cup U] = [S -> T] \cup [S -> U] OBVIOUS
====
