"""What a cache of outcomes must do; the SQLite one stands in ``sqlite_cache``."""

from __future__ import annotations

from typing import Protocol

from tlaverify.kernel.verdict import Answer, Outcome

__all__ = ["Cache", "keepable"]


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
