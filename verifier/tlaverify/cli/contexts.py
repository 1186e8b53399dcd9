"""Warnings of contexts from which FALSE follows, and notes of those of which that was not found out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tlaverify.kernel.diagnostic import Annotation, Diagnostic

if TYPE_CHECKING:
    from tlaverify.cli.project import SelectedModule
    from tlaverify.kernel.sequent import Obligation
    from tlaverify.schedule.crew import Crew
    from tlaverify.schedule.options import Options
    from tlaverify.schedule.result import Result

__all__ = ["CODES", "CONTRADICTORY", "contradictory_steps", "with_warnings"]

CONTRADICTORY = "contradictory"
UNDECIDED = "undecided-context"
CODES = (CONTRADICTORY, UNDECIDED)


def with_warnings(
    batch: Sequence[SelectedModule], options: Options, crew: Crew | None
) -> list[SelectedModule]:
    """The modules, those that were run with a warning for each theorem that rests on a contradiction.

    Where the search for one was cut short, a note says so.
    """
    made = [list(_contexts(module)) for module in batch]
    results = _results([context for contexts in made for context in contexts], options, crew)
    out = []
    for module, contexts in zip(batch, made, strict=True):
        found = [said for c in contexts if (said := _said(c, results[c.id])) is not None]
        out.append(replace(module, warnings=(*module.warnings, *found)))
    return out


def contradictory_steps(
    module: SelectedModule, obligations: Sequence[Obligation], options: Options, crew: Crew | None
) -> list[str]:
    """The ids of the obligations whose facts contradict one another, assumptions of the argument apart."""
    from tlaverify.explain.absurd import context_of_step

    units = _theorems(module)
    contexts = {}
    for obligation in obligations:
        unit = units.get("!".join(obligation.step.split("!")[:2]))
        context = None if unit is None else context_of_step(unit, obligation)
        if context is not None:
            contexts[obligation.id] = context
    results = _results(list(contexts.values()), options, crew)
    return [name for name, context in contexts.items() if results[context.id].proved]


def _theorems(module: SelectedModule):  # type: ignore[no-untyped-def]
    from tlaverify.semantics.program import TheoremUnit

    units = () if module.info is None else module.info.units
    return {f"{module.name}!{u.id}": u for u in units if isinstance(u, TheoremUnit)}


def _contexts(module: SelectedModule) -> Iterator[Obligation]:
    from tlaverify.explain.absurd import context_of_theorem
    from tlaverify.semantics.scope import FactEntry

    units = _theorems(module)
    if module.info is None or not units:
        return
    entries = module.info.scope.names.values()
    assumed = {e.name for e in entries if isinstance(e, FactEntry) and e.assumed}
    for theorem in module.theorems:
        unit = units.get(theorem.outline.id)
        if unit is not None:
            context = context_of_theorem(unit, theorem.outline.id, theorem.obligations, assumed)
            if context is not None:
                yield context


def _results(
    contexts: Sequence[Obligation], options: Options, crew: Crew | None
) -> dict[str, Result]:
    """What asking each of them for FALSE came to, by id.  KeyboardInterrupt escapes."""
    from tlaverify.explain.absurd import ABSURD
    from tlaverify.schedule.portfolio import probing
    from tlaverify.schedule.run import asked

    if not contexts:
        return {}
    solvers = probing(options).solvers
    told = replace(ABSURD, memory=options.memory, solvers=solvers, seed=options.seed)
    return {r.id: r for r in asked(contexts, told, crew=crew)}


def _said(context: Obligation, result: Result) -> Diagnostic | None:
    if result.proved:
        return _warning(context)
    reason = _cut_short(result)
    return _note(context, reason) if reason else None


def _cut_short(result: Result) -> str:
    """Why there might be a contradiction that a longer search finds; empty if it went to its end."""
    from tlaverify.kernel.verdict import Answer

    outcomes = [a.outcome for a in result.attempts if a.outcome is not None]
    if any(o.answer is Answer.SAT for o in outcomes):  # there is a model of all that is asked
        return ""
    ended = any(o.reason.startswith("incomplete") for o in outcomes)
    reasons = dict.fromkeys(o.reason for o in outcomes if not o.reason.startswith("incomplete"))
    return "; ".join(reasons) or ("" if ended else "no encoding applies")


def _name(context: Obligation) -> str:
    return context.id.removesuffix("/context").partition("!")[2]


def _note(context: Obligation, reason: str) -> Diagnostic:
    return Diagnostic(
        UNDECIDED, f"whether what {_name(context)} takes for granted contradicts itself was not found out",
        (Annotation(context.place),), severity="note", notes=(f"the search was cut short: {reason}",),
    )


def _warning(context: Obligation) -> Diagnostic:
    name = _name(context)
    facts = ", ".join(dict.fromkeys(h.name or "its own ASSUME" for h in context.hypotheses))
    return Diagnostic(
        CONTRADICTORY, f"FALSE follows from what {name} takes for granted, so anything does",
        (Annotation(context.place),), severity="warning", notes=(f"taken for granted: {facts}",),
        hints=("a proof from FALSE is a defect: make what is assumed satisfiable",),
    )
