"""Every mutant of the Paxos system that breaks a theorem has a confirmed counterexample."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tlaverify.explain.counterexample import find_counterexample
from tlaverify.explain.text import counterexample_lines
from tlaverify.obligations.generate import obligations_of
from tlaverify.semantics.load import load_module

ROOT = Path(__file__).parents[3]
SPEC = ROOT / "specs" / "paxos" / "PaxosHistVarAuto.tla"
DATA = ROOT / "tests" / "data" / "mutants" / "paxos.toml"
MUTANTS = tomllib.loads(DATA.read_text(encoding="utf-8"))["mutant"]


@pytest.mark.parametrize("mutant", [m for m in MUTANTS if m["auto"]], ids=lambda m: m["id"])
def test_a_broken_theorem_has_a_counterexample(mutant: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / SPEC.name
    text = SPEC.read_text(encoding="utf-8").replace(mutant["find"], mutant["replace"])
    path.write_text(text, encoding="utf-8")
    program = load_module(path)
    broken = [t for t in obligations_of(program.main, program) if t.name in mutant["auto"]]
    (obligation,) = broken[0].obligations
    found = find_counterexample(obligation)
    assert found is not None
    sent = [v for s, v in found.state.items() if s.name == "sent"]
    assert sent and len(getattr(sent[0], "elements", ())) <= 6
    lines = [line for text in counterexample_lines(obligation, found) for line in text.split("\n")]
    assert all(len(line) <= 80 for line in lines)
