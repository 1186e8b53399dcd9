"""Collecting the obligations and diagnostics of one theorem."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from tlaverify.kernel.diagnostic import Annotation, Diagnostic, DiagnosticError
from tlaverify.kernel.sequent import Definition, Hypothesis, Obligation, Place, Sequent
from tlaverify.kernel.term import Level, Symbol, Term
from tlaverify.obligations.context import Context
from tlaverify.obligations.replace import symbols_of, terms_of
from tlaverify.semantics.levels import level_of

__all__ = ["Emitter", "refuse"]

T = TypeVar("T")


@dataclass(slots=True)
class Emitter:
    """What a walk over one theorem's proof has found so far."""

    obligations: list[Obligation] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    lost: str = ""
    """Why what is emitted now cannot be trusted to be what the text says; empty where it can."""
    _used: set[str] = field(default_factory=set)
    _symbols: dict[Term, frozenset[Symbol]] = field(default_factory=dict)

    def emit(
        self,
        context: Context,
        step: str,
        kind: str,
        place: Place,
        *,
        goal: Term | None = None,
        extra: Iterable[Hypothesis] = (),
        backends: Iterable[str] = (),
        omitted: bool = False,
        suffix: str = "",
        rests: Iterable[str] = (),
    ) -> None:
        """The obligation ``usable facts of context, extra |- goal`` (the context's own goal by default).

        rests  the names of the theorems and assumptions among ``extra``.
        """
        if self.lost:
            self.refuse(context, step, suffix or kind, place, self.lost)
            return
        goal = context.goal if goal is None else goal
        hypotheses = (*context.usable(), *extra)
        pragmas = _joined(context.backends, frozenset(backends))
        definitions = context.definitions
        formulas = self._formulas((goal, *(h.statement for h in hypotheses)), context)
        visible = _joined(context.visible, formulas)
        if "autouse" in pragmas:
            visible = frozenset(definitions)
        hidden, around = context.hidden()
        self.obligations.append(
            Obligation(
                id=self._name(f"{step}/{suffix or kind}"),
                step=step,
                kind=kind,
                place=place,
                declared=context.scope.declared,
                hypotheses=hypotheses,
                goal=goal,
                definitions=definitions,
                visible=visible,
                hidden=hidden,
                around=around,
                backends=pragmas,
                omitted=omitted,
                rests_on=tuple(dict.fromkeys((*context.rests_on(), *rests))),
                level=_level((goal, *(h.statement for h in hypotheses)), definitions),
            )
        )

    def refuse(self, context: Context, step: str, kind: str, place: Place, why: str) -> None:
        """The obligation of a step that could not be read, which is an error and nothing else."""
        self.obligations.append(
            Obligation(
                self._name(f"{step}/{kind}"), step, kind, place, context.scope.declared, (), context.goal,
                context.definitions, frozenset(), refused=why,
            )
        )

    def _formulas(self, statements: Iterable[Term | Sequent], context: Context) -> frozenset[Symbol]:
        """The theorem names that the statements, or visible definitions in them, mention."""
        seen: set[Symbol] = set()
        todo = [s for term in terms_of(statements) for s in symbols_of(term, self._symbols)]
        while todo:
            symbol = todo.pop()
            if symbol in seen or not (symbol in context.visible or symbol in context.formulas):
                continue
            seen.add(symbol)
            definition = context.definitions.get(symbol)
            if definition is not None:
                todo.extend(symbols_of(definition.body, self._symbols))
        return context.formulas & seen

    def support(
        self, context: Context, step: str, kind: str, place: Place, goal: Term, suffix: str = ""
    ) -> None:
        """The obligation of a formula that a step rests on.

        One that stands in the context word by word counts as cited, usable or not.
        """
        known = context.find(goal)
        extra, rests = ((), ()) if known is None else ((known.hypothesis,), known.rests)
        self.emit(context, step, kind, place, goal=goal, extra=extra, suffix=suffix, rests=rests)

    def _name(self, wanted: str) -> str:
        name, n = wanted, 1
        while name in self._used:
            n += 1
            name = f"{wanted}{n}"
        self._used.add(name)
        return name

    def report(self, error: DiagnosticError) -> str:
        """Keep the diagnostics of a step that could not be read; the walk goes on.  Returns why, in words."""
        self.diagnostics.extend(error.diagnostics)
        cause = error.diagnostics[0].message if error.diagnostics else "it depends on what could not be read"
        return f"not checked: {cause}"


def _joined(known: frozenset[T], more: frozenset[T]) -> frozenset[T]:
    """The union; ``known`` itself where that is it, for thousands of obligations have the same."""
    return known if more <= known else known | more


def _level(statements: Iterable[Term | Sequent], definitions: Mapping[Symbol, Definition]) -> Level:
    """The greatest level of the statements."""
    level = Level.CONSTANT
    for term in terms_of(statements):
        level = max(level, level_of(term, definitions))
        if level is Level.TEMPORAL:
            break
    return level


def refuse(
    code: str, message: str, place: Place, label: str = "", hints: tuple[str, ...] = ()
) -> DiagnosticError:
    """An error at a place of the proof."""
    return DiagnosticError([Diagnostic(code, message, (Annotation(place, label),), hints=hints)])
