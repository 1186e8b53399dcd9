"""The mutants of the Bakery systems fail just where they are false.

An obligation of a mutant that reads as the original's does is not run again.  All run under the full budget;
what has a counterexample is done with when that is found, as no budget would prove it.  The mutants marked
``slow`` are for ``--full-budget`` only.
"""

from __future__ import annotations

import shutil
import tomllib
from functools import cache
from pathlib import Path

import pytest

from tlaverify.encodings.encode import NotApplicable, encode
from tlaverify.kernel.verdict import Proved
from tlaverify.obligations.generate import obligations_of
from tlaverify.schedule.options import REFUTER, Options
from tlaverify.schedule.run import run
from tlaverify.semantics.load import load_module

ROOT = Path(__file__).parents[2]
SPECS = ROOT / "specs/bakery"
MUTANTS = tomllib.loads((ROOT / "tests/data/mutants/bakery.toml").read_text(encoding="utf-8"))["mutant"]


def obligations(folder, name):
    program = load_module(folder / f"{name}.tla", [folder])
    return [o for theorem in obligations_of(program.main, program) for o in theorem.obligations]


def reads(obligation):
    """What the first solver is given; the obligation itself where the encoding does not apply."""
    try:
        return tuple(query.text for query in encode(obligation, "typed-def"))
    except NotApplicable:
        return obligation


@cache
def original(name):
    """By id, how each obligation of a module reads."""
    return {o.id: reads(o) for o in obligations(SPECS, name)}


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda m: m["id"])
def test_a_mutant_fails_just_where_it_is_false(mutant, tmp_path, full_budget):
    if mutant.get("slow", False) and not full_budget:
        pytest.skip("slow; runs with --full-budget")
    for file in SPECS.glob("*.tla"):
        shutil.copy(file, tmp_path)
    edited = tmp_path / f"{mutant['file']}.tla"
    text = edited.read_text(encoding="utf-8")
    assert text.count(mutant["find"]) == 1
    edited.write_text(text.replace(mutant["find"], mutant["replace"]), encoding="utf-8")

    expected = set(mutant["fails"])
    changed = [
        o
        for name in mutant["modules"]
        for o in obligations(tmp_path, name)
        if original(name).get(o.id) != reads(o)
    ]
    results = run(changed, Options(jobs=1, refuter=REFUTER)).results
    assert {r.step for r in results if not isinstance(r.verdict, Proved)} == expected
