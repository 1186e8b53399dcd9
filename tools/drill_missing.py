"""Delete needed citations from proofs that hold, at random, and see whether "missing facts" puts them right.

    python tools/drill_missing.py [--count N] [--seed N] [--jobs N] [--budget F] MODULE.tla ...

One drill takes one fact or definition out of one BY and keeps the deletion if the step fails without it.
Then ``missing_citations`` is asked about each obligation that fails, as ``verify explain`` asks it; what it
names has been proved to suffice.  The drill succeeds if it names something for every one of them.  Prints a
line for each drill, the share at the end, and exits with 1 if that is below ``--share``.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tlaverify.explain.missing import QUICK, Missing, missing_citations
from tlaverify.explain.needed import Needed, all_citations, with_citations
from tlaverify.explain.shorten import text_of
from tlaverify.kernel.sequent import Obligation
from tlaverify.obligations.generate import obligations_of
from tlaverify.schedule.options import Options
from tlaverify.schedule.run import run
from tlaverify.semantics.load import load_module
from tlaverify.semantics.program import Program


@dataclass(frozen=True)
class Deletion:
    """A BY without one of its citations; ``word`` is the citation's text."""

    program: Program
    proof: Needed
    word: str

    def obligations(self) -> list[Obligation]:
        """What the step has to prove without it."""
        module = with_citations(self.program.main, [self.proof])
        return [
            o for t in obligations_of(module, self.program) for o in t.obligations
            if o.step == self.proof.step
        ]


def deletions(program: Program) -> Iterator[Deletion]:
    """Every way to take one citation out of the module."""
    source = program.main.source
    for proof in all_citations(program.main):
        for i in proof.facts:
            shorter = replace(proof, facts=tuple(j for j in proof.facts if j != i))
            yield Deletion(program, shorter, text_of(source, proof.node.facts[i]))
        for i in proof.defs:
            shorter = replace(proof, defs=tuple(j for j in proof.defs if j != i))
            yield Deletion(program, shorter, "DEF " + text_of(source, proof.node.defs[i]))


def drill(programs: Sequence[Program], count: int, seed: int, jobs: int, budget: float) -> tuple[int, int]:
    """How many drills were made, and how many succeeded; a deletion counts if ``budget`` does not do."""
    todo = [d for p in programs for d in deletions(p)]
    random.Random(seed).shuffle(todo)
    options = Options(jobs=jobs, budget=budget)

    def proved(obligations: Sequence[Obligation]) -> list[bool]:
        return [r.proved for r in run(obligations, replace(QUICK, jobs=jobs)).results]

    made = good = 0
    for deletion in todo:
        if made == count:
            break
        left = deletion.obligations()
        failing = [o for o, r in zip(left, run(left, options).results, strict=True) if not r.proved]
        if not failing:
            continue
        started = time.perf_counter()
        found = [missing_citations(o, proved) for o in failing]
        seconds = time.perf_counter() - started
        made += 1
        good += all(found)
        print(
            f"{'named' if all(found) else 'NOT  '}  {seconds:5.1f} s  {deletion.proof.step}  "
            f"without {deletion.word}: {'; '.join(_shown(m) for m in found)}",
            flush=True,
        )
    return made, good


def _shown(found: Missing | None) -> str:
    return "nothing found" if found is None else f"add {found.text()}"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("modules", nargs="+", type=Path, metavar="MODULE.tla")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--budget", type=float, default=1.0)
    parser.add_argument("--share", type=float, default=0.85)
    given = parser.parse_args()
    programs = [load_module(path, [path.parent]) for path in given.modules]
    made, good = drill(programs, given.count, given.seed, given.jobs, given.budget)
    print(f"{good} of {made} deletions were put right")
    return 0 if made and good >= given.share * made else 1


if __name__ == "__main__":
    raise SystemExit(main())
