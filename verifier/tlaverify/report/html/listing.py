"""A module's text, each line marked with the verdict of the innermost step that covers it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from tlaverify.report.html.markup import Html, join, tag
from tlaverify.report.html.words import sign
from tlaverify.report.transcript import CheckedModule, CheckedStep
from tlaverify.syntax.operators import RESERVED

__all__ = ["listing"]

_TOKEN: Final = re.compile(
    r'(?P<string>"(?:[^"\\\n]|\\[^\n])*")|(?P<comment>\\\*[^\n]*)|(?P<block>\(\*)'
    r"|(?P<label><\d+>[\w.*]*)|(?P<rule>-{4,}|={4,})|(?P<word>[A-Za-z_]\w*)"
)
_EDGE: Final = re.compile(r"\(\*|\*\)")


def listing(module: CheckedModule, number: int, anchors: Mapping[str, str]) -> Html:
    """The text of module ``number`` of the report, a numbered line each.

    anchors  for each step's id the anchor of its place in the proof tree.
    """
    lines = module.text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    cover = _innermost(module, len(lines))
    starts = {step.head.line: step for step in reversed(_checked(module))}
    coloured = _coloured(module.text, len(lines))
    rows = []
    for at, body in enumerate(coloured, 1):
        step = cover.get(at)
        begun = starts.get(at)
        mark = _mark(begun, anchors[begun.id]) if begun is not None else tag("span", class_="mark")
        verdict = f" v-{step.verdict}" if step is not None else ""
        rows.append(
            tag(
                "span",
                mark,
                tag("span", body, class_="text"),
                class_=f"line{verdict}",
                id=f"m{number}-L{at}",
                data_n=at,
            )
        )
    return tag("code", *rows)


def _mark(step: CheckedStep, anchor: str) -> Html:
    label = f"{step.verdict}: {step.title}"
    return tag("a", sign(step.verdict), class_="mark", href=f"#{anchor}", aria_label=label, title=label)


def _checked(module: CheckedModule) -> list[CheckedStep]:
    """The steps of which something was checked, the outer ones before the inner ones."""
    return [step for theorem in module.theorems for step in theorem.root.walk() if step.verdict]


def _innermost(module: CheckedModule, last: int) -> dict[int, CheckedStep]:
    """For each line of a proof the innermost step there; the inner ones come later and overwrite."""
    cover: dict[int, CheckedStep] = {}
    for step in _checked(module):
        place = step.place
        end = place.end_line - 1 if place.end_column <= 1 else place.end_line
        for line in range(place.line, min(end, last) + 1):
            cover[line] = step
    return cover


def _coloured(text: str, count: int) -> Iterator[Html]:
    """The lines with comments, strings, keywords and step names marked."""
    lines: list[list[str]] = [[] for _ in range(count + 1)]
    line = 0
    for kind, piece in _pieces(text):
        for n, part in enumerate(piece.split("\n")):
            if n:
                line += 1
            if part and line <= count:
                lines[line].append(tag("span", part, class_=kind) if kind else part)
    return (join(parts) for parts in lines[:count])


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """The text in pieces, each with its class; a comment that does not end goes to the end of the text."""
    at = 0
    while (match := _TOKEN.search(text, at)) is not None:
        kind, end = match.lastgroup or "", match.end()
        if kind == "block":
            kind, end = "comment", _block_end(text, match.start())
        elif kind == "word":
            kind = "keyword" if match.group() in RESERVED else ""
        yield "", text[at : match.start()]
        yield kind, text[match.start() : end]
        at = end
    yield "", text[at:]


def _block_end(text: str, start: int) -> int:
    depth = 0
    for edge in _EDGE.finditer(text, start):
        depth += 1 if edge.group() == "(*" else -1
        if depth == 0:
            return edge.end()
    return len(text)
