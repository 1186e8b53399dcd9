"""Symbolic values: what the encoder knows of the form of a TLA+ value.

Each class is one form.  ``UVal`` is a value of which nothing is known; every
other value can be turned into one (``encoder.to_u``), so that nothing is lost
but speed when a form is not known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from tlaverify.encodings.smt import Expr
from tlaverify.encodings.types import Type

__all__ = [
    "BoolVal",
    "FunVal",
    "IntVal",
    "IteVal",
    "RecVal",
    "RelVal",
    "SeqVal",
    "SetVal",
    "StrVal",
    "TupVal",
    "UVal",
    "Value",
]


@dataclass(frozen=True, slots=True)
class UVal:
    """A value of the universe; ``e`` has sort U."""

    e: Expr


@dataclass(frozen=True, slots=True)
class IntVal:
    """An integer; ``e`` has sort Int."""

    e: Expr


@dataclass(frozen=True, slots=True)
class BoolVal:
    """A Boolean; ``e`` has sort Bool."""

    e: Expr


@dataclass(frozen=True, slots=True)
class StrVal:
    """A string literal."""

    text: str


@dataclass(frozen=True, slots=True)
class RecVal:
    """A record with exactly these fields, sorted by name."""

    fields: tuple[tuple[str, Value], ...]

    def get(self, name: str) -> Value | None:
        return next((v for f, v in self.fields if f == name), None)


@dataclass(frozen=True, slots=True)
class TupVal:
    """A tuple of exactly this length."""

    items: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class IteVal:
    """``IF test THEN then ELSE other``."""

    test: Expr
    then: Value
    other: Value


@dataclass(frozen=True, slots=True, eq=False)
class SetVal:
    """A set, given by its membership test.

    member   the formula "x is an element".
    types    types that cover all elements.
    over     quantifies over the elements by the way the set is made up, where that is better
             than by their types: ``over(universal, body)`` is "all (some) elements satisfy body".
    name     the set as a value of the universe, in terms of the sets that it is made of; so that a
             lemma about ``S \\cup {x}`` speaks of every union of that form.
    """

    member: Callable[[Value], Expr]
    types: Callable[[], tuple[Type, ...]]
    over: Callable[[bool, Callable[[Value], Expr]], Expr] | None = None
    name: Callable[[], Expr] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class RelVal:
    """A set given by one relation symbol per type of its elements (applied to ``params`` first)."""

    parts: tuple[tuple[str, Type], ...]
    params: tuple[Expr, ...]


@dataclass(frozen=True, slots=True, eq=False)
class FunVal:
    """A function.

    apply    its value at an argument *in the domain*.
    result   a type of all its values on the domain.
    origin   the symbol and the parameters whose function it is, where it has a symbol of its own or is what
             an equation says of a variable.
    outside  the value of this very function at an argument *out of the domain*, where more is known of it
             than that it is some value.
    total    ``apply`` serves for all arguments.
    """

    domain: Value
    apply: Callable[[Value], Value]
    result: Callable[[], Type]
    origin: tuple[str, tuple[Expr, ...]] | None = None
    outside: Callable[[FunVal, Value], Value] | None = None
    total: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class SeqVal:
    """A sequence: its length (>= 0) and its element at an index (sort Int) in 1..length.

    name  the sequence as a value of the universe where an operator made it, so that a lemma about ``Tail(s)``
          speaks of every such sequence.
    """

    length: Expr
    at: Callable[[Expr], Value]
    element: Callable[[], Type]
    name: Callable[[], Expr] | None = None


Value: TypeAlias = (
    UVal | IntVal | BoolVal | StrVal | RecVal | TupVal | IteVal | SetVal | RelVal | FunVal | SeqVal
)
