"""What a run came to: modules, theorems, steps and verdicts, as every report shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tlaverify.kernel.diagnostic import Diagnostic
from tlaverify.kernel.verdict import Error, Omitted, Proved, Refuted, Unknown, Verdict, worst
from tlaverify.obligations.step_outline import StepOutline
from tlaverify.schedule.result import Result

__all__ = [
    "VERDICTS",
    "ModuleRun",
    "Run",
    "StepFigures",
    "Summary",
    "TheoremRun",
    "count_verdicts",
    "covers",
    "failing",
    "rank",
    "reason",
    "word",
]

VERDICTS = ("proved", "refuted", "unknown", "omitted", "error")
"""The words for an obligation's verdict."""


def word(verdict: Verdict) -> str:
    """The verdict in one word, one of ``VERDICTS``."""
    match verdict:
        case Proved():
            return "proved"
        case Refuted():
            return "refuted"
        case Unknown():
            return "unknown"
        case Omitted():
            return "omitted"
        case Error():
            return "error"


def reason(verdict: Verdict) -> str:
    """Why it is not proved, in words; empty for a proved one."""
    match verdict:
        case Unknown() | Omitted() | Error():
            return verdict.reason
        case Refuted():
            return "a counterexample was found and checked"
        case Proved():
            return ""


def rank(verdict: str) -> int:
    """How bad a verdict is: error > refuted > unknown > omitted > proved."""
    return ("proved", "omitted", "unknown", "refuted", "error").index(verdict)


def covers(step: str, item: str) -> bool:
    """Whether the step or theorem with id ``step`` is, or contains, the step or obligation ``item``.

    >>> covers("M!T!<1>2", "M!T!<1>2!<2>1/goal"), covers("M!T!<1>2", "M!T!<1>21")
    (True, False)
    """
    return item.startswith(step) and (len(item) == len(step) or item[len(step)] in "!/")


@dataclass(frozen=True, slots=True)
class StepFigures:
    """What came of a step and all that is below it.

    verdict      the worst of its obligations in one word, ``partial`` where some were not selected.
    obligations  how many were checked.
    """

    verdict: str
    obligations: int
    solver_s: float


@dataclass(frozen=True)
class TheoremRun:
    """A theorem with the results of those of its obligations that were selected.

    left_out  for each of its obligations that was not selected, the step that it belongs to.
    rests_on  ASSUMEs, trusted library facts and theorems without a whole proof that it uses, directly or
              through the theorems that it cites.
    """

    outline: StepOutline
    results: tuple[Result, ...]
    left_out: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()

    @property
    def partial(self) -> bool:
        """Whether only a part of it was checked."""
        return bool(self.left_out)

    @property
    def total(self) -> int:
        """How many obligations it has, selected or not."""
        return len(self.results) + len(self.left_out)

    @cached_property
    def verdict(self) -> str:
        """``partial``, or the worst verdict of its obligations; a theorem that has none is ``omitted``."""
        if self.partial:
            return "partial"
        found = worst([r.verdict for r in self.results])
        return "omitted" if found is None else word(found)

    @cached_property
    def steps(self) -> dict[str, StepFigures]:
        """For the theorem and each of its steps of which something was checked, by id, what came of it."""
        found: dict[str, list[Result]] = {}
        for result in self.results:
            for name in self._around(result.step):
                found.setdefault(name, []).append(result)
        cut = {name for step in self.left_out for name in self._around(step)}
        return {name: _figures(results, name in cut) for name, results in found.items()}

    def _around(self, step: str) -> Iterator[str]:
        """The step, the steps around it, and the theorem, from the inside out."""
        while covers(self.outline.id, step):
            yield step
            if step == self.outline.id:
                return
            step = step.rpartition("!")[0]


def _figures(results: list[Result], partial: bool) -> StepFigures:
    verdict = "partial" if partial else max((word(r.verdict) for r in results), key=rank)
    return StepFigures(verdict, len(results), sum(r.solver_seconds for r in results))


@dataclass(frozen=True)
class ModuleRun:
    """A module that was selected; ``readable`` is false where its text was refused."""

    name: str
    path: str
    theorems: tuple[TheoremRun, ...] = ()
    readable: bool = True

    @property
    def refused(self) -> bool:
        """Whether a proof in it could not be read, so that steps of it were not checked."""
        verdicts = (r.verdict for t in self.theorems for r in t.results)
        return any(isinstance(v, Error) and v.told for v in verdicts)


@dataclass(frozen=True)
class Summary:
    """How many of what; the verdicts count obligations, ``steps_proved`` and ``theorems_proved`` the rest.

    ``partial`` counts the theorems of which only a part was selected; steps that are partial are not counted.
    """

    modules: int
    partial: int
    theorems: int
    theorems_proved: int
    steps: int
    steps_proved: int
    obligations: int
    verdicts: dict[str, int]
    wall_s: float
    solver_s: float


@dataclass(frozen=True)
class Run:
    """Everything that was selected, with what came of it.

    partial      some theorem, step or module was left out by the selection.
    diagnostics  errors and warnings about the input; failing obligations are not among them.
    interrupted  Ctrl-C; what was not finished is unknown.
    """

    modules: tuple[ModuleRun, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    partial: bool = False
    wall_s: float = 0.0
    interrupted: bool = False
    stopped: bool = False
    notes: tuple[str, ...] = field(default=())

    @property
    def theorems(self) -> tuple[TheoremRun, ...]:
        return tuple(t for m in self.modules for t in m.theorems)

    @property
    def results(self) -> tuple[Result, ...]:
        return tuple(r for t in self.theorems for r in t.results)

    def summary(self) -> Summary:
        """The figures that stand at the end of every report."""
        results = self.results
        steps = [
            figures.verdict
            for theorem in self.theorems
            for name, figures in theorem.steps.items()
            if name != theorem.outline.id and figures.verdict != "partial"
        ]
        return Summary(
            modules=len(self.modules),
            partial=sum(t.partial for t in self.theorems),
            theorems=len(self.theorems),
            theorems_proved=sum(t.verdict == "proved" for t in self.theorems),
            steps=len(steps),
            steps_proved=steps.count("proved"),
            obligations=len(results),
            verdicts=count_verdicts(results),
            wall_s=self.wall_s,
            solver_s=sum(r.solver_seconds for r in results),
        )


def count_verdicts(results: Iterable[Result]) -> dict[str, int]:
    """How many results there are of each of ``VERDICTS``."""
    out = dict.fromkeys(VERDICTS, 0)
    for result in results:
        out[word(result.verdict)] += 1
    return out


def failing(results: Sequence[Result]) -> tuple[Result, ...]:
    """Those that are neither proved nor omitted."""
    return tuple(r for r in results if not isinstance(r.verdict, Proved | Omitted))
