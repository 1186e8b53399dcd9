"""A record of a run reads back as it was written; what is not one is refused."""

from __future__ import annotations

import json

import pytest

from tlaverify.kernel.diagnostic import Annotation, Diagnostic
from tlaverify.kernel.sequent import Place
from tlaverify.report.model import Summary
from tlaverify.report.stored import parse_transcript, render_transcript
from tlaverify.report.transcript import (
    CheckedModule,
    CheckedObligation,
    CheckedStep,
    CheckedTheorem,
    Circumstances,
    SourceDigest,
    Transcript,
    Tried,
)


def example(path="/p/M.tla") -> Transcript:
    place = Place(path, 3, 1, 4, 2)
    tried = Tried("first", "typed/1", "z3", "5.4", "unsat", "", 12, 0.25, False)
    obligation = CheckedObligation(
        "M!T/goal",
        "M!T",
        "goal",
        place,
        "THEOREM T",
        "refuted",
        "why",
        None,
        "1",
        "e",
        "b",
        0.5,
        'x = <"\u2028',
        "not-inductive",
        ("a", "b"),
        "worker 1",
        0.5,
        1,
        (tried,),
    )
    leaf = CheckedStep("M!T!<1>1", "<1>1", place, place, "", 0, 0.0)
    root = CheckedStep("M!T", "THEOREM T", place, place, "refuted", 1, 0.5, (leaf,))
    theorem = CheckedTheorem("T", "THEOREM", "refuted", root, ("A",), 1, (obligation,))
    summary = Summary(1, 0, 1, 0, 0, 0, 1, {"refuted": 1}, 2.0, 0.5)
    warning = Diagnostic("cache", "m", (Annotation(place, "l"),), "warning", ("n",), ("h",))
    made = Circumstances("1", "verify all", "2026-01-01T00:00:00+00:00", 3, 0.5, ("z3",), 10)
    module = CheckedModule("M", path, True, "text", (theorem,))
    return Transcript((module,), summary, (warning,), True, False, True, made, (SourceDigest(path, "00"),))


def test_a_record_reads_back_as_it_was():
    assert parse_transcript(render_transcript(example())) == example()


def test_paths_do_not_depend_on_the_folder_where_it_is_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    read = parse_transcript(render_transcript(example("M.tla")))
    assert read.obligations[0].place.path == str(tmp_path / "M.tla")


def damaged(change):
    data = json.loads(render_transcript(example()))
    change(data)
    return json.dumps(data)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        render_transcript(example())[:-40],
        damaged(lambda d: d.update(format=0)),
        damaged(lambda d: d["transcript"].update(partial=1)),
        damaged(lambda d: d["transcript"].update(more=1)),
        damaged(lambda d: d["transcript"].pop("made")),
        damaged(lambda d: d["transcript"]["modules"][0].update(text=None)),
        damaged(lambda d: d["transcript"]["diagnostics"][0].update(severity="bad")),
        damaged(lambda d: d["transcript"]["modules"][0]["theorems"][0]["root"]["head"].pop()),
    ],
)
def test_what_is_no_record_is_refused(text):
    with pytest.raises(ValueError):
        parse_transcript(text)


def test_the_digest_does_not_depend_on_folders_or_order():
    one, two = SourceDigest("a/M.tla", "1"), SourceDigest("a/N.tla", "2")
    moved = SourceDigest("b/M.tla", "1")
    summary = Summary(0, 0, 0, 0, 0, 0, 0, {}, 0.0, 0.0)
    first = Transcript((), summary, sources=(one, two))
    assert first.digest == Transcript((), summary, sources=(two, moved)).digest
    assert first.digest != Transcript((), summary, sources=(one,)).digest
