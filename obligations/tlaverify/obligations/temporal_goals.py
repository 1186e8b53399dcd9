"""What SANY asks of the steps that prove a temporal statement.

Such a statement speaks of a whole behaviour, so it cannot be split by what holds in the present state:
the formulas of HAVE and CASE, the values of WITNESS and the bounds of TAKE must be of constant level, and
so must the bounds of a PICK whose formula is temporal.  Source: SANY's level rules for proofs
(``TheoremNode``), as of TLA+ version 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tlaverify.kernel.sequent import Definition, New, Sequent
from tlaverify.kernel.term import Kind, Level, Symbol, Term
from tlaverify.obligations.emit import refuse
from tlaverify.semantics import elaborate
from tlaverify.semantics.levels import level_of
from tlaverify.semantics.scope import Scope
from tlaverify.syntax import ast

__all__ = ["check_constant", "is_temporal", "require_constant"]


def is_temporal(statement: Term | Sequent, definitions: Mapping[Symbol, Definition]) -> bool:
    """Whether a formula is temporal or, of a sequent, any part of it."""
    if isinstance(statement, Term):
        return level_of(statement, definitions) is Level.TEMPORAL
    if statement.boxed:
        return True
    parts: list[Term | Sequent] = [statement.goal]
    for e in statement.context:
        if not isinstance(e, New):
            parts.append(e)
        elif e.symbol.kind is not Kind.VARIABLE and e.symbol.level is Level.TEMPORAL:
            return True
        elif e.domain is not None:
            parts.append(e.domain)
    return any(is_temporal(p, definitions) for p in parts)


def check_constant(step: ast.Node, scope: Scope) -> None:
    """Raises DiagnosticError if ``step``, in the proof of a temporal statement, is not of constant level."""
    match step:
        case ast.CaseStep(condition=condition):
            require_constant([condition], scope, "CASE")
        case ast.Have(formula=formula):
            require_constant([formula], scope, "HAVE")
        case ast.Witness(exprs=exprs):
            require_constant(exprs, scope, "WITNESS")
        case ast.Take(binds=binds):
            require_constant([b.domain for b in binds], scope, "TAKE")


def require_constant(expressions: Iterable[ast.Expr | None], scope: Scope, word: str) -> None:
    """Raises DiagnosticError at the first of them that is not of constant level."""
    for node in expressions:
        if node is None:
            continue
        if level_of(elaborate.expression(node, scope), scope.definitions) is not Level.CONSTANT:
            raise refuse(
                "level", f"{word} must be of constant level where a temporal formula is proved",
                scope.place(node.span), "is not constant",
                ("prove what holds in the present state in a step of its own",),
            )  # fmt: skip
