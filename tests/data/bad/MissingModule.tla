---- MODULE MissingModule ----
EXTENDS Naturals, Nowhere
THEOREM TRUE OBVIOUS
====
