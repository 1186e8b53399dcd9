"""Trials: one obligation given to the portfolio under variants of its queries and of the solver.

What a variant comes to is a ``Trial``, never a verdict: a mutant is not the query itself.  So nothing here
calls ``kernel.verdict.prove``, and each query counts as not exact.

``make_trier`` is the factory that ``solvers.worker`` calls in the child process.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, cast

from tlaverify.encodings.encode import NotApplicable
from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.verdict import Answer, Error, Outcome, Proved, Query, Unknown, Verdict
from tlaverify.schedule.result import Attempt
from tlaverify.schedule.task import ENCODER_GUARD, Report, Walk
from tlaverify.schedule.tools import Plan, Tools
from tlaverify.schedule.wire import Parcel, Receiver
from tlaverify.solvers.worker import Progress
from tlaverify.stability.mutants import rename_symbols, shuffle_assertions

__all__ = ["Mutation", "Over", "Trial", "TrialTask", "Variant", "make_trier", "trial_of"]


class Mutation(Enum):
    """What a variant changes; the second to the fourth are Mariposa's."""

    ORIGINAL = "original"
    RESEED = "reseed"
    SHUFFLE = "shuffle"
    RENAME = "rename"
    VERSION = "version"


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to ask the same.

    number   which mutant of its kind, from 1; 0 for the original and for solver versions.
    version  the version of Z3 that is asked, as it names itself; empty for the installed one.
    """

    mutation: Mutation
    number: int = 0
    version: str = ""

    def __str__(self) -> str:
        if self.mutation is Mutation.VERSION:
            return f"Z3 {self.version}"
        return f"{self.mutation.value} {self.number}" if self.number else self.mutation.value


@dataclass(frozen=True, slots=True)
class Trial:
    """What the portfolio came to under one variant.

    solved  it found all queries of an encoding unsatisfiable, or needed no solver.
    by      the pass that did; empty where none did.
    units   the solvers' own counts of their work, by solver, over all passes that were tried.
    share   the greatest part of its budget that an answer took: near 1 it might as well not have come.
    error   a defect that showed: no pass could answer for it.
    """

    variant: Variant
    solved: bool
    by: str = ""
    units: tuple[tuple[str, int], ...] = ()
    share: float = 0.0
    error: str = ""

    @property
    def needed_no_solver(self) -> bool:
        """Whether the temporal decision procedure did it: there is no query of which to make mutants."""
        return self.solved and not self.units

    def used(self, solver: str) -> int:
        """The units that ``solver`` used."""
        return dict(self.units).get(solver, 0)


@dataclass(frozen=True, slots=True)
class TrialTask:
    """An obligation and its variants; ``prior`` are the attempts at the first that are over already."""

    parcel: Parcel
    variants: tuple[Variant, ...]
    prior: tuple[Attempt, ...] = ()


@dataclass(frozen=True, slots=True)
class Over:
    """Progress: a variant is over."""

    trial: Trial


def make_trier(plan: Plan) -> Callable[[object, Progress], object]:
    """The handler of TrialTasks for one worker process; what it finds it tells as progress."""
    receiver = Receiver()
    own = Tools(plan)

    def handle(message: object, progress: Progress) -> object:
        task = cast(TrialTask, message)
        obligation = receiver.unpack(task.parcel)
        queries = _Queries(own)
        prior = task.prior
        for variant in task.variants:
            tools = _MutantTools(plan, variant, queries)
            trial = trial_of(variant, Walk(tools, obligation, prior, progress).run())
            progress(Over(trial), ENCODER_GUARD)
            prior = ()
            if trial.needed_no_solver:
                break
        return None

    return handle


_SOLVED: Final = Unknown("all queries of an encoding are unsatisfiable, under a variant")


def trial_of(variant: Variant, report: Report) -> Trial:
    """What ``report`` says of a variant."""
    units: dict[str, int] = {}
    share = 0.0
    for attempt in report.attempts:
        outcome = attempt.outcome
        if attempt.digest and outcome is not None:
            units[attempt.solver] = units.get(attempt.solver, 0) + outcome.resources
            if outcome.answer is Answer.UNSAT and attempt.budget:
                share = max(share, outcome.resources / attempt.budget)
    solved = report.verdict == _SOLVED or isinstance(report.verdict, Proved)
    by = report.attempts[-1].name if solved and report.attempts else ""
    error = report.verdict.reason if isinstance(report.verdict, Error) else ""
    return Trial(variant, solved, by, tuple(sorted(units.items())), share, error)


class _Queries:
    """An obligation's own queries, made once for all variants."""

    def __init__(self, tools: Tools) -> None:
        self._tools: Final = tools
        self._made: Final[dict[str, tuple[Query, ...] | Exception]] = {}

    def of(self, obligation: Obligation, strategy: str) -> tuple[Query, ...]:
        """The queries; raises what the encoder raises."""
        if strategy not in self._made:
            try:
                self._made[strategy] = self._tools.encode(obligation, strategy)
            except Exception as problem:
                self._made[strategy] = problem
        made = self._made[strategy]
        if isinstance(made, Exception):
            raise made
        return made


class _MutantTools(Tools):
    """Tools that put mutants in the place of queries, and prove nothing by them."""

    def __init__(self, plan: Plan, variant: Variant, queries: _Queries) -> None:
        super().__init__(_plan_for(variant, plan))
        self._variant: Final = variant
        self._queries: Final = queries

    def encode(self, obligation: Obligation, strategy: str) -> tuple[Query, ...]:
        queries = self._queries.of(obligation, strategy)
        if not all(query.exact for query in queries):
            raise NotApplicable("the encoding is not exact")
        return tuple(_mutated(query, self._variant) for query in queries)

    def conclude(
        self, obligation: Obligation, answered: Sequence[tuple[Query, Outcome]], budget: str
    ) -> Verdict:
        return _SOLVED


def _plan_for(variant: Variant, plan: Plan) -> Plan:
    """The plan with the variant's seed; what has come to a solver once needs no temporal pass again."""
    if variant.mutation is Mutation.RESEED:
        plan = replace(plan, seed=plan.seed + variant.number)
    if variant.mutation is not Mutation.ORIGINAL:
        passes = tuple(p for p in plan.portfolio.passes if p.kind != "ptl")
        plan = replace(plan, portfolio=replace(plan.portfolio, passes=passes))
    return plan


def _mutated(query: Query, variant: Variant) -> Query:
    text = query.text
    if variant.mutation is Mutation.SHUFFLE:
        text = shuffle_assertions(text, variant.number)
    elif variant.mutation is Mutation.RENAME:
        text = rename_symbols(text, variant.number)
    return replace(query, text=text, exact=False)
