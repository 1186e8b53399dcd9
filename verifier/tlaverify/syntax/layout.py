"""Move tokens that end bulleted lists to where the grammar's scanner sees that they do.

In TLA+ an item of a bulleted list ends where its expression can go no further, so that a definition may
stand to the right of the bullets of the one before, even on the same line, and so may PROVE, DEF, EXCEPT and
the [] of CASE.  The scanner ends a list only at a token that is not to the right of its bullets.
Before and after::

    A == /\\ P                A == /\\ P
         /\\ Q  B == R            /\\ Q
                             B
                                 == R

The token stands right of the bullets of the lists around, which stay open; what follows it keeps its column.
``Insertions`` leads from offsets into the new text back to the old one.

Source: the TLA+ tools' parser, SANY, whose grammar knows nothing of lines but for bullets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Final

from tlaverify.syntax.blank import Blanked
from tlaverify.syntax.operators import CANONICAL, KEYWORD_OPERATORS, LONGEST_SYMBOL, OPERATORS, RESERVED, Fix

__all__ = ["NOTHING", "Insertions", "Moved", "end_lists"]


@dataclass(frozen=True, slots=True)
class Insertions:
    """Texts inserted at offsets, in ascending order, of a text."""

    at: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.at)

    def apply(self, text: str) -> str:
        """The new text."""
        bounds = [0, *self.at, len(text)]
        parts = [text[begin:end] for begin, end in pairwise(bounds)]
        return "".join(part + more for part, more in zip_longest(parts, self.texts, fillvalue=""))

    def original(self, offset: int) -> int:
        """The offset into the old text for one into the new text."""
        grown = 0
        for at, text in zip(self.at, self.texts, strict=True):
            if offset <= at + grown:
                break
            grown += min(len(text), offset - at - grown)
        return offset - grown


NOTHING: Final = Insertions()


@dataclass(frozen=True, slots=True)
class Moved(Blanked):
    """A text with insertions whose positions are those of the text without."""

    inserted: Insertions
    whole: Blanked

    @classmethod
    def of(cls, whole: Blanked, inserted: Insertions) -> Moved:
        """The view of a text after insertions."""
        text = inserted.apply(whole.text)
        starts = (0, *(match.end() for match in re.finditer(r"\n", text)))
        return cls(text, whole.pragmas, starts, whole.tabs, inserted, whole)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, in the source."""
        return self.whole.position(self.inserted.original(offset))


_TOKEN = re.compile(rf'"(?:[^"\\\n]|\\.)*"|(?<!<)<(?:\d+|[*+])>\w*\.*|[\w]+|{LONGEST_SYMBOL.pattern}|[^\s]')
_STEP = re.compile(r"<(?:\d|[*+]>)")
_OPENING: Final = {")": "(", "]": "[", "}": "{", ">>": "<<", "⟩": "⟨", ">>_": "<<", "]_": "[", "⟩_": "⟨"}
_OPENERS: Final = frozenset(_OPENING.values())
_BULLETS: Final = {"/\\": "/\\", "∧": "/\\", "\\/": "\\/", "∨": "\\/"}
_LISTS: Final = frozenset(_BULLETS.values())
_DEFINES: Final = frozenset({"==", "≜"})
# What ends whatever is open: the beginning of a unit, of a proof or of a step.
_UNIT_WORDS: Final = RESERVED & frozenset(
    {"ASSUMPTION", "AXIOM", "BY", "CONSTANT", "CONSTANTS", "COROLLARY", "DEFINE", "EXTENDS", "HAVE", "HIDE"}
    | {"LEMMA", "MODULE", "OBVIOUS", "OMITTED", "PICK", "PROOF", "PROPOSITION", "QED", "SUFFICES", "TAKE"}
    | {"THEOREM", "USE", "VARIABLE", "VARIABLES", "WITNESS"}
)


@dataclass(frozen=True, slots=True)
class _Open:
    """Something that is open: a bulleted list, a bracket, LET, IF or CASE."""

    what: str
    column: int


_Stack = tuple[_Open, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    column: int
    open: _Stack  # what is open where the token begins


def end_lists(text: str) -> Insertions:
    """Line breaks around each token that ends a list which it stands right of.

    A heuristic over tokens: it is tried on texts that the grammar has refused, and changes only where
    an expression ends.
    """
    at: list[int] = []
    texts: list[str] = []
    for token, outer in _ends(text):
        column = max((o.column + 1 for o in outer if o.what in _LISTS), default=0)
        end = token.start + len(token.text)
        at += (token.start, end)
        texts += ("\n" + " " * column, "\n" + " " * (token.column + len(token.text)))
    return Insertions(tuple(at), tuple(texts))


def _ends(text: str) -> Iterator[tuple[_Token, _Stack]]:
    """The tokens that end lists which they stand right of, with what is open around those lists."""
    tokens: list[_Token] = []
    opened: _Stack = ()
    operand = False
    line = 0
    for match in _TOKEN.finditer(text):
        word, start = match[0], match.start()
        line = max(line, text.rfind("\n", line, start) + 1)
        column = start - line
        bullet = _BULLETS.get(word)
        while opened and _left_of(opened[-1], column, bullet):
            opened = opened[:-1]
        token = _Token(word, start, column, opened)
        tokens.append(token)
        outer = _around(token, tokens, operand)
        if outer is not None:
            first, opened = outer
            if len(opened) < len(first.open) and any(o.what in _LISTS for o in first.open[len(opened) :]):
                yield first, opened
        elif bullet is not None and not operand and not (opened and opened[-1] == _Open(bullet, column)):
            opened = (*opened, _Open(bullet, column))
        else:
            opened = _after(opened, word, column)
        operand = _ends_operand(word, operand)


def _around(token: _Token, tokens: list[_Token], operand: bool) -> tuple[_Token, _Stack] | None:
    """For a token that ends expressions without being a bracket: the first token of what it belongs to, and
    what stays open around them; None for other tokens."""
    word = token.text
    if word in _DEFINES:
        head = _head(tokens)
        return None if head is None else (head, _down_to_let(head.open))
    if word == "INSTANCE" and len(tokens) > 1 and tokens[-2].text not in {"LOCAL", *_DEFINES}:
        return token, ()
    if word in ("PROVE", "DEF", "DEFS"):
        return token, ()
    if word == "EXCEPT":
        return token, _down_to(token.open, ("[",), 0)
    if word in ("[]", "□") and operand:
        return token, _down_to(token.open, ("CASE",), 0)
    return None


def _down_to_let(opened: _Stack) -> _Stack:
    """What is open around a definition: up to the LET it belongs to, if no bracket is open."""
    count = len(opened)
    while count and opened[count - 1].what in (*_LISTS, "CASE"):
        count -= 1
    return opened[:count] if not count or opened[count - 1].what == "LET" else opened


def _left_of(top: _Open, column: int, bullet: str | None) -> bool:
    """Whether a token in this column ends the list on top."""
    return top.what in _LISTS and (column < top.column or (column == top.column and bullet != top.what))


def _after(opened: _Stack, token: str, column: int) -> _Stack:
    """What is open behind a token that is no bullet."""
    if token in _OPENERS or token in ("LET", "IF", "CASE"):
        return (*opened, _Open(token, column))
    if token in _UNIT_WORDS or token.startswith(("====", "----")) or _STEP.match(token):
        return ()
    closes = _OPENING.get(token) or {"IN": "LET", "ELSE": "IF"}.get(token)
    if closes is not None:
        return _down_to(opened, (closes,), 1)
    if token == "THEN":
        return _down_to(opened, ("IF",), 0)
    if token == ",":
        return _down_to(opened, tuple(_OPENERS), 0)
    return opened


def _down_to(opened: _Stack, what: tuple[str, ...], drop: int) -> _Stack:
    for count in range(len(opened), 0, -1):
        if opened[count - 1].what in what:
            return opened[: count - drop]
    return opened


def _ends_operand(token: str, before: bool) -> bool:
    """Whether a token can end an expression, ``before`` telling it of the token before."""
    if token[0].isalnum() or token[0] in '_"':
        return token not in RESERVED
    operator = OPERATORS.get(CANONICAL.get(token, ""))
    if operator is not None and operator.fix is Fix.POSTFIX:
        return before
    return token in _OPENING or token == "@"


def _head(tokens: list[_Token]) -> _Token | None:
    """The first token of the head of the definition whose ``==`` comes last."""
    at = len(tokens) - 2
    if at >= 0 and tokens[at].text in (")", "]"):
        at = _matching(tokens, at) - 1
        return tokens[at] if at >= 0 and _is_name(tokens[at]) else None
    if at < 0:
        return None
    if not _is_name(tokens[at]):  # x ^+ ==
        return tokens[at - 1] if at > 0 and _is_name(tokens[at - 1]) else None
    if at > 0 and tokens[at - 1].text == "-.":
        return tokens[at - 1]
    infix = at > 1 and _is_operator(tokens[at - 1]) and _is_name(tokens[at - 2])
    if infix and at > 2 and _ends_operand(tokens[at - 3].text, True):  # P  x ++ y ==
        return tokens[at - 2]
    return tokens[at]


def _matching(tokens: list[_Token], at: int) -> int:
    wanted, depth = _OPENING[tokens[at].text], 0
    closing = tokens[at].text
    while at >= 0:
        depth += (tokens[at].text == closing) - (tokens[at].text == wanted)
        if depth == 0:
            return at
        at -= 1
    return -1


def _is_name(token: _Token) -> bool:
    return (token.text[0].isalnum() or token.text[0] == "_") and token.text not in RESERVED


def _is_operator(token: _Token) -> bool:
    operator = OPERATORS.get(CANONICAL.get(token.text, ""))
    return operator is not None and operator.fix is Fix.INFIX and token.text not in KEYWORD_OPERATORS
