"""What is known of integers by comparison with numbers: enough to see that a sequence is not empty."""

from __future__ import annotations

from tlaverify.encodings.smt import Expr

__all__ = ["Bounds"]


class Bounds:
    """Known facts of the forms ``n <= e``, ``e <= n``, ``e = n`` and their negations."""

    def __init__(self) -> None:
        self._facts: dict[Expr, list[tuple[str, int]]] = {}

    def note(self, e: Expr) -> None:
        """``e`` is known from now on."""
        fact = e.compares
        if fact is not None:
            term, kind, value = fact
            self._facts.setdefault(term, []).append((kind, value))

    def forget(self, e: Expr) -> None:
        """``e`` is no longer known; facts are forgotten in the reverse order of their noting or any other."""
        fact = e.compares
        if fact is not None:
            term, kind, value = fact
            self._facts[term].remove((kind, value))

    def decide(self, e: Expr) -> bool | None:
        """Whether ``e`` is true or false by the known bounds; None if they do not tell."""
        fact = e.compares
        if fact is None:
            return None
        term, kind, value = fact
        if not self._facts.get(term):
            return None
        low, high, others = self._range(term)
        if low is not None and high is not None and low > high:
            return None  # contradictory facts: leave that to the solver
        match kind:
            case ">=":
                return _order(low, high, value)
            case "<=":
                above = _order(low, high, value + 1)
                return None if above is None else not above
        equal: bool | None = None
        if low == high == value:
            equal = True
        elif value in others or (low is not None and value < low) or (high is not None and high < value):
            equal = False
        return equal if kind == "=" or equal is None else not equal

    def _range(self, term: Expr) -> tuple[int | None, int | None, set[int]]:
        facts = self._facts[term]
        lows = [v for k, v in facts if k in (">=", "=")]
        highs = [v for k, v in facts if k in ("<=", "=")]
        others = {v for k, v in facts if k == "#"}
        low = max(lows) if lows else None
        high = min(highs) if highs else None
        while low is not None and low in others:
            low += 1
        while high is not None and high in others:
            high -= 1
        return low, high, others


def _order(low: int | None, high: int | None, value: int) -> bool | None:
    """Whether the term is at least ``value``."""
    if low is not None and low >= value:
        return True
    if high is not None and high < value:
        return False
    return None
