"""Values and counterexamples as JSON: plain text by symbol, and Apalache's Informal Trace Format.

Source of the format: Apalache, ADR 015, "Informal Trace Format in JSON".
"""

from __future__ import annotations

from typing import Any

from tlaverify.evaluate.show import tabulate
from tlaverify.evaluate.values import Boolean, FiniteSet, Function, Integer, String, Value, sequence_items
from tlaverify.explain.counterexample import Counterexample

__all__ = ["itf_object", "itf_value"]


def itf_object(found: Counterexample) -> dict[str, Any]:
    """A trace of the state before and the state after, constants as parameters."""
    parameters = {s.name: itf_value(v) for s, v in found.constants.items()}
    states = [found.state, found.next_state] if found.state else [{}]
    return {
        "#meta": {"format": "ITF", "description": "a counterexample to an obligation"},
        "params": list(parameters),
        "vars": [s.name for s in found.state],
        "states": [
            {"#meta": {"index": i}, **parameters, **{s.name: itf_value(v) for s, v in state.items()}}
            for i, state in enumerate(states)
        ],
    }


def itf_value(value: Value) -> Any:
    """One value in the Informal Trace Format."""
    value = tabulate(value)
    if isinstance(value, Boolean):
        return value.value
    if isinstance(value, String):
        return value.value
    if isinstance(value, Integer):
        return {"#bigint": str(value.value)}
    if isinstance(value, FiniteSet):
        return {"#set": [itf_value(v) for v in value.sorted()]}
    if isinstance(value, Function):
        items = sequence_items(value)
        if items is not None:
            return {"#tup": [itf_value(v) for v in items]}
        if all(isinstance(k, String) for k in value.items):
            return {repr(k)[1:-1]: itf_value(v) for k, v in value.items.items()}
        return {"#map": [[itf_value(k), itf_value(v)] for k, v in value.items.items()]}
    return {"#unserializable": repr(value)}
