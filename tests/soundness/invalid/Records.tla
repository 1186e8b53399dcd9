---- MODULE Records ----
\* Records are functions on sets of strings; a field that a record lacks has some unspecified value.
EXTENDS Integers, TLAPS

CONSTANT V

Messages == [type : {"1a"}, bal : Nat] \cup [type : {"2a"}, bal : Nat, val : V]

\* there is no field c
THEOREM Shape01 == ASSUME NEW r \in [a : Int, b : Int] PROVE r.c \in Int OBVIOUS
\* different fields
THEOREM Shape02 == [a |-> 1, b |-> 2] = [a |-> 1] OBVIOUS
\* b may differ
THEOREM Shape03 == ASSUME NEW r \in [a : Int, b : Int], NEW s \in [a : Int, b : Int], r.a = s.a PROVE r = s OBVIOUS
\* a shorter record is another record
THEOREM Shape04 == ASSUME NEW r \in [a : Int], NEW s \in [a : Int, b : Int], r.a = s.a PROVE r = s OBVIOUS
\* r may have more fields
THEOREM Shape05 == ASSUME NEW r, r.a = 1 PROVE r = [a |-> 1] OBVIOUS
\* r need not be a function
THEOREM Shape06 == ASSUME NEW r, r.a = 1, DOMAIN r = {"a"} PROVE r = [a |-> 1] OBVIOUS
\* a message of type 1a has no field val
THEOREM Shape07 == ASSUME NEW m \in Messages PROVE m.val \in V BY DEF Messages
THEOREM Shape08 == ASSUME NEW sent, sent \in SUBSET Messages PROVE \A m \in sent : m.val \in V BY DEF Messages
\* setting a field that is not there changes nothing
THEOREM Shape09 == ASSUME NEW r \in [a : Int, b : Int] PROVE [r EXCEPT !.c = 1].c = 1 OBVIOUS
THEOREM Shape10 == ASSUME NEW r \in [a : Int, b : Int] PROVE [r EXCEPT !.c = 1] \in [a : Int, b : Int, c : Int] OBVIOUS
\* fields of an arbitrary value are arbitrary
THEOREM Shape11 == ASSUME NEW r PROVE r.a = r.b OBVIOUS
\* that a comparison holds does not make its sides numbers
THEOREM Shape12 == ASSUME NEW sent, \A m \in sent : m.bal > 0, NEW m \in sent PROVE m.bal \in Int OBVIOUS
\* the type does not give the shape when two shapes share it
THEOREM Shape13 == ASSUME NEW m \in [type : {"a"}, x : Int] \cup [type : {"a"}, y : Int] PROVE m.x \in Int OBVIOUS
\* a message of type 1a is not known to be in Messages
THEOREM Shape14 == ASSUME NEW m, m.type = "1a", m.bal \in Nat PROVE m \in Messages BY DEF Messages
\* 2a needs its val
THEOREM Shape15 == ASSUME NEW b \in Nat PROVE [type |-> "2a", bal |-> b] \in Messages BY DEF Messages
\* -1 is no ballot
THEOREM Shape16 == [type |-> "1a", bal |-> -1] \in Messages BY DEF Messages
\* a field too many
THEOREM Shape17 == ASSUME NEW v \in V PROVE [type |-> "1a", bal |-> 0, val |-> v] \in Messages BY DEF Messages
\* two messages of one ballot may differ in type
THEOREM Shape18 == ASSUME NEW m \in Messages, NEW n \in Messages, m.bal = n.bal PROVE m = n BY DEF Messages
\* there are messages of type 2a
THEOREM Shape19 == ASSUME NEW m \in Messages PROVE m.type = "1a" BY DEF Messages
\* the ill-sorted field: maxVal may be a number or a value
THEOREM Shape20 == ASSUME NEW m \in [bal : Nat \cup {"none"}] PROVE m.bal \in Nat OBVIOUS
\* r.a may be any value with r in a union of record sets
THEOREM Shape21 == ASSUME NEW r \in [a : Int] \cup [a : STRING] PROVE r.a \in Int OBVIOUS
\* a record's field name is a string, not a number
THEOREM Shape22 == [a |-> 1][1] = 1 OBVIOUS
\* missing fields of different records need not be equal
THEOREM Shape23 == ASSUME NEW r \in [a : Int], NEW s \in [a : Int] PROVE r.b = s.b OBVIOUS
\* a record set is determined by its fields only if none is empty
THEOREM Shape24 == ASSUME NEW S, NEW T, [a : S, b : {}] = [a : T, b : {}] PROVE S = T OBVIOUS
\* the update of one field does not touch the other
THEOREM Shape25 == ASSUME NEW r \in [a : Int, b : Int] PROVE [r EXCEPT !.a = 1].b = 1 OBVIOUS
====
