"""The formats that programs read, from a small run with every kind of verdict."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from tlaverify.kernel.diagnostic import Annotation, Diagnostic
from tlaverify.kernel.sequent import Hypothesis, Obligation, Place
from tlaverify.kernel.term import Kind, Symbol, ref
from tlaverify.kernel.verdict import Error, Omitted, Refuted, Unknown, prove_trivial
from tlaverify.obligations.step_outline import StepOutline
from tlaverify.report.formats import document as document_of
from tlaverify.report.model import ModuleRun, Run, TheoremRun
from tlaverify.report.transcribe import transcribe
from tlaverify.report.transcript import Circumstances
from tlaverify.report.tree import summary_line, theorem_lines
from tlaverify.schedule.result import Result, result_for


def place(line):
    return Place("specs/M.tla", line, 3, line, 9)


def obligation(own_id, line, omitted=False):
    p = ref(Symbol("P", Kind.CONSTANT, scope="M"))
    return Obligation(
        own_id,
        own_id.partition("/")[0],
        "goal",
        place(line),
        (p.op,),
        (Hypothesis(p),),
        p,
        {},
        frozenset(),
        omitted=omitted,
        rests_on=("Lemma",),
    )


def proved(own_id, line) -> Result:
    made = obligation(own_id, line)
    return result_for(made, prove_trivial(made))


def other(own_id, line, verdict) -> Result:
    return result_for(obligation(own_id, line), verdict)


def step(own_id, line, *children):
    name = own_id.rpartition("!")[2]
    keyword = "THEOREM" if own_id.count("!") == 1 else ""
    return StepOutline(own_id, name, keyword, place(line), place(line), None, children)


def example(*verdicts) -> Run:
    """Theorem T with a step for each verdict, and a proved theorem U."""
    steps = [step(f"M!T!<1>{n}", 10 + n) for n, _ in enumerate(verdicts, 1)]
    results = tuple(
        proved(f"{s.id}/goal", s.place.line)
        if verdict is None
        else other(f"{s.id}/goal", s.place.line, verdict)
        for s, verdict in zip(steps, verdicts, strict=True)
    )
    theorem = TheoremRun(step("M!T", 10, *steps), results, (), ("Lemma",))
    whole = TheoremRun(step("M!U", 30), (proved("M!U/goal", 30),))
    return Run((ModuleRun("M", "specs/M.tla", (theorem, whole)),), wall_s=1.5)


def document(name, run, goal=lambda _: "") -> str:
    return document_of(name, transcribe(run, Circumstances("0.1.0"), goal))


MIXED = (None, Unknown("budget"), Omitted(), Error("no <arity> & so on"), Refuted("x"))


def test_json_has_the_keys_of_the_design():
    value = json.loads(document("json", example(*MIXED)))
    assert value["format"] == 1
    assert value["selected"] == "all"
    assert {
        "modules": 1, "theorems": 2, "steps": 5, "obligations": 6, "proved": 2, "refuted": 1, "unknown": 1,
        "omitted": 1, "error": 1, "wall_s": 1.5, "solver_s": 0.0,
    }.items() <= value["summary"].items()  # fmt: skip
    first, second = value["modules"][0]["theorems"]
    assert (first["name"], first["line"], first["verdict"], first["rests_on"]) == (
        "T",
        10,
        "error",
        ["Lemma"],
    )
    assert second["verdict"] == "proved"
    assert first["obligations"][0] == {
        "id": "M!T!<1>1/goal", "step": "M!T!<1>1", "kind": "goal", "line": 11, "column": 3,
        "verdict": "proved", "reason": "", "solver": "trivial", "solver_version": "1", "encoding": "trivial",
        "budget": "", "solver_s": 0.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ((None, None), "proved"),
        ((None, Omitted()), "omitted"),
        ((Omitted(), Unknown("b")), "unknown"),
        ((Unknown("b"), Refuted("x")), "refuted"),
        ((Refuted("x"), Error("e")), "error"),
    ],
)
def test_a_theorem_is_as_good_as_its_worst_obligation(verdicts, expected):
    assert example(*verdicts).theorems[0].verdict == expected


def test_a_theorem_of_which_a_part_was_checked_is_partial():
    theorem = example(None, None).theorems[0]
    assert TheoremRun(theorem.outline, theorem.results[:1], ("M!T!<1>2",)).verdict == "partial"


def test_junit_has_a_case_for_each_step():
    root = ET.fromstring(document("junit", example(*MIXED)))
    suite = root.find("testsuite")
    assert {k: suite.get(k) for k in ("name", "tests", "failures", "errors", "skipped")} == {
        "name": "M", "tests": "6", "failures": "2", "errors": "1", "skipped": "1",
    }  # fmt: skip
    cases = suite.findall("testcase")
    names = [(c.get("classname"), c.get("name")) for c in cases]
    assert names == [("M.T", f"<1>{n}") for n in range(1, 6)] + [("M.U", "U")]
    assert "no <arity> & so on" in cases[3].find("error").text


def test_junit_reports_a_module_that_could_not_be_read():
    diagnostic = Diagnostic("syntax", "bad \x00", (Annotation(place(3)),))
    run = Run((ModuleRun("M", "specs/M.tla", readable=False),), (diagnostic, Diagnostic("usage", "x")))
    root = ET.fromstring(document("junit", run))
    assert root.get("errors") == "2"
    assert root.find("testsuite/testcase/error").get("type") == "syntax"


def test_sarif_names_rule_place_and_level():
    log = json.loads(document("sarif", example(*MIXED)))
    (inner,) = log["runs"]
    assert [r["ruleId"] for r in inner["results"]] == ["unproved", "omitted", "obligation-error", "refuted"]
    assert [r["level"] for r in inner["results"]] == ["error", "warning", "error", "error"]
    first = inner["results"][0]
    assert inner["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == "unproved"
    region = first["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 12, "startColumn": 3, "endLine": 12, "endColumn": 9}


def test_a_sarif_fingerprint_does_not_move_with_the_lines():
    def prints(shift):
        found = (
            Diagnostic("unproved", "m", (Annotation(Place("M.tla", 5 + shift, 1, 5 + shift, 2), "<1>2"),)),
        )
        log = json.loads(document("sarif", Run((), found)))
        return log["runs"][0]["results"][0]["partialFingerprints"]

    assert prints(0) == prints(7)


def test_github_commands_are_escaped():
    found = Diagnostic("syntax", "50% of\nit", (Annotation(Place("a,b:c.tla", 1, 2, 1, 4)),))
    assert document("github", Run((), (found,))) == (
        "::error file=a%2Cb%3Ac.tla,line=1,endLine=1,col=2,endColumn=3,title=syntax::50%25 of%0Ait"
    )


def test_json_lines_end_with_the_summary():
    *lines, last = document("jsonl", example(None)).split("\n")
    assert [json.loads(line)["id"] for line in lines] == ["M!T!<1>1/goal", "M!U/goal"]
    value = json.loads(last)
    assert value["type"] == "summary"
    assert value["summary"]["proved"] == 2


def test_markdown_escapes_what_would_break_the_table():
    run = example(Unknown("a|b"))
    text = document("markdown", run, lambda _: "x | y")
    assert "| `M` | `T` | unknown | 0 of 1 | `Lemma` |" in text
    assert "x \\| y" in text


def test_an_unknown_format_is_refused():
    with pytest.raises(ValueError, match="there is no format"):
        document("xml", Run(()))


def test_the_tree_has_a_verdict_at_each_step():
    lines = [line.text() for line in theorem_lines(example(None, Unknown("b")).theorems[0])]
    assert [line.split()[:2] for line in lines] == [
        ["unknown", "THEOREM"], ["proved", "<1>1"], ["unknown", "<1>2"],
    ]  # fmt: skip


def test_only_the_way_to_a_failure_is_shown_when_asked():
    lines = list(theorem_lines(example(None, Unknown("b")).theorems[0], failing_only=True))
    assert [line.name for line in lines] == ["THEOREM T", "<1>2"]


@pytest.mark.parametrize("width", [20, 40, 80])
def test_tree_lines_fit_a_narrow_terminal(width):
    assert all(len(line.text(width)) <= width for line in theorem_lines(example(*MIXED).theorems[0]))


def test_the_summary_counts_what_is_proved():
    run = example(None, Unknown("b"))
    assert summary_line(run.summary(), run.modules).startswith(
        "1 of 2 theorems, 1 of 2 steps and 2 of 3 obligations proved (1 unknown) in 1 module"
    )
