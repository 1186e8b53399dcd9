"""Missing citations, found by proving; refutations by the workers; the command."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tlaverify.cli.main import run as verify
from tlaverify.explain.missing import contradictory, missing_citations
from tlaverify.explain.refute import Refutation
from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.verdict import Proved, Refuted, Unknown
from tlaverify.obligations.generate import obligations_of
from tlaverify.schedule.options import REFUTER, Options
from tlaverify.schedule.run import run
from tlaverify.semantics.load import load_module

TEXT = """---- MODULE Stock ----
EXTENDS Integers
CONSTANT Max
ASSUME MaxPos == Max \\in Nat /\\ Max > 0
VARIABLE n
Put == n < Max /\\ n' = n + 1
Step == Put
Inv == n \\in 0..Max
THEOREM Lacks == Inv /\\ Step => Inv' BY MaxPos DEF Inv, Step
THEOREM Unsure == Max # 0 OBVIOUS
THEOREM False == Inv => n > 0 BY MaxPos DEF Inv
THEOREM Absurd == ASSUME Max < 0, Inv PROVE n = 5 BY MaxPos DEF Inv
====
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("stock") / "Stock.tla"
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def stock(path: Path) -> dict[str, Obligation]:
    program = load_module(path)
    return {t.name: t.obligations[0] for t in obligations_of(program.main, program)}


def proved(obligations: Sequence[Obligation]) -> list[bool]:
    return [r.proved for r in run(obligations, Options(budget=0.2)).results]


def test_a_definition_that_was_not_cited(stock: dict[str, Obligation]) -> None:
    found = missing_citations(stock["Lacks"], proved)
    assert found is not None
    assert found.text() == "DEF Put"


def test_a_fact_that_was_not_cited(stock: dict[str, Obligation]) -> None:
    found = missing_citations(stock["Unsure"], proved)
    assert found is not None
    assert found.text() == "MaxPos"


def test_nothing_helps_what_is_false(stock: dict[str, Obligation]) -> None:
    assert missing_citations(stock["False"], proved) is None


def test_a_contradictory_context(stock: dict[str, Obligation]) -> None:
    assert contradictory(stock["Absurd"], proved)
    assert not contradictory(stock["False"], proved)


def test_the_workers_refute(stock: dict[str, Obligation]) -> None:
    todo = [stock["False"], stock["Absurd"], stock["Lacks"], stock["Unsure"]]
    verdicts = [r.verdict for r in run(todo, Options(budget=0.2, refuter=REFUTER)).results]
    assert [type(v) for v in verdicts] == [Refuted, Proved, Unknown, Unknown]
    assert isinstance(verdicts[0], Refuted)
    assert isinstance(verdicts[0].counterexample, Refutation)
    assert "n = 0" in "\n".join(verdicts[0].counterexample.lines(80))


def test_without_a_refuter_it_stays_unknown(stock: dict[str, Obligation]) -> None:
    (result,) = run([stock["False"]], Options(budget=0.2)).results
    assert isinstance(result.verdict, Unknown)


def test_the_command(path: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    trace = tmp_path / "trace.json"
    code = verify(["explain", f"{path}", "-k", "False", "--budget", "0.2", "--itf", str(trace)])
    text = capsys.readouterr().out
    assert code == 10
    assert "Stock!False/goal: not proved" in text
    assert "what is false" in text
    assert json.loads(trace.read_text(encoding="utf-8"))["vars"] == ["n"]


def test_the_command_s_json(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = verify(["explain", f"{path}", "-k", "Lacks or Unsure", "--budget", "0.2", "--json"])
    document = json.loads(capsys.readouterr().out)
    assert code == 10
    explained = {e["id"]: e for e in document["explanations"]}
    assert explained["Stock!Lacks/goal"]["verdict"] == "unknown"
    assert explained["Stock!Lacks/goal"]["missing"] == {"facts": [], "definitions": ["Put"]}
    assert explained["Stock!Unsure/goal"]["verdict"] == "unknown"
    assert explained["Stock!Unsure/goal"]["counterexample"] is None
    assert explained["Stock!Unsure/goal"]["missing"]["facts"] == ["MaxPos"]


def test_what_is_proved_needs_no_explanation(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(["explain", f"{path}", "-k", "Absurd", "--budget", "0.2"]) == 0
    assert "Stock!Absurd/goal: proved" in capsys.readouterr().out
