"""Say what is wrong where the grammar refuses a text."""

from __future__ import annotations

from tree_sitter import Node

from tlaverify.kernel.diagnostic import Annotation, Diagnostic
from tlaverify.syntax.blank import Blanked
from tlaverify.syntax.source import Source

__all__ = ["explain_error"]


def explain_error(source: Source, blanked: Blanked, encoded: bytes, root: Node) -> Diagnostic:
    """The diagnostic for the first place where the text is not TLA+."""
    node = _first_error(root) or root
    start = node.start_byte >> 1
    place = source.place(blanked.span(start, start + 1))
    return Diagnostic("syntax", "this is not TLA+", (Annotation(place),))


def _first_error(node: Node) -> Node | None:
    while True:
        if node.is_missing or node.type == "ERROR":
            return node
        inner = next((child for child in node.children if child.has_error or child.is_missing), None)
        if inner is None:
            return None
        node = inner
