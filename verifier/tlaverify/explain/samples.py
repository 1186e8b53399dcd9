"""States and steps in which a case holds or fails, found in a small scope and confirmed by the evaluator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tlaverify.encodings.finite.circuit import FALSE, Lit
from tlaverify.encodings.finite.combine import TooLarge
from tlaverify.encodings.finite.scope import Candidate, Scope, Unknowns, formula_of
from tlaverify.evaluate.evaluate import Interpretation, evaluate, truth
from tlaverify.evaluate.values import Undefined, Value
from tlaverify.explain.counterexample import interpretation_of, statements
from tlaverify.explain.focus import Case
from tlaverify.explain.solve import Solver
from tlaverify.kernel.term import Term, builtin, ref

__all__ = ["Sample", "Sampler", "make_sampler"]

_TRIES: Final = 6


@dataclass(frozen=True, slots=True)
class Sample:
    """Where all that the case assumes is TRUE, and its goal is FALSE (``fails``) or TRUE."""

    meaning: Interpretation
    fails: bool

    def value(self, term: Term) -> Value | Undefined:
        """What the term is worth in it."""
        return evaluate(term, self.meaning)

    def truth(self, term: Term) -> bool | None:
        """The truth value of a formula in it; None where there is none."""
        found = truth(term, self.meaning)
        return None if isinstance(found, Undefined) else found


class Sampler:
    """Finds samples of a case in one scope; conditions on them are literals over predicates."""

    def __init__(
        self, case: Case, stated: Sequence[Term], scope: Scope, predicates: Sequence[Term], budget: int
    ) -> None:
        obligation = case.obligation
        shapes = [builtin("\\in", ref(s), d) for s, d in case.of_goal if d is not None]
        self._case, self._stated = case, stated
        self._unknowns = Unknowns(
            obligation.declared, [*stated, *shapes], obligation.goal, obligation.definitions, scope
        )
        circuit = self._unknowns.circuit
        asserted = [formula_of(self._unknowns, f).holds for f in stated]
        goal = formula_of(self._unknowns, obligation.goal)
        self._fails, self._holds = circuit.new_input(), circuit.new_input()
        asserted += [circuit.or_((-self._fails, goal.fails)), circuit.or_((-self._holds, goal.holds))]
        self._marks: dict[Term, Lit] = {}
        for p in predicates:
            try:
                found = formula_of(self._unknowns, p)
            except (TooLarge, OverflowError, RecursionError):
                continue
            mark = self._marks[p] = circuit.new_input()
            asserted += [circuit.or_((-mark, found.holds)), circuit.or_((mark, -found.holds))]
        self.possible = FALSE not in asserted
        self._solver = Solver(circuit, asserted, budget)

    def find(self, fails: bool, literals: Sequence[tuple[Term, bool]] = ()) -> Sample | None:
        """A sample in which the case fails, or holds, and the predicates are TRUE, or not."""
        if not self.possible or any(p not in self._marks for p, _ in literals):
            return None
        assumed = [self._fails if fails else self._holds]
        assumed += [self._marks[p] if true else -self._marks[p] for p, true in literals]
        for _ in range(_TRIES):
            model = self._solver.model(assumed)
            if model is None:
                return None
            try:
                sample = self._confirmed(self._unknowns.read(model), fails)
            except TooLarge:
                return None
            if sample is not None:
                return sample
            self._solver.exclude(model)
        return None

    def _confirmed(self, candidate: Candidate, fails: bool) -> Sample | None:
        meaning = interpretation_of(candidate, self._case.obligation)
        if truth(self._case.obligation.goal, meaning) is not (not fails):
            return None
        return Sample(meaning, fails) if all(truth(s, meaning) is True for s in self._stated) else None


def make_sampler(case: Case, scope: Scope, predicates: Sequence[Term], budget: int) -> Sampler | None:
    """A sampler, or None where the case is not for the finite encoding.

    budget: Z3 resource units for all samples together.
    """
    stated = statements(case.obligation)
    if stated is None:
        return None
    try:
        sampler = Sampler(case, stated, scope, predicates, budget)
    except (TooLarge, OverflowError, RecursionError):
        return None
    return sampler if sampler.possible else None
