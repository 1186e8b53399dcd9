"""Equations between terms, used from left to right in all the rest of a sequent.

Before: ``f(s) = [i \\in 1..Len(g(s)) |-> s[i]]``, ``Len(g(s)) = n`` |- ``f(s) = [i \\in 1..n |-> s[i]]``.
After:  what the goal says of ``f(s)`` it says of the function, on the same set on both sides.

A solver could find this by congruence, but for what the encoder makes of operators that it knows: there
``Len(g(s))`` is one thing where ``g(s)`` is a sequence and another where it is not, and a function that is
written out is compared value by value.  Equals are put for equals in terms without free variables, and
operators that are left in a sequent are functions of their arguments' values (docs/adr/004), so what is
rewritten follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tlaverify.kernel.rewrite import map_children, subterms
from tlaverify.kernel.term import Apply, Bind, Kind, Term, is_builtin

__all__ = ["rewritten"]

_MOST: Final = 32
"""So many equations are looked at, those again that others have changed."""

_LARGEST: Final = 1000
"""A term of more parts is put for no other: equations that build on one another make terms ever larger."""

_WRITTEN_OUT: Final = frozenset(("<<>>", "REC", "{}", "EXCEPT"))


def rewritten(hypotheses: Sequence[Term], goal: Term) -> tuple[list[Term], Term]:
    """The hypotheses that change when the equations among them are used, as they are then, and the goal."""
    rules = _rules(hypotheses)
    if not rules:
        return [], goal
    out: dict[Term, None] = {}
    for h in hypotheses:
        now = _using(rules, h)
        if now != h and not _trivial(now):
            out[now] = None
    return list(out), _using(rules, goal)


def _rules(hypotheses: Sequence[Term]) -> dict[Term, Term]:
    """What is to be replaced by what: no left side is in another side."""
    rules: dict[Term, Term] = {}
    todo = [h.args for h in hypotheses if isinstance(h, Apply) and is_builtin(h, "=")]
    for _ in range(_MOST):
        if not todo:
            break
        a, b = (_using(rules, side) for side in todo.pop(0))
        left, right = (a, b) if _rank(a) >= _rank(b) else (b, a)
        if a == b or not _serves(left, right):
            continue
        now = {left: right}
        for known, value in list(rules.items()):
            less = _using(now, value)
            if _using(now, known) != known:  # it is an equation between other terms now
                del rules[known]
                todo.append((known, value))
            elif less is not value and _rank(less)[1] > _LARGEST:
                del rules[known]
            else:
                rules[known] = less
        rules[left] = right
    return rules


def _using(rules: dict[Term, Term], term: Term) -> Term:
    """The term with left sides replaced by right sides, the largest first."""
    made: dict[Term, Term] = {}

    def use(t: Term) -> Term:
        found = made.get(t)
        if found is None:
            value = rules.get(t)
            found = map_children(t, use) if value is None else value
            if found is not t and value is None:  # smaller ones inside may have made it a left side
                found = rules.get(found, found)
            made[t] = found
        return found

    return use(term)


def _rank(t: Term) -> tuple[int, int]:
    """What is opaque goes for what is not, that for what is written out, the larger for the smaller."""
    return _kind(t), sum(1 for _ in subterms(t))


def _kind(t: Term) -> int:
    if not _compound(t) or isinstance(t, Bind) or (isinstance(t, Apply) and t.op.name in _WRITTEN_OUT):
        return 0
    return 1 if isinstance(t, Apply) and t.op.kind is Kind.BUILTIN else 2


def _serves(left: Term, right: Term) -> bool:
    """Whether the one may be put for the other."""
    if not (_compound(left) or _unchanged(left, right)) or _rank(right)[1] > _LARGEST:
        return False
    return left not in set(subterms(right))


def _compound(t: Term) -> bool:
    """Whether it is more than a symbol, a literal or a primed variable: those have their forms."""
    return isinstance(t, Bind) or (isinstance(t, Apply) and bool(t.args) and not is_builtin(t, "'"))


def _unchanged(a: Term, b: Term) -> bool:
    """``x'`` and what is a symbol."""
    return is_builtin(a, "'") and isinstance(b, Apply) and not b.args


def _trivial(t: Term) -> bool:
    return isinstance(t, Apply) and is_builtin(t, "=") and t.args[0] == t.args[1]
