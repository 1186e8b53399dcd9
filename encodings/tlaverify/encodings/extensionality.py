"""Marks the equalities of a negated goal that extensionality may have to prove."""

from __future__ import annotations

from itertools import combinations

from tlaverify.encodings import smt
from tlaverify.encodings.encoder import Encoder
from tlaverify.encodings.smt import BOOL, Expr, U

__all__ = ["compare_arguments", "mark_extensionality"]

_MOST = 6


def compare_arguments(enc: Encoder) -> list[Expr]:
    """Marks for the pairs of sets and functions that one operator is applied to, or that one set has or not.

    ``Cardinality(S) = Cardinality(T)`` follows where S and T have the same elements; the solver has to be
    told to compare them.
    """
    out: list[Expr] = []
    places: dict[tuple[str, int], dict[Expr, bool]] = {}
    for name, i, argument, by_form in enc.arguments:
        found = places.setdefault((name, i), {})
        found[argument] = by_form or found.get(argument, False)
    for found in places.values():
        if len(found) > _MOST:
            continue
        for (a, by_form), (b, also) in combinations(found.items(), 2):
            if by_form or also:
                out.append(smt.app("ext!", (a, b), BOOL))
    return out


def mark_extensionality(enc: Encoder, e: Expr) -> Expr:
    """``~(a = b)`` of sort U becomes ``~(a = b) /\\ ext!(a, b)``.

    ext! is a predicate that holds of everything in the intended model: it makes the
    axiom of extensionality apply to just this pair.
    """
    return _mark(enc, e, positive=True)


def _mark(enc: Encoder, e: Expr, *, positive: bool) -> Expr:
    if e.kind == "quant":
        return Expr("quant", e.op, (_mark(enc, e.args[0], positive=positive),), BOOL, e.bound, e.pats)
    if e.kind != "op":
        return e
    if e.op == "not":
        return smt.not_(_mark(enc, e.args[0], positive=not positive))
    if e.op == "and":
        return smt.conj(_mark(enc, a, positive=positive) for a in e.args)
    if e.op == "or":
        return smt.disj(_mark(enc, a, positive=positive) for a in e.args)
    if e.op == "=" and not positive and e.args[0].sort == U and not any(map(_plain, e.args)):
        return smt.disj((e, smt.not_(smt.app("ext!", e.args, BOOL))))
    return e


def _plain(e: Expr) -> bool:
    """A number, a string or a Boolean: no elements of it are known, so extensionality says nothing."""
    return e.op in ("i2u!", "true!", "false!") or e.op.startswith('"')
