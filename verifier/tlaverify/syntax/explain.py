"""Say what is wrong where the grammar refuses a text.

tree-sitter recovers from errors, and its ERROR nodes may begin far before the
token that made the parser stop.  That token is found in the log of a second parse:
it is the one at which the last of the parser's stacks fails, that is, before
the first recovery.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from tree_sitter import Language, LogType, Node, Parser

from tlaverify.kernel.diagnostic import Annotation, Diagnostic
from tlaverify.syntax.blank import Blanked
from tlaverify.syntax.operators import CANONICAL, RESERVED
from tlaverify.syntax.source import Source
from tlaverify.syntax.steps import enclosing_step, missing_qed

__all__ = ["explain_error"]

_SYMBOLS = "|".join(re.escape(symbol) for symbol in sorted(CANONICAL, key=len, reverse=True))
_TOKEN = re.compile(
    rf'={{4,}}|-{{4,}}|<(?:\d+|[*+])>\w*\.*|"(?:[^"\\\n]|\\.)*"|\w+|==|\|->|->|<-|<<|>>_|>>|\]_|::|{_SYMBOLS}|.',
    re.DOTALL,
)
_BRACKETS: Final = {")": "(", "]": "[", "}": "{", ">>": "<<", ">>_": "<<", "]_": "["}
_OPENING: Final = frozenset(_BRACKETS.values())
_UNIT_WORDS: Final = RESERVED & frozenset(
    {"ASSUME", "ASSUMPTION", "AXIOM", "CONSTANT", "CONSTANTS", "COROLLARY", "EXTENDS", "LEMMA"}
    | {"LOCAL", "MODULE", "PROPOSITION", "RECURSIVE", "THEOREM", "VARIABLE", "VARIABLES"}
)
_HEAD = re.compile(r"\w+\s*(?:\([^()\n]*\)|\[[^\]\n]*\])?\s*(?:==(?!=)|≜)")
_HEAD_BEFORE = re.compile(r"\w+\s*(?:\([^()\n]*\)|\[[^\]\n]*\])?\s*==\s*\Z")
_NAME_BEFORE = re.compile(r"\w+\s*(?:\([^()\n]*\))?\s*\Z")
_WORD_BEFORE = re.compile(r"(\w+)\s*\Z")
_EQUALS = re.compile(r"^\s*(?:LOCAL\s+)?\w+\s*(?:\([^()\n]*\))?\s*=\s*\Z", re.MULTILINE)
_HEADER = re.compile(r"-{4,}\s*MODULE\s+\w+\s*-{4,}")
_UNIT = re.compile(r"\n(?=(?:THEOREM|LEMMA|\w+\s*==))")
_NOT_NEWLINE = re.compile(r"[^\n]")
_END = re.compile(r"^={4,}", re.MULTILINE)
#: Bytes handed to the parser at a time; its binding keeps every chunk, one for each token.
_CHUNK: Final = 64
#: Characters from which on the units before an error are worth looking for.
_LARGE: Final = 30_000
_PROCESS = re.compile(r"process version:\d+, version_count:\d+, state:(\d+), row:(\d+), col:(\d+)")


@dataclass
class _Stop:
    """Collects where the parser stops from its log."""

    state: int = 0
    row: int = 0
    column: int = 0
    done: bool = False
    tokens: deque[str] = field(default_factory=lambda: deque(["", "", ""], maxlen=6))

    def log(self, kind: LogType, message: str) -> None:
        if self.done or kind is not LogType.PARSE:
            return
        match = _PROCESS.match(message)
        if match is not None:
            self.state, self.row, self.column = int(match[1]), int(match[2]), int(match[3]) >> 1
        elif message.startswith("lexed_lookahead"):
            self.tokens.append(message.removeprefix("lexed_lookahead sym:").partition(", size:")[0])
        elif message.startswith("resume"):
            self.done = True


def explain_error(
    source: Source, blanked: Blanked, encoded: bytes, root: Node, language: Language
) -> Diagnostic:
    """The diagnostic for the first place where the text is not TLA+."""
    text = blanked.text
    offset, expected = _stop(blanked, encoded, root, language)
    structure = missing_qed(text)
    if structure is not None and offset >= structure.start:
        span = blanked.span(structure.start, structure.end)
        return Diagnostic(
            "proof-structure",
            f"the proof that ends with step {text[structure.start : structure.end]} has no QED step",
            (Annotation(source.place(span), "its last step"),),
            hints=(f"end the proof with <{structure.level}> QED",),
        )
    match = _TOKEN.match(text, offset)
    token = match[0] if match else ""
    annotations = [Annotation(source.place(blanked.span(offset, offset + max(1, len(token)))))]
    message, hints = _describe(text, offset, token, expected)
    opened = _unclosed(text, offset, token)
    if opened is not None:
        annotations.append(Annotation(source.place(blanked.span(*opened)), "opened here"))
    step = enclosing_step(text, offset)
    if step is not None:
        annotations.append(Annotation(source.place(blanked.span(*step)), "in or after this step"))
    return Diagnostic("syntax", message, tuple(annotations), hints=hints)


def _stop(blanked: Blanked, encoded: bytes, root: Node, language: Language) -> tuple[int, list[str]]:
    """The offset of the token the parser stops at, and what it could go on with."""
    stop = _Stop()
    window = _window(blanked.text, encoded, language)
    with suppress(ValueError):  # "Parsing failed", when it was stopped
        Parser(language, logger=stop.log).parse(
            lambda at, _: window[at : at + _CHUNK], encoding="utf16le", progress_callback=lambda *_: stop.done
        )
    text = blanked.text
    if not stop.done:
        # No recovery was needed, so the error is a token that the grammar made up.
        error = _first_error(root) or root
        return min(error.start_byte >> 1, len(text)), []
    offset = blanked.starts[stop.row] + stop.column if stop.row < len(blanked.starts) else len(text)
    while offset < len(text) and text[offset].isspace():
        offset += 1
    offset = _relocate(text, offset, stop)
    return offset, sorted(set(_expected(language, stop.state)))


def _relocate(text: str, offset: int, stop: _Stop) -> int:
    """Where to point when the grammar's lexer took apart a ``==`` or the final ``====``.

    It takes the longest symbol that fits its state, so that after an incomplete
    expression ``==`` is two ``=``, and after a stray identifier ``====`` begins with ``==``.
    A keyword that does not fit is an identifier to it.
    """
    line = text.rfind("\n", 0, offset) + 1
    tokens = list(stop.tokens)
    if text.startswith("====", line):
        stray = _NAME_BEFORE.search(text, 0, line) if offset > line and "==" in tokens[:-1] else None
        return stray.start() if stray is not None and stray[0].strip() not in RESERVED else line
    if tokens[-2] == "=" and text[:offset].rstrip().endswith("=="):
        head = _HEAD_BEFORE.search(text, 0, offset)
        return head.start() if head is not None else len(text[:offset].rstrip()) - 2
    word = _WORD_BEFORE.search(text, max(0, offset - 200), offset)
    if tokens[-2] == "identifier" and word is not None and word[1] in RESERVED:
        return word.start()
    return offset


def _window(text: str, encoded: bytes, language: Language) -> bytes:
    """The text with the sound units before the error made blank: the log of a large parse takes long.

    The units that are sound are found by bisection over the places where a unit begins.
    """
    header = _HEADER.search(text)
    if header is None or len(text) < _LARGE:
        return encoded
    parser = Parser(language)
    starts = [header.end(), *(match.start() for match in _UNIT.finditer(text, header.end()))]
    sound, wrong = 0, len(starts)
    while wrong - sound > 1:
        middle = (sound + wrong) // 2
        prefix = text[: starts[middle]]
        ends = "\n====\n" * (len(_HEADER.findall(prefix)) - len(_END.findall(prefix)))
        part = encoded[: 2 * len(prefix)] + ends.encode("utf-16-le")
        if parser.parse(part, encoding="utf16le").root_node.has_error:
            wrong = middle
        else:
            sound = middle
    begin, end = header.end(), starts[sound]
    blanks = _NOT_NEWLINE.sub(" ", text[begin:end])
    return encoded[: 2 * begin] + blanks.encode("utf-16-le") + encoded[2 * end :]


def _first_error(node: Node) -> Node | None:
    while True:
        if node.is_missing or node.type == "ERROR":
            return node
        inner = next((child for child in node.children if child.has_error or child.is_missing), None)
        if inner is None:
            return None
        node = inner


def _expected(language: Language, state: int) -> Iterator[str]:
    iterator = language.lookahead_iterator(state)
    if iterator is None:
        return
    for name in iterator.names():
        if name not in ("end", "ERROR", "comment") and not name.startswith("_"):
            yield name


def _describe(text: str, offset: int, token: str, expected: list[str]) -> tuple[str, tuple[str, ...]]:
    """The message and the hints for an unexpected token."""
    for rule in _RULES:
        found = rule(text, offset, token)
        if found is not None:
            return found
    message = f"unexpected {token}" if token.strip() else "unexpected end of the module"
    words = [name for name in expected if name != token]
    if 0 < len(words) <= 3 and all("token" not in word and "comment" not in word for word in words):
        return message, ("expected " + " or ".join(words),)
    return message, ()


_Found = tuple[str, tuple[str, ...]] | None


def _strange_character(text: str, offset: int, token: str) -> _Found:
    if len(token) == 1 and not token.isascii() and token not in CANONICAL:
        return f"the character {token} (U+{ord(token):04X}) is no part of TLA+", ("retype it in ASCII",)
    if len(token) == 1 and not token.isprintable() and not token.isspace():
        return f"the character U+{ord(token):04X} is no part of TLA+", ("remove it",)
    return None


def _def_after_obvious(text: str, offset: int, token: str) -> _Found:
    if token in ("DEF", "DEFS") and re.search(r"\bOBVIOUS\s*$", text[max(0, offset - 400) : offset]):
        return "OBVIOUS takes no definitions", ("write BY DEF instead of OBVIOUS DEF",)
    return None


def _mixed_bounds(text: str, offset: int, token: str) -> _Found:
    before = text[max(0, offset - 400) : offset]
    if token in (":", "]", "|->") and re.search(r"\\in\b[^:\]]*,\s*\w+\s*$", before):
        return "a variable without a bound beside one with a bound", (
            "give every variable its set: x \\in S, y \\in T",
        )
    return None


def _equals_for_definition(text: str, offset: int, token: str) -> _Found:
    begin = text.rfind("\n", 0, offset) + 1
    if _EQUALS.search(text, begin, offset):
        return f"unexpected {token}", ("a definition is written with ==",)
    return None


def _definition_inside(text: str, offset: int, token: str) -> _Found:
    if _HEAD.match(text, offset):
        return f"a definition begins at {token}, but what stands before it is incomplete", ()
    if token in ("==", "≜"):
        return f"unexpected {token}", ("equality is written =",)
    return None


def _unit_inside(text: str, offset: int, token: str) -> _Found:
    if token in _UNIT_WORDS or token.startswith("===="):
        shown = token if token in _UNIT_WORDS else "===="
        return f"unexpected {shown}: what stands before it is incomplete", ()
    return None


def _reserved(text: str, offset: int, token: str) -> _Found:
    if token in RESERVED:
        return f"unexpected {token}", (f"{token} is a reserved word",)
    return None


_RULES: Final[tuple[Callable[[str, int, str], _Found], ...]] = (
    _strange_character,
    _def_after_obvious,
    _mixed_bounds,
    _equals_for_definition,
    _definition_inside,
    _unit_inside,
    _reserved,
)


def _unclosed(text: str, offset: int, token: str) -> tuple[int, int] | None:
    """The bracket that is still open where a unit begins or a wrong bracket closes."""
    closes = token in _BRACKETS
    begins = token in _UNIT_WORDS or token.startswith(("====", "<")) or _HEAD.match(text, offset)
    if not closes and not begins:
        return None
    begin = max((match.end() for match in re.finditer(r"\n\s*\n|==", text[:offset])), default=0)
    stack: list[tuple[str, int, int]] = []
    for match in _TOKEN.finditer(text, begin, offset):
        if match[0] in _OPENING:
            stack.append((match[0], match.start(), match.end()))
        elif match[0] in _BRACKETS and stack and stack[-1][0] == _BRACKETS[match[0]]:
            stack.pop()
    if not stack or (closes and stack[-1][0] == _BRACKETS[token]):
        return None
    return stack[-1][1:]
