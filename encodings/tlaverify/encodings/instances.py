"""Lemmas about all sets, for the sets that the sequent speaks of.

Before: ``\\A S : \\A s \\in Seq(S) : P(S, s)`` and, somewhere, ``Seq(Nat)``.
After: ``\\A s \\in Seq(Nat) : P(Nat, s)`` as well.

There may be no term that would make a solver think of Nat: what ``s \\in Seq(Nat)`` says is written out, and
so is what a set as ``{x \\in T : Q(x)}`` contains, of which ``IsFiniteSet(S) => P(S)`` should be used.
But an instance of the first kind speaks of every sequence, those that it makes included, and most proofs need
none: the strategy ``typed-inst`` has them, for what the others leave.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tlaverify.kernel.rewrite import substitute, subterms
from tlaverify.kernel.term import Apply, Bind, Binder, Bound, Kind, Symbol, Term, builtin, is_builtin

__all__ = ["instance", "instances"]

_FORMS: Final = ("Seq", "[->]", "SUBSET", "\\X")
_WRITTEN_OUT: Final = (Binder.FILTER, Binder.MAP, Binder.FUNCTION)
_MOST: Final = 4


def instances(hypotheses: Sequence[Term], goal: Term) -> list[Term]:
    """Instances, at sets in the sequent, of the hypotheses that quantify over all values; they follow."""
    sought = [h for h in hypotheses if any(_patterns(h))]
    if not sought:
        return []
    present: dict[Apply, None] = {}
    for t in (*hypotheses, goal):
        for part in subterms(t):
            if isinstance(part, Apply) and not part.free and (_is_form(part) or _is_about_a_set(part)):
                present[part] = None
    found: dict[Term, None] = {}
    for h in sought:
        for values in _matches(h, present):
            found[instance(h, values)] = None
    return [f for f in found if f not in hypotheses]


def _is_form(t: Term) -> bool:
    return isinstance(t, Apply) and t.op.kind is Kind.BUILTIN and t.op.name in _FORMS


def _is_about_a_set(t: Apply) -> bool:
    """Whether it is an operator of a module, applied to a set or function that is written out."""
    return t.op.kind is not Kind.BUILTIN and any(map(_is_written_out, t.args))


def _is_written_out(t: Term) -> bool:
    return isinstance(t, Bind) and t.binder in _WRITTEN_OUT


def _chain(h: Term) -> list[Bound]:
    """The variables of the universal quantifiers that a hypothesis begins with.

    Premises may stand between them: ``\\A S : P(S) => (\\A T : P(T) => ..)``.
    """
    bounds: list[Bound] = []
    while True:
        if isinstance(h, Apply) and is_builtin(h, "=>"):
            h = h.args[1]
        elif isinstance(h, Bind) and h.binder is Binder.FORALL:
            bounds.extend(h.bounds)
            h = h.body
        else:
            return bounds


def _patterns(h: Term) -> Iterator[tuple[Apply, set[Symbol]]]:
    """What of a hypothesis is sought in the sequent, and the variables whose values that gives.

    Sets of a form with an unbounded variable for a part: domains of its quantifiers, or operands of what it
    is about (``IsFiniteSet(S \\X T)``); and operators of a module, applied to any of its variables.
    """
    bounds = _chain(h)
    free = {b.symbol for b in bounds if b.domain is None}
    every = {b.symbol for b in bounds}
    if not every:
        return
    about = [t for t in subterms(h) if isinstance(t, Apply) and t.op.kind is not Kind.BUILTIN and t.args]
    domains = [b.domain for b in bounds if b.domain is not None]
    for d in dict.fromkeys((*domains, *(a for t in about for a in t.args))):
        if isinstance(d, Apply) and _is_form(d) and any(_variable(a) in free for a in d.args):
            yield d, free
    for t in about:
        if any(_variable(a) in every for a in t.args):
            yield t, every


def _variable(t: Term) -> Symbol | None:
    return t.op if isinstance(t, Apply) and t.op.kind is Kind.BOUND and not t.args else None


def _matches(h: Term, present: dict[Apply, None]) -> list[dict[Symbol, Term]]:
    """What the variables are where a pattern is one of the terms ``present``."""
    out: list[dict[Symbol, Term]] = []
    for pattern, variables in _patterns(h):
        for t in present:
            values = _match(pattern, t, variables) if t.op == pattern.op else None
            if values and values not in out and (_is_form(t) or any(map(_is_written_out, values.values()))):
                out.append(values)
    return out[:_MOST]


def _match(pattern: Apply, t: Apply, variables: set[Symbol]) -> dict[Symbol, Term] | None:
    values: dict[Symbol, Term] = {}
    for a, b in zip(pattern.args, t.args, strict=True):
        v = _variable(a)
        if v in variables and v is not None:
            if values.setdefault(v, b) != b:
                return None
        elif a != b:
            return None
    return values


def instance(h: Term, values: Mapping[Symbol, Term]) -> Term:
    """The hypothesis with closed values for some variables of its outer quantifiers; the others stay.

    That the values are in their domains is a premise.
    """
    if isinstance(h, Apply) and is_builtin(h, "=>"):
        return builtin("=>", substitute(h.args[0], values), instance(h.args[1], values))
    if not (isinstance(h, Bind) and h.binder is Binder.FORALL):
        return substitute(h, values)
    bounds = tuple(
        Bound(b.symbol, None if b.domain is None else substitute(b.domain, values))
        for b in h.bounds
        if b.symbol not in values
    )
    inner = {s: v for s, v in values.items() if s not in {b.symbol for b in bounds}}
    body = instance(h.body, inner)
    made = Bind(h.binder, bounds, body) if bounds else body
    for b in reversed(h.bounds):
        if b.symbol in values and b.domain is not None:
            made = builtin("=>", builtin("\\in", values[b.symbol], substitute(b.domain, values)), made)
    return made
