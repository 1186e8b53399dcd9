"""Proofs: leaf proofs become obligations, steps lead from context to context."""

from __future__ import annotations

from dataclasses import replace

from tlaverify.kernel.diagnostic import DiagnosticError
from tlaverify.kernel.sequent import Hypothesis, Place, Sequent
from tlaverify.kernel.term import Symbol, Term, builtin, ref
from tlaverify.obligations.cite import cite, hide
from tlaverify.obligations.context import Context, Fact, assumed, assumptions, holds_always
from tlaverify.obligations.emit import Emitter
from tlaverify.obligations.goals import have, take, witness
from tlaverify.obligations.outline import step_names
from tlaverify.obligations.temporal_goals import check_constant, is_temporal, require_constant
from tlaverify.semantics import elaborate
from tlaverify.semantics.scope import Broken, Meaning, Scope
from tlaverify.syntax import ast

__all__ = ["prove"]


def prove(
    context: Context, proof: ast.Proof | None, step: str, place: Place, emitter: Emitter, kind: str = "goal",
    temporal: bool = False,
) -> None:
    """Emit the obligations of a proof of ``context``'s goal.

    step   the id of the theorem or step that is proved; ``place`` its statement.
    kind   the kind of the obligation if the proof is a leaf.
    temporal  whether what is proved is a temporal statement (see ``check_constant``).
    What cannot be read is reported to ``emitter``, and the walk goes on behind it.
    """
    if isinstance(proof, ast.Steps):
        _Walk(context, step, emitter, temporal).run(proof)
        return
    suffix = "pick" if kind == "pick" else "goal"
    if proof is None or isinstance(proof, ast.Omitted):
        emitter.emit(context, step, kind, place, omitted=True, suffix=suffix)
        return
    if isinstance(proof, ast.By):
        try:
            context = cite(context, proof.facts, proof.defs, proof.only, step, emitter)
        except DiagnosticError as error:
            emitter.refuse(context, step, suffix, place, emitter.report(error))
            return
    emitter.emit(context, step, kind, place, suffix=suffix)


class _Walk:
    """The steps of one proof, in order."""

    def __init__(self, context: Context, parent: str, emitter: Emitter, temporal: bool) -> None:
        self._context = context
        self._parent = parent
        self._emitter = emitter
        self._temporal = temporal
        self._at: Meaning | None = None

    def run(self, proof: ast.Steps) -> None:
        """Emit the obligations of all the steps."""
        emitter = self._emitter
        lost = emitter.lost
        for step, name in zip(proof.steps, step_names(proof.steps), strict=True):
            before = self._context
            own = f"{self._parent}!{name}"
            try:
                self._step(step, own)
            except DiagnosticError as error:
                why = emitter.report(error)
                emitter.refuse(before, own, "goal", before.scope.place(step.body.span), why)
                scope = before.scope
                if step.id.label is not None:
                    scope = scope.bind(step.id.text, Broken(step.id.text))
                self._context = replace(before, scope=scope)
                if not _is_only_cited(step):
                    emitter.lost = emitter.lost or f"not checked: it comes after {name}, which is refused"
        emitter.lost = lost

    def _step(self, step: ast.Step, own: str) -> None:
        name = step.id.text if step.id.label is not None else None
        context = self._context
        scope = context.scope
        place = scope.place(step.body.span)
        if self._temporal:
            check_constant(step.body, scope)
        match step.body:
            case ast.Qed():
                prove(context, step.proof, own, place, self._emitter, temporal=self._temporal)
            case ast.Assertion(statement=statement):
                self._assert(step, statement, own, name, place)
            case ast.CaseStep(condition=condition):
                formula = elaborate.formula(condition, scope)
                self._asserted(step, Sequent((formula,), context.goal), scope.at(own), own, name, place)
            case ast.Suffices(statement=statement):
                self._suffices(step, statement, own, name, place)
            case ast.Pick():
                self._pick(step, step.body, own, name, place)
            case ast.Take():
                after = take(context, step.body, own, name, self._emitter)
                self._context = self._named(after, step, name, ())
            case ast.Witness():
                after = witness(context, step.body, own, self._emitter)
                self._context = self._named(after, step, name, ())
            case ast.Have():
                after = have(context, step.body, own, name, self._emitter)
                self._context = self._named(after, step, name, after.facts[len(context.facts) :])
            case ast.Define(units=units):
                self._named_otherwise(name, step, self._define(units, own))
            case ast.InstanceDef():
                after_scope, _ = elaborate.define(step.body, scope.at(own))
                self._context = replace(context, scope=after_scope)
                self._named_otherwise(name, step, None)
            case ast.UseHide(hide=True):
                self._context = hide(context, step.body)
                self._named_otherwise(name, step, None)
            case ast.UseHide(facts=facts, defs=defs, only=only):
                self._context = cite(context, facts, defs, only, own, self._emitter)
                self._named_otherwise(name, step, None)

    def _named(
        self, context: Context, step: ast.Step, name: str | None, cited: tuple[Fact, ...],
        statement: Term | Sequent | None = None, inner: Scope | None = None,
    ) -> Context:
        """``context`` with the step's name.

        ``cited`` are the facts it stands for in BY, ``statement`` what it asserts; ``inner`` is
        the scope inside its ASSUME/PROVE.
        """
        if name is None:
            return context
        before = self._with_at(self._context.scope.origin)
        entry = elaborate.step_entry(
            name, step.body, before, data=cited, stated=statement, inner=inner
        )
        return replace(context, scope=context.scope.bind_step(entry))

    def _named_otherwise(self, name: str | None, step: ast.Step, data: object) -> None:
        """The name of a step that is no fact: in DEF it stands for the symbols that are its ``data``."""
        if name is not None:
            entry = elaborate.step_entry(name, step.body, self._context.scope, data=data)
            self._context = replace(self._context, scope=self._context.scope.bind_step(entry))

    def _with_at(self, own: str) -> Scope:
        """The scope for the statement of step ``own``, where ``@`` is the right side of the one before."""
        scope = self._context.scope.at(own)
        return scope if self._at is None else scope.bind("@", self._at)

    # ------------------------------------------------------------ assertions

    def _assert(
        self, step: ast.Step, statement: ast.Expr | ast.AssumeProve, own: str, name: str | None, place: Place
    ) -> None:
        base = self._with_at(own)
        sequent, inner = elaborate.assume(statement, base)
        self._asserted(step, sequent, inner, own, name, place)
        self._at = _right_side(statement, inner, self._at)

    def _asserted(
        self, step: ast.Step, sequent: Sequent, inner: Scope, own: str, name: str | None, place: Place
    ) -> None:
        """Prove the sequent, then have it as a fact."""
        context = self._context
        facts = assumptions(sequent, context.definitions, name or "", name is None, place)
        inside = context.enter(sequent, facts, inner)
        statement: Term | Sequent = sequent if sequent.context or sequent.boxed else sequent.goal
        cited = tuple(f for f in facts if not f.domain)
        inside = self._named(inside, step, name, cited, statement, inner)
        case = isinstance(step.body, ast.CaseStep)
        temporal = self._temporal if case else is_temporal(statement, context.definitions)
        prove(inside, step.proof, own, place, self._emitter, temporal=temporal)
        fact = self._fact(statement, name, name is None, place)
        after = context.with_facts((fact,))
        self._context = self._named(after, step, name, (fact,), statement)

    def _fact(self, statement: Term | Sequent, name: str | None, usable: bool, place: Place) -> Fact:
        """A statement that is proved here."""
        boxable = self._context.boxed or holds_always(statement, self._context.definitions)
        return Fact(Hypothesis(statement, name or "", boxable, place, self._context.under), usable)

    def _suffices(
        self, step: ast.Step, statement: ast.Expr | ast.AssumeProve, own: str, name: str | None, place: Place
    ) -> None:
        """Prove the goal from the sequent; then the sequent's goal is to be proved under its context."""
        context = self._context
        sequent, inner = elaborate.assume(statement, self._with_at(own))
        whole: Term | Sequent = sequent if sequent.context or sequent.boxed else sequent.goal
        fact = self._fact(whole, name, True, place)
        inside = self._named(context.with_facts((fact,)), step, name, (fact,), whole)
        temporal = is_temporal(whole, context.definitions)
        prove(inside, step.proof, own, place, self._emitter, kind="suffices", temporal=temporal)
        facts = assumptions(sequent, context.definitions, name or "", name is None, place)
        after = context.enter(sequent, facts, inner)
        cited = tuple(f for f in facts if not f.domain)
        self._context = self._named(after, step, name, cited, whole, inner)

    # ------------------------------------------------------------------ PICK

    def _pick(self, step: ast.Step, node: ast.Pick, own: str, name: str | None, place: Place) -> None:
        """Prove that there are such values; then they are rigid constants."""
        context = self._context
        exists = elaborate.formula(ast.Quant("\\E", node.binds, node.body, span=node.span), context.scope)
        temporal = is_temporal(exists, context.definitions)
        if temporal:
            require_constant([b.domain for b in node.binds], context.scope, "a bound of PICK")
        prove(replace(context, goal=exists), step.proof, own, place, self._emitter, "pick", temporal)
        introduced = elaborate.introduce(node.binds, context.scope.at(own))
        body = elaborate.expression(node.body, introduced.scope)
        cited: list[Fact] = []
        facts: list[Fact] = []
        for new in introduced.news:
            if new.domain is not None:
                inside = builtin("\\in", ref(new.symbol), new.domain)
                facts.append(self._assumed(inside, name, True, place, domain=True))
        cited += [self._assumed(f, name, True, place, domain=True) for f in introduced.facts]
        cited.append(self._assumed(body, name, name is None, place))
        after = replace(context.assume((*facts, *cited)), scope=introduced.scope)
        self._context = self._named(after, step, name, tuple(cited))

    def _assumed(
        self, statement: Term, name: str | None, usable: bool, place: Place, domain: bool = False
    ) -> Fact:
        return Fact(assumed(statement, self._context.definitions, name or "", place), usable, domain)

    # ---------------------------------------------------------------- DEFINE

    def _define(self, units: tuple[ast.Unit, ...], own: str) -> tuple[Symbol, ...]:
        """The definitions of a DEFINE are visible; of an INSTANCE in it they are not.  Returns them all."""
        scope, definitions = elaborate.define(units, self._with_at(own))
        shown = {d.symbol for d in definitions if d.symbol.scope == own and "!" not in d.symbol.name}
        self._context = replace(self._context, scope=scope, visible=self._context.visible | shown)
        return tuple(d.symbol for d in definitions)


def _is_only_cited(step: ast.Step) -> bool:
    """Whether the steps behind this one depend on it only where they cite it."""
    return step.id.label is not None and isinstance(step.body, ast.Assertion | ast.CaseStep)


def _right_side(
    statement: ast.Expr | ast.AssumeProve, scope: Scope, old: Meaning | None
) -> Meaning | None:
    """What ``@`` stands for in the step after ``statement``: the right-hand side of its relation."""
    node: ast.Expr | ast.AssumeProve = statement
    if isinstance(node, ast.AssumeProve):
        return old
    while isinstance(node, ast.Paren):
        node = node.body
    if isinstance(node, ast.OpApp) and len(node.path) == 1:
        (part,) = node.path
        infix = isinstance(part, ast.Name) and not (part.name[0].isalnum() or part.name[0] == "_")
        if isinstance(part, ast.Name) and infix and len(part.args) == 2:
            return Meaning(elaborate.expression(part.args[1], scope))
    return old


