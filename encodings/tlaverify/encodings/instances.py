"""Lemmas about all sets of a form, for the sets of that form that the sequent speaks of.

Before: ``\\A S : \\A s \\in Seq(S) : P(S, s)`` and, somewhere, ``Seq(Nat)``.
After: ``\\A s \\in Seq(Nat) : P(Nat, s)`` as well.

There may be no term that would make a solver think of Nat: what ``s \\in Seq(Nat)`` says is written out.
But such an instance speaks of every sequence, those that it makes included, and most proofs need none: the
strategy ``typed-inst`` has them, for what the others leave.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tlaverify.kernel.rewrite import substitute, subterms
from tlaverify.kernel.term import Apply, Bind, Binder, Bound, Kind, Symbol, Term, builtin, is_builtin

__all__ = ["instances"]

_FORMS: Final = ("Seq", "[->]", "SUBSET", "\\X")
_MOST: Final = 4


def instances(hypotheses: Sequence[Term], goal: Term) -> list[Term]:
    """Instances, at sets in the sequent, of the hypotheses that quantify over all values; they follow."""
    sought = [h for h in hypotheses if any(_patterns(h))]
    if not sought:
        return []
    present: dict[Apply, None] = {}
    for t in (*hypotheses, goal):
        for part in subterms(t):
            if _is_form(part) and not part.free:
                assert isinstance(part, Apply)
                present[part] = None
    found: dict[Term, None] = {}
    for h in sought:
        for values in _matches(h, present):
            found[_instance(h, values)] = None
    return [f for f in found if f not in hypotheses]


def _is_form(t: Term) -> bool:
    return isinstance(t, Apply) and t.op.kind is Kind.BUILTIN and t.op.name in _FORMS


def _chain(h: Term) -> tuple[list[Symbol], list[Term]]:
    """The unbounded variables of the quantifiers that a hypothesis begins with, and the others' domains.

    Premises may stand between them: ``\\A S : P(S) => (\\A T : P(T) => ..)``.
    """
    free: list[Symbol] = []
    domains: list[Term] = []
    while True:
        if isinstance(h, Apply) and is_builtin(h, "=>"):
            h = h.args[1]
            continue
        if not (isinstance(h, Bind) and h.binder is Binder.FORALL):
            return free, domains
        for b in h.bounds:
            if b.domain is None:
                free.append(b.symbol)
            else:
                domains.append(b.domain)
        h = h.body


def _patterns(h: Term) -> Iterator[Apply]:
    """The sets of a hypothesis that are of a form and have an unbounded variable for a part.

    They are domains of its quantifiers, or operands of what it is about (``IsFiniteSet(S \\X T)``).
    """
    free, domains = _chain(h)
    if not free:
        return
    operands = [
        a for t in subterms(h) if isinstance(t, Apply) and t.op.kind is not Kind.BUILTIN for a in t.args
    ]  # fmt: skip
    for d in dict.fromkeys((*domains, *operands)):
        if _is_form(d) and isinstance(d, Apply) and any(_variable(a) in free for a in d.args):
            yield d


def _variable(t: Term) -> Symbol | None:
    return t.op if isinstance(t, Apply) and t.op.kind is Kind.BOUND and not t.args else None


def _matches(h: Term, present: dict[Apply, None]) -> list[dict[Symbol, Term]]:
    """What the unbounded variables are where a domain is one of the sets ``present``."""
    free, _ = _chain(h)
    out: list[dict[Symbol, Term]] = []
    for pattern in _patterns(h):
        for t in present:
            values = _match(pattern, t, free) if t.op == pattern.op else None
            if values and values not in out:
                out.append(values)
    return out[:_MOST]


def _match(pattern: Apply, t: Apply, free: list[Symbol]) -> dict[Symbol, Term] | None:
    values: dict[Symbol, Term] = {}
    for a, b in zip(pattern.args, t.args, strict=True):
        v = _variable(a)
        if v in free and v is not None:
            if values.setdefault(v, b) != b:
                return None
        elif a != b:
            return None
    return values


def _instance(h: Term, values: dict[Symbol, Term]) -> Term:
    """The hypothesis with closed values for some of its unbounded variables."""
    if isinstance(h, Apply) and is_builtin(h, "=>"):
        return builtin("=>", substitute(h.args[0], values), _instance(h.args[1], values))
    if not (isinstance(h, Bind) and h.binder is Binder.FORALL):
        return substitute(h, values)
    bounds = tuple(
        Bound(b.symbol, None if b.domain is None else substitute(b.domain, values))
        for b in h.bounds
        if b.symbol not in values
    )
    inner = {s: v for s, v in values.items() if s not in {b.symbol for b in bounds}}
    body = _instance(h.body, inner)
    return Bind(h.binder, bounds, body) if bounds else body
