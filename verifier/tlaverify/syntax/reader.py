"""What every part of the lowering shares: texts and spans of CST nodes, identifiers, errors."""

from __future__ import annotations

import re
from sys import intern
from typing import Final, NoReturn

from tree_sitter import Node

from tlaverify.kernel.diagnostic import Annotation, Diagnostic, DiagnosticError
from tlaverify.syntax.ast import Span
from tlaverify.syntax.blank import Blanked
from tlaverify.syntax.layout import NOTHING, Insertions
from tlaverify.syntax.operators import CANONICAL, LONGEST_SYMBOL, RESERVED
from tlaverify.syntax.rewrite import boxed_keywords
from tlaverify.syntax.source import Source

__all__ = ["MAX_DEPTH", "Reader"]

#: Levels of nested expressions, definitions and proofs that are read; real modules stay below 60.
MAX_DEPTH: Final = 300

_IDENTIFIER = re.compile(r"[0-9_]*[A-Za-z][A-Za-z0-9_]*")


class Reader:
    """A source and its blanked text, seen through the nodes of the concrete syntax tree.

    The tree was made from a UTF-16 text, so that a byte offset is twice an offset into
    ``blanked.text`` with ``inserted``.
    """

    def __init__(self, source: Source, blanked: Blanked, inserted: Insertions = NOTHING) -> None:
        self.source = source
        self.blanked = blanked
        self._inserted = inserted
        self.boxed = boxed_keywords(blanked.text)
        self.depth = 0
        #: For each line the column, from 0, of its first character that is not blank; -1 for a blank line.
        self.indents = [_indent(line) for line in blanked.text.split("\n")]
        #: The numbers of the lines: one object for each, not for each span.
        self._lines = tuple(range(1, len(self.indents) + 1))

    # ------------------------------------------------------------------ places

    def start(self, node: Node) -> int:
        """The offset into the blanked text at which a node begins."""
        return self._inserted.original(node.start_byte >> 1)

    def end(self, node: Node) -> int:
        """The offset into the blanked text at which a node ends."""
        return self._inserted.original(node.end_byte >> 1)

    def text(self, node: Node) -> str:
        """The text of a node, as it stands in the source."""
        return self.blanked.text[self.start(node) : self.end(node)]

    def span(self, node: Node) -> Span:
        """The place of a node."""
        if self.blanked.tabs or self._inserted:
            return self.blanked.span(self.start(node), self.end(node))
        row, column = node.start_point
        end_row, end_column = node.end_point
        return Span(self._lines[row], (column >> 1) + 1, self._lines[end_row], (end_column >> 1) + 1)

    # ------------------------------------------------------------------- names

    def identifier(self, node: Node) -> str:
        """The name that a node spells: an identifier that is no reserved word, or an operator's name.

        An operator symbol stands here only where ``rewrite`` hid one from the grammar (``DEF I!\\ll``).
        """
        text = self.text(node)
        if text in RESERVED:
            self.fail_reserved(text, self.span(node))
        if _IDENTIFIER.fullmatch(text):
            if text.startswith(("WF_", "SF_")):
                self.fail(
                    "syntax", f"{text} is no identifier: names do not begin with {text[:3]}", self.span(node)
                )
            return intern(text)  # a module has few names, in many places
        number_set = _NUMBER_SETS.get(text)
        if number_set is not None:
            return number_set
        operator = CANONICAL.get(text)
        if operator is None and text != "@":
            self.fail("syntax", f"{text!r} is no identifier", self.span(node))
        return operator or text

    def field_name(self, node: Node) -> str:
        """The name of a record's field, which may be a reserved word: ``r.NEW``."""
        text = self.text(node)
        return text if text in RESERVED else self.identifier(node)

    def operator_name(self, node: Node) -> str:
        """The canonical name of an operator symbol used as a name; ``-.`` is the negative."""
        text = self.text(node)
        self.check_longest(node, text)
        return text if text == "-." else CANONICAL[text]

    def check_longest(self, node: Node, text: str) -> None:
        """Refuse a symbol that is only the beginning of a longer one.

        The grammar's lexer takes what it expects: it reads ``x\\A`` as ``x \\ A``, though ``\\A`` is
        one symbol.
        """
        match = LONGEST_SYMBOL.match(self.blanked.text, self.start(node))
        if match is not None and len(match[0]) > len(text):
            self.fail(
                "syntax",
                f"unexpected {match[0]}",
                self.span(node),
                hint=f"put a blank after {text} if that was meant",
            )

    # ------------------------------------------------------------------ errors

    def fail(
        self, code: str, message: str, span: Span, *, label: str = "", hint: str | None = None
    ) -> NoReturn:
        """Refuse the text."""
        annotation = Annotation(self.source.place(span), label)
        hints = () if hint is None else (hint,)
        raise DiagnosticError([Diagnostic(code, message, (annotation,), hints=hints)])

    def fail_reserved(self, word: str, span: Span) -> NoReturn:
        """Refuse a reserved word that stands for an identifier."""
        self.fail(
            "reserved-word",
            f"{word} is a reserved word and cannot be a name",
            span,
            hint="choose another name; reserved words are in capitals",
        )

    def enter(self, node: Node) -> None:
        """Go one level deeper; refuse text that is nested beyond reason."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            start = self.blanked.span(self.start(node), self.start(node) + 1)
            self.fail(
                "nesting",
                f"this is nested more than {MAX_DEPTH} levels deep",
                start,
                hint="give parts of it a name of their own with a definition",
            )

    def leave(self) -> None:
        """Come back from a deeper level."""
        self.depth -= 1


def _indent(line: str) -> int:
    stripped = line.lstrip()
    return len(line) - len(stripped) if stripped else -1


_NUMBER_SETS: Final = {"ℕ": "Nat", "ℤ": "Int", "ℝ": "Real"}
