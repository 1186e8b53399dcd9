"""What is run first, what is not run at all, and what an interrupted run leaves to the next."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tlaverify.kernel.sequent import Obligation
from tlaverify.schedule.module_cache import ModuleCache
from tlaverify.schedule.options import Options
from tlaverify.schedule.portfolio import load_portfolio
from tlaverify.schedule.result import Result
from tlaverify.schedule.run import run
from tlaverify.schedule.sqlite_cache import SqliteCache

ROOT = Path(__file__).parents[3]
SOURCES = [str(ROOT / part) for part in ("verifier", "encodings", "obligations")]
TRUE = "smt: (assert false)"

Make = Callable[..., Obligation]
Settings = Callable[..., Options]


def test_the_whole_goal_comes_before_its_parts() -> None:
    """In the default portfolio every solver tries the whole goal, cheaply, before it gets the parts."""
    passes = [p for p in load_portfolio("default").passes if p.kind == "smt"]
    for place, split in enumerate(passes):
        if split.encoding.endswith("-split"):
            whole = [p for p in passes[:place] if p.solver == split.solver and "split" not in p.encoding]
            assert whole, f"{split.name}: {split.solver} has not tried the whole goal"
            assert min(p.budget for p in whole) <= split.budget


def test_what_is_proved_whole_is_not_split(obligation: Make, options: Settings) -> None:
    portfolio = """
total = 1.0
[[pass]]
name = "whole"
encoding = "whole"
solver = "z3"
budget = 0.05
[[pass]]
name = "parts"
encoding = "parts"
solver = "z3"
budget = 0.05
"""
    easy, hard = "only whole: (assert false)", "only parts: (assert false) || (assert (not true))"
    proved, split = run([obligation(easy, "e"), obligation(hard, "h")], options(portfolio)).results
    assert proved.proved and split.proved
    assert [a.encoding for a in proved.attempts] == ["whole/1"]
    assert [(a.encoding, a.part) for a in split.attempts if a.outcome] == [("parts/1", 0), ("parts/1", 1)]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_what_ctrl_c_left_is_not_asked_again(obligation: Make, options: Settings, tmp_path: Path) -> None:
    def stop(result: Result) -> None:
        if result.id == "o5":
            os.kill(os.getpid(), signal.SIGINT)

    texts = [f"smt: (declare-const p{n} Bool)(assert (and p{n} (not p{n})))" for n in range(30)]
    obligations = [obligation(text, f"o{n}") for n, text in enumerate(texts)]
    cache = SqliteCache(tmp_path / "cache")
    cut = run(obligations, options(jobs=1), stop, cache)
    assert cut.interrupted
    done = {r.id for r in cut.results if r.proved}
    assert {f"o{n}" for n in range(6)} <= done
    again = run(obligations, options(jobs=1), cache=cache)
    assert all(r.proved for r in again.results)
    cached = {r.id for r in again.results if all(a.cached for a in r.attempts)}
    assert done <= cached
    assert cached != {o.id for o in obligations}, "there was something left to do"


MODULE = """\
---- MODULE Order ----
EXTENDS Integers
THEOREM A == \\A n \\in Int : n + 1 > n
  OBVIOUS
THEOREM B == \\A a, b, c, d \\in Int : (a + b) + (c + d) = (a + c) + (b + d)
  OBVIOUS
THEOREM C == \\E f \\in [Int -> Int] : \\A n \\in Int : f[n] > n
  OBVIOUS
THEOREM D == \\A S, T : S \\cap T \\subseteq S \\cup T
  OBVIOUS
====
"""


def test_the_longest_of_the_last_run_first(tmp_path: Path) -> None:
    (tmp_path / "Order.tla").write_text(MODULE, encoding="utf-8")

    def order(*arguments: str) -> list[str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("TLAVERIFY_")}
        environment = {**kept, "PYTHONPATH": os.pathsep.join(SOURCES)}
        done = subprocess.run(
            [sys.executable, "-m", "tlaverify.cli.main", "all", "Order.tla", "--output-format", "jsonl",
             "--jobs", "1", "--budget", "0.1", "--cache-dir", "cache", *arguments],
            cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=240, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        said = [json.loads(line) for line in done.stdout.splitlines()]
        return [line["id"] for line in said if line["type"] == "obligation"]

    assert order() == [f"Order!{name}/goal" for name in "ABCD"]
    took = ModuleCache(SqliteCache(tmp_path / "cache"), Options()).seconds(tmp_path / "Order.tla")
    assert set(took) == {f"Order!{name}/goal" for name in "ABCD"}
    assert order("--seed", "1") == sorted(took, key=lambda name: -took[name])
