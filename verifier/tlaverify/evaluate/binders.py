"""Quantifiers, CHOOSE, set and function constructors."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tlaverify.evaluate import compare
from tlaverify.evaluate.choose import choose
from tlaverify.evaluate.frames import Env, Frame
from tlaverify.evaluate.kleene import negate
from tlaverify.evaluate.lazy import Filter, Image, Product
from tlaverify.evaluate.rules import from_truth
from tlaverify.evaluate.values import (
    FiniteSet,
    Function,
    Integer,
    LazyFunction,
    Truth,
    Undefined,
    Value,
    finite_set,
)
from tlaverify.kernel.term import Apply, Bind, Binder, Bound, Symbol, Term, is_builtin

if TYPE_CHECKING:
    from tlaverify.evaluate.machine import Machine

__all__ = ["bind", "conjuncts", "membership_guards"]

Result = Value | Undefined


def bind(machine: Machine, term: Bind, env: Env, frame: Frame) -> Result:
    """The value of a Bind."""
    binder = term.binder
    if binder is Binder.FORALL:
        return from_truth(_forall(machine, term, env, frame, lambda held: held))
    if binder is Binder.EXISTS:
        return from_truth(negate(_forall(machine, term, env, frame, negate)))
    if binder is Binder.CHOOSE:
        return choose(machine, term, env, frame)
    if binder is Binder.FILTER:
        return _filter(machine, term, env, frame)
    if binder is Binder.MAP:
        return _map(machine, term, env, frame)
    if binder is Binder.FUNCTION:
        return _function(machine, term, env, frame)
    return Undefined("a temporal quantifier")


# ------------------------------------------------------------ quantifiers


def _forall(
    machine: Machine, term: Bind, env: Env, frame: Frame, sense: Callable[[Truth], Truth]
) -> Truth:
    """``\\A bounds : sense(body)``; an \\E is the negation of this with ``sense = negate``."""
    bounds = term.bounds
    domains: list[Value | None] = []
    unknown: Undefined | None = None
    guards = membership_guards(term)
    for bound in bounds:
        domain = bound.domain or guards.get(bound.symbol)
        if domain is None:
            domains.append(None)
            continue
        found = machine.value(domain, env, frame)
        if isinstance(found, Undefined):
            if bound.domain is None:
                domains.append(None)  # only a hint
                continue
            unknown = found
        else:
            domains.append(found)
            if isinstance(found, FiniteSet) and not found.elements:
                return True
    if unknown is not None:
        return unknown

    def level(i: int, inner: Env) -> Truth:
        if i == len(bounds):
            return sense(machine.truth(term.body, inner, frame))
        symbol, domain = bounds[i].symbol, domains[i]

        def test(x: Value) -> Truth:
            machine.work.spend()
            return level(i + 1, {**inner, symbol: x})

        if domain is None:
            return compare.for_every_value(test, machine.work)
        return compare.for_all(domain, test, machine.work)

    return level(0, env)


def membership_guards(term: Bind) -> dict[Symbol, Term]:
    """Sets that may serve as domains of unbounded variables.

    ``\\A x : x \\in S => P`` is ``\\A x \\in S : P`` and likewise for \\E; with several
    variables, a set in which one of them occurs is no domain.
    """
    if all(b.domain is not None for b in term.bounds):
        return {}
    own = {b.symbol for b in term.bounds}
    body = term.body
    if term.binder is Binder.FORALL:
        if not is_builtin(body, "=>"):
            return {}
        assert isinstance(body, Apply)
        body = body.args[0]
    found: dict[Symbol, Term] = {}
    for part in conjuncts(body):
        if is_builtin(part, "\\in"):
            assert isinstance(part, Apply)
            left, right = part.args
            if isinstance(left, Apply) and left.op in own and not left.args and not (right.free & own):
                found.setdefault(left.op, right)
    return found


def conjuncts(term: Term) -> list[Term]:
    if is_builtin(term, "/\\"):
        assert isinstance(term, Apply)
        return [c for a in term.args for c in conjuncts(a)]
    return [term]


# --------------------------------------------------- sets and functions


def _domain(machine: Machine, bound: Bound, env: Env, frame: Frame) -> Result:
    assert bound.domain is not None
    found = machine.value(bound.domain, env, frame)
    if isinstance(found, Undefined) or compare.is_set(found):
        return found
    return Undefined(f"TLA+ does not say what the elements of {found!r} are")


def _filter(machine: Machine, term: Bind, env: Env, frame: Frame) -> Result:
    symbol = term.bounds[0].symbol
    domain = _domain(machine, term.bounds[0], env, frame)
    if isinstance(domain, Undefined):
        return domain

    def test(x: Value) -> Truth:
        return machine.truth(term.body, {**env, symbol: x}, frame)

    lazy = Filter(domain, test)
    listed = lazy.listed(machine.work) if isinstance(domain, FiniteSet) else None
    if listed is None:
        return lazy
    return lazy if isinstance(listed, Undefined) else finite_set(listed)


def _arguments(
    machine: Machine, term: Bind, env: Env, frame: Frame
) -> tuple[Result, Callable[[Value], Env]]:
    """The set of arguments (tuples, where there are several bounds) and how each binds the variables."""
    symbols = [b.symbol for b in term.bounds]
    domains = []
    for bound in term.bounds:
        found = _domain(machine, bound, env, frame)
        if isinstance(found, Undefined):
            return found, lambda x: env
        domains.append(found)
    if len(symbols) == 1:
        return domains[0], lambda x: {**env, symbols[0]: x}

    def several(x: Value) -> Env:
        assert isinstance(x, Function)
        return {**env, **{s: x.items[Integer(i)] for i, s in enumerate(symbols, 1)}}

    return Product(tuple(domains)), several


def _map(machine: Machine, term: Bind, env: Env, frame: Frame) -> Result:
    sources, within = _arguments(machine, term, env, frame)
    if isinstance(sources, Undefined):
        return sources

    def call(x: Value) -> Result:
        return machine.value(term.body, within(x), frame)

    listed = compare.elements(sources, machine.work)
    if isinstance(listed, Undefined):
        return Image(sources, call)
    out: list[Value] = []
    for x in listed:
        item = call(x)
        if isinstance(item, Undefined):
            return Image(sources, call)
        out.append(item)
    return finite_set(out)


def _function(machine: Machine, term: Bind, env: Env, frame: Frame) -> Result:
    domain, within = _arguments(machine, term, env, frame)
    if isinstance(domain, Undefined):
        return domain

    def call(x: Value) -> Result:
        return machine.value(term.body, within(x), frame)

    listed = compare.elements(domain, machine.work)
    if isinstance(listed, Undefined):
        return LazyFunction(domain, call)
    items: dict[Value, Value] = {}
    for x in listed:
        item = call(x)
        if isinstance(item, Undefined):
            return LazyFunction(domain, call)
        items[x] = item
    return Function(items)


