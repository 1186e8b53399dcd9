"""SARIF: the results that code-scanning services read.

Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tlaverify.kernel.codes import CODES
from tlaverify.kernel.diagnostic import Annotation, Diagnostic
from tlaverify.report.diagnostics import shown_path
from tlaverify.report.failures import failures
from tlaverify.report.json_report import to_json
from tlaverify.report.transcript import Transcript

__all__ = ["to_sarif"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "note": "note"}


def to_sarif(run: Transcript) -> str:
    """A log with one run and a result for each diagnostic and each obligation that is not proved."""
    diagnostics = [*run.diagnostics, *failures(run)]
    codes = sorted({d.code for d in diagnostics})
    log = {
        "tool": {
            "driver": {
                "name": "tlaverify",
                "version": run.made.version,
                "rules": [{"id": c, "shortDescription": {"text": CODES.get(c, c)}} for c in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(run)],
        "artifacts": [
            {"location": {"uri": _uri(s.path)}, "hashes": {"sha-256": s.digest}} for s in run.sources
        ],
        "results": [_result(d, codes.index(d.code)) for d in diagnostics],
    }
    return to_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [log]})


def _invocation(run: Transcript) -> dict[str, Any]:
    made = run.made
    out: dict[str, Any] = {
        "executionSuccessful": not run.interrupted,
        "commandLine": made.command,
        "exitCode": made.exit,
    }
    if made.began:
        out["startTimeUtc"] = made.began.replace("+00:00", "Z")
    return out


def _uri(path: str) -> str:
    shown = shown_path(path)
    return Path(shown).as_uri() if Path(shown).is_absolute() else quote(shown, errors="replace")


def _result(diagnostic: Diagnostic, rule: int) -> dict[str, Any]:
    labels = [diagnostic.message, *(a.label for a in diagnostic.annotations[:1] if a.label)]
    text = "\n".join([*labels, *diagnostic.notes, *diagnostic.hints])
    out: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": text},
        "partialFingerprints": {"statement/v1": _fingerprint(diagnostic)},
    }
    if diagnostic.annotations:
        out["locations"] = [_location(a) for a in diagnostic.annotations[:1]]
    if diagnostic.annotations[1:]:
        out["relatedLocations"] = [
            {"id": n, **_location(a)} for n, a in enumerate(diagnostic.annotations[1:], 1)
        ]
    return out


def _fingerprint(diagnostic: Diagnostic) -> str:
    """The same for the same problem when lines are added above it."""
    places = [f"{shown_path(a.place.path)} {a.label}" for a in diagnostic.annotations[:1]]
    text = "\n".join([diagnostic.code, diagnostic.message, *places])
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def _location(annotation: Annotation) -> dict[str, Any]:
    place = annotation.place
    out: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(place.path)},
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "endLine": place.end_line,
                "endColumn": place.end_column,
            },
        }
    }
    if annotation.label:
        out["message"] = {"text": annotation.label}
    return out
