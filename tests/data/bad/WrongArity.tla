---- MODULE WrongArity ----
Op(a, b) == a
Use == Op(1)
====
