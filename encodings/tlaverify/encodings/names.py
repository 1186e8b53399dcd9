"""SMT names for TLA+ symbols: a function of the query alone."""

from __future__ import annotations

from typing import Any, Final

from tlaverify.kernel.term import Kind, Symbol

__all__ = ["Names"]

_RESERVED: Final = frozenset([
    "and", "or", "not", "xor", "implies", "iff", "if", "ite", "true", "false", "let", "forall",
    "exists", "distinct", "as", "par", "assert", "Int", "Bool", "Real", "U", "div", "mod", "rem", "abs",
    "div_total", "mod_total", "to_real", "to_int", "is_int", "divisible", "iand", "piand", "pow2",
    "select", "store", "const", "concat", "eqrange", "pto", "wand", "RNE", "RNA", "RTP", "RTN", "RTZ",
    "roundNearestTiesToEven", "roundNearestTiesToAway", "roundTowardNegative", "roundTowardPositive",
    "roundTowardZero",
])  # fmt: skip
_THEORIES: Final = frozenset([
    "bag", "bv", "char", "ff", "fp", "int", "nullable", "re", "real", "rel", "seq", "sep", "set", "str",
    "table", "tuple", "update",
])  # fmt: skip
"""What the solvers' own symbols begin with, before a dot (``seq.at``, ``set.union``), as ours may."""


class Names:
    """Gives each symbol its own name, the reader's own where it is free."""

    def __init__(self) -> None:
        self._of: dict[tuple[Symbol, bool], str] = {}
        self._taken: dict[str, tuple[Symbol, bool]] = {}

    @property
    def tables(self) -> tuple[dict[Any, Any], ...]:
        """What grows with each name."""
        return self._of, self._taken

    def of(self, symbol: Symbol, primed: bool) -> str:
        key = (symbol, primed)
        name = self._of.get(key)
        if name is None:
            base = symbol.name
            if symbol.kind is Kind.OPAQUE and symbol.scope:
                base = f"{base} {symbol.scope}"
            if symbol.arity:
                base = f"{base}/{symbol.arity}"
            if primed:
                base += "'"
            if base in _RESERVED or base in _THEORIES or base[:1] in "@.?" or base[:2] == "bv":
                base = f"op {base}@"
            name, n = base, 2
            while name in self._taken:
                name, n = f"{base}@{n}", n + 1
            self._taken[name] = key
            self._of[key] = name
        return name
