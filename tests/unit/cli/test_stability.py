"""``verify stability`` as users start it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "data" / "cli"
FEW = ("--seeds", "2", "--shuffles", "2", "--renamings", "1", "--jobs", "1")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "project"))


@pytest.fixture
def verify(installed: str, project: Path, tmp_path: Path):
    kept = {k: v for k, v in os.environ.items() if not k.startswith("TLAVERIFY_")}
    kept["XDG_CACHE_HOME"] = str(tmp_path / "cache")

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [installed, *arguments], cwd=project, env=kept, capture_output=True, text=True, timeout=300,
            check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    return call


def test_0_all_stable(verify) -> None:
    done = verify("stability", "Counter.tla", *FEW)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "6 variants of each: the original, 2 other seeds, 2 other orders, 1 renaming"
    assert lines[1].startswith("5 obligations: 5 stable, 0 unstable, 0 unsolvable; 1 needed no solver")
    assert done.stderr == ""


def test_10_one_that_fails_and_the_table(verify) -> None:
    done = verify("stability", "Hard.tla", "--budget", "0.02", *FEW)
    assert done.returncode == 10
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["proved", "z3", "units:", "min", "median", "max", "obligation"]
    assert lines[1].split()[:2] == ["unsolvable", "0/6"]
    assert lines[1].endswith("Hard!Fermat/goal")
    assert lines[2].strip() == "not under original; reseed 1-2; shuffle 1-2; rename 1"
    assert "2 obligations: 1 stable, 0 unstable, 1 unsolvable" in done.stdout


def test_json(verify) -> None:
    done = verify("stability", "Hard.tla", "--budget", "0.02", "--json", *FEW)
    value = json.loads(done.stdout)
    assert value["exit"] == done.returncode == 10
    assert value["variants"] == ["original", "reseed 1", "reseed 2", "shuffle 1", "shuffle 2", "rename 1"]
    assert value["summary"] == {
        "obligations": 2, "no_solver": 0, "omitted": 0, "error": 0,
        "stable": 1, "unstable": 0, "unsolvable": 1, "inconclusive": 0,
    }  # fmt: skip
    easy, hard = value["obligations"]
    assert (easy["id"], easy["category"]) == ("Hard!Easy/goal", "stable")
    assert (easy["tried"], easy["proved"], easy["failed"]) == (6, 6, [])
    assert sum(easy["passes"].values()) == 6
    assert 0 < easy["units"]["min"] <= easy["units"]["median"] <= easy["units"]["max"]
    assert [t["variant"] for t in hard["trials"]] == value["variants"]
    assert not any(t["proved"] for t in hard["trials"])


def test_selectors_and_codes_are_those_of_all_commands(verify, project: Path) -> None:
    one = verify("stability", "Counter!Correct!<1>1!<2>1", *FEW)
    assert one.stdout.splitlines()[1].startswith("1 obligation:")
    assert verify("stability", "-k", "Initial", *FEW).returncode == 0
    none = verify("stability", "Counter!Nothing", *FEW)
    assert none.returncode == 12
    assert "nothing-selected" in none.stderr and "nothing was checked" in none.stdout
    left = verify("stability", "Mixed!Left", *FEW)
    assert left.returncode == 11
    assert "Mixed!Left/goal: omitted, nothing was tried" in left.stdout
    (project / "Bad.tla").write_text("---- MODULE Bad ----\nTHEOREM x\n====\n")
    assert verify("stability", "Bad.tla", "Counter!Initial", *FEW).returncode == 4


@pytest.mark.parametrize(
    "wrong",
    [
        ("--seeds", "-1"),
        ("--z3", ""),
        ("--z3", "four"),
        ("--z3", "4.13; echo"),
        ("--z3", "4.13", "--solver", "cvc5"),
        ("--cluster", "tcp://localhost:1"),
        ("--output-format", "junit"),
    ],
)
def test_2_usage(verify, wrong: tuple[str, ...]) -> None:
    done = verify("stability", "Counter.tla", *wrong)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "error[usage]" in done.stderr and "Traceback" not in done.stderr


def test_nothing_is_kept_of_it(verify, tmp_path: Path) -> None:
    """Neither the cache nor the record of the last run may hold what only a mutant showed."""
    assert verify("stability", "Counter.tla", *FEW).returncode == 0
    assert not [p for p in (tmp_path / "cache").rglob("*") if p.is_file()]
    report = verify("report", "--json", str(tmp_path / "report.json"))
    assert report.returncode != 0
