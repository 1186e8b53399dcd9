"""What is found word by word follows: rewriting by equations, instances of lemmas, denials at witnesses.

Random sequents over the numbers 0 to 2, with operators that are random tables, whose quantifiers nest, bind
one name twice and have domains that speak of each other.  Where an interpretation makes the hypotheses true,
all that ``equations`` and ``matching`` add must be true, and the goal must not change; where it makes the
goal false as well, so must be what denies the goal at witnesses.  The evaluator says what is true.

TLAVERIFY_FOLLOWS (default 1000) is the number of random sequents, TLAVERIFY_FOLLOWS_SEED (default 0) says
which they are.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import product
from typing import Final, TypeGuard

from tlaverify.encodings.equations import rewritten
from tlaverify.encodings.matching import lemma_instances, witness_denials
from tlaverify.encodings.sequent import split
from tlaverify.evaluate.evaluate import Interpretation, Operator, truth
from tlaverify.evaluate.values import Integer, Undefined, Value, boolean, finite_set
from tlaverify.kernel.rewrite import substitute, subterms
from tlaverify.kernel.term import (
    Apply,
    Bind,
    Binder,
    Bound,
    Kind,
    Lambda,
    Level,
    Num,
    Symbol,
    Term,
    builtin,
    ref,
)

SEQUENTS: Final = int(os.environ.get("TLAVERIFY_FOLLOWS", "1000"))
SEED: Final = int(os.environ.get("TLAVERIFY_FOLLOWS_SEED", "0"))

C, D, S, U = (Symbol(n, Kind.CONSTANT, 0, scope="M") for n in ("c", "d", "S", "U"))
V = Symbol("v", Kind.VARIABLE, 0, Level.STATE, scope="M")
F, T, P = (Symbol(n, Kind.CONSTANT, 1, scope="M") for n in ("F", "T", "P"))
G, R = (Symbol(n, Kind.CONSTANT, 2, scope="M") for n in ("G", "R"))
NAMES: Final = tuple(Symbol(n, Kind.BOUND) for n in ("a", "b", "z"))
NUMBERS: Final = (0, 1, 2)


class Sequents:
    """Random sequents and interpretations; one seed gives the same ones everywhere."""

    def __init__(self, seed: int) -> None:
        self.rng: Final = random.Random(seed)

    # -- terms: ``known`` are the variables that are bound around

    def number(self, depth: int, known: Sequence[Symbol]) -> Term:
        kind = self.rng.randrange(12 if depth > 0 else 6)
        if kind < 3 and known:
            return ref(self.rng.choice(known))
        match kind:
            case 0 | 3:
                return self.rng.choice((Num(0), Num(1), ref(C)))
            case 1 | 4:
                return self.rng.choice((ref(C), ref(D)))
            case 2 | 5:
                return self.rng.choice((ref(V), builtin("'", ref(V)), ref(C)))
            case 6 | 7 | 8:
                return Apply(F, (self.number(depth - 1, known),))
            case 9 | 10:
                return Apply(G, (self.number(depth - 1, known), self.number(depth - 1, known)))
        test = self.formula(depth - 1, known)
        return builtin("IF", test, self.number(depth - 1, known), self.number(depth - 1, known))

    def set(self, depth: int, known: Sequence[Symbol]) -> Term:
        match self.rng.randrange(7 if depth > 0 else 3):
            case 0 | 1:
                return self.rng.choice((ref(S), ref(U)))
            case 2 | 3 | 4:
                return Apply(T, (self.number(depth - 1, known),))
            case 5:
                return builtin("{}", self.number(depth - 1, known), self.number(depth - 1, known))
        name = self.rng.choice(NAMES)
        domain = self.set(depth - 1, known)
        return Bind(Binder.FILTER, (Bound(name, domain),), self.formula(depth - 1, (*known, name)))

    def formula(self, depth: int, known: Sequence[Symbol]) -> Term:
        if depth <= 0 or self.rng.randrange(3) == 0:
            return self.atom(depth, known)
        match self.rng.randrange(9):
            case 0 | 1:
                parts = [self.formula(depth - 1, known) for _ in range(self.rng.randint(2, 3))]
                return builtin("/\\", *parts)
            case 2 | 3:
                return builtin("=>", self.formula(depth - 1, known), self.formula(depth - 1, known))
            case 4:
                return builtin("~", self.formula(depth - 1, known))
            case 5:
                return builtin("\\/", self.formula(depth - 1, known), self.formula(depth - 1, known))
            case 6:
                return self.bind(Binder.EXISTS, depth, known)
        return self.bind(Binder.FORALL, depth, known)

    def atom(self, depth: int, known: Sequence[Symbol]) -> Term:
        match self.rng.randrange(8):
            case 0 | 1:
                return Apply(P, (self.number(depth - 1, known),))
            case 2 | 3:
                return builtin("\\in", self.number(depth - 1, known), self.set(depth - 1, known))
            case 4:
                return Apply(R, (self.number(depth - 1, known), self.number(depth - 1, known)))
            case 5:
                return builtin("=", self.set(depth - 1, known), self.set(depth - 1, known))
        return builtin("=", self.number(depth - 1, known), self.number(depth - 1, known))

    def bind(self, binder: Binder, depth: int, known: Sequence[Symbol]) -> Bind:
        names = self.rng.sample(NAMES, self.rng.randint(1, 2))
        bounds = tuple(Bound(n, self.set(depth - 1, known)) for n in names)
        return Bind(binder, bounds, self.formula(depth - 1, (*known, *names)))

    def chain(self, binder: Binder, length: int, known: Sequence[Symbol] = ()) -> Term:
        """Quantifiers in a row, with premises between them."""
        if length == 0:
            return self.formula(1, known)
        names = self.rng.sample(NAMES, self.rng.randint(1, 2))
        bounds = tuple(Bound(n, self.set(1, known)) for n in names)
        inner: Term = self.chain(binder, length - 1, (*known, *names))
        if self.rng.randrange(3) == 0:
            premise = self.formula(1, (*known, *names))
            inner = builtin("=>" if binder is Binder.FORALL else "/\\", premise, inner)
        return Bind(binder, bounds, inner)

    # -- sequents

    def instance(self, part: Term) -> Term:
        """The part with other terms for its variables."""
        return substitute(part, {s: self.number(1, ()) for s in part.free})

    def hypothesis(self) -> Term:
        match self.rng.randrange(6):
            case 0 | 1:
                return self.chain(Binder.FORALL, self.rng.randint(1, 3))
            case 2:
                return builtin("=", self.number(2, ()), self.number(2, ()))
            case 3:
                return builtin("=", self.set(2, ()), self.set(1, ()))
        return self.formula(2, ())

    def sequent(self) -> tuple[list[Term], Term]:
        hypotheses = [self.hypothesis() for _ in range(self.rng.randint(1, 4))]
        goal: Term
        match self.rng.randrange(4):
            case 0:
                goal = self.chain(Binder.EXISTS, self.rng.randint(1, 3))
                hypotheses.extend(self.instance(p) for p in _inside(goal) if self.rng.randrange(3))
            case 1:
                goal = self.formula(2, ())
            case _:
                goal = self.instance(self.rng.choice([p for h in hypotheses for p in _inside(h)]))
        used = [t for h in (*hypotheses, goal) for t in subterms(h) if _operand(t)]
        for t in self.rng.sample(used, min(2, len(used))):
            other = self.set(1, ()) if isinstance(t, Bind) or t.op in (S, U, T) else self.number(2, ())
            hypotheses.append(builtin("=", *self.rng.sample((t, other), 2)))
        self.rng.shuffle(hypotheses)
        return hypotheses, goal

    def interpretation(self, _: int) -> Interpretation:
        def table(arity: int, make: Callable[[], Value]) -> Operator:
            rows = {numbers: make() for numbers in product(NUMBERS, repeat=arity)}

            def value(args: tuple[Value, ...]) -> Value | Undefined:
                numbers = tuple(a.value for a in args if isinstance(a, Integer))
                return rows.get(numbers, Undefined("a set is no number"))

            return value

        def number() -> Value:
            return Integer(self.rng.choice(NUMBERS))

        def some() -> Value:
            return finite_set(Integer(n) for n in NUMBERS if self.rng.random() < 0.6)

        def true() -> Value:
            return boolean(self.rng.random() < 0.6)

        constants: dict[Symbol, Value | Lambda | Operator] = {
            C: number(), D: number(), S: some(), U: some(), F: table(1, number), T: table(1, some),
            P: table(1, true), G: table(2, number), R: table(2, true),
        }
        return Interpretation(constants, {V: number()}, {V: number()})


def _operand(t: Term) -> TypeGuard[Apply | Bind]:
    """Whether it is a closed term that an equation can be about."""
    if isinstance(t, Bind):
        return t.binder is Binder.FILTER and not t.free
    return isinstance(t, Apply) and not t.free and (t.op in (F, G, T) or t.op.name == "'")


def _inside(t: Term) -> list[Term]:
    """The formulas inside a formula's outer quantifiers, with their domains as formulas."""
    out: list[Term] = []
    while True:
        if isinstance(t, Bind) and t.binder in (Binder.FORALL, Binder.EXISTS):
            out.extend(builtin("\\in", ref(b.symbol), b.domain) for b in t.bounds if b.domain is not None)
            t = t.body
        elif isinstance(t, Apply) and t.op.name == "=>":
            t = t.args[1]
        elif isinstance(t, Apply) and t.op.name == "/\\":
            return [*out, *(p for a in t.args for p in _inside(a)), t]
        else:
            return [*out, t]


def _closed(terms: Sequence[Term]) -> bool:
    return not any(t.free for t in terms)


def test_what_is_added_follows() -> None:
    made = Sequents(SEED)
    found: Counter[str] = Counter()
    for _ in range(SEQUENTS):
        hypotheses, goal = made.sequent()
        meaning, hypotheses = max(
            ((m, [h for h in hypotheses if truth(h, m) is True]) for m in map(made.interpretation, range(8))),
            key=lambda found: len(found[1]),
        )
        said = truth(goal, meaning)
        added, changed = rewritten(hypotheses, goal)
        found["rewritten"] += bool(added)
        found["goal rewritten"] += changed != goal
        assert [h for h in added if truth(h, meaning) is False] == [], (hypotheses, meaning)
        assert {said, truth(changed, meaning)} != {True, False}, (hypotheses, goal, meaning)
        lemmas = lemma_instances(hypotheses, goal)
        found["instances"] += len(lemmas)
        assert [h for h in lemmas if truth(h, meaning) is False] == [], (hypotheses, goal, meaning)
        denials = witness_denials(hypotheses, goal)
        found["denials"] += len(denials)
        assert _closed((*added, changed, *lemmas, *denials)), (hypotheses, goal)
        if said is False:
            assert [h for h in denials if truth(h, meaning) is False] == [], (hypotheses, goal, meaning)
        for part in split(tuple(hypotheses), goal, by_conjunct=False, with_instances=True):
            assert _closed((*part.hypotheses, part.goal)), (hypotheses, goal)
    kinds = ("rewritten", "goal rewritten", "instances", "denials")
    assert min(found[k] for k in kinds) > SEQUENTS // 50, found
