"""What each theorem rests on, with the chain of theorems that leads there."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tlaverify.kernel.sequent import Place
from tlaverify.kernel.verdict import Omitted, Proved
from tlaverify.report.model import ModuleRun, TheoremRun
from tlaverify.report.rests_on import cited_fact, plain, used_at
from tlaverify.schedule.result import Result
from tlaverify.semantics.program import Program
from tlaverify.semantics.scope import FactEntry

__all__ = ["KINDS", "Support", "TheoremAudit", "audit"]

KINDS: Final[Mapping[str, str]] = {
    "assume": "an ASSUME of a module",
    "axiom": "an AXIOM of a module",
    "trusted-library": "a theorem of the package library, which is trusted without a proof",
    "omitted": "a step or theorem whose proof is OMITTED or missing",
    "unproved": "a step that is not proved",
    "unchecked": "a theorem that was not checked in this run",
    "ptl": "the temporal decision procedure of this program",
}
"""What a theorem can rest on besides the solvers."""


@dataclass(frozen=True, slots=True)
class Support:
    """One thing that a theorem rests on without proof.

    kind   one of ``KINDS``.
    name   ``Module!Fact`` for a fact, else the id of a step or theorem.
    chain  the ids of the theorems from the audited one to the one that uses it.
    """

    kind: str
    name: str
    chain: tuple[str, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class TheoremAudit:
    """A theorem with everything that it rests on, directly or through the theorems that it cites.

    backends  what answered for it, with versions: ``z3 5.4.0``, ``ptl 1``; ``trivial`` ones are not named.
    """

    id: str
    verdict: str
    place: Place
    supports: tuple[Support, ...]
    backends: tuple[str, ...]

    def named(self, kinds: Sequence[str]) -> tuple[Support, ...]:
        """The supports of these kinds."""
        return tuple(s for s in self.supports if s.kind in kinds)


_Key = tuple[Path, str]
"""A theorem: the file that states it, and its id."""


@dataclass(frozen=True)
class _Known:
    theorem: TheoremRun
    program: Program | None


def audit(modules: Sequence[ModuleRun], programs: Sequence[Program | None]) -> tuple[TheoremAudit, ...]:
    """The audit of every theorem of ``modules``, in order.

    A cited theorem counts by what it rests on itself where this run checked it, and as ``unchecked`` else.
    programs  for each module its program, to tell what a cited name means.
    """
    known: dict[_Key, _Known] = {}
    for module, program in zip(modules, programs, strict=True):
        for theorem in module.theorems:
            known[Path(module.path).resolve(), theorem.outline.id] = _Known(theorem, program)
    return tuple(_audit(key, known) for key in known)


def _audit(start: _Key, known: Mapping[_Key, _Known]) -> TheoremAudit:
    """Breadth first, so that each chain is a shortest one."""
    supports: dict[tuple[str, str], Support] = {}
    backends: dict[str, None] = {}
    seen = {start}
    queue: deque[tuple[_Key, tuple[str, ...]]] = deque([(start, (start[1],))])
    while queue:
        key, chain = queue.popleft()
        here = known[key]
        for kind, name, place in _own(here.theorem):
            supports.setdefault((kind, name), Support(kind, name, chain, place))
        for result in here.theorem.results:
            backends.update(dict.fromkeys(_backends(result)))
        for cited in dict.fromkeys(n for r in here.theorem.results for n in r.rests_on):
            entry = None if here.program is None else cited_fact(cited, here.program)
            target = _theorem_key(entry) or (key[0], used_at(cited))
            if target in known:
                if target not in seen:
                    seen.add(target)
                    queue.append((target, (*chain, target[1])))
                continue
            kind = _kind(entry)
            name = plain(cited) if entry is None else f"{entry.module}!{entry.name.rpartition('!')[2]}"
            supports.setdefault((kind, name), Support(kind, name, chain, entry.place if entry else None))
    first = known[start].theorem
    order = list(KINDS)
    found = sorted(supports.values(), key=lambda s: (order.index(s.kind), s.name))
    return TheoremAudit(
        first.outline.id, first.verdict, first.outline.head, tuple(found), tuple(sorted(backends))
    )


def _own(theorem: TheoremRun) -> Iterator[tuple[str, str, Place]]:
    """What the theorem's own steps leave open."""
    for result in theorem.results:
        match result.verdict:
            case Proved() as proof:
                if proof.solver == "ptl":
                    yield "ptl", f"ptl {proof.version}", result.place
            case Omitted():
                yield "omitted", result.step, result.place
            case _:
                yield "unproved", result.step, result.place
    if theorem.left_out:
        yield "unchecked", theorem.outline.id, theorem.outline.head
    if not theorem.total:
        yield "omitted", theorem.outline.id, theorem.outline.head


def _backends(result: Result) -> Iterator[str]:
    if isinstance(result.verdict, Proved) and result.verdict.solver != "trivial":
        versions = result.verdict.version.split("+")
        for solver, version in zip(result.verdict.solver.split("+"), versions, strict=False):
            yield f"{solver} {version}"


def _theorem_key(entry: FactEntry | None) -> _Key | None:
    if entry is None or not entry.theorem or entry.library:
        return None
    return Path(entry.path).resolve(), f"{entry.module}!{entry.name.rpartition('!')[2]}"


def _kind(entry: FactEntry | None) -> str:
    if entry is None:
        return "unchecked"
    if entry.library:
        return "trusted-library"
    if entry.keyword == "AXIOM":
        return "axiom"
    return "unchecked" if entry.theorem else "assume"
