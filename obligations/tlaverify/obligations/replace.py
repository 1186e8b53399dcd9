"""Replacing declared symbols (not only bound ones) in terms, without capture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tlaverify.kernel.rewrite import beta, substitute
from tlaverify.kernel.sequent import New, Sequent
from tlaverify.kernel.term import Apply, Bind, Bound, Kind, Lambda, Let, LetDef, Symbol, Term, fresh

__all__ = ["apply_to", "children", "generalise", "map_sequent", "replace_symbols", "symbols_of", "terms_of"]

_NONE: frozenset[Symbol] = frozenset()


def children(term: Term) -> Iterator[Term]:
    """The immediate subterms, domains of bounds and bodies of LET definitions included."""
    if isinstance(term, Apply):
        yield from term.args
    elif isinstance(term, Lambda):
        yield term.body
    elif isinstance(term, Bind):
        for b in term.bounds:
            if b.domain is not None:
                yield b.domain
        yield term.body
    elif isinstance(term, Let):
        for d in term.defs:
            yield d.body
        yield term.body


def symbols_of(term: Term, memo: dict[Term, frozenset[Symbol]] | None = None) -> frozenset[Symbol]:
    """The CONSTANT, VARIABLE, OPAQUE and DEFINED symbols that occur in ``term``, at any depth.

    ``memo`` may be shared by calls; it is filled.
    """
    memo = {} if memo is None else memo
    known = memo.get(term)
    if known is not None:
        return known
    own = _NONE
    if isinstance(term, Apply) and term.op.kind not in (Kind.BOUND, Kind.BUILTIN):
        own = frozenset((term.op,))
    for part in children(term):
        inner = symbols_of(part, memo)
        if inner:
            own = own | inner if own else inner
    memo[term] = own
    return own


def terms_of(statements: Iterable[Term | Sequent]) -> Iterator[Term]:
    """The terms that the statements are made of: of a sequent its assumptions, domains and goal."""
    for statement in statements:
        if isinstance(statement, Term):
            yield statement
            continue
        yield statement.goal
        for element in statement.context:
            if not isinstance(element, New):
                yield from terms_of((element,))
            elif element.domain is not None:
                yield element.domain


def replace_symbols(term: Term, values: Mapping[Symbol, Term]) -> Term:
    """Replace references to symbols of any kind but BUILTIN; binders that would capture are renamed.

    A symbol of arity 0 becomes its value; one of arity n must be given an
    operator reference (an Apply without arguments) or a Lambda.
    """
    if not values:
        return term
    bound = {s: v for s, v in values.items() if s.kind is Kind.BOUND}
    if bound:
        raise ValueError("bound symbols are for kernel.rewrite.substitute")
    return _Replacer(values).replace(term)


class _Replacer:
    def __init__(self, values: Mapping[Symbol, Term]) -> None:
        self.values = values
        self.wanted = frozenset(values)
        self.incoming = frozenset(s for v in values.values() for s in v.free)
        self.symbols: dict[Term, frozenset[Symbol]] = {}

    def replace(self, term: Term) -> Term:
        if self.wanted.isdisjoint(symbols_of(term, self.symbols)):
            return term
        if isinstance(term, Apply):
            args = tuple(self.replace(a) for a in term.args)
            value = self.values.get(term.op)
            return Apply(term.op, args) if value is None else apply_to(value, args)
        if isinstance(term, Lambda):
            params, body = self._rename(term.params, term.body)
            return Lambda(params, self.replace(body))
        if isinstance(term, Bind):
            params, body = self._rename(tuple(b.symbol for b in term.bounds), term.body)
            bounds = tuple(
                Bound(s, None if b.domain is None else self.replace(b.domain))
                for s, b in zip(params, term.bounds, strict=True)
            )
            return Bind(term.binder, bounds, self.replace(body))
        if isinstance(term, Let):
            term = self._rename_let(term)
            defs = tuple(LetDef(d.symbol, d.params, self.replace(d.body), d.recursive) for d in term.defs)
            return Let(defs, self.replace(term.body))
        return term

    def _rename(self, params: tuple[Symbol, ...], body: Term) -> tuple[tuple[Symbol, ...], Term]:
        """Rename the parameters that a value mentions."""
        if self.incoming.isdisjoint(params):
            return params, body
        out: list[Symbol] = []
        names: dict[Symbol, Term] = {}
        for s in params:
            new = s
            if s in self.incoming:
                new = fresh(s, self.incoming | body.free | frozenset(params) | frozenset(out))
                names[s] = Apply(new, ())
            out.append(new)
        return tuple(out), substitute(body, names)

    def _rename_let(self, term: Let) -> Let:
        taken = set(self.incoming) | set(term.body.free) | {s for d in term.defs for s in d.body.free}
        taken |= {d.symbol for d in term.defs}
        names: dict[Symbol, Term] = {}
        defs: list[LetDef] = []
        for d in term.defs:
            symbol = fresh(d.symbol, taken) if d.symbol in self.incoming else d.symbol
            taken.add(symbol)
            params, body = self._rename(d.params, d.body)
            own = {s: v for s, v in names.items() if s not in params}
            own.pop(d.symbol, None)
            if d.recursive and symbol != d.symbol:
                own[d.symbol] = Apply(symbol, ())
            elif d.symbol in names:
                own[d.symbol] = names[d.symbol]
            defs.append(LetDef(symbol, params, substitute(body, own), d.recursive))
            names.pop(d.symbol, None)
            if symbol != d.symbol:
                names[d.symbol] = Apply(symbol, ())
        return Let(tuple(defs), substitute(term.body, names))


def apply_to(value: Term, args: tuple[Term, ...]) -> Term:
    """``value(args)`` where value is a term (no args), an operator reference or a Lambda."""
    if not args:
        return value
    if isinstance(value, Lambda):
        return beta(value, args)
    if isinstance(value, Apply) and not value.args:
        return Apply(value.op, args)
    raise ValueError("a term is applied to arguments")


def generalise(
    terms: tuple[Term, ...], symbols: Iterable[Symbol]
) -> tuple[tuple[Term, ...], dict[Symbol, Symbol]]:
    """Turn declared symbols into BOUND ones whose names occur nowhere in ``terms``.

    Returns the terms and the map from each symbol to the bound symbol that replaced it.
    """
    symbols = tuple(symbols)
    memo: dict[Term, frozenset[Symbol]] = {}
    used: set[str] = set()
    for term in terms:
        used |= {s.name for s in symbols_of(term, memo).difference(symbols)} | _bound_names(term)
    names: dict[Symbol, Symbol] = {}
    for s in symbols:
        name, n = s.name, 0
        while name in used:
            n += 1
            name = f"{s.name}${n}"
        used.add(name)
        names[s] = Symbol(name, Kind.BOUND, s.arity)
    values: dict[Symbol, Term] = {s: Apply(b, ()) for s, b in names.items()}
    return tuple(replace_symbols(t, values) for t in terms), names


def _bound_names(term: Term) -> set[str]:
    names = {s.name for s in term.free}
    stack, seen = [term], set[int]()
    while stack:
        t = stack.pop()
        if id(t) in seen:
            continue
        seen.add(id(t))
        if isinstance(t, Bind):
            names.update(b.symbol.name for b in t.bounds)
        elif isinstance(t, Lambda):
            names.update(p.name for p in t.params)
        elif isinstance(t, Let):
            for d in t.defs:
                names.add(d.symbol.name)
                names.update(p.name for p in d.params)
        stack.extend(children(t))
    return names


def map_sequent(sequent: Sequent, change: Mapping[Symbol, Term]) -> Sequent:
    """``replace_symbols`` in every part of a sequent (its own NEW symbols are left alone)."""
    out: list[New | Term | Sequent] = []
    for element in sequent.context:
        if isinstance(element, New):
            domain = None if element.domain is None else replace_symbols(element.domain, change)
            out.append(New(element.symbol, domain))
        elif isinstance(element, Sequent):
            out.append(map_sequent(element, change))
        else:
            out.append(replace_symbols(element, change))
    return Sequent(tuple(out), replace_symbols(sequent.goal, change), sequent.boxed)
