"""Contexts that contradict themselves: from them anything follows, and a proof from them is worth nothing.

A proof by contradiction and an impossible CASE are as they should be: there the contradiction comes from
what was assumed for the sake of the argument.  A defect is a contradiction that does without:

- of a theorem, one among its own ASSUMEs and the facts of modules that its proof cites.  All else in the
  proof follows from those, or is assumed for the sake of some argument.  A theorem whose own goal is FALSE
  argues by contradiction itself: there its own ASSUMEs are left out.
- of a step, one among what it may use that was known before the outermost CASE, ASSUME, SUFFICES, HAVE or
  TAKE around it.

The facts are asked for FALSE under a small budget; that nothing is found proves nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from tlaverify.kernel.sequent import Hypothesis, New, Obligation, Place, Sequent
from tlaverify.kernel.term import Apply, Symbol, Term, builtin, is_builtin
from tlaverify.obligations.outline import step_names
from tlaverify.schedule.options import Options
from tlaverify.semantics.program import TheoremUnit
from tlaverify.syntax import ast

__all__ = ["ABSURD", "context_of_step", "context_of_theorem"]

ABSURD: Final = Options(portfolio="probe", budget=0.5)
"""What a contradiction is looked for with."""


def context_of_theorem(
    theorem: TheoremUnit, name: str, obligations: Sequence[Obligation], assumed: AbstractSet[str]
) -> Obligation | None:
    """``facts |- FALSE`` for what the theorem and its proof take for granted; None where that is nothing.

    name     the theorem's id, and ``obligations`` its own.
    assumed  the names of the ASSUMEs and AXIOMs in scope: what is proved from facts that do not
             contradict one another adds nothing.
    """
    usable = [o for o in obligations if not o.omitted and not o.refused]
    if not usable:
        return None
    own: set[Term | Sequent] = set()
    if isinstance(theorem.statement, Sequent) and not is_builtin(theorem.statement.goal, "FALSE"):
        own = _assumptions(theorem.statement)
    facts = dict.fromkeys(
        h for o in usable for h in o.hypotheses
        if h.statement in own or (h.name and not h.name.startswith("<"))
    )
    if not any(h.name in assumed or (h.statement in own and not _domain(h.statement)) for h in facts):
        return None
    visible = frozenset[Symbol]().union(*(o.visible for o in usable))
    declared = tuple(dict.fromkeys(s for o in usable for s in o.declared))
    return _absurd(replace(usable[0], declared=declared, visible=visible), tuple(facts), name)


def context_of_step(theorem: TheoremUnit, obligation: Obligation) -> Obligation | None:
    """``facts |- FALSE`` for what may be used and is not assumed for the sake of an argument."""
    if obligation.omitted or obligation.refused:
        return None
    limit = _outermost(theorem, obligation)
    facts = tuple(
        h for h in obligation.hypotheses
        if limit is None or h.place is None or h.place.path != limit.path or _start(h.place) < _start(limit)
    )
    return _absurd(obligation, facts, obligation.id) if facts else None


def _absurd(obligation: Obligation, facts: tuple[Hypothesis, ...], name: str) -> Obligation:
    return replace(
        obligation, id=f"{name}/context", kind="context", hypotheses=facts, goal=builtin("FALSE")
    )


def _assumptions(sequent: Sequent) -> set[Term | Sequent]:
    out: set[Term | Sequent] = set()
    for e in sequent.context:
        if not isinstance(e, New):
            out.add(e)
        elif e.domain is not None:
            out.add(builtin("\\in", Apply(e.symbol), e.domain))
    return out


def _domain(statement: Term | Sequent) -> bool:
    """``x \\in S`` of a NEW x: it says that S has an element."""
    if not isinstance(statement, Apply) or not is_builtin(statement, "\\in"):
        return False
    return isinstance(statement.args[0], Apply) and not statement.args[0].args


def _start(place: Place) -> tuple[int, int]:
    return place.line, place.column


def _outermost(theorem: TheoremUnit, obligation: Obligation) -> Place | None:
    """Where the outermost assumption around the obligation is made; None where there is none."""
    statement = theorem.statement
    if isinstance(statement, Sequent) and is_builtin(statement.goal, "FALSE"):
        return theorem.place
    proof = theorem.node.proof
    for name in obligation.step.split("!")[2:]:
        if not isinstance(proof, ast.Steps):
            break
        for step, own in zip(proof.steps, step_names(proof.steps), strict=True):
            if isinstance(step.body, _FOR_WHAT_FOLLOWS) or (own == name and _assumes(step.body)):
                span = step.span
                return replace(obligation.place, line=span.line, column=span.column)
            if own == name:
                proof = step.proof
                break
    return None


def _assumes(body: ast.StepBody) -> bool:
    """Whether the step's own proof may use an assumption that it makes."""
    return isinstance(body, ast.CaseStep) or (
        isinstance(body, ast.Assertion) and isinstance(body.statement, ast.AssumeProve)
    )


_FOR_WHAT_FOLLOWS: Final = (ast.Suffices, ast.Have, ast.Take)
"""Steps that assume something for the steps behind them."""
