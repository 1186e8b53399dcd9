"""From a run to its transcript."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final, Protocol, runtime_checkable

from tlaverify.kernel.verdict import Error, Omitted, Proved, Refuted, Unknown, Verdict
from tlaverify.obligations.step_outline import StepOutline
from tlaverify.report.model import ModuleRun, Run, StepFigures, TheoremRun, reason, word
from tlaverify.report.transcript import (
    CheckedModule,
    CheckedObligation,
    CheckedStep,
    CheckedTheorem,
    Circumstances,
    SourceDigest,
    Transcript,
    Tried,
)
from tlaverify.report.tree import step_title
from tlaverify.schedule.result import Attempt, Result

__all__ = ["Goal", "checked", "digest_of", "provenance", "transcribe"]

Goal = Callable[[str], str]
"""The goal of the obligation with an id, as TLA+ text; empty where it is not known."""

_WIDTH: Final = 80
_GUTTER: Final = 6


@runtime_checkable
class _Told(Protocol):
    """A counterexample that can tell of itself."""

    @property
    def code(self) -> str: ...

    def lines(self, width: int) -> list[str]: ...


Provenance = tuple[str | None, str | None, str | None, str | None]


def transcribe(
    run: Run,
    made: Circumstances | None = None,
    goal: Goal = lambda _: "",
    texts: Mapping[str, str] | None = None,
) -> Transcript:
    """The run as plain data.

    goal   gives goals; it is asked for those that are not proved only.
    texts  the texts of the module files that were read, by path.
    """
    texts = texts or {}
    return Transcript(
        tuple(_module(m, goal, texts) for m in run.modules),
        run.summary(),
        run.diagnostics,
        run.partial,
        run.interrupted,
        run.stopped,
        made or Circumstances(),
        tuple(SourceDigest(str(Path(p).absolute()), digest_of(text)) for p, text in sorted(texts.items())),
    )


def digest_of(text: str) -> str:
    """The SHA-256 of a module's text, line ends made plain, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _module(module: ModuleRun, goal: Goal, texts: Mapping[str, str]) -> CheckedModule:
    theorems = tuple(_theorem(t, goal) for t in module.theorems)
    path = str(Path(module.path).absolute())
    return CheckedModule(module.name, path, module.readable, texts.get(module.path, ""), theorems)


def _theorem(theorem: TheoremRun, goal: Goal) -> CheckedTheorem:
    outline = theorem.outline
    return CheckedTheorem(
        outline.name,
        outline.keyword,
        theorem.verdict,
        _step(outline, theorem.steps, 0),
        theorem.rests_on,
        theorem.total,
        tuple(checked(outline, r, goal) for r in theorem.results),
    )


def _step(outline: StepOutline, figures: Mapping[str, StepFigures], depth: int) -> CheckedStep:
    own = figures.get(outline.id) or StepFigures("", 0, 0.0)
    return CheckedStep(
        outline.id,
        step_title(outline, depth),
        outline.head,
        outline.place,
        own.verdict,
        own.obligations,
        own.solver_s,
        tuple(_step(child, figures, depth + 1) for child in outline.children),
    )


def checked(
    theorem: StepOutline, result: Result, goal: Goal = lambda _: "", width: int | None = None
) -> CheckedObligation:
    """One result as plain data.

    theorem  what it belongs to.
    width    the columns of the terminal, if it is for one: a counterexample's lines are made to fit.
    """
    solver, version, encoding, budget = provenance(result)
    span = result.span
    found = result.verdict.counterexample if isinstance(result.verdict, Refuted) else None
    told = found if isinstance(found, _Told) else None
    return CheckedObligation(
        result.id,
        result.step,
        result.kind,
        result.place,
        _where(theorem, result),
        word(result.verdict),
        reason(result.verdict),
        solver,
        version,
        encoding,
        budget,
        result.solver_seconds,
        "" if result.proved else goal(result.id),
        told.code if told is not None else _code(result.verdict),
        tuple(told.lines((width or _WIDTH) - _GUTTER)) if told is not None else (),
        span.worker if span is not None else "",
        span.began if span is not None else 0.0,
        span.ended if span is not None else 0.0,
        tuple(_tried(a) for a in result.attempts),
    )


def _code(verdict: Verdict) -> str:
    match verdict:
        case Proved() | Error(told=True):
            return ""
        case Refuted():
            return "refuted"
        case Unknown():
            return "unproved"
        case Omitted():
            return "omitted"
        case Error():
            return "obligation-error"


def _where(theorem: StepOutline, result: Result) -> str:
    title = f"{theorem.keyword} {theorem.name}".strip()
    if result.step == theorem.id:
        return title
    return f"{result.step[len(theorem.id) + 1 :]} of {title}"


def _tried(attempt: Attempt) -> Tried:
    outcome = attempt.outcome
    return Tried(
        attempt.name,
        attempt.encoding,
        attempt.solver,
        outcome.version if outcome is not None else "",
        outcome.answer.value if outcome is not None else "",
        attempt.note or (outcome.reason if outcome is not None else ""),
        outcome.resources if outcome is not None else 0,
        outcome.seconds if outcome is not None else 0.0,
        attempt.cached,
    )


def provenance(result: Result) -> Provenance:
    """Solver, version, encoding and budget of the verdict; for an unknown one all those that were tried."""
    match result.verdict:
        case Proved() as proof:
            return proof.solver, proof.version, proof.encoding, proof.budget
        case Unknown() as unknown:
            ran = [a for a in result.attempts if a.outcome is not None]
            outcomes = [a.outcome for a in ran if a.outcome is not None]
            return (
                _joined(o.solver for o in outcomes),
                _joined(o.version for o in outcomes),
                _joined(a.encoding for a in ran),
                unknown.budget or None,
            )
        case Refuted() | Omitted() | Error():
            return None, None, None, None


def _joined(parts: Iterable[str]) -> str | None:
    return "+".join(dict.fromkeys(p for p in parts if p)) or None
