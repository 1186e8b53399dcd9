"""The formats that programs read, by name."""

from __future__ import annotations

from collections.abc import Sequence

from tlaverify.kernel.diagnostic import Diagnostic
from tlaverify.report.model import Run

__all__ = ["document"]


def document(name: str, run: Run, failing: Sequence[Diagnostic]) -> str:
    """The run as one document, without a final newline.

    name     json or github.
    failing  a diagnostic for each obligation that is not proved (``failures.failures``).

    Raises ValueError for a format that there is not.
    """
    match name:
        case "json":
            from tlaverify.report.json_report import run_object, to_json

            return to_json(run_object(run))
        case "github":
            from tlaverify.report.github import workflow_commands

            return workflow_commands([*run.diagnostics, *failing])
    raise ValueError(f"there is no format {name!r}")
