"""The Informal Trace Format: each kind of value in the form that Apalache's ADR 015 gives it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tlaverify.evaluate.lazy import NAT, Interval
from tlaverify.evaluate.values import (
    FALSE,
    Function,
    Integer,
    Model,
    String,
    Value,
    empty_set,
    finite_set,
    record,
    sequence,
    tuple_of,
)
from tlaverify.explain.counterexample import find_counterexample
from tlaverify.explain.itf import itf_object, itf_value
from tlaverify.obligations.generate import obligations_of
from tlaverify.semantics.load import load_module

ONE, TWO = Integer(1), Integer(2)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (FALSE, False),
        (String("hello"), "hello"),
        (Integer(0), {"#bigint": "0"}),
        (Integer(-(2**70)), {"#bigint": "-1180591620717411303424"}),
        (Model("a1"), "a1"),
        (empty_set(), {"#set": []}),
        (finite_set([TWO, ONE]), {"#set": [{"#bigint": "1"}, {"#bigint": "2"}]}),
        (Interval(ONE, TWO), {"#set": [{"#bigint": "1"}, {"#bigint": "2"}]}),
        (sequence([]), {"#tup": []}),
        (tuple_of(ONE, String("a")), {"#tup": [{"#bigint": "1"}, "a"]}),
        (Function({Model("a2"): ONE, Model("a1"): TWO}),
         {"#map": [["a1", {"#bigint": "2"}], ["a2", {"#bigint": "1"}]]}),
        (Function({TWO: ONE}), {"#map": [[{"#bigint": "2"}, {"#bigint": "1"}]]}),
        (record({"bal": ONE, "type": String("1a")}), {"bal": {"#bigint": "1"}, "type": "1a"}),
        (record({"#set": ONE}), {"#map": [["#set", {"#bigint": "1"}]]}),
        (record({"tag": ONE, "value": ONE}),
         {"#map": [["tag", {"#bigint": "1"}], ["value", {"#bigint": "1"}]]}),
        (record({"1b": ONE}), {"#map": [["1b", {"#bigint": "1"}]]}),
        (NAT, {"#unserializable": "Nat"}),
    ],
    ids=repr,
)
def test_values(value: Value, expected: Any) -> None:
    assert itf_value(value) == expected


def expression(value: Any) -> bool:
    """Whether this is an <expr> of the format."""
    if isinstance(value, (bool, str)):
        return True
    if isinstance(value, list):
        return all(map(expression, value))
    if not isinstance(value, dict):
        return False
    marks = [k for k in value if k.startswith("#")]
    if not marks:
        return all(map(expression, value.values()))
    ((mark, inner),) = value.items()
    if mark == "#bigint":
        return re.fullmatch(r"-?[0-9]+", inner) is not None
    if mark == "#map":
        return all(len(pair) == 2 and expression(pair) for pair in inner)
    if mark == "#unserializable":
        return isinstance(inner, str)
    return mark in ("#tup", "#set") and expression(inner)


MODULE = """---- MODULE Trace ----
EXTENDS Integers
CONSTANTS Proc, F(_)
VARIABLES n, seen
TypeOK == n \\in Int /\\ seen \\in [Proc -> SUBSET {"a", "b"}]
Next == n' = n - 1 /\\ seen' = [p \\in Proc |-> {"a"}]
THEOREM Step == TypeOK /\\ n >= 0 /\\ Next => n' >= 0 OBVIOUS
THEOREM State == TypeOK /\\ F(1) \\in Nat => n = F(1) OBVIOUS
====
"""


@pytest.mark.parametrize(("name", "states"), [("Step", 2), ("State", 1)])
def test_traces(name: str, states: int, tmp_path: Path) -> None:
    path = tmp_path / "Trace.tla"
    path.write_text(MODULE, encoding="utf-8")
    program = load_module(path)
    obligation = next(
        o for t in obligations_of(program.main, program) if t.name == name for o in t.obligations
    )
    found = find_counterexample(obligation)
    assert found is not None
    trace = itf_object(obligation, found)
    assert set(trace) == {"#meta", "params", "vars", "states"}
    assert trace["vars"] and len(trace["states"]) == states
    for i, state in enumerate(trace["states"]):
        names = {*trace["vars"], *(trace["params"] if i == 0 else ())}
        assert set(state) == {"#meta", *names}
        assert all(expression(state[n]) for n in names)
    assert "does not" in trace["#meta"]["description"]
    assert ("operators" in trace["#meta"]) == (name == "State")
