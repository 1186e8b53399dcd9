"""The evaluator against hand-made expectations: ``tests/data/evaluate/*.test``.

A line ``expression ==> value`` says what the expression is worth, written as
``show_value`` writes it, or ``undefined``.  ``#`` begins a comment.  Before the first
case, lines ``> text`` are put into the module, ``constant c = e``, ``state x = e`` and
``next x = e`` give values (a name that means nothing yet is a model value).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from tlaverify.evaluate.evaluate import Interpretation, evaluate
from tlaverify.evaluate.show import show_value
from tlaverify.evaluate.values import Model, Undefined, Value
from tlaverify.kernel.term import Symbol
from tlaverify.semantics.load import load_module
from tlaverify.semantics.program import ModuleInfo

DATA = Path(__file__).parents[2] / "data" / "evaluate"
FILES = sorted(DATA.glob("*.test"))


@dataclass
class Suite:
    text: list[str] = field(default_factory=list)
    settings: list[tuple[str, str, str]] = field(default_factory=list)
    cases: list[tuple[str, str]] = field(default_factory=list)


@cache
def read(path: Path) -> Suite:
    suite = Suite()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("> "):
            suite.text.append(line[2:])
        elif line.startswith(("constant ", "state ", "next ")):
            kind, name, _, value = line.split(None, 3)
            suite.settings.append((kind, name, value))
        elif line and not line.startswith("#"):
            expression, value = line.rsplit(" ==> ", 1)
            suite.cases.append((expression, value.strip()))
    return suite


@cache
def loaded(path: Path, folder: Path) -> tuple[ModuleInfo, Interpretation]:
    """The module that defines ``case1``, ``case2``, ... and the interpretation for them."""
    suite = read(path)
    lines = ["---- MODULE Cases ----", "EXTENDS Integers, Sequences, FiniteSets, TLC", *suite.text]
    lines += [f"set{i} == {e}" for i, (_, name, e) in enumerate(suite.settings) if e != name]
    lines += [f"case{i} == {e}" for i, (e, _) in enumerate(suite.cases)]
    file = folder / "Cases.tla"
    file.write_text("\n".join([*lines, "===="]), encoding="utf-8")
    module = load_module(file).main
    symbols = {s.name: s for s in (*module.constants, *module.variables)}
    values: dict[str, dict[Symbol, Value]] = {"constant": {}, "state": {}, "next": {}}
    for i, (kind, name, e) in enumerate(suite.settings):
        values[kind][symbols[name]] = Model(name) if e == name else value_of(module, f"set{i}", values)
    return module, interpretation(module, values)


def interpretation(module: ModuleInfo, values: Mapping[str, dict[Symbol, Value]]) -> Interpretation:
    return Interpretation(values["constant"], values["state"], values["next"], module.definitions)


def value_of(module: ModuleInfo, name: str, values: Mapping[str, dict[Symbol, Value]]) -> Value:
    found = evaluate(body_of(module, name), interpretation(module, values))
    assert not isinstance(found, Undefined), found.reason
    return found


def body_of(module: ModuleInfo, name: str):  # type: ignore[no-untyped-def]
    return next(d.body for s, d in module.definitions.items() if s.name == name)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cases")


def test_there_are_enough_cases() -> None:
    assert sum(len(read(p).cases) for p in FILES) >= 400


@pytest.mark.parametrize(
    ("path", "index"),
    [pytest.param(p, i, id=f"{p.stem}: {e}") for p in FILES for i, (e, _) in enumerate(read(p).cases)],
)
def test_value(path: Path, index: int, folder: Path) -> None:
    module, meaning = loaded(path, folder)
    expected = read(path).cases[index][1]
    found = evaluate(body_of(module, f"case{index}"), meaning)
    assert ("undefined" if isinstance(found, Undefined) else show_value(found)) == expected
