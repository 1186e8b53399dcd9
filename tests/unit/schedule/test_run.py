"""Verdicts, their order, and that no failure of one obligation stops, or proves, another."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from tlaverify.kernel.sequent import Definition, Hypothesis, Obligation
from tlaverify.kernel.term import Kind, Num, Str, Symbol, Term, builtin
from tlaverify.kernel.verdict import Answer, Error, Omitted, Proved, Unknown
from tlaverify.schedule.options import Options
from tlaverify.schedule.result import Result
from tlaverify.schedule.run import run

Make = Callable[..., Obligation]
Settings = Callable[..., Options]

FAKE = Path(__file__).parents[1] / "solvers" / "fake_solver.py"


def test_verdicts_in_the_order_given(obligation: Make, options: Settings, diverges: str) -> None:
    goals = [
        diverges, "smt: (assert false)", "none", "smt: (assert true)", "raise",
        "only beta: (assert false)", "empty", "smt: (assert (",
    ]
    seen: list[str] = []
    outcome = run(
        [obligation(goal, f"o{n}") for n, goal in enumerate(goals)], options(), lambda r: seen.append(r.id)
    )
    assert [r.id for r in outcome.results] == [f"o{n}" for n in range(len(goals))]
    assert sorted(seen) == [r.id for r in outcome.results]
    verdicts = [r.verdict for r in outcome.results]
    assert [type(v) for v in verdicts] == [Unknown, Proved, Unknown, Unknown, Error, Proved, Error, Error]
    assert not outcome.interrupted and not outcome.stopped and outcome.restarts == 0
    assert isinstance(verdicts[0], Unknown) and "resource budget used up" in verdicts[0].reason
    assert isinstance(verdicts[2], Unknown) and "nothing applies" in verdicts[2].reason
    assert isinstance(verdicts[3], Unknown) and "not checked" in verdicts[3].reason
    for bad in (4, 6, 7):
        verdict = verdicts[bad]
        assert isinstance(verdict, Error) and verdict.reason.startswith("internal error")
    proved = verdicts[5]
    assert isinstance(proved, Proved)
    assert (proved.solver, proved.encoding, proved.version[0]) == ("z3", "beta/1", "5")


def test_the_same_verdicts_whatever_the_workers(obligation: Make, options: Settings, diverges: str) -> None:
    goals = [diverges, "smt: (assert false)", "only alpha: (assert true)", diverges, "none"] * 3
    obligations = [obligation(goal, f"o{n}") for n, goal in enumerate(goals)]

    def told(result: Result) -> object:
        reason = result.verdict.reason if isinstance(result.verdict, Unknown) else ""
        said = [
            (a.name, a.part, a.outcome and (a.outcome.answer, a.outcome.resources)) for a in result.attempts
        ]
        return result.id, reason, said

    one, three = (run(obligations, options(jobs=jobs)) for jobs in (1, 3))
    assert [told(r) for r in one.results] == [told(r) for r in three.results]


def test_the_obligations_are_not_looked_through_for_garbage(obligation: Make, options: Settings) -> None:
    """They stay alive all through the run; to look through them would cost the more the more there are."""
    obligations = [obligation("smt: (assert false)", f"o{n}") for n in range(3)]
    before = gc.get_freeze_count()
    seen: list[int] = []
    run(obligations, options(jobs=1), lambda _: seen.append(gc.get_freeze_count()))
    assert len(seen) == 3 and min(seen) > before
    assert gc.get_freeze_count() == before


def test_the_longest_first(obligation: Make, options: Settings) -> None:
    seen: list[str] = []
    obligations = [obligation("smt: (assert false)", name) for name in "abcd"]
    outcome = run(
        obligations, options(jobs=1), lambda r: seen.append(r.id), expected={"c": 9.0, "b": 3.0, "x": 99.0}
    )
    assert seen == ["c", "b", "a", "d"]
    assert [r.id for r in outcome.results] == ["a", "b", "c", "d"]


def test_who_worked_on_what_and_when(obligation: Make, options: Settings) -> None:
    goals = [obligation("smt: (assert false)", f"o{n}") for n in range(4)]
    outcome = run([*goals, obligation("none", "left", omitted=True)], options(jobs=2))
    *spans, none = [r.span for r in outcome.results]
    assert none is None
    assert all(s is not None and 0 <= s.began <= s.ended <= outcome.seconds for s in spans)
    for worker in {s.worker for s in spans if s is not None}:
        own = sorted((s.began, s.ended) for s in spans if s is not None and s.worker == worker)
        assert all(before[1] <= after[0] for before, after in pairwise(own))


def test_an_internal_error_says_where(obligation: Make, options: Settings) -> None:
    (result,) = run([obligation("raise")], options()).results
    assert isinstance(result.verdict, Error)
    assert "KeyError: 'surprise' (stub_encoder.py:" in result.verdict.reason


def test_nothing_to_do(options: Settings) -> None:
    assert run([], options()).results == ()


def test_trivial_and_omitted_need_no_worker(obligation: Make, options: Settings) -> None:
    goal = Str("p")
    trivial = obligation("p", hypotheses=(Hypothesis(goal),))
    omitted = obligation("smt: (assert false)", "q", omitted=True)
    results = run([trivial, omitted], options(encoder="no.such.module:f")).results
    assert isinstance(results[0].verdict, Proved) and results[0].verdict.solver == "trivial"
    assert isinstance(results[1].verdict, Omitted)


def test_an_encoder_that_is_not_there_proves_nothing(obligation: Make, options: Settings) -> None:
    (result,) = run([obligation("smt: (assert false)")], options(encoder="no_such_module:f")).results
    assert isinstance(result.verdict, Error)
    assert "no_such_module" in result.verdict.reason


# -- parts and exactness -------------------------------------------------------------------------------


def test_all_parts_are_needed(obligation: Make, options: Settings) -> None:
    both = obligation("smt: (assert false) || (assert (and true false))", "both")
    one = obligation("smt: (assert false) || (assert true)", "one")
    results = run([both, one], options()).results
    assert isinstance(results[0].verdict, Proved)
    assert isinstance(results[1].verdict, Unknown)


def test_an_inexact_query_proves_nothing(obligation: Make, options: Settings) -> None:
    (result,) = run([obligation("inexact: (assert false)")], options()).results
    assert not result.proved
    assert any(a.outcome is not None and a.outcome.answer is Answer.UNSAT for a in result.attempts)


def test_parts_may_be_proved_in_different_passes(obligation: Make, options: Settings, diverges: str) -> None:
    """cvc5's pass takes up the part that Z3's left; what Z3 has proved is not run again."""
    hard = diverges.removeprefix("smt: ")
    goal = f"only alpha: (assert false) || {hard} || (assert false)"
    (result,) = run([obligation(goal)], options()).results
    assert [(a.name, a.part) for a in result.attempts if a.outcome is not None] == [
        ("first", 0), ("first", 1), ("third", 1),
    ]
    assert isinstance(result.verdict, Unknown)


def test_the_same_text_is_not_asked_twice_alike(obligation: Make, options: Settings, diverges: str) -> None:
    """Encodings may make the same text: more budget, another seed or solver are reasons to ask again."""
    passes = "".join(
        f"[[pass]]\nname = 'p{n}'\nencoding = 'e{n}'\nsolver = '{solver}'\nseed = {seed}\nbudget = {budget}\n"
        for n, (solver, seed, budget) in enumerate([
            ("z3", 0, 0.05), ("z3", 0, 0.05), ("z3", 0, 0.04), ("z3", 1, 0.05), ("z3", 0, 0.06),
            ("cvc5", 0, 0.05), ("cvc5", 0, 0.05),
        ])
    )
    (result,) = run([obligation(diverges)], options(f"total = 9.0\n{passes}")).results
    assert [a.name for a in result.attempts if a.outcome is not None] == ["p0", "p3", "p4", "p5"]


def test_a_sat_query_is_not_asked_again_in_another_pass(obligation: Make, options: Settings) -> None:
    (result,) = run([obligation("only alpha: (assert true)")], options()).results
    assert [a.name for a in result.attempts if a.outcome is not None] == ["first"]


# -- budgets, seeds, solvers ---------------------------------------------------------------------------


def test_the_total_bounds_what_a_false_obligation_costs(
    obligation: Make, options: Settings, diverges: str
) -> None:
    passes = "\n".join(
        f'[[pass]]\nname = "p{n}"\nencoding = "e{n}"\nsolver = "z3"\nseed = {n}\nbudget = 0.05'
        for n in range(20)
    )
    (result,) = run([obligation(diverges)], options(f"total = 0.12\n{passes}")).results
    assert len([a for a in result.attempts if a.outcome is not None]) == 2
    (result,) = run([obligation(diverges)], options(f"total = 0.12\n{passes}", budget=2.0)).results
    asked = [a for a in result.attempts if a.outcome is not None]
    assert len(asked) == 2
    assert asked[0].budget == asked[1].budget == 250_000


def test_solvers_and_encodings_can_be_chosen(obligation: Make, options: Settings, diverges: str) -> None:
    (result,) = run([obligation(diverges)], options(solvers=("cvc5",))).results
    assert {a.solver for a in result.attempts if a.outcome is not None} == {"cvc5"}
    (result,) = run([obligation(diverges)], options(encodings=("beta",))).results
    assert {a.encoding for a in result.attempts} == {"beta/1"}


@pytest.mark.parametrize("settings", [
    {"solvers": ("z4",)}, {"solvers": ()}, {"encodings": ("gamma",)}, {"jobs": 0}, {"budget": 0.0},
    {"portfolio": "no-such-portfolio"}, {"portfolio": "no-such-file.toml"},
])
def test_options_that_make_no_sense(obligation: Make, options: Settings, settings: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        run([obligation("smt: (assert false)")], options(**settings))


@pytest.mark.parametrize("text", [
    "total = 1", "total = 0\n[[pass]]\nname='a'\nencoding='e'\nsolver='z3'", "total = 1\n[[pass]]\nname='a'",
    "total = 1\n[[pass]]\nname='a'\nencoding='e'\nsolver='z3'\ntypo=1",
    "total = 1\n[[pass]]\nname='a'\nencoding='e'\nsolver='nobody'", "total = ",
    "total = 1\n[[pass]]\nname='a'\nencoding='e'\nsolver='z3'\n[[pass]]\nname='a'\nencoding='e'\nsolver='z3'",
])
def test_bad_portfolios(obligation: Make, options: Settings, text: str) -> None:
    with pytest.raises(ValueError):
        run([obligation("smt: (assert false)")], options(text, solvers=("z3", "nobody")))


# -- temporal ------------------------------------------------------------------------------------------


def test_temporal_obligations(obligation: Make, options: Settings) -> None:
    ptl = frozenset({"ptl"})
    goals = {
        "valid": ptl, "invalid": ptl, "smt: (assert false)": ptl, "raise": ptl,
        "only beta: (assert true)": ptl,
    }
    obligations = [obligation(g, f"o{n}", backends=b) for n, (g, b) in enumerate(goals.items())]
    results = run(obligations, options()).results
    verdicts = [r.verdict for r in results]
    assert isinstance(verdicts[0], Proved) and verdicts[0].solver == "ptl"
    assert isinstance(verdicts[2], Proved) and verdicts[2].solver == "z3"
    assert isinstance(verdicts[3], Error)
    assert isinstance(verdicts[4], Unknown) and "propositional temporal logic" in verdicts[4].reason
    (result,) = run([obligation("valid", backends=frozenset())], options()).results
    assert not result.proved


# -- failures ------------------------------------------------------------------------------------------


def portfolio_with(mode: str, tmp_path: Path) -> str:
    driver = tmp_path / f"{mode}.toml"
    driver.write_text(
        f"name = 'fake'\nengine = 'command'\nversion = '1'\n"
        f"command = ['{{python}}', {str(FAKE)!r}, {mode!r}]\nunits_per_second = 10\n", encoding="utf-8",
    )
    return (
        f"total = 9.0\n[[pass]]\nname = 'fake'\nencoding = 'a'\nsolver = {str(driver)!r}\n"
        "[[pass]]\nname = 'real'\nencoding = 'a'\nsolver = 'z3'\nbudget = 0.1\n"
    )


@pytest.mark.parametrize("mode", ["crash", "hang", "garbage", "error", "late-error", "silent"])
def test_a_bad_solver_does_not_stop_the_rest(
    obligation: Make, options: Settings, tmp_path: Path, mode: str, diverges: str
) -> None:
    portfolio = portfolio_with(mode, tmp_path)
    solvers = (str(tmp_path / f"{mode}.toml"), "z3")
    results = run(
        [obligation("smt: (assert false)", "easy"), obligation(diverges, "hard")],
        options(portfolio, solvers=solvers, timeout=0.5),
    ).results
    assert results[0].proved and results[0].verdict.solver == "z3"  # type: ignore[union-attr]
    assert isinstance(results[1].verdict, Unknown)
    assert "fake" in results[1].verdict.reason


def test_a_worker_that_dies_is_replaced(obligation: Make, options: Settings, tmp_path: Path) -> None:
    goals = ["crash", "smt: (assert false)", f"crash-once: {tmp_path / 'flag'}", "smt: (assert false)"]
    outcome = run([obligation(g, f"o{n}") for n, g in enumerate(goals)], options(jobs=1))
    verdicts = [r.verdict for r in outcome.results]
    assert isinstance(verdicts[0], Unknown)
    assert "ended with code 139" in verdicts[0].reason
    assert [r.proved for r in outcome.results] == [False, True, True, True]
    assert outcome.restarts >= 2


@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit on the address space, or a quick look")
def test_memory_is_limited(obligation: Make, options: Settings) -> None:
    goals = ["hog", "smt: (assert false)"]
    outcome = run([obligation(g, f"o{n}") for n, g in enumerate(goals)], options(jobs=1, memory=300))
    assert isinstance(outcome.results[0].verdict, Unknown)
    assert "memory" in outcome.results[0].verdict.reason
    assert outcome.results[1].proved


def test_endless_recursion_in_the_encoder(obligation: Make, options: Settings) -> None:
    obligations = [obligation("deep"), obligation("smt: (assert false)", "p")]
    (result, after) = run(obligations, options(jobs=1)).results
    assert not result.proved
    assert after.proved


def test_safety_timeout(obligation: Make, options: Settings, diverges: str) -> None:
    portfolio = "total = 999.0\n[[pass]]\nname = 'p'\nencoding = 'a'\nsolver = '{}'\nbudget = 400.0\n"
    for solver in ("z3", "cvc5"):
        (result,) = run([obligation(diverges)], options(portfolio.format(solver), timeout=0.3)).results
        assert isinstance(result.verdict, Unknown)
        assert "safety timeout" in result.verdict.reason


def test_terms_too_deep_to_send(obligation: Make, options: Settings) -> None:
    term: Term = Num(0)
    for _ in range(30_000):
        term = builtin("NOT", term)
    deep = obligation("x", "deep", hypotheses=(Hypothesis(term),))
    results = run([deep, obligation("smt: (assert false)", "p")], options(jobs=1)).results
    assert isinstance(results[0].verdict, Error)
    assert results[1].proved


def test_fail_fast(obligation: Make, options: Settings) -> None:
    goals = ["smt: (assert false)", "none", *["smt: (assert false)"] * 20]
    outcome = run(
        [obligation(g, f"o{n}") for n, g in enumerate(goals)], options(jobs=1, fail_fast=True)
    )
    assert outcome.stopped
    assert outcome.results[0].proved
    last = outcome.results[-1].verdict
    assert isinstance(last, Unknown) and last.reason.startswith("not run")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_keeps_what_was_proved(obligation: Make, options: Settings) -> None:
    def stop(result: Result) -> None:
        if result.id == "o2":
            os.kill(os.getpid(), signal.SIGINT)

    goals = ["smt: (assert false)"] * 40
    outcome = run([obligation(g, f"o{n}") for n, g in enumerate(goals)], options(jobs=1), stop)
    assert outcome.interrupted
    assert len(outcome.results) == 40
    assert all(r.proved for r in outcome.results[:3])
    last = outcome.results[-1].verdict
    assert isinstance(last, Unknown) and last.reason == "interrupted"


def test_an_exception_in_the_callback_escapes(obligation: Make, options: Settings) -> None:
    def refuse(_: Result) -> None:
        raise LookupError("enough")

    with pytest.raises(LookupError):
        run([obligation("smt: (assert false)")], options(), refuse)


# -- what travels --------------------------------------------------------------------------------------


def test_definitions_arrive_whole(obligation: Make, options: Settings) -> None:
    """Shared, separate, equal and empty scopes, more of them than a worker keeps."""
    symbols = [Symbol(f"D{n}", Kind.DEFINED, scope="M") for n in range(120)]
    definitions = [Definition(s, (), Num(n)) for n, s in enumerate(symbols)]
    other = Symbol("c", Kind.CONSTANT)
    obligations = []
    for n in range(120):
        scope = dict(zip(symbols[: n // 2], definitions, strict=False))
        if n % 3 == 0:
            scope = dict(reversed(scope.items()))
        visible = frozenset([*list(scope)[::2], *([other] if n % 2 else [])])
        text = f"{sorted(s.name for s in scope)} {sorted(s.name for s in visible)}"
        obligations.append(
            obligation(f"definitions: {text}", f"o{n}", definitions=scope, visible=visible)
        )
    for jobs in (1, 2):
        for result in run(obligations + obligations[:5], options(jobs=jobs)).results:
            assert result.proved, result.id
