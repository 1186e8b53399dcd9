"""What a model of an exact query helps to refute, through the installed command."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

MODULE = r"""---- MODULE Meter ----
EXTENDS Integers
VARIABLE n
Inv == n \in Nat /\ n < 5000
Count == n' = n + 3
THEOREM Kept == Inv /\ Count => Inv' BY DEF Inv, Count
THEOREM Square == \A k \in Nat : k * k # 289 OBVIOUS
THEOREM Opaque == Inv => n < 6000 OBVIOUS
THEOREM Holds == Inv /\ Count => n' < 5003 BY DEF Inv, Count
====
"""


QUICK = ("--no-cache", "--budget", "0.1")


@pytest.fixture
def meter(tmp_path: Path) -> Path:
    (tmp_path / "Meter.tla").write_text(MODULE, encoding="utf-8")
    return tmp_path


def verify(installed: str, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [installed, *words], cwd=folder, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


def test_a_step_that_only_a_model_refutes_is_refuted(installed: str, meter: Path) -> None:
    said = verify(installed, meter, "check", "Meter", "--output-format", "json", *QUICK)
    assert said.returncode == 10
    found = {o["id"]: o["verdict"] for o in _obligations(json.loads(said.stdout))}
    assert found == {
        "Meter!Kept/goal": "refuted", "Meter!Square/goal": "refuted", "Meter!Opaque/goal": "unknown",
        "Meter!Holds/goal": "proved",
    }


def test_its_values_are_shown(installed: str, meter: Path) -> None:
    shown = verify(installed, meter, "all", *QUICK).stdout
    assert "n' = 5000   (was 4997)" in shown
    assert "at k = 17" in shown


def _obligations(document: object) -> list[dict[str, str]]:
    """The objects of the document that are about an obligation."""
    if isinstance(document, list):
        return [o for d in document for o in _obligations(d)]
    if not isinstance(document, dict):
        return []
    own = [document] if str(document.get("id", "")).endswith("/goal") and "verdict" in document else []
    return own + [o for d in document.values() for o in _obligations(d)]


def test_explain_shows_the_values(installed: str, meter: Path) -> None:
    said = verify(installed, meter, "explain", "Meter!Kept", *QUICK)
    assert said.returncode == 10
    assert "not inductive: this state satisfies Inv, and Count leads to one that does not" in said.stdout
    assert "n = 4997" in said.stdout
    assert "n' = 5000   (was 4997)" in said.stdout
    said = verify(installed, meter, "explain", "Meter!Opaque", *QUICK)
    assert "no counterexample was found" in said.stdout
    assert "add: DEF Inv" in said.stdout
