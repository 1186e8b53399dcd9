"""The built-in operators a term may use: names, arities, meanings.

The elaborator writes these and nothing else; rules of the encodings and of the
evaluator are registered under these names.  ``*`` marks a variable number of
arguments.
"""

from __future__ import annotations

from typing import Final

from tlaverify.kernel.term import Level

BUILTIN_OPERATORS: Final[dict[str, str]] = {
    # logic
    "TRUE": "truth", "FALSE": "falsity", "BOOLEAN": "{TRUE, FALSE}", "STRING": "all strings",
    "/\\": "conjunction *", "\\/": "disjunction *", "~": "negation", "=>": "implication",
    "<=>": "equivalence", "=": "equality", "IF": "IF(test, then, else)",
    "CASE": "CASE(p1, e1, ..., pn, en[, other]) *",
    # sets
    "\\in": "membership", "\\subseteq": "inclusion", "\\cup": "union of two", "\\cap": "intersection",
    "\\": "difference", "SUBSET": "powerset", "UNION": "union of a set of sets", "{}": "enumeration *",
    "\\X": "Cartesian product * (flat)",
    # functions, tuples, records; r.f is APPLY(r, "f") and f[a, b] is APPLY(f, <<a, b>>)
    "APPLY": "f[e]", "DOMAIN": "domain", "[->]": "[S -> T]",
    "EXCEPT": "EXCEPT(f, e, v): [f EXCEPT ![e] = v]; nested and several updates are nested EXCEPTs",
    "<<>>": "tuple *", "REC": 'REC("f1", e1, ..., "fn", en) *', "RECSET": 'RECSET("f1", S1, ...) *',
    # actions and temporal logic
    "'": "prime", "UNCHANGED": "UNCHANGED e", "[]_": "[]_(A, v): [A]_v", "<<>>_": "<<>>_(A, v): <<A>>_v",
    "ENABLED": "ENABLED A", "\\cdot": "action composition",
    "[]": "always", "<>": "eventually", "~>": "leads to", "-+->": "guarantees",
    "WF_": "WF_(v, A): WF_v(A)", "SF_": "SF_(v, A): SF_v(A)",
    # interpreted operators of the standard modules (library/*.tla marks them with a pragma)
    "Nat": "naturals", "Int": "integers", "Real": "reals", "Infinity": "of Reals",
    "+": "sum", "-": "difference", "-.": "negative", "*": "product", "/": "quotient of Reals", "^": "power",
    "\\div": "floored quotient", "%": "remainder, with divisor > 0", "..": "integer interval",
    "<": "less", "<=": "less or equal (>, >= are turned round)",
    "Seq": "Seq(S)", "Len": "length", "Append": "Append(s, e)", "Head": "first", "Tail": "all but the first",
    "\\o": "concatenation", "SubSeq": "SubSeq(s, m, n)",
}
"""Name -> meaning.  Derived forms never appear: ``#``, ``\\notin``, ``>``, ``>=``, ``\\equiv`` are rewritten
(``a # b`` is ``~(a = b)``, ``a >= b`` is ``b <= a``, ...)."""

PREDICATES: Final[frozenset[str]] = frozenset(
    {"TRUE", "FALSE", "/\\", "\\/", "~", "=>", "<=>", "=", "\\in", "\\subseteq", "<", "<=", "UNCHANGED",
     "[]_", "<<>>_", "ENABLED", "\\cdot", "[]", "<>", "~>", "-+->", "WF_", "SF_"}
)
"""Operators whose value is always Boolean."""

OPERATOR_LEVEL: Final[dict[str, Level]] = {
    "'": Level.ACTION, "UNCHANGED": Level.ACTION, "[]_": Level.ACTION, "<<>>_": Level.ACTION,
    "\\cdot": Level.ACTION, "ENABLED": Level.STATE, "[]": Level.TEMPORAL, "<>": Level.TEMPORAL,
    "~>": Level.TEMPORAL, "-+->": Level.TEMPORAL, "WF_": Level.TEMPORAL, "SF_": Level.TEMPORAL,
}
"""The least level of an application; for the operators not listed it is the maximum over the arguments."""
