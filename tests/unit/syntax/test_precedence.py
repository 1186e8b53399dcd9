"""Operators nest by the published precedences, and conflicts are refused."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syntax_reading import expression, refusal, shown

from tlaverify.kernel.diagnostic import DiagnosticError
from tlaverify.syntax import ast
from tlaverify.syntax.operators import CANONICAL, OPERATORS, SYNONYMS

# "Specifying Systems", table 6, by hand: symbol -> (low, high, left-associative)
INFIX = {
    "=>": (1, 1, False), "<=>": (2, 2, False), "~>": (2, 2, False), "/\\": (3, 3, True), "\\/": (3, 3, True),
    "=": (5, 5, False), "#": (5, 5, False), "\\in": (5, 5, False), "<=": (5, 5, False), "@@": (6, 6, True),
    ":>": (7, 7, False), "\\": (8, 8, False), "\\cup": (8, 8, True), "\\cap": (8, 8, True),
    "..": (9, 9, False), "+": (10, 10, True), "%": (10, 11, False), "-": (11, 11, True),
    "*": (13, 13, True), "/": (13, 13, False), "\\o": (13, 13, True), "\\div": (13, 13, False),
    "^": (14, 14, False), "\\cdot": (5, 14, True), "$": (9, 13, True),
}  # fmt: skip
PREFIX = {
    "~": (4, 4), "[]": (4, 15), "<>": (4, 15), "ENABLED": (4, 15), "UNCHANGED": (4, 15),
    "SUBSET": (10, 13), "UNION": (10, 13), "DOMAIN": (10, 13), "-": (12, 12),
}  # fmt: skip
POSTFIX = {"'": (15, 15), "^+": (15, 15), "[i]": (16, 16), ".f": (17, 17)}


class Conflict(Exception):
    pass


def reference(tokens: list[str]) -> str:
    """Precedence climbing over a chain of tokens: the expression with all parentheses."""
    rest = list(reversed(tokens))

    def climb(left: tuple[int, int] | None, own: str = "") -> str:
        token = rest.pop()
        if token in PREFIX:
            if token == "-" and left is not None and left[0] > 12:
                raise Conflict
            value = f"({token} {climb(PREFIX[token], token)})"
        else:
            value = token
        while rest:
            token = rest[-1]
            low, high = (INFIX[token] if token in INFIX else POSTFIX[token])[:2]
            if left is not None and not (token == ".." and own in ("SUBSET", "UNION")):  # as in the book
                if left[0] > high or (token == own and INFIX[own][2]):
                    return value
                if not left[1] < low:
                    raise Conflict
            rest.pop()
            value = (
                f"({value}{token})" if token in POSTFIX else f"({value} {token} {climb((low, high), token)})"
            )
        return value

    return climb(None)


@st.composite
def chains(draw: st.DrawFn) -> list[str]:
    tokens: list[str] = []
    for index in range(draw(st.integers(1, 5))):
        if index:
            tokens.append(draw(st.sampled_from(sorted(INFIX))))
        tokens += draw(st.lists(st.sampled_from(sorted(PREFIX)), max_size=2))
        tokens.append(draw(st.sampled_from(["a", "b", "(c)"])))
        tokens += draw(st.lists(st.sampled_from(sorted(POSTFIX)), max_size=2))
    return tokens


@settings(max_examples=1000, deadline=None)
@given(chains())
def test_nests_as_precedence_climbing_does(tokens: list[str]) -> None:
    text = " ".join(tokens)
    try:
        expected = reference(tokens).replace("(c)", "c")
    except Conflict:
        with pytest.raises(DiagnosticError) as caught:
            expression(text)
        assert caught.value.diagnostics[0].code == "precedence"
    else:
        assert shown(expression(text)) == expected


@settings(max_examples=200, deadline=None)
@given(chains())
def test_all_parentheses_say_the_same(tokens: list[str]) -> None:
    try:
        tree = expression(" ".join(tokens))
    except DiagnosticError:
        return
    assert shown(expression(shown(tree))) == shown(tree)


@pytest.mark.parametrize(
    ("text", "nested"),
    [
        ("~(a) = c", "(~ (a = c))"),
        ("DOMAIN (f)[a]", "(DOMAIN (f[a]))"),
        ("SUBSET S \\ T", "((SUBSET S) \\ T)"),
        ("x \\in SUBSET a..b /\\ c", "((x \\in (SUBSET (a .. b))) /\\ c)"),
        ("SUBSET a..b + c \\cup d", "((SUBSET (a .. (b + c))) \\cup d)"),
        ("UNION a..b \\ S", "((UNION (a .. b)) \\ S)"),
        ("-a - b", "((- a) - b)"),
        ("a + -b", "(a + (- b))"),
        ("-(a) * b", "(- (a * b))"),
        ("[]P /\\ Q => R", "((([] P) /\\ Q) => R)"),
        ("a \\X b \\X c", "(a \\X b \\X c)"),
        ("a \\X (b \\X c)", "(a \\X (b \\X c))"),
        ("f[a]'.g", "(((f[a])').g)"),
        ("a = \\E x : x = b /\\ c", "(a = (\\E x : ((x = b) /\\ c)))"),
        ("a /\\ IF b THEN c ELSE d /\\ e", "(a /\\ (IF b THEN c ELSE (d /\\ e)))"),
        ("~ \\A x : x => a", "(~ (\\A x : (x => a)))"),
        ("a # b \\/ a =< b", "((a # b) \\/ (a <= b))"),
    ],
)
def test_known_cases(text: str, nested: str) -> None:
    assert shown(expression(text)) == nested


@pytest.mark.parametrize(
    ("text", "offender"),
    [
        ("a = b = c", "="), ("a => b => c", "=>"), ("a /\\ b \\/ c", "\\/"), ("a \\in b \\in c", "\\in"),
        ("a \\ b \\ c", "\\"), ("[]a = b", "="), ("a * -b", "-"), ("a \\X b * c", "*"), ("UNCHANGED x'", "'"),
        ("a <=> b ~> c", "~>"),
    ],
)  # fmt: skip
def test_conflicts(text: str, offender: str) -> None:
    diagnostic = refusal(f"Test == {text}")
    place = diagnostic.annotations[0].place
    column = len("Test == ") + text.rindex(offender) + 1
    assert (diagnostic.code, place.line, place.column) == ("precedence", 2, column)
    assert diagnostic.hints


def test_junction_list_ends_before_an_operator_to_its_left() -> None:
    text = "\n  /\\ a\n  /\\ b\n  \\/ c\n => d"
    assert shown(expression(text)) == "(([/\\ a, b] \\/ c) => d)"


def test_junction_lists_nest_by_column() -> None:
    text = "/\\ a\n        /\\ \\/ b /\\ c\n           \\/ d\n        /\\ e"
    assert shown(expression(text)) == "[/\\ a, [\\/ (b /\\ c), d], e]"


def test_text_left_of_its_bullet_is_refused() -> None:
    diagnostic = refusal("A == /\\ (a\n     )")
    assert "stands left" in diagnostic.message and diagnostic.annotations[0].place.line == 3


def test_label_may_not_change_the_parse() -> None:
    assert refusal("A == x * lab :: y + z").code == "precedence"
    assert isinstance(expression("x + (lab :: y + z)"), ast.OpApp)


@pytest.mark.parametrize("spelling", sorted(set(CANONICAL) - {"-.", "[", "."}))
def test_every_spelling_has_its_canonical_name(spelling: str) -> None:
    name = CANONICAL[spelling]
    match OPERATORS[name].fix.value:
        case "infix":
            text = f"a {spelling} b"
        case "prefix":
            text = f"{spelling} a"
        case _:
            text = f"a {spelling}"
    tree = expression(text)
    if name == "\\X":
        assert isinstance(tree, ast.Times)
    else:
        assert isinstance(tree, ast.OpApp) and isinstance(tree.path[0], ast.Name)
        assert tree.path[0].name == name


def test_synonyms_are_told_apart() -> None:
    listed = [spelling for others in SYNONYMS.values() for spelling in others.split()]
    assert len(listed) == len(set(listed)) and not set(listed) & set(OPERATORS)
    assert all(re.fullmatch(r"\S+", spelling) for spelling in listed)
