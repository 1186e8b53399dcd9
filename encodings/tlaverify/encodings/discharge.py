"""Premises of hypotheses that are hypotheses themselves.

Before: ``TypeOK``, ``TypeOK /\\ Inv => P``, ``\\A x \\in S : TypeOK /\\ Q(x) => R(x)``.
After: ``TypeOK``, ``Inv => P``, ``\\A x \\in S : Q(x) => R(x)``.

A lemma is nearly always cited where its assumptions stand among the hypotheses, word by word.  What is
left out is proved by them, so that the result follows from the hypotheses; and they follow from it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from tlaverify.kernel.term import Apply, Bind, Binder, Term, builtin, is_builtin

__all__ = ["discharge"]


def discharge(t: Term, known: Container[Term]) -> Term:
    """The hypothesis ``t`` without the premises that are ``known``; ``t`` itself if it has none of them.

    A term of ``known`` has no free bound symbols, so none of a quantifier around is captured.
    """
    if isinstance(t, Bind):
        if t.binder is not Binder.FORALL:
            return t
        body = discharge(t.body, known)
        return t if body is t.body else Bind(t.binder, t.bounds, body)
    if is_builtin(t, "=>") and isinstance(t, Apply):
        premises = list(_conjuncts(t.args[0]))
        left = [p for p in premises if p not in known]
        conclusion = discharge(t.args[1], known)
        if len(left) == len(premises) and conclusion is t.args[1]:
            return t
        if not left:
            return conclusion
        return builtin("=>", left[0] if len(left) == 1 else builtin("/\\", *left), conclusion)
    if is_builtin(t, "/\\") and isinstance(t, Apply):
        parts = [discharge(a, known) for a in t.args]
        return t if all(p is a for p, a in zip(parts, t.args, strict=True)) else builtin("/\\", *parts)
    return t


def _conjuncts(t: Term) -> Iterator[Term]:
    if is_builtin(t, "/\\") and isinstance(t, Apply):
        for a in t.args:
            yield from _conjuncts(a)
    elif not is_builtin(t, "TRUE"):
        yield t
