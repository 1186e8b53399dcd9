"""Obligations under variants: what counts as proved, what the spread is, and that no verdict comes of it."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from statistics import median

from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.term import builtin
from tlaverify.kernel.verdict import Proved
from tlaverify.schedule.options import Options
from tlaverify.schedule.run import run
from tlaverify.stability.category import Category
from tlaverify.stability.run import Tried, mutants, try_variants
from tlaverify.stability.table import figures, summary_lines, table_lines
from tlaverify.stability.trial import Mutation

Make = Callable[..., Obligation]
Settings = Callable[..., Options]

ONE_PASS = """
total = {budget}
[[pass]]
name = "only"
encoding = "alpha"
solver = "z3"
budget = {budget}
"""


def pigeons(holes: int) -> str:
    """One pigeon more than there are holes, as clauses."""
    names = [[f"p{i}_{j}" for j in range(holes)] for i in range(holes + 1)]
    declared = "".join(f"(declare-const {n} Bool)" for row in names for n in row)
    housed = "".join(f"(assert (or {' '.join(row)}))" for row in names)
    apart = "".join(
        f"(assert (or (not {a[j]}) (not {b[j]})))" for a, b in combinations(names, 2) for j in range(holes)
    )
    return f"smt: {declared}{housed}{apart}"


def shares(tried: Sequence[Tried]) -> list[tuple[int, int]]:
    return [(len(t.trials) - len(t.failed), len(t.trials)) for t in tried]


def test_stable_and_unsolvable_ones(obligation: Make, options: Settings, diverges: str) -> None:
    goals = ["smt: (assert false)", diverges, "none", "smt: (assert true) || (assert false)"]
    tried, interrupted = try_variants(
        [obligation(goal, f"o{n}") for n, goal in enumerate(goals)], options(), mutants(2, 2, 1)
    )
    assert not interrupted
    assert [t.obligation.id for t in tried] == ["o0", "o1", "o2", "o3"]
    assert shares(tried) == [(6, 6), (0, 6), (0, 6), (0, 6)]
    assert all(t.asked and t.whole and not t.errors for t in tried)
    found = [figures(t, "z3") for t in tried]
    assert [f.category for f in found] == [Category.STABLE, *[Category.UNSOLVABLE] * 3]
    assert found[0].passes == (("first", 6),)
    lines = list(table_lines(found, "z3"))
    assert [line.split()[0] for line in lines[1:] if "not under" not in line] == ["unsolvable"] * 3
    assert "not under original; reseed 1-2; shuffle 1-2; rename 1" in lines[2]
    said = list(summary_lines(found, 0, mutants(2, 2, 1), "z3"))
    assert said[0] == "6 variants of each: the original, 2 other seeds, 2 other orders, 1 renaming"
    assert said[1] == "4 obligations: 1 stable, 0 unstable, 3 unsolvable"


def test_one_budget_that_some_orders_exceed(obligation: Make, options: Settings) -> None:
    hard, variants = [obligation(pigeons(6))], mutants(0, 8, 0)
    (free,), _ = try_variants(hard, options(ONE_PASS.format(budget=60)), variants)
    whole = [t.used("z3") for t in free.trials]
    assert len(set(whole)) > 2  # the order does matter
    budget = median(whole) / 2_500_000
    (tried,), _ = try_variants(hard, options(ONE_PASS.format(budget=budget)), variants)
    assert 0 < len(tried.failed) < len(variants)
    one = figures(tried, "z3")
    assert one.category is Category.UNSTABLE
    assert one.spread.least < one.spread.median <= one.spread.most
    assert 0.5 < one.share <= 1.1
    assert one.brittle
    assert "unstable" in "".join(table_lines([one], "z3"))


def test_the_original_uses_what_a_run_uses(obligation: Make, options: Settings, diverges: str) -> None:
    obligations = [obligation(goal, goal[:12]) for goal in (pigeons(4), diverges)]
    results = run(obligations, options(seed=5)).results
    tried, _ = try_variants(obligations, options(seed=5), mutants(0, 0, 0))
    for result, one in zip(results, tried, strict=True):
        units = sum(a.outcome.resources for a in result.attempts if a.outcome and a.solver == "z3")
        assert [t.used("z3") for t in one.trials] == [units]
        assert [t.solved for t in one.trials] == [result.proved]


def test_a_seed_is_the_runs_seed(obligation: Make, options: Settings) -> None:
    hard = [obligation(pigeons(5))]
    by_variant = try_variants(hard, options(), mutants(3, 0, 0))[0][0].trials
    by_option = [try_variants(hard, options(seed=n), mutants(0, 0, 0))[0][0].trials[0] for n in range(4)]
    assert [t.units for t in by_variant] == [t.units for t in by_option]


def test_what_needs_no_solver_is_neither_stable_nor_brittle(obligation: Make, options: Settings) -> None:
    goals = [
        obligation("valid", "temporal", backends=frozenset(("ptl",))),
        obligation("smt: (assert false)", "open", backends=frozenset(("ptl",))),
        obligation("smt: (assert false)", "left", omitted=True),
        obligation("smt: (assert false)", "bad", refused="it cannot be read"),
    ]
    goals.append(replace(obligation("", "trivial"), goal=builtin("TRUE")))
    tried, _ = try_variants(goals, options(), mutants(1, 1, 1))
    assert [t.asked for t in tried] == [False, True, False, False, False]
    assert [len(t.trials) for t in tried] == [1, 4, 0, 0, 0]
    assert tried[1].trials[0].by == "first"
    assert tried[2].omitted and tried[3].unreadable


def test_no_verdict_comes_of_a_trial(obligation: Make, options: Settings) -> None:
    # An encoding that is not exact proves nothing, and is no proof under a variant either.
    goals = [obligation("inexact: (assert false)", "o0"), obligation("smt: (assert false)", "o1")]
    tried, _ = try_variants(goals, options(), mutants(1, 1, 1))
    assert shares(tried) == [(0, 4), (4, 4)]
    assert Proved.__name__.encode() not in pickle.dumps([t.trials for t in tried])
    assert tried[1].settled is None


def test_a_worker_that_dies_costs_one_attempt_only(
    obligation: Make, options: Settings, tmp_path: Path
) -> None:
    goals = ["crash", f"crash-once {tmp_path / 'mark'}: ", "smt: (assert false)"]
    tried, _ = try_variants(
        [obligation(goal, f"o{n}") for n, goal in enumerate(goals)], options(), mutants(1, 1, 0)
    )
    assert shares(tried)[0] == (0, 3)
    assert shares(tried)[2] == (3, 3)
    assert all(t.whole for t in tried)


def test_fail_fast_stops_at_the_first_failure(obligation: Make, options: Settings, diverges: str) -> None:
    goals = [diverges, *["smt: (assert false)"] * 20]
    tried, interrupted = try_variants(
        [obligation(goal, f"o{n}") for n, goal in enumerate(goals)],
        options(fail_fast=True, jobs=1),
        mutants(1, 1, 1),
    )
    assert not interrupted
    assert tried[0].failed and not tried[-1].whole


def test_other_solvers_units(obligation: Make, options: Settings) -> None:
    tried, _ = try_variants([obligation(pigeons(4))], options(solvers=("cvc5",)), mutants(1, 1, 1))
    assert shares(tried) == [(4, 4)]
    assert all(t.used("cvc5") and not t.used("z3") for t in tried[0].trials)
    assert {t.variant.mutation for t in tried[0].trials} == set(Mutation) - {Mutation.VERSION}


def test_another_z3_is_asked_in_processes_of_its_own(
    obligation: Make, options: Settings, tmp_path: Path
) -> None:
    # The same version from another folder: what counts is that the workers load it from there.
    import z3

    package = Path(z3.__file__).parent
    (tmp_path / "z3").symlink_to(package, target_is_directory=True)
    goals = [obligation(pigeons(4), "o0"), obligation("smt: (assert true)", "o1")]
    tried, _ = try_variants(goals, options(), mutants(1, 0, 0), {"5.x": str(tmp_path)})
    assert [[str(t.variant) for t in one.trials] for one in tried] == [["original", "reseed 1", "Z3 5.x"]] * 2
    assert [[t.solved for t in one.trials] for one in tried] == [[True] * 3, [False] * 3]
    original, _, other = tried[0].trials
    assert original.units == other.units  # the original text, by the same rules


def test_a_z3_that_cannot_be_loaded_proves_nothing(
    obligation: Make, options: Settings, tmp_path: Path
) -> None:
    (tmp_path / "z3").mkdir()
    (tmp_path / "z3" / "__init__.py").write_text("raise ImportError('no library')", encoding="utf-8")
    goals = [obligation("only beta: (assert false)")]
    tried, _ = try_variants(goals, options(solvers=("z3",)), mutants(0, 0, 0), {"0.0": str(tmp_path)})
    assert [t.solved for t in tried[0].trials] == [True, False]
    assert figures(tried[0], "z3").category is Category.UNSTABLE
    assert tried[0].errors == ()
