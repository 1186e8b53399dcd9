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

from tlaverify.kernel.rewrite import substitute
from tlaverify.kernel.sequent import Definition, New, Sequent
from tlaverify.kernel.term import Kind, Lambda, Level, Symbol, Term, builtin, ref
from tlaverify.semantics import statements
from tlaverify.semantics.definitions import define_operator, run_units
from tlaverify.semantics.expressions import Elaborator
from tlaverify.semantics.instance import instantiate, put
from tlaverify.semantics.names import BUILTIN_ARITY
from tlaverify.semantics.paths import select
from tlaverify.semantics.problems import already_told, did_you_mean, refuse
from tlaverify.semantics.scope import (
    Backend,
    Broken,
    Defined,
    FactEntry,
    Forward,
    InstanceEntry,
    Interpreted,
    Meaning,
    ModuleEntry,
    OperatorInfo,
    Scope,
    StepEntry,
    Text,
)
from tlaverify.syntax import ast

__all__ = [
    "BackendFact",
    "FormulaFact",
    "Introduced",
    "ModuleFact",
    "NamedFact",
    "ResolvedFact",
    "StepFact",
    "assume",
    "declare_new",
    "define",
    "expression",
    "formula",
    "introduce",
    "resolve_definition",
    "resolve_fact",
    "statement",
    "step_entry",
]


@dataclass(frozen=True, slots=True)
class Introduced:
    """What TAKE and PICK introduce.

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

    formula: Term | Sequent


ResolvedFact = NamedFact | StepFact | BackendFact | ModuleFact | FormulaFact


def expression(node: ast.Expr, scope: Scope, limit: Level = Level.TEMPORAL) -> Term:
    """The term of an expression, arities and levels checked; refused if its level is above ``limit``."""
    elab = Elaborator(scope)
    term = elab.expression(node, scope)
    elab.require(term, limit, node.span, scope, "this")
    return term


def formula(node: ast.Expr, scope: Scope) -> Term:
    """The term of what a step states: the labels in it are counted from here."""
    return Elaborator(scope).body(node, scope)


def statement(node: ast.Expr | ast.AssumeProve, scope: Scope) -> Term | Sequent:
    """A formula or ASSUME/PROVE."""
    return statements.statement(Elaborator(scope), node, scope)[0]


def assume(node: ast.Expr | ast.AssumeProve, scope: Scope) -> tuple[Sequent, Scope]:
    """A statement as a Sequent (a plain formula has an empty context), and the scope inside it."""
    stated, inner = statements.statement(Elaborator(scope), node, scope)
    return (stated if isinstance(stated, Sequent) else Sequent((), stated)), inner


def declare_new(node: ast.NewDecl, scope: Scope) -> tuple[New, Scope]:
    """``NEW CONSTANT x \\in S``, ``NEW VARIABLE x``, ``NEW STATE F(_)`` ..."""
    return statements.declare(Elaborator(scope), node, scope)


def introduce(binds: Sequence[ast.BindGroup], scope: Scope) -> Introduced:
    """Declare the variables of TAKE, or of PICK before its body, as rigid constants.

    Domains are elaborated in ``scope``; a later one does not see the variables before it.
    """
    elab = Elaborator(scope)
    _, groups = elab.groups(binds, scope)
    news: list[New] = []
    facts: list[Term] = []
    declared: dict[Symbol, Term] = {}
    for group, bind in zip(groups, binds, strict=True):
        plain = group.bounds()
        for i, bound in enumerate(group.symbols):
            symbol = Symbol(bound.name, Kind.CONSTANT, 0, Level.CONSTANT, scope.origin)
            span = bind.name_spans[i] if i < len(bind.name_spans) else bind.span
            scope = scope.declare(bound.name, symbol, scope.place(span))
            declared[bound] = ref(symbol)
            news.append(New(symbol, plain[i].domain if plain is not None else None))
        if plain is None and group.domain is not None:
            facts.append(builtin("\\in", substitute(group.tuple(), declared), group.domain))
    return Introduced(scope, tuple(news), tuple(facts))


def define(
    unit: ast.OpDef | ast.FnDef | ast.InstanceDef | ast.RecursiveDecl | Sequence[ast.Unit], scope: Scope
) -> tuple[Scope, tuple[Definition, ...]]:
    """Definitions inside a proof (DEFINE, or a step that is an INSTANCE): the scope with them, and them.

    Give all units of a DEFINE at once where one of them is RECURSIVE.  The definitions of an INSTANCE
    are in the scope's ``definitions``; those that its names stand for are returned.
    """
    units: Sequence[ast.Unit] = unit if isinstance(unit, Sequence) else (unit,)
    elab = Elaborator(scope)

    def step(u: ast.Unit, inner: Scope) -> tuple[Scope, tuple[Definition, ...]]:
        elab.within(inner)
        if isinstance(u, ast.InstanceDef):
            new, added = instantiate(elab, u, inner)
            return new, tuple(_definitions_in(added.values()))
        if not isinstance(u, (ast.OpDef, ast.FnDef)):
            raise refuse("not-a-definition", "only definitions may stand in DEFINE", inner, u.span)
        new, entry = define_operator(elab, u, inner)
        return new, ((entry.definition,) if isinstance(entry, Defined) else ())

    def forward(op: ast.Arity, info: OperatorInfo, inner: Scope) -> Forward:
        symbol = Symbol(op.name, Kind.DEFINED, op.arity, info.level, inner.origin)
        return Forward(symbol, info, (0,) * op.arity, inner.place(op.span))

    result, found = run_units(units, scope, step, forward)
    return result, tuple(d for ds in found for d in ds)


def _definitions_in(entries: object) -> list[Definition]:
    out: list[Definition] = []
    for entry in entries:  # type: ignore[attr-defined]
        if isinstance(entry, Defined):
            out.append(entry.definition)
        elif isinstance(entry, InstanceEntry):
            out.extend(_definitions_in(entry.members.values()))
    return out


def step_entry(
    name: str,
    body: ast.StepBody,
    scope: Scope,
    data: object = None,
    stated: Term | Sequent | None = None,
    inner: Scope | None = None,
) -> StepEntry:
    """The entry under which a step is cited: ``scope.bind_step(step_entry("<1>2", body, scope_before))``.

    stated  the statement of an assertion, which the step's name stands for in formulas; without it that is
            elaborated.  The names of other steps stand for no formula.
    inner   the scope inside the step's ASSUME/PROVE, where the caller has declared its NEWs: only then can
            the assumptions after a NEW be named, ``<1>2!3``, from where those symbols are in scope.
    """
    text = None
    statement = None
    if isinstance(body, (ast.Assertion, ast.Suffices)):
        if stated is None or inner is None:
            again, within = statements.statement(Elaborator(scope), body.statement, scope)
            stated = again if stated is None else stated
            inner = within if inner is None else inner
        sequent = isinstance(statements.strip_label(body.statement), ast.AssumeProve)
        suffices = isinstance(body, ast.Suffices)
        text = Text(body.statement, scope, inner=inner if sequent else None, suffices=suffices and sequent)
        statement = None if suffices else stated
    elif isinstance(body, ast.Pick):
        text = Text(ast.Quant("\\E", body.binds, body.body, span=body.span), scope)
    elif isinstance(body, ast.CaseStep):
        text = Text(ast.OpApp((ast.Name("CASE", (body.condition,)),), span=body.span), scope)
    elif isinstance(body, ast.Have):
        text = Text(ast.OpApp((ast.Name("HAVE", (body.formula,)),), span=body.span), scope)
    return StepEntry(name, statement, text, data, scope.place(body.span))


def resolve_fact(node: ast.Expr, scope: Scope) -> ResolvedFact:
    """What a fact in BY or USE is."""
    bare = node
    while isinstance(bare, ast.Paren):
        bare = bare.body
    if isinstance(bare, ast.AssumeProve):
        return FormulaFact(statement(bare, scope))
    first = bare.path[0] if isinstance(bare, ast.OpApp) else None
    if (
        not isinstance(bare, ast.OpApp)
        or not isinstance(first, ast.Name)
        or (len(bare.path) == 1 and first.name in BUILTIN_ARITY)
    ):
        return FormulaFact(expression(node, scope))
    if first.name.startswith("MODULE "):
        return _module_fact(first.name.removeprefix("MODULE ").strip(), bare, scope)
    elab = Elaborator(scope)
    entry = scope.lookup(first.name)
    if isinstance(entry, InstanceEntry) and len(bare.path) == 1:
        if entry.params:
            raise refuse(
                "not-a-formula",
                f"the instance `{entry.name}` has parameters and is no fact",
                scope,
                bare.span,
            )
        return ModuleFact(
            entry.name, tuple(m for m in entry.members.values() if isinstance(m, FactEntry) and m.theorem)
        )
    entry, used, args = elab.resolve(bare, scope)
    if used < len(bare.path):
        found = select(elab, bare, entry, used, args, scope)
        if isinstance(found, Lambda):
            raise refuse("not-a-formula", "this names an operator; give it its arguments", scope, bare.span)
        return FormulaFact(found)
    if isinstance(entry, StepEntry):
        return StepFact(entry)
    if isinstance(entry, FactEntry) and (entry.theorem or entry.assumed):
        stated = entry.statement
        if entry.params or args:
            if len(args) != len(entry.params):
                raise refuse(
                    "arity",
                    f"`{entry.name}` takes {len(entry.params)} arguments, not {len(args)}",
                    scope,
                    bare.span,
                )
            values = {
                p: elab.expression(a, scope) if p.arity == 0 else elab.operator(a, p.arity, scope)
                for p, a in zip(entry.params, args, strict=True)
            }
            elab.check_fact_arguments(entry, tuple(values.values()), [a.span for a in args], scope)
            stated = put(stated, values)
        return NamedFact(entry, stated)
    if isinstance(entry, Defined) and entry.backend is not None:
        term = elab.apply(entry, args, bare, scope)
        return BackendFact(entry.backend, getattr(term, "args", ()))
    return FormulaFact(elab.apply(entry, args, bare, scope))


def _module_fact(name: str, node: ast.OpApp, scope: Scope) -> ModuleFact:
    entries = tuple(
        e
        for e in scope.names.values()
        if isinstance(e, FactEntry) and e.module == name and (e.theorem or e.assumed)
    )
    if not entries and not isinstance(scope.lookup(f"MODULE {name}"), ModuleEntry) and name != scope.module:
        known = [n.removeprefix("MODULE ") for n in scope.names if n.startswith("MODULE ")]
        raise refuse(
            "missing-module",
            f"module {name} is neither extended nor instantiated here",
            scope,
            node.span,
            hints=did_you_mean(name, known),
        )
    return ModuleFact(name, entries)


def resolve_definition(node: ast.OpApp, scope: Scope) -> tuple[Symbol, ...]:
    """The defined symbols that a name in a DEF list stands for (``Foo``, ``I!Op``, ``Dec!\\ll``).

    ``I`` alone stands for all operators of an instance, ``MODULE M`` for all of a module.  Empty for
    the interpreted operators of standard modules, which are always known, and for pragmas.  An
    operator of the language, a declared symbol or an unknown name is refused.
    """
    first = node.path[0]
    assert isinstance(first, ast.Name)
    if first.name.startswith("MODULE "):
        name = first.name.removeprefix("MODULE ").strip()
        return tuple(
            e.definition.symbol
            for e in scope.names.values()
            if isinstance(e, Defined) and e.definition.symbol.scope.split("/")[0] == name
        )
    if len(node.path) == 1 and first.name in BUILTIN_ARITY:
        raise refuse(
            "not-a-definition",
            f"`{first.name}` belongs to the language and has no definition",
            scope,
            node.span,
            hints=("leave it out: its meaning is always known",),
        )
    entry = scope.lookup(first.name)
    if isinstance(entry, InstanceEntry) and len(node.path) == 1:
        return tuple(d.symbol for d in _definitions_in(entry.members.values()))
    entry, used, _ = Elaborator(scope).resolve(node, scope)
    if used < len(node.path):
        raise refuse("not-a-definition", "a DEF list names definitions, not subexpressions", scope, node.span)
    if isinstance(entry, Defined):
        return (entry.definition.symbol,)
    if isinstance(entry, (Interpreted, Meaning)):
        return ()
    if isinstance(entry, Broken):
        raise already_told()
    if isinstance(entry, InstanceEntry):
        return tuple(d.symbol for d in _definitions_in(entry.members.values()))
    if isinstance(entry, FactEntry) and entry.symbol is not None:
        return (entry.symbol,)
    if (
        isinstance(entry, StepEntry)
        and isinstance(entry.data, tuple)
        and all(isinstance(s, Symbol) for s in entry.data)
    ):
        return entry.data
    raise refuse(
        "not-a-definition",
        f"`{first.name}` is not defined by a definition, so DEF cannot expand it",
        scope,
        node.span,
    )
