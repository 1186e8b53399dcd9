"""An obligation as TLA+ text: what may be used above the line, the goal below."""

from __future__ import annotations

from collections.abc import Iterator

from tlaverify.kernel.sequent import Hypothesis, New, Obligation, Sequent
from tlaverify.kernel.term import Kind, Symbol, Term
from tlaverify.report.diagnostics import shown_path
from tlaverify.semantics.printing import show

__all__ = ["sequent_lines"]

_KEYWORDS = {Kind.CONSTANT: "CONSTANT", Kind.VARIABLE: "VARIABLE"}


def sequent_lines(obligation: Obligation) -> Iterator[str]:
    """The lines of one obligation.

    First a comment with its id and place; then the declared names, each usable fact with the name by which
    it is cited, and the definitions that may be expanded; a line; the goal.
    """
    place = obligation.place
    yield f"\\* {obligation.id}  ({shown_path(place.path)}:{place.line}:{place.column})"
    if obligation.refused:
        yield f"\\* {obligation.refused}"
        return
    if obligation.omitted:
        yield "\\* the proof is omitted or missing"
    for keyword, names in _declarations(obligation.declared):
        yield f"{keyword} {', '.join(names)}"
    for hypothesis in obligation.hypotheses:
        yield from _fact(hypothesis)
    visible = sorted({s.name for s in obligation.visible})
    if visible:
        yield f"DEF {', '.join(visible)}"
    yield "-" * 60
    yield from show(obligation.goal).split("\n")


def _declarations(symbols: tuple[Symbol, ...]) -> Iterator[tuple[str, list[str]]]:
    """The declared names in their order, neighbours of one kind together."""
    last: tuple[str, list[str]] | None = None
    for symbol in symbols:
        keyword = _KEYWORDS.get(symbol.kind, f"NEW {symbol.level.name}")
        name = f"{symbol.name}({', '.join('_' * symbol.arity)})" if symbol.arity else symbol.name
        if last is not None and last[0] == keyword:
            last[1].append(name)
        else:
            if last is not None:
                yield last
            last = (keyword, [name])
    if last is not None:
        yield last


def _fact(hypothesis: Hypothesis) -> Iterator[str]:
    lines = statement_text(hypothesis.statement).split("\n")
    label = f"  \\* {hypothesis.name}" if hypothesis.name else ""
    yield f"{lines[0]}{label}"
    yield from lines[1:]


def statement_text(statement: Term | Sequent) -> str:
    """A formula, or ``ASSUME ... PROVE ...``, as TLA+ text."""
    if isinstance(statement, Term):
        return show(statement)
    parts = [_element(e) for e in statement.context]
    goal = show(statement.goal).replace("\n", "\n         ")
    if not parts:
        return goal
    indented = [part.replace("\n", "\n         ") for part in parts]
    box = "[]" if statement.boxed else ""
    return f"{box}ASSUME  " + ",\n        ".join(indented) + f"\n{box}PROVE   {goal}"


def _element(element: New | Term | Sequent) -> str:
    if not isinstance(element, New):
        return statement_text(element)
    symbol = element.symbol
    keyword = {Kind.CONSTANT: "NEW", Kind.VARIABLE: "NEW VARIABLE"}.get(
        symbol.kind, f"NEW {symbol.level.name}"
    )
    name = f"{symbol.name}({', '.join('_' * symbol.arity)})" if symbol.arity else symbol.name
    return f"{keyword} {name}" + (f" \\in {show(element.domain)}" if element.domain is not None else "")
