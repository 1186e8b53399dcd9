"""What a worker does with an obligation: encode it and go through the portfolio.

``make_runner`` is the factory that ``solvers.worker`` calls in the child process.
"""

from __future__ import annotations

import random
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, cast

from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.term import Level
from tlaverify.kernel.verdict import (
    Answer,
    Error,
    Outcome,
    Proved,
    Query,
    Refuted,
    Unknown,
    Verdict,
    prove_temporal,
)
from tlaverify.schedule.cache import credible, disagreement, keepable
from tlaverify.schedule.portfolio import Pass
from tlaverify.schedule.result import Attempt
from tlaverify.schedule.tools import Plan, Tools
from tlaverify.schedule.wire import Parcel, Receiver
from tlaverify.schedule.words import summary
from tlaverify.solvers.driver import OptionValue
from tlaverify.solvers.request import REFUSED, Request, digest, request_key
from tlaverify.solvers.worker import Progress

__all__ = [
    "ENCODER_GUARD", "Finished", "Report", "Started", "Task", "Walk", "guard_seconds", "make_runner",
]

LEAST_GUARD: Final = 60.0
ENCODER_GUARD: Final = 300.0
"""Wall seconds after which a silent query, or encoder, is taken to hang: no verdict may depend on them."""

_SLACK: Final = 30.0
_LEAST_BUDGET: Final = 0.05


@dataclass(frozen=True, slots=True)
class Task:
    """An obligation, and the attempts that are over: those of a worker that died at the last of them.

    plan    what is to be done with it; None: what the worker was told at its start.
    """

    parcel: Parcel
    prior: tuple[Attempt, ...] = ()
    plan: Plan | None = None


@dataclass(frozen=True, slots=True)
class Started:
    """Progress: this attempt begins; it has no outcome yet."""

    attempt: Attempt


@dataclass(frozen=True, slots=True)
class Finished:
    """Progress: this attempt is over."""

    attempt: Attempt


@dataclass(frozen=True, slots=True)
class Report:
    """The reply: the verdict and all attempts, earlier workers' included."""

    verdict: Verdict
    attempts: tuple[Attempt, ...]
    encode_seconds: float


def guard_seconds(budget: float, timeout: float | None) -> float:
    """How long a query of ``budget`` nominal seconds may take on the slowest machine before it is killed."""
    if timeout is not None:
        return timeout + min(_SLACK, timeout)
    return max(LEAST_GUARD, 30.0 * budget)


def make_runner(plan: Plan) -> Callable[[object, Progress], object]:
    """The handler of Tasks for one worker process."""
    receiver = Receiver()
    tools = Tools(plan)

    def handle(message: object, progress: Progress) -> object:
        task = cast(Task, message)
        told = tools if task.plan is None else tools.under(task.plan)
        return Walk(told, receiver.unpack(task.parcel), task.prior, progress).run()

    return handle


_Asked = tuple[str, str, tuple[tuple[str, OptionValue], ...], int]


@dataclass(slots=True)
class _Made:
    """A strategy's queries, or why there are none."""

    queries: tuple[Query, ...] = ()
    note: str = ""


@dataclass(slots=True)
class Walk:
    """One obligation's way through the portfolio.

    unsat    the queries proved, by encoding and part, with outcome and budget.
    settled  the texts that some solver found sat or unsat, with outcome and budget: no need to ask again.
    asked    what no answer came of, with the greatest budget tried (0 for one that more would not help).
    spent    nominal seconds of solver work.
    sought   a counterexample has been looked for.
    """

    tools: Tools
    obligation: Obligation
    prior: tuple[Attempt, ...]
    progress: Progress
    attempts: list[Attempt] = field(default_factory=list)
    made: dict[str, _Made] = field(default_factory=dict)
    unsat: dict[tuple[str, int, int], tuple[Query, Outcome, int]] = field(default_factory=dict)
    settled: dict[str, tuple[Outcome, int]] = field(default_factory=dict)
    asked: dict[_Asked, int] = field(default_factory=dict)
    spent: float = 0.0
    sought: bool = False
    encode_seconds: float = 0.0

    def run(self) -> Report:
        self.attempts.extend(self.prior)
        for attempt in self.prior:
            self._count(attempt)
            if attempt.outcome is None and attempt.note:
                self.made[attempt.encoding] = _Made(note=attempt.note)
        verdict: Verdict | None = None
        for step in self.tools.plan.portfolio.passes:
            verdict = self._pass(step)
            if verdict is not None:
                break
        if verdict is None:
            verdict = self._unproved()
        return Report(verdict, tuple(self.attempts), self.encode_seconds)

    # -- passes ------------------------------------------------------------------------------------

    def _pass(self, step: Pass) -> Verdict | None:
        match step.kind:
            case "ptl":
                return self._temporal(step)
            case "finite":
                return self._refuted()
        return self._smt(step)

    def _refuted(self) -> Refuted | None:
        """Looks for a counterexample once, and not where a defect is what there is to tell."""
        if self.sought or next(self._troubles(), None) is not None:
            return None
        self.sought = True
        found = self._counterexample()
        return None if found is None else Refuted(found)

    def _temporal(self, step: Pass) -> Proved | None:
        """For what cites PTL or an axiom of ENABLED, and for all that is temporal, cited or not."""
        asked = not self.obligation.backends.isdisjoint(("ptl", "enabledaxioms"))
        if not (asked or self.obligation.level is Level.TEMPORAL) or self._died(step, "ptl"):
            return None
        attempt = Attempt(step.name, "ptl", "ptl")
        self.progress(Started(attempt), ENCODER_GUARD)
        started = time.perf_counter()
        try:
            found = self.tools.function(self.tools.plan.decider)(self.obligation)
            seconds = time.perf_counter() - started
            proved = prove_temporal(self.obligation, found, seconds)
            note = "" if proved else _told(found)
        except Exception as problem:
            note, proved = _trouble(problem), None
            seconds = time.perf_counter() - started
        answer = Answer.UNSAT if proved else Answer.ERROR if note.startswith(_INTERNAL) else Answer.UNKNOWN
        self._finish(replace(attempt, outcome=Outcome(answer, "ptl", "1", note, 0, seconds)))
        return proved

    def _smt(self, step: Pass) -> Verdict | None:
        made = self._queries(step)
        answered: list[tuple[Query, Outcome]] = []
        budgets: list[int] = []
        for query in made.queries:
            found = self.unsat.get(_part(query))
            if found is None:
                found = self._ask(step, query)
            if found is None:
                return None
            answered.append((found[0], found[1]))
            budgets.append(found[2])
        if not answered:
            return None
        solver = "+".join(sorted({o.solver for _, o in answered}))
        return self.tools.conclude(self.obligation, answered, f"{max(budgets)} {solver} units a query")

    def _ask(self, step: Pass, query: Query) -> tuple[Query, Outcome, int] | None:
        """Run one query; what is in ``unsat`` for it if that is the answer."""
        mark = digest(query.text)
        known = self.settled.get(mark)
        if known is None and not self._tried(step, query, mark):
            known = self._run(step, query, mark)
        if known is None or known[0].answer is not Answer.UNSAT:
            return None
        self.unsat[_part(query)] = (query, *known)
        return self.unsat[_part(query)]

    def _run(self, step: Pass, query: Query, mark: str) -> tuple[Outcome, int] | None:
        """Give one query to the pass's solver."""
        left = self.tools.plan.portfolio.total - self.spent
        if left < min(step.budget, _LEAST_BUDGET):  # a pass whose own budget is small is run all the same
            return None
        seconds = min(step.budget, left)
        units = self.tools.plan.drivers[step.solver].units(seconds)
        before = self.asked.get((mark, step.solver, step.options, step.seed))
        if before is not None and (before == 0 or before >= units):
            return None
        attempt = Attempt(step.name, query.encoding, step.solver, query.part, query.parts, units, mark)
        self.progress(Started(attempt), guard_seconds(seconds, self.tools.plan.timeout))
        outcome, kept = self._outcome(step, query, units)
        note = disagreement(kept, outcome) if kept is not None and kept is not outcome else ""
        attempt = replace(attempt, outcome=outcome, cached=kept is outcome, note=note)
        self._finish(attempt)
        self._count(attempt)
        return outcome, units

    def _outcome(self, step: Pass, query: Query, units: int) -> tuple[Outcome, Outcome | None]:
        """The outcome that counts, and the one that the cache holds: the same one unless it was rechecked."""
        plan = self.tools.plan
        try:
            engine = self.tools.engine(step.solver)
        except Exception as problem:
            return Outcome(Answer.ERROR, step.solver, "unknown", f"cannot be loaded: {problem}"), None
        request = Request(
            query.text, units, plan.seed + step.seed, step.options, plan.timeout, plan.memory
        )
        key, kept = "", None
        if plan.cache is not None:
            key = request_key(request, plan.drivers[step.solver], engine.version, query.encoding)
            kept = plan.cache.get(key)
            if kept is not None and not credible(kept, step.solver, engine.version, plan.timeout):
                kept = None
            if kept is not None and not random.random() < plan.recheck:
                return kept, kept
        outcome = engine.ask(request)
        if plan.cache is not None and keepable(outcome):
            plan.cache.put(key, outcome)
        return outcome, kept

    def _queries(self, step: Pass) -> _Made:
        made = self.made.get(step.encoding)
        if made is not None:
            return made
        attempt = Attempt(step.name, step.encoding)
        self.progress(Started(attempt), ENCODER_GUARD)
        started = time.process_time()
        try:
            queries = self.tools.encode(self.obligation, step.encoding)
            made = _Made(queries, "" if queries else f"{_INTERNAL}: the encoder made no query")
        except Exception as problem:
            made = _Made(note=_trouble(problem))
        self.encode_seconds += time.process_time() - started
        self.made[step.encoding] = made
        if made.note:
            self._finish(replace(attempt, note=made.note))
        return made

    # -- bookkeeping -------------------------------------------------------------------------------

    def _finish(self, attempt: Attempt) -> None:
        self.attempts.append(attempt)
        self.progress(Finished(attempt), ENCODER_GUARD)

    def _count(self, attempt: Attempt) -> None:
        """Charge the attempt's work, in nominal seconds, to the obligation's total."""
        driver = self.tools.plan.drivers.get(attempt.solver)
        outcome = attempt.outcome
        if driver is None or outcome is None or not attempt.digest:
            return
        used = outcome.resources or (attempt.budget if outcome.answer is not Answer.ERROR else 0)
        self.spent += min(used, attempt.budget) / driver.units_per_second
        if outcome.answer in (Answer.SAT, Answer.UNSAT):
            self.settled[attempt.digest] = (outcome, attempt.budget)
            return
        step = next((p for p in self.tools.plan.portfolio.passes if p.name == attempt.name), None)
        if step is not None:
            more = outcome.reason.startswith("resource budget")
            self.asked[attempt.digest, step.solver, step.options, step.seed] = attempt.budget if more else 0

    def _tried(self, step: Pass, query: Query, mark: str) -> bool:
        """Whether an earlier worker tried this, in vain (what it proved is in ``settled``)."""
        return any(
            (a.name, a.part, a.encoding, a.digest) == (step.name, query.part, query.encoding, mark)
            for a in self.prior if a.outcome is not None
        )

    def _died(self, step: Pass, encoding: str) -> bool:
        return any(a.name == step.name and a.encoding == encoding for a in self.prior)

    def _unproved(self) -> Verdict:
        trouble = next(self._troubles(), None)
        if trouble is not None:
            return Error(trouble)
        refuted = self._refuted()
        if refuted is not None:
            return refuted
        outcomes = tuple(a.outcome for a in self.attempts if a.outcome is not None)
        seconds = sum(o.seconds for o in outcomes)
        budget = f"{self.tools.plan.portfolio.total:g} nominal seconds"
        return Unknown(summary(self.attempts), budget, seconds, outcomes)

    def _counterexample(self) -> object | None:
        """A checked counterexample, where one is to be looked for and there is one."""
        name = self.tools.plan.refuter
        if not name or any(a.name == _REFUTER for a in self.prior):
            return None
        self.progress(Started(Attempt(_REFUTER, "finite")), ENCODER_GUARD)
        try:
            return self.tools.function(name)(self.obligation)
        except Exception:
            return None  # it may only add to what is told of a failure

    def _troubles(self) -> Iterator[str]:
        """The defects of this program that the attempts show."""
        answered = {a.digest for a in self.attempts if a.outcome and a.outcome.answer is not Answer.ERROR}
        for attempt in self.attempts:
            outcome = attempt.outcome
            if attempt.note.startswith(_INTERNAL):
                yield attempt.note
            elif outcome is not None and outcome.answer is Answer.ERROR:
                if outcome.reason.startswith(_INTERNAL):
                    yield outcome.reason
                elif outcome.reason.startswith(REFUSED) and attempt.digest not in answered:
                    yield f"{_INTERNAL}: {outcome.solver} {outcome.reason} ({attempt.encoding})"


_INTERNAL: Final = "internal error"
_REFUTER: Final = "counterexample"


def _part(query: Query) -> tuple[str, int, int]:
    return query.encoding, query.part, query.parts


def _told(found: object) -> str:
    """In words, what the temporal decision procedure found instead of a refutation."""
    name = type(found).__name__
    return {"Open": "not valid in propositional temporal logic", "Exhausted": "resource budget used up"}.get(
        name, getattr(found, "reason", "") or "not applicable"
    )


def _trouble(problem: Exception) -> str:
    """NotApplicable's reason, else an internal error.

    (The class is told by its name: the encoder is found by a dotted name, and need not be ours.)
    """
    text = str(problem).splitlines()[0] if str(problem) else ""
    if type(problem).__name__ == "NotApplicable":
        return f"not applicable: {text}"
    if isinstance(problem, RecursionError):
        return f"{_INTERNAL}: nested too deeply"
    if isinstance(problem, MemoryError):
        return "memory limit while encoding"
    frames = traceback.extract_tb(problem.__traceback__)
    where = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"{_INTERNAL}: {type(problem).__name__}: {text[:300]}{where}"
