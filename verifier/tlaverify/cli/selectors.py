"""What the words on the command line select.

A selector is a path (``specs/A.tla``, ``specs``, ``specs/**/*.tla``), a line of a file
(``specs/A.tla:120``), or an id (``A``, ``A!Thm``, ``A!Thm!<1>2``, ``A!*``, ``*!Type*``).
A theorem or step selects everything below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from tlaverify.obligations.step_outline import StepOutline

__all__ = [
    "IdSelector",
    "LineSelector",
    "PathSelector",
    "Selector",
    "innermost",
    "matching",
    "parse_selector",
]


@dataclass(frozen=True, slots=True)
class PathSelector:
    """A module file, or a folder or pattern of them: whole modules."""

    text: str


@dataclass(frozen=True, slots=True)
class LineSelector:
    """``FILE:LINE``: the innermost step or theorem whose text or proof covers the line."""

    text: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class IdSelector:
    """``MODULE!THEOREM!<1>2`` or a pattern of ids; ``module`` is the pattern for the module's name."""

    text: str

    @property
    def module(self) -> str:
        """The part before the first ``!``."""
        return self.text.partition("!")[0]

    @property
    def pattern(self) -> bool:
        """Whether it has wildcards."""
        return "*" in self.text or "?" in self.text


Selector = PathSelector | LineSelector | IdSelector

_LINE = re.compile(r"(?P<path>.+\.tla):(?P<line>\d+)(:\d+)?\Z", re.DOTALL)


def parse_selector(text: str) -> Selector:
    """Tell which kind of selector ``text`` is.

    >>> parse_selector("a/B.tla:12")
    LineSelector(text='a/B.tla:12', path='a/B.tla', line=12)
    >>> parse_selector("B!T!<1>2")
    IdSelector(text='B!T!<1>2')
    """
    line = _LINE.match(text)
    if line is not None and not Path(text).exists():
        return LineSelector(text, line["path"], int(line["line"]))
    if text.endswith(".tla") or "/" in text.partition("!")[0] or "\\" in text.partition("!")[0]:
        return PathSelector(text)
    if "!" not in text and Path(text).exists():
        return PathSelector(text)
    return IdSelector(text)


def matching(selector: IdSelector, theorems: Iterable[StepOutline], obligations: Iterable[str]) -> set[str]:
    """The ids that ``selector`` names: theorems, steps, or else single obligations (``...!<1>2/goal``).

    A module's name alone names all its theorems.  A pattern's ``*`` crosses ``!``.
    """
    found: set[str] = set()
    for theorem in theorems:
        module = theorem.id[: -len(theorem.name) - 1]
        if _is(selector, module):
            found.add(theorem.id)
        found |= _steps(selector, theorem, theorem.id)
    if "/" in selector.text and not found:
        found = {name for name in obligations if _is(selector, name)}
    return found


def _is(selector: IdSelector, name: str) -> bool:
    if not selector.pattern:
        return selector.text == name
    # Square brackets mean nothing in an id's pattern.
    return fnmatchcase(name, selector.text.replace("[", "[[]"))


def _steps(selector: IdSelector, step: StepOutline, as_named: str) -> set[str]:
    """Ids at or below ``step``; ``as_named`` is the step's id as the text names it (a labelled QED)."""
    if _is(selector, step.id) or _is(selector, as_named):
        return {step.id}
    found: set[str] = set()
    for child in step.children:
        for name in {child.name, child.alias or child.name}:
            found |= _steps(selector, child, f"{as_named}!{name}")
    return found


def innermost(theorems: Iterable[StepOutline], line: int) -> StepOutline | None:
    """The innermost theorem or step whose text or proof covers ``line``."""
    for step in theorems:
        if step.place.line <= line <= _last_line(step):
            return innermost(step.children, line) or step
    return None


def _last_line(step: StepOutline) -> int:
    """The last line with text of the step: an end at a line's first column does not cover that line."""
    place = step.place
    return place.end_line - 1 if place.end_column <= 1 and place.end_line > place.line else place.end_line


def select(chosen: set[str], obligations: Sequence[str]) -> frozenset[str]:
    """Those of ``obligations`` that are ``chosen`` or below something chosen."""
    out = set()
    for name in obligations:
        base = name.partition("/")[0] if name not in chosen else name
        while base:
            if base in chosen:
                out.add(name)
                break
            base = base.rpartition("!")[0]
    return frozenset(out)
