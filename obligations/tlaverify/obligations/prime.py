"""Distribute primes: ``(x + c)'`` becomes ``x' + c``.

The prime of an expression is its value in the next state, so it moves through
every operator whose value depends on its arguments' values only, and vanishes
on what is rigid: constants and bound variables.  It may not move into ENABLED,
nor through an operator that is not expanded and depends on the state itself.
Source: "Specifying Systems", 17.4; the levels are those of 17.2.
"""

from __future__ import annotations

from collections.abc import Mapping

from tlaverify.kernel.diagnostic import Diagnostic, DiagnosticError
from tlaverify.kernel.operators import OPERATOR_LEVEL
from tlaverify.kernel.rewrite import map_children
from tlaverify.kernel.sequent import Definition
from tlaverify.kernel.term import (
    Apply,
    Bind,
    Binder,
    Bound,
    Kind,
    Lambda,
    Let,
    LetDef,
    Level,
    Symbol,
    Term,
    builtin,
    is_builtin,
)
from tlaverify.obligations.expand import Expander

__all__ = ["distribute_prime"]

_TEMPORAL_BINDERS = (Binder.TEMPORAL_FORALL, Binder.TEMPORAL_EXISTS)
_NONE: frozenset[Symbol] = frozenset()


def distribute_prime(term: Term, definitions: Mapping[Symbol, Definition]) -> Term:
    """``term`` with every prime moved down as far as it goes.

    What remains under a prime is a VARIABLE, a declared operator of level STATE, a
    DEFINED one that depends on the state (applied to arguments that stand as they
    were, under the prime), ENABLED, or a variable bound by ``\\EE``.  ``definitions``
    are not expanded; they tell whether a DEFINED operator of constant level may
    take its arguments primed.  Raises DiagnosticError for a prime within a prime
    or around a temporal formula.

    >>> # ({x, c} \\cup {f[i] : i \\in S})'  becomes  {x', c} \\cup {f'[i] : i \\in S'}
    """
    return _Distributor(definitions).walk(term, _NONE)


class _Distributor:
    """``flexible`` holds the BOUND symbols that may not be taken as rigid: variables of \\EE and parameters
    of operators whose arguments are not known yet."""

    def __init__(self, definitions: Mapping[Symbol, Definition]) -> None:
        self._definitions = definitions
        self._walked: dict[tuple[Term, frozenset[Symbol]], Term] = {}
        self._primed: dict[tuple[Term, frozenset[Symbol]], Term] = {}

    def walk(self, term: Term, flexible: frozenset[Symbol]) -> Term:
        """Outside of any prime."""
        key = (term, flexible & term.free)
        known = self._walked.get(key)
        if known is None:
            known = self._walked[key] = self._walk(term, flexible)
        return known

    def _walk(self, term: Term, flexible: frozenset[Symbol]) -> Term:
        if isinstance(term, Apply) and is_builtin(term, "'"):
            return self.prime(term.args[0], flexible)
        if isinstance(term, Lambda):
            return Lambda(term.params, self.walk(term.body, flexible | frozenset(term.params)))
        if isinstance(term, Bind):
            own = frozenset(b.symbol for b in term.bounds)
            inner = flexible | own if term.binder in _TEMPORAL_BINDERS else flexible - own
            bounds = tuple(
                b if b.domain is None else Bound(b.symbol, self.walk(b.domain, flexible)) for b in term.bounds
            )
            return Bind(term.binder, bounds, self.walk(term.body, inner))
        if isinstance(term, Let):
            defs = tuple(
                LetDef(d.symbol, d.params, self.walk(d.body, flexible | frozenset(d.params)), d.recursive)
                for d in term.defs
            )
            inner = flexible | frozenset(d.symbol for d in term.defs)
            return Let(defs, self.walk(term.body, inner))
        return map_children(term, lambda t: self.walk(t, flexible))

    def prime(self, term: Term, flexible: frozenset[Symbol]) -> Term:
        """The term under a prime."""
        key = (term, flexible & term.free)
        known = self._primed.get(key)
        if known is None:
            known = self._primed[key] = self._prime(term, flexible)
        return known

    def _prime(self, term: Term, flexible: frozenset[Symbol]) -> Term:
        if isinstance(term, Apply):
            return self._prime_apply(term, flexible)
        if isinstance(term, Bind):
            if term.binder in _TEMPORAL_BINDERS:
                raise _refuse("a temporal formula")
            own = frozenset(b.symbol for b in term.bounds)
            bounds = tuple(
                b if b.domain is None else Bound(b.symbol, self.prime(b.domain, flexible))
                for b in term.bounds
            )
            return Bind(term.binder, bounds, self.prime(term.body, flexible - own))
        if isinstance(term, Let):
            if any(d.recursive for d in term.defs):
                return builtin("'", term)
            return self.prime(Expander({}, _NONE).expand(term), flexible)
        return term  # a literal

    def _prime_apply(self, term: Apply, flexible: frozenset[Symbol]) -> Term:
        op, args = term.op, term.args
        if op.kind is Kind.VARIABLE:
            return builtin("'", term)
        if op.kind is Kind.BOUND:
            if not args and op not in flexible:
                return term
            return builtin("'", term)
        if op.kind is Kind.BUILTIN:
            level = OPERATOR_LEVEL.get(op.name, Level.CONSTANT)
            if level is Level.TEMPORAL:
                raise _refuse("a temporal formula")
            if level is Level.ACTION:
                raise _refuse("an action")
            if op.name == "ENABLED":
                return builtin("'", self.walk(term, flexible))
        elif op.level > Level.STATE:
            raise _refuse(f"{op.name}, which is not a state function")
        elif not self._commutes(op, args):
            return builtin("'", term)
        return Apply(op, tuple(self.prime(a, flexible) for a in args))

    def _commutes(self, op: Symbol, args: tuple[Term, ...]) -> bool:
        """Whether ``Op(e)'`` is ``Op(e')``."""
        if op.level is not Level.CONSTANT or any(_is_operator(a) for a in args):
            return False
        definition = self._definitions.get(op)
        return op.kind is not Kind.DEFINED or definition is None or all(definition.leibniz)


def _is_operator(arg: Term) -> bool:
    return isinstance(arg, Lambda) or (isinstance(arg, Apply) and len(arg.args) < arg.op.arity)


def _refuse(what: str) -> DiagnosticError:
    return DiagnosticError([Diagnostic("double-prime", f"a prime is applied to {what}")])
