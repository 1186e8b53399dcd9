"""Refuse text beyond the bounds of the grammar's scanner, before it sees it.

The scanner keeps the columns of open bulleted lists and the levels of open proofs in
a buffer of fixed size, and columns as 16-bit numbers; past those it is undefined
what it does.  The bounds are far beyond anything that is written.
"""

from __future__ import annotations

import re
from typing import Final

from tlaverify.kernel.diagnostic import Annotation, Diagnostic, DiagnosticError
from tlaverify.syntax.blank import Blanked
from tlaverify.syntax.operators import RESERVED
from tlaverify.syntax.source import Source
from tlaverify.syntax.steps import is_citation

__all__ = ["check_limits"]

MAX_COLUMN: Final = 30_000
MAX_LISTS: Final = 100
MAX_PROOFS: Final = 60
MAX_LEVEL: Final = 9_999

_LONG_LINE = re.compile(rf"[^\n]{{{MAX_COLUMN},}}\S")
_LINE_OR_BULLET = re.compile(r"^ *(?P<first>\S)|(?P<bullet>/\\|\\/|∧|∨)", re.MULTILINE)
_BULLETS: Final = ("/\\", "\\/", "∧", "∨")
_LAST_WORD = re.compile(r"\w+\Z")
_OPERAND_ENDS: Final = tuple(")]}>'\"@#+*")
_STEP = re.compile(r"(?<!<)<(\d+|[*+])>\w*\.*(\s*QED\b)?")


def check_limits(source: Source, blanked: Blanked) -> None:
    """Raises DiagnosticError (code ``nesting``) for overlong lines and too deeply nested lists or proofs."""
    text = blanked.text
    long_line = _LONG_LINE.search(text)
    if long_line is not None:
        message = f"this line has more than {MAX_COLUMN} characters"
        raise _error(source, blanked, long_line.start(), message, "break it into several lines")
    _check_lists(source, blanked)
    _check_proofs(source, blanked)


def _check_lists(source: Source, blanked: Blanked) -> None:
    text, columns, line_start = blanked.text, list[int](), 0
    for match in _LINE_OR_BULLET.finditer(text):
        at = match.start("bullet")
        if at < 0:
            line_start, at = match.start(), match.start("first")
        column = at - line_start
        bullet = text.startswith(_BULLETS, at)
        while columns and (columns[-1] > column or (columns[-1] == column and not bullet)):
            columns.pop()
        if bullet and (not columns or columns[-1] < column) and _begins_expression(text, at):
            columns.append(column)
            if len(columns) > MAX_LISTS:
                message = f"bulleted lists are nested more than {MAX_LISTS} deep here"
                raise _error(source, blanked, at, message)


def _begins_expression(text: str, at: int) -> bool:
    before = text[max(0, at - 300) : at].rstrip()
    word = _LAST_WORD.search(before[-20:])
    return word[0] in RESERVED if word is not None else not before.endswith(_OPERAND_ENDS)


def _check_proofs(source: Source, blanked: Blanked) -> None:
    text, levels = blanked.text, list[int]()
    for match in _STEP.finditer(text):
        shown = match[1]
        if shown.isdigit() and len(shown) > len(str(MAX_LEVEL)):
            raise _error(source, blanked, match.start(), f"a step level is at most {MAX_LEVEL}")
        if is_citation(text, match.start()):
            continue
        top = levels[-1] if levels else -1
        level = top + 1 if shown == "+" else max(top, 0) if shown == "*" else int(shown)
        while levels and levels[-1] >= level:
            levels.pop()
        levels.append(level)
        if len(levels) > MAX_PROOFS:
            raise _error(
                source, blanked, match.start(), f"proofs are nested more than {MAX_PROOFS} deep here"
            )
        if match[2] is not None and shown in "*+":
            levels.pop()


def _error(
    source: Source, blanked: Blanked, at: int, message: str,
    hint: str = "give parts of it a name of their own with a definition or a lemma",
) -> DiagnosticError:
    place = source.place(blanked.span(at, at + 1))
    return DiagnosticError([Diagnostic("nesting", message, (Annotation(place),), hints=(hint,))])
