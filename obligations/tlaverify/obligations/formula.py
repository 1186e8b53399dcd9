"""Sequents as formulas: ``ASSUME NEW x \\in S, P PROVE Q`` is ``\\A x \\in S : P => Q``.

The sequent's parts are first made first order (``prepare``); then a declared
symbol of arity 0 is a value like any other and may be quantified, be it rigid
or flexible: the sequent is valid for every value of ``x`` and, were it primed,
of ``x'``.  A declared operator of arity > 0 makes the sequent a schema.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tlaverify.kernel.sequent import New, Sequent
from tlaverify.kernel.term import (
    Apply,
    Bind,
    Binder,
    Bound,
    Kind,
    Level,
    Symbol,
    Term,
    builtin,
    is_builtin,
    ref,
)
from tlaverify.obligations.replace import generalise, symbols_of

__all__ = ["Schema", "close", "has_schema", "implication", "matrix"]


@dataclass(frozen=True, slots=True)
class Schema:
    """A first-order prepared sequent that is valid for all values of ``operators``.

    ``elements`` and ``goal`` are its context and conclusion; ``declared`` the symbols
    of arity 0 among them.
    """

    operators: tuple[Symbol, ...]
    elements: tuple[New | Term, ...]
    goal: Term


def matrix(sequent: Sequent, prepared: Callable[[Term], Term]) -> Schema | None:
    """The sequent with its terms prepared and the sequents among its assumptions turned into formulas.

    None where that is not possible: an assumption that itself declares operators or
    temporal symbols, or a boxed sequent.
    """
    if sequent.boxed:
        return None
    operators: list[Symbol] = []
    elements: list[New | Term] = []
    for element in sequent.context:
        if isinstance(element, New):
            if element.symbol.level is Level.TEMPORAL:
                return None
            if element.symbol.arity:
                operators.append(element.symbol)
            domain = None if element.domain is None else prepared(element.domain)
            elements.append(New(element.symbol, domain))
        elif isinstance(element, Sequent):
            inner = matrix(element, prepared)
            if inner is None or inner.operators:
                return None
            formula = close(inner)
            if formula is None:
                return None
            elements.append(formula)
        else:
            elements.append(prepared(element))
    return Schema(tuple(operators), tuple(elements), prepared(sequent.goal))


def has_schema(sequent: Sequent) -> bool:
    """Whether the sequent declares an operator of arity > 0."""
    return any(isinstance(e, New) and e.symbol.arity > 0 for e in sequent.context)


def close(
    schema: Schema, hidden: Callable[[Symbol], frozenset[Symbol]] = lambda _: frozenset()
) -> Term | None:
    """The universal closure over the declared symbols of arity 0; None if one is out of reach.

    ``hidden(s)`` tells the declared symbols inside the pattern of an opaque symbol
    ``s``: a symbol that occurs there cannot be quantified.
    """
    own = [e.symbol for e in schema.elements if isinstance(e, New) and e.symbol.arity == 0]
    formula = schema.goal
    for element in reversed(schema.elements):
        if isinstance(element, New):
            if element.symbol.arity:
                continue
            formula = _forall(element, formula)
        else:
            formula = implication((element,), formula)
    out = symbols_of(formula)
    covered = frozenset(own)
    for symbol in out:
        if symbol in covered or not covered.isdisjoint(hidden(symbol)):
            return None
    return formula


def implication(premises: tuple[Term, ...], conclusion: Term) -> Term:
    """``p1 /\\ ... => c``; the premise is merged into a conclusion that is an implication."""
    if not premises:
        return conclusion
    if is_builtin(conclusion, "=>"):
        assert isinstance(conclusion, Apply)
        first = conclusion.args[0]
        if is_builtin(first, "/\\"):
            assert isinstance(first, Apply)
            return builtin("=>", builtin("/\\", *premises, *first.args), conclusion.args[1])
        return builtin("=>", builtin("/\\", *premises, first), conclusion.args[1])
    premise = premises[0] if len(premises) == 1 else builtin("/\\", *premises)
    return builtin("=>", premise, conclusion)


def _forall(declared: New, body: Term) -> Term:
    """``\\A x \\in S : body``, and over ``x'`` too where ``x`` is flexible and primed in it."""
    symbol = declared.symbol
    primed = builtin("'", ref(symbol))
    if symbol.kind is Kind.VARIABLE:
        stand_in = Symbol(f"{symbol.name}'", Kind.OPAQUE, 0, Level.ACTION, symbol.scope)
        body = _replace_primed(body, primed, ref(stand_in))
        symbols = [symbol, stand_in]
    elif symbol.kind is Kind.OPAQUE:
        symbols = [symbol, Symbol(f"{symbol.name}'", Kind.OPAQUE, 0, Level.ACTION, symbol.scope)]
    else:
        symbols = [symbol]
    symbols = [s for s in symbols if s is symbol or s in symbols_of(body)]
    if symbol not in symbols_of(body) and declared.domain is None:
        symbols.remove(symbol)
    if not symbols:
        return body
    (new,), names = generalise((body,), symbols)
    bounds = tuple(
        Bound(names[s], declared.domain if s is symbol else None) for s in symbols
    )
    if isinstance(new, Bind) and new.binder is Binder.FORALL and not _domains_use(new, names.values()):
        bounds += new.bounds
        new = new.body
    return Bind(Binder.FORALL, bounds, new)


def _domains_use(term: Bind, symbols: object) -> bool:
    names = set(symbols)  # type: ignore[call-overload]
    return any(b.domain is not None and not names.isdisjoint(b.domain.free) for b in term.bounds)


def _replace_primed(term: Term, primed: Term, value: Term) -> Term:
    from tlaverify.kernel.rewrite import map_children

    if term == primed:
        return value
    return map_children(term, lambda t: _replace_primed(t, primed, value))
