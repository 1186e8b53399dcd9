"""Try many obligations under many variants, over worker processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.verdict import Error, Omitted, Unknown, Verdict
from tlaverify.schedule.options import Options
from tlaverify.schedule.result import Attempt
from tlaverify.schedule.run import MOST_DEATHS, at_once
from tlaverify.schedule.task import Finished, Report, Started
from tlaverify.schedule.tools import Plan, plan_of
from tlaverify.schedule.wire import Sender, pickled
from tlaverify.schedule.words import ended
from tlaverify.solvers.pool import Pool
from tlaverify.stability.trial import Mutation, Over, Trial, TrialTask, Variant, trial_of

__all__ = ["Tried", "mutants", "try_variants"]

TRIER: Final = "tlaverify.stability.trial:make_trier"


@dataclass(frozen=True, slots=True)
class Tried:
    """An obligation and what came of its variants.

    settled  the verdict of what is given to no solver (trivial, omitted, refused); None for the rest.
    whole    every variant was tried: nothing interrupted the run before.
    """

    obligation: Obligation
    trials: tuple[Trial, ...] = ()
    settled: Verdict | None = None
    whole: bool = True

    @property
    def asked(self) -> bool:
        """Whether it was given to solvers, so that it can be stable or not."""
        return self.settled is None and not any(t.needed_no_solver for t in self.trials)

    @property
    def failed(self) -> tuple[Trial, ...]:
        """The trials in which it was not proved."""
        return tuple(t for t in self.trials if not t.solved)

    @property
    def errors(self) -> tuple[str, ...]:
        """Defects of this program that showed; that another version of Z3 refuses a text is none."""
        told = [t.error for t in self.trials if t.error and t.variant.mutation is not Mutation.VERSION]
        return tuple(dict.fromkeys(told))

    @property
    def unreadable(self) -> bool:
        """Whether its step could not be read."""
        return isinstance(self.settled, Error)

    @property
    def omitted(self) -> bool:
        """Whether its proof is omitted."""
        return isinstance(self.settled, Omitted)


def mutants(seeds: int, shuffles: int, renamings: int) -> tuple[Variant, ...]:
    """The original and so many mutants of each kind."""
    counts = ((Mutation.RESEED, seeds), (Mutation.SHUFFLE, shuffles), (Mutation.RENAME, renamings))
    made = (Variant(kind, n + 1) for kind, count in counts for n in range(count))
    return (Variant(Mutation.ORIGINAL), *made)


def try_variants(
    obligations: Sequence[Obligation],
    options: Options,
    variants: Sequence[Variant],
    libraries: Mapping[str, str] | None = None,
    on_tried: Callable[[int], None] | None = None,
) -> tuple[list[Tried], bool]:
    """Run the portfolio on each obligation under each variant; the results in the order given.

    variants   ``mutants(...)``, for the installed solvers.
    libraries  other versions of Z3: version -> the folder with the package; each gets the original texts.
    on_tried   told how many obligations are over, of those variants that are being tried.

    Of ``options``, ``fail_fast`` stops at the first obligation that fails under some variant.  No cache is
    used.  Also gives whether Ctrl-C (KeyboardInterrupt) stopped it; what was found till then is kept.
    Raises ValueError for options that make no sense.
    """
    plan = plan_of(replace(options, refuter=""))
    others = libraries or {}
    rounds = [(plan, tuple(variants))]
    for version, library in others.items():
        rounds.append((_with_library(plan, library), (Variant(Mutation.VERSION, version=version),)))
    found = [Tried(o, settled=at_once(o)) for o in obligations]
    interrupted = False
    try:
        for index, trials in _trials(found, rounds, options):
            found[index] = replace(found[index], trials=(*found[index].trials, *trials))
            if on_tried is not None:
                on_tried(index)
            if options.fail_fast and found[index].failed:
                break
    except KeyboardInterrupt:
        interrupted = True
    wanted = len(variants) + len(others)
    return [replace(t, whole=not t.asked or len(t.trials) == wanted) for t in found], interrupted


def _trials(
    found: Sequence[Tried], rounds: Sequence[tuple[Plan, tuple[Variant, ...]]], options: Options
) -> Iterator[tuple[int, tuple[Trial, ...]]]:
    """Each obligation's index and trials, as they come.  Each round has solvers of its own."""
    jobs = options.jobs or os.cpu_count() or 1
    for plan, variants in rounds:
        sender = Sender()
        asked = [(i, t.obligation) for i, t in enumerate(found) if t.asked]
        with Pool(TRIER, plan, jobs, options.memory) as pool:
            for job in pool.run(_TrialJob(i, o, variants, sender) for i, o in asked):
                done = cast(_TrialJob, job)
                yield done.index, tuple(done.trials)


def _with_library(plan: Plan, library: str) -> Plan:
    """The plan with the package in ``library`` for Z3."""
    drivers = {
        name: replace(driver, library=library) if driver.engine == "z3" else driver
        for name, driver in plan.drivers.items()
    }
    return replace(plan, drivers=drivers)


class _TrialJob:
    """One obligation's variants on their way through the pool; keeps what its dead workers had found."""

    def __init__(
        self, index: int, obligation: Obligation, variants: Sequence[Variant], sender: Sender
    ) -> None:
        self.index: Final = index
        self.trials: Final[list[Trial]] = []
        self._obligation: Final = obligation
        self._left: Final = [*variants]
        self._sender: Final = sender
        self._prior: list[Attempt] = []
        self._current: Attempt | None = None
        self._worker = 0
        self._deaths = 0

    # -- what the pool asks and tells --------------------------------------------------------------

    def message(self, worker: int) -> bytes:
        self._worker = worker
        try:
            parcel = self._sender.pack(self._obligation, worker)
            return pickled(TrialTask(parcel, tuple(self._left), tuple(self._prior)))
        except Exception:
            self._sender.forget(worker)
            raise

    def progressed(self, event: object) -> None:
        if isinstance(event, Started):
            self._current = event.attempt
        elif isinstance(event, Finished):
            self._prior.append(event.attempt)
            self._current = None
        elif isinstance(event, Over):
            self._settle(event.trial)

    def finished(self, reply: object) -> None:
        pass

    def failed(self, summary: str, trace: str) -> None:
        self._sender.forget(self._worker)
        while self._left:
            self._settle(Trial(self._left[0], False, error=f"internal error: {summary}"))

    def died(self, how: str, detail: str) -> bool:
        self._sender.forget(self._worker)
        self._deaths += 1
        if self._current is not None:
            self._prior.append(ended(self._current, how, detail))
            self._current = None
        if self._deaths >= MOST_DEATHS:
            verdict = Unknown(f"the worker {detail}")
            self._settle(trial_of(self._left[0], Report(verdict, tuple(self._prior), 0.0)))
        return bool(self._left)

    def _settle(self, trial: Trial) -> None:
        self.trials.append(trial)
        del self._left[0]
        self._prior, self._current, self._deaths = [], None, 0
