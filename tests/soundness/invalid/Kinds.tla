---- MODULE Kinds ----
\* Values of different kinds: TLA+ does not say whether a number equals a string, a set or a Boolean.
EXTENDS Integers, Sequences, FiniteSets, TLAPS

\* 0 may be the empty set
THEOREM Kind01 == {} # 0 OBVIOUS
\* ... and is not known to be
THEOREM Kind02 == {} = 0 OBVIOUS
\* a string may be a number
THEOREM Kind03 == "a" # 1 OBVIOUS
\* a Boolean may be a number
THEOREM Kind04 == TRUE # 1 OBVIOUS
THEOREM Kind05 == TRUE = 1 OBVIOUS
\* a string may be in Int
THEOREM Kind06 == "a" \notin Int OBVIOUS
THEOREM Kind07 == "a" \in Int OBVIOUS
\* a Boolean may be in Int
THEOREM Kind08 == TRUE \notin Int OBVIOUS
\* a set may be a number
THEOREM Kind09 == {} \notin Nat OBVIOUS
\* the empty function may be the empty set, or not
THEOREM Kind10 == <<>> = {} OBVIOUS
THEOREM Kind11 == <<>> # {} OBVIOUS
\* a record may be a set
THEOREM Kind12 == [a |-> 1] # {} OBVIOUS
\* a tuple may be a number
THEOREM Kind13 == <<1>> # 1 OBVIOUS
THEOREM Kind14 == <<1>> = 1 OBVIOUS
\* the elements of a number are not specified
THEOREM Kind15 == 5 \in 7 OBVIOUS
THEOREM Kind16 == 5 \notin 7 OBVIOUS
\* nor what a number has for subsets
THEOREM Kind17 == SUBSET 0 = {0} OBVIOUS
THEOREM Kind18 == UNION {1} = {} OBVIOUS
\* strings and integers need not be disjoint
THEOREM Kind19 == STRING \cap Int = {} OBVIOUS
\* not every value is a Boolean
THEOREM Kind20 == ASSUME NEW p PROVE p \in BOOLEAN OBVIOUS
\* two values may be equivalent as formulas without being equal
THEOREM Kind21 == ASSUME NEW p, NEW q, p <=> q PROVE p = q OBVIOUS
\* what does not hold need not be the value FALSE unless it is a Boolean
THEOREM Kind22 == ASSUME NEW p, ~p PROVE p = FALSE OBVIOUS
\* a double negation is a Boolean, p need not be one
THEOREM Kind41 == ASSUME NEW p PROVE (~~p) = p OBVIOUS
\* that a disjunction holds does not make its parts Booleans
THEOREM Kind23 == ASSUME NEW p, p \/ TRUE PROVE p \in BOOLEAN OBVIOUS
\* a string may be a number, so the set may have one element
THEOREM Kind24 == Cardinality({1, "a"}) = 2 OBVIOUS
\* two constants may be equal
THEOREM Kind25 == ASSUME NEW a, NEW b PROVE Cardinality({a, b}) = 2 OBVIOUS
\* there are more than three kinds of values
THEOREM Kind26 == ASSUME NEW x PROVE x \in Int \/ x \in BOOLEAN \/ x \in STRING OBVIOUS
\* the second element may be meant
THEOREM Kind27 == ASSUME NEW x \in {1, "a"} PROVE x = 1 OBVIOUS
THEOREM Kind28 == ASSUME NEW x \in Nat \cup STRING PROVE x \in Nat OBVIOUS
\* there are more than two strings
THEOREM Kind29 == ASSUME NEW x \in STRING, x # "a" PROVE x = "b" OBVIOUS
\* elements of two sets may coincide
THEOREM Kind30 == ASSUME NEW S, NEW T, NEW u \in S, NEW v \in T PROVE u # v OBVIOUS
\* ... also if the sets differ
THEOREM Kind31 == ASSUME NEW S, NEW T, S # T, NEW u \in S, NEW v \in T PROVE u # v OBVIOUS
\* a tuple and a record may be equal as far as TLA+ says: "a" may be 1
THEOREM Kind32 == <<5>> # [a |-> 5] OBVIOUS
\* a string may be a set of numbers
THEOREM Kind33 == "abc" \notin SUBSET Int OBVIOUS
\* contradiction from nothing
THEOREM Kind34 == FALSE OBVIOUS
THEOREM Kind35 == 0 = 1 OBVIOUS
\* plainly false comparisons within one kind
THEOREM Kind36 == "a" = "b" OBVIOUS
THEOREM Kind37 == TRUE = FALSE OBVIOUS
\* Russell's set does not exist
THEOREM Kind38 == \E S : \A x : x \in S <=> x \notin x OBVIOUS
\* nor does the set of all values
THEOREM Kind39 == \E S : \A x : x \in S OBVIOUS
\* an integer may be a function with any value at 1
THEOREM Kind40 == 5[1] = 5 OBVIOUS
====
