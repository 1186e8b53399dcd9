"""What is no TLA+ is refused, at the token that does not belong, with a hint where one helps."""

from __future__ import annotations

import pytest
from syntax_reading import refusal

from tlaverify.kernel.codes import CODES


@pytest.mark.parametrize(
    ("text", "place", "code", "message", "hint"),
    [
        ("A == 1 +\nB == 2", (3, 1), "syntax", "definition begins at B", ""),
        ("A == {x : y\nB == 2", (3, 1), "syntax", "definition begins at B", ""),
        ("A == IF x THEN y\nTHEOREM z", (3, 1), "syntax", "THEOREM", ""),
        ("A == (x + [y)", (2, 13), "syntax", "unexpected )", ""),
        ("A == x\n   y", (3, 4), "syntax", "unexpected y", ""),
        ("VARIABLE x y", (2, 12), "syntax", "unexpected y", ""),
        ("A = 3", (2, 5), "syntax", "unexpected 3", "with =="),
        ("A == [f EXCEPT ![x] == 3]", (2, 21), "syntax", "unexpected ==", "equality is written ="),
        ("A == \\A x \\in S, y : z", (2, 20), "syntax", "without a bound", "every variable"),
        ("A == “x”", (2, 6), "syntax", "U+201C", "ASCII"),
        ("A == x\\A", (2, 7), "syntax", "unexpected \\A", "blank"),
        ('A == "a\\q"', (2, 6), "syntax", "\\q is no escape", "escapes are"),
        ("A == {x' \\in S : y \\in T}", (2, 7), "syntax", "two ways", "parentheses"),
        ("VARIABLES x, IN", (2, 14), "reserved-word", "IN is a reserved word", "another name"),
        ("A == x \\in ASSUME", (2, 12), "reserved-word", "ASSUME is a reserved word", ""),
        ("WF_x == 1", (2, 1), "syntax", "WF_x is no identifier", ""),
        ("A == CHOOSE NEW : x", (2, 13), "reserved-word", "NEW", ""),
        ("THEOREM x OBVIOUS DEF y", (2, 19), "syntax", "OBVIOUS takes no definitions", "BY DEF"),
        ("THEOREM []ASSUME x PROVE y", (2, 11), "syntax", "belong together", ""),
        ("THEOREM x BY DEF y + z", (2, 18), "syntax", "names of definitions", ""),
        ("A == x ==", (3, 1), "syntax", "====", ""),
        ("A == " + "9" * 5000, (2, 6), "syntax", "digits", ""),
        ("THEOREM x BY DEF y,\n=======", (3, 1), "syntax", "unexpected ====", ""),
        ("THEOREM x\n<1>1. <1>1. y\n<1> QED", (3, 7), "syntax", "unexpected <1>1.", "without the dot"),
        ("f[x] == y", (2, 4), "syntax", "unexpected ]", ""),
        ("@ == 1 + ", (3, 1), "syntax", "====", ""),
        ("THEOREM l :: x", (2, 9), "label", "nothing that has a name", "name the theorem"),
        ("ASSUME l :: x", (2, 8), "label", "nothing that has a name", ""),
        ("THEOREM x\n<1> l :: x\n<1> QED", (3, 5), "label", "nothing that has a name", "or the step"),
        ("THEOREM x BY (l :: x)", (2, 15), "label", "nothing that has a name", ""),
        ("A == (l :: x) /\\ (l :: y)", (2, 19), "label", "used twice", "line 2"),
        ("A == [x |-> 1, CASE |-> 2]", (2, 16), "reserved-word", "CASE", ""),
        ("A == .5", (2, 6), "syntax", "begins with a digit", "0 before"),
        ("A == [x]_F(x)", (2, 10), "syntax", "ends before the arguments", "in parentheses"),
        ("A == <<x>>_I!F(x)", (2, 12), "syntax", "ends before the arguments", ""),
        ("A == -(x, y)", (2, 6), "syntax", "unexpected -", "-."),
        ("THEOREM x BY DEF -, F", (2, 18), "syntax", "unexpected -", "-."),
        ("A == [CASE : S]", (2, 12), "syntax", "unexpected :", ""),
    ],
)
def test_refusals(text: str, place: tuple[int, int], code: str, message: str, hint: str) -> None:
    diagnostic = refusal(text)
    found = diagnostic.annotations[0].place
    assert (diagnostic.code, found.line, found.column) == (code, *place)
    assert message in diagnostic.message
    assert hint in " ".join(diagnostic.hints)
    assert code in CODES
    assert found.path == "Test.tla"


def test_an_open_bracket_is_shown() -> None:
    diagnostic = refusal("A == (x + [y |-> 3)")
    assert [annotation.label for annotation in diagnostic.annotations] == ["", "opened here"]
    assert diagnostic.annotations[1].place.column == 11


def test_the_step_around_an_error_is_shown() -> None:
    diagnostic = refusal("THEOREM x\n<1>1. x\n  OBVIOUS\n  DEF y\n<1> QED")
    assert diagnostic.annotations[0].place.line == 5
    assert diagnostic.annotations[1].place.line == 3
