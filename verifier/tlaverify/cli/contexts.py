"""Warnings of contexts from which FALSE follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tlaverify.kernel.diagnostic import Annotation, Diagnostic

if TYPE_CHECKING:
    from tlaverify.cli.project import SelectedModule
    from tlaverify.kernel.sequent import Obligation
    from tlaverify.schedule.options import Options

__all__ = ["contradictory_steps", "with_warnings"]

CODE = "contradictory"


def with_warnings(batch: Sequence[SelectedModule], options: Options) -> list[SelectedModule]:
    """The modules, those that were run with a warning for each theorem that rests on a contradiction."""
    asked = {context.id: context for module in batch for context in _contexts(module)}
    absurd = _absurd(list(asked.values()), options)
    out = []
    for module in batch:
        found = [_warning(c) for c in _contexts(module) if c.id in absurd] if absurd else []
        out.append(replace(module, warnings=(*module.warnings, *found)))
    return out


def contradictory_steps(
    module: SelectedModule, obligations: Sequence[Obligation], options: Options
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
    absurd = _absurd(list(contexts.values()), options)
    return [name for name, context in contexts.items() if context.id in absurd]


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


def _absurd(contexts: Sequence[Obligation], options: Options) -> set[str]:
    """The ids of those from which FALSE follows."""
    from tlaverify.explain.absurd import ABSURD
    from tlaverify.schedule.portfolio import probing
    from tlaverify.schedule.run import run

    if not contexts:
        return set()
    solvers = probing(options).solvers
    told = replace(ABSURD, jobs=1, memory=options.memory, solvers=solvers, seed=options.seed)
    return {r.id for r in run(contexts, told).results if r.proved}


def _warning(context: Obligation) -> Diagnostic:
    name = context.id.removesuffix("/context").partition("!")[2]
    facts = ", ".join(dict.fromkeys(h.name or "its own ASSUME" for h in context.hypotheses))
    return Diagnostic(
        CODE, f"FALSE follows from what {name} takes for granted, so anything does",
        (Annotation(context.place),), severity="warning", notes=(f"taken for granted: {facts}",),
        hints=("a proof from FALSE is a defect: make what is assumed satisfiable",),
    )
