"""The operators of Sequences on functions whose arguments are ``1..n``, each perhaps in the domain."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from tlaverify.encodings.finite.circuit import FALSE, TRUE, Lit
from tlaverify.encodings.finite.symbolic import Choice, Symbolic, SymbolicFunction
from tlaverify.evaluate.values import Function, Integer, Value

if TYPE_CHECKING:
    from tlaverify.encodings.finite.ground import Grounder

__all__ = ["OPERATORS", "Whole", "as_sequence"]


@dataclass(frozen=True, slots=True)
class Whole:
    """A function on some of ``1..len(items)``; ``there`` says which are in its domain.

    exact  when it is a sequence: with each number those before it are in the domain.
    """

    items: Sequence[Symbolic]
    there: Sequence[Lit]
    exact: Lit

    def longer(self, n: int) -> Lit:
        """Whether there are more than ``n`` elements."""
        return self.there[n] if n < len(self.there) else FALSE


def as_sequence(grounder: Grounder, value: Symbolic) -> Whole | None:
    """The sequence element by element; None for what is listed as a whole or has other arguments."""
    if isinstance(value, Function):
        value = SymbolicFunction(dict(value.items))
    if not isinstance(value, SymbolicFunction):
        return None
    keys: list[Value] = [Integer(i) for i in range(1, len(value.items) + 1)]
    if set(keys) != set(value.items):
        return None
    there = [value.guards.get(k, TRUE) for k in keys]
    circuit = grounder.circuit
    exact = circuit.and_(circuit.or_((a, -b)) for a, b in pairwise(there))
    return Whole([value.items[k] for k in keys], there, exact)


def _len(grounder: Grounder, s: Whole, rest: Sequence[Symbolic]) -> Symbolic | None:
    return Choice({Integer(n): g for n, g in _lengths(grounder, s).items()})


def _lengths(grounder: Grounder, s: Whole) -> dict[int, Lit]:
    """When it is a sequence of that length."""
    out: dict[int, Lit] = {}
    for n in range(len(s.items) + 1):
        first = s.there[n - 1] if n else TRUE
        out[n] = grounder.circuit.and_((s.exact, first, -s.longer(n)))
    return {n: g for n, g in out.items() if g != FALSE}


def _head(grounder: Grounder, s: Whole, rest: Sequence[Symbolic]) -> Symbolic | None:
    return grounder.combine.merge([(grounder.circuit.and_((s.exact, s.longer(0))), x) for x in s.items[:1]])


def _tail(grounder: Grounder, s: Whole, rest: Sequence[Symbolic]) -> Symbolic | None:
    guard = grounder.circuit.and_((s.exact, s.longer(0)))
    return grounder.combine.merge([(guard, _made(s.items[1:], s.there[1:]))]) if s.items else None


def _append(grounder: Grounder, s: Whole, rest: Sequence[Symbolic]) -> Symbolic | None:
    return _joined(grounder, s, Whole(rest, [TRUE], TRUE))


def _concatenation(grounder: Grounder, s: Whole, rest: Sequence[Symbolic]) -> Symbolic | None:
    other = as_sequence(grounder, rest[0])
    return None if other is None else _joined(grounder, s, other)


def _joined(grounder: Grounder, s: Whole, t: Whole) -> Symbolic | None:
    circuit = grounder.circuit
    lengths = _lengths(grounder, s)
    items: list[Symbolic] = []
    there: list[Lit] = []
    for i in range(len(s.items) + len(t.items)):
        cases: list[tuple[Lit, Symbolic]] = [(s.there[i], s.items[i])] if i < len(s.items) else []
        for n, guard in lengths.items():
            if 0 <= i - n < len(t.items):
                cases.append((circuit.and_((guard, t.there[i - n])), t.items[i - n]))
        item = grounder.combine.merge(cases)
        if item is None:
            break
        items.append(item)
        there.append(circuit.or_(g for g, _ in cases))
    return grounder.combine.merge([(circuit.and_((s.exact, t.exact)), _made(items, there))])


def _made(items: Sequence[Symbolic], there: Sequence[Lit]) -> Symbolic:
    keys: list[Value] = [Integer(i) for i in range(1, len(items) + 1)]
    guards = {k: g for k, g in zip(keys, there, strict=True) if g != TRUE}
    return SymbolicFunction(dict(zip(keys, items, strict=True)), guards)


_Rule = Callable[["Grounder", Whole, Sequence[Symbolic]], Symbolic | None]
OPERATORS: Final[Mapping[str, _Rule]] = {
    "Len": _len, "Head": _head, "Tail": _tail, "Append": _append, "\\o": _concatenation,
}
"""What the operators make of a sequence and their further arguments; None where that is undefined."""
