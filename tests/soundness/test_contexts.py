"""From what a step of ``specs`` may use, FALSE must not follow: else its proof proves nothing.

Steps that argue by contradiction, or from a case that cannot be, are listed with their reason in
``tests/data/contradictory_steps.toml``.  The typed encoding alone is tried under a small budget, every
encoding and solver under the full one with ``--full-budget``.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from tlaverify.kernel.term import builtin
from tlaverify.kernel.verdict import Proved, Unknown
from tlaverify.obligations.generate import obligations_of
from tlaverify.schedule.options import Options
from tlaverify.schedule.run import run
from tlaverify.semantics.load import load_module

ROOT = Path(__file__).parents[2]
LISTED = {
    entry["step"]: entry["reason"]
    for entry in tomllib.loads(
        (ROOT / "tests/data/contradictory_steps.toml").read_text(encoding="utf-8")
    ).get("contradictory", [])
}


@pytest.mark.parametrize("file", sorted((ROOT / "specs").rglob("*.tla")), ids=lambda f: f.stem)
def test_false_does_not_follow(file, full_budget):
    program = load_module(file, [file.parent])
    todo = [
        replace(o, goal=builtin("FALSE"))
        for theorem in obligations_of(program.main, program)
        for o in theorem.obligations
        if not o.omitted and o.step not in LISTED
    ]
    small = Options(jobs=1, budget=0.02, solvers=("z3",), encodings=("typed-def",))
    results = run(todo, Options() if full_budget else small).results
    assert [r.id for r in results if isinstance(r.verdict, Unknown) and not r.attempts] == []
    assert [r.id for r in results if isinstance(r.verdict, Proved)] == []


def test_every_exception_has_its_reason():
    assert all(isinstance(reason, str) and reason for reason in LISTED.values())
