"""Why a query or an obligation stayed unknown, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tlaverify.kernel.verdict import Answer, Outcome
from tlaverify.schedule.result import Attempt
from tlaverify.solvers.pool import Death

__all__ = ["death", "ended", "summary"]


def summary(attempts: Iterable[Attempt]) -> str:
    """One line for an Unknown: each solver's reasons in the order met, then the encodings that did not apply.

    >>> summary([])
    'no pass of the portfolio applies'
    """
    said: dict[str, list[str]] = {}
    notes: list[str] = []
    for attempt in attempts:
        outcome = attempt.outcome
        if outcome is None:
            notes.append(f"{attempt.encoding}: {attempt.note}")
        elif outcome.answer is not Answer.UNSAT:
            sat = outcome.answer is Answer.SAT
            reason = "sat (a candidate counterexample, not checked)" if sat else outcome.reason
            reasons = said.setdefault(outcome.solver, [])
            if reason not in reasons:
                reasons.append(reason)
    if said:
        return "; ".join(f"{solver}: {', '.join(reasons)}" for solver, reasons in said.items())
    return "; ".join(notes) or "no pass of the portfolio applies"


def death(how: str, detail: str) -> str:
    """Why a query has no answer whose worker died; ``how`` is one of Death's constants."""
    return {Death.HANG: "safety timeout: killed", Death.MEMORY: f"memory limit: {detail}"}.get(how, detail)


def ended(attempt: Attempt, how: str, detail: str) -> Attempt:
    """The attempt at which a worker died, with what that says of it."""
    words = death(how, detail)
    if not attempt.solver:
        return replace(attempt, note=f"the encoder failed: {words}")
    answer = Answer.ERROR if how == Death.CRASH else Answer.UNKNOWN
    return replace(attempt, outcome=Outcome(answer, attempt.solver, "unknown", words))
