"""Kinds of values, as far as they tell whether two values are equal.

TLA+ does not say whether ``1 = "a"``, so equality has three truth values.  Two values of one kind, built of
integers, strings, Booleans and model values alone, are equal exactly if they are built alike: to see that
takes no comparison of each part with each other.
"""

from __future__ import annotations

from typing import TypeAlias

from tlaverify.evaluate.values import Boolean, FiniteSet, Function, Integer, Model, String, Value

__all__ = ["ANY", "Kind", "alike", "common", "kind_of"]

Kind: TypeAlias = "str | SetKind | FunctionKind"


class SetKind:
    """Of a set whose elements are of one kind; ``ANY`` for the empty set."""

    __slots__ = ("element",)

    def __init__(self, element: Kind) -> None:
        self.element = element


class FunctionKind:
    """Of a function: the kind of its arguments, and that of its value for each."""

    __slots__ = ("argument", "values")

    def __init__(self, argument: Kind, values: dict[Value, Kind]) -> None:
        self.argument = argument
        self.values = values


ANY = "any"
"""The kind of no value: what the elements of the empty set are of."""

_NONE = "none"
"""The kind of a value that tells nothing: it is like no other."""

_ATOMS: dict[type[Value], str] = {Integer: "integer", Boolean: "Boolean", String: "string", Model: "model"}


def kind_of(value: Value) -> Kind | None:
    """The value's kind; None where it is, or holds, anything but finite sets, functions and like atoms."""
    found = _kind(value)
    return None if found == _NONE else found


def _kind(value: Value) -> Kind:
    atom = _ATOMS.get(type(value))
    if atom is not None:
        return atom
    if isinstance(value, FiniteSet):
        if value.kind is None:
            element = _all(value.elements)
            value.kind = _NONE if element is None else SetKind(element)
        return value.kind  # type: ignore[return-value]
    if isinstance(value, Function):
        if value.kind is None:
            argument = _all(value.items)
            values = {k: _kind(v) for k, v in value.items.items()}
            known = argument is not None and _NONE not in values.values()
            value.kind = FunctionKind(argument, values) if known and argument is not None else _NONE
        return value.kind  # type: ignore[return-value]
    return _NONE


def _all(values: object) -> Kind | None:
    out: Kind | None = ANY
    for v in values:  # type: ignore[attr-defined]
        out = common(out, _kind(v)) if out is not None else None
        if out is None:
            return None
    return out


def common(a: Kind, b: Kind) -> Kind | None:
    """The kind that values of both kinds are of, if there is one."""
    if a is b:
        return None if a == _NONE else a
    if isinstance(a, str) or isinstance(b, str):
        if a == ANY:
            return None if b == _NONE else b
        if b == ANY:
            return None if a == _NONE else a
        return a if a == b and a != _NONE else None
    if isinstance(a, SetKind):
        element = common(a.element, b.element) if isinstance(b, SetKind) else None
        return None if element is None else SetKind(element)
    if not isinstance(b, FunctionKind):
        return None
    argument = common(a.argument, b.argument)
    if argument is None:
        return None
    values = dict(a.values)
    for key, kind in b.values.items():
        known = values.get(key)
        both = kind if known is None else common(known, kind)
        if both is None:
            return None
        values[key] = both
    return FunctionKind(argument, values)


def alike(a: Value, b: Value) -> bool:
    """Whether the values are of one kind, so that they are equal exactly if they are built alike."""
    one, other = kind_of(a), kind_of(b)
    return one is not None and other is not None and common(one, other) is not None
