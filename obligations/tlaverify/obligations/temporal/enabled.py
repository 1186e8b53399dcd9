"""Facts about ENABLED that follow from facts about actions.

``ENABLED A`` is true in a state if A is true for some next state.  So if A => B
follows, whatever the next state, from facts that hold whatever the next state is,
then ENABLED A => ENABLED B in this state; and if those facts hold at all instants,
then at all instants.  A fact holds whatever the next state is if it was proved under
assumptions of level STATE at most (``Hypothesis.under``): an assumption that names the
next state, or a temporal one, would tie it down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tlaverify.kernel.term import Term
from tlaverify.obligations.ptl import Closed, decide
from tlaverify.obligations.ptl.formula import FALSE, TRUE, Formula, always, atom, conj, implies, not_

__all__ = ["Fact", "enabled_facts"]

_MOST = 6  # actions; the pairs of more are too many to try
_BUDGET = 2_000


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as a formula, boxed where it may be.

    boxed      it holds at all instants.
    any_next   it holds whatever the next state is.
    """

    formula: Formula
    boxed: bool
    any_next: bool


def enabled_facts(
    enabled: Mapping[str, Term], formula: Callable[[Term], Formula], facts: Sequence[Fact],
    rigid: frozenset[str],
) -> list[Formula]:
    """What the facts say of the atoms ``ENABLED A``.

    enabled  the action of each such atom.
    formula  the abstraction of an action.
    """
    if not enabled or len(enabled) > _MOST:
        return []
    actions = [(atom(name), formula(action)) for name, action in enabled.items()]
    now = [f.formula for f in facts if f.any_next]
    ever = [f.formula for f in facts if f.any_next and f.boxed]
    out: list[Formula] = []
    for left, a in [*actions, (TRUE, TRUE)]:
        for right, b in [*actions, (FALSE, FALSE)]:
            if left == right or (left, right) == (TRUE, FALSE):
                continue
            rule = implies(left, right)
            if _follows(ever, a, b, rigid):
                out.append(always(rule))
            elif len(ever) < len(now) and _follows(now, a, b, rigid):
                out.append(rule)
    return out


def _follows(facts: Sequence[Formula], a: Formula, b: Formula, rigid: frozenset[str]) -> bool:
    result = decide("", conj((*facts, a, not_(b))), rigid, _BUDGET)
    return isinstance(result, Closed)
