"""Garbage, depth and size: a module or a diagnostic, never anything else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tlaverify.kernel.deep import deeply
from tlaverify.kernel.diagnostic import DiagnosticError
from tlaverify.syntax import ast
from tlaverify.syntax.parse import parse_module
from tlaverify.syntax.source import Source

SAMPLE = """---- MODULE Sample ----
EXTENDS Naturals, TLAPS
CONSTANT S, F(_)
VARIABLES x, y (* state *)
Init == /\\ x = 0
        /\\ y \\in [S -> {0, "a"}]
Next == \\/ /\\ x' = x + 1
           /\\ UNCHANGED y
        \\/ \\E s \\in S : y' = [y EXCEPT ![s] = @ \\cup {s}]
p \\prec q == LET d == q - p IN IF d > 0 THEN ~ p = q ELSE CASE p = 1 -> 2 [] OTHER -> F(3)
THEOREM Inv == ASSUME NEW s \\in S, Init PROVE [][Next]_<<x, y>> => [](Init')
<1>1. SUFFICES ASSUME x = 1 PROVE FALSE
  BY <1>1, PTL DEF Init, I!\\ll
<1>2. PICK t \\in S : t \\prec s
  <2>1. TAKE u
  <2>. QED OBVIOUS
<1> QED BY <1>2!1
====
"""
PIECES = st.sampled_from(
    [
        *(
            "/\\",
            "\\/",
            "=>",
            "==",
            "=",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "<<",
            ">>",
            "]_",
            "|->",
            "->",
            "<-",
            ",",
            ":",
        ),
        *(
            "::",
            "!",
            ".",
            "..",
            "'",
            "~",
            "[]",
            "<>",
            "\\A",
            "\\E",
            "\\in",
            "@",
            "_",
            "-",
            "+",
            "*",
            "^",
            "#",
            "\\X",
        ),
        *(
            "IF",
            "THEN",
            "ELSE",
            "CASE",
            "LET",
            "IN",
            "CHOOSE",
            "EXCEPT",
            "LAMBDA",
            "ENABLED",
            "SUBSET",
            "WF_x",
        ),
        *("ASSUME", "PROVE", "NEW", "THEOREM", "BY", "DEF", "QED", "OBVIOUS", "PROOF", "USE", "TAKE", "PICK"),
        *("<1>1.", "<2>", "<*>", "<+>1", "<1>2", "MODULE", "----", "====", "EXTENDS", "INSTANCE", "WITH"),
        *("VARIABLE", "RECURSIVE", "LOCAL", "x", "y", "S", "1", '"s"', "(*", "*)", "\\*", '"', "\\", "\n"),
        *("≜", "∧", "∈", "□", "⟨", "𝔸", "é", "\t", "\r", "\x00", "\uffff"),
    ]
)


def parses_or_is_refused(text: str) -> None:
    try:
        parsed = parse_module(Source("G.tla", text))
    except DiagnosticError as error:
        lines = text.count("\n") + 1
        for diagnostic in error.diagnostics:
            assert diagnostic.message and diagnostic.annotations
            for annotation in diagnostic.annotations:
                assert 1 <= annotation.place.line <= lines and annotation.place.column >= 1
    else:
        assert isinstance(parsed, ast.Module)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_pieces_in_any_order(pieces: list[str]) -> None:
    parses_or_is_refused("---- MODULE G ----\n" + " ".join(pieces) + "\n====\n")


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(SAMPLE)), st.integers(0, 12), st.lists(PIECES, max_size=2))
def test_a_module_with_a_change(at: int, cut: int, pieces: list[str]) -> None:
    parses_or_is_refused(SAMPLE[:at] + " ".join(pieces) + SAMPLE[at + cut :])


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    parses_or_is_refused(text)
    parses_or_is_refused(f"---- MODULE G ----\n{text}\n====")


def test_the_sample_parses() -> None:
    assert len(parse_module(Source("Sample.tla", SAMPLE)).units) == 6


@pytest.mark.parametrize(
    "body",
    [
        "(" * 2000 + "x" + ")" * 2000,
        "(" * 2000 + "x",
        "{" * 1500 + "}" * 1500,
        "~" * 3000 + "x",
        "x" + "'" * 3000,
        "x" + "[1]" * 1500,
        "x + " * 1500 + "x",
        "\\A x : " * 1500 + "x",
        "LET x == " * 300 + "1" + " IN x" * 300,
        "IF x THEN " * 300 + "x" + " ELSE x" * 300,
        "".join("\n" + " " * column + "/\\ " for column in range(400)) + "x",
        "/\\ " * 2000 + "x",
        "x" * 40_000,
        "1\nTHEOREM x\n" + "".join(f"<{level}> QED\n" for level in range(1, 400)) + "OBVIOUS",
        "1\nTHEOREM x\n" + "<+>1. x\n" * 400 + "OBVIOUS",
        "1\nTHEOREM x\n<99999999999999999999>1. QED OBVIOUS",
        "1\n" + "".join(f"---- MODULE M{index} ----\n" for index in range(300)) + "====\n" * 300,
    ],
    ids=range(17),
)
def test_nesting_beyond_reason(body: str) -> None:
    with pytest.raises(DiagnosticError) as caught:
        parse_module(Source("Deep.tla", f"---- MODULE Deep ----\nA == {body}\n===="))
    assert caught.value.diagnostics[0].code in ("nesting", "syntax")


@pytest.mark.parametrize(
    "body",
    [
        lambda: "(" * 250 + "x" + ")" * 250,
        lambda: "{" * 250 + "x" + "}" * 250,
        lambda: "IF x THEN y ELSE " * 900 + "x",
        lambda: " \\o\n".join("x" * 900),
        lambda: " /\\\n".join(["x = 1"] * 4000),
        lambda: "x" + "[1]" * 900,
        lambda: "{" + ",\n".join(f"x{index}" for index in range(3000)) + "}",
        lambda: "".join(f"\n  /\\ x{index} = 1" for index in range(3000)),
        lambda: "".join(f"\n{' ' * column}/\\ " for column in range(1, 60)) + "x",
        lambda: "CASE " + "\n [] ".join(f"x = {index} -> {index}" for index in range(500)),
        lambda: " + ".join("x" * 200),
    ],
)
def test_large_but_reasonable(body: Callable[[], str]) -> None:
    source = Source("Big.tla", f"---- MODULE Big ----\nA == {body()}\n====")
    (definition,) = deeply(lambda: parse_module(source)).units
    assert isinstance(definition, ast.OpDef)


def test_fifty_thousand_lines() -> None:
    units = SAMPLE.split("\n", 2)[2].removesuffix("====\n")
    copies = 50_000 // units.count("\n") + 1
    parsed = parse_module(Source("Big.tla", f"---- MODULE Big ----\n{units * copies}====\n"))
    assert len(parsed.units) == 6 * copies
    assert parsed.units[-1].span.line > 49_990


def test_an_error_in_a_large_module_is_found() -> None:
    units = SAMPLE.split("\n", 2)[2].removesuffix("====\n")
    text = "---- MODULE Big ----\n" + units * 200 + "A == [x \\in\nB == 2\n" + units * 20 + "====\n"
    line = 2 + units.count("\n") * 200 + 1
    with pytest.raises(DiagnosticError) as caught:
        parse_module(Source("Big.tla", text))
    assert caught.value.diagnostics[0].annotations[0].place.line == line
