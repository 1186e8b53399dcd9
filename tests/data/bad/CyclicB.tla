---- MODULE CyclicB ----
EXTENDS CyclicA
====
