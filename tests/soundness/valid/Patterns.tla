---- MODULE Patterns ----
\* The true twins of invalid/Patterns.tla.
EXTENDS Integers, TLAPS

CONSTANT S

THEOREM Vt01 == {a : <<a>> \in {<<1>>}, a_ \in {<<2>>}} = {1} OBVIOUS
THEOREM Vt02 == {a : <<a, b>> \in {<<1, 5>>}, a_b_ \in {<<2, 5>>}} = {1} OBVIOUS
THEOREM Vt03 == [<<a, b>> \in {<<1, 5>>}, a_b_ \in {<<2, 5>>} |-> a][<<1, 5>>, <<2, 5>>] = 1 OBVIOUS
THEOREM Vt04 == {a : <<a, b>> \in {<<1, 5>>}, <<a_b>> \in {<<2>>}} = {1} OBVIOUS
THEOREM Vt05 == {<<a, b>> \in {<<1, 5>>, <<1, 5, 6>>} : a = 1} = {<<1, 5>>} OBVIOUS
THEOREM Vt06 == \A <<a, b>> \in {<<1, 5, 6>>} : a = 2 OBVIOUS
THEOREM Vt07 == {<<a, b>> : <<b, a>> \in {<<1, 2>>}} = {<<2, 1>>} OBVIOUS
THEOREM Vt08 == {<<a, b>> \in S : TRUE} \subseteq S OBVIOUS
====
