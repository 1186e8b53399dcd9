"""The Paxos system: proved as it stands, and its mutants and garbles fail just where they should.

A mutant's obligation that reads as the original's does is not run again.  All run under the full budget; what
has a counterexample is done with when that is found, as no budget would prove it.
"""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from tlaverify.encodings.encode import NotApplicable, encode
from tlaverify.kernel.diagnostic import DiagnosticError
from tlaverify.kernel.verdict import Proved
from tlaverify.obligations.generate import obligations_of
from tlaverify.schedule.options import REFUTER, Options
from tlaverify.schedule.run import run
from tlaverify.semantics.load import load_module

ROOT = Path(__file__).parents[2]
SPECS = ROOT / "specs/paxos"
MODULES = ("PaxosHistVar", "PaxosHistVarAuto")
MUTANTS = tomllib.loads((ROOT / "tests/data/mutants/paxos.toml").read_text(encoding="utf-8"))["mutant"]
GARBLES = tomllib.loads((ROOT / "tests/data/garbled/garbles.toml").read_text(encoding="utf-8"))["garble"]


def obligations(file):
    program = load_module(file, [file.parent])
    return [o for theorem in obligations_of(program.main, program) for o in theorem.obligations]


def reads(obligation):
    """What the first solver is given; the obligation itself where the encoding does not apply."""
    try:
        return tuple(q.text for q in encode(obligation, "typed-def"))
    except NotApplicable:
        return obligation


@pytest.fixture(scope="module")
def original():
    """By module and id, how each obligation of the system reads."""
    return {name: {o.id: reads(o) for o in obligations(SPECS / f"{name}.tla")} for name in MODULES}


def edited(folder, name, entry):
    """A copy of a module with the one edit of ``entry``; the file and the line where the edit begins."""
    text = (SPECS / f"{name}.tla").read_text(encoding="utf-8")
    assert text.count(entry["find"]) == 1
    file = folder / f"{name}.tla"
    file.write_text(text.replace(entry["find"], entry["replace"]), encoding="utf-8")
    return file, text[: text.index(entry["find"])].count("\n") + 1


def failing(file, original):
    """The steps of the changed obligations that are not proved."""
    changed = [o for o in obligations(file) if original[file.stem].get(o.id) != reads(o)]
    results = run(changed, Options(jobs=1, refuter=REFUTER)).results
    return {r.step.partition("!")[2] for r in results if not isinstance(r.verdict, Proved)}


@pytest.mark.parametrize("seed", range(5))
def test_z3_alone_proves_it_whatever_the_seed(seed):
    todo = [o for name in MODULES for o in obligations(SPECS / f"{name}.tla")]
    results = run(todo, Options(jobs=1, seed=seed, solvers=("z3",))).results
    assert [r.id for r in results if not isinstance(r.verdict, Proved)] == []
    assert {r.verdict.solver for r in results} <= {"z3", "ptl", "trivial"}


def test_the_typed_encoding_proves_the_whole_inductive_step_without_a_proof():
    (step,) = [o for o in obligations(SPECS / "PaxosHistVarAuto.tla") if "!Inductive" in o.id]
    assert all(query.exact for query in encode(step, "typed-def"))
    (result,) = run([step], Options(jobs=1, solvers=("z3",), encodings=("typed-def",))).results
    assert isinstance(result.verdict, Proved)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda m: m["id"])
@pytest.mark.parametrize(
    ("name", "key"), [*zip(MODULES, ("fails", "auto"), strict=True)], ids=["steps", "auto"]
)
def test_a_mutant_fails_just_where_it_is_false(mutant, name, key, original, tmp_path):
    file, _ = edited(tmp_path, name, mutant)
    assert failing(file, original) == set(mutant[key])


@pytest.mark.parametrize("garble", GARBLES, ids=lambda g: g["id"])
def test_a_garble_is_reported_at_its_own_place(garble, original, tmp_path):
    file, first = edited(tmp_path, MODULES[0], garble)
    if garble["expect"] == "refused":
        with pytest.raises(DiagnosticError) as caught:
            obligations(file)
        lines = {d.annotations[0].place.line - first for d in caught.value.diagnostics[:1]}
        assert lines <= set(garble["at"])
    else:
        assert failing(file, original) == set(garble.get("steps", []))


def test_the_scan_itself_is_refused(tmp_path):
    shutil.copy(ROOT / "tests/data/garbled/PaxosHistVar.tla", tmp_path)
    with pytest.raises(DiagnosticError):
        obligations(tmp_path / "PaxosHistVar.tla")
