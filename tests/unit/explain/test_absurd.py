"""Contexts that contradict themselves are told apart from arguments by contradiction."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tlaverify.cli.main import run as verify

MODULE = """---- MODULE Bad ----
EXTENDS Integers, TLAPS
CONSTANT N
ASSUME NPos == N \\in Nat /\\ N > 0
VARIABLE n
Inv == n \\in 0 .. N
THEOREM Vacuous == ASSUME N < 0, Inv PROVE n = 5
BY NPos DEF Inv
THEOREM Fine == ASSUME Inv PROVE ~ (n > N)
<1>1. SUFFICES ASSUME n > N PROVE FALSE
  OBVIOUS
<1>2. n \\in Int /\\ N \\in Int
  BY <1>1, NPos DEF Inv
<1>3. n = 17
  BY <1>1, <1>2 DEF Inv
<1>. QED BY <1>3, <1>1, <1>2 DEF Inv
THEOREM Cases == ASSUME Inv PROVE n >= 0
<1>1. CASE n < 0
  <2>1. n = 3 BY <1>1 DEF Inv
  <2>. QED BY <2>1
<1>2. CASE n >= 0 BY <1>2
<1>. QED BY <1>1, <1>2, NPos DEF Inv
THEOREM Contra == ASSUME n \\in Nat, n < 0 PROVE FALSE
OBVIOUS
THEOREM Deep == ASSUME n \\in Nat, n < 0 PROVE n = 1
<1>1. n \\in Int OBVIOUS
<1>2. CASE n > 7
  <2>. QED BY <1>1
<1>. QED BY <1>1
====
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "Bad.tla"
    file.write_text(MODULE, encoding="utf-8")
    return file


def warned(document: dict[str, object]) -> list[str]:
    found = document["diagnostics"]
    assert isinstance(found, list)
    return [d["message"].split()[4] for d in found if d["code"] == "contradictory"]


@pytest.mark.parametrize(("flags", "code"), [([], 0), (["--strict"], 10)])
def test_a_theorem_whose_assumptions_contradict_is_warned_of(
    path: Path, capsys: pytest.CaptureFixture[str], flags: list[str], code: int, tmp_path: Path
) -> None:
    told = ["all", str(path), "--json", "--cache-dir", str(tmp_path / "cache"), *flags]
    assert verify(told) == code
    assert warned(json.loads(capsys.readouterr().out)) == ["Vacuous", "Deep"]
    assert verify(told) == code  # from the cache
    assert warned(json.loads(capsys.readouterr().out)) == ["Vacuous", "Deep"]


def test_the_rest_is_strictly_fine(path: Path) -> None:
    assert verify(["check", str(path), "-k", "Fine or Cases or Contra", "--strict", "--no-cache"]) == 0


HARD = """---- MODULE Hard ----
EXTENDS Integers
THEOREM Cubes ==
  ASSUME NEW x \\in Nat, NEW y \\in Nat, NEW z \\in Nat, x > 0, y > 0, z > 0,
         x * x * x + y * y * y = z * z * z
  PROVE  x \\in Int
OBVIOUS
THEOREM Easy == ASSUME NEW x \\in Nat, x > 9 PROVE x \\in Int
OBVIOUS
====
"""


def test_a_search_that_was_cut_short_is_no_search_in_vain(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "Hard.tla"
    file.write_text(HARD, encoding="utf-8")
    for flags in (["--strict"], ["--strict"], []):  # anew, and from the cache
        assert verify(["all", str(file), "--json", "--cache-dir", str(tmp_path / "cache"), *flags]) == 0
        (found,) = json.loads(capsys.readouterr().out)["diagnostics"]
        assert (found["code"], found["severity"]) == ("undecided-context", "note")
        assert "Cubes" in found["message"]
        assert "resource budget" in found["notes"][0]


def test_explain_tells_of_steps(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(["explain", str(path), "--json", "--no-cache"]) == 0
    found = json.loads(capsys.readouterr().out)["contradictory"]
    assert found == [
        "Bad!Vacuous/goal", "Bad!Deep!<1>1/goal", "Bad!Deep!<1>2!<2>QED/goal", "Bad!Deep!<1>QED/goal"
    ]
