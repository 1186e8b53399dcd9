"""A run as plain data: what every document is made from, at once or from a record that was kept.

A transcript says what was said; nothing is proved by it, and nothing that proves reads one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from tlaverify.kernel.diagnostic import Diagnostic
from tlaverify.kernel.sequent import Place
from tlaverify.report.model import Summary

__all__ = [
    "CheckedModule",
    "CheckedObligation",
    "CheckedStep",
    "CheckedTheorem",
    "Circumstances",
    "SourceDigest",
    "Transcript",
    "Tried",
]


@dataclass(frozen=True, slots=True)
class Tried:
    """One query given to one solver; ``answer`` is empty where a pass did not apply, ``note`` says why."""

    name: str
    encoding: str
    solver: str
    version: str
    answer: str
    note: str
    resources: int
    seconds: float
    cached: bool


@dataclass(frozen=True, slots=True)
class CheckedObligation:
    """An obligation and its verdict in words.

    where           its step in words, ``<1>2 of THEOREM Correct``.
    solver, version, encoding, budget
                    what proved it; of an unknown one all that was tried; None elsewhere.
    seconds         time spent in solvers.
    goal            its goal as TLA+ text where it is not proved.
    code            the code of the diagnostic that tells of it; empty if it is proved, or told of already.
    counterexample  the lines that explain it, of a refuted one.
    worker          who worked on it, from ``began`` to ``ended`` (seconds from the start of the run);
                    empty where no worker was needed.
    """

    id: str
    step: str
    kind: str
    place: Place
    where: str
    verdict: str
    reason: str
    solver: str | None = None
    version: str | None = None
    encoding: str | None = None
    budget: str | None = None
    seconds: float = 0.0
    goal: str = ""
    code: str = ""
    counterexample: tuple[str, ...] = ()
    worker: str = ""
    began: float = 0.0
    ended: float = 0.0
    tried: tuple[Tried, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedStep:
    """A theorem or step with what came of it and all that is below it; ``verdict`` is empty if nothing was
    checked there."""

    id: str
    title: str
    head: Place
    place: Place
    verdict: str
    obligations: int
    seconds: float
    children: tuple[CheckedStep, ...] = ()

    def walk(self) -> Iterator[CheckedStep]:
        """This one, then everything below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class CheckedTheorem:
    """A theorem: the tree of its steps, and those of its ``total`` obligations that were selected."""

    name: str
    keyword: str
    verdict: str
    root: CheckedStep
    rests_on: tuple[str, ...]
    total: int
    obligations: tuple[CheckedObligation, ...]


@dataclass(frozen=True, slots=True)
class CheckedModule:
    """A module that was selected, with its text as it was read (empty where it could not be)."""

    name: str
    path: str
    readable: bool
    text: str
    theorems: tuple[CheckedTheorem, ...]


@dataclass(frozen=True, slots=True)
class SourceDigest:
    """A module file that was read, and the SHA-256 of its text."""

    path: str
    digest: str


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How a run was made.

    version  of this program.
    command  what was typed.
    began    date and time in UTC, ISO 8601.
    exit     the exit code that it ended with.
    """

    version: str = "unknown"
    command: str = "verify"
    began: str = ""
    seed: int = 0
    budget: float = 1.0
    solvers: tuple[str, ...] = ()
    exit: int = 0


@dataclass(frozen=True, slots=True)
class Transcript:
    """Everything that a report can tell of a run.

    sources  every module file that was read, those of the package library left out.
    """

    modules: tuple[CheckedModule, ...]
    summary: Summary
    diagnostics: tuple[Diagnostic, ...] = ()
    partial: bool = False
    interrupted: bool = False
    stopped: bool = False
    made: Circumstances = Circumstances()
    sources: tuple[SourceDigest, ...] = ()

    @property
    def theorems(self) -> tuple[CheckedTheorem, ...]:
        return tuple(t for m in self.modules for t in m.theorems)

    @property
    def obligations(self) -> tuple[CheckedObligation, ...]:
        return tuple(o for t in self.theorems for o in t.obligations)

    @property
    def digest(self) -> str:
        """One digest of all texts that it was made from: of their digests, sorted, whatever the folders."""
        return hashlib.sha256("\n".join(sorted(s.digest for s in self.sources)).encode()).hexdigest()
