---- MODULE UnknownOperator ----
CONSTANT Acceptors
Quorums == SUBSET Acceptor
====
