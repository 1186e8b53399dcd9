"""A normal form for terms, so that formulas that are plainly the same have one name.

Two terms with equal normal forms have the same value in every behaviour.  The
normal form forgets the names of bound variables, the order and the nesting of
conjuncts and disjuncts, double negations, how implications and negated
junctions are written, the grouping of quantified variables, and the order of the
two sides of an equation.  Boolean laws are used where a formula is expected only:
``~~e`` as a *term* is Boolean even where ``e`` is not ("Specifying Systems",
16.1.3, the liberal interpretation).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from tlaverify.kernel.operators import PREDICATES
from tlaverify.kernel.term import (
    Apply,
    Bind,
    Binder,
    Bound,
    Decimal,
    Kind,
    Lambda,
    Let,
    LetDef,
    Num,
    Str,
    Symbol,
    Term,
    builtin,
    is_builtin,
)

__all__ = ["Normaliser", "is_formula"]

_QUANTIFIERS = {Binder.FORALL: Binder.EXISTS, Binder.EXISTS: Binder.FORALL}
_FORMULA_BODIES = (Binder.CHOOSE, Binder.FILTER, Binder.TEMPORAL_FORALL, Binder.TEMPORAL_EXISTS)
_FORMULA_ARGUMENTS = frozenset({"[]", "<>", "~>", "-+->", "ENABLED", "\\cdot"})

Names = Mapping[Symbol, Symbol]


def is_formula(term: Term) -> bool:
    """Whether the value of ``term`` is Boolean whatever its parts are."""
    if isinstance(term, Bind):
        return term.binder in (*_QUANTIFIERS, Binder.TEMPORAL_FORALL, Binder.TEMPORAL_EXISTS)
    return isinstance(term, Apply) and term.op.kind is Kind.BUILTIN and term.op.name in PREDICATES


class Normaliser:
    """Normal forms of many terms; keeps what it has computed."""

    def __init__(self) -> None:
        self._digests: dict[Term, bytes] = {}
        self._known: dict[tuple[object, ...], Term] = {}

    def formula(self, term: Term) -> Term:
        """The normal form of a term that stands where a formula is expected."""
        return self._formula(term, False, {})

    # -- formulas -------------------------------------------------------------------------------------

    def _formula(self, term: Term, negated: bool, names: Names) -> Term:
        names = {s: n for s, n in names.items() if s in term.free}
        key = (term, negated, tuple(sorted((s.name, s.arity, n.name) for s, n in names.items())))
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._formula_of(term, negated, names)
        return known

    def _formula_of(self, term: Term, negated: bool, names: Names) -> Term:
        if isinstance(term, Bind) and term.binder in _QUANTIFIERS:
            binder = _QUANTIFIERS[term.binder] if negated else term.binder
            return self._quantifier(binder, term, negated, names)
        if isinstance(term, Apply) and term.op.kind is Kind.BUILTIN:
            args = term.args
            match term.op.name:
                case "TRUE" | "FALSE":
                    return builtin("TRUE" if (term.op.name == "TRUE") != negated else "FALSE")
                case "~":
                    return self._formula(args[0], not negated, names)
                case "/\\":
                    return self._junction("\\/" if negated else "/\\", args, negated, names)
                case "\\/":
                    return self._junction("/\\" if negated else "\\/", args, negated, names)
                case "=>":
                    left = self._formula(args[0], not negated, names)
                    right = self._formula(args[1], negated, names)
                    return self._join("/\\" if negated else "\\/", (left, right))
                case "<=>":
                    sides = (self._formula(args[0], negated, names), self._formula(args[1], False, names))
                    return builtin("<=>", *sorted(sides, key=self.digest))
                case "IF":
                    yes = self._join(
                        "/\\", (self._formula(args[0], False, names), self._formula(args[1], negated, names))
                    )
                    no = self._join(
                        "/\\", (self._formula(args[0], True, names), self._formula(args[2], negated, names))
                    )
                    return self._join("\\/", (yes, no))
        out = self._term(term, names)
        return builtin("~", out) if negated else out

    def _junction(self, op: str, args: Iterable[Term], negated: bool, names: Names) -> Term:
        return self._join(op, (self._formula(a, negated, names) for a in args))

    def _join(self, op: str, args: Iterable[Term]) -> Term:
        unit, zero = ("TRUE", "FALSE") if op == "/\\" else ("FALSE", "TRUE")
        flat: set[Term] = set()
        for a in args:
            if is_builtin(a, op):
                assert isinstance(a, Apply)
                flat.update(a.args)
            elif is_builtin(a, zero):
                return a
            elif not is_builtin(a, unit):
                flat.add(a)
        if not flat:
            return builtin(unit)
        return next(iter(flat)) if len(flat) == 1 else builtin(op, *sorted(flat, key=self.digest))

    def _quantifier(self, binder: Binder, term: Bind, negated: bool, names: Names) -> Term:
        """``Q x \\in S, y : P`` as ``Q $0 \\in S : Q $1 : P``."""
        domains = [None if b.domain is None else self._term(b.domain, names) for b in term.bounds]
        symbols, inner = self._bind([b.symbol for b in term.bounds], names)
        out = self._formula(term.body, negated, inner)
        for symbol, domain in zip(reversed(symbols), reversed(domains), strict=True):
            out = Bind(binder, (Bound(symbol, domain),), out)
        return out

    # -- terms ----------------------------------------------------------------------------------------

    def _term(self, term: Term, names: Names) -> Term:
        """The normal form of a term that stands where any value is expected."""
        if isinstance(term, Apply):
            return self._apply(term, names)
        if isinstance(term, Bind):
            if term.binder in _QUANTIFIERS:
                return self._formula(term, False, names)
            domains = [None if b.domain is None else self._term(b.domain, names) for b in term.bounds]
            symbols, inner = self._bind([b.symbol for b in term.bounds], names)
            formula = term.binder in _FORMULA_BODIES
            body = self._formula(term.body, False, inner) if formula else self._term(term.body, inner)
            return Bind(term.binder, tuple(map(Bound, symbols, domains)), body)
        if isinstance(term, Lambda):
            params, inner = self._bind(term.params, names)
            return Lambda(tuple(params), self._term(term.body, inner))
        if isinstance(term, Let):
            return self._let(term, names)
        return term

    def _apply(self, term: Apply, names: Names) -> Term:
        op, args = term.op, term.args
        if op.kind is not Kind.BUILTIN:
            return Apply(names.get(op, op), tuple(self._term(a, names) for a in args))
        name = op.name
        if name in ("/\\", "\\/", "~", "=>", "<=>"):
            out = self._formula(term, False, names)
            return out if is_formula(out) else builtin("/\\", out)
        if name in _FORMULA_ARGUMENTS or (name == "'" and is_formula(args[0])):
            return builtin(name, *(self._formula(a, False, names) for a in args))
        if name in ("WF_", "SF_", "[]_", "<<>>_"):
            formula_at = 1 if name in ("WF_", "SF_") else 0
            parts = [
                self._formula(a, False, names) if i == formula_at else self._term(a, names)
                for i, a in enumerate(args)
            ]
            return builtin(name, *parts)
        if name in ("IF", "CASE"):
            last = len(args) - 1
            tests = {0} if name == "IF" else set(range(0, last, 2))
            return builtin(
                name,
                *(
                    self._formula(a, False, names) if i in tests else self._term(a, names)
                    for i, a in enumerate(args)
                ),
            )
        parts = [self._term(a, names) for a in args]
        if name == "=":
            parts.sort(key=self.digest)
        return builtin(name, *parts)

    def _let(self, term: Let, names: Names) -> Term:
        """Recursive ones only remain; the others were expanded."""
        defs: list[LetDef] = []
        for d in term.defs:
            (symbol,), with_it = self._bind([d.symbol], names)
            params, inner = self._bind(d.params, with_it if d.recursive else names)
            defs.append(LetDef(symbol, tuple(params), self._term(d.body, inner), d.recursive))
            names = with_it
        return Let(tuple(defs), self._term(term.body, names))

    def _bind(self, symbols: Iterable[Symbol], names: Names) -> tuple[list[Symbol], dict[Symbol, Symbol]]:
        """Canonical symbols, numbered on from those in use."""
        inner = dict(names)
        depth = 1 + max((int(n.name[1:]) for n in names.values()), default=-1)
        out = []
        for s in symbols:
            new = Symbol(f"${depth}", Kind.BOUND, s.arity, s.level)
            depth += 1
            out.append(new)
            inner[s] = new
        return out, inner

    # -- order ----------------------------------------------------------------------------------------

    def digest(self, term: Term) -> bytes:
        """A fixed order of terms that depends on nothing but them (of equal digests: the terms are equal)."""
        known = self._digests.get(term)
        if known is None:
            known = self._digests[term] = hashlib.sha256(self._digest(term)).digest()
        return known

    def _digest(self, term: Term) -> bytes:
        if isinstance(term, Apply):
            head = ["a", _label(term.op)]
            parts: list[Term] = list(term.args)
        elif isinstance(term, Bind):
            domains = [b.domain for b in term.bounds if b.domain is not None]
            head = ["b", term.binder.value]
            head += [_label(b.symbol) + ("" if b.domain is None else "!") for b in term.bounds]
            parts = [*domains, term.body]
        elif isinstance(term, Lambda):
            head = ["l", *map(_label, term.params)]
            parts = [term.body]
        elif isinstance(term, Let):
            head = ["t"]
            for d in term.defs:
                head += [_label(d.symbol), str(d.recursive), *map(_label, d.params)]
            parts = [*(d.body for d in term.defs), term.body]
        elif isinstance(term, Num):
            head, parts = ["n", str(term.value)], []
        elif isinstance(term, Str):
            head, parts = ["s", term.value], []
        else:
            assert isinstance(term, Decimal)
            head, parts = ["d", term.text], []
        return repr(head).encode() + b"".join(self.digest(p) for p in parts)


def _label(symbol: Symbol) -> str:
    return repr((symbol.kind.value, symbol.name, symbol.arity, symbol.scope))
