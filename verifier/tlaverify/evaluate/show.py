"""Values as TLA+ text."""

from __future__ import annotations

from tlaverify.evaluate import compare
from tlaverify.evaluate.values import (
    FiniteSet,
    Function,
    LazyFunction,
    LazySet,
    Undefined,
    Value,
    finite_set,
)
from tlaverify.evaluate.work import Work

__all__ = ["show_value", "tabulate"]


def tabulate(value: Value, size: int = 2_000) -> Value:
    """The value with every set in it that has at most ``size`` elements written out."""
    work = Work(size=size)
    return _tabulate(value, work)


def _tabulate(value: Value, work: Work) -> Value:
    if isinstance(value, LazySet):
        listed = compare.elements(value, work)
        if isinstance(listed, Undefined):
            return value
        once = compare.distinct(tuple(_tabulate(v, work) for v in listed), work)
        return value if isinstance(once, Undefined) else finite_set(once)
    if isinstance(value, FiniteSet):
        return finite_set(_tabulate(v, work) for v in value.sorted())
    if isinstance(value, Function):
        return Function({_tabulate(k, work): _tabulate(v, work) for k, v in value.items.items()})
    if isinstance(value, LazyFunction):
        keys = compare.elements(value.domain, work)
        if isinstance(keys, Undefined):
            return value
        items: dict[Value, Value] = {}
        for k in keys:
            item = value.call(k)
            if isinstance(item, Undefined):
                return value
            items[k] = _tabulate(item, work)
        return Function(items)
    return value


def show_value(value: Value) -> str:
    """The value as a TLA+ expression: ``{1, 2}``, ``<<a, b>>``, ``[f |-> 1]``, ``(k :> v @@ ...)``."""
    return repr(tabulate(value))
