"""Lower proofs, and hold them to the discipline of step levels and names.

Source: L. Lamport, "TLA+2: A Preliminary Guide", section 7: all steps of a proof
have one level, greater than that of the proof around it; ``<+>`` is the level after
the enclosing one, ``<*>`` the current level; the last step is QED.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from tree_sitter import Node

from tlaverify.syntax import ast
from tlaverify.syntax.ast import Proof, Span, Step, StepBody, StepId
from tlaverify.syntax.nesting import join
from tlaverify.syntax.units import Units

__all__ = ["Lowering"]

_STEP_NAME = re.compile(r"[A-Za-z0-9_]*")


class Lowering(Units):
    """The whole lowering; ``levels`` are the levels of the proofs around the current node."""

    _level = -1

    def proof(self, node: Node, level: int) -> Proof:
        """A proof inside a proof of that level (-1: the proof of a theorem)."""
        self.enter(node)
        outer = self._level
        result = self._terminal(node) if node.type == "terminal_proof" else self._steps(node, level)
        self._level = outer
        self.leave()
        return result

    def _terminal(self, node: Node) -> Proof:
        span = self.span(node)
        keywords = {child.type for child in node.children}
        if "OBVIOUS" in keywords:
            return ast.Obvious(span=span)
        if "OMITTED" in keywords:
            return ast.Omitted(span=span)
        facts, defs = self.use_body(node.named_children[-1])
        last = (*facts, *defs)[-1].span
        return ast.By(facts, defs, "ONLY" in keywords, span=join(span, last))

    def _steps(self, node: Node, outer: int) -> Proof:
        steps: list[Step] = []
        seen: dict[str, Span] = {}
        level: int | None = None
        for child in node.named_children:
            id_node, *rest = child.named_children
            step_id = self._step_id(id_node, outer, level)
            level = step_id.level
            self._level = level
            if step_id.label is not None:
                first = seen.setdefault(step_id.text, step_id.span)
                if first is not step_id.span:
                    self.fail(
                        "proof-structure",
                        f"step name {step_id.text} is used twice in this proof",
                        step_id.span,
                        label=f"first used on line {first.line}",
                        hint="give one of the steps another name",
                    )
            steps.append(self._step(child, step_id, rest, level))
        return ast.Steps(tuple(steps), span=join(steps[0].span, steps[-1].span))

    def _step_id(self, node: Node, outer: int, level: int | None) -> StepId:
        span = self.span(node)
        text = self.text(node)
        shown, _, name = text[1:].partition(">")
        name = name.rstrip(".")
        if not _STEP_NAME.fullmatch(name):
            self.fail(
                "syntax", f"{name!r} is no step name", span, hint="a step is named by letters, digits and _"
            )
        if shown in ("+", "*") and name:
            self.fail(
                "proof-structure",
                f"a step of level <{shown}> cannot have a name",
                span,
                hint="write the level as a number, or leave out the name",
            )
        if shown == "+":
            if level is not None:
                self.fail(
                    "proof-structure", "<+> can only begin a proof", span, hint="write <*> for a further step"
                )
            number = outer + 1
        elif shown == "*":
            number = outer + 1 if level is None else level
        else:
            number = int(shown)
        if level is not None and number != level:
            self.fail(
                "proof-structure",
                f"this step has level {number}, but the proof it is in has level {level}",
                span,
                hint="every proof of several steps ends with a QED step of its level",
            )
        if number <= outer:
            self.fail(
                "proof-structure",
                f"a proof inside level {outer} cannot have level {number}",
                span,
                hint=f"begin its steps with <{outer + 1}>",
            )
        return StepId(number, name or None, span=span)

    def step_reference(self, node: Node) -> str:
        """``<1>2``; ``<*>2`` refers to a step of the current level."""
        end = self.end(node)
        if self.blanked.text.startswith(".", end):
            self.fail(
                "syntax",
                f"unexpected {self.text(node)}.",
                self.span(node),
                hint="a step is cited without the dot; a new step begins with its own <n>name",
            )
        shown, _, name = self.text(node)[1:].partition(">")
        if not _STEP_NAME.fullmatch(name):
            self.fail("syntax", f"{name!r} is no step name", self.span(node))
        if shown == "*":
            if self._level < 0:
                self.fail("proof-structure", "<*> outside a proof", self.span(node))
            return f"<{self._level}>{name}"
        return f"<{int(shown)}>{name}"

    # -------------------------------------------------------------------- steps

    def _step(self, node: Node, step_id: StepId, rest: list[Node], level: int) -> Step:
        self.enter(node)
        proof_node: Node | None = None
        body: StepBody
        if node.type == "qed_step":
            proof_node = rest[0] if rest else None
            body = ast.Qed(span=self.span(node))
            end = next(child for child in node.children if child.type == "QED")
            last = self.span(end)
        else:
            body, proof_node = self._body(rest[0])
            last = body.span
        proof = None if proof_node is None else self.proof(proof_node, level)
        self._level = level
        self.leave()
        if proof is not None:
            last = proof.span
        return Step(step_id, body, proof, span=join(step_id.span, last))

    def _body(self, node: Node) -> tuple[StepBody, Node | None]:
        children = node.named_children
        proof: Node | None = None
        if children and children[-1].type in ("terminal_proof", "non_terminal_proof"):
            proof = children.pop()
        return _BODIES[node.type](self, node, children), proof

    def _assertion(self, node: Node, children: list[Node]) -> StepBody:
        statement = self.statement(children[0])
        if node.children[0].type == "SUFFICES":
            return ast.Suffices(statement, span=join(self.span(node), statement.span))
        return ast.Assertion(statement, span=statement.span)

    def _case_step(self, node: Node, children: list[Node]) -> StepBody:
        condition = self.expression(children[0])
        return ast.CaseStep(condition, span=join(self.span(node), condition.span))

    def _pick(self, node: Node, children: list[Node]) -> StepBody:
        *binds, body = children
        expr = self.expression(body)
        return ast.Pick(self.binds(binds), expr, span=join(self.span(node), expr.span))

    def _take(self, node: Node, children: list[Node]) -> StepBody:
        binds = self.binds(children)
        return ast.Take(binds, span=join(self.span(node), binds[-1].span))

    def _witness(self, node: Node, children: list[Node]) -> StepBody:
        exprs = tuple(self.expression(child) for child in children)
        return ast.Witness(exprs, span=join(self.span(node), exprs[-1].span))

    def _have(self, node: Node, children: list[Node]) -> StepBody:
        formula = self.expression(children[0])
        return ast.Have(formula, span=join(self.span(node), formula.span))

    def _define(self, node: Node, children: list[Node]) -> StepBody:
        units = tuple(self.local_definition(child) for child in children)
        return ast.Define(units, span=join(self.span(node), units[-1].span))

    def _use(self, node: Node, children: list[Node]) -> StepBody:
        return self.use_or_hide(node, step=True)

    def _instance_step(self, node: Node, children: list[Node]) -> StepBody:
        return self.instance(node)


_BODIES: Final[dict[str, Callable[[Lowering, Node, list[Node]], StepBody]]] = {
    "suffices_proof_step": Lowering._assertion,
    "case_proof_step": Lowering._case_step,
    "pick_proof_step": Lowering._pick,
    "take_proof_step": Lowering._take,
    "witness_proof_step": Lowering._witness,
    "have_proof_step": Lowering._have,
    "definition_proof_step": Lowering._define,
    "use_or_hide": Lowering._use,
    "instance": Lowering._instance_step,
}
