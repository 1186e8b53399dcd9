"""A false obligation ends with its counterexample; the expensive passes are not run for it."""

from __future__ import annotations

import pytest

from tlaverify.explain.refute import Refutation
from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.verdict import Proved, Refuted, Unknown
from tlaverify.obligations.generate import obligations_of
from tlaverify.schedule.options import Options
from tlaverify.schedule.run import run
from tlaverify.semantics.load import load_module

MODULE = """---- MODULE M ----
EXTENDS Integers
CONSTANT Low
ASSUME LowInt == Low \\in Int
VARIABLE x
Inv == x \\in Int /\\ x >= Low
Up == x' = x + 1
Down == x' = x - 1
THEOREM Kept == Inv /\\ Up => Inv'
  BY LowInt DEF Inv, Up
THEOREM Broken == Inv /\\ Down => Inv'
  BY LowInt DEF Inv, Down
THEOREM Hidden == Inv /\\ Up => Inv'
  BY LowInt DEF Inv
====
"""

REFUTER = "tlaverify.explain.refute:refute"
CHEAP = {"typed", "untyped"}


@pytest.fixture(scope="module")
def obligations(tmp_path_factory: pytest.TempPathFactory) -> list[Obligation]:
    file = tmp_path_factory.mktemp("false") / "M.tla"
    file.write_text(MODULE, encoding="utf-8")
    program = load_module(file)
    return [o for t in obligations_of(program.main, program) for o in t.obligations]


def test_a_counterexample_ends_the_passes(obligations: list[Obligation]) -> None:
    kept, broken, hidden = run(obligations, Options(jobs=1, refuter=REFUTER)).results
    assert isinstance(kept.verdict, Proved)
    assert isinstance(broken.verdict, Refuted)
    assert isinstance(broken.verdict.counterexample, Refutation)
    assert {a.name for a in broken.attempts} <= CHEAP
    # true, but not from what is cited: no counterexample, so all passes are tried, in vain
    assert isinstance(hidden.verdict, Unknown)
    assert not {a.name for a in hidden.attempts} <= CHEAP


def test_without_a_refuter_nothing_is_refuted(obligations: list[Obligation]) -> None:
    (broken,) = run(obligations[1:2], Options(jobs=1)).results
    assert isinstance(broken.verdict, Unknown)
    assert not {a.name for a in broken.attempts} <= CHEAP
