"""A step that is not proved, as a diagnostic."""

from __future__ import annotations

from tlaverify.kernel.diagnostic import Annotation, Diagnostic
from tlaverify.report.transcript import CheckedObligation, Transcript

__all__ = ["failure", "failures"]


def failures(transcript: Transcript) -> list[Diagnostic]:
    """A diagnostic for each obligation that is not proved, in order."""
    found = (failure(o) for o in transcript.obligations)
    return [d for d in found if d is not None]


def failure(obligation: CheckedObligation) -> Diagnostic | None:
    """What to tell of one obligation; None if it is proved, or if a diagnostic of the input says all of it.

    An omitted proof is a warning, everything else an error.
    """
    places = (Annotation(obligation.place, obligation.where),)
    if not obligation.code:
        return None
    match obligation.verdict:
        case "omitted":
            return Diagnostic(obligation.code, obligation.reason, places, severity="warning")
        case "refuted":
            text = obligation.counterexample
            return Diagnostic(
                obligation.code,
                f"{_goal(obligation)} does not follow",
                places,
                notes=("a counterexample was found and checked", *(["\n".join(text)] if text else [])),
                hints=(f"verify explain '{obligation.id}' shows it in full",) if text else (),
            )
        case "error":
            return Diagnostic(obligation.code, obligation.reason, places)
    return Diagnostic(
        obligation.code,
        f"cannot prove {_goal(obligation)}",
        places,
        notes=(f"unknown: {obligation.reason}", *_tried(obligation)),
        hints=(f"verify show '{obligation.id}' prints the obligation",),
    )


def _goal(obligation: CheckedObligation) -> str:
    text = " ".join(obligation.goal.split())
    if not text:
        return "this step"
    return text if len(text) <= 60 else text[:59] + "…"


def _tried(obligation: CheckedObligation) -> tuple[str, ...]:
    if obligation.solver is None:
        return ()
    encodings = (obligation.encoding or "").replace("+", ", ")
    words = f"tried {obligation.solver.replace('+', ', ')} on {encodings}"
    return (f"{words}, {obligation.budget}" if obligation.budget else words,)
