"""What is encoded before an obligation has no influence on its queries, and no case goes without a query."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from tlaverify.encodings.encode import NotApplicable, encode
from tlaverify.kernel.sequent import Obligation
from tlaverify.obligations.generate import obligations_of
from tlaverify.semantics.load import load_module

SPECS = Path(__file__).parents[3] / "specs"


def obligations(file: Path) -> list[Obligation]:
    program = load_module(file, [file.parent])
    return [o for t in obligations_of(program.main, program) for o in t.obligations]


def texts(found: Iterable[Obligation], strategy: str) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for o in found:
        try:
            out[o.id] = [q.text for q in encode(o, strategy)]
        except NotApplicable as e:
            out[o.id] = [e.reason]
    return out


@pytest.mark.parametrize("strategy", ["typed-def", "typed-inl", "untyped"])
def test_the_order_of_encoding_has_no_influence(strategy: str) -> None:
    paxos = obligations(SPECS / "paxos" / "PaxosHistVar.tla")
    bakery = obligations(SPECS / "bakery" / "BakeryDeconstructedAtomicProof.tla")[::6]
    forward = texts([*paxos, *bakery], strategy)
    backward = zip(reversed(paxos), [*bakery, *bakery, *paxos], strict=False)
    mixed = texts([o for pair in backward for o in pair], strategy)
    assert len(mixed) > len(bakery)
    assert {name: forward[name] for name in mixed} == mixed


CONTRADICTIONS = """EXTENDS Integers
CONSTANTS a, b, S
VARIABLE x
THEOREM Strings == ASSUME x = "p", x = "q" PROVE a = b
THEOREM Bounds == ASSUME a \\in Int, a > 1, a < 1 PROVE b = 0
THEOREM Twice == ASSUME a \\in S, ~(a \\in S) PROVE b = 0
THEOREM Cases == ASSUME x = "p", (x = "q" /\\ x' = "p") \\/ (x = "r" /\\ x' = "q") PROVE a = b
THEOREM Goal == ASSUME a \\in S PROVE a \\in S \\/ b = 0
====
"""


def test_the_solver_is_asked_even_where_a_case_contradicts_itself(tmp_path: Path) -> None:
    file = tmp_path / "M.tla"
    file.write_text("---- MODULE M ----\n" + CONTRADICTIONS, encoding="utf-8")
    found = obligations(file)
    assert len(found) == 5
    for o in found:
        made = texts([o], "typed-def")[o.id]
        assert made
        for text in made:
            stated = [line for line in text.splitlines() if line.startswith("(assert")]
            # the facts that contradict each other are there, not just the encoder's finding
            assert len(stated) >= 2, (o.id, text)
    cases = texts([o for o in found if "Cases" in o.id], "typed-def")
    assert all(len(made) == 2 for made in cases.values())
