"""The cache loses, rather than invents: damaged, foreign, full, shared and killed databases."""

from __future__ import annotations

import os
import pickle
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.verdict import Answer, Outcome
from tlaverify.schedule.cache import keepable
from tlaverify.schedule.options import Options
from tlaverify.schedule.run import run
from tlaverify.schedule.sqlite_cache import FORMAT, SqliteCache

UNSAT = Outcome(Answer.UNSAT, "z3", "5.4.0", "", 123, 0.5, "", ("h1", "h 2"))


def test_round_trip(tmp_path: Path) -> None:
    cache = SqliteCache(tmp_path / "deep" / "folder")
    assert cache.get("k") is None
    cache.put("k", UNSAT)
    cache.put_document("k", '{"é": "\\u0000"}')
    for again in (cache, SqliteCache(tmp_path / "deep" / "folder"), pickle.loads(pickle.dumps(cache))):
        assert again.get("k") == UNSAT
        assert again.get_document("k") == '{"é": "\\u0000"}'
        assert again.get("l") is None
        assert again.warnings == []


@given(st.builds(
    Outcome, st.sampled_from(Answer), st.text(), st.text(), st.text(), st.integers(0, 2**60),
    st.floats(0, 1e9), st.text(), st.lists(st.text()).map(tuple),
), st.text(min_size=1))
@settings(max_examples=40, deadline=None)
def test_any_outcome(tmp_path_factory: pytest.TempPathFactory, outcome: Outcome, key: str) -> None:
    cache = SqliteCache(tmp_path_factory.getbasetemp() / "any")
    cache.put(key, outcome)
    assert cache.get(key) in (outcome, None)
    cache.close()


def rows(folder: Path) -> Path:
    (path,) = folder.glob("outcomes-*.sqlite")
    return path


def filled(folder: Path, count: int = 200) -> Path:
    cache = SqliteCache(folder)
    for n in range(count):
        cache.put(f"key{n}", UNSAT)
    cache.close()
    return rows(folder)


@pytest.mark.parametrize("keep", [0, 1, 50, 99, 100, 4000, 4096, 5000, 12_288, 20_000])
def test_truncated(tmp_path: Path, keep: int) -> None:
    path = filled(tmp_path)
    assert path.stat().st_size > keep
    path.write_bytes(path.read_bytes()[:keep])
    cache = SqliteCache(tmp_path)
    cache.open()
    assert len(cache.warnings) == (1 if keep else 0)
    assert all("\n" not in line for line in cache.warnings)
    assert cache.get("key7") in (None, UNSAT)
    cache.put("new", UNSAT)
    assert cache.get("new") == UNSAT
    again = SqliteCache(tmp_path)
    again.open()
    assert again.warnings == []
    assert again.get("new") == UNSAT


@pytest.mark.parametrize("content", [b"not a database, but quite long enough to be taken for one" * 90, b"x"])
def test_foreign_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "outcomes-1.sqlite"
    path.write_bytes(content)
    cache = SqliteCache(tmp_path)
    cache.open()
    assert len(cache.warnings) == 1
    cache.put("k", UNSAT)
    assert SqliteCache(tmp_path).get("k") == UNSAT
    assert path.read_bytes() == content


def test_foreign_database_and_other_formats(tmp_path: Path) -> None:
    foreign = sqlite3.connect(tmp_path / "outcomes-1.sqlite")
    foreign.executescript("CREATE TABLE outcome (key TEXT, value TEXT, digest TEXT);")
    foreign.close()
    cache = SqliteCache(tmp_path)
    cache.open()
    cache.put("k", UNSAT)
    assert "not a cache of this program" in cache.warnings[0]
    cache.close()
    newer = sqlite3.connect(tmp_path / "outcomes-2.sqlite")
    newer.executescript(f"PRAGMA user_version = {FORMAT + 1};")
    newer.close()
    cache = SqliteCache(tmp_path)
    cache.open()
    assert f"of format {FORMAT + 1}" in cache.warnings[0]
    assert cache.get("k") is None


def test_a_changed_row_is_a_miss(tmp_path: Path) -> None:
    """An unknown that is edited to unsat, or moved to another key, is not believed."""
    cache = SqliteCache(tmp_path)
    cache.put("k", Outcome(Answer.UNKNOWN, "z3", "5", "incomplete"))
    cache.put("l", UNSAT)
    cache.close()
    database = sqlite3.connect(rows(tmp_path), isolation_level=None)
    database.execute("UPDATE outcome SET value = replace(value, 'unknown', 'unsat') WHERE key = 'k'")
    database.execute("UPDATE outcome SET key = 'm' WHERE key = 'l'")
    database.close()
    cache = SqliteCache(tmp_path)
    assert [cache.get(k) for k in "klm"] == [None, None, None]


@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=30))
@settings(max_examples=40, deadline=None)
def test_random_damage(tmp_path_factory: pytest.TempPathFactory, damage: list[tuple[float, int]]) -> None:
    folder = tmp_path_factory.mktemp("damage")
    path = filled(folder, 40)
    content = bytearray(path.read_bytes())
    for where, byte in damage:
        content[int(where * len(content))] = byte
    path.write_bytes(content)
    cache = SqliteCache(folder)
    cache.open()
    for n in range(41):
        assert cache.get(f"key{n}") in (None, UNSAT)
    cache.put("new", UNSAT)
    assert cache.get("new") in (None, UNSAT)
    cache.close()


def test_damage_that_is_quoted_is_no_text(tmp_path: Path) -> None:
    """A schema of bytes that are no UTF-8: SQLite's complaint quotes them."""
    path = filled(tmp_path, 40)
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE", b"CREATE\xaaTABLE"))
    cache = SqliteCache(tmp_path)
    cache.open()
    assert cache.get("key1") in (None, UNSAT)
    assert any("damaged" in line or "not used" in line for line in cache.warnings)


def test_a_folder_that_cannot_be_used(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    cache = SqliteCache(blocked / "cache")
    cache.open()
    cache.put("k", UNSAT)
    assert cache.get("k") is None
    assert len(cache.warnings) == 1


def test_a_full_disk(tmp_path: Path) -> None:
    """SQLite's own page limit gives the very error of a full disk."""
    cache = SqliteCache(tmp_path)
    cache.open()
    connection = cache._connection
    assert connection is not None
    connection.execute("PRAGMA max_page_count = 8")
    for n in range(300):
        cache.put(f"key{n}", UNSAT)
    assert any("full" in line for line in cache.warnings)
    assert cache.get("key299") is None
    assert SqliteCache(tmp_path).get("key0") == UNSAT


WRITER = """
import sys
from pathlib import Path
from tlaverify.kernel.verdict import Answer, Outcome
from tlaverify.schedule.sqlite_cache import SqliteCache
cache = SqliteCache(Path(sys.argv[1]))
n = 0
while True:
    n += 1
    cache.put(f"{sys.argv[2]}-{n}", Outcome(Answer.UNSAT, "z3", sys.argv[2], "", n))
    if n == 5:
        print("going", flush=True)
    if len(sys.argv) > 3 and n == int(sys.argv[3]):
        break
"""


def writer(folder: Path, name: str, *count: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), name, *count], stdout=subprocess.PIPE, text=True,
        env=environment,
    )


def test_several_processes_at_once(tmp_path: Path) -> None:
    """They also create it at once; nothing is lost."""
    processes = [writer(tmp_path, f"w{n}", "40") for n in range(4)]
    for process in processes:
        process.communicate(timeout=60)
        assert process.returncode == 0
    cache = SqliteCache(tmp_path)
    cache.open()
    assert cache.warnings == []
    for name in range(4):
        for n in range(1, 41):
            kept = cache.get(f"w{name}-{n}")
            assert kept is not None and (kept.version, kept.resources) == (f"w{name}", n)


def test_killed_while_writing(tmp_path: Path) -> None:
    for round_ in range(3):
        processes = [writer(tmp_path, f"r{round_}w{n}") for n in range(2)]
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "going\n"
        for process in processes:
            process.kill()
            process.communicate(timeout=60)
        cache = SqliteCache(tmp_path)
        cache.open()
        assert cache.warnings == []
        for n in range(2):
            kept = cache.get(f"r{round_}w{n}-5")
            assert kept is not None and kept.resources == 5
        cache.close()


# -- in a run ------------------------------------------------------------------------------------------


def test_a_run_with_a_cache(
    tmp_path: Path, obligation: Callable[..., Obligation], options: Callable[..., Options], diverges: str
) -> None:
    goals = ["smt: (assert false)", diverges, "smt: (assert (", "none"]
    obligations = [obligation(goal, f"o{n}") for n, goal in enumerate(goals)]
    cache = SqliteCache(tmp_path / "cache")
    first, second = (run(obligations, options(), cache=cache) for _ in range(2))
    assert [type(r.verdict) for r in first.results] == [type(r.verdict) for r in second.results]
    assert not any(a.cached for r in first.results for a in r.attempts)
    asked = [a for r in second.results for a in r.attempts if a.outcome is not None]
    assert all(a.cached == (a.outcome is not None and keepable(a.outcome)) for a in asked)
    assert sum(a.cached for a in asked) == 4
    other = run(obligations[:1], options(seed=1), cache=cache)
    assert not any(a.cached for a in other.results[0].attempts)


def test_what_is_not_kept() -> None:
    assert keepable(UNSAT)
    assert keepable(Outcome(Answer.UNKNOWN, "z3", "5", "resource budget used up"))
    for reason in ("safety timeout", "memory limit", "crashed"):
        assert not keepable(Outcome(Answer.UNKNOWN, "z3", "5", reason))
    assert not keepable(Outcome(Answer.ERROR, "z3", "5", "resource budget used up"))
