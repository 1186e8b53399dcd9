"""What expressions elaborate to, shown as TLA+ again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tlaverify.kernel.operators import BUILTIN_OPERATORS
from tlaverify.kernel.rewrite import subterms
from tlaverify.kernel.term import Apply, Kind, Level
from tlaverify.semantics.printing import show
from tlaverify.semantics.program import Program
from tlaverify.semantics.scope import Defined

Load = Callable[..., Program]


def defined(program: Program, name: str) -> Defined:
    entry = program.main.scope.lookup(name)
    assert isinstance(entry, Defined)
    return entry


# Each: declarations, the body of A, and what it means in terms of the kernel's operators.
MEANINGS = [
    ("", "1 # 2", "1 # 2"),
    ("", "~(1 = 2)", "1 # 2"),
    ("", "1 > 2", "2 < 1"),
    ("", "1 >= 2", "2 <= 1"),
    ("", "1 \\notin {2}", "1 \\notin {2}"),
    ("", "(1) + ((2))", "1 + 2"),
    ("", "1 = 1 /\\ 2 = 2 /\\ 3 = 3", "1 = 1 /\\ 2 = 2 /\\ 3 = 3"),
    ("", "/\\ 1 = 1\n     /\\ 2 = 2", "1 = 1 /\\ 2 = 2"),
    ("r == 1", "r.f", "r.f"),
    ("r == 1", 'r["f"]', "r.f"),
    ("f == 1", "f[1, 2]", "f[1, 2]"),
    ("f == 1", "f[<<1, 2>>]", "f[1, 2]"),
    ("f == 1", "[f EXCEPT ![1] = @ + 1]", "[f EXCEPT ![1] = f[1] + 1]"),
    ("f == 1", "[f EXCEPT ![1][2].a = @]", "[f EXCEPT ![1][2].a = f[1][2].a]"),
    ("f == 1", "[f EXCEPT ![1] = 2, ![2] = @]", "[f EXCEPT ![1] = 2, ![2] = [f EXCEPT ![1] = 2][2]]"),
    ("", "\\A <<x, y>> \\in {1} : x = y", "\\A x, y : <<x, y>> \\in {1} => x = y"),
    ("", "\\E <<x, y>> \\in {1} : x = y", "\\E x, y : <<x, y>> \\in {1} /\\ x = y"),
    ("", "\\A <<x, y>> \\in {1} \\X {2} : x = y", "\\A x \\in {1}, y \\in {2} : x = y"),
    (
        "",
        "{<<x, y>> \\in {1} : x = y}",
        "{x_y_ \\in {1} : x_y_ = <<x_y_[1], x_y_[2]>> /\\ x_y_[1] = x_y_[2]}",
    ),
    ("", "{<<x, y>> \\in {1} \\X {2} : x = y}", "{x_y_ \\in {1} \\X {2} : x_y_[1] = x_y_[2]}"),
    (
        "",
        "{x + y : <<x, y>> \\in {1}}",
        "{x_y_[1] + x_y_[2] : x_y_ \\in {x_y_ \\in {1} : x_y_ = <<x_y_[1], x_y_[2]>>}}",
    ),
    (
        "",
        "CHOOSE <<x, y>> \\in {1} : x = y",
        "CHOOSE x_y_ \\in {1} : x_y_ = <<x_y_[1], x_y_[2]>> /\\ x_y_[1] = x_y_[2]",
    ),
    ("", "[<<x, y>> \\in {1} \\X {2} |-> x]", "[x \\in {1}, y \\in {2} |-> x]"),
    (
        "",
        "[<<x, y>> \\in {1} |-> x]",
        "[x_y_ \\in {1} |-> IF x_y_ = <<x_y_[1], x_y_[2]>> THEN x_y_[1] "
        "ELSE x_y_[CHOOSE v : v \\notin DOMAIN x_y_]]",
    ),
    (
        "",
        "[<<x, y>> \\in {1} \\X {2}, z \\in {3} |-> x + z]",
        "[x_y_ \\in {1} \\X {2}, z \\in {3} |-> x_y_[1] + z]",
    ),
    ("", "LET a == 1\n         b(c) == c\n     IN b(a)", "LET a == 1 b(c) == c IN b(a)"),
    ("Op(F(_, _), x) == F(x, x)", "Op(+, 1)", "Op(+, 1)"),
    ("Op(F(_), x) == F(x)", "Op(LAMBDA y : y + 1, 1)", "Op(LAMBDA y : y + 1, 1)"),
    ("a \\prec b == 1", "1 \\prec 2", "1 \\prec 2"),
    ("", "lab :: 1 = 2", "1 = 2"),
    ("VARIABLE v", "[][v' = 1]_v /\\ WF_v(v' = 1)", "[][v' = 1]_v /\\ WF_v(v' = 1)"),
    ("", "CASE 1 = 1 -> 2 [] OTHER -> 3", "CASE 1 = 1 -> 2 [] OTHER -> 3"),
    ("", "[a |-> 1, b |-> 2]", "[a |-> 1, b |-> 2]"),
    ("", "{1} \\X {2} \\X {3}", "{1} \\X {2} \\X {3}"),
    ("", "({1} \\X {2}) \\X {3}", "({1} \\X {2}) \\X {3}"),
    ("VARIABLE v", "v' = v + 1 /\\ UNCHANGED <<v>>", "v' = v + 1 /\\ UNCHANGED <<v>>"),
]


@pytest.mark.parametrize(("before", "text", "meaning"), MEANINGS)
def test_meaning(before: str, text: str, meaning: str, load: Load) -> None:
    program = load(f"{before}\nA == {text}", extends="Integers")
    assert show(defined(program, "A").definition.body, width=200).replace("\n", " ") == meaning


def test_only_builtin_operators_of_the_kernel_occur(load: Load) -> None:
    program = load("A == 1", extends="Bags, TLC, SequencesExt, FiniteSetsExt, Functions, Folds, Reals")
    for module in program.modules.values():
        for d in module.definitions.values():
            for t in subterms(d.body):
                if isinstance(t, Apply) and t.op.kind is Kind.BUILTIN:
                    assert t.op.name in BUILTIN_OPERATORS


def test_function_definition(load: Load) -> None:
    program = load("f[x \\in {1}] == x\ng[x \\in {1}] == g[x]")
    assert show(defined(program, "f").definition.body) == "[x \\in {1} |-> x]"
    assert show(defined(program, "g").definition.body) == "CHOOSE g_1 : g_1 = [x \\in {1} |-> g_1[x]]" or (
        show(defined(program, "g").definition.body) == "CHOOSE g : g = [x \\in {1} |-> g[x]]"
    )


def test_recursive_operators_are_marked(load: Load) -> None:
    program = load("RECURSIVE F(_)\nF(n) == IF n = 0 THEN 0 ELSE F(n)\nG(n) == F(n)")
    f = defined(program, "F").definition
    assert f.recursive and not defined(program, "G").definition.recursive
    assert f.symbol in {t.op for t in subterms(f.body) if isinstance(t, Apply)}


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("1", Level.CONSTANT),
        ("v", Level.STATE),
        ("v'", Level.ACTION),
        ("1'", Level.ACTION),
        ("ENABLED (v' = 1)", Level.STATE),
        ("[](v = 1)", Level.TEMPORAL),
        ("\\A x \\in v : x = 1", Level.STATE),
        ("LET y == v' IN y", Level.ACTION),
        ("P(v)", Level.STATE),
        ("Q(v')", Level.CONSTANT),
        ("R(1)", Level.ACTION),
        ("\\EE x : x = 1", Level.TEMPORAL),
        ("F(3)", Level.STATE),
    ],
)
def test_levels(text: str, level: Level, load: Load) -> None:
    program = load(
        "VARIABLE v\nP(x) == x\nQ(x) == 1\nR(x) == x'\nRECURSIVE F(_)\nF(n) == IF n = v THEN 1 ELSE F(n)\n"
        f"A == {text}"
    )
    assert defined(program, "A").definition.symbol.level is level


@pytest.mark.parametrize(
    ("text", "leibniz"),
    [
        ("x = y", (True, True)),
        ("x' = y", (False, True)),
        ("ENABLED x", (False, True)),
        ("[]x", (False, True)),
        ("P(y, x)", (True, False)),
        ("LET z == x' IN y", (True, True)),
        ("\\A z \\in x : z = y'", (True, False)),
        ("UNCHANGED x", (False, True)),
        ("[x]_y", (True, False)),
        ("G(x)", (False, True)),
        ("K(x)", (True, True)),
    ],
)
def test_leibniz(text: str, leibniz: tuple[bool, bool], load: Load) -> None:
    program = load(
        "CONSTANT K(_)\nP(a, b) == a' = b\nH(F(_), a) == F(a)\nG(a) == H(LAMBDA c : c', a)\n"
        f"A(x, y) == {text}"
    )
    assert defined(program, "A").definition.leibniz == leibniz


def test_a_parameter_under_a_formal_operator_is_not_leibniz(load: Load) -> None:
    program = load("H(F(_), a) == F(a)")
    assert defined(program, "H").definition.leibniz[1] is False
