"""A counterexample in Apalache's Informal Trace Format.

Source of the format: Apalache, ADR 015, "Informal Trace Format in JSON".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tlaverify.evaluate.show import tabulate
from tlaverify.evaluate.values import (
    Boolean,
    FiniteSet,
    Function,
    Integer,
    Model,
    String,
    Value,
    sequence_items,
    sort_key,
)
from tlaverify.explain.counterexample import Counterexample
from tlaverify.explain.reading import read_counterexample
from tlaverify.explain.text import headline
from tlaverify.kernel.sequent import Obligation

__all__ = ["itf_object", "itf_value"]

_RESERVED: Final = frozenset({"tag", "value"})


def itf_object(obligation: Obligation, found: Counterexample) -> dict[str, Any]:
    """A trace of the state before and the state after (of one state, where there is no step).

    The constants are its parameters, which the initial state sets.  The values of declared operators,
    for which the format has no place, stand in ``#meta``.
    """
    reading = read_counterexample(obligation, found)
    constants, variables = dict(reading.constants), [name for name, _ in reading.before]
    states: list[Mapping[str, Value]] = [{**constants, **dict(reading.before)}]
    if reading.stepwise:
        states.append(dict(reading.after))
    meta: dict[str, Any] = {
        "format": "ITF",
        "format-description": "https://apalache-mc.org/docs/adr/015adr-trace.html",
        "description": f"{obligation.id}: {headline(reading)}",
    }
    if reading.table:
        meta["operators"] = {name: itf_value(v) for name, v in reading.table}
    return {
        "#meta": meta,
        "params": list(constants),
        "vars": variables,
        "states": [
            {"#meta": {"index": i}, **{name: itf_value(v) for name, v in state.items()}}
            for i, state in enumerate(states)
        ],
    }


def itf_value(value: Value) -> Any:
    """One value in the Informal Trace Format.

    A model value is a string, as a value of an uninterpreted type is.  A function on strings that as an
    object could not be told from another construct (a field ``#...``, a variant's ``tag`` and ``value``)
    is a map.
    """
    value = tabulate(value)
    if isinstance(value, Boolean):
        return value.value
    if isinstance(value, String):
        return value.value
    if isinstance(value, Integer):
        return {"#bigint": str(value.value)}
    if isinstance(value, Model):
        return value.name
    if isinstance(value, FiniteSet):
        return {"#set": [itf_value(v) for v in value.sorted()]}
    if isinstance(value, Function):
        items = sequence_items(value)
        if items is not None:
            return {"#tup": [itf_value(v) for v in items]}
        pairs = sorted(value.items.items(), key=lambda kv: sort_key(kv[0]))
        fields = {k.value: v for k, v in pairs if isinstance(k, String)}
        if len(fields) == len(pairs) and _is_record(fields):
            return {k: itf_value(v) for k, v in fields.items()}
        return {"#map": [[itf_value(k), itf_value(v)] for k, v in pairs]}
    return {"#unserializable": repr(value)}


def _is_record(fields: Mapping[str, Value]) -> bool:
    return fields.keys() != _RESERVED and all(f.isidentifier() for f in fields)
