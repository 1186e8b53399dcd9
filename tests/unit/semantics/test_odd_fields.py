"""Warnings for record fields that look like slips of the pen."""

from __future__ import annotations

from pathlib import Path

from tlaverify.semantics.fields import odd_fields
from tlaverify.semantics.load import load_module


def warnings(tmp_path: Path, body: str) -> list[tuple[str, int]]:
    path = tmp_path / "M.tla"
    path.write_text(f"---- MODULE M ----\n{body}\n====\n", encoding="utf-8")
    return [(d.message, d.annotations[0].place.line) for d in odd_fields(load_module(path))]


def test_a_field_that_differs_in_capitals(tmp_path: Path) -> None:
    body = "R == [maxBal: {1}]\nS == {[maxBal |-> 1]}\nF(m) == m.maxbal"
    assert warnings(tmp_path, body) == [("the field `maxbal` differs from another only in its capitals", 4)]


def test_a_field_that_no_record_has(tmp_path: Path) -> None:
    body = "R == [ballot: {1}]\nF(m) == m.balot"
    assert warnings(tmp_path, body) == [("no record here has a field `balot`", 3)]


def test_fields_of_records_made_elsewhere_are_left_alone(tmp_path: Path) -> None:
    assert warnings(tmp_path, "R == [ballot: {1}]\nF(m) == m.colour\nG(m) == m.ballot") == []
