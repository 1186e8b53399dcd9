"""``verify report --html FILE``: tell of the last run, without proving anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from tlaverify.cli.config import Settings
    from tlaverify.report.transcript import Transcript

__all__ = ["command"]


def _file(help: str) -> Any:
    return typer.Option(metavar="FILE", help=help, show_default=False)


def command(
    html: Annotated[
        Path | None, _file("A page to read in a browser: one file, without anything else.")
    ] = None,
    junit: Annotated[Path | None, _file("JUnit XML, a case for each step.")] = None,
    sarif: Annotated[Path | None, _file("SARIF 2.1.0, for code scanning.")] = None,
    json: Annotated[Path | None, _file("The object that --json of the run printed.")] = None,
    jsonl: Annotated[
        Path | None, _file("JSON Lines: an object for each obligation, the summary last.")
    ] = None,
    github: Annotated[Path | None, _file("Annotations for GitHub Actions.")] = None,
    markdown: Annotated[Path | None, _file("A summary in Markdown.")] = None,
    cache_dir: Annotated[
        str | None, typer.Option(metavar="DIR", help="Where the run kept its record (as for verify all).")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on standard error.")] = False,
) -> int:
    """Write reports of the last run of this project; - stands for standard output.

    The last run is what verify all, check, audit or a ledger command did last here.  A report says when
    that was, and whether the modules have changed since.  The exit code is 0 if it was written, whatever
    the run came to, and 12 if there is no run to tell of.
    """
    from tlaverify.cli.config import read_settings
    from tlaverify.cli.console import make_console
    from tlaverify.cli.exits import Exit
    from tlaverify.cli.guard import report_problem
    from tlaverify.cli.last_run import changed_since, read_record
    from tlaverify.cli.reports import write_report
    from tlaverify.kernel.diagnostic import Diagnostic, DiagnosticError
    from tlaverify.report.diagnostics import shown_path
    from tlaverify.report.tree import summary_line

    settings = read_settings({"cache_dir": cache_dir})
    console = make_console(True, quiet, settings.color)
    try:
        run = read_record(settings)
    except DiagnosticError as problem:
        return report_problem(problem.diagnostics, Exit.NOTHING, False)
    if run is None:
        missing = Diagnostic("last-run", "no run of this project is known", hints=("verify all makes one",))
        return report_problem([missing], Exit.NOTHING, False)
    changed = [shown_path(path) for path in changed_since(run)]
    if changed:
        run = _dated(run, changed)
    if not quiet:
        console.text(f"{run.made.command}  ({run.made.began}, exit code {run.made.exit})")
        console.text(summary_line(run.summary, run.modules))
        console.diagnostics(d for d in run.diagnostics if d.code == "last-run")

    def sequents() -> Mapping[str, str]:
        return {} if changed else _sequents(run, settings)

    asked = {
        "html": html, "junit": junit, "sarif": sarif, "json": json, "jsonl": jsonl, "github": github,
        "markdown": markdown,
    }  # fmt: skip
    for name, file in asked.items():
        if file is not None:
            write_report(name, file, run, sequents, console.document)
    return Exit.PROVED


def _dated(run: Transcript, changed: list[str]) -> Transcript:
    """The transcript with a warning that it tells of other texts than there are now."""
    from tlaverify.kernel.diagnostic import Diagnostic

    warning = Diagnostic(
        "last-run",
        f"the modules have changed since this run of {run.made.began}",
        severity="warning",
        notes=(f"other now, or gone: {', '.join(changed)}", f"the run read texts with digest {run.digest}"),
        hints=("verify all tells what holds of them now",),
    )
    return replace(run, diagnostics=(warning, *run.diagnostics))


def _sequents(run: Transcript, settings: Settings) -> Mapping[str, str]:
    """What was to be proved, by id, read anew from the texts that are still the same."""
    from tlaverify.cli.project import open_project
    from tlaverify.cli.reports import sequents_of

    project = open_project([m.path for m in run.modules if m.readable], settings)
    return sequents_of(project, settings)
