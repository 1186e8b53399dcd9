"""A step that is not proved, as a diagnostic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol, runtime_checkable

from tlaverify.kernel.diagnostic import Annotation, Diagnostic
from tlaverify.kernel.verdict import Error, Omitted, Proved, Refuted, Unknown
from tlaverify.report.json_report import provenance
from tlaverify.report.model import Run, TheoremRun
from tlaverify.schedule.result import Result

__all__ = ["failure", "failures"]

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


def failures(run: Run, goal: Goal = lambda _: "") -> list[Diagnostic]:
    """A diagnostic for each obligation of the run that is not proved, in order; what a diagnostic of the
    run says already is left out."""
    out = []
    for theorem in run.theorems:
        for result in theorem.results:
            found = failure(theorem, result, goal)
            if found is not None:
                out.append(found)
    return out


def failure(
    theorem: TheoremRun, result: Result, goal: Goal = lambda _: "", width: int | None = None
) -> Diagnostic | None:
    """What to tell of one result; None if it is proved, or if a diagnostic of the input says all there is.

    An omitted proof is a warning, everything else an error.
    width: the columns of the terminal, if it is one.
    """
    width = (width or _WIDTH) - _GUTTER
    where = _where(theorem, result)
    match result.verdict:
        case Proved():
            return None
        case Omitted() as omitted:
            return Diagnostic(
                "omitted", omitted.reason, (Annotation(result.place, where),), severity="warning"
            )
        case Refuted() as refuted:
            told = refuted.counterexample
            lines = told.lines(width) if isinstance(told, _Told) else ()
            return Diagnostic(
                told.code if isinstance(told, _Told) else "refuted",
                f"{_goal(goal, result)} does not follow",
                (Annotation(result.place, where),),
                notes=("a counterexample was found and checked", *(["\n".join(lines)] if lines else [])),
                hints=(f"verify explain '{result.id}' shows it in full",) if lines else (),
            )
        case Error(told=True):
            return None
        case Error() as error:
            return Diagnostic("obligation-error", error.reason, (Annotation(result.place, where),))
        case Unknown() as unknown:
            return Diagnostic(
                "unproved",
                f"cannot prove {_goal(goal, result)}",
                (Annotation(result.place, where),),
                notes=(f"unknown: {unknown.reason}", *_tried(result)),
                hints=(f"verify show '{result.id}' prints the obligation",),
            )


def _where(theorem: TheoremRun, result: Result) -> str:
    outline = theorem.outline
    title = f"{outline.keyword} {outline.name}".strip()
    if result.step == outline.id:
        return title
    return f"{result.step[len(outline.id) + 1 :]} of {title}"


def _goal(goal: Goal, result: Result) -> str:
    text = " ".join(goal(result.id).split())
    if not text:
        return "this step"
    return text if len(text) <= 60 else text[:59] + "…"


def _tried(result: Result) -> tuple[str, ...]:
    solver, _, encoding, budget = provenance(result)
    if solver is None:
        return ()
    words = f"tried {solver.replace('+', ', ')} on {(encoding or '').replace('+', ', ')}"
    return (f"{words}, {budget}" if budget else words,)
