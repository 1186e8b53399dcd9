"""Whole modules from the cache: what is kept, what is believed, what makes it read the module again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tlaverify.kernel.diagnostic import Annotation, Diagnostic
from tlaverify.kernel.sequent import Obligation, Place
from tlaverify.kernel.verdict import (
    Answer,
    Error,
    Omitted,
    Outcome,
    Proved,
    Query,
    Refuted,
    Unknown,
    Verdict,
    prove,
    restore,
    seal,
)
from tlaverify.obligations.step_outline import StepOutline
from tlaverify.schedule.module_cache import ModuleCache
from tlaverify.schedule.options import Options
from tlaverify.schedule.record import ModuleRecord, lasting, pack, unpack
from tlaverify.schedule.result import Attempt, Result
from tlaverify.schedule.sqlite_cache import SqliteCache
from tlaverify.semantics.load import load_module

KEY = "0" * 64
FIELDS = ("solver", "version", "encoding", "budget", "resources", "seconds")
PLACE = Place("M.tla", 2, 1, 2, 9)
UNSAT = Outcome(Answer.UNSAT, "z3", "5.4.0", "", 123, 0.5)
GIVEN_UP = Outcome(Answer.UNKNOWN, "z3", "5.4.0", "resource budget used up", 9, 0.25)
Make = Callable[..., Obligation]


@pytest.fixture
def proof(obligation: Make) -> Proved:
    made = obligation("goal", "M!T/goal")
    found = prove(made, [(Query(made.id, "(assert false)", True, "typed/1"), UNSAT)], "7 z3 units a query")
    assert found is not None
    return found


def attempt(outcome: Outcome | None, note: str = "") -> Attempt:
    return Attempt("typed", "typed/1", "z3", 0, 1, 7, "d" * 64, outcome, note)


def result(verdict: Verdict, *attempts: Attempt, name: str = "M!T/goal") -> Result:
    return Result(name, "M!T", "goal", PLACE, verdict, attempts, ("Fact",))


def record(*results: Result) -> ModuleRecord:
    child = StepOutline("M!T!<1>QED", "<1>QED", "QED", PLACE, PLACE, "<1>3")
    warning = Diagnostic("odd-field", "é?", (Annotation(PLACE, "here"),), "warning", ("n",), ("h",))
    return ModuleRecord(
        "M", (StepOutline("M!T", "T", "THEOREM", PLACE, PLACE, None, (child,)),), {"M!T": results},
        (warning,), {"Fact": ("N", "Fact")}, {"M!T/goal": "a = b"},
    )  # fmt: skip


def shown(verdict: Verdict) -> object:
    """A verdict's fields: Proved compares by identity."""
    if not isinstance(verdict, Proved):
        return verdict
    return [getattr(verdict, name) for name in FIELDS]


# -- the seal ------------------------------------------------------------------------------------------


def test_a_seal_opens_for_its_obligation_and_key_only(proof: Proved) -> None:
    sealed = json.loads(json.dumps(seal(proof, "M!T/goal", KEY)))
    again = restore(sealed, "M!T/goal", KEY)
    assert again is not None and shown(again) == shown(proof)
    assert restore(sealed, "M!U/goal", KEY) is None
    assert restore(sealed, "M!T/goal", "1" * 64) is None
    assert restore(sealed, "M!T/goal", "") is None


@pytest.mark.parametrize("place", range(7))
def test_no_field_can_be_edited(proof: Proved, place: int) -> None:
    sealed = list(seal(proof, "M!T/goal", KEY))
    value = sealed[place]
    sealed[place] = value + "x" if isinstance(value, str) else value + 1
    assert restore(sealed, "M!T/goal", KEY) is None


@pytest.mark.parametrize(
    "junk", [None, "proved", [], ["proved"], {"proved": True}, ["z3", "5", "t", "", 1, 1, "x"]]
)
def test_junk_restores_nothing(junk: object) -> None:
    assert restore(junk, "M!T/goal", KEY) is None


@pytest.mark.parametrize("other", [Unknown("?"), Omitted(), Refuted(None), "proved", None])
def test_only_what_is_proved_is_sealed(other: object) -> None:
    with pytest.raises(TypeError):
        seal(other, "M!T/goal", KEY)  # type: ignore[arg-type]


# -- records -------------------------------------------------------------------------------------------


def test_round_trip(proof: Proved) -> None:
    tried = attempt(GIVEN_UP)
    results = (
        result(proof, attempt(None, "not applicable: Nat^Nat"), attempt(UNSAT)),
        result(Unknown("z3: gave up", "4 nominal seconds", 0.25, (GIVEN_UP,)), tried, name="M!T/b"),
        result(Omitted(), name="M!T/d"),
    )
    given = record(*results)
    back = unpack(pack(given, KEY), KEY)
    assert replace(back, results={}) == replace(given, results={})
    for kept, was in zip(back.results["M!T"], results, strict=True):
        assert shown(kept.verdict) == shown(was.verdict)
        assert kept.attempts == tuple(replace(a, cached=True) for a in was.attempts)
        assert replace(kept, verdict=Omitted(), attempts=()) == replace(was, verdict=Omitted(), attempts=())


def test_what_does_not_last_is_not_kept(proof: Proved) -> None:
    timeout = Outcome(Answer.UNKNOWN, "z3", "5", "safety timeout")
    crash = Outcome(Answer.ERROR, "z3", "5", "crashed (signal 9)")
    short = [
        result(Error("internal error: x")),
        result(Unknown("interrupted")),
        result(Unknown("not run: an earlier obligation failed")),
        result(Unknown("z3: safety timeout"), attempt(GIVEN_UP), attempt(timeout)),
        result(Unknown("z3: crashed"), attempt(crash)),
        result(Unknown("?"), attempt(None, "memory limit while encoding")),
        result(Unknown("?"), attempt(None, "the encoder failed: hung")),
        result(Refuted(("x = 1",)), attempt(GIVEN_UP)),
    ]
    for one in short:
        assert not lasting(one)
        with pytest.raises(ValueError, match="found again"):
            pack(record(result(proof), one), KEY)
    assert lasting(result(proof, attempt(timeout), attempt(UNSAT)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("unknown", "proved"),
        ("omitted", "proved"),
        ("M!T/b", "M!T/x"),
        ("gave up", "gave in"),
        ('"format": 2', '"format": 3'),
    ],
)
def test_an_edited_record_is_refused(proof: Proved, old: str, new: str) -> None:
    unknown = result(Unknown("z3: gave up", "", 0.5, (GIVEN_UP,)), attempt(GIVEN_UP), name="M!T/b")
    text = pack(record(result(proof, attempt(UNSAT)), unknown, result(Omitted(), name="M!T/c")), KEY)
    assert old in text
    with pytest.raises(ValueError):
        unpack(text.replace(old, new), KEY)
    with pytest.raises(ValueError):
        unpack(text, "1" * 64)


def test_an_edited_record_with_a_fresh_checksum_proves_nothing(proof: Proved) -> None:
    """Even then ``proved`` needs the kernel's seal of that obligation under that key."""
    from tlaverify.schedule.record import _digest

    unknown = result(Unknown("z3: gave up", "", 0.5, (GIVEN_UP,)), attempt(GIVEN_UP), name="M!T/b")
    body = pack(record(result(proof, attempt(UNSAT)), unknown), KEY).partition("\n")[2]
    data = json.loads(body)
    sound, other = data["results"]["M!T"]
    other[4] = sound[4]  # the seal of its neighbour
    forged = json.dumps(data)
    with pytest.raises(ValueError, match="seal"):
        unpack(f"{_digest(forged, KEY)}\n{forged}", KEY)


@pytest.mark.parametrize(
    "body", ["", "{}", "[]", "null", '{"format": 1}', '{"format": 1, "name": "M", "outlines": 3}']
)
def test_no_record(body: str) -> None:
    from tlaverify.schedule.record import _digest

    with pytest.raises(ValueError):
        unpack(f"{_digest(body, KEY)}\n{body}", KEY)


MAIN = "---- MODULE Main ----\nEXTENDS Base, Naturals\nTHEOREM A = 1 OMITTED\n====\n"

# -- keys ----------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "specs"
    folder.mkdir()
    (folder / "Base.tla").write_text("---- MODULE Base ----\nA == 1\n====\n")
    (folder / "Main.tla").write_text(MAIN)
    (folder / "Aside.tla").write_text("---- MODULE Aside ----\n====\n")
    return folder


def keep(
    folder: Path, cache: Path, proof: Proved, options: Options | None = None, roots: tuple[Path, ...] = ()
) -> None:
    program = load_module(folder / "Main.tla", roots)
    ModuleCache(SqliteCache(cache), options or Options()).keep(
        folder / "Main.tla", roots, program.looked, record(result(proof))
    )


def find(
    folder: Path, cache: Path, options: Options | None = None, roots: tuple[Path, ...] = ()
) -> ModuleRecord | None:
    return ModuleCache(SqliteCache(cache), options or Options()).find(folder / "Main.tla", roots)


def test_found_while_nothing_changes(project: Path, tmp_path: Path, proof: Proved) -> None:
    assert find(project, tmp_path / "c") is None
    keep(project, tmp_path / "c", proof)
    assert find(project, tmp_path / "c") is not None
    (project / "Aside.tla").write_text("---- MODULE Aside ----\nB == 2\n====\n")
    assert find(project, tmp_path / "c", Options(jobs=7, fail_fast=True, recheck=0.5)) is not None


EDITS: Mapping[str, Callable[[Path], object]] = {
    "the module": lambda p: (p / "Main.tla").write_text((p / "Main.tla").read_text() + "\n"),
    "what it extends": lambda p: (p / "Base.tla").write_text("---- MODULE Base ----\nA == 2\n====\n"),
    "a module that hides the library's": lambda p: (p / "Naturals.tla").write_text(
        "---- MODULE Naturals ----\n===="
    ),
    "gone": lambda p: (p / "Base.tla").unlink(),
}


@pytest.mark.parametrize("edit", EDITS)
def test_any_change_to_what_was_read(project: Path, tmp_path: Path, proof: Proved, edit: str) -> None:
    keep(project, tmp_path / "c", proof)
    EDITS[edit](project)
    assert find(project, tmp_path / "c") is None


@pytest.mark.parametrize(
    "options",
    [
        Options(seed=1), Options(budget=2.0), Options(solvers=("z3",)), Options(encodings=("untyped",)),
        Options(memory=512), Options(timeout=9.0), Options(refuter="tlaverify.explain.refute:refute"),
    ],
)  # fmt: skip
def test_any_option_that_may_change_a_verdict(
    project: Path, tmp_path: Path, proof: Proved, options: Options
) -> None:
    keep(project, tmp_path / "c", proof)
    assert find(project, tmp_path / "c", options) is None
    keep(project, tmp_path / "c", proof, options)
    assert find(project, tmp_path / "c", options) is not None


def test_other_roots_and_links(project: Path, tmp_path: Path, proof: Proved) -> None:
    other = tmp_path / "other"
    other.mkdir()
    keep(project, tmp_path / "c", proof)
    assert find(project, tmp_path / "c", roots=(other,)) is None
    (other / "Base.tla").write_bytes((project / "Base.tla").read_bytes())
    (project / "Base.tla").unlink()
    (project / "Base.tla").symlink_to(other / "Base.tla")
    assert find(project, tmp_path / "c") is None, "the same text, but the link leads out of the folder"


def test_another_program_or_solver(
    project: Path, tmp_path: Path, proof: Proved, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(project, tmp_path / "c", proof)
    for name in ("another program", ""):
        monkeypatch.setattr("tlaverify.schedule.module_cache.program_identity", lambda name=name: name)
        assert find(project, tmp_path / "c") is None


def test_a_list_of_files_that_is_out_of_date_finds_nothing(
    project: Path, tmp_path: Path, proof: Proved
) -> None:
    """Base comes to extend More: the old list, which does not name More, leads to no record."""
    keep(project, tmp_path / "c", proof)
    (project / "More.tla").write_text("---- MODULE More ----\nB == 1\n====\n")
    (project / "Base.tla").write_text("---- MODULE Base ----\nEXTENDS More\nA == B\n====\n")
    assert find(project, tmp_path / "c") is None
    keep(project, tmp_path / "c", proof)
    assert find(project, tmp_path / "c") is not None
    (project / "More.tla").write_text("---- MODULE More ----\nB == 2\n====\n")
    assert find(project, tmp_path / "c") is None


def test_figures_of_the_last_run(tmp_path: Path) -> None:
    cache = ModuleCache(SqliteCache(tmp_path), Options())
    path = tmp_path / "M.tla"
    assert cache.seconds(path) == {}
    cache.keep_seconds(path, {"a": 1.0, "b": 2.0})
    cache.keep_seconds(path, {"b": 3.0})
    assert cache.seconds(path) == {"a": 1.0, "b": 3.0}
