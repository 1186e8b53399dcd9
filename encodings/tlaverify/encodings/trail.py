"""Encodes sequents one after the other and keeps what they begin with alike.

The cases of one obligation, and the obligations of one module, mostly share their first hypotheses.  What
the encoder makes of a hypothesis depends only on that hypothesis, on those before it and on what gives their
symbols forms; where all these are the same as for the sequent before, the work stands.  So the text
of a query is a function of its sequent, whatever was encoded before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from tlaverify.encodings import smt
from tlaverify.encodings.confine import Confinement, Key, Options, Step, give_form
from tlaverify.encodings.encoder import Encoder, Mark
from tlaverify.encodings.extensionality import compare_arguments, mark_extensionality
from tlaverify.encodings.rules import BINDERS, RULES
from tlaverify.encodings.rules.application import asserted
from tlaverify.encodings.script import script
from tlaverify.encodings.sequent import Goal
from tlaverify.encodings.smt import FALSE, Expr
from tlaverify.encodings.statement import Statement
from tlaverify.kernel.rewrite import subterms
from tlaverify.kernel.sequent import Definition
from tlaverify.kernel.term import Apply, Kind, Symbol, Term, builtin

__all__ = ["Trail"]

_Stamp: TypeAlias = tuple[Term, tuple[tuple[Step, int], ...], tuple[bool, ...]]
"""A hypothesis; the steps for its symbols, with the types chosen; which of its operators are predicates."""


@dataclass(frozen=True, slots=True)
class _Stage:
    """A hypothesis on the trail.

    before         where the encoder stood before it, and how many constants of several types there were.
    contradictory  it is false by its form, given those before it; ``statement`` is then made without them.
    """

    stamp: _Stamp
    before: tuple[Mark, int]
    statement: Statement
    contradictory: bool


class Trail:
    """One encoder and the hypotheses that it has asserted, in order."""

    def __init__(self, options: Options) -> None:
        self._options: Final = options
        self._encoder: Final = Encoder(RULES, BINDERS)
        self._stages: Final[list[_Stage]] = []
        self._alternatives: Final[dict[Symbol, int]] = {}

    def scripts(self, goal: Goal, definitions: Mapping[Symbol, Definition]) -> list[str | Goal]:
        """One script for each combination of types of the constants that have several.

        Where the forms alone show that the sequent is valid, so that a script would hold nothing but that
        finding, the sequent to be proved without forms stands instead.  The sequent is valid if all
        scripts are unsatisfiable and all sequents are valid.  Raises Unsupported.
        """
        self._encoder.define(definitions)
        confinement = Confinement(goal, self._options)
        out: list[str | Goal] = []
        choice: dict[Symbol, int] | None = {}
        while choice is not None:
            made, alternatives = self._script(goal, confinement, choice)
            out.append(made)
            choice = _following(choice, alternatives)
        return out

    def _script(
        self, goal: Goal, confinement: Confinement, choice: Mapping[Symbol, int]
    ) -> tuple[str | Goal, dict[Symbol, int]]:
        """What is to be proved under ``choice``, and how many types each constant has that has several."""
        given: set[Key] = set()
        contradictory = False
        for n, hypothesis in enumerate(goal.hypotheses):
            steps = confinement.needed(hypothesis, given)
            given.update(s.key for s in steps)
            contradictory = self._put(n, hypothesis, steps, choice)
            if contradictory:  # nothing else counts
                goal = Goal(goal.hypotheses[: n + 1], builtin("FALSE"), goal.constants)
                break
        self._keep(len(goal.hypotheses))
        here = self._here()
        try:
            statements = [s.statement for s in self._stages]
            ends: list[Expr] = []
            if not contradictory:
                self._give_forms(confinement.needed(goal.goal, given), choice)
                ends = self._negated(goal.goal)
            alternatives = dict(self._alternatives)
            # under a choice of types there is more than the sequent says
            if self._options.typed and not alternatives and FALSE in (*self._last_assertion(), *ends):
                return goal, alternatives
            return script(self._encoder, [*statements, *map(Statement, ends)]), alternatives
        finally:
            self._turn_back(here)

    def _last_assertion(self) -> tuple[Expr, ...]:
        return (self._stages[-1].statement.assertion,) if self._stages else ()

    def _put(self, n: int, hypothesis: Term, steps: list[Step], choice: Mapping[Symbol, int]) -> bool:
        """Make the hypothesis the n-th on the trail; whether it contradicts those before it by its form."""
        enc = self._encoder
        operators = _operators((hypothesis, *(t for s in steps for t in s.terms)))
        stamp = (
            hypothesis,
            tuple((s, choice.get(s.key[0], 0)) for s in steps),
            tuple(map(enc.is_predicate, operators)),
        )
        if n < len(self._stages) and self._stages[n].stamp == stamp:
            return self._stages[n].contradictory
        self._keep(n)
        here = self._here()
        try:
            self._give_forms(steps, choice)
            e = asserted(enc, hypothesis)
            contradictory = enc.settle(e) == FALSE
            if contradictory:
                with enc.knowing_nothing():
                    e = asserted(enc, hypothesis)
            enc.assume(e)
        except Exception:
            self._turn_back(here)
            raise
        self._stages.append(_Stage(stamp, here, Statement(e), contradictory))
        return contradictory

    def _give_forms(self, steps: list[Step], choice: Mapping[Symbol, int]) -> None:
        with self._encoder.forming():
            for step in steps:
                give_form(self._encoder, step, self._options, choice, self._alternatives)

    def _negated(self, goal: Term) -> list[Expr]:
        """What says that the goal is false."""
        enc = self._encoder
        negated = smt.not_(enc.formula(goal, {}))
        if negated == FALSE:  # as for hypotheses
            with enc.knowing_nothing():
                negated = smt.not_(enc.formula(goal, {}))
        return [mark_extensionality(enc, negated), *compare_arguments(enc)]

    def _here(self) -> tuple[Mark, int]:
        return self._encoder.mark(), len(self._alternatives)

    def _turn_back(self, place: tuple[Mark, int]) -> None:
        mark, alternatives = place
        self._encoder.rewind(mark)
        while len(self._alternatives) > alternatives:
            self._alternatives.popitem()

    def _keep(self, n: int) -> None:
        """Take all but the first ``n`` hypotheses off the trail."""
        if n < len(self._stages):
            self._turn_back(self._stages[n].before)
            del self._stages[n:]


def _following(choice: Mapping[Symbol, int], alternatives: Mapping[Symbol, int]) -> dict[Symbol, int] | None:
    """The choice after ``choice`` where each constant has so many types, in the order of their making."""
    made = list(alternatives)
    while made:
        last = made.pop()
        n = choice.get(last, 0) + 1
        if n < alternatives[last]:
            return {**{s: choice.get(s, 0) for s in made}, last: n}
    return None


def _operators(terms: Iterable[Term]) -> list[Symbol]:
    """The hidden operators in the terms."""
    return list(dict.fromkeys(op for t in terms for op in _hidden(t)))


@lru_cache(1024)
def _hidden(term: Term) -> tuple[Symbol, ...]:
    ops = (t.op for t in subterms(term) if isinstance(t, Apply) and t.op.kind is Kind.DEFINED)
    return tuple(dict.fromkeys(ops))
