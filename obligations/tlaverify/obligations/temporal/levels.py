"""The level of a term whose visible definitions are expanded, and the removal of a prime."""

from __future__ import annotations

from collections.abc import Mapping

from tlaverify.kernel.operators import OPERATOR_LEVEL
from tlaverify.kernel.sequent import Definition
from tlaverify.kernel.term import Apply, Bind, Binder, Bound, Kind, Level, Symbol, Term, is_builtin
from tlaverify.obligations.replace import children

__all__ = ["Levels", "unprime"]

_TEMPORAL_BINDERS = (Binder.TEMPORAL_FORALL, Binder.TEMPORAL_EXISTS)


class Levels:
    """Levels of many terms; keeps what it has computed."""

    def __init__(self) -> None:
        self._known: dict[Term, Level] = {}

    def of(self, term: Term) -> Level:
        """The level; what a term cannot show (a variable of ``\\EE``) counts as temporal around it."""
        known = self._known.get(term)
        if known is None:
            known = self._known[term] = self._of(term)
        return known

    def _of(self, term: Term) -> Level:
        inner = max((self.of(c) for c in children(term)), default=Level.CONSTANT)
        if isinstance(term, Apply):
            op = term.op
            if op.kind is Kind.BUILTIN:
                return OPERATOR_LEVEL.get(op.name, inner)
            own = Level.STATE if op.kind is Kind.VARIABLE else op.level
            return max(own, inner)
        if isinstance(term, Bind) and term.binder in _TEMPORAL_BINDERS:
            return Level.TEMPORAL
        return inner


def unprime(term: Term, definitions: Mapping[Symbol, Definition]) -> Term | None:
    """The state-level term whose prime ``term`` is, or None if there is none that can be seen.

    ``term`` is an action-level term with its primes distributed.  It is ``e'`` if everything in it
    that depends on the state stands under a prime and reaches the top through operators that
    commute with priming: ``\\E i \\in S : f'[i] = c`` is ``(\\E i \\in S : f[i] = c)'``.
    """
    return _Unprimer(definitions).visit(term)


class _Unprimer:
    def __init__(self, definitions: Mapping[Symbol, Definition]) -> None:
        self._definitions = definitions
        self._levels = Levels()

    def visit(self, term: Term) -> Term | None:
        if self._levels.of(term) is Level.CONSTANT:
            return term
        if isinstance(term, Apply):
            if is_builtin(term, "'"):
                return term.args[0] if self._levels.of(term.args[0]) <= Level.STATE else None
            if not self._commutes(term.op):
                return None
            args = self._all(term.args)
            return None if args is None else Apply(term.op, args)
        if isinstance(term, Bind) and term.binder not in _TEMPORAL_BINDERS:
            domains = self._all(tuple(b.domain for b in term.bounds if b.domain is not None))
            body = self.visit(term.body)
            if domains is None or body is None:
                return None
            left = iter(domains)
            bounds = (Bound(b.symbol, None if b.domain is None else next(left)) for b in term.bounds)
            return Bind(term.binder, tuple(bounds), body)
        return None  # a Lambda or a recursive LET

    def _all(self, terms: tuple[Term, ...]) -> tuple[Term, ...] | None:
        out = []
        for t in terms:
            before = self.visit(t)
            if before is None:
                return None
            out.append(before)
        return tuple(out)

    def _commutes(self, op: Symbol) -> bool:
        """Whether ``op(e')`` is ``op(e)'``."""
        if op.kind is Kind.BUILTIN:
            return op.name not in OPERATOR_LEVEL
        if op.level is not Level.CONSTANT:
            return False
        if op.kind is Kind.DEFINED:
            definition = self._definitions.get(op)
            return definition is not None and all(definition.leibniz)
        return op.kind is Kind.CONSTANT
