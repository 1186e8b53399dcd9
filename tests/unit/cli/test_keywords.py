"""The expressions of -k."""

from __future__ import annotations

import pytest

from tlaverify.cli.keywords import parse_keywords


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("inv", "M!Inv!<1>2", True),
        ("inv and typeok", "M!Inv", False),
        ("inv or typeok", "M!TypeOK", True),
        ("not inv", "M!Inv", False),
        ("not (inv or x) and m", "M!T", True),
        ("<1>2", "M!T!<1>2/goal", True),
        ("a or b and c", "a", True),
        ("(a or b) and c", "a", False),
    ],
)
def test_expressions(text, name, expected):
    assert parse_keywords(text)(name) is expected


@pytest.mark.parametrize("text", ["", "and", "a and", "(a", "a)", "not", "a b", "()"])
def test_what_is_not_an_expression_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        parse_keywords(text)
