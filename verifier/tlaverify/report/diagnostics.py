"""Diagnostics as text: the message, the place, the line with carets, notes and hints."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from tlaverify.kernel.diagnostic import Annotation, Diagnostic
from tlaverify.kernel.sequent import Place

__all__ = ["Lines", "render_diagnostic", "shown_path", "source_lines"]

Lines = Callable[[str], Sequence[str]]
"""Gives the lines of a file, or none where it cannot be read."""

_TAB = 4
_WIDEST = 500
_COLOURS = {"error": "31", "warning": "33", "note": "36"}


def source_lines(path: str) -> Sequence[str]:
    """The lines of a file as a diagnostic counts them; no lines where the file is not readable text."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig", errors="replace")
    except (OSError, ValueError):
        return ()
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def shown_path(path: str) -> str:
    """``path`` relative to the working directory where it lies below it."""
    try:
        return Path(path).resolve().relative_to(Path.cwd().resolve()).as_posix()
    except (ValueError, OSError, RuntimeError):  # a RuntimeError: a link that leads to itself
        return path


def render_diagnostic(
    diagnostic: Diagnostic, lines: Lines = source_lines, width: int | None = None, colour: bool = False
) -> str:
    """The diagnostic as it stands in a terminal, without a final newline.

    lines   where the source text comes from (a cache, if many are rendered).
    width   cut source lines to so many columns, around the carets; None for what a file or pipe bears.
    colour  use ANSI colours.

    >>> render_diagnostic(Diagnostic("syntax", "no THEOREM", hints=("add one",)))
    'error[syntax]: no THEOREM\\n   = hint: add one'
    """
    code = _COLOURS[diagnostic.severity]
    gutter = max([3, *(len(str(a.place.line)) for a in diagnostic.annotations)])
    head = _paint(f"{diagnostic.severity}[{diagnostic.code}]", f"1;{code}", colour)
    out = [f"{head}{_paint(f': {diagnostic.message}', '1', colour)}"]
    previous = None
    for number, annotation in enumerate(diagnostic.annotations):
        place = annotation.place
        where = f"{shown_path(place.path)}:{place.line}:{place.column}"
        if previous != (place.path, place.line, place.column):
            out.append(f"  {_paint('-->' if number == 0 else ':::', '1;34', colour)} {where}")
        out.extend(_excerpt(annotation, lines, gutter, width, code if number == 0 else "34", colour))
        previous = (place.path, place.line, place.column)
    for text in diagnostic.notes:
        out.extend(_attached(_wrapped(text, width, gutter), gutter))
    for text in diagnostic.hints:
        out.extend(_attached(f"hint: {text}", gutter))
    return "\n".join(out)


def _wrapped(text: str, width: int | None, gutter: int) -> str:
    """The note with its long lines broken where the terminal ends (hints, which one copies, stay whole)."""
    if width is None:
        return text
    room = max(20, width - gutter - 2)
    out: list[str] = []
    for line in text.split("\n"):
        fits = _cells(line) <= room
        out += [line] if fits else textwrap.wrap(line, room, break_long_words=False, break_on_hyphens=False)
    return "\n".join(out)


def _attached(text: str, gutter: int) -> list[str]:
    first, *rest = text.split("\n")
    return [f"{' ' * gutter}= {first}", *(f"{' ' * gutter}  {line}".rstrip() for line in rest)]


def _paint(text: str, codes: str, colour: bool) -> str:
    return f"\x1b[{codes}m{text}\x1b[0m" if colour else text


def _cells(text: str) -> int:
    """How many terminal columns the text takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def _plain(text: str) -> str:
    """Tabs to spaces; control characters, which could move the cursor, to a replacement sign."""
    return "".join(
        " " * _TAB if c == "\t" else "\ufffd" if unicodedata.category(c) == "Cc" else c for c in text
    )


def _excerpt(
    annotation: Annotation, lines: Lines, gutter: int, width: int | None, code: str, colour: bool
) -> list[str]:
    place = annotation.place
    text = _line(lines(place.path), place)
    if text is None:
        return [f"{' ' * gutter} = {annotation.label}"] if annotation.label else []
    start, stop = _range(place, text)
    before, marked, after = _plain(text[:start]), _plain(text[start:stop]), _plain(text[stop:])
    before, marked, after = _fit(before, marked, after, max(12, (width or _WIDEST) - gutter - 3))
    bar = _paint("|", "1;34", colour)
    carets = "^" * max(1, _cells(marked))
    label = f" {annotation.label}" if annotation.label else ""
    return [
        f"{place.line:>{gutter}} {bar} {before}{marked}{after}".rstrip(),
        f"{'':>{gutter}} {bar} {' ' * _cells(before)}{_paint(carets + label, code, colour)}",
    ]


def _line(lines: Sequence[str], place: Place) -> str | None:
    return lines[place.line - 1] if 0 < place.line <= len(lines) else None


def _range(place: Place, text: str) -> tuple[int, int]:
    """The part of the line to underline; a place of several lines is underlined to its first line's end."""
    start = min(max(place.column - 1, 0), len(text))
    stop = place.end_column - 1 if place.end_line == place.line else len(text.rstrip())
    return start, min(max(stop, start), len(text))


def _fit(before: str, marked: str, after: str, room: int) -> tuple[str, str, str]:
    """Cut what stands around the marked text so that the whole takes at most ``room`` columns."""
    if _cells(before + marked + after) <= room:
        return before, marked, after
    marked = _head(marked, max(1, room * 3 // 4))
    before = _head(before[::-1], max(1, room - _cells(marked) - min(_cells(after), room // 8)))[::-1]
    return before, marked, _head(after, room - _cells(before) - _cells(marked))


def _head(text: str, room: int) -> str:
    """The first ``room`` columns of the text, the last of them "…" where something is cut off."""
    if _cells(text) <= room:
        return text
    used, kept = 0, 0
    for c in text:
        used += _cells(c)
        if used > room - 1:
            break
        kept += 1
    return f"{text[:kept]}…" if room > 0 else ""
