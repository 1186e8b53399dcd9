"""CHOOSE: a function of the set of values that satisfy the predicate.

TLA+ fixes no more than that (Specifying Systems, 16.1.2).  The evaluator takes
the first satisfying value in one total order on values, so that equal predicates
choose equal values.  First in that order stand the reserved model values ``choice!0``,
``choice!1``, ..., which lie outside every set at hand: ``CHOOSE v : v \\notin Nat`` is
``choice!0``.  A choice from a set that is not enumerated is made only among integers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from tlaverify.evaluate import compare
from tlaverify.evaluate.frames import Env, Frame
from tlaverify.evaluate.kleene import both
from tlaverify.evaluate.lazy import NAT, integer_rays
from tlaverify.evaluate.symbolic import holds_symbol
from tlaverify.evaluate.values import (
    Function,
    Integer,
    LazyFunction,
    LazySet,
    Model,
    Truth,
    Undefined,
    Value,
    sequence,
    sequence_items,
    sort_key,
)
from tlaverify.kernel.rewrite import subterms
from tlaverify.kernel.term import Apply, Bind, Binder, Num, Symbol, Term, is_builtin

if TYPE_CHECKING:
    from tlaverify.evaluate.machine import Machine

__all__ = ["RESERVED", "choose"]

Result = Value | Undefined
RESERVED: Final = tuple(Model(f"choice!{i}") for i in range(6))
"""The values that come first in the order: outside every set at hand."""

_SEARCH = 300


def choose(machine: Machine, term: Bind, env: Env, frame: Frame) -> Result:
    """The value of ``CHOOSE x [\\in S] : P``; Undefined where nothing satisfies P, or a test is Undefined."""
    bound = term.bounds[0]

    def test(x: Value) -> Truth:
        return machine.truth(term.body, {**env, bound.symbol: x}, frame)

    if bound.domain is not None:
        domain = machine.value(bound.domain, env, frame)
        return domain if isinstance(domain, Undefined) else _among(machine, domain, test)
    recursive = _recursive_function(machine, term, env, frame)
    if recursive is not None:
        return recursive
    for part in _conjuncts(term.body):
        if is_builtin(part, "\\in"):
            assert isinstance(part, Apply)
            if _is(part.args[0], bound.symbol) and bound.symbol not in part.args[1].free:
                domain = machine.value(part.args[1], env, frame)
                return domain if isinstance(domain, Undefined) else _among(machine, domain, test)
    return _anything(test)


def _anything(test: Callable[[Value], Truth]) -> Result:
    for x in RESERVED:
        held = test(x)
        if isinstance(held, Undefined):
            return held
        if held:
            return x
    return Undefined("CHOOSE from all values")


def _among(machine: Machine, domain: Value, test: Callable[[Value], Truth]) -> Result:
    listed = compare.elements(domain, machine.work)
    if isinstance(listed, Undefined):
        if not isinstance(domain, LazySet) or integer_rays(domain) is None or machine.descending:
            return listed
        near = sorted(range(-_SEARCH, _SEARCH + 1), key=lambda n: (abs(n), n < 0))
        for n in near:
            number = Integer(n)
            held = both(compare.member(number, domain, machine.work), test(number))
            if isinstance(held, Undefined):
                return held
            if held:
                return number
        return listed
    if any(holds_symbol(x) for x in listed):
        # Where a value that is left open stands in the order, is open too.
        return Undefined("CHOOSE among values that are left open")
    ordered = sorted(listed, key=sort_key)
    if machine.descending:
        ordered = [x for x in ordered if _reserved(x)] + [x for x in reversed(ordered) if not _reserved(x)]
    for x in ordered:
        held = test(x)
        if isinstance(held, Undefined):
            return held
        if held:
            return x
    return Undefined("CHOOSE from an empty set")


def _reserved(x: Value) -> bool:
    return isinstance(x, Model) and x.name.startswith("choice!")


def _conjuncts(term: Term) -> list[Term]:
    if is_builtin(term, "/\\"):
        assert isinstance(term, Apply)
        return [c for a in term.args for c in _conjuncts(a)]
    return [term]


def _is(term: Term, symbol: Symbol) -> bool:
    return isinstance(term, Apply) and term.op == symbol and not term.args


# ---------------------------------------------------- recursive functions


def _recursive_function(machine: Machine, term: Bind, env: Env, frame: Frame) -> Result | None:
    """``CHOOSE f : f = [x \\in S |-> e]``, what ``f[x \\in S] == e`` stands for; None for any other CHOOSE.

    If the recursion ends for every x in S then exactly one f satisfies the equation, and
    this is it.  For infinite S that is known for ``S = Nat`` where f occurs in e only as
    ``f[x - k]`` with numerals k > 0 and e can be evaluated for all x below the largest k;
    and for ``S = Seq(T)`` where f occurs only as ``f[Tail(x)]`` and e can be evaluated for <<>>.
    """
    f = term.bounds[0].symbol
    body = term.body
    if not is_builtin(body, "="):
        return None
    assert isinstance(body, Apply)
    left, right = body.args
    if not _is(left, f):
        return None
    if f not in right.free:
        return machine.value(right, env, frame)
    if not isinstance(right, Bind) or right.binder is not Binder.FUNCTION:
        return None
    domains = []
    for b in right.bounds:
        assert b.domain is not None
        if f in b.domain.free:
            return None
        domain = machine.value(b.domain, env, frame)
        if isinstance(domain, Undefined):
            return domain
        domains.append(domain)
    return _tabulate(machine, f, right, domains, env, frame)


def _tabulate(
    machine: Machine, f: Symbol, fn: Bind, domains: list[Value], env: Env, frame: Frame
) -> Result:
    from tlaverify.evaluate.lazy import Product, Sequences

    symbols = [b.symbol for b in fn.bounds]
    domain = domains[0] if len(domains) == 1 else Product(tuple(domains))
    known: dict[Value, Result] = {}

    def call(x: Value) -> Result:
        if x in known:
            return known[x]
        known[x] = Undefined("a recursion that does not end")
        items = (x,) if len(symbols) == 1 else sequence_items(x) or ()
        inner: Env = {**env, f: itself, **dict(zip(symbols, items, strict=True))}
        known[x] = machine.value(fn.body, inner, frame)
        return known[x]

    itself = LazyFunction(domain, call)
    listed = compare.elements(domain, machine.work)
    if isinstance(listed, Undefined):
        starts: list[Value] | None = None
        if len(symbols) == 1 and domain == NAT:
            steps = _steps_back(fn.body, f, symbols[0])
            starts = None if steps is None else [Integer(n) for n in range(steps)]
        elif len(symbols) == 1 and isinstance(domain, Sequences) and _only_of_tail(fn.body, f, symbols[0]):
            starts = [sequence(())]
        if starts is None:
            return Undefined("a recursive function on an infinite set")
        first = [call(x) for x in starts]
        odd = next((v for v in first if isinstance(v, Undefined)), None)
        return itself if odd is None else odd
    table: dict[Value, Value] = {}
    for x in listed:
        item = call(x)
        if isinstance(item, Undefined):
            return item
        table[x] = item
    return Function(table)


def _steps_back(body: Term, f: Symbol, x: Symbol) -> int | None:
    """The largest k such that ``f[x - k]`` occurs in ``body``, None if f occurs in any other way."""
    uses = 0
    largest = 0
    for t in subterms(body):
        if isinstance(t, Bind) and any(b.symbol in (f, x) for b in t.bounds):
            return None
        if _is(t, f):
            uses += 1
        if is_builtin(t, "APPLY"):
            assert isinstance(t, Apply)
            fn, arg = t.args
            if _is(fn, f) and is_builtin(arg, "-"):
                assert isinstance(arg, Apply)
                back = arg.args[1]
                if _is(arg.args[0], x) and isinstance(back, Num) and back.value > 0:
                    uses -= 1
                    largest = max(largest, back.value)
    return largest if uses == 0 else None


def _only_of_tail(body: Term, f: Symbol, x: Symbol) -> bool:
    """Whether f occurs in ``body`` only as ``f[Tail(x)]``."""
    uses = 0
    for t in subterms(body):
        if isinstance(t, Bind) and any(b.symbol in (f, x) for b in t.bounds):
            return False
        if _is(t, f):
            uses += 1
        if is_builtin(t, "APPLY") and isinstance(t, Apply) and _is(t.args[0], f):
            arg = t.args[1]
            if is_builtin(arg, "Tail") and isinstance(arg, Apply) and _is(arg.args[0], x):
                uses -= 1
    return uses == 0
