"""Text that the tools read in two ways: read as TLAPS does, and told."""

from __future__ import annotations

from pathlib import Path

from tlaverify.semantics.load import load_module
from tlaverify.semantics.readings import two_readings

MODULE = """---- MODULE M ----
EXTENDS Integers
A == SUBSET 0..3
B == SUBSET (0..3)
C == (SUBSET 0)..3
D == \\A S \\in SUBSET (1)..2 : UNION S..2 = {}
E == SUBSET {0} \\ {{}}
====
"""


def test_each_place_is_told(tmp_path: Path) -> None:
    path = tmp_path / "M.tla"
    path.write_text(MODULE, encoding="utf-8")
    told = two_readings(load_module(path))
    assert [(d.severity, d.annotations[0].place.line, d.annotations[0].place.column) for d in told] == [
        ("warning", 3, 6), ("warning", 6, 15), ("warning", 6, 31),
    ]
    assert "read as UNION (a .. b)" in told[2].message
    assert told[2].notes == ("SANY and TLC read (UNION a) .. b",)
