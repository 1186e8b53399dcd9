"""Quantifiers, CHOOSE, set and function constructors, and the library operators that count."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import TYPE_CHECKING, Final

from tlaverify.encodings.finite.circuit import FALSE, TRUE, Lit
from tlaverify.encodings.finite.combine import TooLarge, negate
from tlaverify.encodings.finite.construct import lift
from tlaverify.encodings.finite.environment import Env, Frame
from tlaverify.encodings.finite.guesses import Domain, Guess, some_subset
from tlaverify.encodings.finite.symbolic import (
    Choice,
    Formula,
    Symbolic,
    SymbolicFunction,
    SymbolicSet,
)
from tlaverify.evaluate import values
from tlaverify.evaluate.binders import conjuncts, membership_guards
from tlaverify.evaluate.choose import RESERVED
from tlaverify.evaluate.library import NATIVE
from tlaverify.evaluate.values import Integer, LazySet, Undefined, Value
from tlaverify.kernel.term import Apply, Bind, Binder, Symbol, Term, is_builtin

if TYPE_CHECKING:
    from tlaverify.encodings.finite.ground import Grounder

__all__ = ["bind", "native_operator", "quantified"]

_MOST_COMBINATIONS: Final = 20_000


def _conditions(term: Bind) -> list[Term]:
    """What must hold for the body of a quantifier to matter."""
    body = term.body
    if term.binder is Binder.FORALL:
        if not is_builtin(body, "=>"):
            return []
        assert isinstance(body, Apply)
        body = body.args[0]
    return conjuncts(body)


def _relevant(grounder: Grounder, term: Bind, x: Symbol, domain: Domain) -> Domain:
    """The domain without the elements that a condition on x alone settles, as ``m.type = "1a"`` does."""
    filters = grounder.filters.get((term, x))
    if filters is None:
        filters = [c for c in _conditions(term) if c.free == {x} and not grounder.touches(c)]
        grounder.filters[term, x] = filters
    for c in filters:
        domain = [(v, g) for v, g in domain if not isinstance(v, Value) or _passes(grounder, c, x, v)]
    return domain


def _passes(grounder: Grounder, condition: Term, x: Symbol, value: Value) -> bool:
    """Whether the condition is not FALSE of the value."""
    key = (condition, value)
    known = grounder.passed.get(key)
    if known is None:
        known = grounder.passed[key] = grounder.formula(condition, {x: value}, Frame({}, None)).fails != TRUE
    return known


def _domains_of(
    grounder: Grounder, term: Bind, env: Env, frame: Frame, bases: dict[Symbol, Domain] | None = None
) -> list[Domain] | None:
    """The domains of the bound variables; with ``bases`` one subset may stand for all, and is noted there."""
    guards = membership_guards(term)
    out: list[Domain] = []
    for b in term.bounds:
        domain = b.domain or guards.get(b.symbol)
        if domain is None:
            out.append([(v, TRUE) for v in grounder.everything])
            continue
        found = grounder.value(domain, env, frame)
        if found is None:
            return None
        try:
            out.append([(v, g) for v, g in grounder.items(found) if g != FALSE])
        except TooLarge:
            if bases is None:
                raise
            one, bases[b.symbol] = some_subset(grounder, found)
            out.append(one)
    return out


def quantified(grounder: Grounder, term: Bind, env: Env, frame: Frame) -> Formula:
    """A quantifier written out over what its variables may be."""
    every = term.binder is Binder.FORALL
    bases: dict[Symbol, Domain] = {}
    domains = _domains_of(grounder, term, env, frame, bases)
    if domains is None:
        return Formula(FALSE, FALSE)
    domains = [_relevant(grounder, term, b.symbol, d) for b, d in zip(term.bounds, domains, strict=True)]
    parts: list[Formula] = []
    symbols = [b.symbol for b in term.bounds]
    count = 1
    for d in domains:
        count *= len(d)
    if count > _MOST_COMBINATIONS:
        raise TooLarge
    for row in product(*domains):
        guard = grounder.circuit.and_(g for _, g in row)
        if guard == FALSE:
            continue
        inner = dict(env)
        inner.update(zip(symbols, (v for v, _ in row), strict=True))
        body = grounder.formula(term.body, inner, frame)
        if every:
            body = negate(body)
        part = grounder.combine.under(guard, body)
        parts.append(part)
        if part.holds == TRUE:
            break
    found = grounder.combine.any_of(parts)
    if bases and found.holds != TRUE:
        found = Formula(found.holds, -found.holds)
        grounder.guesses.append(Guess(term, env, frame, tuple(domains), bases, found.holds))
    return negate(found) if every else found


def bind(grounder: Grounder, term: Bind, env: Env, frame: Frame) -> Symbolic | None:
    """The value of a Bind; None where it is undefined."""
    if term.binder in (Binder.FORALL, Binder.EXISTS):
        f = grounder.formula(term, env, frame)
        return Choice({values.TRUE: f.holds, values.FALSE: f.fails})
    if term.binder is Binder.CHOOSE and term.bounds[0].domain is None:
        return _choose_any(grounder, term, env, frame)
    domains = _domains_of(grounder, term, env, frame)
    if domains is None:
        return None
    symbols = [b.symbol for b in term.bounds]

    def rows() -> Iterable[tuple[Env, Lit, tuple[Value, ...]]]:
        for row in product(*domains):
            inner = dict(env)
            inner.update(zip(symbols, (v for v, _ in row), strict=True))
            yield inner, grounder.circuit.and_(g for _, g in row), tuple(v for v, _ in row)

    if term.binder is Binder.FILTER:
        kept: dict[Value, Lit] = {}
        for inner, guard, (x,) in rows():
            kept[x] = grounder.circuit.and_((guard, grounder.formula(term.body, inner, frame).holds))
        return SymbolicSet({v: g for v, g in kept.items() if g != FALSE})
    if term.binder is Binder.MAP:
        out: dict[Value, list[Lit]] = {}
        for inner, guard, _ in rows():
            item = grounder.value(term.body, inner, frame)
            if item is None or guard == FALSE:
                continue
            for g, v in grounder.combine.alternatives(item):
                out.setdefault(v, []).append(grounder.circuit.and_((guard, g)))
        return SymbolicSet({v: grounder.circuit.or_(gs) for v, gs in out.items()})
    if term.binder is Binder.FUNCTION:
        table: dict[Value, Symbolic] = {}
        guards: dict[Value, Lit] = {}
        for inner, guard, row in rows():
            item = grounder.value(term.body, inner, frame)
            if item is None:
                return None
            key = row[0] if len(row) == 1 else values.sequence(row)
            table[key] = item
            if guard != TRUE:
                guards[key] = guard
        return SymbolicFunction(table, guards)
    return _first(grounder, [(x, inner, guard) for inner, guard, (x,) in rows()], term.body, frame)


def _choose_any(grounder: Grounder, term: Bind, env: Env, frame: Frame) -> Symbolic | None:
    """As the evaluator chooses: from the set that the body names, else among the reserved values."""
    x = term.bounds[0].symbol
    for part in conjuncts(term.body):
        if is_builtin(part, "\\in") and isinstance(part, Apply):
            left, right = part.args
            if isinstance(left, Apply) and left.op == x and x not in right.free:
                s = grounder.value(right, env, frame)
                if s is None:
                    return None
                rows: list[tuple[Value, Env, Lit]] = [(v, {**env, x: v}, g) for v, g in grounder.items(s)]
                return _first(grounder, rows, term.body, frame)
    reserved: list[tuple[Value, Env, Lit]] = [(v, {**env, x: v}, TRUE) for v in RESERVED]
    return _first(grounder, reserved, term.body, frame)


def _first(
    grounder: Grounder, rows: list[tuple[Value, Env, Lit]], body: Term, frame: Frame
) -> Symbolic | None:
    """The first value in the order of ``sort_key`` that satisfies the body, as the evaluator chooses."""
    cases: list[tuple[Lit, Symbolic | None]] = []
    before: list[Lit] = []
    for x, inner, guard in sorted(rows, key=lambda r: values.sort_key(r[0])):
        if guard == FALSE:
            continue
        here = grounder.circuit.and_((guard, grounder.formula(body, inner, frame).holds))
        cases.append((grounder.circuit.and_([here, *before]), x))
        before.append(-here)
        if here == TRUE:
            break
    return grounder.combine.merge(cases)


def _count(grounder: Grounder, s: SymbolicSet) -> Symbolic:
    counts: list[Lit] = [TRUE]
    c = grounder.circuit
    for g in s.items.values():
        grown = [c.and_((counts[0], -g))]
        for n in range(1, len(counts)):
            grown.append(c.or_((c.and_((counts[n], -g)), c.and_((counts[n - 1], g)))))
        grown.append(c.and_((counts[-1], g)))
        counts = grown
    return Choice({Integer(n): g for n, g in enumerate(counts) if g != FALSE})


def native_operator(
    grounder: Grounder, op: Symbol, args: tuple[Term, ...], env: Env, frame: Frame
) -> Symbolic | None:
    """An operator of the standard modules that the evaluator computes itself."""
    found = [grounder.value(a, env, frame) for a in args]
    if op.name == "IsFiniteSet" and found and not isinstance(found[0], LazySet):
        return values.TRUE
    if op.name == "Cardinality" and found and isinstance(found[0], SymbolicSet):
        return _count(grounder, found[0])

    def run(vs: tuple[Value, ...]) -> Value | None:
        out = NATIVE[(op.scope, op.name)](vs, grounder.work)
        return None if isinstance(out, Undefined) else out

    return lift(grounder, found, run)
