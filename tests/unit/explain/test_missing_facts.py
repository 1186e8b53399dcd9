"""Citations taken out of proofs that hold: what is named puts them right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from tlaverify.explain.missing import missing_citations
from tlaverify.kernel.sequent import Obligation
from tlaverify.obligations.generate import obligations_of
from tlaverify.schedule.options import Options
from tlaverify.schedule.run import run
from tlaverify.semantics.load import load_module

ROOT = Path(__file__).parents[3]
PAXOS = ROOT / "specs" / "paxos" / "PaxosHistVar.tla"


def proved(obligations: Sequence[Obligation]) -> list[bool]:
    options = Options(budget=0.2, solvers=("z3",), encodings=("typed-def", "untyped"))
    return [r.proved for r in run(obligations, options).results]


def failing(line: str, word: str, folder: Path) -> Obligation:
    """Of the step whose BY stands on ``line``, what is not proved without the citation ``word``."""
    lines = PAXOS.read_text(encoding="utf-8").split("\n")
    number = next(n for n, text in enumerate(lines, 1) if text.strip() == line)
    lines[number - 1] = re.sub(rf",\s*{word}\b|\b{word},\s*", "", lines[number - 1], count=1)
    assert lines[number - 1].strip() != line
    path = folder / PAXOS.name
    path.write_text("\n".join(lines), encoding="utf-8")
    program = load_module(path, [PAXOS.parent])
    todo = [o for t in obligations_of(program.main, program) for o in t.obligations if o.place.line <= number]
    return todo[-1]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("BY DEF MsgInv, VotedForIn", "MsgInv"),
        ("BY DEF Init, Inv, TypeOK, MsgInv, VotedForIn", "Init"),
        ("BY <2>2, <2>5, QuorumAssumption DEF SafeAt", "QuorumAssumption"),
        ("BY DEF Send, VotedForIn", "Send"),
    ],
)
def test_what_was_taken_out_is_named(line: str, word: str, tmp_path: Path) -> None:
    obligation = failing(line, word, tmp_path)
    assert not proved([obligation])[0]
    found = missing_citations(obligation, proved)
    assert found is not None
    assert (*found.facts, *found.definitions) == (word,)
