"""Text to abstract syntax."""

from __future__ import annotations

from tlaverify.syntax import ast
from tlaverify.syntax.source import Source

__all__ = ["parse_module"]


def parse_module(source: Source) -> ast.Module:
    """The first module in the text, all of TLA+2 with proofs.

    Raises DiagnosticError (codes ``syntax``, ``reserved-word``, ``precedence``,
    ``proof-structure``, ``nesting``) with place and hint for whatever is not TLA+.
    """
    raise NotImplementedError
