"""Ultimately periodic words, and the truth of formulas on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tlaverify.obligations.ptl.formula import Formula, nodes

__all__ = ["Lasso", "holds", "truth_table"]

Valuation = Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Lasso:
    """``prefix`` followed by ``loop`` for ever; ``loop`` is not empty.

    An atom that a valuation lacks is false.
    """

    prefix: tuple[Valuation, ...]
    loop: tuple[Valuation, ...]


def truth_table(f: Formula, lasso: Lasso) -> dict[Formula, list[bool]]:
    """The truth of every subformula at each of the lasso's positions."""
    word = lasso.prefix + lasso.loop
    start, n = len(lasso.prefix), len(word)
    after = [*range(1, n), start]
    table: dict[Formula, list[bool]] = {}
    for node in nodes(f):
        rows = [table[a] for a in node.args]
        if node.op == "atom":
            row = [bool(v.get(node.name, False)) for v in word]
        elif node.op in ("true", "false"):
            row = [node.op == "true"] * n
        elif node.op == "not":
            row = [not v for v in rows[0]]
        elif node.op == "and":
            row = [all(r[i] for r in rows) for i in range(n)]
        elif node.op == "or":
            row = [any(r[i] for r in rows) for i in range(n)]
        elif node.op == "iff":
            row = [rows[0][i] == rows[1][i] for i in range(n)]
        elif node.op == "next":
            row = [rows[0][after[i]] for i in range(n)]
        else:
            row = _fixpoint(node.op, rows, after)
        table[node] = row
    return table


def _fixpoint(op: str, rows: list[list[bool]], after: list[int]) -> list[bool]:
    """always is the greatest, eventually and until the least solution of its unfolding."""
    n = len(after)
    row = [op == "always"] * n
    while True:
        if op == "always":
            new = [rows[0][i] and row[after[i]] for i in range(n)]
        elif op == "eventually":
            new = [rows[0][i] or row[after[i]] for i in range(n)]
        else:
            new = [rows[1][i] or (rows[0][i] and row[after[i]]) for i in range(n)]
        if new == row:
            return row
        row = new


def holds(f: Formula, lasso: Lasso) -> bool:
    """Whether the formula is true at the lasso's first position."""
    return truth_table(f, lasso)[f][0]
