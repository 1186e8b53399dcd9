"""Mutants say what the text says: the same assertions, in another order or with other names."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tlaverify.solvers.driver import load_driver
from tlaverify.solvers.engine import make_engine
from tlaverify.solvers.request import Request
from tlaverify.stability.mutants import rename_symbols, shuffle_assertions

HEAD = """(set-logic ALL)
(declare-sort U 0)
(declare-fun |"2 a; (b"| () U)
(declare-fun s1! () Int)
(declare-fun b () Int)
(declare-fun p () Bool)
(declare-fun |q'| () Bool)
(declare-fun f (Int) Int)
(declare-fun |in!| (U U) Bool)
; a comment ( with | what could mislead
(declare-const u U)
"""

NUMBERS = st.recursive(
    st.sampled_from(["s1!", "b", "0", "1", "2", "|b|"]),
    lambda inner: st.one_of(
        st.builds("(+ {} {})".format, inner, inner),
        st.builds("(f {})".format, inner),
        st.builds("(let ((b {})) (+ b {}))".format, inner, inner),
    ),
    max_leaves=4,
)
FORMULAS = st.recursive(
    st.one_of(
        st.sampled_from(["p", "|q'|", "|p|", '(in! u |"2 a; (b"|)', '(= u |"2 a; (b"|)']),
        st.builds("(< {} {})".format, NUMBERS, NUMBERS),
        st.builds("(= {} {})".format, NUMBERS, NUMBERS),
    ),
    lambda inner: st.one_of(
        st.builds("(not {})".format, inner),
        st.builds("(and {}\n  {})".format, inner, inner),
        st.builds("(or {} {})".format, inner, inner),
        # a bound variable that hides a declared symbol; Boolean, so that it stays decidable
        st.builds("(forall ((p Bool) (|r r| Bool)) (or p |r r| {}))".format, inner),
        st.builds("(exists ((|q'| Bool)) (and |q'| {}))".format, inner),
    ),
    max_leaves=6,
)
TEXTS = st.lists(FORMULAS, min_size=1, max_size=6).map(
    lambda formulas: HEAD + "".join(f"(assert {f})\n" for f in formulas)
)
NUMBER = st.integers(1, 1000)
ENGINE = make_engine(load_driver("z3"))


def tokens(text: str) -> list[str]:
    found = re.findall(r"\|[^|]*\||[()]|[^\s()|]+", re.sub(r"(?m)^;.*$", "", text))
    return [t.strip("|") for t in found]


def commands(text: str) -> list[tuple[str, ...]]:
    out: list[tuple[str, ...]] = []
    depth, begun = 0, list[str]()
    for token in tokens(text):
        depth += (token == "(") - (token == ")")
        begun.append(token)
        if not depth:
            out.append(tuple(begun))
            begun = []
    return out


def answer(text: str) -> str:
    outcome = ENGINE.ask(Request(text, 20_000_000))
    assert outcome.answer.value != "error", outcome.reason
    return outcome.answer.value


@given(TEXTS, NUMBER)
def test_shuffling_keeps_the_multiset_of_commands_and_declares_first(text: str, number: int) -> None:
    before, after = commands(text), commands(shuffle_assertions(text, number))
    assert Counter(before) == Counter(after)
    declarations = [c for c in before if c[1] != "assert"]
    assert after[: len(declarations)] == declarations


@given(TEXTS, NUMBER)
def test_renaming_is_one_to_one_and_touches_only_what_the_text_introduces(text: str, number: int) -> None:
    before, after = tokens(text), tokens(rename_symbols(text, number))
    assert len(before) == len(after)
    there = dict(zip(before, after, strict=True))
    back = dict(zip(after, before, strict=True))
    assert [there[t] for t in before] == after
    assert [back[t] for t in after] == before
    changed = {t for t in there if there[t] != t}
    assert changed <= {"U", '"2 a; (b"', "s1!", "b", "p", "q'", "f", "in!", "u", "r r"}
    assert changed >= {"U", '"2 a; (b"', "b", "p", "q'", "f", "in!", "u"}


@given(TEXTS, NUMBER)
@settings(deadline=None)
def test_a_solver_answers_mutants_alike(text: str, number: int) -> None:
    said = answer(text)
    assert said in ("sat", "unsat")
    assert answer(shuffle_assertions(text, number)) == said
    assert answer(rename_symbols(text, number)) == said


def test_the_number_determines_the_mutant() -> None:
    text = HEAD + "".join(f"(assert (< s1! {n}))\n" for n in range(9))
    for mutate in (shuffle_assertions, rename_symbols):
        made = [mutate(text, n) for n in (1, 2, 3, 1)]
        assert made[0] == made[3]
        assert len(set(made)) == 3


def test_what_is_not_declarations_and_assertions_is_refused() -> None:
    for text in ("(check-sat)", "(push 1)", "(assert p", "(define-fun g () Int 1)", ")", "p"):
        for mutate in (shuffle_assertions, rename_symbols):
            with pytest.raises(ValueError, match=r"mutation|within"):
                mutate(text, 1)
