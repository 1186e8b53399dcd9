"""The obligations of a module: one list for each of its theorems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from tlaverify.kernel.diagnostic import Diagnostic, DiagnosticError
from tlaverify.kernel.sequent import Hypothesis, Obligation, Place, Sequent
from tlaverify.kernel.term import Level, Symbol, Term, builtin
from tlaverify.obligations.cite import cite, hide, stated
from tlaverify.obligations.context import HINTS, Around, Context, Fact, assumptions
from tlaverify.obligations.emit import Emitter
from tlaverify.obligations.proofs import prove
from tlaverify.obligations.temporal_goals import is_temporal
from tlaverify.semantics.program import AssumedUnit, ModuleInfo, NestedUnit, Program, TheoremUnit, UseHideUnit
from tlaverify.semantics.scope import Entry, FactEntry, InstanceEntry

__all__ = ["TheoremObligations", "generate", "obligations_of"]

_TRUE = builtin("TRUE")


@dataclass(frozen=True, slots=True)
class TheoremObligations:
    """What there is to prove for one theorem, or for the raw facts of a module-level USE.

    id         ``Module!Theorem``; ``name`` its second part (``line 12`` for an unnamed theorem).
    keyword    THEOREM, LEMMA ..., or USE.
    place      the theorem with its proof.
    rests_on   the theorems and assumptions that its proof cites.
    """

    id: str
    name: str
    keyword: str
    place: Place
    statement: Term | Sequent | None
    obligations: tuple[Obligation, ...]
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _State:
    """What module-level USE and HIDE have put in force."""

    facts: tuple[Fact, ...] = ()
    visible: frozenset[Symbol] = frozenset()
    backends: frozenset[str] = frozenset()
    around: tuple[Hypothesis, ...] = ()
    before: tuple[Fact, ...] = ()
    formulas: frozenset[Symbol] = frozenset()


@dataclass(slots=True)
class _Wrong:
    """What is wrong; ``everywhere`` says that the proofs behind a part of it all depend on that."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    everywhere: bool = False


def obligations_of(module: ModuleInfo, program: Program) -> list[TheoremObligations]:
    """What ``generate`` yields.  Raises DiagnosticError with all that is wrong in the module's proofs."""
    out, diagnostics = generate(module, program)
    if diagnostics:
        raise DiagnosticError(diagnostics)
    return out


def generate(module: ModuleInfo, program: Program) -> tuple[list[TheoremObligations], list[Diagnostic]]:
    """The obligations of the module's own theorems, and of the modules nested in it, in textual order,
    and all that is wrong in its proofs: unknown facts and definitions, expressions that are refused, steps
    that do not fit their goal.

    A step that is wrong has an obligation that is ``refused``, and so has what depends on it; the rest
    is what it would be.  USE and HIDE of the modules that it extends have no effect here.  Raises
    DiagnosticError for a USE or HIDE between the theorems that is wrong, for all behind it depends on it.
    """
    wrong = _Wrong()
    formulas = frozenset(_formula_names(module.scope.names.values()))
    before = tuple(_before(module, a) for a in module.assumes if a.module != module.name)
    state = _State(around=tuple(_extended(module))[-HINTS:], before=before, formulas=formulas)
    out = _module(module, state, wrong)
    if wrong.everywhere:
        raise DiagnosticError(wrong.diagnostics)
    return out, wrong.diagnostics


def _formula_names(entries: Iterable[Entry]) -> Iterator[Symbol]:
    """The names of theorems and assumptions: where they stand as formulas they are always expanded."""
    for entry in entries:
        if isinstance(entry, FactEntry) and entry.symbol is not None:
            yield entry.symbol
        elif isinstance(entry, InstanceEntry):
            yield from _formula_names(entry.members.values())


def _extended(module: ModuleInfo) -> Iterator[Hypothesis]:
    """For hints: the facts of the modules that it extends and instantiates, the library's first."""
    found: dict[int, FactEntry] = {}
    todo = list(module.scope.names.values())
    while todo:
        entry = todo.pop(0)
        if isinstance(entry, InstanceEntry):
            todo.extend(entry.members.values())
        elif isinstance(entry, FactEntry) and not entry.params:
            found[id(entry)] = entry
    for entry in sorted(found.values(), key=lambda e: not e.library):
        if (entry.assumed or entry.theorem) and (entry.module != module.name or "!" in entry.name):
            yield _around(entry.statement, entry.name, entry.place, entry.assumed)


def _around(statement: Term | Sequent, name: str, place: Place, assumed: bool) -> Hypothesis:
    """A fact of a module; what is assumed there is of constant level."""
    return Hypothesis(statement, name, assumed, place, Level.CONSTANT if assumed else Level.TEMPORAL)


def _before(module: ModuleInfo, entry: FactEntry) -> Fact:
    """An assumption or theorem as a fact that is known, but not usable."""
    return replace(stated(module.scope, entry, entry.statement), usable=False)


def _module(module: ModuleInfo, state: _State, wrong: _Wrong) -> list[TheoremObligations]:
    out: list[TheoremObligations] = []
    for unit in module.units:
        if isinstance(unit, TheoremUnit):
            out.append(_theorem(module, unit, state, wrong))
        if isinstance(unit, (TheoremUnit, AssumedUnit)):
            assumed = isinstance(unit, AssumedUnit)
            if assumed or unit.name is not None:
                fact = _around(unit.statement, unit.name or "", unit.place, assumed)
                before = (*state.before, _before(module, unit.entry))
                state = replace(state, around=(*state.around, fact)[-HINTS:], before=before)
        elif isinstance(unit, UseHideUnit):
            try:
                state, raw = _use(module, unit, state)
            except DiagnosticError as error:
                wrong.diagnostics.extend(error.diagnostics)
                wrong.everywhere = True
                continue
            if raw is not None:
                out.append(raw)
        elif isinstance(unit, NestedUnit):
            out.extend(_module(unit.module, state, wrong))
    return out


def _theorem(
    module: ModuleInfo, unit: TheoremUnit, state: _State, wrong: _Wrong
) -> TheoremObligations:
    statement = unit.statement
    sequent = statement if isinstance(statement, Sequent) else Sequent((), statement)
    own = f"{module.name}!{unit.id}"
    place = module.source.place(unit.node.statement.span)
    emitter = Emitter()
    context = Context(
        scope=unit.inner, goal=sequent.goal, facts=state.facts, visible=state.visible,
        backends=state.backends, around=Around.of(state.around), before=state.before, formulas=state.formulas,
    )
    context = context.enter(
        sequent, assumptions(sequent, context.definitions, "", True, place), context.scope
    )
    temporal = is_temporal(statement, context.definitions)
    prove(context, unit.node.proof, own, place, emitter, temporal=temporal)
    wrong.diagnostics.extend(emitter.diagnostics)
    rests = dict.fromkeys(name for o in emitter.obligations for name in o.rests_on)
    return TheoremObligations(
        own, unit.id, unit.keyword, module.source.place(unit.node.span), statement,
        tuple(emitter.obligations), tuple(rests),
    )


def _use(
    module: ModuleInfo, unit: UseHideUnit, state: _State
) -> tuple[_State, TheoremObligations | None]:
    """USE or HIDE at module level, and the obligations of its raw facts if it has any.

    Raises DiagnosticError.
    """
    name = unit.id
    own = f"{module.name}!{name}"
    emitter = Emitter()
    context = Context(
        scope=unit.before, goal=_TRUE, facts=state.facts, visible=state.visible,
        backends=state.backends, around=Around.of(state.around), before=state.before, formulas=state.formulas,
    )
    if unit.node.hide:
        context = hide(context, unit.node)
    else:
        context = cite(context, unit.node.facts, unit.node.defs, unit.node.only, own, emitter)
    facts = context.facts
    if emitter.obligations:  # the raw facts among them rest on this USE, as others do on a theorem
        facts = tuple(f if f.rests else replace(f, rests=(f"USE {own}",)) for f in facts)
    state = replace(state, facts=facts, visible=context.visible, backends=context.backends)
    if not emitter.obligations:
        return state, None
    rests = dict.fromkeys(name for o in emitter.obligations for name in o.rests_on)
    return state, TheoremObligations(
        own, name, "USE", unit.place, None, tuple(emitter.obligations), tuple(rests)
    )
