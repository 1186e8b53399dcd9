"""Where expressions end: definitions, PROVE, DEF, EXCEPT and [] to the right of open bulleted lists."""

from __future__ import annotations

import pytest
from syntax_reading import module, refusal

from tlaverify.syntax import ast
from tlaverify.syntax.ast import Name, OpApp
from tlaverify.syntax.layout import NOTHING, end_lists

P, Q = OpApp((Name("P"),)), OpApp((Name("Q"),))
LIST = ast.Junction("/\\", (P, Q))


def names(units: tuple[ast.Unit, ...]) -> list[str | None]:
    return [getattr(unit, "name", None) for unit in units]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("B == P", "B"),
        ("B(x, F(_)) == P", "B"),
        ("B[x \\in P] == P", "B"),
        ("x ++ y == P", "++"),
        ("-. x == P", "-."),
        ("x ^+ == P", "^+"),
        ("B == INSTANCE M", "B"),
        ("INSTANCE M", None),
        ("LOCAL B == P", "B"),
    ],
)
@pytest.mark.parametrize("gap", ["\n         ", " ", "\n\n            "])
def test_a_definition_ends_the_lists_it_stands_right_of(head: str, name: str | None, gap: str) -> None:
    units = module(f"A == /\\ P\n     /\\ Q{gap}{head}\nC == P").units
    assert names(units) == ["A", name, "C"]
    assert isinstance(units[0], ast.OpDef) and units[0].body == LIST


def test_lists_around_a_let_stay_open() -> None:
    (unit,) = module(
        r"""
        A == /\ P
             /\ LET B == \/ P
                         \/ Q C == \/ P
                                   \/ Q
                            D == \/ Q
                IN  P
             /\ Q
        """
    ).units
    assert isinstance(unit, ast.OpDef) and isinstance(unit.body, ast.Junction)
    assert [type(item) for item in unit.body.items] == [OpApp, ast.Let, OpApp]
    let = unit.body.items[1]
    assert isinstance(let, ast.Let) and names(let.units) == ["B", "C", "D"]
    bodies = [u.body for u in let.units if isinstance(u, ast.OpDef)]
    assert bodies[:2] == [ast.Junction("\\/", (P, Q))] * 2


def test_definitions_of_a_step() -> None:
    (unit,) = module(
        r"""
        THEOREM P
        <1> DEFINE B == /\ P
                        /\ Q C == /\ P
                                  /\ Q
        <1> QED
        """
    ).units
    assert isinstance(unit, ast.Theorem) and isinstance(unit.proof, ast.Steps)
    step = unit.proof.steps[0].body
    assert isinstance(step, ast.Define) and names(step.units) == ["B", "C"]
    assert [u.body for u in step.units if isinstance(u, ast.OpDef)] == [LIST, LIST]


def test_places_are_those_of_the_text() -> None:
    units = module("A == /\\ P\n     /\\ Q\n        B == /\\ P\n             /\\ Q\nC == P").units
    assert [unit.span for unit in units] == [
        ast.Span(2, 1, 3, 10), ast.Span(4, 9, 5, 18), ast.Span(6, 1, 6, 7),
    ]  # fmt: skip
    body = units[1].body if isinstance(units[1], ast.OpDef) else None
    assert isinstance(body, ast.Junction) and body.items[1].span == ast.Span(5, 17, 5, 18)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A == /\\ P\n     /\\ Q B == (P\nC == Q", (4, 1)),  # another error stays where it is
        ("A == /\\ P\n     /\\ B == P", (3, 9)),
        ("A == /\\ (P B == P)", (2, 12)),  # inside a bracket a definition ends nothing
        ("A == /\\ P\n     /\\ Q R\nB == P", (3, 11)),
    ],
)
def test_what_is_wrong_stays_wrong(text: str, place: tuple[int, int]) -> None:
    found = refusal(text).annotations[0].place
    assert (found.line, found.column) == place


def test_nothing_is_inserted_where_no_list_is_open() -> None:
    assert end_lists("A == /\\ P\n     /\\ Q\nB == LET x == P IN /\\ x\nC == P") == NOTHING


def test_offsets_lead_back() -> None:
    text = "A == /\\ P\n       BC == Q"
    inserted = end_lists(text)
    new = inserted.apply(text)
    assert new == "A == /\\ P\n       \nBC\n          == Q"
    for word in ("A", "P", "BC", "==", "Q"):
        start = inserted.original(new.rindex(word))
        assert text.startswith(word, start)
        assert inserted.original(new.rindex(word) + len(word)) == start + len(word)
    assert not NOTHING and NOTHING.original(7) == 7 and NOTHING.apply(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "A == CASE P -> /\\ P /\\ Q [] Q -> /\\ [] P /\\ Q [] OTHER -> P",
        "A == CASE P -> /\\ P\n               /\\ Q\n                  [] OTHER -> Q",
        "A == [ /\\ P\n       /\\ Q EXCEPT ![1] = P, ![2] = P ]",
        "A == LET x == CASE P -> /\\ P\n                     /\\ Q  y == P IN x",
        "THEOREM ASSUME /\\ P\n               /\\ Q PROVE P\nBY /\\ P\n   /\\ Q DEF F",
        "THEOREM ASSUME NEW x, /\\ P\n                      /\\ Q\n                        PROVE P /\\ Q",
    ],
)
def test_words_that_end_the_lists_left_of_them(text: str) -> None:
    broken = text
    for word in ("[] Q", "[] OTHER", "EXCEPT", "y == P", "PROVE", "DEF"):
        broken = broken.replace(f" {word}", f"\n{word}" if word in ("PROVE", "DEF") else f"\n  {word}")
    assert [type(unit) for unit in module(text).units] == [type(unit) for unit in module(broken).units]
    assert module(text) == module(broken)
