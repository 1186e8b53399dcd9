"""An operator of an instance has the value that the module's operator has at the values of WITH."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tlaverify.evaluate.evaluate import Interpretation, evaluate
from tlaverify.evaluate.values import Integer, Undefined, Value
from tlaverify.kernel.rewrite import substitute
from tlaverify.kernel.term import Num, Symbol, builtin
from tlaverify.semantics.load import KnownModules, load_module
from tlaverify.semantics.scope import Defined, InstanceEntry, Scope

LIBRARY = KnownModules()


@st.composite
def numbers(draw: st.DrawFn, depth: int, primes: bool, bound: tuple[str, ...]) -> str:
    leaves = ["0", "1", "2", "c", "x", "y", *bound] + (["x'", "y'", "(x + y)'"] if primes else [])
    if depth == 0:
        return draw(st.sampled_from(leaves))
    left, right = (draw(numbers(depth - 1, primes, bound)) for _ in range(2))
    test = draw(formulas(depth - 1, primes, bound))
    choices = [
        f"({left} + {right})",
        f"({left} - {right})",
        f"(IF {test} THEN {left} ELSE {right})",
        f"G({left})",
    ]
    if primes:
        choices.append("x'")
    return draw(st.sampled_from([*choices, draw(st.sampled_from(leaves))]))


@st.composite
def formulas(draw: st.DrawFn, depth: int, primes: bool, bound: tuple[str, ...]) -> str:
    left, right = (draw(numbers(max(depth - 1, 0), primes, bound)) for _ in range(2))
    atom = draw(st.sampled_from([f"({left} = {right})", f"({left} < {right})"]))
    if depth == 0:
        return atom
    p, q = (draw(formulas(depth - 1, primes, bound)) for _ in range(2))
    name = f"k{len(bound)}"
    inner = draw(formulas(depth - 1, primes, (*bound, name)))
    value = draw(numbers(depth - 1, False, bound))
    state = draw(formulas(depth - 1, False, bound))
    choices = [
        f"({p} /\\ {q})", f"({p} \\/ {q})", f"(~{p})", f"({p} => {q})",
        f"(\\E {name} \\in {{0, 1, {value}}} : {inner})", f"(\\A {name} \\in {{0, {value}}} : {inner})",
        f"(LET {name} == {value} IN {inner})",
        f"(ENABLED (x' = {value} /\\ y' = x /\\ {p}))", f"(ENABLED (y' = {value} /\\ x' = y' /\\ {q}))",
        f"P({value})", f"(ENABLED A({value}))",
    ]  # fmt: skip
    if primes:
        choices += ["UNCHANGED <<x, y>>", f"[{p}]_x", f"({state})'"]
    return draw(st.sampled_from(choices))


INNER = """---- MODULE In ----
EXTENDS Integers
CONSTANT c
VARIABLES x, y
G(n) == n + c - x
P(n) == n = y \\/ ENABLED (x' = n /\\ y' = n /\\ x < y)
A(n) == x' = n /\\ y' = x + n /\\ c < n
Op(n) == {body}
====
"""

OUTER = """---- MODULE M ----
EXTENDS Integers
CONSTANT c
VARIABLES u, v
I == INSTANCE In WITH c <- c + 1, x <- {x}, y <- {y}
====
"""

WITH = ["u", "v", "u + v", "u - 1", "2", "IF u < v THEN u ELSE v"]


def value_of(scope: Scope, name: str) -> tuple[Defined, Symbol]:
    entry = scope.lookup(name)
    if isinstance(entry, InstanceEntry):
        entry = entry.members["Op"]
    assert isinstance(entry, Defined)
    return entry, entry.definition.params[0]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_values(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    body = data.draw(formulas(3, True, ("n",)))
    x, y = (data.draw(st.sampled_from(WITH)) for _ in range(2))
    folder: Path = tmp_path_factory.mktemp("instance")
    (folder / "In.tla").write_text(INNER.format(body=body), encoding="utf-8")
    (folder / "M.tla").write_text(OUTER.format(x=x, y=y), encoding="utf-8")
    program = load_module(folder / "M.tla", [], LIBRARY)
    outer, inner = program.main, program.modules["In"]
    small = st.integers(-1, 2)
    c, u, v, u2, v2, n = (data.draw(small) for _ in range(6))
    symbols = {s.name: s for s in outer.scope.declared}
    there = Interpretation(
        {symbols["c"]: Integer(c)},
        {symbols["u"]: Integer(u), symbols["v"]: Integer(v)},
        {symbols["u"]: Integer(u2), symbols["v"]: Integer(v2)},
        outer.definitions,
    )

    def at(expression: str, u: int, v: int) -> Value:
        code = {"IF u < v THEN u ELSE v": min(u, v), "u + v": u + v, "u - 1": u - 1, "2": 2, "u": u, "v": v}
        return Integer(code[expression])

    names = {s.name: s for s in inner.scope.declared}
    here = Interpretation(
        {names["c"]: Integer(c + 1)},
        {names["x"]: at(x, u, v), names["y"]: at(y, u, v)},
        {names["x"]: at(x, u2, v2), names["y"]: at(y, u2, v2)},
        inner.definitions,
    )
    results = []
    for scope, name, interpretation in ((outer.scope, "I", there), (inner.scope, "Op", here)):
        entry, param = value_of(scope, name)
        number = Num(n) if n >= 0 else builtin("-.", Num(-n))
        results.append(evaluate(substitute(entry.definition.body, {param: number}), interpretation))
    if not any(isinstance(r, Undefined) for r in results):
        assert results[0] == results[1]
