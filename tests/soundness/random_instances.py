"""Random values for what a theorem of the library declares, under which all that it assumes is true.

A theorem's ``ASSUME NEW S, NEW f \\in [S -> S], ...`` is walked in the order of the text: a symbol gets a
value from a pool of small ones, or from its domain, and what is assumed is evaluated as soon as it is met.
Operators are tables that are filled at random as they are asked, or arithmetic.
"""

from __future__ import annotations

import operator
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from tlaverify.evaluate.evaluate import Interpretation, Operator, evaluate, truth
from tlaverify.evaluate.values import (
    Boolean,
    FiniteSet,
    Function,
    Integer,
    Model,
    String,
    Undefined,
    Value,
    boolean,
    empty_set,
    finite_set,
    sequence,
    tuple_of,
)
from tlaverify.kernel.rewrite import substitute
from tlaverify.kernel.sequent import Definition, New, Sequent
from tlaverify.kernel.term import Apply, Bind, Binder, Bound, Kind, Symbol, Term, builtin, is_builtin, ref
from tlaverify.obligations.replace import generalise, symbols_of

__all__ = ["Claim", "claims", "meanings"]

STEPS: Final = 20_000
PLAIN: Final = (Integer, String, Model, FiniteSet, Function, Boolean)
M: Final = tuple(Model(f"m{i}") for i in range(3))


@dataclass(frozen=True)
class Claim:
    """``given`` in the order of the text, then one conjunct of what the theorem states."""

    theorem: str
    number: int
    given: tuple[New | Term, ...]
    goal: Term


def claims(name: str, statement: Term | Sequent) -> Iterator[Claim]:
    """The conjuncts of a theorem; nothing for what is assumed of operators that are declared there."""
    given: list[New | Term] = []
    goal = statement if isinstance(statement, Term) else statement.goal
    for element in statement.context if isinstance(statement, Sequent) else ():
        if not isinstance(element, Sequent):
            given.append(element)
        else:
            formula = _formula(element)
            if formula is None:
                return
            given.append(formula)
    for number, (facts, conjunct) in enumerate(_conjuncts(goal), 1):
        yield Claim(name, number, (*given, *facts), conjunct)


def _formula(sequent: Sequent) -> Term | None:
    news = [e for e in sequent.context if isinstance(e, New)]
    if any(n.symbol.arity for n in news):
        return None
    facts: list[Term] = []
    for element in sequent.context:
        if isinstance(element, Sequent):
            return None
        if isinstance(element, Term):
            facts.append(element)
        elif element.domain is not None:
            facts.append(builtin("\\in", ref(element.symbol), element.domain))
    body = builtin("=>", builtin("/\\", *facts), sequent.goal) if facts else sequent.goal
    (body,), names = generalise((body,), [n.symbol for n in news])
    # a bound that mentions no other symbol of the sequent makes the quantifier a bounded one
    bounds = [
        Bound(names[n.symbol], n.domain if n.domain is not None and not _mentions(n.domain, news) else None)
        for n in news
    ]
    for bound in reversed(bounds):
        body = Bind(Binder.FORALL, (bound,), body)
    return body


def _mentions(term: Term, news: list[New]) -> bool:
    return not symbols_of(term).isdisjoint(n.symbol for n in news)


def _conjuncts(goal: Term) -> Iterator[tuple[tuple[New | Term, ...], Term]]:
    """The parts of a goal, each with the variables that it is about and what it assumes."""
    if isinstance(goal, Apply) and is_builtin(goal, "/\\"):
        for part in goal.args:
            yield from _conjuncts(part)
    elif isinstance(goal, Apply) and is_builtin(goal, "=>"):
        for facts, part in _conjuncts(goal.args[1]):
            yield (goal.args[0], *facts), part
    elif isinstance(goal, Bind) and goal.binder is Binder.FORALL:
        news = [
            New(Symbol(b.symbol.name, Kind.CONSTANT, b.symbol.arity, scope="drawn"), b.domain)
            for b in goal.bounds
        ]
        body = substitute(
            goal.body, {b.symbol: ref(n.symbol) for b, n in zip(goal.bounds, news, strict=True)}
        )
        for facts, part in _conjuncts(body):
            yield (*news, *facts), part
    else:
        yield (), goal


def meanings(
    claim: Claim, definitions: Mapping[Symbol, Definition], rng: random.Random, tries: int
) -> Iterator[Interpretation]:
    """Interpretations that make all true that the claim is given, of so many tries."""
    for _ in range(tries):
        found: Interpretation | None = Interpretation(
            {}, definitions=definitions, descending=rng.random() < 0.5, steps=STEPS
        )
        for element in claim.given:
            assert found is not None
            found = _drawn(element, found, rng) if isinstance(element, New) else _kept(element, found)
            if found is None:
                break
        if found is not None:
            yield found


def _kept(fact: Term, meaning: Interpretation) -> Interpretation | None:
    return meaning if truth(fact, meaning) is True else None


def _drawn(new: New, meaning: Interpretation, rng: random.Random) -> Interpretation | None:
    symbol = new.symbol

    def with_(value: Value | Operator) -> Interpretation:
        return replace(meaning, constants={**meaning.constants, symbol: value})

    if symbol.arity:
        return with_(_operator(symbol, meaning, rng))
    known = [v for v in meaning.constants.values() if isinstance(v, Value)]
    if new.domain is None:
        return with_(_value(symbol.name, known, rng))
    domain = evaluate(new.domain, meaning)
    if isinstance(domain, FiniteSet):
        return with_(rng.choice(domain.sorted())) if domain.elements else None
    fits = builtin("\\in", ref(symbol), new.domain)
    for _ in range(12):
        tried = with_(_value(symbol.name, known, rng))
        if truth(fits, tried) is True:
            return tried
    return None


def _value(name: str, known: list[Value], rng: random.Random) -> Value:
    """A small value; letters tell what it is likely to be for: S is a set, R a relation, f a function."""
    sets = [v for v in known if isinstance(v, FiniteSet)]
    kind = rng.random()
    if name[0] in "STUADX" or name in ("Typ", "indices") or kind < 0.1:
        return _set(known, rng)
    if name[0] == "R":
        over = _elements(rng.choice(sets)) if sets else (Integer(0), Integer(1))
        pairs = [tuple_of(a, b) for a in over for b in over]
        return finite_set(p for p in pairs if rng.random() < 0.4)
    if name[0] in "fghFGB" and kind < 0.9:
        domain = _elements(rng.choice(sets)) if sets and rng.random() < 0.8 else _elements(_set([], rng))
        target = _elements(rng.choice(sets)) if sets and rng.random() < 0.6 else ()
        return Function({k: rng.choice(target or _NUMBERS) for k in domain})
    if name[0] in "nmkijabcy" and kind < 0.9:
        return rng.choice(_NUMBERS)
    if name[0] in "stuvlr" and kind < 0.8:
        over = _elements(rng.choice(sets)) if sets else _NUMBERS
        return sequence([rng.choice(over or _NUMBERS) for _ in range(rng.randrange(4 if over else 1))])
    return rng.choice((*M, *_NUMBERS, *known))


_NUMBERS: Final = tuple(Integer(n) for n in (0, 1, 2, 3, -1, -2))


def _set(known: list[Value], rng: random.Random) -> Value:
    kind = rng.random()
    sets = [v for v in known if isinstance(v, FiniteSet)]
    if kind < 0.15:
        return empty_set()
    if sets and kind < 0.4:
        return finite_set(e for e in rng.choice(sets).sorted() if rng.random() < 0.7)
    if kind < 0.5:
        return finite_set(finite_set(rng.sample(_NUMBERS, rng.randrange(3))) for _ in range(2))
    pool = M if kind < 0.7 else _NUMBERS[:4] if kind < 0.9 else _NUMBERS
    return finite_set(rng.sample(pool, rng.randrange(1, 4)))


def _elements(value: Value) -> tuple[Value, ...]:
    return value.sorted() if isinstance(value, FiniteSet) else ()


def _operator(symbol: Symbol, meaning: Interpretation, rng: random.Random) -> Operator:
    """``P(_)`` is a predicate; ``op(_, _)`` arithmetic or a table; ``choose(_)`` an element of a set."""
    if symbol.name[0] in "PQ":
        return _table(lambda: boolean(rng.random() < 0.7))
    if symbol.name == "choose":
        return _table_of(lambda args: rng.choice(_elements(args[0]) or _NUMBERS))
    sets = [v for v in meaning.constants.values() if isinstance(v, FiniteSet) and v.elements]
    if symbol.arity == 2 and rng.random() < 0.7:
        return _arithmetic(rng.choice((operator.add, operator.mul, max, min, operator.sub, lambda a, b: b)))
    target = _elements(rng.choice(sets)) if sets else _NUMBERS
    return _table(lambda: rng.choice(target))


def _table(draw: Callable[[], Value]) -> Operator:
    return _table_of(lambda _: draw())


def _table_of(draw: Callable[[tuple[Value, ...]], Value]) -> Operator:
    known: dict[tuple[Value, ...], Value] = {}

    def operate(args: tuple[Value, ...]) -> Value | Undefined:
        if not all(isinstance(a, PLAIN) for a in args):
            return Undefined("an argument that is not fully known")
        if args not in known:
            known[args] = draw(args)
        return known[args]

    return operate


def _arithmetic(of: Callable[[int, int], int]) -> Operator:
    def operate(args: tuple[Value, ...]) -> Value | Undefined:
        a, b = args
        if not isinstance(a, PLAIN) or not isinstance(b, PLAIN):
            return Undefined("an argument that is not fully known")
        if isinstance(a, Integer) and isinstance(b, Integer) and abs(a.value) + abs(b.value) < 1000:
            return Integer(of(a.value, b.value))
        return a

    return operate
