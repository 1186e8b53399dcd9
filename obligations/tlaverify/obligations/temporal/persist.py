"""Formulas that stay true, or stay false, once they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tlaverify.kernel.sequent import Definition
from tlaverify.kernel.term import Apply, Bind, Binder, Kind, Level, Symbol, Term
from tlaverify.obligations.expand import Expander
from tlaverify.obligations.temporal.levels import Levels

__all__ = ["Stays", "persists", "stays"]


class Stays(NamedTuple):
    """``true``: F => []F is seen to be valid; ``false``: ~F => []~F is.

    Where both hold the formula has one truth value at all instants of a behaviour.
    """

    true: bool
    false: bool


_NEITHER = Stays(False, False)
_BOTH = Stays(True, True)


def persists(term: Term, definitions: Mapping[Symbol, Definition]) -> bool:
    """Whether ``F => []F`` can be seen to be valid.

    So it is where F is of constant level, ``[]G``, ``[]<>G``, ``<>[]G`` or a fairness condition, or made
    of such by conjunction, disjunction, and quantifiers over constant domains.  Definitions are looked
    through, cited or not: what is asked is a matter of meaning, not of what a step may use.
    """
    return stays(Expander(definitions, frozenset(definitions)).expand(term), Levels()).true


def stays(term: Term, levels: Levels) -> Stays:
    """What can be seen of a term whose definitions are expanded; the others are taken as unknown."""
    if levels.of(term) is Level.CONSTANT:
        return _BOTH
    if isinstance(term, Bind):
        constant = all(b.domain is None or levels.of(b.domain) is Level.CONSTANT for b in term.bounds)
        rigid = constant and term.binder in (Binder.FORALL, Binder.EXISTS)
        return stays(term.body, levels) if rigid else _NEITHER
    if not isinstance(term, Apply) or term.op.kind is not Kind.BUILTIN:
        return _NEITHER
    match term.op.name:
        case "WF_" | "SF_":  # a junction of []<>P and <>[]P, whose truth does not depend on any finite prefix
            return _BOTH
        case "~>":
            return Stays(True, False)
        case "[]":  # ~[]F is <>~F, which stays true if ~F does
            inner = stays(term.args[0], levels)
            return Stays(True, inner.false or _is_eventually(term.args[0]))
        case "<>":
            inner = stays(term.args[0], levels)
            return Stays(inner.true or _is_always(term.args[0]), True)
        case "/\\" | "\\/" | "<=>" | "=>" | "~":
            return _connective(term.op.name, [stays(a, levels) for a in term.args])
    return _NEITHER


def _connective(name: str, parts: list[Stays]) -> Stays:
    if name == "~":
        return Stays(parts[0].false, parts[0].true)
    if name == "<=>":
        return _BOTH if all(p == _BOTH for p in parts) else _NEITHER
    if name == "=>":
        parts = [Stays(parts[0].false, parts[0].true), parts[1]]
    return Stays(all(p.true for p in parts), all(p.false for p in parts))


def _is_eventually(term: Term) -> bool:
    """``[]<>P`` does not depend on any finite prefix."""
    return isinstance(term, Apply) and term.op.kind is Kind.BUILTIN and term.op.name == "<>"


def _is_always(term: Term) -> bool:
    return isinstance(term, Apply) and term.op.kind is Kind.BUILTIN and term.op.name == "[]"
