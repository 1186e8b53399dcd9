"""Ctrl-C in what comes after the proofs: nothing that was not found out is kept, or taken for found out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tlaverify.cli.config import Settings
from tlaverify.cli.flags import Flags
from tlaverify.cli.prove import prove
from tlaverify.schedule.crew import Crew
from tlaverify.solvers.pool import Job

ABSURD = """\
---- MODULE Absurd ----
CONSTANT c
ASSUME One == c = 1
ASSUME Two == c = 2
THEOREM Any == c = 3
  BY One, Two
====
"""


class Stopped:
    """Workers that the user stops with Ctrl-C, from a given run on."""

    restarts = 0

    def __init__(self, crew: Crew, runs: int) -> None:
        self._crew, self._left = crew, runs
        self._within = crew._pool()

    def run(self, jobs: Iterable[Job]) -> Iterator[Job]:
        if not self._left:
            raise KeyboardInterrupt
        self._left -= 1
        yield from self._within.run(jobs)

    def close(self) -> None:
        self._within.close()


def settings(folder: Path) -> Settings:
    return Settings(jobs=1, cache_dir=folder / "cache", quiet=True)


def stopped(crew: Crew, runs: int) -> Crew:
    crew._workers = Stopped(crew, runs)
    return crew


def test_a_module_that_was_not_looked_over_is_not_kept(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "Absurd.tla"
    path.write_text(ABSURD, encoding="utf-8")
    monkeypatch.setattr("tlaverify.cli.prove.Crew", lambda *told: stopped(Crew(*told), 1))
    assert prove([str(path)], Flags(), settings(tmp_path)) == 130
    told = capsys.readouterr()
    assert "interrupted" in told.out
    assert "FALSE follows" not in told.err
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    assert prove([str(path)], Flags(), settings(tmp_path)) == 0
    assert "FALSE follows from what Any takes for granted" in capsys.readouterr().err
