"""In words: what keeps a value from being an element, or a set from being a subset, of another."""

from __future__ import annotations

from tlaverify.evaluate import compare
from tlaverify.evaluate.lazy import Cup, FunctionSet, Powerset, RecordSet, Sequences
from tlaverify.evaluate.show import show_value
from tlaverify.evaluate.values import FiniteSet, Function, String, Undefined, Value, sequence_items
from tlaverify.evaluate.work import Work

__all__ = ["misfit"]


def misfit(value: Value, within: Value, work: Work, inside: bool = False) -> tuple[Value | None, str]:
    """Why ``value \\in within`` is false (``inside``: ``value \\subseteq within``).

    The element of ``value`` that does not fit, None if it is about ``value`` itself, and what is wrong with
    it; empty if that is plain.

    >>> # f \\in [S -> Nat]  where f[1] = -1      None, "[1] is -1, which is not in Nat"
    """
    if isinstance(within, Powerset):
        return misfit(value, within.base, work, inside=True)
    if not inside:
        return None, _member(value, within, work) or ""
    found = _outside(value, within, work)
    return (None, "") if found is None else (found, _member(found, within, work) or "")


def _outside(value: Value, within: Value, work: Work) -> Value | None:
    """The first element that is in the one set and not in the other."""
    listed = compare.elements(value, work)
    if isinstance(listed, Undefined):
        return None
    return next((x for x in listed if compare.member(x, within, work) is False), None)


def _member(value: Value, within: Value, work: Work) -> str | None:
    """Why the value is no element, None where there is nothing more to say."""
    if isinstance(within, Powerset):
        odd = _outside(value, within.base, work)
        return None if odd is None else f"{show_value(odd)} is not in {_set(within.base)}"
    if isinstance(within, Cup):
        # the side whose records have the same fields is the one that was meant
        for side in (within.left, within.right):
            found = _member(value, side, work)
            if found is not None:
                return found
        return None
    if isinstance(within, RecordSet) and isinstance(value, Function):
        fields: dict[Value, Value] = {String(f): s for f, s in within.fields}
        return _values(value, fields, work) if value.items.keys() == fields.keys() else None
    if isinstance(within, FunctionSet) and isinstance(value, Function):
        if compare.equal(value.domain(), within.domain, work) is False:
            return f"its domain is {show_value(value.domain())}"
        return _values(value, dict.fromkeys(value.items, within.codomain), work)
    if isinstance(within, Sequences) and (items := sequence_items(value)) is not None:
        for i, item in enumerate(items, 1):
            if compare.member(item, within.base, work) is False:
                return f"[{i}] is {show_value(item)}, which is not in {_set(within.base)}"
    return None


def _values(value: Function, fields: dict[Value, Value], work: Work) -> str | None:
    bad = [k for k, s in fields.items() if compare.member(value.items[k], s, work) is False]
    if not bad or any(_tag(fields[k], value.items[k]) for k in bad):
        return None
    key, within = bad[0], fields[bad[0]]
    place = f".{str(key)[1:-1]}" if isinstance(key, String) else f"[{show_value(key)}]"
    deeper = _member(value.items[key], within, work)
    if deeper and deeper.startswith((".", "[")):
        return place + deeper
    return f"{place} is {show_value(value.items[key])}, which is not in {_set(within)}"


def _tag(within: Value, value: Value) -> bool:
    """Whether a field must be one certain string: if it is another, another kind of record was meant."""
    return isinstance(value, String) and isinstance(within, FiniteSet) and len(within.elements) == 1


def _set(value: Value) -> str:
    text = show_value(value)
    return text if len(text) <= 40 else "the set that is required"
