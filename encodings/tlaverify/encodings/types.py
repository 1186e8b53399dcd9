"""Shapes of values: what an obligation's hypotheses confine a term to.

A type says in which form *every* element of a set can be written.  It is
never a claim of its own: a term gets a type only from a set that a hypothesis
puts it in, and the membership itself is asserted besides.  ``AnyT`` is the whole
universe, so a list of types that contains it is always right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tlaverify.encodings.values import Value

__all__ = [
    "ANY",
    "AnyT",
    "BoolT",
    "FunT",
    "IntT",
    "LitT",
    "RecT",
    "SeqT",
    "SetT",
    "TupT",
    "Type",
    "closed",
    "combine",
    "flat",
    "join",
    "merge",
]


@dataclass(frozen=True, slots=True)
class IntT:
    """An integer."""


@dataclass(frozen=True, slots=True)
class BoolT:
    """TRUE or FALSE."""


@dataclass(frozen=True, slots=True)
class AnyT:
    """Any value."""


@dataclass(frozen=True, slots=True)
class LitT:
    """Just this string."""

    text: str


@dataclass(frozen=True, slots=True)
class RecT:
    """A record with exactly these fields, sorted by name."""

    fields: tuple[tuple[str, Type], ...]


@dataclass(frozen=True, slots=True)
class TupT:
    """A tuple of exactly this length."""

    items: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class SetT:
    """A set whose elements have these types."""

    elements: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class FunT:
    """A function with this domain; its values on the domain have the type ``result``.

    The domain is part of the type: of two function types with different domains neither covers the other.
    """

    domain: Value
    argument: Type
    result: Type


@dataclass(frozen=True, slots=True)
class SeqT:
    """A sequence of elements of this type."""

    element: Type


Type = IntT | BoolT | AnyT | LitT | RecT | TupT | SetT | FunT | SeqT

ANY: Final = AnyT()
_LIMIT: Final = 8


def flat(t: Type) -> Type:
    """The type of an element of a set: sets, functions and sequences are handles there."""
    match t:
        case SetT() | FunT() | SeqT():
            return ANY
        case RecT(fields):
            return RecT(tuple((f, flat(x)) for f, x in fields))
        case TupT(items):
            return TupT(tuple(flat(x) for x in items))
    return t


def closed(t: Type) -> Type:
    """The type without functions, whose domains may depend on variables that are bound here."""
    match t:
        case FunT():
            return ANY
        case RecT(fields):
            return RecT(tuple((f, closed(x)) for f, x in fields))
        case TupT(items):
            return TupT(tuple(closed(x) for x in items))
        case SetT(elements):
            return SetT(merge(closed(x) for x in elements))
        case SeqT(element):
            return SeqT(closed(element))
    return t


def join(types: Iterable[Type]) -> Type:
    """One type that covers them all."""
    out: Type | None = None
    for t in types:
        out = t if out is None else _join(out, t)
    return ANY if out is None else out


def _join(a: Type, b: Type) -> Type:
    if a == b:
        return a
    match a, b:
        case RecT(f), RecT(g) if [n for n, _ in f] == [n for n, _ in g]:
            return RecT(tuple((n, _join(x, y)) for (n, x), (_, y) in zip(f, g, strict=True)))
        case TupT(f), TupT(g) if len(f) == len(g):
            return TupT(tuple(_join(x, y) for x, y in zip(f, g, strict=True)))
        case SetT(f), SetT(g):
            return SetT(merge((*f, *g)))
        case SeqT(f), SeqT(g):
            return SeqT(_join(f, g))
    return ANY


def _same_shape(a: Type, b: Type) -> bool:
    """Whether two types differ in sorts only, not in a literal, a length or a field name."""
    match a, b:
        case (LitT(x), LitT(y)):
            return x == y
        case (LitT(), _) | (_, LitT()):
            return False
        case RecT(f), RecT(g):
            return len(f) == len(g) and all(
                n == m and _same_shape(x, y) for (n, x), (m, y) in zip(f, g, strict=True)
            )
        case TupT(f), TupT(g):
            return len(f) == len(g) and all(_same_shape(x, y) for x, y in zip(f, g, strict=True))
        case (RecT() | TupT() | SetT() | SeqT(), _) | (_, RecT() | TupT() | SetT() | SeqT()):
            return type(a) is type(b)
    return True


def merge(types: Iterable[Type]) -> tuple[Type, ...]:
    """The same types without those that another one covers; AnyT alone if it is among them."""
    out: list[Type] = []
    for t in types:
        if isinstance(t, AnyT):
            return (ANY,)
        for i, o in enumerate(out):
            if _same_shape(o, t):
                out[i] = _join(o, t)
                break
        else:
            out.append(t)
    if any(isinstance(t, AnyT) for t in out):
        return (ANY,)
    return tuple(out) if len(out) <= 2 * _LIMIT else (join(out),)


def combine(choices: list[tuple[Type, ...]]) -> list[tuple[Type, ...]]:
    """The product of alternatives, each list cut to its join where there are too many."""
    size = 1
    for c in choices:
        size *= max(1, len(c))
    if size > _LIMIT:
        choices = [(join(c),) if c else () for c in choices]
    return list(product(*choices))
