"""Obligations whose goal tells the stub encoder, which the workers import from ``support``, what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tlaverify.kernel.sequent import Obligation, Place
from tlaverify.kernel.term import Str
from tlaverify.schedule.options import Options

DIVERGES = (
    "(declare-sort U 0)(declare-fun f (U U) U)(declare-fun p (U) Bool)(declare-const a U)"
    "(assert (forall ((x U)(y U)) (! (= (f x (f y x)) (f (f x y) x)) :pattern ((f x y)))))"
    "(assert (forall ((x U)) (! (=> (p x) (p (f x x))) :pattern ((p x)))))"
    "(assert (p a))(assert (not (p (f a (f a (f a a))))))"
)

PORTFOLIO = """
total = 1.0
[[pass]]
name = "temporal"
kind = "ptl"
[[pass]]
name = "first"
encoding = "alpha"
solver = "z3"
budget = 0.05
[[pass]]
name = "second"
encoding = "beta"
solver = "z3"
options = { "smt.auto_config" = false, "smt.case_split" = 3 }
budget = 0.05
[[pass]]
name = "third"
encoding = "alpha"
solver = "cvc5"
budget = 0.05
"""


@pytest.fixture(autouse=True)
def _support(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "support"))


@pytest.fixture
def options(tmp_path: Path) -> Callable[..., Options]:
    def make(portfolio: str = PORTFOLIO, **settings: object) -> Options:
        path = tmp_path / "portfolio.toml"
        path.write_text(portfolio, encoding="utf-8")
        known: dict[str, object] = {
            "jobs": 2, "portfolio": str(path), "encoder": "stub_encoder:encode",
            "decider": "stub_encoder:decide",
        }
        return Options(**{**known, **settings})  # type: ignore[arg-type]

    return make


@pytest.fixture
def obligation() -> Callable[..., Obligation]:
    def make(goal: str, name: str = "o", **fields: object) -> Obligation:
        values: dict[str, object] = {
            "id": name, "step": name, "kind": "goal", "place": Place("M.tla", 1, 1, 1, 2), "declared": (),
            "hypotheses": (), "goal": Str(goal), "definitions": {}, "visible": frozenset(),
        }
        return Obligation(**{**values, **fields})  # type: ignore[arg-type]

    return make


@pytest.fixture
def diverges() -> str:
    return f"smt: {DIVERGES}"
