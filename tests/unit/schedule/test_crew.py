"""Workers that several runs share: the same processes, each run's own orders, and none left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable

import pytest

from tlaverify.kernel.sequent import Obligation
from tlaverify.schedule.crew import Crew
from tlaverify.schedule.options import Options
from tlaverify.schedule.result import Result
from tlaverify.schedule.run import asked, run

Make = Callable[..., Obligation]
Settings = Callable[..., Options]


def processes() -> set[int | None]:
    return {child.pid for child in multiprocessing.active_children()}


def test_runs_share_the_processes(obligation: Make, options: Settings) -> None:
    before = processes()
    with Crew(options(jobs=2)) as crew:
        goals = [obligation("smt: (assert false)", f"o{n}") for n in range(4)]
        assert all(r.proved for r in run(goals, options(jobs=2), crew=crew).results)
        first = processes()
        assert first - before
        assert all(r.proved for r in run(goals, options(jobs=2), crew=crew).results)
        assert processes() == first
    assert processes() <= before


def test_a_run_with_other_options_is_done_by_them_alone(obligation: Make, options: Settings) -> None:
    """What only the encoding beta proves is proved by the run that may use it, on the same processes."""
    goal = obligation("only beta: (assert false)")
    with Crew(options(jobs=1)) as crew:
        told = [
            run([goal], options(jobs=1, **more), crew=crew).results[0]
            for more in ({}, {"encodings": ("alpha",)}, {})
        ]
    assert [r.proved for r in told] == [True, False, True]
    assert {a.encoding.split("/")[0] for a in told[1].attempts} == {"alpha"}


def test_workers_that_are_started_ahead_serve_the_first_run(obligation: Make, options: Settings) -> None:
    before = processes()
    with Crew(options(jobs=1)) as crew:
        crew.ahead()
        started = processes() - before
        assert len(started) == 1
        assert run([obligation("smt: (assert false)")], options(jobs=1), crew=crew).results[0].proved
        assert processes() - before == started
    assert processes() <= before


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_is_nothing_to_a_worker_that_is_just_starting(obligation: Make, options: Settings) -> None:
    before = processes()
    with Crew(options(jobs=1)) as crew:
        crew.ahead()
        started = processes() - before
        for pid in started:
            assert pid is not None
            os.kill(pid, signal.SIGINT)
        found = run([obligation("smt: (assert false)")], options(jobs=1), crew=crew)
        assert found.results[0].proved and found.restarts == 0
        assert processes() - before == started


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_what_more_depends_on_is_not_answered_by_ctrl_c(obligation: Make, options: Settings) -> None:
    def stop(result: Result) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    goals = [obligation("smt: (assert false)", f"o{n}") for n in range(3)]
    with Crew(options(jobs=1)) as crew:
        assert run(goals, options(jobs=1), stop, crew=crew).interrupted
        assert all(r.proved for r in asked(goals, options(jobs=1), crew=crew))

        class Interrupting(list[Obligation]):
            def __getitem__(self, index: object) -> Obligation:  # type: ignore[override]
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            asked(Interrupting(goals), options(jobs=1), crew=crew)


def test_nobody_stays_at_work_for_a_run_that_was_stopped(obligation: Make, options: Settings) -> None:
    before = processes()
    goals = [obligation("smt: (assert true)", f"o{n}") for n in range(4)]
    with Crew(options(jobs=2)) as crew:
        outcome = run(goals, options(jobs=2, fail_fast=True), crew=crew)
        assert outcome.stopped and processes() <= before
        assert run([obligation("smt: (assert false)")], options(jobs=2), crew=crew).results[0].proved

    def surprise(_: Result) -> None:
        raise LookupError

    with Crew(options(jobs=2)) as crew:
        with pytest.raises(LookupError):
            run(goals, options(jobs=2), surprise, crew=crew)
        assert processes() <= before


def test_options_that_make_no_sense_are_told_at_the_first_use(options: Settings) -> None:
    with Crew(options(jobs=0)) as crew, pytest.raises(ValueError, match="jobs"):
        crew.ahead()
