"""Runs that find whole modules in the cache: the same words, without a parser or a solver, and no trust."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tlaverify.cli.config import Settings
from tlaverify.cli.project import open_project
from tlaverify.cli.prove import options_of
from tlaverify.kernel.verdict import Answer, Outcome, Query, prove
from tlaverify.schedule.module_cache import ModuleCache
from tlaverify.schedule.run import run
from tlaverify.schedule.sqlite_cache import SqliteCache

ROOT = Path(__file__).parents[3]
SOURCES = [str(ROOT / part) for part in ("verifier", "encodings", "obligations")]

BASE = """\
---- MODULE Base ----
EXTENDS Integers
Double(n) == n + n
Half(n) == n \\div 2
LEMMA Doubled == \\A n \\in Int : Double(n) = 2 * n
  BY DEF Double
====
"""

MAIN = """\
---- MODULE Main ----
EXTENDS Base, TLAPS
VARIABLE x
Init == x = 0
Next == x' = Double(x) + 2
Inv == x \\in Int
LEMMA First == Init => Inv
  BY DEF Init, Inv
LEMMA Halved == Half(4) = 2
  BY DEF Half
THEOREM Stays == Inv /\\ Next => Inv'
<1>1. Inv /\\ Next => x' = 2 * x + 2
  BY Doubled DEF Inv, Next
<1> QED
  BY <1>1 DEF Inv
THEOREM Wrong == Inv /\\ Next => x' > x
  BY Doubled DEF Inv, Next
THEOREM Open == Init => TRUE \\/ Inv
  PROOF OMITTED
====
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "Base.tla").write_text(BASE, encoding="utf-8")
    (folder / "Main.tla").write_text(MAIN, encoding="utf-8")
    return folder


WRONG = "THEOREM Wrong == Inv /\\ Next => x' > x\n  BY Doubled DEF Inv, Next\n"


def all_proved(project: Path) -> None:
    """Leave only what is proved or omitted: a module with an open step is read in each run."""
    assert WRONG in MAIN
    (project / "Main.tla").write_text(MAIN.replace(WRONG, ""), encoding="utf-8")


def verify(
    folder: Path, *arguments: str, python: tuple[str, ...] = (), **more: str
) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("TLAVERIFY_")}
    environment = {
        **kept, "PYTHONPATH": os.pathsep.join(SOURCES), "TLAVERIFY_JOBS": "1", "TLAVERIFY_BUDGET": "0.1",
        "TLAVERIFY_CACHE_DIR": str(folder.parent / "cache"), **more,
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, *python, "-m", "tlaverify.cli.main", *arguments], cwd=folder, env=environment,
        capture_output=True, text=True, timeout=240, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def timeless(text: str) -> str:
    """Without times, and without the date and the command of the run."""
    text = re.sub(r".*(startTimeUtc|commandLine|^`verify ).*\n?", "", text, flags=re.MULTILINE)
    return re.sub(r"[, ]*\d+\.\d+ s( \(solvers \d+\.\d+ s\))?", "", text)


def timeless_object(text: str) -> object:
    found = json.loads(text, object_hook=lambda o: {k: v for k, v in o.items() if not k.endswith("_s")})
    assert found["modules"]
    del found["run"]["began"], found["run"]["command"]
    return found


def test_the_same_words_without_parser_or_solver(project: Path) -> None:
    cold = verify(project, "all")
    assert cold.returncode == 10, cold.stderr
    assert "unknown  THEOREM Wrong" in cold.stdout
    assert "omitted  THEOREM Open" in cold.stdout
    warm = verify(project, "all")
    assert (warm.returncode, timeless(warm.stdout)) == (10, timeless(cold.stdout))
    all_proved(project)
    good = verify(project, "all")
    assert good.returncode == 11, good.stderr
    warm = verify(project, "all", python=("-X", "importtime"))
    assert (warm.returncode, timeless(warm.stdout)) == (11, timeless(good.stdout))
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in warm.stderr.splitlines()}
    assert "sqlite3" in loaded
    assert not loaded & {"z3", "cvc5", "sympy", "tree_sitter", "multiprocessing"}
    fresh = verify(project, "all", "--no-cache")
    assert (fresh.returncode, timeless(fresh.stdout)) == (11, timeless(good.stdout))
    again = verify(project, "all", "--json")
    bare = verify(project, "all", "--json", "--no-cache")
    assert timeless_object(again.stdout) == timeless_object(bare.stdout)
    for form in ("sarif", "github", "markdown"):
        kept, found = (verify(project, "all", "--output-format", form, *no) for no in ((), ("--no-cache",)))
        assert timeless(kept.stdout) == timeless(found.stdout)


def test_a_counterexample_is_found_again(project: Path) -> None:
    """The module is read and the counterexample confirmed in each run; the other module is not read."""
    text = MAIN.replace("BY Doubled DEF Inv, Next\nTHEOREM Open", "BY DEF Inv, Next, Double\nTHEOREM Open")
    (project / "Main.tla").write_text(text, encoding="utf-8")
    cold, warm = (verify(project, "all") for _ in range(2))
    assert "makes the goal false" in cold.stdout or "does not follow" in cold.stdout
    assert "refuted  THEOREM Wrong" in cold.stdout
    assert timeless(warm.stdout) == timeless(cold.stdout)


def test_a_part_of_what_is_known(project: Path) -> None:
    all_proved(project)
    verify(project, "all")
    for selectors in (("Main!Stays!<1>1",), ("Main.tla:8",), ("-k", "Halved or Doubled"), ("Main!No",)):
        kept = verify(project, "check", *selectors, python=("-X", "importtime"))
        fresh = verify(project, "check", *selectors, "--no-cache")
        assert (kept.returncode, timeless(kept.stdout)) == (fresh.returncode, timeless(fresh.stdout))
        assert "tree_sitter" not in kept.stderr
        assert [line for line in kept.stderr.splitlines() if not line.startswith("import time:")] == (
            fresh.stderr.splitlines()
        )


def test_what_was_stopped_is_not_kept(project: Path) -> None:
    (project / "Base.tla").unlink()
    (project / "Main.tla").write_text(
        "---- MODULE Main ----\nTHEOREM A == 1 = 2\n  OBVIOUS\n"
        "THEOREM B == \\A a, b : a = b => b = a\n  OBVIOUS\n===="
    )
    stopped = verify(project, "all", "--fail-fast")
    assert "stopped at the first" in stopped.stdout
    assert "proved   THEOREM B" in verify(project, "all").stdout
    assert verify(project, "all", "--fail-fast").returncode == 10


# -- what is proved again ------------------------------------------------------------------------------


def asked(folder: Path, cache: SqliteCache) -> set[str]:
    """The obligations for which a solver is asked when all is verified now."""
    settings = Settings(paths=(folder,), base=folder, budget=0.1, jobs=1)
    project = open_project([], settings)
    assert not project.unreadable
    results = run(project.obligations, options_of(settings), cache=cache).results
    return {r.id for r in results if any(a.outcome is not None and not a.cached for a in r.attempts)}


def test_only_what_changed_is_proved_again(project: Path, tmp_path: Path) -> None:
    cache = SqliteCache(tmp_path / "outcomes")
    everything = {
        "Base!Doubled/goal", "Main!First/goal", "Main!Halved/goal", "Main!Stays!<1>1/goal",
        "Main!Stays!<1>QED/goal", "Main!Wrong/goal",
    }  # fmt: skip
    assert asked(project, cache) == everything
    assert asked(project, cache) == set()
    for old, new in (
        ("EXTENDS", "\n\n\\* A comment.\n(* And (* another *) one. *)\nEXTENDS"),
        ("  BY DEF Init, Inv", "\n  BY\n    DEF Init,\n\n    Inv  \\* why not"),
    ):
        text = (project / "Main.tla").read_text(encoding="utf-8")
        assert old in text
        (project / "Main.tla").write_text(text.replace(old, new), encoding="utf-8")
        assert asked(project, cache) == set()
    (project / "Base.tla").write_text(BASE.replace("n \\div 2", "(n + n) \\div 4"), encoding="utf-8")
    assert asked(project, cache) == {"Main!Halved/goal"}
    (project / "Base.tla").write_text(
        BASE.replace("== n + n", "== IF n = 0 THEN 0 ELSE n + n"), encoding="utf-8"
    )
    assert asked(project, cache) == {"Base!Doubled/goal"}, "Main cites the lemma"


# -- trust ---------------------------------------------------------------------------------------------


def forge(project: Path, cache: Path) -> None:
    """Put a record in which the false theorem is proved, made with this program's own functions."""
    settings = Settings(base=project, budget=0.1, jobs=1)
    level = ModuleCache(SqliteCache(cache), options_of(settings))
    # As the command line, run in the project's folder, names the file and the folders to look in.
    path, roots = Path("Main.tla"), [Path()]
    record = level.find(path, roots)
    assert record is not None
    from tlaverify.semantics.load import load_module

    program = load_module(path, roots)
    (false,) = record.results["Main!Wrong"]
    project_ = open_project(["Main.tla"], settings)
    obligation = next(o for o in project_.obligations if o.id == false.id)
    query = Query(obligation.id, "(assert false)", True, "typed/1")
    lie = prove(obligation, [(query, Outcome(Answer.UNSAT, "z3", "5"))], "")
    assert lie is not None
    results = {**record.results, "Main!Wrong": (replace(false, verdict=lie),)}
    level.keep(path, roots, program.looked, replace(record, results=results))


def test_a_lying_record_is_found_by_all_that_promise_to(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert verify(project, "all", ".").returncode == 10
    monkeypatch.chdir(project)
    forge(project, project.parent / "cache")
    assert verify(project, "all", ".").returncode == 11, "a forged record is believed: it is no signature"
    done = verify(project, "all", ".", "--recheck", "100%")
    assert done.returncode == 3
    assert (
        "Main!Wrong/goal: the cache disagrees: the module's record says proved, it is unknown now"
        in done.stderr
    )
    assert verify(project, "all", ".", "--no-cache").returncode == 10
    assert verify(project, "ledger", "update", "--no-cache").returncode in (10, 11)
    assert verify(project, "ledger", "check").returncode == 10
