"""How a counterexample reads: words, names, what changed, which conjunct is false and why, at every width."""

from __future__ import annotations

import pytest

from tlaverify.evaluate.values import Integer, Model, finite_set, record, sequence
from tlaverify.explain.counterexample import find_counterexample
from tlaverify.explain.json_object import counterexample_object
from tlaverify.explain.layout import Layout
from tlaverify.explain.names import shortly_named
from tlaverify.explain.reading import Reading, read_counterexample
from tlaverify.explain.text import reading_lines, short_lines
from tlaverify.obligations.generate import obligations_of
from tlaverify.semantics.load import load_module

BALLOTS = """
---- MODULE Ballots ----
EXTENDS Integers
CONSTANTS Acceptors, Values
VARIABLES sent, bal
None == CHOOSE v : v \\notin Values
Messages == [type : {"1b"}, bal : Nat, acc : Acceptors, val : Values \\cup {None}]
       \\cup [type : {"2b"}, bal : Nat, acc : Acceptors, val : Values]
TypeOK == sent \\in SUBSET Messages /\\ bal \\in [Acceptors -> Nat]
Bounded == \\A m \\in sent : m.type = "2b" => m.bal <= bal[m.acc]
Quiet == \\A m \\in sent : ~(m.type = "2b" /\\ m.bal = 1)
Inv == TypeOK /\\ Bounded
Vote(a) == \\E b \\in Nat, v \\in Values :
  /\\ sent' = sent \\cup {[type |-> "2b", bal |-> b, acc |-> a, val |-> v]}
  /\\ UNCHANGED bal
Forget(a) == bal' = [bal EXCEPT ![a] = 0] /\\ UNCHANGED sent
Bad(a) == bal' = [bal EXCEPT ![a] = -1] /\\ UNCHANGED sent
Next == \\E a \\in Acceptors : Vote(a) \\/ Forget(a)
THEOREM Voting == Inv /\\ (\\E a \\in Acceptors : Vote(a)) => Inv' OBVIOUS
THEOREM Forgetting == Inv /\\ (\\E a \\in Acceptors : Forget(a)) => Inv' OBVIOUS
THEOREM Typing == TypeOK /\\ (\\E a \\in Acceptors : Bad(a)) => TypeOK' OBVIOUS
THEOREM Silent == TypeOK /\\ Quiet /\\ Next => Quiet' OBVIOUS
THEOREM Plain == TypeOK => sent # {} OBVIOUS
====
"""


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reading]:
    path = tmp_path_factory.mktemp("ballots") / "Ballots.tla"
    path.write_text(BALLOTS.lstrip(), encoding="utf-8")
    program = load_module(path)
    out = {}
    for theorem in obligations_of(program.main, program):
        for obligation in theorem.obligations:
            found = find_counterexample(obligation)
            assert found is not None, theorem.name
            out[theorem.name] = read_counterexample(obligation, shortly_named(obligation, found))
    return out


def text(reading: Reading, width: int = 80) -> str:
    return "\n".join(reading_lines(reading, width))


def words(reading: Reading) -> str:
    return " ".join(text(reading).split())


def test_the_words(readings: dict[str, Reading]) -> None:
    shown = words(readings["Voting"])
    assert shown.startswith("not inductive: this state satisfies Inv, and Vote(a")
    assert "leads to one that does not constants" in shown
    assert "violated" not in shown


def test_models_have_short_names_that_mean_nothing_else(readings: dict[str, Reading]) -> None:
    # the module binds a and v, but neither a1 nor v1
    shown = text(readings["Voting"])
    assert "Acceptors = {a1, a2}" in shown
    assert "Values = {v1, v2}" in shown


def test_fields_stand_in_the_module_s_order(readings: dict[str, Reading]) -> None:
    assert '[type |-> "2b", bal |-> ' in text(readings["Voting"])


def test_only_what_changed_is_shown_after(readings: dict[str, Reading]) -> None:
    shown = text(readings["Voting"])
    assert "sent' = " in shown
    assert "unchanged: bal" in shown
    assert "bal'" not in shown.split("state after")[1].split("what is false")[0]
    changed = text(readings["Forgetting"]).split("state after")[1].split("what is false")[0]
    assert "bal'[a" in changed and "] = 0   (was " in changed
    assert "unchanged: sent" in changed


def test_the_witnesses_of_the_action_are_told(readings: dict[str, Reading]) -> None:
    shown = text(readings["Voting"])
    assert "Vote(a" in shown.split("state after")[0].split("state before")[1]
    assert "b = " in shown and "v = v" in shown


def test_the_false_conjunct_with_its_values(readings: dict[str, Reading]) -> None:
    shown = words(readings["Forgetting"])
    assert 'Bounded, a part of Inv at m = [type |-> "2b"' in shown
    assert "demands m.bal <= bal[m.acc] but m.bal = " in shown
    assert "bal[m.acc]' = 0" in shown


def test_what_does_not_fit_a_set_is_told(readings: dict[str, Reading]) -> None:
    shown = words(readings["Typing"])
    assert "demands bal \\in [Acceptors -> Nat] but [a" in shown
    assert "is -1, which is not in Nat" in shown


def test_what_is_true_and_should_not_be(readings: dict[str, Reading]) -> None:
    shown = words(readings["Silent"])
    assert 'but this is TRUE m.type = "2b" /\\ m.bal = 1' in shown or 'demands ~(m.type = "2b"' in shown


def test_without_a_step_nothing_is_said_of_a_state_after(readings: dict[str, Reading]) -> None:
    shown = text(readings["Plain"])
    assert shown.startswith("does not follow")
    assert "state after" not in shown and "  state\n" in shown


@pytest.mark.parametrize("width", [50, 60, 80])
def test_it_fits(readings: dict[str, Reading], width: int) -> None:
    for name, reading in readings.items():
        lines = reading_lines(reading, width)
        assert max(map(len, lines)) <= width, name
        assert len(lines) <= 40
        assert max(map(len, short_lines(reading, width))) <= width
        assert len(short_lines(reading, width)) <= len(lines)


def test_json_has_it_all(readings: dict[str, Reading]) -> None:
    found = counterexample_object(readings["Forgetting"])
    assert found["not_inductive"] is True
    assert found["assumed"] == ["Inv"]
    assert found["action"]["name"] == "Forget"
    assert found["changed"] == ["bal"]
    assert found["false"][-1]["formula"] == "m.bal <= bal[m.acc]"
    assert found["false"][-1]["state"] == "after"
    assert set(found["state"]) == set(found["next_state"]) == {"sent", "bal"}


def test_values_are_laid_out_under_their_bracket() -> None:
    message = record({"type": sequence([Integer(1)] * 3), "acc": Model("a1")})
    layout = Layout(30, {"type": 0, "acc": 1})
    assert layout.assigned("x = ", message, 2) == ["  x = [type |-> <<1, 1, 1>>,", "       acc |-> a1]"]
    assert layout.assigned("x = ", finite_set([Integer(i) for i in range(14)]), 2) == [
        "  x = {0, 1, 2, 3, 4, 5, 6, 7,", "       8, 9, 10, 11, 12, 13}",
    ]
    assert layout.flat(finite_set([message])) == "{[type |-> <<1, 1, 1>>, acc |-> a1]}"
