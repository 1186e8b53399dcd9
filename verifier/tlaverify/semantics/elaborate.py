"""What the generator of obligations asks of the elaboration: expressions, statements, declarations,
definitions inside proofs, facts and definition names.

All functions are pure: they take a Scope and return terms or a larger Scope.  All raise
DiagnosticError with the place in the text and, for unknown names, a hint.
Symbols that are introduced get ``scope.origin`` as their ``scope``: use ``scope.at("Thm!<1>2")``
before declaring anything inside a proof so that symbols of one name stay apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tlaverify.kernel.sequent import Definition, New, Sequent
from tlaverify.kernel.term import Level, Symbol, Term
from tlaverify.semantics.scope import Backend, FactEntry, Scope, StepEntry
from tlaverify.syntax import ast

__all__ = [
    "BackendFact", "FormulaFact", "Introduced", "ModuleFact", "NamedFact", "ResolvedFact", "StepFact",
    "assume", "declare_new", "define", "expression", "introduce", "resolve_definition", "resolve_fact",
    "statement", "step_entry",
]


@dataclass(frozen=True, slots=True)
class Introduced:
    """What TAKE, PICK and WITNESS's quantifiers introduce.

    ``news`` are the declarations (rigid constants; with their domain where the bound has one
    and is no tuple pattern), ``facts`` the memberships of tuple patterns: ``<<x, y>> \\in S``.
    """

    scope: Scope
    news: tuple[New, ...]
    facts: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class NamedFact:
    """A theorem or named assumption, with the statement to use (an instance's parameters filled in)."""

    entry: FactEntry
    statement: Term | Sequent


@dataclass(frozen=True, slots=True)
class StepFact:
    """A step's name."""

    entry: StepEntry


@dataclass(frozen=True, slots=True)
class BackendFact:
    """A pragma: ``SMT``, ``SMTT(60)``, ``PTL``, ..."""

    backend: Backend
    args: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class ModuleFact:
    """``MODULE M``: all theorems and assumptions of M that are in scope."""

    module: str
    entries: tuple[FactEntry, ...]


@dataclass(frozen=True, slots=True)
class FormulaFact:
    """Any other expression: a fact that is an obligation of its own (``<1>2!1`` and ``Thm!1`` too)."""

    formula: Term


ResolvedFact = NamedFact | StepFact | BackendFact | ModuleFact | FormulaFact


def expression(node: ast.Expr, scope: Scope, limit: Level = Level.TEMPORAL) -> Term:
    """The term of an expression, arities and levels checked; refused if its level is above ``limit``."""
    raise NotImplementedError


def statement(node: ast.Expr | ast.AssumeProve, scope: Scope) -> Term | Sequent:
    """A formula or ASSUME/PROVE."""
    raise NotImplementedError


def assume(node: ast.Expr | ast.AssumeProve, scope: Scope) -> tuple[Sequent, Scope]:
    """A statement as a Sequent (a plain formula has an empty context), and the scope inside it."""
    raise NotImplementedError


def declare_new(node: ast.NewDecl, scope: Scope) -> tuple[New, Scope]:
    """``NEW CONSTANT x \\in S``, ``NEW VARIABLE x``, ``NEW STATE F(_)`` ..."""
    raise NotImplementedError


def introduce(binds: Sequence[ast.BindGroup], scope: Scope) -> Introduced:
    """Declare the variables of TAKE, or of PICK before its body, as rigid constants."""
    raise NotImplementedError


def define(unit: ast.OpDef | ast.FnDef | ast.InstanceDef | ast.RecursiveDecl, scope: Scope
           ) -> tuple[Scope, tuple[Definition, ...]]:
    """A definition inside a proof (DEFINE, or a step that is an INSTANCE): the scope with it, and the new definitions."""
    raise NotImplementedError


def step_entry(name: str, body: ast.StepBody, scope: Scope, data: object = None) -> StepEntry:
    """The entry under which a step is cited: ``scope.bind_step(step_entry("<1>2", body, scope_before))``.

    Its statement: the assertion, ``ASSUME c PROVE goal`` is not added for CASE (the caller knows the goal;
    it may replace ``statement``); for PICK the existential; for SUFFICES, HAVE, WITNESS what is written.
    """
    raise NotImplementedError


def resolve_fact(node: ast.Expr, scope: Scope) -> ResolvedFact:
    """What a fact in BY or USE is."""
    raise NotImplementedError


def resolve_definition(node: ast.OpApp, scope: Scope) -> tuple[Symbol, ...]:
    """The defined symbols that a name in a DEF list stands for (``Foo``, ``I!Op``, ``Dec!\\ll``).

    Empty for interpreted operators, which are always known.  A name in DEF that is a theorem or
    assumption, or that is unknown, is refused.
    """
    raise NotImplementedError
