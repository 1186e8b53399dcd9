"""The decision procedure: is a formula of linear temporal logic unsatisfiable?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tlaverify.obligations.ptl.arena import Arena
from tlaverify.obligations.ptl.cover import Budget, BudgetExceeded
from tlaverify.obligations.ptl.formula import Formula, nodes
from tlaverify.obligations.ptl.lasso import Lasso
from tlaverify.obligations.ptl.search import Path, search
from tlaverify.obligations.ptl.simplify import Simplified, complete_valuation, simplify

__all__ = ["DEFAULT_BUDGET", "Closed", "Exhausted", "Open", "Result", "decide"]

DEFAULT_BUDGET = 30_000
"""Steps of the search, in branches of the unfolding of states (a few seconds' work at most)."""


@dataclass(frozen=True, slots=True)
class Closed:
    """The formula, the negated abstraction of ``obligation``, has no model; ``kernel.verdict`` reads this."""

    obligation: str
    closed: bool
    states: int


@dataclass(frozen=True, slots=True)
class Open:
    """The formula has this model."""

    lasso: Lasso
    states: int


@dataclass(frozen=True, slots=True)
class Exhausted:
    """The search took more than ``budget`` steps: nothing is known."""

    budget: int


Result = Closed | Open | Exhausted


def decide(
    obligation: str, formula: Formula, rigid: Iterable[str] = (), budget: int = DEFAULT_BUDGET
) -> Result:
    """Search for a model of ``formula`` in which the atoms ``rigid`` never change.

    obligation  the id of the obligation whose negated abstraction ``formula`` is.
    budget      in steps of the search, so that the result does not depend on the machine.

    The procedure is complete: without the budget it always ends in Closed or Open.
    """
    small = simplify(formula, rigid)
    arena = Arena()
    root = arena.add(small.formula)
    literals = frozenset(
        arena.literal(n, sign) for n in sorted(small.rigid & frozenset(arena.names)) for sign in (True, False)
    )
    try:
        found = search(arena, root, literals, Budget(budget))
    except BudgetExceeded:
        return Exhausted(budget)
    if found.path is None:
        return Closed(obligation, True, found.states)
    return Open(_lasso(formula, small, arena, found.path), found.states)


def _lasso(formula: Formula, small: Simplified, arena: Arena, path: Path) -> Lasso:
    """The model in terms of the original atoms."""
    fixed: dict[str, bool] = {}
    valuations: list[dict[str, bool]] = []
    for instant in (*path.prefix, *path.loop):
        valuation: dict[str, bool] = {}
        for n in sorted(instant):
            index, positive = arena.args[n]
            valuation[arena.names[index]] = bool(positive)
        fixed.update({name: value for name, value in valuation.items() if name in small.rigid})
        valuations.append(valuation)
    names = sorted(n.name for n in nodes(formula) if n.op == "atom")
    word: list[Mapping[str, bool]] = []
    for valuation in valuations:
        full = complete_valuation({**valuation, **fixed}, small.steps)
        word.append({name: full.get(name, False) for name in names})
    cut = len(path.prefix)
    return Lasso(tuple(word[:cut]), tuple(word[cut:]))
