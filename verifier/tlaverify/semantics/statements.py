"""Statements of theorems and steps: formulas and ASSUME/PROVE."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tlaverify.kernel.sequent import New, Sequent
from tlaverify.kernel.term import Kind, Level, Symbol, Term
from tlaverify.semantics.problems import refuse
from tlaverify.semantics.scope import Scope, Text
from tlaverify.syntax import ast

if TYPE_CHECKING:
    from tlaverify.semantics.expressions import Elaborator

__all__ = ["assume_prove", "declare", "statement", "strip_label", "text_of"]

_NEW_KINDS = {
    "CONSTANT": (Kind.CONSTANT, Level.CONSTANT),
    "VARIABLE": (Kind.VARIABLE, Level.STATE),
    "STATE": (Kind.OPAQUE, Level.STATE),
    "ACTION": (Kind.OPAQUE, Level.ACTION),
    "TEMPORAL": (Kind.OPAQUE, Level.TEMPORAL),
}


def declare(elab: Elaborator, node: ast.NewDecl, scope: Scope) -> tuple[New, Scope]:
    """``NEW x \\in S`` and its kinds."""
    elab.check_new(node.op.name, scope, node.op.span if node.op.span.line else node.span)
    kind, level = _NEW_KINDS[node.kind]
    domain = None
    if node.domain is not None:
        domain = elab.expression(node.domain, scope)
        elab.require(domain, Level.ACTION, node.domain.span, scope, "a set")
    symbol = Symbol(node.op.name, kind, node.op.arity, level, scope.origin)
    return New(symbol, domain), scope.declare(node.op.name, symbol, scope.place(node.span))


def assume_prove(elab: Elaborator, node: ast.AssumeProve, scope: Scope) -> tuple[Sequent, Scope]:
    """An ASSUME/PROVE, and the scope inside it."""
    context: list[New | Term | Sequent] = []
    for a in node.assumes:
        if isinstance(a, ast.NewDecl):
            new, scope = declare(elab, a, scope)
            context.append(new)
            continue
        inner = strip_label(a)
        if isinstance(inner, ast.AssumeProve):
            nested, _ = assume_prove(elab, inner, scope)
            context.append(nested)
        else:
            context.append(elab.body(inner, scope))
    goal = strip_label(node.prove)
    if isinstance(goal, ast.AssumeProve):
        raise refuse("not-a-formula", "an ASSUME/PROVE stands where PROVE needs a formula", scope, goal.span)
    return Sequent(tuple(context), elab.body(goal, scope), node.boxed), scope


def statement(elab: Elaborator, node: ast.Expr, scope: Scope) -> tuple[Term | Sequent, Scope]:
    """A formula or ASSUME/PROVE, and the scope inside it (``scope`` itself for a formula)."""
    inner = strip_label(node)
    if isinstance(inner, ast.AssumeProve):
        return assume_prove(elab, inner, scope)
    return elab.body(inner, scope), scope


def text_of(node: ast.Expr, scope: Scope, inner: Scope, suffices: bool = False) -> Text:
    """Where the subexpressions of a statement are looked up."""
    return Text(node, scope, inner=inner if inner is not scope else None, suffices=suffices)


def strip_label(node: ast.Expr) -> ast.Expr:
    """The expression behind labels and parentheses that only wrap an ASSUME/PROVE."""
    bare = node
    while isinstance(bare, (ast.Label, ast.Paren)):
        bare = bare.body
    return bare if isinstance(bare, ast.AssumeProve) else node
