"""Files: encodings, line ends, tabs; comments and the text around the module."""

from __future__ import annotations

from pathlib import Path

import pytest
from syntax_reading import expression, module, refusal, unit

from tlaverify.kernel.diagnostic import DiagnosticError
from tlaverify.kernel.sequent import Place
from tlaverify.syntax import ast
from tlaverify.syntax.parse import parse_module
from tlaverify.syntax.source import Source, read_source


def write(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "M.tla"
    path.write_bytes(data)
    return path


def test_byte_order_mark_and_line_ends(tmp_path: Path) -> None:
    path = write(tmp_path, b"\xef\xbb\xbf---- MODULE M ----\r\nA == 1\r\nB == 2\r====\r\n")
    source = read_source(path)
    assert source.text == "---- MODULE M ----\nA == 1\nB == 2\n====\n"
    parsed = parse_module(source)
    assert [unit.span.line for unit in parsed.units] == [2, 3]


def test_not_utf8_names_line_and_byte(tmp_path: Path) -> None:
    path = write(tmp_path, b"---- MODULE M ----\r\n\\* caf\xe9\r\n====\r\n")
    with pytest.raises(DiagnosticError) as caught:
        read_source(path)
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.code == "not-utf8" and "0xe9" in diagnostic.message
    assert diagnostic.annotations[0].place == Place(str(path), 2, 7, 2, 8)


@pytest.mark.parametrize("name", ["missing.tla", ".", "nul\0.tla"])
def test_unreadable_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(DiagnosticError) as caught:
        read_source(f"{tmp_path}/{name}")
    assert caught.value.diagnostics[0].code == "unreadable-file"


def test_place_of_a_span() -> None:
    source = Source("a/M.tla", "---- MODULE M ----\nA == x + y\n====")
    (definition,) = parse_module(source).units
    assert isinstance(definition, ast.OpDef)
    assert source.place(definition.body.span) == Place("a/M.tla", 2, 6, 2, 11)
    assert source.line(2) == "A == x + y" and source.line(9) == ""


def test_comments_nest_and_keep_columns() -> None:
    definition = unit('A == (* one (* two \\* *) "x *) 1 \\* the end (*')
    assert isinstance(definition, ast.OpDef)
    assert definition.body == ast.Num(1)
    assert definition.body.span == ast.Span(2, 32, 2, 33)


def test_strings_may_hold_comment_signs() -> None:
    assert expression('<<"(*", "\\\\*", "a\\"b", "\\\\* (*">>') == ast.Tuple(
        (ast.Str("(*"), ast.Str("\\*"), ast.Str('a"b'), ast.Str("\\* (*"))
    )


def test_pluscal_and_prose_in_comments_are_no_matter() -> None:
    parsed = module(
        """
        (* The --algorithm below { is not read. *)
        (* --algorithm A { variable x = ; } *)
        A == 1 \\* --fair algorithm
        """
    )
    assert len(parsed.units) == 1


def test_text_around_the_module() -> None:
    text = 'An "unclosed quote, (* a comment.\n---- MODULE M ----\nA == 1\n====\nB == ( "'
    assert [type(unit) for unit in parse_module(Source("M.tla", text)).units] == [ast.OpDef]


@pytest.mark.parametrize(
    ("text", "pragma"),
    [
        ('A == TRUE (*{ by (prover: "smt3") }*)', 'by (prover: "smt3")'),
        ("A == TRUE\n   (*{ by (x) }*)\n", "by (x)"),
        ("A == TRUE (* plain *)", None),
        ("A == TRUE\nB == 1 (*{ of B }*)", None),
    ],
)
def test_pragmas(text: str, pragma: str | None) -> None:
    definition = module(text).units[0]
    assert isinstance(definition, ast.OpDef) and definition.pragma == pragma


def test_tabs_align_bullets_at_multiples_of_eight() -> None:
    definition = unit("A ==\t/\\ x\n        /\\ y = (1\n\t  + 2)")
    assert isinstance(definition, ast.OpDef)
    assert isinstance(definition.body, ast.Junction) and len(definition.body.items) == 2
    # columns are told in characters of the source, a tab being one
    assert definition.body.items[0].span == ast.Span(2, 9, 2, 10)


def test_unicode_text_columns() -> None:
    definition = unit('A ≜ "𝔸é" ∈ S ∧ x ≤ y')
    assert isinstance(definition, ast.OpDef)
    assert definition.body == expression('"𝔸é" \\in S /\\ x <= y')
    assert definition.body.span == ast.Span(2, 5, 2, 21)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("A == 1 (* open", "comment does not end"),
        ('A == "open\nB == 1', "string does not end"),
    ],
)
def test_unclosed(text: str, message: str) -> None:
    diagnostic = refusal(text)
    assert diagnostic.code == "syntax" and message in diagnostic.message
    assert diagnostic.annotations[0].place.line == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no module"),
        ("A == 1", "no module"),
        ("---- MODULE M ----\nA == 1", "does not end"),
        ("---- MODULE M ----\n---- MODULE N ----\n====\n", "does not end"),
    ],
)
def test_no_module(text: str, message: str) -> None:
    with pytest.raises(DiagnosticError, match=message):
        parse_module(Source("M.tla", text))
