"""TAKE, WITNESS and HAVE: steps that take the goal's outermost operator away.

They look through definitions, cited or not, and through one prime, to find that
operator (it is a matter of what the goal means, not of what a prover may use).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tlaverify.kernel.operators import OPERATOR_LEVEL
from tlaverify.kernel.rewrite import beta, substitute
from tlaverify.kernel.sequent import Definition, Hypothesis, Place
from tlaverify.kernel.term import (
    Apply,
    Bind,
    Binder,
    Bound,
    Kind,
    Lambda,
    Level,
    Symbol,
    Term,
    builtin,
    is_builtin,
    ref,
)
from tlaverify.obligations.context import Context, Fact, assumed
from tlaverify.obligations.emit import Emitter, refuse
from tlaverify.obligations.replace import children
from tlaverify.semantics import elaborate
from tlaverify.semantics.levels import level_of
from tlaverify.syntax import ast

__all__ = ["expose", "have", "take", "witness"]


def expose(term: Term, definitions: Mapping[Symbol, Definition]) -> Term:
    """``term`` with definitions expanded at its head until an operator of the language stands there.

    A prime moves below a quantifier or an implication.
    """
    while isinstance(term, Apply):
        if term.op.kind is Kind.DEFINED:
            definition = definitions.get(term.op)
            if definition is None or definition.recursive or len(term.args) != len(definition.params):
                return term
            term = beta(Lambda(definition.params, definition.body), term.args)
            continue
        if is_builtin(term, "'"):
            return _primed(expose(term.args[0], definitions), term)
        return term
    return term


def _primed(inner: Term, term: Term) -> Term:
    if isinstance(inner, Bind) and inner.binder in (Binder.FORALL, Binder.EXISTS):
        bounds = tuple(
            Bound(b.symbol, None if b.domain is None else builtin("'", b.domain)) for b in inner.bounds
        )
        return Bind(inner.binder, bounds, builtin("'", inner.body))
    if is_builtin(inner, "=>"):
        assert isinstance(inner, Apply)
        return builtin("=>", *(builtin("'", a) for a in inner.args))
    return term


def have(context: Context, node: ast.Have, step: str, name: str | None, emitter: Emitter) -> Context:
    """``HAVE e`` where the goal is ``a => b``: e follows from a; then b is the goal, under e.

    Raises DiagnosticError where the goal is no implication.
    """
    place = context.scope.place(node.span)
    goal = expose(context.goal, context.definitions)
    if not is_builtin(goal, "=>"):
        raise refuse("proof-goal", "HAVE needs a goal that is an implication", place)
    assert isinstance(goal, Apply)
    premise, conclusion = goal.args
    formula = elaborate.expression(node.formula, context.scope)
    emitter.emit(context, step, "have", place, goal=formula, extra=(Hypothesis(premise),))
    fact = Fact(assumed(formula, context.definitions, name or "", place), usable=name is None)
    return replace(context.assume((fact,)), goal=conclusion)


def take(context: Context, node: ast.Take, step: str, name: str | None, emitter: Emitter) -> Context:
    """``TAKE x \\in S`` where the goal is ``\\A y \\in T : P``: T is a subset of S; then P of x is the goal.

    Raises DiagnosticError where the goal has another form.
    """
    place = context.scope.place(node.span)
    goal = context.goal
    for group in node.binds:
        introduced = elaborate.introduce((group,), context.scope.at(step))
        values: dict[str, Term] = {new.symbol.name: ref(new.symbol) for new in introduced.news}
        domains = {new.symbol.name: new.domain for new in introduced.news}
        for variable in group.names:
            goal = expose(goal, context.definitions)
            if not isinstance(goal, Bind) or goal.binder is not Binder.FORALL:
                raise refuse("proof-goal", "TAKE needs a goal that is a universal formula", place)
            bound, goal = _peel(goal, values[variable])
            own = domains[variable]
            if (own is None) != (bound.domain is None):
                raise refuse(
                    "proof-goal", f"TAKE {variable} does not fit the bound of the goal's {bound.symbol.name}",
                    place, hints=("bound and unbounded variables must stand in the same order in both",),
                )
            if own is not None and bound.domain is not None and own != bound.domain:
                emitter.support(context, step, "domain", place, builtin("\\subseteq", bound.domain, own))
        for pattern in introduced.facts:
            if not is_builtin(goal, "=>") or not isinstance(goal, Apply) or goal.args[0] != pattern:
                raise refuse("proof-goal", "the tuple of TAKE does not fit the goal's", place)
            goal = goal.args[1]
        inside = [builtin("\\in", ref(n.symbol), n.domain) for n in introduced.news if n.domain is not None]
        facts = [
            Fact(assumed(f, context.definitions, name or "", place), True, True)
            for f in (*inside, *introduced.facts)
        ]
        context = replace(context.assume(facts), scope=introduced.scope)
    return replace(context, goal=goal)


def _peel(goal: Bind, value: Term) -> tuple[Bound, Term]:
    """The first bound of a quantified formula, and the rest with the closed ``value`` for its variable."""
    first, rest = goal.bounds[0], goal.bounds[1:]
    body: Term = goal.body
    if rest:
        if first.symbol in {b.symbol for b in rest}:
            return first, Bind(goal.binder, rest, body)
        # the domains of the rest are outside the scope of the first variable
        plain = Bind(goal.binder, tuple(Bound(b.symbol, None) for b in rest), body)
        inner = substitute(plain, {first.symbol: value})
        assert isinstance(inner, Bind)
        bounds = tuple(Bound(i.symbol, b.domain) for i, b in zip(inner.bounds, rest, strict=True))
        return first, Bind(goal.binder, bounds, inner.body)
    return first, substitute(body, {first.symbol: value})


def witness(context: Context, node: ast.Witness, step: str, emitter: Emitter) -> Context:
    """``WITNESS e \\in S`` where the goal is ``\\E x \\in T : P``: e is in S, and S a subset of T.

    The goal is then P of e.  Where e is not rigid and x stands under a prime or in what looks
    at other states, e may not be put there: the goal is P of a new rigid constant that equals e.
    Raises DiagnosticError where the goal has another form.
    """
    place = context.scope.place(node.span)
    goal = context.goal
    start = context
    for number, expr in enumerate(node.exprs, 1):
        goal = expose(goal, context.definitions)
        if not isinstance(goal, Bind) or goal.binder is not Binder.EXISTS:
            raise refuse("proof-goal", "WITNESS needs a goal that is an existential formula", place)
        domain = goal.bounds[0].domain
        term = elaborate.expression(expr, start.scope)
        value = term
        if domain is not None:
            if not is_builtin(term, "\\in") or not isinstance(term, Apply):
                bounded = goal.bounds[0].symbol.name
                raise refuse("proof-goal", f"WITNESS needs `e \\in S` for the bounded {bounded}", place)
            value, own = term.args
            emitter.support(context, step, "domain", place, term)
            if own != domain:
                emitter.support(context, step, "domain", place, builtin("\\subseteq", own, domain))
        context, value = _rigid(context, goal, value, f"{step}/{number}", place)
        _, goal = _peel(goal, value)
    return replace(context, goal=goal)


def _rigid(context: Context, goal: Bind, value: Term, origin: str, place: Place) -> tuple[Context, Term]:
    """``value`` itself where it may stand for the first variable of ``goal``; else a constant equal to it."""
    variable = goal.bounds[0].symbol
    if level_of(value, context.definitions) is Level.CONSTANT:
        return context, value
    rest = Bind(goal.binder, goal.bounds[1:], goal.body) if goal.bounds[1:] else goal.body
    if _transparent(rest, variable, context.definitions):
        return context, value
    symbol = Symbol(variable.name.replace("$", "_"), Kind.CONSTANT, 0, Level.CONSTANT, origin)
    scope = replace(context.scope, declared=(*context.scope.declared, symbol))
    equal = Hypothesis(builtin("=", ref(symbol), value), "", False, place)
    return replace(context.assume((Fact(equal, usable=True),)), scope=scope), ref(symbol)


def _transparent(term: Term, variable: Symbol, definitions: Mapping[Symbol, Definition]) -> bool:
    """Whether each occurrence of ``variable`` stands for its value in the present state."""
    if variable not in term.free:
        return True
    if isinstance(term, Apply):
        if term.op.kind is Kind.BUILTIN and term.op.name in OPERATOR_LEVEL:
            return False
        if term.op.kind is not Kind.BUILTIN and term.args:
            definition = definitions.get(term.op)
            if any(isinstance(a, Lambda) for a in term.args):
                return False
            if term.op.kind is Kind.DEFINED and (definition is None or not all(definition.leibniz)):
                return False
            if term.op.kind is Kind.OPAQUE and term.op.level is not Level.CONSTANT:
                return False  # NEW STATE P(_) may stand for ``P(e) == e' = 0``
    elif not isinstance(term, Bind) or term.binder in (Binder.TEMPORAL_EXISTS, Binder.TEMPORAL_FORALL):
        return False
    return all(_transparent(c, variable, definitions) for c in children(term))
