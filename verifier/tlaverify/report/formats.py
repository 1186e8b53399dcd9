"""The formats that programs read, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tlaverify.report.failures import failures
from tlaverify.report.transcript import Transcript

__all__ = ["document"]


def document(name: str, run: Transcript, sequents: Callable[[], Mapping[str, str]] = dict) -> str:
    """The run as one document, without a final newline.

    name      json, jsonl, github, junit, sarif, markdown or html.
    sequents  gives the text of each obligation by id, for the formats that show it.

    Raises ValueError for a format that there is not.
    """
    match name:
        case "json":
            from tlaverify.report.json_report import run_object, to_json

            return to_json(run_object(run))
        case "jsonl":
            from tlaverify.report.json_lines import json_lines

            return "\n".join(json_lines(run))
        case "github":
            from tlaverify.report.github import workflow_commands

            return workflow_commands([*run.diagnostics, *failures(run)])
        case "junit":
            from tlaverify.report.junit import to_junit

            return to_junit(run)
        case "sarif":
            from tlaverify.report.sarif import to_sarif

            return to_sarif(run)
        case "markdown":
            from tlaverify.report.markdown import to_markdown

            return to_markdown(run)
        case "html":
            from tlaverify.report.html.page import to_html

            return to_html(run, sequents())
    raise ValueError(f"there is no format {name!r}")
