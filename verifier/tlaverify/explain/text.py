"""A counterexample in words, for a terminal of 80 columns."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping

from tlaverify.evaluate.evaluate import Interpretation, values_at_hand
from tlaverify.evaluate.frames import Frame
from tlaverify.evaluate.machine import Machine
from tlaverify.evaluate.show import tabulate
from tlaverify.evaluate.values import FiniteSet, Function, Model, Value
from tlaverify.evaluate.work import OutOfWork, Work
from tlaverify.explain.blame import Reason, action_taken, why_false
from tlaverify.explain.counterexample import Counterexample, interpretation_of
from tlaverify.kernel.sequent import Obligation, Sequent
from tlaverify.kernel.term import Bind, Binder, Symbol, Term, is_builtin
from tlaverify.semantics.printing import show

__all__ = ["counterexample_lines"]

_WIDTH = 80


def counterexample_lines(obligation: Obligation, found: Counterexample) -> list[str]:
    """The explanation: what it shows, the constants, the states with what changed, the false part."""
    meaning = interpretation_of(found, obligation)
    machine, frame = _machine(meaning)
    facts = [h.statement for h in obligation.hypotheses if not isinstance(h.statement, Sequent)]
    goal = obligation.goal
    stated = list(facts)
    while is_builtin(goal, "=>"):
        stated.append(goal.args[0])  # type: ignore[attr-defined]
        goal = goal.args[1]  # type: ignore[attr-defined]
    try:
        reasons = why_false(machine, obligation.goal, frame)
        action = action_taken(machine, stated, frame)
    except (OutOfWork, RecursionError):
        reasons, action = [], ""
    about_next = any(r.primed for r in reasons)
    out = [_headline(obligation, reasons, action, about_next)]
    out += _section("constants", found.constants, {s.name for s in obligation.declared})
    for symbol, table in found.tables.items():
        for args, value in table.items():
            out.append(f"    {symbol.name}({', '.join(map(_text, args))}) = {_text(value)}")
    if about_next or action:
        out += _section("state before", found.state)
        out += _after(found)
    else:
        out += _section("state", found.state)
    out += _why(reasons)
    if found.broken:
        names = ", ".join(n for n in found.broken if n) or "an unnamed ASSUME"
        out += ["", f"  it needs {names} to be false: citing that may be what is missing"]
    return _named(obligation, machine, frame, out)


def _machine(meaning: Interpretation) -> tuple[Machine, Frame]:
    following = None if meaning.next_state is None else Frame(dict(meaning.next_state), None)
    work = Work(models=values_at_hand(meaning))
    machine = Machine(meaning.constants, meaning.definitions, meaning.descending, work)
    return machine, Frame(dict(meaning.state), following)


def _headline(obligation: Obligation, reasons: list[Reason], action: str, about_next: bool) -> str:
    if about_next and action:
        words = (
            f"not inductive: this state satisfies what is assumed, and {action} leads to one that breaks "
            "the goal"
        )
    elif about_next:
        words = "not inductive: this state satisfies what is assumed, and the next one breaks the goal"
    else:
        words = "does not follow: here everything that is assumed holds and the goal does not"
    return "\n".join(textwrap.wrap(words, _WIDTH))


def _section(title: str, values: Mapping[Symbol, Value], known: set[str] | None = None) -> Iterator[str]:
    shown = [(s, v) for s, v in values.items() if known is None or s.name in known]
    if shown:
        yield ""
        yield f"  {title}"
        for symbol, value in shown:
            yield from _assigned(symbol.name, value)


def _after(found: Counterexample) -> Iterator[str]:
    """The state after: only what changed, of a set or function only the elements that changed."""
    yield ""
    yield "  state after"
    same = []
    for symbol, value in found.next_state.items():
        old = found.state.get(symbol)
        if old is not None and tabulate(old) == tabulate(value):
            same.append(symbol.name)
            continue
        yield from _difference(symbol.name, old, value)
    if same:
        yield f"    unchanged: {', '.join(same)}"


def _difference(name: str, old: Value | None, new: Value) -> Iterator[str]:
    new = tabulate(new)
    old = None if old is None else tabulate(old)
    if isinstance(old, FiniteSet) and isinstance(new, FiniteSet) and old.elements & new.elements:
        yield f"    {name}' = {name}"
        for v in new.sorted():
            if v not in old.elements:
                yield from _wrapped(f"      + {_text(v)}", 10)
        for v in old.sorted():
            if v not in new.elements:
                yield from _wrapped(f"      - {_text(v)}", 10)
    elif isinstance(old, Function) and isinstance(new, Function) and old.items.keys() == new.items.keys():
        for k, v in new.items.items():
            if old.items[k] != v:
                yield from _wrapped(f"    {name}'[{_text(k)}] = {_text(v)}   (was {_text(old.items[k])})", 8)
    else:
        yield from _assigned(f"{name}'", new)


def _assigned(name: str, value: Value) -> Iterator[str]:
    value = tabulate(value)
    line = f"    {name} = {_text(value)}"
    if len(line) <= _WIDTH or not isinstance(value, FiniteSet):
        yield from _wrapped(line, 8)
        return
    yield f"    {name} = {{"
    items = value.sorted()
    for i, v in enumerate(items):
        yield from _wrapped(f"      {_text(v)}{',' if i + 1 < len(items) else ' }'}", 10)


def _wrapped(line: str, indent: int) -> list[str]:
    start = len(line) - len(line.lstrip())
    return textwrap.wrap(
        line.strip(), _WIDTH, initial_indent=" " * start, subsequent_indent=" " * indent,
        break_long_words=False, break_on_hyphens=False,
    )


def _text(value: Value) -> str:
    return repr(tabulate(value))


def _named(obligation: Obligation, machine: Machine, frame: Frame, lines: list[str]) -> list[str]:
    """The lines with the reserved values of CHOOSE under the name of the definition that chooses them."""
    names: dict[str, str] = {}
    for symbol, definition in obligation.definitions.items():
        body = definition.body
        if isinstance(body, Bind) and body.binder is Binder.CHOOSE and not definition.params:
            value = machine.value(body, {}, frame)
            if isinstance(value, Model) and value.name.startswith("choice!"):
                names.setdefault(value.name, symbol.name)
    out = []
    for line in lines:
        for reserved, name in names.items():
            line = re.sub(rf"{reserved}(?!\d)", name, line)
        out.append(line.replace("choice!", "some_other_value_"))
    return out


def _why(reasons: list[Reason]) -> Iterator[str]:
    """The way from the goal to what is false; formulas that merely repeat the one above are left out."""
    if not reasons:
        return
    yield ""
    yield "  what is false"
    last: tuple[tuple[str, Value], ...] = ()
    for reason in _essential(reasons):
        new = [(n, v) for n, v in reason.values if (n, v) not in last]
        last = tuple({**dict(last), **dict(reason.values)}.items())
        for name, value in new:
            yield from _wrapped(f"      {name} = {_text(value)}", 10)
        lines = _primed(reason).split("\n")
        if len(lines) > 8:
            lines = [*lines[:7], "..."]
        for line in lines:
            shift = len(line) - len(line.lstrip())
            yield from _wrapped(f"    {line}", 8 + shift)
        if reason.note:
            yield from _wrapped(f"      -- {reason.note}", 9)


def _primed(reason: Reason) -> str:
    text = show(reason.term)
    if not reason.primed:
        return text
    simple = isinstance(reason.term, Term) and text.replace("!", "").replace("_", "").isalnum()
    return f"{text}'" if simple else f"{text}\n  (in the state after)"


def _essential(reasons: list[Reason]) -> list[Reason]:
    """The first, the one that names the instance, and the last two."""
    if len(reasons) <= 4:
        return reasons
    return [reasons[0], *reasons[-3:]]
