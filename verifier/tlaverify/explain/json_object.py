"""A counterexample as plain values for JSON; values and formulas are TLA+ text."""

from __future__ import annotations

from typing import Any

from tlaverify.explain.action import Action
from tlaverify.explain.blame import Reason
from tlaverify.explain.layout import Layout
from tlaverify.explain.reading import Reading, Values
from tlaverify.explain.text import headline
from tlaverify.semantics.printing import show

__all__ = ["counterexample_object"]

_ONE_LINE = 1_000_000


def counterexample_object(reading: Reading) -> dict[str, Any]:
    """All that the reading tells; ``next_state`` is empty where there is no state after."""
    layout = Layout(fields=reading.fields)

    def values(pairs: Values) -> dict[str, str]:
        return {name: layout.flat(value) for name, value in pairs}

    def action(found: Action) -> dict[str, Any]:
        return {
            "name": found.name,
            "arguments": [None if v is None else layout.flat(v) for v in found.arguments],
            "witnesses": values(found.witnesses),
        }

    def reason(found: Reason) -> dict[str, Any]:
        return {
            "formula": show(found.term, _ONE_LINE),
            "holds": found.holds,
            "state": "after" if found.primed else "before",
            "values": values(found.values),
            "parts": {show(t, _ONE_LINE): layout.flat(v) for t, v in found.parts},
            "note": found.note,
            "culprit": None if found.culprit is None else layout.flat(found.culprit),
            "alternatives": [reason(r) for _, r in found.each],
        }

    return {
        "not_inductive": reading.inductive,
        "headline": headline(reading),
        "assumed": list(reading.assumed),
        "constants": values(reading.constants),
        "operators": values(reading.table),
        "state": values(reading.before),
        "action": reading.action and action(reading.action),
        "next_state": values(reading.after),
        "changed": [name for name, _ in reading.changed()],
        "false": [reason(r) for r in reading.reasons],
        "undecided_assumptions": list(reading.undecided),
    }
