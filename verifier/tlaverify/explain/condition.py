"""The condition behind many counterexamples: when a case fails, in the module's own predicates.

From samples of the case that fail and samples that do not, the smallest set of predicates is taken that tells
them apart; the condition over it is made as short as it can be (sympy's SOPform, with the combinations that
were never seen as don't-cares).  The finite encoding is then asked for samples that contradict it, until
there are none in the scopes that are tried.  It is offered only if the prover confirms it.  Where there is
none, a single predicate may do without which the case holds: it fails only then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Any, Final

from tlaverify.encodings.finite.scope import Scope
from tlaverify.explain.counterexample import Counterexample
from tlaverify.explain.focus import Case, focus
from tlaverify.explain.names import reached
from tlaverify.explain.predicates import predicates_of
from tlaverify.explain.samples import Sample, Sampler, make_sampler
from tlaverify.kernel.rewrite import subterms
from tlaverify.kernel.sequent import Hypothesis, Obligation
from tlaverify.kernel.term import Apply, Kind, Term, builtin, is_builtin

__all__ = ["Condition", "find_condition"]

Proved = Callable[[Sequence[Obligation]], Sequence[bool]]
"""Which of some obligations the prover proves."""

_SCOPES: Final = (Scope(2, 2, steps=60_000), Scope(2, 3, steps=120_000), Scope(3, 3, steps=120_000))
_BUDGET: Final = 8_000_000
_MOST_ROUNDS: Final = 40
_MOST_OFFERS: Final = 4
_LARGEST: Final = 4
_MOST_SETS: Final = 150_000


@dataclass(frozen=True, slots=True)
class Condition:
    """``formula`` tells when the case fails; the prover has confirmed it.

    exact    the goal is false wherever it holds (else: it is false only there).
    negated  the negation of the formula, which suffices for a proof of the case.
    """

    case: Case
    formula: Term
    negated: Term
    exact: bool


def find_condition(obligation: Obligation, found: Counterexample, proved: Proved) -> Condition | None:
    """A confirmed condition under which the counterexample's case fails, or None.

    proved   asks the prover, under a budget of its own.
    The search takes a fixed number of rounds and a budget in Z3's resource units: no time is involved.
    """
    case = focus(obligation, found)
    first = _first_samples(case, found.scope)
    if first is None:
        return None
    predicates = predicates_of(case, first)
    learner = _Learner(case, predicates, first, found.scope)
    for _ in range(_MOST_OFFERS):
        offer = learner.offer()
        if offer is None:
            break
        condition = _confirmed(case, *offer, "<=>", proved)
        if condition is not None:
            return condition
        learner.reject()
    for formula, negated in learner.necessary()[:_MOST_OFFERS]:
        condition = _confirmed(case, formula, negated, "=>", proved)
        if condition is not None:
            return condition
    return None


def _first_samples(case: Case, scope: Scope) -> list[Sample] | None:
    """A sample that fails and one that does not; None where there are not both."""
    for s in dict.fromkeys((scope, *_SCOPES)):
        sampler = make_sampler(case, s, (), _BUDGET)
        if sampler is None:
            continue
        bad, good = sampler.find(True), sampler.find(False)
        if bad is not None and good is not None:
            return [bad, good]
    return None


class _Learner:
    """Keeps the samples seen, as rows of truth values of the predicates."""

    def __init__(
        self, case: Case, predicates: Sequence[Term], samples: Sequence[Sample], scope: Scope
    ) -> None:
        self._case = case
        self._scopes = list(dict.fromkeys((scope, *_SCOPES)))
        self._samplers: dict[Scope, Sampler | None] = {}
        self._predicates = list(predicates)
        self._all = tuple(predicates)
        self._rows: list[tuple[dict[Term, bool], bool]] = []
        self._rejected: set[frozenset[Term]] = set()
        self._last: frozenset[Term] = frozenset()
        for s in samples:
            self._add(s)

    def _add(self, sample: Sample) -> None:
        row: dict[Term, bool] = {}
        for p in list(self._predicates):
            value = sample.truth(p)
            if value is None:
                self._predicates.remove(p)
            else:
                row[p] = value
        self._rows.append((row, sample.fails))

    def reject(self) -> None:
        """The prover does not confirm the last offer: look for others."""
        self._rejected.add(self._last)

    def offer(self) -> tuple[Term, Term] | None:
        """A condition that no sample in the scopes contradicts, with its negation."""
        for _ in range(_MOST_ROUNDS):
            chosen = self._separating()
            if chosen is None:
                return None
            formula = _shortest(chosen, self._rows)
            other = self._contradicting(chosen, formula)
            if other is None:
                self._last = frozenset(chosen)
                return _term(formula, chosen), _term(_negation(formula), chosen)
            self._add(other)
        return None

    def _separating(self) -> tuple[Term, ...] | None:
        """The smallest set of predicates in which each sample that fails differs from each that does not."""
        bad = [r for r, fails in self._rows if fails]
        good = [r for r, fails in self._rows if not fails]
        pairs = [(b, g) for b in bad for g in good]
        apart = {p: sum(1 << i for i, (b, g) in enumerate(pairs) if b[p] != g[p]) for p in self._predicates}
        useful = [p for p in self._predicates if apart[p]]
        whole = (1 << len(pairs)) - 1
        tried = 0
        for size in range(1, _LARGEST + 1):
            for chosen in combinations(useful, size):
                tried += 1
                if tried > _MOST_SETS:
                    return None
                found = 0
                for p in chosen:
                    found |= apart[p]
                if found == whole and frozenset(chosen) not in self._rejected:
                    return chosen
        return None

    def necessary(self) -> list[tuple[Term, Term]]:
        """Predicates, or negations, without which no sample fails but some holds; the most telling first."""
        kept: dict[Term, bool] = {}
        for p in list(self._predicates):
            bad = {row.get(p) for row, fails in self._rows if fails}
            if bad not in ({True}, {False}):
                continue
            (value,) = bad
            # a sample that fails without it speaks against it; one that holds shows that it says something
            if not self._learn(True, p, not value) and self._learn(False, p, not value):
                kept[p] = bool(value)
        good = [row for row, fails in self._rows if not fails]
        told = {p: sum(row[p] is not kept[p] for row in good) for p in self._predicates if p in kept}
        ordered = sorted(told, key=lambda p: -told[p])
        return [(p, _denied(p)) if kept[p] else (_denied(p), p) for p in ordered]

    def _learn(self, fails: bool, predicate: Term, value: bool) -> bool:
        """Whether there is a sample of that kind; it is kept."""
        for sampler in self._each_sampler():
            sample = sampler.find(fails, [(predicate, value)])
            if sample is not None:
                self._add(sample)
                return True
        return False

    def _contradicting(self, chosen: Sequence[Term], formula: Any) -> Sample | None:
        """A sample that fails where the formula is false, or does not where it is true."""
        for sampler in self._each_sampler():
            for fails in (True, False):
                for literals in _cubes(_negation(formula) if fails else formula, chosen):
                    sample = sampler.find(fails, literals)
                    if sample is not None:
                        return sample
        return None

    def _each_sampler(self) -> Iterator[Sampler]:
        """One for each scope, made when it is needed first."""
        for scope in self._scopes:
            if scope not in self._samplers:
                self._samplers[scope] = make_sampler(self._case, scope, self._all, _BUDGET)
            sampler = self._samplers[scope]
            if sampler is not None:
                yield sampler


# ------------------------------------------------------------ sympy's formulas


def _symbols(chosen: Sequence[Term]) -> list[Any]:
    from sympy import symbols

    return list(symbols(f"p0:{len(chosen)}"))


def _shortest(chosen: Sequence[Term], rows: Sequence[tuple[dict[Term, bool], bool]]) -> Any:
    """The shortest sum of products that is true of the rows that fail and of none of the others."""
    from sympy.logic import SOPform

    seen = {tuple(r[p] for p in chosen): fails for r, fails in rows}
    points = list(product((False, True), repeat=len(chosen)))
    minterms = [[int(v) for v in point] for point in points if seen.get(point) is True]
    free = [[int(v) for v in point] for point in points if point not in seen]
    return SOPform(_symbols(chosen), minterms, free)


def _negation(formula: Any) -> Any:
    from sympy.logic import simplify_logic
    from sympy.logic.boolalg import Not

    return simplify_logic(Not(formula), form="dnf")


def _cubes(formula: Any, chosen: Sequence[Term]) -> Iterator[list[tuple[Term, bool]]]:
    """The products of a sum of products, as literals."""
    from sympy.logic.boolalg import And, Not, Or

    names = dict(zip(_symbols(chosen), chosen, strict=True))
    if formula in (True, False):
        yield from [[]] if formula else []
        return
    for cube in formula.args if isinstance(formula, Or) else (formula,):
        literals = cube.args if isinstance(cube, And) else (cube,)
        yield [(names[x.args[0]], False) if isinstance(x, Not) else (names[x], True) for x in literals]


def _term(formula: Any, chosen: Sequence[Term]) -> Term:
    """The formula as a term, its products in the order of the predicates."""
    products = []
    for cube in _cubes(formula, chosen):
        ordered = sorted(cube, key=lambda literal: chosen.index(literal[0]))
        literals = [p if true else _denied(p) for p, true in ordered]
        products.append(literals[0] if len(literals) == 1 else builtin("/\\", *literals))
    return products[0] if len(products) == 1 else builtin("\\/", *products)


def _denied(predicate: Term) -> Term:
    if is_builtin(predicate, "<") and isinstance(predicate, Apply):
        return builtin("<=", predicate.args[1], predicate.args[0])
    return builtin("~", predicate)


# ------------------------------------------------------------------ the prover


def _confirmed(case: Case, formula: Term, negated: Term, said: str, proved: Proved) -> Condition | None:
    """The condition if the prover confirms it, and if it does not merely say the goal again.

    said   what of a false goal and the condition may not follow from the kinds of values alone.
    """
    base = case.obligation
    wrong = builtin("~", base.goal)
    kinds = tuple(h for h in base.hypotheses if _says_the_kind(h))
    again = replace(base, id=f"{base.id}/again", hypotheses=kinds, goal=builtin(said, wrong, formula))
    suffices = _with(base, "suffices", negated, base.goal)
    exact = _with(base, "exact", formula, wrong)
    again_said, enough, just = proved([again, suffices, exact])
    if not enough:
        # a definition that the step does not cite may be what the prover lacks; it changes no meaning
        seen = {t.op for whole in reached(base) for t in subterms(whole) if isinstance(t, Apply)}
        visible = base.visible | {s for s in seen if s.kind is Kind.DEFINED and s in base.definitions}
        if visible != base.visible:
            enough, just = proved([replace(suffices, visible=visible), replace(exact, visible=visible)])
    return Condition(case, formula, negated, bool(just)) if enough and not again_said else None


def _says_the_kind(hypothesis: Hypothesis) -> bool:
    """``c \\in S`` for a constant: no more than what kind of value it is."""
    fact = hypothesis.statement
    if not isinstance(fact, Term) or not is_builtin(fact, "\\in") or not isinstance(fact, Apply):
        return False
    element = fact.args[0]
    return isinstance(element, Apply) and element.op.kind is Kind.CONSTANT


def _with(base: Obligation, name: str, assumed: Term, goal: Term) -> Obligation:
    hypotheses = (*base.hypotheses, Hypothesis(assumed))
    return replace(base, id=f"{base.id}/{name}", goal=goal, hypotheses=hypotheses)
