"""What fails in the mutants of the two systems has a counterexample: small, and confirmed twice."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tlaverify.evaluate.evaluate import truth
from tlaverify.evaluate.show import tabulate
from tlaverify.evaluate.values import FiniteSet, Function, Value
from tlaverify.explain.counterexample import find_counterexample, interpretation_of
from tlaverify.explain.text import counterexample_lines
from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.term import Term
from tlaverify.obligations.generate import obligations_of
from tlaverify.semantics.load import load_module

ROOT = Path(__file__).parents[3]
LATE = {"phase2a-not-highest", "distributed-ticket-not-kept"}
"""The mutants with a step that takes more than some seconds: under full budgets only."""


def mutants(family: str) -> list[dict[str, Any]]:
    text = (ROOT / "tests" / "data" / "mutants" / f"{family}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["mutant"]  # type: ignore[no-any-return]


def failing(family: str, mutant: dict[str, Any]) -> dict[str, list[str]]:
    """The modules with the names, without the module's, of the steps that the mutant breaks."""
    if family == "paxos":
        return {"PaxosHistVar": mutant["fails"], "PaxosHistVarAuto": mutant["auto"]}
    out: dict[str, list[str]] = {}
    for name in mutant["fails"]:
        module, _, step = name.partition("!")
        out.setdefault(module, []).append(step)
    return out


def edited(family: str, mutant: dict[str, Any], folder: Path) -> Iterator[Obligation]:
    """The obligations of the steps that the mutant breaks."""
    for source in (ROOT / "specs" / family).glob("*.tla"):
        path = Path(shutil.copy(source, folder))
        if family == "paxos" or path.stem == mutant["file"]:
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace(mutant["find"], mutant["replace"]), encoding="utf-8")
    for module, steps in failing(family, mutant).items():
        program = load_module(folder / f"{module}.tla", [folder])
        for theorem in obligations_of(program.main, program):
            yield from (o for o in theorem.obligations if o.step.partition("!")[2] in steps)


def messages(value: Value) -> int:
    """How many messages a set, or a function of functions of queues, holds."""
    value = tabulate(value)
    if isinstance(value, FiniteSet):
        return len(value.elements)
    assert isinstance(value, Function)
    rows = [tabulate(row) for row in value.items.values()]
    queues = [tabulate(queue) for row in rows if isinstance(row, Function) for queue in row.items.values()]
    return sum(len(queue.items) for queue in queues if isinstance(queue, Function))


ALL = [(family, mutant) for family in ("paxos", "bakery") for mutant in mutants(family)]
BROKEN = [(family, mutant) for family, mutant in ALL if any(failing(family, mutant).values())]


@pytest.mark.parametrize(("family", "mutant"), BROKEN, ids=[m["id"] for _, m in BROKEN])
def test_what_a_mutant_breaks_has_a_small_counterexample(
    family: str, mutant: dict[str, Any], tmp_path: Path, full_budget: bool
) -> None:
    if mutant["id"] in LATE and not full_budget:
        pytest.skip("slow; runs with --full-budget")
    found: dict[str, bool] = {}
    for obligation in edited(family, mutant, tmp_path):
        counterexample = find_counterexample(obligation)
        found[obligation.step] = found.get(obligation.step, False) or counterexample is not None
        if counterexample is None:
            continue
        meaning = interpretation_of(counterexample, obligation)
        assert truth(obligation.goal, meaning) is False
        stated = [h.statement for h in obligation.hypotheses if isinstance(h.statement, Term)]
        assert all(truth(s, meaning) is True for s in stated)
        assert counterexample.scope.models <= 3
        state = {s.name: v for s, v in counterexample.state.items()}
        sent = [messages(state[name]) for name in ("sent", "q") if name in state]
        assert all(number <= mutant.get("messages", 4) for number in sent)
        text = "\n".join(counterexample_lines(obligation, counterexample))
        assert all(len(line) <= 80 for line in text.split("\n"))
    holds = set(mutant.get("holds", ()))
    assert {step for step, ok in found.items() if not ok} == {s for s in found if _named(s) & holds}


def _named(step: str) -> set[str]:
    return {step, step.partition("!")[2]}


@pytest.mark.parametrize("family", ["paxos", "bakery"])
def test_at_least_nine_tenths_of_what_fails_have_a_counterexample(family: str) -> None:
    todo = mutants(family)
    steps = sum(len(steps) for m in todo for steps in failing(family, m).values())
    without = sum(len(m.get("holds", ())) for m in todo)
    assert without <= steps // 10
