"""Make opaque what is not first order: each such subterm becomes a fresh symbol applied to its rigid parts.

``ENABLED A(i)`` becomes ``enabled$1(i)``: the pattern ``ENABLED A(_)`` names the
symbol, and the largest subterms that are rigid (their value is the same in every
state of the behaviour) are its arguments.  That is sound: with its rigid parts
given by value, the pattern's value depends on the behaviour alone, which all
formulas of one obligation share.  Two instances of one pattern share the symbol.
"""

from __future__ import annotations

from collections.abc import Mapping

from tlaverify.kernel.operators import OPERATOR_LEVEL, PREDICATES
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
    is_builtin,
)
from tlaverify.obligations.prime import distribute_prime
from tlaverify.obligations.replace import children

__all__ = ["BOOLEAN", "OTHER", "Opaque", "is_rigid"]

BOOLEAN = "boolean$"  # no module can have this name
"""The scope of an opaque symbol that stands for a formula: its value is TRUE or FALSE."""
OTHER = "opaque$"
"""The scope of an opaque symbol that stands for anything else: nothing is known of its value."""

_TEMPORAL_BINDERS = (Binder.TEMPORAL_FORALL, Binder.TEMPORAL_EXISTS)
_HOLE = "?"  # no identifier
_WORDS = {"[]": "always", "<>": "eventually", "~>": "leadsto", "-+->": "guarantees", "\\cdot": "cdot",
          "WF_": "WF", "SF_": "SF", "\\EE": "EE", "\\AA": "AA", "'": "next"}


class Opaque:
    """Gives the symbols of one obligation; names depend on the terms given and their order only."""

    def __init__(self, definitions: Mapping[Symbol, Definition]) -> None:
        self._definitions = definitions
        self._symbols: dict[Term, Symbol] = {}
        self._hides: dict[Symbol, frozenset[Symbol]] = {}
        self._done: dict[Term, Term] = {}

    def hidden_in(self, symbol: Symbol) -> frozenset[Symbol]:
        """The declared symbols inside the pattern that ``symbol`` was made for."""
        return self._hides.get(symbol, frozenset())

    def hide(self, term: Term) -> Term:
        """``term``, primes distributed before, with everything that is not first order made opaque."""
        known = self._done.get(term)
        if known is None:
            known = self._done[term] = self._hide(term)
        return known

    def _hide(self, term: Term) -> Term:
        if isinstance(term, Let) or (isinstance(term, Bind) and term.binder in _TEMPORAL_BINDERS):
            return self._abstract(term)
        if isinstance(term, Apply):
            if is_builtin(term, "'"):
                return self._hide_primed(term)
            if term.op.kind is Kind.BUILTIN:
                if term.op.name in OPERATOR_LEVEL:
                    return self._abstract(term)
            elif not self._is_function(term):
                return self._abstract(term)
        return map_children(term, self.hide)

    def _hide_primed(self, term: Apply) -> Term:
        inner = term.args[0]
        if isinstance(inner, Apply) and inner.op.kind is Kind.VARIABLE:
            return term
        if (
            isinstance(inner, Apply)
            and inner.op.kind in (Kind.DEFINED, Kind.OPAQUE)
            and self._is_function(inner)
        ):
            op = inner.op
            primed = Symbol(f"{op.name}'", Kind.OPAQUE, op.arity, Level.ACTION, op.scope)
            self._hides[primed] = frozenset((op,))
            args = (distribute_prime(Apply(_PRIME, (a,)), self._definitions) for a in inner.args)
            return Apply(primed, tuple(self.hide(a) for a in args))
        return self._abstract(term)

    def _is_function(self, term: Apply) -> bool:
        """Whether the application is a function of its arguments' values."""
        if term.op.arity != len(term.args) or any(isinstance(a, Lambda) for a in term.args):
            return False
        if any(isinstance(a, Apply) and len(a.args) < a.op.arity for a in term.args):
            return False
        if not term.args:
            return True
        if term.op.kind is Kind.OPAQUE and term.op.level is not Level.CONSTANT:
            return all(is_rigid(a) for a in term.args)  # it may stand for ``P(e) == e' = 0``
        if term.op.kind is not Kind.DEFINED:
            return True
        definition = self._definitions.get(term.op)
        if definition is None:
            return term.op.level is Level.CONSTANT
        return len(definition.leibniz) == len(term.args) and all(definition.leibniz)

    def _abstract(self, term: Term) -> Term:
        finder = _Holes()
        pattern = finder.inside(term, {})
        symbol = self._symbols.get(pattern)
        if symbol is None:
            boolean = _is_formula(term)
            name = f"{_head(term)}${len(self._symbols) + 1}"
            level = Level.TEMPORAL if boolean else Level.ACTION
            symbol = Symbol(name, Kind.OPAQUE, len(finder.args), level, BOOLEAN if boolean else OTHER)
            self._symbols[pattern] = symbol
            self._hides[symbol] = frozenset(finder.symbols)
        return Apply(symbol, tuple(self.hide(a) for a in finder.args))


_PRIME = Symbol("'", Kind.BUILTIN, 1)


class _Holes:
    """Replaces the largest rigid subterms by numbered holes and bound variables by numbers."""

    def __init__(self) -> None:
        self.args: list[Term] = []
        self.symbols: set[Symbol] = set()
        self._count = 0

    def visit(self, term: Term, names: Mapping[Symbol, Symbol]) -> Term:
        """The pattern of ``term`` where ``names`` renames the variables that are bound within the whole."""
        inner = any(s in names for s in term.free)
        if not inner and not _is_formula(term) and is_rigid(term):
            self.args.append(term)
            return Apply(Symbol(f"{_HOLE}{len(self.args)}", Kind.BOUND))
        return self.inside(term, names)

    def inside(self, term: Term, names: Mapping[Symbol, Symbol]) -> Term:
        """``visit``, but the whole term is never a hole."""
        if isinstance(term, Apply):
            op = names.get(term.op, term.op)
            if op.kind not in (Kind.BOUND, Kind.BUILTIN):
                self.symbols.add(op)
            return Apply(op, tuple(self.visit(a, names) for a in term.args))
        if isinstance(term, Lambda):
            inner = self._bind(term.params, names)
            return Lambda(tuple(inner[p] for p in term.params), self.visit(term.body, inner))
        if isinstance(term, Bind):
            domains = [None if b.domain is None else self.visit(b.domain, names) for b in term.bounds]
            inner = self._bind(tuple(b.symbol for b in term.bounds), names)
            bounds = (Bound(inner[b.symbol], d) for b, d in zip(term.bounds, domains, strict=True))
            return Bind(term.binder, tuple(bounds), self.visit(term.body, inner))
        if isinstance(term, Let):
            defs: list[LetDef] = []
            for d in term.defs:
                outer, names = names, self._bind((d.symbol,), names)
                inner = self._bind(d.params, names if d.recursive else outer)
                params = tuple(inner[p] for p in d.params)
                defs.append(LetDef(names[d.symbol], params, self.visit(d.body, inner), d.recursive))
            return Let(tuple(defs), self.visit(term.body, names))
        return term

    def _bind(self, symbols: tuple[Symbol, ...], names: Mapping[Symbol, Symbol]) -> dict[Symbol, Symbol]:
        out = dict(names)
        for s in symbols:
            self._count += 1
            out[s] = Symbol(f"{_HOLE}b{self._count}", Kind.BOUND, s.arity)
        return out


def is_rigid(term: Term) -> bool:
    """Whether ``term`` has the same value in all states (free BOUND symbols are rigid)."""
    if isinstance(term, Apply):
        if term.op.level is not Level.CONSTANT or term.op.kind is Kind.VARIABLE:
            return False
        if term.op.kind is Kind.BUILTIN and term.op.name in OPERATOR_LEVEL:
            return False
        if len(term.args) < term.op.arity:
            return False
    if isinstance(term, (Lambda, Let)) or (isinstance(term, Bind) and term.binder in _TEMPORAL_BINDERS):
        return False
    return all(is_rigid(c) for c in children(term))


def _is_formula(term: Term) -> bool:
    if isinstance(term, Bind):
        return term.binder in (Binder.FORALL, Binder.EXISTS, *_TEMPORAL_BINDERS)
    if isinstance(term, Apply) and is_builtin(term, "'"):
        return _is_formula(term.args[0])
    return isinstance(term, Apply) and term.op.kind is Kind.BUILTIN and term.op.name in PREDICATES


def _head(term: Term) -> str:
    if isinstance(term, Apply):
        return _WORDS.get(term.op.name, term.op.name)
    if isinstance(term, Bind):
        return _WORDS.get(term.binder.value, term.binder.value)
    return "LET"
