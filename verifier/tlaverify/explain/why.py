"""Why the goal is false, in lines: the definition, its conjunct, the values, the false formula."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from tlaverify.evaluate.values import Value
from tlaverify.explain.blame import Reason
from tlaverify.explain.layout import Layout
from tlaverify.kernel.rewrite import subterms
from tlaverify.kernel.term import Apply, Bind, Binder, Kind, Level, Term, builtin, is_builtin
from tlaverify.semantics.printing import show

__all__ = ["why_lines"]

_MOST_LINES: Final = 4
_LONGEST_PART: Final = 60
_LONGEST_UNBROKEN: Final = 40
_HARD_SPACE: Final = "\N{NO-BREAK SPACE}"
_MOST_ALTERNATIVES: Final = 4


def why_lines(reasons: Sequence[Reason], layout: Layout, brief: bool = False) -> Iterator[str]:
    """The way from the goal to what is false; ``brief``: only its last station."""
    if not reasons:
        return
    last = reasons[-1]
    asserted = max((i for i, r in enumerate(reasons) if not r.holds), default=0)
    home = max((i for i in range(asserted) if _name(reasons[i].term)), default=None)
    inside = reasons[(0 if home is None else home + 1) : asserted + 1]
    subject = "the goal" if home is None else _home(reasons, home)
    values = _new_values(reasons[: asserted + 1])
    part = next((r for r in inside[:-1] if r.conjunct), None)
    part = part or next((r for r in inside[:-1] if not _quantified(r.term)), None)
    if brief or part is None or part.term == reasons[asserted].term:
        yield from _subject(f"{subject}{'' if values else ' demands'}", layout)
        yield from _values(values, layout)
        if values:
            yield "    demands"
    else:
        yield from _subject(subject, layout)
        yield from _values(values, layout)
        if home is not None:
            yield "    its conjunct" if part.conjunct else "    says"
        elif part.conjunct:
            yield "    has the conjunct"
        yield from _formula(part.term, layout)
        yield "    demands"
    yield from _formula(reasons[asserted].term, layout)
    yield from _but(reasons[asserted + 1 :], last, reasons[asserted], layout)


def _name(term: Term) -> str:
    """How a defined formula is called, short enough for a line; empty for another."""
    if isinstance(term, Apply) and term.op.kind is Kind.DEFINED:
        text = show(term)
        return text if len(text) <= _LONGEST_PART else term.op.name
    return ""


def _home(reasons: Sequence[Reason], home: int) -> str:
    """``MsgInv, a part of Inv``."""
    name = _name(reasons[home].term)
    outer = next((n for r in reasons[:home] if (n := _name(r.term)) and n != name), "")
    return f"{name}, a part of {outer}" if outer else name


def _subject(text: str, layout: Layout) -> list[str]:
    return textwrap.wrap(
        text, layout.width, initial_indent="    ", subsequent_indent="      ", break_long_words=False
    )


def _quantified(term: Term) -> bool:
    return isinstance(term, Bind) and term.binder is Binder.FORALL


def _new_values(reasons: Sequence[Reason]) -> list[tuple[str, Value]]:
    """The values of the bound variables, each once."""
    return list(dict.fromkeys(pair for r in reasons for pair in r.values))


def _values(values: Sequence[tuple[str, Value]], layout: Layout) -> Iterator[str]:
    for i, (name, value) in enumerate(values):
        yield from layout.assigned(f"{'   ' if i else 'at '}{name} = ", value, 4)


def _formula(term: Term, layout: Layout) -> Iterator[str]:
    """The formula, cut where it is long."""
    lines: list[str] = []
    for line in show(term, max(30, layout.width - 7)).split("\n"):
        shift = len(line) - len(line.lstrip())
        lines += textwrap.wrap(
            line.strip(), layout.width, initial_indent=" " * (7 + shift),
            subsequent_indent=" " * (11 + shift), break_long_words=False, break_on_hyphens=False,
        )
    if len(lines) > _MOST_LINES + 1:
        lines = [*lines[:_MOST_LINES], "       ..."]
    yield from lines


def _but(flipped: Sequence[Reason], last: Reason, asserted: Reason, layout: Layout) -> Iterator[str]:
    """What speaks against the formula."""
    if flipped:
        known = set(asserted.values)
        new = [(n, v) for n, v in _new_values(flipped) if (n, v) not in known]
        values = [_unbroken(f"{n} = {layout.flat(v)}") for n, v in new]
        head = f"but {' and '.join(values)} makes this TRUE" if values else "but this is TRUE"
        shown = f"~({show(last.term)})"
        if values or show(asserted.term) not in (shown, f"~{show(last.term)}"):
            yield from _wrapped(head, layout)
            yield from _formula(last.term, layout)
            facts = _facts(last, layout, set(_new_values([asserted, *flipped])))
            if facts:
                yield from _wrapped(f"for {facts}", layout)
            return
    known = set(last.values)
    if last.each:
        yield "    but every alternative is false"
        for term, reason in last.each[:_MOST_ALTERNATIVES]:
            yield from _alternative(term, reason, known, layout)
        if len(last.each) > _MOST_ALTERNATIVES:
            yield "       ..."
        return
    words = _note(last, layout) or _facts(last, layout, known)
    if words:
        yield from _wrapped(f"but {words}", layout)


def _note(reason: Reason, layout: Layout) -> str:
    """What is wrong, with the element that is not where it should be."""
    if reason.culprit is None:
        return reason.note
    head = f"{_unbroken(layout.flat(reason.culprit))} is not in it"
    return f"{head}: {reason.note}" if reason.note else head


def _alternative(term: Term, reason: Reason, known: set[tuple[str, Value]], layout: Layout) -> Iterator[str]:
    """``Before(i, j): number[i] > 0, but number[i] = 0`` on a line or two."""
    texts = dict.fromkeys(t for t in (show(term), show(reason.term)) if len(t) <= _LONGEST_PART)
    facts = [f for f in (_note(reason, layout) or _facts(reason, layout, set(reason.values)),) if f]
    # a name that means something else here than in the formula above must be told
    other = {n for n, _ in known} if facts else {n for n, _ in reason.values}
    new = [(n, v) for n, v in reason.values if (n, v) not in known and n in other]
    facts = [*(_unbroken(f"{n} = {layout.flat(v)}") for n, v in new), *facts]
    said = ": ".join(texts) or "one"
    yield from _wrapped(f"{said}, but {', '.join(facts)}" if facts else said, layout, 7)


def _facts(last: Reason, layout: Layout, known: set[tuple[str, Value]]) -> str:
    """``m.bal = 1 and b = 0``: the values of the expressions in the formula."""
    out = []
    whole = show(last.term, 10_000)
    for term, value in last.parts:
        text = show(builtin("'", term) if last.primed and _varies(term) else term)
        line = f"{text} = {layout.flat(value)}"
        if len(line) <= _LONGEST_PART and text != layout.flat(value) and (text, value) not in known:
            if last.holds and line in whole:
                continue  # it says so itself
            out.append(_unbroken(line))
    if len(out) < 2:
        return "".join(out)
    return f"{', '.join(out[:-1])} and {out[-1]}"


def _varies(term: Term) -> bool:
    return any(
        isinstance(t, Apply) and t.op.kind is not Kind.BUILTIN and t.op.level is not Level.CONSTANT
        for t in subterms(term)
    ) and not is_builtin(term, "'")


def _unbroken(text: str) -> str:
    """The text with spaces at which no line is broken."""
    return text.replace(" ", _HARD_SPACE) if len(text) <= _LONGEST_UNBROKEN else text


def _wrapped(text: str, layout: Layout, indent: int = 4) -> list[str]:
    lines = textwrap.wrap(
        text, layout.width, initial_indent=" " * indent, subsequent_indent=" " * (indent + 4),
        break_long_words=False, break_on_hyphens=False,
    )
    return [line.replace(_HARD_SPACE, " ") for line in lines]
