"""Subexpression references: what they name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tlaverify.kernel.diagnostic import DiagnosticError
from tlaverify.semantics.printing import show
from tlaverify.semantics.program import Program
from tlaverify.semantics.scope import Defined

Load = Callable[..., Program]

# declarations, reference, what it names
REFERENCES = [
    ("Op(a) == \\E m \\in {1}, r \\in {2} : m = r /\\ a = m", "Op(7)!(3, 4)", "3 = 4 /\\ 7 = 3"),
    ("Op(a) == \\E m \\in {a} : m = 1", "Op(7)!1", "{7}"),
    ("Op == /\\ 1 = 2\n      /\\ 3 = 4\n      /\\ \\A x : x = 5", "Op!3!(6)", "6 = 5"),
    ("Op == 1 + 2 * 3", "Op!2", "2 * 3"),
    ("Op == 1 + 2 * 3", "Op!>>!<<", "2"),
    ("Op == 1 = 1 /\\ 2 = 2 /\\ 3 = 3", "Op!1", "1 = 1 /\\ 2 = 2"),
    ("Op == {x \\in {1, 2} : x > 17}", "Op!1", "{1, 2}"),
    ("Op == {x \\in {1, 2} : x > 17}", "Op!(14)!<<", "14"),
    ("Op == {<<x, y>> : x \\in {1}, y \\in {2}}", "Op!(8, 9)!1", "8"),
    ("Op == {<<x, y>> : x \\in {1}, y \\in {2}}", "Op!2", "{2}"),
    ("Op == IF 1 = 2 THEN 3 ELSE 4", "Op!3", "4"),
    ("Op == CASE 1 = 2 -> 3 [] 4 = 5 -> 6 [] OTHER -> 7", "Op!2!1", "4 = 5"),
    ("Op == CASE 1 = 2 -> 3 [] OTHER -> 7", "Op!2!2", "7"),
    ("Op == [a |-> 1, b |-> 2]", "Op!2", "2"),
    ("Op == [{1} -> {2}]", "Op!2", "{2}"),
    ("f == 1\nOp == f[1, 2]", "Op!2", "<<1, 2>>"),
    ("f == 1\nOp == [f EXCEPT ![1] = 2]", "Op!1", "f"),
    ("VARIABLE v\nOp == [][v' = 1]_v", "Op!1!1", "v' = 1"),
    ("VARIABLE v\nOp == WF_v(v' = 1)", "Op!2", "v' = 1"),
    ("Op == SUBSET UNION {{1}, {2}}", "Op!1!<<!2", "{2}"),
    ("Op == (((1 = 2)))", "Op!1", "1"),
    ("Op == LET a == 3 IN a = 4", "Op!1!2", "LET a == 3 IN 4"),
    ("Op(p) == LET a(x) == x + p IN a(1)", "Op(5)!:!a(6)", "LET a(x) == x + 5 IN a(6)"),
    ("Op(p) == LET a(x) == x + p IN a(1)", "Op(5)!:!a(6)!2", "LET a(x) == x + 5 IN 5"),
    ("Op == \\A <<x, y>> \\in {1} : x = y", "Op!(1, 2)", "1 = 2"),
    ("Op == \\A x : lab(x) :: x = 1", "Op!lab(2)", "2 = 1"),
    ("Op(a) == \\A x : \\E y : lab(y, x) :: x = y + a", "Op(1)!lab(2, 3)", "3 = 2 + 1"),
    ("Op == out :: \\A x : in(x) :: x = 1", "Op!out!in(2)", "2 = 1"),
    ("Op == \\A x : lab(x) :: x = 1", "Op!lab(2)!1", "2"),
    ("Op == \\A x : x = (lab(x) :: x + 1)", "Op!lab(2)", "2 + 1"),
    ("Op == 1 = 2", "Op!:", "1 = 2"),
    ("ASSUME As == 1 = 2", "As!1", "1"),
    ("THEOREM Th == \\A x : x = 1", "Th!(2)", "2 = 1"),
    ("Op(a) == <<(lab :: 1), a>>", "Op(2)!1", "1"),
    ("Op(a) == \\A x : lab(x) :: x = a", "Op(2)!lab(3)", "3 = 2"),
    ("H(F(_)) == F(1)\nOp == \\A x : x = 3", "H(Op!@)", "H(LAMBDA x : x = 3)"),
    ("H(F(_)) == F(1)\nOp == H(LAMBDA x : x = 3)", "Op!1!(4)", "4 = 3"),
]


@pytest.mark.parametrize(("before", "reference", "meaning"), REFERENCES)
def test_reference(before: str, reference: str, meaning: str, load: Load) -> None:
    program = load(f"{before}\nA == {reference}", extends="Integers")
    entry = program.main.scope.lookup("A")
    assert isinstance(entry, Defined)
    assert show(entry.definition.body, width=200).replace("\n", " ") == meaning


def test_no_capture_by_the_variables_of_the_definition(load: Load) -> None:
    program = load("Op(a) == \\A m : \\E n : n = <<a, m>>\nA == \\A k : Op(k)!(k)\nB == \\A n2 : Op(n2)!(n2)")
    for name, var in (("A", "k"), ("B", "n2")):
        entry = program.main.scope.lookup(name)
        assert isinstance(entry, Defined)
        assert show(entry.definition.body) == f"\\A {var} : \\E n : n = <<{var}, {var}>>"


def test_reference_with_an_argument_named_like_an_inner_bound_variable(load: Load) -> None:
    program = load("THEOREM T == \\A n : \\E k : k = n\nA == \\A j : T!(j)", Other="x == 1")
    entry = program.main.scope.lookup("A")
    assert isinstance(entry, Defined)
    assert show(entry.definition.body) == "\\A j : \\E k : k = j"


def test_reference_into_an_instance(load: Load) -> None:
    program = load(
        "VARIABLE v\nI(p) == INSTANCE In WITH c <- <<v, p>>\nA == I(8)!Op(9)!(10)\nB == I(8)!Op(9)!1",
        In="CONSTANT c\nD == c\nOp(a) == \\E m \\in {a} : m = D /\\ a = c",
    )
    shown = {}
    for name in ("A", "B"):
        entry = program.main.scope.lookup(name)
        assert isinstance(entry, Defined)
        shown[name] = show(entry.definition.body)
    assert shown == {"A": "10 = I!D(8) /\\ 9 = <<v, 8>>", "B": "{9}"}


@pytest.mark.parametrize(
    "reference",
    [
        "Op!4",
        "Op!1!1!1",
        "Op!(1)",
        "Op!lab",
        "Op!>>!>>!>>",
        "Op!@",
        "Ex!2",
        "Qu!1",
        "Qu!(1)!(2)",
        "Qu!(1, 2)",
        "H(Pa(9)!@)",
        "Op!:!1",
        "Op!1!:",
        "Op!:!:",
        "Qu!:!(1)",
    ],
)
def test_references_that_name_nothing(reference: str, load: Load) -> None:
    with pytest.raises(DiagnosticError) as caught:
        load(
            "f == 1\nOp == 1 + 2\nEx == [f EXCEPT ![1] = 2]\nQu == \\A x : x = 1\n"
            "H(F(_)) == 1\nPa(a) == \\A x : x = a\n"
            f"A == {reference}",
            extends="Integers",
        )
    assert caught.value.diagnostics[0].code == "subexpression"
