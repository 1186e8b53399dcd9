"""What a cache of outcomes must do; the SQLite one stands in ``sqlite_cache``."""

from __future__ import annotations

from typing import Final, Protocol

from tlaverify.kernel.verdict import Answer, Outcome

__all__ = ["DISAGREES", "Cache", "credible", "disagreement", "keepable"]

DISAGREES: Final = "the cache disagrees"
"""How the note of an attempt begins whose outcome is not the one that the cache held."""


class Cache(Protocol):
    """Outcomes by key (``solvers.request.request_key``).

    A cache is pickled to the workers, each of which opens it for itself.  It never raises: what cannot be
    read is a miss, what cannot be written is lost.
    """

    def get(self, key: str) -> Outcome | None:
        """The outcome kept under ``key``."""

    def put(self, key: str, outcome: Outcome) -> None:
        """Keep ``outcome`` under ``key``."""


def keepable(outcome: Outcome) -> bool:
    """Whether the solver would answer the same again: not after errors, timeouts and memory limits."""
    if outcome.answer is Answer.UNKNOWN:
        return outcome.reason.startswith(("resource budget", "incomplete"))
    return outcome.answer in (Answer.UNSAT, Answer.SAT)


def credible(kept: Outcome, solver: str, version: str, timeout: float | None) -> bool:
    """Whether a kept outcome may stand for asking ``solver`` now.

    It must be one that is kept at all, of this solver and version, and found within the safety timeout
    (wall seconds) of this run, which is no part of the key: a run without cache would have to find it too.
    """
    return (
        keepable(kept)
        and version != "unknown"
        and (kept.solver, kept.version) == (solver, version)
        and (timeout is None or kept.seconds <= timeout)
    )


def disagreement(kept: Outcome, asked: Outcome) -> str:
    """What to note where the solver answers otherwise than the cache; empty where that shows nothing.

    An outcome that would not be kept (a timeout, a memory limit, a crash) contradicts nothing.
    """
    if not keepable(asked) or kept.answer is asked.answer:
        return ""
    return f"{DISAGREES}: it holds {kept.answer.value}, {asked.solver} says {asked.answer.value}"
