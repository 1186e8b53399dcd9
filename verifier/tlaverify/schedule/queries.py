"""Ask solvers single queries in worker processes: for cores, models, and whatever is no proof."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

from tlaverify.kernel.verdict import Answer, Outcome
from tlaverify.schedule.options import Options
from tlaverify.schedule.task import guard_seconds
from tlaverify.schedule.wire import pickled
from tlaverify.schedule.words import death
from tlaverify.solvers.driver import Driver, load_driver
from tlaverify.solvers.engine import Engine, make_engine
from tlaverify.solvers.pool import Death, Job, Pool
from tlaverify.solvers.request import Request
from tlaverify.solvers.worker import Progress

__all__ = ["Question", "ask"]

ASKER: Final = "tlaverify.schedule.queries:make_asker"


@dataclass(frozen=True, slots=True)
class Question:
    """One request for one solver.

    ``seconds``, if given, replaces the request's budget: nominal seconds, in the driver's units.
    """

    solver: str
    request: Request
    seconds: float | None = None


def ask(questions: Sequence[Question], options: Options | None = None) -> tuple[Outcome, ...]:
    """The outcomes in the order of the questions, whatever the solvers do.

    Of ``options``, jobs, memory, timeout and the budget factor (for ``seconds``) are used.
    A worker that dies gives an ERROR (crash), or UNKNOWN (safety timeout, memory limit).
    Raises DriverError for an unknown solver.
    """
    chosen = options or Options()
    jobs = chosen.jobs or os.cpu_count() or 1
    drivers = {q.solver: load_driver(q.solver) for q in questions}
    outcomes: list[Outcome | None] = [None] * len(questions)

    def tasks() -> Iterator[Job]:
        for index, question in enumerate(questions):
            yield _Ask(index, _settled(question, drivers, chosen), outcomes)

    with Pool(ASKER, drivers, min(jobs, max(1, len(questions))), chosen.memory) as pool:
        for _ in pool.run(tasks()):
            pass
    return tuple(o or _missing(q.solver, "no answer") for o, q in zip(outcomes, questions, strict=True))


def make_asker(drivers: dict[str, Driver]) -> Callable[[object, Progress], object]:
    """The handler of Questions for one worker process."""
    engines: dict[str, Engine] = {}

    def handle(message: object, progress: Progress) -> object:
        question = cast(Question, message)
        if question.solver not in engines:
            engines[question.solver] = make_engine(drivers[question.solver])
        driver, request = drivers[question.solver], question.request
        progress(None, guard_seconds(request.budget / driver.units_per_second, request.timeout))
        return engines[question.solver].ask(request)

    return handle


def _settled(question: Question, drivers: dict[str, Driver], options: Options) -> Question:
    request = question.request
    if question.seconds is not None:
        request = replace(request, budget=drivers[question.solver].units(question.seconds * options.budget))
    if request.timeout is None:
        request = replace(request, timeout=options.timeout)
    return replace(question, request=replace(request, memory=request.memory or options.memory), seconds=None)


def _missing(solver: str, reason: str, answer: Answer = Answer.ERROR) -> Outcome:
    return Outcome(answer, solver, "unknown", reason)


class _Ask:
    """A question on its way through the pool; it is asked once."""

    def __init__(self, index: int, question: Question, outcomes: list[Outcome | None]) -> None:
        self._index: Final = index
        self._question: Final = question
        self._outcomes: Final = outcomes

    def message(self, worker: int) -> bytes:
        return pickled(self._question)

    def progressed(self, event: object) -> None:
        pass

    def finished(self, reply: object) -> None:
        self._outcomes[self._index] = cast(Outcome, reply)

    def failed(self, summary: str, trace: str) -> None:
        self._outcomes[self._index] = _missing(self._question.solver, summary)

    def died(self, how: str, detail: str) -> bool:
        answer = Answer.ERROR if how == Death.CRASH else Answer.UNKNOWN
        self._outcomes[self._index] = _missing(self._question.solver, death(how, detail), answer)
        return False
