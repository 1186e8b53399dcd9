"""The goal with constants for what it quantifies.

``\\A k \\in Nat : k > 9 => P(k)`` becomes k \\in Nat, k > 9 |- P(k).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tlaverify.kernel.rewrite import substitute
from tlaverify.kernel.sequent import Definition
from tlaverify.kernel.term import Apply, Bind, Binder, Kind, Symbol, Term, builtin, is_builtin, ref

__all__ = ["Opened", "open_goal"]


@dataclass(frozen=True, slots=True)
class Opened:
    """``symbols`` are the new constants, ``stated`` what is assumed besides the obligation's hypotheses.

    Values for which all that is assumed is TRUE and ``goal`` FALSE show that the whole goal is FALSE.
    """

    symbols: tuple[Symbol, ...]
    stated: tuple[Term, ...]
    goal: Term


def open_goal(goal: Term, definitions: Mapping[Symbol, Definition]) -> Opened:
    """Take the goal apart as far as it says something of all values, definitions included."""
    symbols: list[Symbol] = []
    stated: list[Term] = []
    while True:
        if isinstance(goal, Bind) and goal.binder is Binder.FORALL:
            new = [
                Symbol(f"{b.symbol.name}!{i}", Kind.CONSTANT, scope="witness")
                for i, b in enumerate(goal.bounds, len(symbols))
            ]
            symbols += new
            stated += [
                builtin("\\in", ref(s), b.domain)
                for s, b in zip(new, goal.bounds, strict=True) if b.domain is not None
            ]
            goal = substitute(goal.body, {b.symbol: ref(s) for s, b in zip(new, goal.bounds, strict=True)})
        elif is_builtin(goal, "=>") and isinstance(goal, Apply):
            stated.append(goal.args[0])
            goal = goal.args[1]
        else:
            opened = _definition_opened(goal, definitions)
            if opened is None:
                return Opened(tuple(symbols), tuple(stated), goal)
            goal = opened


def _definition_opened(term: Term, definitions: Mapping[Symbol, Definition]) -> Term | None:
    """The body of the defined operator at the root; None where there is none to be opened."""
    if not isinstance(term, Apply) or term.op.kind is not Kind.DEFINED:
        return None
    definition = definitions.get(term.op)
    if definition is None or definition.recursive or any(p.arity for p in definition.params):
        return None
    return substitute(definition.body, dict(zip(definition.params, term.args, strict=True)))
