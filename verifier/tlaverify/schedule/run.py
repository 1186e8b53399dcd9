"""Run many obligations over worker processes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from typing import Final, cast

from tlaverify.kernel.garbage import settled
from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.verdict import Error, Omitted, Unknown, Verdict, prove_trivial
from tlaverify.schedule.cache import Cache
from tlaverify.schedule.crew import Crew, Workers
from tlaverify.schedule.options import Options
from tlaverify.schedule.result import Attempt, Result, RunResult, Span, result_for
from tlaverify.schedule.task import Finished, Report, Started, Task
from tlaverify.schedule.tools import Plan, plan_of
from tlaverify.schedule.wire import Sender, pickled
from tlaverify.schedule.words import ended, summary
from tlaverify.solvers.pool import Job

__all__ = ["MOST_DEATHS", "asked", "at_once", "run", "run_one"]

MOST_DEATHS: Final = 8
"""After so many workers have died of one obligation it is given up."""


def run(
    obligations: Sequence[Obligation],
    options: Options | None = None,
    on_result: Callable[[Result], None] | None = None,
    cache: Cache | None = None,
    expected: Mapping[str, float] | None = None,
    crew: Crew | None = None,
) -> RunResult:
    """Try to prove each obligation and return the verdicts in the order given.

    on_result is called in this process, once for each obligation, as soon as its verdict is known
    (in an order that depends on timing); an exception that it raises stops the run.
    cache, if given, is pickled to the workers, which look for outcomes there before they run a query.
    expected, if given, holds the seconds that obligations took last time, by id: the longest are begun first
    (it has no influence on verdicts).
    crew, if given, lends the worker processes; they live on after a run that went to its end.
    Encoding and solving are done in the workers, which are started with ``spawn``.
    KeyboardInterrupt does not escape: the result says ``interrupted`` and keeps what was finished.
    Raises ValueError for options that make no sense (unknown solver or portfolio, jobs < 1).
    """
    chosen = options or Options()
    started = time.perf_counter()

    def clock() -> float:
        return time.perf_counter() - started

    results: list[Result | None] = [None] * len(obligations)
    stopped = interrupted = False

    def settle(index: int, result: Result) -> None:
        results[index] = result
        if on_result is not None:
            on_result(result)

    with settled(), nullcontext(crew) if crew else Crew(chosen, cache) as lent:  # the obligations stay
        plan = plan_of(chosen, cache)
        workers = lent.workers()
        restarts = -workers.restarts
        finished = False
        try:
            own = None if plan == lent.plan else plan
            for index, result in _results(obligations, workers, own, expected or {}, clock):
                settle(index, result)
                if chosen.fail_fast and not result.proved:
                    stopped = True
                    break
            finished, reason = not stopped, "not run: an earlier obligation failed"
        except KeyboardInterrupt:
            interrupted, reason = True, "interrupted"
        finally:
            restarts += workers.restarts
            if not finished:  # they are still at work
                lent.close()
    for index, obligation in enumerate(obligations):
        if results[index] is None:
            verdict = at_once(obligation) if not interrupted else None
            results[index] = result_for(obligation, verdict or Unknown(reason))
    kept = tuple(r for r in results if r is not None)
    return RunResult(kept, interrupted, stopped, clock(), restarts)


def asked(
    obligations: Sequence[Obligation],
    options: Options,
    cache: Cache | None = None,
    crew: Crew | None = None,
) -> tuple[Result, ...]:
    """The results of ``run``, of which more depends than what is told of them.

    Ctrl-C tells nothing about the obligations: KeyboardInterrupt escapes.
    """
    outcome = run(obligations, options, cache=cache, crew=crew)
    if outcome.interrupted:
        raise KeyboardInterrupt
    return outcome.results


def run_one(
    obligation: Obligation, prior: tuple[Attempt, ...], plan: Plan | None, workers: Workers
) -> Report:
    """Try to prove one obligation, of which ``prior`` has been tried, with workers that live on."""
    job = _ObligationJob(0, obligation, Sender(), lambda: 0.0, plan, prior)
    for _ in workers.run([job]):
        pass
    return job.report()


def at_once(obligation: Obligation) -> Verdict | None:
    """The verdict where no worker is needed."""
    if obligation.refused:
        return Error(obligation.refused, told=True)
    if obligation.omitted:
        return Omitted()
    return prove_trivial(obligation)


def _results(
    obligations: Sequence[Obligation],
    workers: Workers,
    plan: Plan | None,
    expected: Mapping[str, float],
    clock: Callable[[], float],
) -> Iterator[tuple[int, Result]]:
    """Each obligation's index and result, as they come."""
    order = sorted(range(len(obligations)), key=lambda n: -expected.get(obligations[n].id, 0.0))
    sender = Sender()
    ready: list[tuple[int, Result]] = []

    def jobs() -> Iterator[Job]:
        for index in order:
            obligation = obligations[index]
            verdict = at_once(obligation)
            if verdict is None:
                yield _ObligationJob(index, obligation, sender, clock, plan)
            else:
                ready.append((index, result_for(obligation, verdict)))

    for job in workers.run(jobs()):
        while ready:
            yield ready.pop(0)
        done = cast(_ObligationJob, job)
        yield done.index, done.result()
    yield from ready


class _ObligationJob:
    """One obligation on its way through the pool; keeps what its dead workers had found."""

    def __init__(
        self, index: int, obligation: Obligation, sender: Sender, clock: Callable[[], float],
        plan: Plan | None, prior: tuple[Attempt, ...] = (),
    ) -> None:
        self.index: Final = index
        self._plan: Final = plan
        self._obligation: Final = obligation
        self._sender: Final = sender
        self._prior: list[Attempt] = [*prior]
        self._current: Attempt | None = None
        self._clock: Final = clock
        self._began = clock()
        self._worker = 0
        self._deaths = 0
        self._report: Report | None = None

    def result(self) -> Result:
        report = self.report()
        solver = sum(a.outcome.seconds for a in report.attempts if a.outcome is not None and not a.cached)
        worker = f"worker {self._worker}" if self._worker else "cluster"
        span = Span(worker, self._began, self._clock())
        return result_for(
            self._obligation, report.verdict, report.attempts, report.encode_seconds, solver, span
        )

    def report(self) -> Report:
        return self._report or Report(Error("internal error: no verdict"), tuple(self._prior), 0.0)

    # -- what the pool asks and tells --------------------------------------------------------------

    def message(self, worker: int) -> bytes:
        if worker != self._worker:
            self._worker, self._began = worker, self._clock()
        try:
            if worker:
                parcel = self._sender.pack(self._obligation, worker)
            else:
                parcel = self._sender.pack_alone(self._obligation)
            return pickled(Task(parcel, tuple(self._prior), self._plan))
        except Exception:
            self._sender.forget(worker)
            raise

    def progressed(self, event: object) -> None:
        if isinstance(event, Started):
            self._current = event.attempt
        elif isinstance(event, Finished):
            self._prior.append(event.attempt)
            self._current = None

    def finished(self, reply: object) -> None:
        self._report = cast(Report, reply)

    def failed(self, summary: str, trace: str) -> None:
        self._sender.forget(self._worker)
        self._give_up(Error(f"internal error: {summary}"))

    def died(self, how: str, detail: str) -> bool:
        self._sender.forget(self._worker)
        self._deaths += 1
        if self._current is None:
            # It died between two attempts or before the first: nothing to skip, so not for ever.
            if self._deaths > 2:
                self._give_up(Unknown(f"the worker {detail}"))
                return False
            return True
        self._prior.append(ended(self._current, how, detail))
        self._current = None
        if self._deaths >= MOST_DEATHS:
            self._give_up(Unknown(summary(self._prior)))
            return False
        return True

    def _give_up(self, verdict: Verdict) -> None:
        self._report = Report(verdict, tuple(self._prior), 0.0)
