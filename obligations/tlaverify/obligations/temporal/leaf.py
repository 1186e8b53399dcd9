"""Prove an obligation by propositional temporal reasoning."""

from __future__ import annotations

from tlaverify.kernel.sequent import Obligation
from tlaverify.obligations.ptl import DEFAULT_BUDGET, Result, decide
from tlaverify.obligations.temporal.abstraction import abstract_obligation

__all__ = ["refute"]


def refute(obligation: Obligation, budget: int = DEFAULT_BUDGET) -> Result:
    """What the tableau of the negated obligation says.

    Closed if the obligation follows by propositional temporal reasoning, Open with a lasso of its atoms
    if it does not (which refutes nothing), Exhausted if ``budget`` steps were not enough.

    Raises DiagnosticError for a prime around an action or a temporal formula.
    """
    abstraction = abstract_obligation(obligation)
    return decide(obligation.id, abstraction.formula, abstraction.rigid, budget)
