"""What a run gives back: light values, which say everything that reports need."""

from __future__ import annotations

from dataclasses import dataclass

from tlaverify.kernel.sequent import Obligation, Place
from tlaverify.kernel.verdict import Outcome, Proved, Verdict

__all__ = ["Attempt", "Result", "RunResult", "Span"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One query given to one solver (or one pass that did not apply: ``outcome`` is None, ``note`` says why).

    name      the pass's name in the portfolio.
    encoding  the query's encoding, or the strategy's name where no query was made.
    part      which of ``parts`` queries this was.
    budget    solver resource units it was allowed, 0 for unlimited.
    digest    sha256 of the query's text, hexadecimal.
    cached    the outcome came from the cache.
    """

    name: str
    encoding: str
    solver: str = ""
    part: int = 0
    parts: int = 1
    budget: int = 0
    digest: str = ""
    outcome: Outcome | None = None
    note: str = ""
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Who worked on an obligation, and when: wall seconds from the start of the run.

    For reports only: nothing is decided by it.
    """

    worker: str
    began: float
    ended: float


@dataclass(frozen=True, slots=True)
class Result:
    """An obligation's verdict and how it came about.

    id, step, kind, place  the obligation's.
    rests_on               the obligation's.
    encode_seconds         CPU time that Python spent on making queries.
    solver_seconds         time spent in solvers (wall).
    span                   who worked on it and when; None where no worker was needed.
    """

    id: str
    step: str
    kind: str
    place: Place
    verdict: Verdict
    attempts: tuple[Attempt, ...] = ()
    rests_on: tuple[str, ...] = ()
    encode_seconds: float = 0.0
    solver_seconds: float = 0.0
    span: Span | None = None

    @property
    def proved(self) -> bool:
        return isinstance(self.verdict, Proved)


def result_for(
    obligation: Obligation, verdict: Verdict, attempts: tuple[Attempt, ...] = (),
    encode_seconds: float = 0.0, solver_seconds: float = 0.0, span: Span | None = None,
) -> Result:
    """The result of ``obligation``."""
    return Result(
        obligation.id, obligation.step, obligation.kind, obligation.place, verdict, attempts,
        obligation.rests_on, encode_seconds, solver_seconds, span,
    )


@dataclass(frozen=True, slots=True)
class RunResult:
    """All results in the order in which the obligations were given, whatever order they finished in.

    interrupted  Ctrl-C (KeyboardInterrupt) stopped the run; the rest is ``Unknown("interrupted")``.
    stopped      ``fail_fast`` stopped the run.
    seconds      wall time of the run.
    restarts     how many worker processes died and were replaced.
    """

    results: tuple[Result, ...]
    interrupted: bool = False
    stopped: bool = False
    seconds: float = 0.0
    restarts: int = 0
