"""TLA+ values that the evaluator computes with.

Every value of TLA+ is a set, but the language says of integers, strings, Booleans
and functions only how they differ among themselves.  A ``Value`` therefore has a
kind, and ``compare.equal`` answers ``Undefined`` across kinds.  Records, tuples and
sequences are functions, as in "Specifying Systems", sections 16.1.7 to 16.1.10:
a tuple is a function on ``1..n``, a record one on a set of strings.

A ``Model`` value interprets a declared constant (or an element of one): it stands
for some value outside every set at hand, which exists because no set holds all
values.  It differs from everything but itself, and nothing else is known of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tlaverify.evaluate.work import Work

__all__ = [
    "FALSE", "TRUE", "Boolean", "FiniteSet", "Function", "Integer", "LazyFunction", "LazySet", "Model",
    "String", "Symbolic", "Truth", "Undefined", "Value", "boolean", "empty_set", "finite_set", "record",
    "sequence", "sequence_items", "sort_key", "tuple_of",
]


@dataclass(frozen=True, slots=True)
class Undefined:
    """TLA+ does not say what the value is (or the evaluator cannot tell); ``reason`` says why, for people."""

    reason: str


Truth = bool | Undefined

_FIELD: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
"""What may be the name of a record's field."""


class Value:
    """The base of all values."""

    __slots__ = ()


class Integer(Value):
    __slots__ = ("value",)

    def __init__(self, value: int) -> None:
        self.value: Final = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Integer) and self.value == other.value

    def __hash__(self) -> int:
        return hash(("int", self.value))

    def __repr__(self) -> str:
        return str(self.value)


class Boolean(Value):
    __slots__ = ("value",)

    def __init__(self, value: bool) -> None:
        self.value: Final = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Boolean) and self.value == other.value

    def __hash__(self) -> int:
        return hash(("bool", self.value))

    def __repr__(self) -> str:
        return "TRUE" if self.value else "FALSE"


TRUE: Final = Boolean(True)
FALSE: Final = Boolean(False)


class String(Value):
    __slots__ = ("value",)

    def __init__(self, value: str) -> None:
        self.value: Final = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, String) and self.value == other.value

    def __hash__(self) -> int:
        return hash(("str", self.value))

    def __repr__(self) -> str:
        escaped = self.value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'


class Model(Value):
    """A value of which only its identity is known."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name: Final = name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Model) and self.name == other.name

    def __hash__(self) -> int:
        return hash(("model", self.name))

    def __repr__(self) -> str:
        return self.name


class FiniteSet(Value):
    """A set given by its elements; two of them may be equal where TLA+ does not say (``{1, "a"}``)."""

    __slots__ = ("_sorted", "elements", "kind")

    def __init__(self, elements: frozenset[Value]) -> None:
        self.elements: Final = elements
        self.kind: object = None  # kept here by ``kinds``
        self._sorted: tuple[Value, ...] | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FiniteSet) and self.elements == other.elements

    def __hash__(self) -> int:
        return hash(("set", self.elements))

    def __repr__(self) -> str:
        return "{" + ", ".join(map(repr, self.sorted())) + "}"

    def sorted(self) -> tuple[Value, ...]:
        """The elements in the one order on values that everything uses (``sort_key``)."""
        if self._sorted is None:
            self._sorted = tuple(sorted(self.elements, key=sort_key))
        return self._sorted


class Function(Value):
    """A function with a finite domain."""

    __slots__ = ("_hash", "items", "kind")

    def __init__(self, items: Mapping[Value, Value]) -> None:
        self.items: Final = dict(items)
        self.kind: object = None  # kept here by ``kinds``
        self._hash: int | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Function) and self.items == other.items

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(("fn", frozenset(self.items.items())))
        return self._hash

    def __repr__(self) -> str:
        if (parts := sequence_items(self)) is not None:
            return "<<" + ", ".join(map(repr, parts)) + ">>"
        pairs = sorted(self.items.items(), key=lambda kv: sort_key(kv[0]))
        if all(isinstance(k, String) and _FIELD.match(k.value) for k in self.items):
            return "[" + ", ".join(f"{str(k)[1:-1]} |-> {v!r}" for k, v in pairs) + "]"
        return "(" + " @@ ".join(f"{k!r} :> {v!r}" for k, v in pairs) + ")"

    def domain(self) -> FiniteSet:
        return FiniteSet(frozenset(self.items))


class LazySet(Value):
    """A set known by its membership test; the kinds of them are in ``lazy.py``."""

    __slots__ = ()

    def contains(self, value: Value, work: Work) -> Truth:
        """Whether ``value`` is an element."""
        raise NotImplementedError

    def listed(self, work: Work) -> tuple[Value, ...] | Undefined:
        """All elements, each at least once; Undefined where the set is infinite or too large."""
        return Undefined(f"{self!r} cannot be enumerated")

    def samples(self, work: Work) -> Iterator[Value]:
        """Some elements (a finite number), to look for a witness among."""
        return iter(())


class LazyFunction(Value):
    """A function that is not tabulated: its domain is infinite or large."""

    __slots__ = ("call", "domain")

    def __init__(self, domain: Value, call: Callable[[Value], Value | Undefined]) -> None:
        self.domain: Final = domain
        self.call: Final = call

    def __repr__(self) -> str:
        return f"[x \\in {self.domain!r} |-> ...]"


def boolean(value: bool) -> Boolean:
    return TRUE if value else FALSE


def finite_set(elements: Iterable[Value]) -> FiniteSet:
    return FiniteSet(frozenset(elements))


def empty_set() -> FiniteSet:
    return FiniteSet(frozenset())


def tuple_of(*items: Value) -> Function:
    """``<<items>>``."""
    return sequence(items)


def sequence(items: Iterable[Value]) -> Function:
    """The sequence of the items: a function on ``1..n``."""
    return Function({Integer(i): v for i, v in enumerate(items, 1)})


def record(fields: Mapping[str, Value]) -> Function:
    """``[f |-> v, ...]``."""
    return Function({String(f): v for f, v in fields.items()})


def sequence_items(value: Value) -> tuple[Value, ...] | None:
    """The items of a sequence, None where the function's domain is not written as ``1..n``."""
    if not isinstance(value, Function):
        return None
    out = []
    for i in range(1, len(value.items) + 1):
        item = value.items.get(Integer(i))
        if item is None:
            return None
        out.append(item)
    return tuple(out)


def sort_key(value: Value) -> tuple[object, ...]:
    """A key for one total order on values: integers by size of their absolute value, then the other kinds.

    CHOOSE takes the first value in this order, so equal sets give equal choices.
    """
    if isinstance(value, Model):
        # The reserved values of unbounded CHOOSE come first, whatever else there is.
        return (0, "", value.name) if value.name.startswith("choice!") else (4, len(value.name), value.name)
    if isinstance(value, Boolean):
        return (1, value.value)
    if isinstance(value, Integer):
        return (2, abs(value.value), value.value < 0)
    if isinstance(value, String):
        return (3, value.value)
    if isinstance(value, Function):
        pairs = sorted((sort_key(k), sort_key(v)) for k, v in value.items.items())
        return (5, len(pairs), tuple(pairs))
    if isinstance(value, FiniteSet):
        return (6, len(value.elements), tuple(sort_key(v) for v in value.sorted()))
    return (7, type(value).__name__, repr(value))


class Symbolic(Value):
    """A value that stands for all but a bounded part of a set; see ``symbolic.py``."""

    __slots__ = ()
