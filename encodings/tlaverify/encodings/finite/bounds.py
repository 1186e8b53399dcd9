"""Infinite sets cut off to a small scope."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tlaverify.evaluate.lazy import (
    INT,
    NAT,
    REAL,
    STRING,
    Cup,
    Diff,
    Filter,
    FunctionSet,
    Powerset,
    Product,
    RecordSet,
    Sequences,
)
from tlaverify.evaluate.show import tabulate
from tlaverify.evaluate.values import FiniteSet, Integer, String, Value, finite_set, sequence

__all__ = ["bounded"]

_LONGEST = 2
_MOST_ELEMENTS = 8


def bounded(s: Value, integers: Sequence[int], strings: Iterable[str] = ()) -> Value:
    """``s`` listed: Int cut to ``integers``, Nat to those >= 0, STRING to ``strings``, Seq to short ones."""
    return tabulate(_cut(s, integers, finite_set(String(x) for x in strings)), 6_000)


def _cut(s: Value, k: Sequence[int], strings: Value) -> Value:
    if s == STRING:
        return strings
    if s == NAT:
        return finite_set(Integer(n) for n in k if n >= 0)
    if s in (INT, REAL):
        return finite_set(Integer(n) for n in k)
    if isinstance(s, FunctionSet):
        return FunctionSet(_cut(s.domain, k, strings), _cut(s.codomain, k, strings))
    if isinstance(s, Powerset):
        return Powerset(_cut(s.base, k, strings))
    if isinstance(s, Product):
        return Product(tuple(_cut(f, k, strings) for f in s.factors))
    if isinstance(s, RecordSet):
        return RecordSet(tuple((f, _cut(v, k, strings)) for f, v in s.fields))
    if isinstance(s, Cup):
        return Cup(_cut(s.left, k, strings), _cut(s.right, k, strings))
    if isinstance(s, Diff):
        return Diff(_cut(s.base, k, strings), s.other)
    if isinstance(s, Filter):
        return Filter(_cut(s.base, k, strings), s.test)
    if isinstance(s, Sequences):
        base = tabulate(_cut(s.base, k, strings))
        lists: list[tuple[Value, ...]] = [()]
        out = [sequence(())]
        if isinstance(base, FiniteSet):
            elements = _some(base.sorted())
            for _ in range(_LONGEST):
                lists = [(*one, e) for one in lists for e in elements]
                out.extend(sequence(one) for one in lists)
        return finite_set(out)
    return s


def _some(elements: Sequence[Value]) -> Sequence[Value]:
    """Of many the first two and the last two: there would be their square of sequences."""
    return elements if len(elements) <= _MOST_ELEMENTS else (*elements[:2], *elements[-2:])
