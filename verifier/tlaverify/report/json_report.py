"""The JSON object of a run, format 1."""

from __future__ import annotations

import json
from typing import Any

from tlaverify.kernel.diagnostic import Diagnostic
from tlaverify.kernel.verdict import Error, Omitted, Proved, Refuted, Unknown
from tlaverify.report.diagnostics import shown_path
from tlaverify.report.model import ModuleRun, Run, TheoremRun, reason, word
from tlaverify.schedule.result import Result

__all__ = ["FORMAT", "diagnostic_object", "obligation_object", "provenance", "run_object", "to_json"]

FORMAT = 1
"""The number in ``format``: it changes when a key changes its meaning or goes away, not when one is added."""


def to_json(value: object) -> str:
    """Indented JSON, ASCII only, so that no terminal or pipe can damage it."""
    return json.dumps(value, indent=2, ensure_ascii=True)


def run_object(run: Run) -> dict[str, Any]:
    """The whole run as plain values, with keys in a fixed order."""
    figures = run.summary()
    return {
        "format": FORMAT,
        "selected": "partial" if run.partial else "all",
        "interrupted": run.interrupted,
        "diagnostics": [diagnostic_object(d) for d in run.diagnostics],
        "summary": {
            "modules": figures.modules,
            "theorems": figures.theorems,
            "steps": figures.steps,
            "obligations": figures.obligations,
            **figures.verdicts,
            "theorems_proved": figures.theorems_proved,
            "steps_proved": figures.steps_proved,
            "wall_s": round(figures.wall_s, 3),
            "solver_s": round(figures.solver_s, 3),
        },
        "modules": [_module(m) for m in run.modules],
    }


def diagnostic_object(diagnostic: Diagnostic) -> dict[str, Any]:
    """A diagnostic with its places."""
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "annotations": [
            {
                "path": shown_path(a.place.path),
                "line": a.place.line,
                "column": a.place.column,
                "end_line": a.place.end_line,
                "end_column": a.place.end_column,
                "label": a.label,
            }
            for a in diagnostic.annotations
        ],
        "notes": list(diagnostic.notes),
        "hints": list(diagnostic.hints),
    }


def _module(module: ModuleRun) -> dict[str, Any]:
    return {
        "name": module.name,
        "path": shown_path(module.path),
        "readable": module.readable,
        "theorems": [_theorem(t) for t in module.theorems],
    }


def _theorem(theorem: TheoremRun) -> dict[str, Any]:
    return {
        "name": theorem.outline.name,
        "line": theorem.outline.place.line,
        "verdict": theorem.verdict,
        "rests_on": list(theorem.rests_on),
        "steps": [
            {"id": name, "verdict": figures.verdict, "obligations": figures.obligations}
            for name, figures in theorem.steps.items()
            if name != theorem.outline.id
        ],
        "obligations": [obligation_object(r) for r in theorem.results],
    }


def obligation_object(result: Result) -> dict[str, Any]:
    """One obligation with its verdict and where that comes from."""
    solver, version, encoding, budget = provenance(result)
    return {
        "id": result.id,
        "step": result.step,
        "kind": result.kind,
        "line": result.place.line,
        "column": result.place.column,
        "verdict": word(result.verdict),
        "reason": reason(result.verdict),
        "solver": solver,
        "solver_version": version,
        "encoding": encoding,
        "budget": budget,
        "solver_s": round(result.solver_seconds, 4),
    }


def provenance(result: Result) -> tuple[str | None, str | None, str | None, str | None]:
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


def _joined(parts: Any) -> str | None:
    return "+".join(dict.fromkeys(p for p in parts if p)) or None
