"""A counterexample in words, for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from tlaverify.evaluate.values import FiniteSet, Function, Value, sort_key
from tlaverify.explain.action import STUTTERING, Action
from tlaverify.explain.counterexample import Counterexample
from tlaverify.explain.layout import Layout
from tlaverify.explain.reading import Reading, Values, read_counterexample
from tlaverify.explain.why import why_lines
from tlaverify.kernel.sequent import Obligation
from tlaverify.semantics.printing import show

__all__ = ["counterexample_lines", "headline", "reading_lines", "short_lines"]

WIDTH: Final = 80
_LONGEST_NAME: Final = 40
_MOST_SHORT: Final = 14


def counterexample_lines(obligation: Obligation, found: Counterexample, width: int = WIDTH) -> list[str]:
    """The explanation: what it shows, the constants, the states with what changed, the false part."""
    return reading_lines(read_counterexample(obligation, found), width)


def reading_lines(reading: Reading, width: int = WIDTH) -> list[str]:
    """All of it, in lines of at most ``width`` columns (longer only where a word is)."""
    layout = Layout(width, reading.fields)
    out = textwrap.wrap(headline(reading), width)
    out += _section(layout, "constants", (*reading.constants, *reading.table))
    out += _section(layout, "state before" if reading.stepwise else "state", reading.before)
    if reading.stepwise:
        out += _step(layout, reading)
        out += ["", "  state after", *_after(layout, reading)]
    why = list(why_lines(reading.reasons, layout))
    if why:
        title = "what is false in the state after" if reading.inductive else "what is false"
        out += ["", f"  {title}", *why]
    return [*out, *undecided_lines(reading, width)]


def short_lines(reading: Reading, width: int = WIDTH) -> list[str]:
    """The same for a place among other failures: no headings, and no more lines than one can take in."""
    layout = Layout(width, reading.fields)
    body: list[str] = []
    for name, value in (*reading.constants, *reading.table, *reading.before):
        body += layout.assigned(f"{name} = ", value, 2)
    if reading.stepwise:
        body += [line[2:] for line in _after(Layout(width + 2, reading.fields), reading)]
    why = [line[2:] for line in why_lines(reading.reasons, Layout(width + 2, reading.fields), brief=True)]
    if len(body) > _MOST_SHORT:
        body = [*body[: _MOST_SHORT - 1], "  ..."]
    return [*textwrap.wrap(headline(reading), width), *body, *why, *undecided_lines(reading, width)]


def headline(reading: Reading) -> str:
    """In one sentence what the counterexample shows."""
    if not reading.inductive:
        place = "in this step" if reading.stepwise else "here"
        return f"does not follow: all that is assumed holds {place}, and the goal does not"
    goal = next((show(r.term) for r in reading.reasons if r.primed and not r.holds), "")
    assumed = _joined(sorted(reading.assumed, key=lambda name: name != goal))
    if assumed == goal:
        wrong = "does not"
    elif goal and len(goal) <= _LONGEST_NAME:
        wrong = f"does not satisfy {goal}"
    else:
        wrong = "makes the goal false"
    step = "the next one" if reading.action is None else f"{called(reading.action)} leads to one that"
    return f"not inductive: this state satisfies {assumed}, and {step} {wrong}"


def called(action: Action) -> str:
    """``Phase2b(a2)``; long arguments are left out."""
    if action.name == STUTTERING or not action.arguments:
        return action.name
    text = f"{action.name}({', '.join('...' if v is None else repr(v) for v in action.arguments)})"
    return text if len(text) <= _LONGEST_NAME else f"{action.name}(...)"


def _joined(names: Sequence[str]) -> str:
    short = [n for n in names if len(n) <= _LONGEST_NAME]
    if not short:
        return "what is assumed"
    if len(short) == 1:
        return short[0]
    if len(names) <= 3:
        return f"{', '.join(short[:-1])} and {short[-1]}"
    return f"{short[0]} and all else that is assumed"


def _section(layout: Layout, title: str, values: Values) -> Iterator[str]:
    if values:
        yield ""
        yield f"  {title}"
        for name, value in values:
            yield from layout.assigned(f"{name} = ", value, 4)


def _step(layout: Layout, reading: Reading) -> Iterator[str]:
    """The action with the values that its \\E are true for."""
    action = reading.action
    constants = dict(reading.constants)
    if action is None or action.name == STUTTERING:
        return
    telling = [(n, v) for n, v in action.witnesses if constants.get(n) != v]
    if telling:
        yield ""
        yield f"  {called(action)} with"
        for name, value in telling:
            yield from layout.assigned(f"{name} = ", value, 4)


def _after(layout: Layout, reading: Reading) -> Iterator[str]:
    """The state after: only what changed, of a set or function only the elements that changed."""
    changed = reading.changed()
    old = dict(reading.before)
    for name, value in changed:
        yield from _difference(layout, f"{name}'", name, old.get(name), value)
    same = [n for n, _ in reading.after if n not in dict(changed)]
    if same:
        yield from textwrap.wrap(
            f"unchanged: {', '.join(same)}", layout.width, initial_indent="    ", subsequent_indent="      "
        )


def _difference(layout: Layout, new_name: str, name: str, old: Value | None, new: Value) -> Iterator[str]:
    if isinstance(old, FiniteSet) and isinstance(new, FiniteSet) and old.elements & new.elements:
        yield f"    {new_name} = {name}"
        for v in new.sorted():
            if v not in old.elements:
                yield from layout.assigned("+ ", v, 6)
        for v in old.sorted():
            if v not in new.elements:
                yield from layout.assigned("- ", v, 6)
    elif isinstance(old, Function) and isinstance(new, Function) and old.items.keys() == new.items.keys():
        for k in sorted(new.items, key=sort_key):
            if old.items[k] != new.items[k]:
                index = f"[{layout.flat(k)}]"
                yield from _difference(layout, new_name + index, name + index, old.items[k], new.items[k])
    else:
        was = "" if old is None or isinstance(old, (FiniteSet, Function)) else f"   (was {layout.flat(old)})"
        yield from layout.assigned(f"{new_name} = ", new, 4, was)


def undecided_lines(reading: Reading, width: int) -> list[str]:
    """That the evaluator cannot tell of an assumption which was not cited whether it holds here."""
    if not reading.undecided:
        return []
    names = ", ".join(n for n in reading.undecided if n) or "an unnamed ASSUME"
    return ["", *textwrap.wrap(
        f"whether {names} holds here, which is not cited, could not be decided", width,
        initial_indent="  ", subsequent_indent="  ",
    )]
