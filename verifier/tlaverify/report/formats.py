"""The formats that programs read, by name."""

from __future__ import annotations

from collections.abc import Sequence

from tlaverify.kernel.diagnostic import Diagnostic
from tlaverify.report.model import Run

__all__ = ["document"]


def document(name: str, run: Run, failing: Sequence[Diagnostic], version: str) -> str:
    """The run as one document, without a final newline (for ``jsonl`` its last line).

    name     json, jsonl, github, junit, sarif or markdown.
    failing  a diagnostic for each obligation that is not proved (``failures.failures``).
    version  of this program.

    Raises ValueError for a format that there is not.
    """
    match name:
        case "json":
            from tlaverify.report.json_report import run_object, to_json

            return to_json(run_object(run))
        case "jsonl":
            from tlaverify.report.json_lines import summary_json_line

            return summary_json_line(run)
        case "github":
            from tlaverify.report.github import workflow_commands

            return workflow_commands([*run.diagnostics, *failing])
        case "junit":
            from tlaverify.report.junit import to_junit

            return to_junit(run)
        case "sarif":
            from tlaverify.report.sarif import to_sarif

            return to_sarif([*run.diagnostics, *failing], version, not run.interrupted)
        case "markdown":
            from tlaverify.report.markdown import to_markdown

            return to_markdown(run, failing)
    raise ValueError(f"there is no format {name!r}")
