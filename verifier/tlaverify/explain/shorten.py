"""A module's text with citations left out of its BY proofs, and nothing else touched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tlaverify.explain.needed import Needed
from tlaverify.syntax import ast
from tlaverify.syntax.source import Source

__all__ = ["shortened", "text_of"]

_COMMENT = re.compile(r"\(\*|\*\)|\\\*[^\n]*")
_WORD = re.compile(r"DEFS?\b")


def text_of(source: Source, node: ast.Node) -> str:
    """The text that a node was read from, on one line."""
    text = _Text(source.text)
    return " ".join(source.text[slice(*text.range(node.span))].split())


def shortened(source: Source, needed: Iterable[Needed]) -> str:
    """The text in which each BY has only what it needs; comments inside it are kept."""
    text = _Text(source.text)
    cuts: list[tuple[int, int, str]] = []
    for one in needed:
        if one.spare:
            cuts.extend(_cuts(text, one))
    out = source.text
    for start, end, new in _merged(cuts):
        out = out[:start] + new + out[end:]
    return out


class _Text:
    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0]
        self._starts.extend(match.end() for match in re.finditer(r"\n", text))

    def range(self, span: ast.Span) -> tuple[int, int]:
        return (
            self._starts[span.line - 1] + span.column - 1,
            self._starts[span.end_line - 1] + span.end_column - 1,
        )

    def gap(self, start: int, end: int) -> str:
        """What stands between two citations, with comments made blank by ``#``."""
        gap, out, depth, at = self.text[start:end], [], 0, 0
        for match in _COMMENT.finditer(gap):
            piece = gap[at : match.start()]
            out.append("#" * len(piece) if depth else piece)
            at = match.end()
            out.append("#" * len(match[0]))
            if match[0] == "(*":
                depth += 1
            elif match[0] == "*)":
                depth -= 1
        out.append(gap[at:])
        return "".join(out)


def _cuts(text: _Text, needed: Needed) -> list[tuple[int, int, str]]:
    node = needed.node
    facts = [text.range(f.span) for f in node.facts]
    defs = [text.range(d.span) for d in node.defs]
    begin = text.range(node.span)[0]
    if isinstance(needed.proof(), ast.Obvious):
        start, end = begin, (defs or facts)[-1][1]
        items = sorted([*facts, *defs])
        gaps = [text.gap(a, b) for (_, a), (b, _) in zip([(begin, begin), *items], items, strict=False)]
        if not any("#" in g for g in gaps):
            return [(start, end, "OBVIOUS")]
        cuts = [(begin, begin + len("BY"), "OBVIOUS")]
        return [*cuts, *_list(text, facts, ()), *_list(text, defs, ()), *_keyword(text, facts, defs, begin)]
    out = [*_list(text, facts, needed.facts), *_list(text, defs, needed.defs)]
    if not needed.defs:
        out.extend(_keyword(text, facts, defs, begin))
    if not needed.facts and facts:
        # what is left between BY and DEF is one space
        after = text.gap(facts[-1][1], defs[0][0])
        blank = len(after) - len(after.lstrip())
        out.append((facts[-1][1], facts[-1][1] + blank, ""))
    return out


def _keyword(
    text: _Text, facts: Sequence[tuple[int, int]], defs: Sequence[tuple[int, int]], begin: int
) -> list[tuple[int, int, str]]:
    """The cut of the word DEF, of which no definition is left."""
    if not defs:
        return []
    start = facts[-1][1] if facts else begin
    gap = text.gap(start, defs[0][0])
    word = _WORD.search(gap)
    assert word is not None
    before = gap[: word.start()]
    after = gap[word.end() :]
    left = len(before.rstrip()) if facts else word.start()
    right = word.end() + len(after) - len(after.lstrip())
    return [(start + left, start + right, "")]


def _list(
    text: _Text, items: Sequence[tuple[int, int]], kept: Sequence[int]
) -> list[tuple[int, int, str]]:
    """The cuts of the items that are not kept, each with a comma and the blanks beside it."""
    out: list[tuple[int, int, str]] = []
    for index, (start, end) in enumerate(items):
        if index in kept:
            continue
        out.append((start, end, ""))
        if any(k < index for k in kept):
            left, right = items[index - 1][1], start
        elif index + 1 < len(items):
            left, right = end, items[index + 1][0]
        else:
            continue
        gap = text.gap(left, right)
        if "#" in gap:
            comma = left + gap.index(",")
            out.append((comma, comma + 1, ""))
        else:
            out.append((left, right, ""))
    return out


def _merged(cuts: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Disjoint cuts, the last first."""
    out: list[tuple[int, int, str]] = []
    for start, end, new in sorted(cuts):
        if out and start <= out[-1][1] and not new and not out[-1][2]:
            out[-1] = (out[-1][0], max(end, out[-1][1]), "")
        else:
            out.append((start, end, new))
    return out[::-1]
