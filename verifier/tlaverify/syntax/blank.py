"""Blank out what is not TLA+ in a file: comments, the text around the module, tabs.

Before and after (columns kept, ``.`` shows a blank)::

    x == 1 \\* one         x == 1 ......
    (* a (* nested *) *)  ....................

The grammar would otherwise parse PlusCal inside comments, and prose that only
mentions ``--algorithm`` would make a module unreadable.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from tlaverify.kernel.diagnostic import Annotation, Diagnostic, DiagnosticError
from tlaverify.syntax.ast import Span
from tlaverify.syntax.source import Source

__all__ = ["Blanked", "Pragma", "blank"]

#: SANY's tab stops: a tab moves to the next multiple of eight.
TAB = 8

_HEADER = re.compile(r"-{4,}[ \t]*MODULE\b")
_TOKEN = re.compile(
    r'(?P<string>"(?:[^"\\\n]|\\[^\n])*")'
    r"|(?P<quote>\")"
    r"|(?P<line>\\\*[^\n]*)"
    r"|(?P<block>\(\*)"
    r"|(?P<header>-{4,}[ \t\n]*MODULE\b)"
    r"|(?P<end>={4,})"
)
_COMMENT_EDGE = re.compile(r"\(\*|\*\)")
_NOT_NEWLINE = re.compile(r"[^\n]")


@dataclass(frozen=True, slots=True)
class Pragma:
    """A ``(*{ ... }*)`` comment: where it starts (an offset into the blanked text) and its inside."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Blanked:
    """The module's text alone.

    ``text`` has the lines of the source; tabs are expanded to spaces, so a column
    of a line with tabs is found again through ``tabs`` (line -> the character's
    column in the source for each column in ``text``).  ``starts`` are the offsets of
    the lines.
    """

    text: str
    pragmas: tuple[Pragma, ...]
    starts: tuple[int, ...]
    tabs: dict[int, list[int]]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, in the source."""
        line = bisect_right(self.starts, offset)
        column = offset - self.starts[line - 1]
        moved = self.tabs.get(line)
        if moved is not None:
            column = moved[min(column, len(moved) - 1)]
        return line, column + 1

    def span(self, start: int, end: int) -> Span:
        """The source span of a range of offsets."""
        line, column = self.position(start)
        end_line, end_column = self.position(end)
        return Span(line, column, end_line, end_column)


def blank(source: Source) -> Blanked:
    """The first module of a file with everything else made blank.

    Raises DiagnosticError (code ``syntax``) for a file without a module header, a
    comment or string that does not end, or a module without its ``====`` line.
    """
    text, tabs = _expand_tabs(source.text)
    starts = [0]
    starts.extend(match.end() for match in re.finditer(r"\n", text))
    view = Blanked(text, (), tuple(starts), tabs)
    header = _HEADER.search(text)
    if header is None:
        raise _error(
            source,
            view,
            0,
            0,
            "this file has no module",
            "a module starts with a line such as ---- MODULE Name ---- and ends with ====",
        )
    pieces = [_NOT_NEWLINE.sub(" ", text[: header.start()])]
    pragmas: list[Pragma] = []
    depth = 0
    at = header.start()
    while True:
        match = _TOKEN.search(text, at)
        if match is None:
            last = len(text.rstrip())
            raise _error(
                source,
                view,
                last - 1,
                last,
                "the module does not end",
                "a module ends with a line ====",
            )
        start, end = match.span()
        kind = match.lastgroup
        pieces.append(text[at:start])
        if kind == "quote":
            stop = text.find("\n", start)
            raise _error(
                source,
                view,
                start,
                stop if stop >= 0 else len(text),
                "this string does not end on its line",
                'a string is written "..." on one line; a quote inside it is \\"',
            )
        if kind == "block":
            end = _block_end(source, view, text, start)
            if text.startswith("(*{", start) and text.endswith("}*)", start, end) and end - start >= 6:
                pragmas.append(Pragma(start, text[start + 3 : end - 3].strip()))
        if kind in ("block", "line"):
            pieces.append(_NOT_NEWLINE.sub(" ", text[start:end]))
        else:
            pieces.append(text[start:end])
        at = end
        if kind == "header":
            depth += 1
        elif kind == "end":
            depth -= 1
            if depth == 0:
                break
    pieces.append(_NOT_NEWLINE.sub(" ", text[at:]))
    return Blanked("".join(pieces), tuple(pragmas), view.starts, tabs)


def _expand_tabs(text: str) -> tuple[str, dict[int, list[int]]]:
    if "\t" not in text:
        return text, {}
    lines = text.split("\n")
    tabs: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if "\t" not in line:
            continue
        out: list[str] = []
        origin: list[int] = []
        for column, char in enumerate(line):
            width = TAB - len(origin) % TAB if char == "\t" else 1
            out.append(" " * width if char == "\t" else char)
            origin.extend([column] * width)
        origin.append(len(line))
        lines[index] = "".join(out)
        tabs[index + 1] = origin
    return "\n".join(lines), tabs


def _block_end(source: Source, view: Blanked, text: str, start: int) -> int:
    depth = 0
    for edge in _COMMENT_EDGE.finditer(text, start):
        depth += 1 if edge.group() == "(*" else -1
        if depth == 0:
            return edge.end()
    raise _error(
        source,
        view,
        start,
        start + 2,
        "this comment does not end",
        "comments (* ... *) nest: each (* needs its own *)",
    )


def _error(source: Source, view: Blanked, start: int, end: int, message: str, hint: str) -> DiagnosticError:
    place = source.place(view.span(start, end))
    return DiagnosticError([Diagnostic("syntax", message, (Annotation(place),), hints=(hint,))])
