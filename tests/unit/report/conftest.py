"""A run with every kind of verdict, as plain data; nothing of it was ever proved."""

from __future__ import annotations

import pytest

from tlaverify.kernel.diagnostic import Annotation, Diagnostic
from tlaverify.kernel.sequent import Place
from tlaverify.report.model import VERDICTS, Summary
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

TEXT = """\
---- MODULE Sample ----
\\* </script><script>window.broken = 1</script>
(* <b>bold</b> &amp; (* "nested *) <img src=x onerror=alert(1)> *)
EXTENDS Integers
Text == "<i>\\"</i>"

THEOREM Mixed == \\A n \\in Int : n < n + 1
<1>1. 1 < 2 /\\ "<" # ">"
  OBVIOUS
<1>2. 3 < 2
  <2>1. 3 <= 2
    OBVIOUS
  <2> QED
    BY <2>1
<1>3. 4 < 5
  OMITTED
<1>4. 5 < 6
  OBVIOUS
<1> QED
  BY <1>1, <1>2

LEMMA Small == 0 < 1
  OBVIOUS
====
"""

CODES = {
    "proved": "",
    "refuted": "refuted",
    "omitted": "omitted",
    "unknown": "unproved",
    "error": "obligation-error",
}


def _place(path: str, first: int, last: int, column: int = 1) -> Place:
    return Place(path, first, column, last, 99)


@pytest.fixture(scope="session")
def sample() -> Transcript:
    """Theorem Mixed with a step for each verdict and lemma Small, which is proved, in module Sample."""
    path = "/project/Sample.tla"
    specs = [  # step, verdict, first line of its statement, line of its end, began, took
        ("<1>1", "proved", 8, 9, 0.2, 0.004),
        ("<1>2!<2>1", "refuted", 11, 12, 0.21, 1.5),
        ("<1>2!<2>QED", "proved", 13, 14, 1.75, 0.02),
        ("<1>3", "omitted", 15, 16, 0.0, 0.0),
        ("<1>4", "unknown", 17, 18, 0.2, 0.7),
        ("<1>QED", "error", 19, 20, 0.95, 0.3),
    ]
    obligations = []
    for n, (name, verdict, first, last, began, took) in enumerate(specs):
        worked = verdict != "omitted"
        tried = Tried(
            "quick",
            "typed/1",
            "z3",
            "5.4.0",
            "unsat" if verdict == "proved" else "unknown",
            "",
            7,
            took,
            n == 2,
        )
        obligations.append(
            CheckedObligation(
                f"Sample!Mixed!{name}/goal",
                f"Sample!Mixed!{name}",
                "goal",
                _place(path, first, last),
                f"{name} of THEOREM Mixed",
                verdict,
                "" if verdict == "proved" else f"why <{verdict}>",
                "z3" if worked else None,
                "5.4.0",
                "typed/1",
                "1 M",
                took,
                "" if verdict == "proved" else 'x < "</script>"',
                CODES[verdict],
                ("state </pre><script>", "  n = 3") if verdict == "refuted" else (),
                f"worker {1 + n % 2}" if worked else "",
                began,
                began + took,
                (tried, tried) if worked else (),
            )
        )
    verdicts = {name: verdict for name, verdict, *_ in specs}

    def step(name: str, title: str, first: int, last: int, *children: CheckedStep) -> CheckedStep:
        verdict = verdicts.get(name, "refuted")
        own = [o for o in obligations if o.step.startswith(f"Sample!Mixed!{name}")]
        return CheckedStep(
            f"Sample!Mixed!{name}",
            title,
            Place(path, first, 1, first + 1, 3),
            _place(path, first, last),
            verdict,
            len(own),
            sum(o.seconds for o in own),
            children,
        )

    inner = (step("<1>2!<2>1", "<2>1", 11, 12), step("<1>2!<2>QED", "<2>QED", 13, 14))
    steps = (
        step("<1>1", "<1>1", 8, 9),
        step("<1>2", "<1>2", 10, 14, *inner),
        step("<1>3", "<1>3", 15, 16),
        step("<1>4", "<1>4", 17, 18),
        step("<1>QED", "<1>QED", 19, 20),
    )
    mixed = CheckedStep(
        "Sample!Mixed", "THEOREM Mixed", Place(path, 7, 1, 8, 1), _place(path, 7, 20), "error", 6, 2.5, steps
    )
    small = CheckedObligation(
        "Sample!Small/goal",
        "Sample!Small",
        "goal",
        _place(path, 22, 23),
        "LEMMA Small",
        "proved",
        "",
        "trivial",
        "1",
        "trivial",
        "",
    )
    lemma = CheckedStep(
        "Sample!Small", "LEMMA Small", Place(path, 22, 1, 23, 3), _place(path, 22, 23), "proved", 1, 0.0
    )
    theorems = (
        CheckedTheorem("Mixed", "THEOREM", "error", mixed, ("Assumed<b>",), 6, tuple(obligations)),
        CheckedTheorem("Small", "LEMMA", "proved", lemma, (), 1, (small,)),
    )
    counts = dict.fromkeys(VERDICTS, 0)
    for one in (*obligations, small):
        counts[one.verdict] += 1
    summary = Summary(2, 0, 2, 1, 7, 2, 7, counts, 2.5, 2.5)
    warning = Diagnostic("cache", "a <u>warning</u>", (Annotation(_place(path, 5, 5), "here"),), "warning")
    made = Circumstances("0.1.0", "verify all <Sample>", "2026-01-02T03:04:05+00:00", 7, 0.5, ("z3",), 10)
    return Transcript(
        (
            CheckedModule("Sample", path, True, TEXT, theorems),
            CheckedModule("Plain", "/project/Plain.tla", True, "---- MODULE Plain ----\n====\n", ()),
        ),
        summary,
        (warning,),
        made=made,
        sources=(SourceDigest(path, "ab" * 32),),
    )


@pytest.fixture(scope="session")
def sequents() -> dict[str, str]:
    """The text of one obligation."""
    return {"Sample!Mixed!<1>1/goal": 'NEW n\n-----\n1 < 2 /\\ "<" # ">"  \\* </pre><b>'}
