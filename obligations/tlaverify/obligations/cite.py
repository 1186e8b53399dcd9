"""BY, USE and HIDE: which facts and definitions a citation makes usable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tlaverify.kernel.sequent import Hypothesis, New, Place, Sequent
from tlaverify.kernel.term import Level, Symbol, Term
from tlaverify.obligations.context import Context, Fact, assumed, assumptions, holds_always
from tlaverify.obligations.emit import Emitter, refuse
from tlaverify.semantics import elaborate
from tlaverify.semantics.elaborate import BackendFact, FormulaFact, ModuleFact, NamedFact, StepFact
from tlaverify.semantics.scope import Backend, FactEntry, Scope
from tlaverify.syntax import ast

__all__ = ["cite", "definitions_named", "hide", "stated"]


def cite(
    context: Context, facts: Sequence[ast.Expr], defs: Sequence[ast.OpApp], only: bool,
    step: str, emitter: Emitter,
) -> Context:
    """The context with ``facts`` usable and ``defs`` visible.

    A raw formula among the facts is an obligation of its own (``/fact1`` ...), proved from the
    facts before it; one that stands in the context word by word is that fact.  With ``only``
    the facts that were usable before are forgotten afterwards (the domains of NEW symbols stay).
    Raises DiagnosticError for an unknown fact or definition.
    """
    before = len(context.facts)
    context = replace(context, visible=context.visible | definitions_named(context.scope, defs))
    for number, fact in enumerate(facts, 1):
        context = _cite_one(context, fact, number, step, emitter)
    return context.forget(before) if only else context


def definitions_named(scope: Scope, defs: Iterable[ast.OpApp]) -> frozenset[Symbol]:
    """The symbols that a DEF list names."""
    return frozenset(s for d in defs for s in elaborate.resolve_definition(d, scope))


def _cite_one(context: Context, fact: ast.Expr, number: int, step: str, emitter: Emitter) -> Context:
    place = context.scope.place(fact.span)
    _refuse_own_theorem(context.scope, fact, place)
    match elaborate.resolve_fact(fact, context.scope):
        case BackendFact(backend=backend):
            return replace(context, backends=context.backends | _pragmas(backend))
        case StepFact(entry=entry):
            return context.with_facts(_usable(_cited(entry.data, entry.name, place)))
        case NamedFact(entry=named, statement=statement):
            return context.with_facts((stated(context.scope, named, statement),))
        case ModuleFact(entries=entries):
            return context.with_facts(
                stated(context.scope, e, e.statement)
                for e in entries
                if (e.assumed or e.theorem) and not e.params
            )
        case FormulaFact(formula=formula):
            if isinstance(formula, Sequent):
                return _raw_sequent(context, formula, number, step, place, emitter)
            return _raw(context, formula, number, step, place, emitter)


def _refuse_own_theorem(scope: Scope, fact: ast.Expr, place: Place) -> None:
    """In its own proof the name of a theorem is its formula, and no fact."""
    if not isinstance(fact, ast.OpApp) or len(fact.path) != 1 or not isinstance(fact.path[0], ast.Name):
        return
    entry = scope.lookup(fact.path[0].name)
    if not isinstance(entry, FactEntry) or entry.theorem or entry.assumed or entry.module != scope.module:
        return
    if entry.keyword not in ("ASSUME", "ASSUMPTION", "AXIOM"):
        raise refuse("unknown-fact", f"{entry.name} is cited in its own proof", place)


def _pragmas(backend: Backend) -> frozenset[str]:
    return frozenset(backend.provers or (backend.name.lower(),))


def _cited(data: object, name: str, place: Place) -> tuple[Fact, ...]:
    if not isinstance(data, tuple) or not all(isinstance(f, Fact) for f in data):
        hints = ("a definition is cited after DEF",) if data else ()
        raise refuse("unknown-fact", f"{name} states nothing that can be cited", place, hints=hints)
    return data


def _usable(facts: Iterable[Fact]) -> Iterable[Fact]:
    return (replace(f, usable=True) for f in facts)


def stated(scope: Scope, entry: FactEntry, statement: Term | Sequent) -> Fact:
    """The fact that a theorem or assumption is, cited in ``scope``.

    A theorem holds in every state; so does an assumption, if it is of constant level as it must be.
    """
    name = entry.name
    if entry.theorem:
        fact = Hypothesis(statement, name, True, entry.place, Level.CONSTANT)
    else:
        fact = assumed(statement, scope.definitions, name, entry.place)
    return Fact(fact, usable=True, rests=(_reference(scope, entry),))


def _reference(scope: Scope, entry: FactEntry) -> str:
    """What tells a fact from others at the end of the file: ``Thm``, ``I!Thm``, ``MODULE Extended!Thm``.

    A name of a proof or of a nested module means nothing there, or something else, and an instance may have
    the name of a module that is extended: ``MODULE M!Thm`` is the theorem of that module.
    """
    name = entry.name
    nested = scope.origin.partition("!")[0].removesuffix(" (file)") != scope.module
    extended = "!" not in name and entry.module != scope.module
    if entry.in_proof or nested or extended:
        return f"MODULE {entry.module}!{name.rpartition('!')[2]}"
    return name


def _raw(
    context: Context, formula: Term, number: int, step: str, place: Place, emitter: Emitter
) -> Context:
    emitter.support(context, step, "fact", place, formula, suffix=f"fact{number}")
    known = context.find(formula)
    if known is not None:
        return context.with_facts((replace(known, usable=True, domain=False),))
    boxable = context.boxed or holds_always(formula, context.definitions)
    fact = Hypothesis(formula, "", boxable, place, context.under)
    return context.with_facts((Fact(fact, usable=True),))


def _raw_sequent(
    context: Context, sequent: Sequent, number: int, step: str, place: Place, emitter: Emitter
) -> Context:
    """An ASSUME/PROVE among the facts: proved under its own assumptions."""
    news = tuple(e.symbol for e in sequent.context if isinstance(e, New))
    scope = replace(context.scope, declared=(*context.scope.declared, *news))
    facts = assumptions(sequent, context.definitions, "", True, place)
    emitter.emit(context.enter(sequent, facts, scope), step, "fact", place, suffix=f"fact{number}")
    boxable = context.boxed or holds_always(sequent, context.definitions)
    return context.with_facts((Fact(Hypothesis(sequent, "", boxable, place), usable=True),))


def hide(context: Context, node: ast.UseHide) -> Context:
    """HIDE: the facts are no longer usable, the definitions no longer visible.

    Raises DiagnosticError for a fact that is not in the context.
    """
    visible = context.visible - definitions_named(context.scope, node.defs)
    context = replace(context, visible=visible)
    for fact in node.facts:
        place = context.scope.place(fact.span)
        match elaborate.resolve_fact(fact, context.scope):
            case BackendFact(backend=backend):
                context = replace(context, backends=context.backends - _pragmas(backend))
            case StepFact(entry=entry):
                facts = _cited(entry.data, entry.name, place)
                context = context.hide(f.hypothesis.statement for f in facts)
            case NamedFact(statement=statement):
                context = context.hide((statement,))
            case ModuleFact(entries=entries):
                context = context.hide(e.statement for e in entries)
            case FormulaFact():
                message = "HIDE takes the names of theorems, assumptions and steps, no formulas"
                raise refuse("unknown-fact", message, place)
    return context
