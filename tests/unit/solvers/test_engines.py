"""What Z3, cvc5 and external programs say of a query, and that no failure looks like ``unsat``."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tlaverify.kernel.verdict import Answer, Outcome
from tlaverify.solvers.driver import Driver, DriverError, driver_names, load_driver, read_driver
from tlaverify.solvers.engine import Engine, make_engine
from tlaverify.solvers.request import Request, request_key, unfit

FAKE = Path(__file__).with_name("fake_solver.py")

DIVERGES = """
(set-logic ALL)
(declare-sort U 0)
(declare-fun f (U U) U)
(declare-fun p (U) Bool)
(declare-const a U)
(assert (forall ((x U) (y U)) (! (= (f x (f y x)) (f (f x y) x)) :pattern ((f x y)))))
(assert (forall ((x U)) (! (=> (p x) (p (f x x))) :pattern ((p x)))))
(assert (p a))
(assert (not (p (f a (f a (f a a))))))
"""


@pytest.fixture(scope="module", params=["z3", "cvc5"])
def engine(request: pytest.FixtureRequest) -> Engine:
    return make_engine(load_driver(request.param))


def test_answers(engine: Engine) -> None:
    assert engine.ask(Request("(declare-const x Int)(assert (< x x))")).answer is Answer.UNSAT
    assert engine.ask(Request("(declare-const x Int)(assert (< x 3))")).answer is Answer.SAT
    assert engine.ask(Request(DIVERGES, budget=50_000)).answer is Answer.UNKNOWN


def test_outcome_names_solver_and_version(engine: Engine) -> None:
    outcome = engine.ask(Request("(assert false)"))
    assert outcome.solver in driver_names()
    assert outcome.version == engine.version
    assert outcome.version[0].isdigit()


@pytest.mark.parametrize("text", [
    "(declare-const x Int)(assert (> y 0))(assert false)",
    "(assert (> y 0))",
    "(assert (",
    "(assert false))",
    "(foo)(assert false)",
    "(assert false)(set-option :nonsense 3)",
    '(declare-const x Int)(assert (= x "one"))(assert false)',
    "(assert false)(check-sat)",
    '(assert false)(echo "unsat")',
    "(assert false)(exit)",
    "(assert false)(reset-assertions)",
    "(assert false)(push 1)(assert false)",
    "(assert false) ( pop 1)",
    "(assert false)(get-info :version)",
    "(assert false)\0(assert (",
    "(assert false)\ud800",
])
def test_a_script_that_is_not_accepted_is_an_error(engine: Engine, text: str) -> None:
    outcome = engine.ask(Request(text))
    assert outcome.answer is Answer.ERROR
    assert outcome.reason.startswith("refused the query: ")
    assert "\n" not in outcome.reason


def test_a_bad_option_is_an_error(engine: Engine) -> None:
    assert engine.ask(Request("(assert false)", options=(("bogus", 1),))).answer is Answer.ERROR


def test_budget_is_counted_in_resources_and_repeats(engine: Engine) -> None:
    first = engine.ask(Request(DIVERGES, budget=60_000))
    assert first.reason == "resource budget used up"
    assert 60_000 <= first.resources <= 66_000
    again = engine.ask(Request(DIVERGES, budget=60_000))
    assert (again.answer, again.reason, again.resources) == (first.answer, first.reason, first.resources)


def test_nothing_of_a_query_is_left_for_the_next(engine: Engine) -> None:
    """Z3's set-option writes global parameters: a budget once set would limit the queries after it."""
    before = engine.ask(Request(DIVERGES, budget=100_000))
    engine.ask(Request(DIVERGES, budget=20_000, seed=11, timeout=0.05))
    if engine.ask(Request("(assert false)")).solver == "z3":
        text = "(set-option :rlimit 1000)(set-option :timeout 1)(set-option :smt.relevancy 0)(assert true)"
        engine.ask(Request(text, options=(("smt.random_seed", 3),), memory=64))
    after = engine.ask(Request(DIVERGES, budget=100_000))
    assert (after.reason, after.resources) == (before.reason, before.resources)


def test_safety_timeout_is_told_from_the_budget(engine: Engine) -> None:
    outcome = engine.ask(Request(DIVERGES, timeout=0.2))
    assert (outcome.answer, outcome.reason) == (Answer.UNKNOWN, "safety timeout")


def test_z3_memory_limit() -> None:
    outcome = make_engine(load_driver("z3")).ask(Request(DIVERGES, memory=64))
    assert (outcome.answer, outcome.reason) == (Answer.UNKNOWN, "memory limit")


def test_core_and_model(engine: Engine) -> None:
    text = (
        "(declare-const x Int)(assert (! (> x 0) :named h1))"
        "(assert (! (< x 9) :named h2))(assert (! (< x 1) :named |h 3|))"
    )
    outcome = engine.ask(Request(text, core=True))
    assert outcome.answer is Answer.UNSAT
    assert set(outcome.core) == {"h1", "h 3"}
    outcome = engine.ask(Request("(declare-const x Int)(assert (= x 7))", model=True))
    assert "(define-fun x () Int" in outcome.model
    assert "7" in outcome.model


def test_incomplete_is_no_budget() -> None:
    text = "(declare-fun f (Int) Int)(assert (forall ((x Int)) (! (> (f x) x) :pattern ((f x)))))"
    options = (("smt.auto_config", False), ("smt.mbqi", False))
    outcome = make_engine(load_driver("z3")).ask(Request(text, options=options, budget=1_000_000))
    assert outcome.answer is Answer.UNKNOWN
    assert outcome.reason.startswith("incomplete")


@given(st.text(alphabet='()| "\n;xassertfalsecheck-unsat01:=', max_size=60))
@settings(max_examples=60, deadline=None)
def test_no_prefix_turns_an_error_into_an_answer(junk: str) -> None:
    """Whatever stands before ``(assert (undeclared))``, the outcome is no ``unsat``."""
    for name in ("z3", "cvc5"):
        outcome = make_engine(load_driver(name)).ask(Request(f"{junk}\n(assert (= undeclared 1))\n"))
        quoted = junk.count("|") % 2 or junk.count('"') % 2 or ";" in junk or "(assert" in junk
        assert outcome.answer is Answer.ERROR or quoted
        assert outcome.answer is not Answer.UNSAT or "(assert false" in junk


# -- external programs ---------------------------------------------------------------------------------


def fake(mode: str, *arguments: str) -> Driver:
    return Driver(
        name="fake", engine="command", units_per_second=100, version="0.1",
        command=("{python}", str(FAKE), mode, *arguments), reasons=(("resource limit", "budget"),),
    )


def ask(mode: str, text: str = "(assert true)", **limits: float) -> Outcome:
    timeout, memory = limits.get("timeout", 60.0), int(limits.get("memory", 0))
    return make_engine(fake(mode)).ask(Request(text, timeout=timeout, memory=memory))


def test_external_solver_that_behaves() -> None:
    assert ask("honest", "(assert false)").answer is Answer.UNSAT
    assert ask("honest", "(assert true)").answer is Answer.UNKNOWN


@pytest.mark.parametrize("mode", ["crash", "garbage", "error", "late-error", "code", "silent"])
def test_external_solver_that_fails(mode: str) -> None:
    outcome = ask(mode, "(assert false)")
    assert outcome.answer is Answer.ERROR
    assert outcome.reason


def test_external_solver_that_hangs() -> None:
    outcome = ask("hang", timeout=0.3)
    assert (outcome.answer, outcome.reason) == (Answer.UNKNOWN, "safety timeout")


def test_external_solver_that_prints_without_end() -> None:
    assert ask("flood").answer is not Answer.UNSAT


@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit on the address space, or a quick look")
def test_external_solver_that_eats_memory() -> None:
    assert ask("memory", memory=200).answer in (Answer.UNKNOWN, Answer.ERROR)


def test_external_solver_out_of_resources() -> None:
    assert ask("resources").reason == "resource budget used up"


def test_external_solver_gets_budget_and_seed() -> None:
    engine = make_engine(fake("arguments", "{budget}", "{seed}"))
    assert engine.ask(Request("(assert true)", budget=500, seed=7, timeout=60)).answer is Answer.UNSAT


def test_external_solver_that_is_not_there() -> None:
    driver = Driver("gone", "command", 1, command=("no-such-solver-anywhere",))
    outcome = make_engine(driver).ask(Request("(assert false)"))
    assert outcome.answer is Answer.ERROR
    assert "cannot be started" in outcome.reason


# -- drivers -------------------------------------------------------------------------------------------


def test_shipped_drivers_load() -> None:
    assert driver_names() == ("cvc5", "z3")
    for name in driver_names():
        driver = load_driver(name)
        assert driver.name == name
        assert driver.units(2.0) == 2 * driver.units_per_second


@pytest.mark.parametrize("text", [
    "name = 'x'",
    "name = 'x'\nengine = 'magic'",
    "name = 'x'\nengine = 'command'",
    "name = 'x'\nengine = 'z3'\ncommand = ['z3']",
    "name = 'x'\nengine = 'z3'\nunits_per_second = 0",
    "name = 'x'\nengine = 'z3'\ntypo = 1",
    "name = 'x'\nengine = 'z3'\n[answers]\nmaybe = 'maybe'",
    "name = 'x'\nengine = 'z3'\n[[reasons]]\nsays = 'a'\nmeans = 'b'",
    "name = ",
])
def test_bad_drivers_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DriverError):
        read_driver(path)


def test_unknown_driver() -> None:
    with pytest.raises(DriverError, match="unknown solver 'z4'"):
        load_driver("z4")


def test_driver_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        "name = 'mine'\nengine = 'command'\ncommand = ['mine', '{budget}']\nunits_per_second = 10\n"
        "[answers]\nunsat = 'VALID'\n", encoding="utf-8",
    )
    driver = load_driver(str(path))
    assert driver.answer("VALID") is Answer.UNSAT
    assert driver.answer("unsat") is None


# -- keys ----------------------------------------------------------------------------------------------


def test_request_key_covers_what_decides_the_answer() -> None:
    driver = load_driver("z3")
    base = Request("(assert false)", budget=10)
    keys = {
        request_key(request, used, version, encoding)
        for request, used, version, encoding in [
            (base, driver, "1", "e"),
            (Request("(assert true)", budget=10), driver, "1", "e"),
            (Request("(assert false)", budget=11), driver, "1", "e"),
            (Request("(assert false)", budget=10, seed=1), driver, "1", "e"),
            (Request("(assert false)", budget=10, options=(("a", 1),)), driver, "1", "e"),
            (Request("(assert false)", budget=10, options=(("a", True),)), driver, "1", "e"),
            (base, load_driver("cvc5"), "1", "e"),
            (base, driver, "2", "e"),
            (base, driver, "1", "f"),
        ]
    }
    assert len(keys) == 9
    timed = Request("(assert false)", budget=10, timeout=5.0)
    assert request_key(timed, driver, "1", "e") == request_key(base, driver, "1", "e")


def test_names_that_merely_begin_like_commands_are_fit() -> None:
    assert not unfit("(declare-fun exit_code () Int)(assert (= (+ exit_code (pop_ 1)) (getter 2)))")
