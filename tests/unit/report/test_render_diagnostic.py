"""Diagnostics as text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tlaverify.kernel.diagnostic import Annotation, Diagnostic
from tlaverify.kernel.sequent import Place
from tlaverify.report.diagnostics import render_diagnostic


def lines_of(text: str):
    return lambda path: text.split("\n")


def test_it_looks_as_the_design_says():
    text = "\n" * 253 + "              PROVE  MsgInv'\n"
    diagnostic = Diagnostic(
        "not-inductive",
        "MsgInv' does not follow",
        (Annotation(Place("specs/paxos/PaxosHistVar.tla", 254, 22, 254, 29), "<3>2 of THEOREM Invariant"),),
        notes=("state before ...  state after ...",),
        hints=("...",),
    )
    assert render_diagnostic(diagnostic, lines_of(text)) == "\n".join(
        [
            "error[not-inductive]: MsgInv' does not follow",
            "  --> specs/paxos/PaxosHistVar.tla:254:22",
            "254 |               PROVE  MsgInv'",
            "    |                      ^^^^^^^ <3>2 of THEOREM Invariant",
            "   = state before ...  state after ...",
            "   = hint: ...",
        ]
    )


def test_tabs_and_wide_characters_keep_the_carets_under_the_text():
    shown = render_diagnostic(
        Diagnostic("syntax", "m", (Annotation(Place("A.tla", 1, 4, 1, 6)),)), lines_of("\t字xy z")
    )
    source, carets = shown.split("\n")[2:]
    assert source == "  1 |     字xy z"
    assert carets == "    | " + " " * (4 + 2 + 1) + "^^"


def test_a_place_over_several_lines_is_underlined_to_the_end_of_the_first():
    shown = render_diagnostic(
        Diagnostic("syntax", "m", (Annotation(Place("A.tla", 1, 3, 2, 2), "here"),)), lines_of("a bcd  \nef")
    )
    assert shown.split("\n")[3] == "    |   ^^^ here"


def test_a_second_place_follows_the_first():
    place = Place("A.tla", 2, 1, 2, 2)
    shown = render_diagnostic(
        Diagnostic("x", "m", (Annotation(Place("A.tla", 1, 1, 1, 2)), Annotation(place, "first here"))),
        lines_of("a\nb"),
    )
    assert "  ::: A.tla:2:1" in shown
    assert shown.endswith("^ first here")


def test_a_file_that_is_gone_still_gives_the_place():
    shown = render_diagnostic(
        Diagnostic("x", "m", (Annotation(Place("gone.tla", 7, 1, 7, 2), "label"),)), lambda path: ()
    )
    assert shown == "error[x]: m\n  --> gone.tla:7:1\n    = label"


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=300),
    st.integers(1, 320),
    st.integers(0, 320),
    st.integers(20, 100),
)
def test_no_line_is_wider_than_the_terminal(text, column, length, width):
    place = Place("A.tla", 1, column, 1, column + length)
    shown = render_diagnostic(Diagnostic("x", "m", (Annotation(place),)), lines_of(text), width)
    source = shown.split("\n")[2]
    assert cell_len(source) <= width
    assert "\x1b" not in source


def test_colours_change_nothing_but_escapes():
    import re

    diagnostic = Diagnostic("x", "m", (Annotation(Place("A.tla", 1, 1, 1, 2), "l"),), hints=("h",))
    plain = render_diagnostic(diagnostic, lines_of("abc"))
    coloured = render_diagnostic(diagnostic, lines_of("abc"), colour=True)
    assert coloured != plain
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == plain


def test_long_notes_are_wrapped_on_a_terminal_and_commands_stay_whole():
    note = "unknown: z3: incomplete quantifiers, resource budget used up; cvc5: resource budget used up"
    hint = "verify show 'AModule!ATheorem!<1>2!<2>3!<3>4/goal' prints the obligation, which is long"
    place = Annotation(Place("A.tla", 1, 1, 1, 2))
    diagnostic = Diagnostic("unproved", "m", (place,), notes=(note,), hints=(hint,))
    shown = render_diagnostic(diagnostic, lines_of("a"), width=60).split("\n")
    assert max(len(line) for line in shown if "hint" not in line) <= 60
    assert " ".join("\n".join(shown).partition("= ")[2].split()).startswith(note)
    assert shown[-1].endswith(hint)
    assert note in render_diagnostic(diagnostic, lines_of("a"))
