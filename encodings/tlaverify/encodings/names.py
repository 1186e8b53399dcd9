"""SMT names for TLA+ symbols: a function of the query alone."""

from __future__ import annotations

from typing import Any, Final

from tlaverify.kernel.term import Kind, Symbol

__all__ = ["Names"]

_RESERVED: Final = frozenset(
    {
        "and",
        "or",
        "not",
        "true",
        "false",
        "ite",
        "let",
        "forall",
        "exists",
        "distinct",
        "div",
        "mod",
        "abs",
        "xor",
        "as",
        "par",
        "assert",
        "Int",
        "Bool",
        "Real",
        "U",
        "select",
        "store",
        "const",
        "concat",
        "to_real",
        "to_int",
        "is_int",
        "rem",
        "implies",
        "iff",
        "if",
    }
)


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
            if base in _RESERVED or base[:1] in "@.?":
                base = f"op {base}@"
            name, n = base, 2
            while name in self._taken:
                name, n = f"{base}@{n}", n + 1
            self._taken[name] = key
            self._of[key] = name
        return name
