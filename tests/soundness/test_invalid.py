"""What must never be proved: every theorem of ``invalid/``, under every strategy and solver.

Each theorem there is false or does not follow from what its proof may use; the comment
above it says why.  An obligation that is omitted counts as proved here, so that the
remaining ones of the theorem must hold the mistake, unless the comment ends in
``[omitted]``.  The modules of ``refused/`` must either be refused with a diagnostic or
stay unproved.

TLAVERIFY_SOUNDNESS_BUDGET (default 0.02) is the budget of a query in nominal seconds; a
release is checked with a larger one.  A mistake in an encoding makes a query
contradictory as a rule, which shows at once.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

import pytest

from tlaverify.encodings.encode import STRATEGIES
from tlaverify.kernel.diagnostic import DiagnosticError
from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.term import Level
from tlaverify.kernel.verdict import Error, Omitted, Proved, Unknown, Verdict, prove_temporal, prove_trivial
from tlaverify.obligations.generate import TheoremObligations, obligations_of
from tlaverify.obligations.temporal import refute
from tlaverify.schedule.options import Options
from tlaverify.schedule.run import run
from tlaverify.semantics.load import load_module

HERE = Path(__file__).parent
BUDGET = float(os.environ.get("TLAVERIFY_SOUNDNESS_BUDGET", "0.02"))
SOLVERS = ("z3", "cvc5")


@cache
def theorems(folder: str) -> tuple[TheoremObligations, ...]:
    out: list[TheoremObligations] = []
    for path in sorted((HERE / folder).glob("*.tla")):
        program = load_module(path)
        out.extend(obligations_of(program.main, program))
    return tuple(out)


@cache
def meant_to_be_omitted() -> frozenset[str]:
    """The theorems whose comment ends in ``[omitted]``."""
    found: set[str] = set()
    for path in sorted((HERE / "invalid").glob("*.tla")):
        marks = re.findall(r"\[omitted\]\n(?:THEOREM|LEMMA) (\w+)", path.read_text(encoding="utf-8"))
        found.update(f"{path.stem}!{name}" for name in marks)
    return frozenset(found)


def options(folder: Path, strategy: str, solver: str) -> Options:
    """To run with one pass only."""
    path = folder / "one.toml"
    one = f'[[pass]]\nname = "only"\nencoding = "{strategy}"\nsolver = "{solver}"\nbudget = {BUDGET}\n'
    path.write_text("total = 60.0\n" + one, encoding="utf-8")
    return Options(solvers=(solver,), portfolio=str(path))


def verdicts(found: tuple[TheoremObligations, ...], chosen: Options) -> dict[str, Verdict]:
    todo: list[Obligation] = [o for t in found for o in t.obligations]
    results = run(todo, chosen).results
    # a budget so small that nothing is run would let everything pass
    assert [r.id for r in results if isinstance(r.verdict, Unknown) and not r.attempts] == []
    return {r.id: r.verdict for r in results}


def wrongly_proved(found: tuple[TheoremObligations, ...], verdict: dict[str, Verdict]) -> list[str]:
    wrong: list[str] = []
    for t in found:
        done = (Proved,) if t.id in meant_to_be_omitted() else (Proved, Omitted)
        if t.obligations and all(isinstance(verdict[o.id], done) for o in t.obligations):
            wrong.append(t.id)
    return wrong


def checked() -> tuple[TheoremObligations, ...]:
    """The theorems of ``invalid/``; lemmas there hold and serve as material."""
    return tuple(t for t in theorems("invalid") if t.keyword == "THEOREM" and not t.id.startswith("Counter!"))


def test_there_are_enough() -> None:
    assert len(checked()) >= 520


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_never_proved(strategy: str, solver: str, tmp_path: Path) -> None:
    verdict = verdicts(checked(), options(tmp_path, strategy, solver))
    assert wrongly_proved(checked(), verdict) == []
    errors = [f"{i}: {v.reason}" for i, v in verdict.items() if isinstance(v, Error)]
    assert errors == []


def test_never_proved_by_temporal_reasoning() -> None:
    verdict: dict[str, Verdict] = {}
    for t in checked():
        for o in t.obligations:
            closed = refute(o) if "ptl" in o.backends or o.level is Level.TEMPORAL else None
            verdict[o.id] = (
                Omitted() if o.omitted else prove_temporal(o, closed, 0.0) or prove_trivial(o) or Unknown("")
            )
    assert wrongly_proved(checked(), verdict) == []


@pytest.mark.parametrize("path", sorted((HERE / "refused").glob("*.tla")), ids=lambda p: p.stem)
def test_refused_or_unproved(path: Path, tmp_path: Path) -> None:
    try:
        program = load_module(path)
        found = obligations_of(program.main, program)
    except DiagnosticError:
        return
    own = tuple(t for t in found if t.id.startswith(f"{path.stem}!"))
    assert wrongly_proved(own, verdicts(own, options(tmp_path, "untyped", "z3"))) == []
