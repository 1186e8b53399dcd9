"""Equations among the hypotheses that are to hold of names, too.

``X = Y \\ Z`` is said of the elements as a rule, which most proofs need.  A lemma about the *value*, as
``Cardinality(S \\ T) = ...``, needs the equation itself: both sides are then one argument of Cardinality.
So an equation that a hypothesis asserts is marked (``NAMED_EQUAL``), and says both.
"""

from __future__ import annotations

from typing import Final

from tlaverify.kernel.term import Apply, Bind, Binder, Kind, Symbol, Term, is_builtin

__all__ = ["NAMED_EQUAL", "name_equations"]

NAMED_EQUAL: Final = Symbol("= by name", Kind.BUILTIN, 2)


def name_equations(t: Term) -> Term:
    """The hypothesis ``t`` with each ``=`` marked that it asserts as a whole or under a premise.

    Before: ``\\A x \\in S : P(x) => F(x) = {x}``.  After: the same with the mark; never in ``P(x)``.
    """
    if isinstance(t, Bind):
        if t.binder not in (Binder.FORALL, Binder.EXISTS):
            return t
        body = name_equations(t.body)
        return t if body is t.body else Bind(t.binder, t.bounds, body)
    if not isinstance(t, Apply):
        return t
    if is_builtin(t, "="):
        return Apply(NAMED_EQUAL, t.args)
    if is_builtin(t, "/\\") or is_builtin(t, "\\/"):
        return _rebuilt(t, tuple(name_equations(a) for a in t.args))
    if is_builtin(t, "=>"):
        return _rebuilt(t, (t.args[0], name_equations(t.args[1])))
    return t


def _rebuilt(t: Apply, args: tuple[Term, ...]) -> Term:
    return t if all(a is b for a, b in zip(args, t.args, strict=True)) else Apply(t.op, args)
