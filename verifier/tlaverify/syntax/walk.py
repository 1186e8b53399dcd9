"""All nodes of a syntax tree."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Final

from tlaverify.syntax import ast

__all__ = ["nodes"]

_PARTS: Final[dict[type, tuple[str, ...]]] = {
    kind: tuple(f.name for f in dataclasses.fields(kind) if f.name != "span")
    for kind in vars(ast).values()
    if isinstance(kind, type) and issubclass(kind, ast.Node)
}
"""The names of the parts of each kind of node."""


def nodes(root: ast.Node) -> Iterator[ast.Node]:
    """The node and all below it, in no order of interest."""
    todo: list[object] = [root]
    while todo:
        n = todo.pop()
        if type(n) is tuple:
            todo.extend(n)
            continue
        parts = _PARTS.get(type(n))
        if parts is None or not isinstance(n, ast.Node):  # a name or a number
            continue
        yield n
        todo.extend([getattr(n, name) for name in parts])
