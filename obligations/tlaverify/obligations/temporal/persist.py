"""Formulas that stay true, or stay false, once they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from tlaverify.kernel.rewrite import beta
from tlaverify.kernel.sequent import Definition
from tlaverify.kernel.term import Apply, Bind, Binder, Kind, Lambda, Let, Level, Symbol, Term, is_builtin
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
_NO_DEFINITIONS: Final[Mapping[Symbol, Definition]] = {}


def persists(term: Term, definitions: Mapping[Symbol, Definition]) -> bool:
    """Whether ``F => []F`` can be seen to be valid.

    So it is where F is of constant level, ``[]G``, ``[]<>G``, ``<>[]G`` or a fairness condition, or made
    of such by conjunction, disjunction, and quantifiers over constant domains.  Definitions are looked
    through, cited or not: what is asked is a matter of meaning, not of what a step may use.
    """
    return stays(term, Levels(), definitions).true


def stays(term: Term, levels: Levels, definitions: Mapping[Symbol, Definition] = _NO_DEFINITIONS) -> Stays:
    """What can be seen of a term; only ``definitions`` are looked through."""
    return _Observer(levels, definitions).stays(term)


class _Observer:
    def __init__(self, levels: Levels, definitions: Mapping[Symbol, Definition]) -> None:
        self._levels = levels
        self._definitions = definitions

    def stays(self, term: Term) -> Stays:
        """See the function ``stays``."""
        if self._levels.of(term) is Level.CONSTANT:
            return _BOTH
        if isinstance(term, Let):
            expanded = Expander({}, frozenset()).expand(term)
            return _NEITHER if isinstance(expanded, Let) else self.stays(expanded)
        if isinstance(term, Bind):
            return self._quantifier(term)
        if not isinstance(term, Apply):
            return _NEITHER
        if term.op.kind is Kind.DEFINED:
            return self._defined(term)
        return self._builtin(term) if term.op.kind is Kind.BUILTIN else _NEITHER

    def _quantifier(self, term: Bind) -> Stays:
        constant = all(
            b.domain is None or self._levels.of(b.domain) is Level.CONSTANT for b in term.bounds
        )
        rigid = constant and term.binder in (Binder.FORALL, Binder.EXISTS)
        return self.stays(term.body) if rigid else _NEITHER

    def _defined(self, term: Apply) -> Stays:
        """A definition of lower level cannot stay true: it speaks of two states at most."""
        definition = self._definitions.get(term.op)
        if definition is None or definition.recursive or term.op.level is not Level.TEMPORAL:
            return _NEITHER
        return self.stays(beta(Lambda(definition.params, definition.body), term.args))

    def _builtin(self, term: Apply) -> Stays:
        match term.op.name:
            case "WF_" | "SF_":  # junctions of []<>P and <>[]P: their truth depends on no finite prefix
                return _BOTH
            case "~>":
                return Stays(True, False)
            case "[]":  # ~[]F is <>~F, which stays true if ~F does
                return Stays(True, self.stays(term.args[0]).false or is_builtin(term.args[0], "<>"))
            case "<>":
                return Stays(self.stays(term.args[0]).true or is_builtin(term.args[0], "[]"), True)
            case "/\\" | "\\/" | "<=>" | "=>" | "~":
                return _connective(term.op.name, [self.stays(a) for a in term.args])
        return _NEITHER


def _connective(name: str, parts: list[Stays]) -> Stays:
    if name == "~":
        return Stays(parts[0].false, parts[0].true)
    if name == "<=>":
        return _BOTH if all(p == _BOTH for p in parts) else _NEITHER
    if name == "=>":
        parts = [Stays(parts[0].false, parts[0].true), parts[1]]
    return Stays(all(p.true for p in parts), all(p.false for p in parts))
