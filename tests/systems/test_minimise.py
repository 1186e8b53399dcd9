"""``verify minimise --write`` takes the surplus out of proofs that cite too much, and touches nothing else.

The surplus is added by one rule: a BY also cites every definition, and every assumption named here, that
some BY of its module cites.  In the suite one theorem of each system gets it, all of them with
``--full-budget``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tlaverify.semantics.load import load_module
from tlaverify.syntax import ast

SPECS = Path(__file__).parents[2] / "specs"
SYSTEMS = {
    "PaxosHistVar": ("paxos", "VotedOnce", {"QuorumAssumption"}),
    "BakeryDeconstructedAtomicProof": ("bakery", "MutualExclusion", {"NAssump", "qmNotNat"}),
}


@dataclass(frozen=True)
class Leaf:
    """A proof without steps: its theorem, where it stands in the text, and what it cites."""

    theorem: str
    start: int
    end: int
    facts: tuple[str, ...] = ()
    defs: tuple[str, ...] = ()

    @property
    def cited(self) -> int:
        return len(self.facts) + len(self.defs)


def leaves(file: Path) -> list[Leaf]:
    """The BY and OBVIOUS proofs of a module, in the order of its text."""
    module = load_module(file, [file.parent]).main
    starts = [0]
    for row in module.source.text.split("\n"):
        starts.append(starts[-1] + len(row) + 1)

    def place(node: ast.Node) -> tuple[int, int]:
        span = node.span
        return starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1

    def words(nodes: tuple[ast.Expr, ...]) -> tuple[str, ...]:
        return tuple(" ".join(module.source.text[slice(*place(n))].split()) for n in nodes)

    def below(proof: ast.Proof | None, theorem: str) -> Iterator[Leaf]:
        if isinstance(proof, ast.By):
            yield Leaf(theorem, *place(proof), words(proof.facts), words(proof.defs))
        elif isinstance(proof, ast.Obvious):
            yield Leaf(theorem, *place(proof))
        elif isinstance(proof, ast.Steps):
            for step in proof.steps:
                yield from below(step.proof, theorem)

    return [leaf for unit in module.theorems for leaf in below(unit.node.proof, unit.id)]


def add_surplus(file: Path, theorem: str | None, assumptions: set[str]) -> None:
    """Let the BYs of ``theorem``, or of all, cite what any BY of the module cites."""
    text, found = file.read_text(encoding="utf-8"), leaves(file)
    definitions = sorted({d for leaf in found for d in leaf.defs})
    for leaf in reversed(found):
        if leaf.cited and theorem in (None, leaf.theorem):
            facts = [*leaf.facts, *sorted(assumptions - set(leaf.facts))]
            defs = [*leaf.defs, *(d for d in definitions if d not in leaf.defs)]
            longer = f"BY {', '.join(facts)} DEF {', '.join(defs)}"
            text = text[: leaf.start] + longer + text[leaf.end :]
    file.write_text(text, encoding="utf-8")


def around(text: str, found: list[Leaf]) -> list[str]:
    """The text without the proofs in it."""
    starts, ends = [0, *(leaf.end for leaf in found)], [*(leaf.start for leaf in found), len(text)]
    return [text[a:b] for a, b in zip(starts, ends, strict=True)]


def part_of(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether ``short`` is ``long`` with some left out."""
    rest = iter(long)
    return all(word in rest for word in short)


@pytest.mark.parametrize("name", SYSTEMS)
def test_at_least_a_third_of_the_citations_goes(
    name: str, installed: str, tmp_path: Path, full_budget: bool
) -> None:
    family, theorem, assumptions = SYSTEMS[name]
    for module in (SPECS / family).glob("*.tla"):
        shutil.copy(module, tmp_path)
    file = tmp_path / f"{name}.tla"
    add_surplus(file, None if full_budget else theorem, assumptions)
    text, before = file.read_text(encoding="utf-8"), leaves(file)
    selector = name if full_budget else f"{name}!{theorem}"

    def verify(*arguments: str) -> None:
        environment = os.environ | {"TLAVERIFY_JOBS": "1"}
        done = subprocess.run(
            [installed, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True,
            check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    verify("minimise", selector, "--write")
    verify("check", selector, "--no-cache")

    after = leaves(file)
    assert around(file.read_text(encoding="utf-8"), after) == around(text, before)
    total = left = 0
    for short, long in zip(after, before, strict=True):
        assert part_of(short.facts, long.facts)
        assert part_of(short.defs, long.defs)
        if full_budget or long.theorem == theorem:
            total += long.cited
            left += short.cited
        else:
            assert (short.facts, short.defs) == (long.facts, long.defs)
    assert 0 < left <= total * 2 / 3
