"""What selectors select."""

from __future__ import annotations

import pytest

from tlaverify.cli.selectors import (
    IdSelector,
    LineSelector,
    PathSelector,
    innermost,
    matching,
    parse_selector,
    select,
)
from tlaverify.kernel.sequent import Place
from tlaverify.obligations.step_outline import StepOutline


def step(own_id, first, last, *children, alias=None, keyword=""):
    place = Place("M.tla", first, 1, last, 9)
    return StepOutline(own_id, own_id.rpartition("!")[2], keyword, place, place, alias, children)


THEOREMS = (
    step(
        "M!T",
        10,
        20,
        step("M!T!<1>1", 11, 14, step("M!T!<1>1!<2>1", 12, 13), step("M!T!<1>1!<2>QED", 14, 14)),
        step("M!T!<1>2", 15, 15),
        step("M!T!<1>QED", 18, 20, alias="<1>3"),
    ),
    step("M!T2", 30, 31),
)
NAMES = (
    "M!T!<1>1!<2>1/goal",
    "M!T!<1>1!<2>QED/goal",
    "M!T!<1>2/fact",
    "M!T!<1>2/goal",
    "M!T!<1>QED/goal",
    "M!T2/goal",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M.tla", PathSelector("M.tla")),
        ("a/b/M.tla:12", LineSelector("a/b/M.tla:12", "a/b/M.tla", 12)),
        ("M.tla:12:7", LineSelector("M.tla:12:7", "M.tla", 12)),
        ("C:\\specs\\M.tla:3", LineSelector("C:\\specs\\M.tla:3", "C:\\specs\\M.tla", 3)),
        ("M!T!<1>2", IdSelector("M!T!<1>2")),
        ("M!line 12", IdSelector("M!line 12")),
        ("M", IdSelector("M")),
        ("specs/*", PathSelector("specs/*")),
        ("*!Inv*", IdSelector("*!Inv*")),
        ("M!T!<1>2/goal", IdSelector("M!T!<1>2/goal")),
    ],
)
def test_kinds(text, expected, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert parse_selector(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M", NAMES),
        ("M!T", NAMES[:5]),
        ("M!T!<1>1", NAMES[:2]),
        ("M!T!<1>1!<2>1", NAMES[:1]),
        ("M!T!<1>2/goal", ("M!T!<1>2/goal",)),
        ("M!T!<1>3", ("M!T!<1>QED/goal",)),
        ("M!T!<1>QED", ("M!T!<1>QED/goal",)),
        ("M!*", NAMES),
        ("*!T2", ("M!T2/goal",)),
        ("M!T!*QED", ("M!T!<1>1!<2>QED/goal", "M!T!<1>QED/goal")),
        ("M!T!<1>[12]", ()),
        ("N!T", ()),
        ("M!T!<1>", ()),
    ],
)
def test_ids(text, expected):
    chosen = matching(IdSelector(text), THEOREMS, NAMES)
    assert tuple(n for n in NAMES if n in select(chosen, NAMES)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (10, "M!T"),
        (12, "M!T!<1>1!<2>1"),
        (11, "M!T!<1>1"),
        (15, "M!T!<1>2"),
        (16, "M!T"),
        (20, "M!T!<1>QED"),
        (31, "M!T2"),
        (9, None),
        (25, None),
    ],
)
def test_lines(line, expected):
    found = innermost(THEOREMS, line)
    assert (found.id if found else None) == expected
