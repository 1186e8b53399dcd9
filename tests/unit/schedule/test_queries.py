"""Single queries in worker processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tlaverify.kernel.verdict import Answer
from tlaverify.schedule.options import Options
from tlaverify.schedule.queries import Question, ask
from tlaverify.solvers.driver import DriverError
from tlaverify.solvers.request import Request

FAKE = Path(__file__).parents[1] / "solvers" / "fake_solver.py"


def test_outcomes_in_the_order_of_the_questions() -> None:
    texts = {"(assert false)": Answer.UNSAT, "(assert true)": Answer.SAT, "(assert (": Answer.ERROR}
    questions = [Question(solver, Request(text)) for text in texts for solver in ("z3", "cvc5")]
    outcomes = ask(questions, Options(jobs=2))
    assert [o.answer for o in outcomes] == [a for a in texts.values() for _ in range(2)]
    assert [o.solver for o in outcomes] == ["z3", "cvc5"] * 3


def test_cores_and_models() -> None:
    core = "(assert (! true :named a))(assert (! false :named b))"
    unsat, sat = ask([
        Question("z3", Request(core, core=True)),
        Question("z3", Request("(declare-const x Int)(assert (= x 7))", model=True)),
    ], Options(jobs=1))
    assert unsat.core == ("b",)
    assert "7" in sat.model


def test_budget_in_nominal_seconds(diverges: str) -> None:
    text = diverges.removeprefix("smt: ")
    (outcome,) = ask([Question("z3", Request(text), seconds=0.05)], Options(jobs=1))
    assert outcome.reason == "resource budget used up"


def test_timeout(diverges: str) -> None:
    text = diverges.removeprefix("smt: ")
    for outcome in ask([Question(s, Request(text)) for s in ("z3", "cvc5")], Options(jobs=1, timeout=0.2)):
        assert outcome.answer is Answer.UNKNOWN
        assert outcome.reason.startswith("safety timeout")


def test_nothing_to_ask_and_nobody_to_ask() -> None:
    assert ask([]) == ()
    with pytest.raises(DriverError):
        ask([Question("z4", Request("(assert false)"))])
