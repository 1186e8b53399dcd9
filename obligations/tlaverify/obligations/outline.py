"""The tree of a theorem's steps: their names in ids, and the text that each covers.

Names follow the one rule of the command line: ``Module!Theorem!<1>2!<2>3``; an unnamed
step is numbered among its siblings (``<4>#2`` is the second step of its list), and the
last step of a proof is ``<1>QED`` whatever label it carries.
"""

from __future__ import annotations

from collections.abc import Sequence

from tlaverify.kernel.sequent import Place
from tlaverify.obligations.step_outline import StepOutline
from tlaverify.semantics.program import ModuleInfo, NestedUnit, TheoremUnit, UseHideUnit
from tlaverify.syntax import ast

__all__ = ["StepOutline", "outline_of", "step_names"]


def step_names(steps: Sequence[ast.Step]) -> tuple[str, ...]:
    """The ids' components for the steps of one list, in order.

    ``<1>2`` for a named step, ``<1>#3`` for an unnamed one that is the third, ``<1>QED`` for QED.
    """
    return tuple(
        f"<{step.id.level}>QED"
        if isinstance(step.body, ast.Qed)
        else step.id.text
        if step.id.label
        else f"<{step.id.level}>#{number}"
        for number, step in enumerate(steps, 1)
    )


def outline_of(module: ModuleInfo) -> tuple[StepOutline, ...]:
    """The theorems of a module (those of the modules nested in it too) in the order of the text.

    A USE at module level stands among them, as ``line 12``: its raw facts are obligations.
    """
    out: list[StepOutline] = []
    for unit in module.units:
        if isinstance(unit, TheoremUnit):
            out.append(_theorem(module, unit))
        elif isinstance(unit, UseHideUnit) and not unit.node.hide:
            out.append(StepOutline(f"{module.name}!{unit.id}", unit.id, "USE", unit.place, unit.place))
        elif isinstance(unit, NestedUnit):
            out.extend(outline_of(unit.module))
    return tuple(out)


def _theorem(module: ModuleInfo, unit: TheoremUnit) -> StepOutline:
    node = unit.node
    place = module.source.place(node.span)
    own_id = f"{module.name}!{unit.id}"
    proof = node.proof
    return StepOutline(
        own_id,
        unit.id,
        unit.keyword,
        _before(place, proof, module),
        place,
        children=_steps(module, own_id, proof),
    )


def _steps(module: ModuleInfo, parent: str, proof: ast.Proof | None) -> tuple[StepOutline, ...]:
    if not isinstance(proof, ast.Steps):
        return ()
    out = []
    for step, name in zip(proof.steps, step_names(proof.steps), strict=True):
        own_id = f"{parent}!{name}"
        place = module.source.place(step.span)
        out.append(
            StepOutline(
                own_id,
                name,
                _KEYWORDS.get(type(step.body), ""),
                _before(place, step.proof, module),
                place,
                step.id.text if isinstance(step.body, ast.Qed) and step.id.label else None,
                _steps(module, own_id, step.proof),
            )
        )
    return tuple(out)


def _before(place: Place, proof: ast.Proof | None, module: ModuleInfo) -> Place:
    """The part of ``place`` that stands before the proof."""
    if proof is None:
        return place
    start = module.source.place(proof.span)
    return Place(place.path, place.line, place.column, start.line, start.column)


_KEYWORDS: dict[type, str] = {
    ast.Suffices: "SUFFICES",
    ast.CaseStep: "CASE",
    ast.Pick: "PICK",
    ast.Take: "TAKE",
    ast.Witness: "WITNESS",
    ast.Have: "HAVE",
    ast.Define: "DEFINE",
    ast.UseHide: "USE",
    ast.InstanceDef: "INSTANCE",
    ast.Qed: "QED",
}
