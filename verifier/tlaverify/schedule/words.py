"""Why a query or an obligation stayed unknown, in words."""

from __future__ import annotations

from collections.abc import Iterable

from tlaverify.kernel.verdict import Answer
from tlaverify.schedule.result import Attempt
from tlaverify.solvers.pool import Death

__all__ = ["death", "summary"]


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
