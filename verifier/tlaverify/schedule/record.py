"""A module's whole result as plain values, for the upper level of the cache.

What can be kept is what another run would come to as well (``lasting``).  A verdict ``proved`` goes through
``kernel.verdict.seal`` and comes back through ``restore`` only; whatever is not exactly as it was written
raises ValueError, and the module is then read and proved again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from tlaverify.kernel.diagnostic import Annotation, Diagnostic
from tlaverify.kernel.sequent import Place
from tlaverify.kernel.verdict import (
    Answer,
    Error,
    Omitted,
    Outcome,
    Proved,
    Refuted,
    Unknown,
    Verdict,
    restore,
    seal,
)
from tlaverify.obligations.step_outline import StepOutline
from tlaverify.schedule.cache import keepable
from tlaverify.schedule.result import Attempt, Result

__all__ = ["ModuleRecord", "lasting", "pack", "unpack"]

FORMAT: Final = 2


@dataclass(frozen=True, slots=True)
class ModuleRecord:
    """What a whole run of a module came to.

    outlines     all its theorems and module-level USEs; ``results`` has those of each by the outline's id.
    diagnostics  warnings about its text.
    cited        for each theorem that its proofs cite by a name: the theorem's file and id.
    goals        the goals of what is not proved, as text, by the obligation's id.
    files        the module files that were read, those of the package library left out.
    """

    name: str
    outlines: tuple[StepOutline, ...]
    results: Mapping[str, tuple[Result, ...]]
    diagnostics: tuple[Diagnostic, ...]
    cited: Mapping[str, tuple[str, str]]
    goals: Mapping[str, str]
    files: tuple[str, ...] = ()


def lasting(result: Result) -> bool:
    """Whether another run would come to the same: nothing was cut short, crashed, or is a defect.

    A counterexample does not last: it is found and confirmed again in the run that shows it.
    """
    match result.verdict:
        case Proved() | Omitted():
            return True
        case Unknown():
            return bool(result.attempts) and all(_lasts(a) for a in result.attempts)
        case Refuted() | Error():
            return False


def _lasts(attempt: Attempt) -> bool:
    outcome = attempt.outcome
    if outcome is None:
        return attempt.note.startswith("not applicable")
    if outcome.solver == "ptl":
        return outcome.answer is not Answer.ERROR and not outcome.reason.startswith(("memory", "safety"))
    return keepable(outcome)


def pack(record: ModuleRecord, key: str) -> str:
    """``record`` as text.  key: as in ``kernel.verdict.seal``.  Raises ValueError for what does not last."""
    if not all(lasting(r) for results in record.results.values() for r in results):
        raise ValueError("not all of it would be found again")
    def plain(value: object) -> list[Any]:
        """What JSON has not; called for one part after the other, so that never all are there twice."""
        match value:
            case Result():
                return _result(value, key)
            case StepOutline():
                return _outline(value)
        raise TypeError(f"{type(value).__name__} is not for a record")

    body = json.dumps({
        "format": FORMAT,
        "name": record.name,
        "outlines": record.outlines,
        "results": record.results,
        "diagnostics": [_diagnostic(d) for d in record.diagnostics],
        "cited": record.cited,
        "goals": record.goals,
        "files": record.files,
    }, default=plain)
    return f"{_digest(body, key)}\n{body}"


def unpack(text: str, key: str) -> ModuleRecord:
    """The record that ``pack`` made ``text`` of under the same key.  Raises ValueError for any other text."""
    mark, _, body = text.partition("\n")
    if mark != _digest(body, key):
        raise ValueError("damaged, or of another key")
    try:
        data = json.loads(body)
        if data["format"] != FORMAT:
            raise ValueError("of another format")
        return ModuleRecord(
            str(data["name"]),
            tuple(_to_outline(o) for o in data["outlines"]),
            {str(i): tuple(_to_result(r, key) for r in rs) for i, rs in data["results"].items()},
            tuple(_to_diagnostic(d) for d in data["diagnostics"]),
            {str(name): (str(m), str(t)) for name, (m, t) in data["cited"].items()},
            {str(name): str(goal) for name, goal in data["goals"].items()},
            tuple(str(path) for path in data["files"]),
        )
    except (KeyError, TypeError, AttributeError) as problem:
        raise ValueError(f"not a record: {problem}") from problem


def _digest(body: str, key: str) -> str:
    return hashlib.sha256(f"{key}\0{body}".encode()).hexdigest()


# -- results -------------------------------------------------------------------------------------------


def _result(result: Result, key: str) -> list[Any]:
    attempts = [_attempt(a) for a in result.attempts]
    return [
        result.id, result.step, result.kind, _place(result.place), _verdict(result, key), attempts,
        result.rests_on,
    ]


def _to_result(values: Any, key: str) -> Result:
    name, step, kind, place, verdict, attempts, rests_on = values
    ran = tuple(_to_attempt(a) for a in attempts)
    return Result(
        str(name), str(step), str(kind), _to_place(place), _to_verdict(verdict, str(name), ran, key), ran,
        tuple(str(fact) for fact in rests_on),
    )


def _verdict(result: Result, key: str) -> list[Any]:
    match result.verdict:
        case Proved() as proved:
            return ["proved", seal(proved, result.id, key)]
        case Unknown() as unknown:
            return ["unknown", unknown.reason, unknown.budget, unknown.seconds]
        case Omitted() as omitted:
            return ["omitted", omitted.reason]
        case Refuted() | Error():
            raise ValueError("not to be kept")


def _to_verdict(values: Any, obligation: str, ran: tuple[Attempt, ...], key: str) -> Verdict:
    match values:
        case ["proved", sealed]:
            proved = restore(sealed, obligation, key)
            if proved is None:
                raise ValueError("a broken seal")
            return proved
        case ["unknown", str(reason), str(budget), float(seconds)]:
            return Unknown(reason, budget, seconds, tuple(a.outcome for a in ran if a.outcome is not None))
        case ["omitted", str(reason)]:
            return Omitted(reason)
    raise ValueError("not a verdict")


def _attempt(attempt: Attempt) -> list[Any]:
    outcome = attempt.outcome
    said = None if outcome is None else [
        outcome.answer.value, outcome.solver, outcome.version, outcome.reason, outcome.resources,
        outcome.seconds, outcome.model, outcome.core,
    ]
    return [
        attempt.name, attempt.encoding, attempt.solver, attempt.part, attempt.parts, attempt.budget,
        attempt.digest, said, attempt.note,
    ]


def _to_attempt(values: Any) -> Attempt:
    name, encoding, solver, part, parts, budget, digest, said, note = values
    outcome = None
    if said is not None:
        answer, which, version, reason, resources, seconds, model, core = said
        outcome = Outcome(Answer(answer), which, version, reason, resources, seconds, model, tuple(core))
    return Attempt(name, encoding, solver, part, parts, budget, digest, outcome, note, cached=True)


# -- the rest ------------------------------------------------------------------------------------------


def _place(place: Place) -> list[Any]:
    return [place.path, place.line, place.column, place.end_line, place.end_column]


def _to_place(values: Any) -> Place:
    path, line, column, end_line, end_column = values
    return Place(str(path), int(line), int(column), int(end_line), int(end_column))


def _outline(step: StepOutline) -> list[Any]:
    return [
        step.id, step.name, step.keyword, _place(step.head), _place(step.place), step.alias, step.children,
    ]


def _to_outline(values: Any) -> StepOutline:
    name, own, keyword, head, place, alias, children = values
    return StepOutline(
        name, own, keyword, _to_place(head), _to_place(place), alias,
        tuple(_to_outline(child) for child in children),
    )


def _diagnostic(said: Diagnostic) -> list[Any]:
    places = [[_place(a.place), a.label] for a in said.annotations]
    return [said.code, said.message, places, said.severity, said.notes, said.hints]


def _to_diagnostic(values: Any) -> Diagnostic:
    code, message, places, severity, notes, hints = values
    annotations = tuple(Annotation(_to_place(place), label) for place, label in places)
    return Diagnostic(code, message, annotations, cast(Any, severity), tuple(notes), tuple(hints))
