"""Annotations for GitHub Actions: the workflow commands that a job prints.

Source: GitHub Docs, "Workflow commands for GitHub Actions" (error, warning, notice; escapes of the toolkit).
"""

from __future__ import annotations

from collections.abc import Iterable

from tlaverify.kernel.diagnostic import Diagnostic
from tlaverify.report.diagnostics import shown_path

__all__ = ["workflow_commands"]

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def workflow_commands(diagnostics: Iterable[Diagnostic]) -> str:
    """One ``::error file=...,line=...::message`` line for each diagnostic.

    >>> workflow_commands([Diagnostic("syntax", "100% wrong")])
    '::error title=syntax::100%25 wrong'
    """
    return "\n".join(_command(d) for d in diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    properties = []
    label = ""
    if diagnostic.annotations:
        place = diagnostic.annotations[0].place
        label = diagnostic.annotations[0].label
        properties += [
            ("file", shown_path(place.path)),
            ("line", str(place.line)),
            ("endLine", str(place.end_line)),
            ("col", str(place.column)),
            ("endColumn", str(max(place.column, place.end_column - 1))),
        ]
        if place.end_line != place.line:  # columns are only allowed within one line
            properties = [p for p in properties if p[0] not in ("col", "endColumn")]
    properties.append(("title", diagnostic.code))
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties)
    body = "\n".join([diagnostic.message, *filter(None, [label]), *diagnostic.notes, *diagnostic.hints])
    return f"::{_COMMANDS[diagnostic.severity]} {listed}::{_data(body)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
