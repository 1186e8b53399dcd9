"""Why a temporal leaf fails: facts that hold at present only."""

from __future__ import annotations

from dataclasses import replace

from tlaverify.kernel.sequent import Hypothesis, Obligation
from tlaverify.obligations.ptl import DEFAULT_BUDGET, Closed
from tlaverify.obligations.temporal.leaf import refute

__all__ = ["facts_of_the_present"]


def facts_of_the_present(obligation: Obligation, budget: int = DEFAULT_BUDGET) -> tuple[Hypothesis, ...]:
    """The facts that would have to hold at all instants for the obligation to follow.

    They are usable at the present instant only, because they are, or were proved under, assumptions about
    the present state.  Empty where boxing facts is not what is missing.  A smallest set under
    inclusion; ``budget`` is for each attempt.
    """
    now = [i for i, h in enumerate(obligation.hypotheses) if not h.boxable]
    if not now or not _follows(obligation, now, budget):
        return ()
    for i in list(now):
        rest = [j for j in now if j != i]
        if _follows(obligation, rest, budget):
            now = rest
    return tuple(obligation.hypotheses[i] for i in now)


def _follows(obligation: Obligation, boxed: list[int], budget: int) -> bool:
    facts = tuple(
        replace(h, boxable=h.boxable or i in boxed) for i, h in enumerate(obligation.hypotheses)
    )
    return isinstance(refute(replace(obligation, hypotheses=facts), budget), Closed)
