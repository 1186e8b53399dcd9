"""The JSON object of a run, format 1."""

from __future__ import annotations

import json
from typing import Any

from tlaverify.kernel.diagnostic import Diagnostic
from tlaverify.report.diagnostics import shown_path
from tlaverify.report.transcript import CheckedModule, CheckedObligation, CheckedTheorem, Transcript

__all__ = ["FORMAT", "diagnostic_object", "obligation_object", "run_object", "to_json"]

FORMAT = 1
"""The number in ``format``: it changes when a key changes its meaning or goes away, not when one is added."""


def to_json(value: object) -> str:
    """Indented JSON, ASCII only, so that no terminal or pipe can damage it."""
    return json.dumps(value, indent=2, ensure_ascii=True)


def run_object(run: Transcript) -> dict[str, Any]:
    """The whole run as plain values, with keys in a fixed order."""
    figures = run.summary
    return {
        "format": FORMAT,
        "selected": "partial" if run.partial else "all",
        "interrupted": run.interrupted,
        "run": {
            "version": run.made.version,
            "command": run.made.command,
            "began": run.made.began,
            "exit": run.made.exit,
            "digest": run.digest,
        },
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


def _module(module: CheckedModule) -> dict[str, Any]:
    return {
        "name": module.name,
        "path": shown_path(module.path),
        "readable": module.readable,
        "theorems": [_theorem(t) for t in module.theorems],
    }


def _theorem(theorem: CheckedTheorem) -> dict[str, Any]:
    return {
        "name": theorem.name,
        "line": theorem.root.place.line,
        "verdict": theorem.verdict,
        "rests_on": list(theorem.rests_on),
        "steps": [
            {"id": step.id, "verdict": step.verdict, "obligations": step.obligations}
            for step in theorem.root.walk()
            if step.verdict and step is not theorem.root
        ],
        "obligations": [obligation_object(o) for o in theorem.obligations],
    }


def obligation_object(obligation: CheckedObligation) -> dict[str, Any]:
    """One obligation with its verdict and where that comes from."""
    return {
        "id": obligation.id,
        "step": obligation.step,
        "kind": obligation.kind,
        "line": obligation.place.line,
        "column": obligation.place.column,
        "verdict": obligation.verdict,
        "reason": obligation.reason,
        "solver": obligation.solver,
        "solver_version": obligation.version,
        "encoding": obligation.encoding,
        "budget": obligation.budget,
        "solver_s": round(obligation.seconds, 4),
    }
