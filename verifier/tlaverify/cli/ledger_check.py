"""``verify ledger check``: the gate for CI.  Writes nothing; 13 if something regressed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tlaverify.cli.flags import with_flags
from tlaverify.cli.ledger_flags import CheckFlags, LedgerFlags, Paths, refuse_keywords

__all__ = ["command", "compare_with_ledgers"]


def ledger_check(selectors: Sequence[str], flags: CheckFlags) -> int:
    """Prove everything afresh and compare it with the ledgers: exit code 13 if something regressed."""
    return compare_with_ledgers(selectors, flags, all_changes=False)


def compare_with_ledgers(selectors: Sequence[str], flags: LedgerFlags, all_changes: bool) -> int:
    """Show how the modules differ from their ledgers; returns the exit code.

    all_changes  also what is no regression, in words.
    """
    from tlaverify.cli.config import read_settings
    from tlaverify.cli.console import make_console
    from tlaverify.cli.last_run import keep_record, transcript_of
    from tlaverify.cli.ledger_run import changes, diagnostic_of, exit_of, ledger_run
    from tlaverify.report.tree import plural, summary_line

    settings = read_settings(flags.settings())
    refuse_keywords(flags, ("text", "json", "github"), settings.output_format)
    machine = settings.output_format == "json"
    console = make_console(machine, settings.quiet, settings.color)
    work = ledger_run(selectors, replace(settings, quiet=True), console)
    found = [] if work.run.interrupted else changes(work)
    regressions = [diagnostic_of(c) for c in found if c.regression]
    news = [c.message for c in found if not c.regression]
    code = exit_of(work, found)
    transcript = transcript_of(work.run, work.project, settings, code)
    told = replace(transcript, diagnostics=(*transcript.diagnostics, *regressions))
    keep_record(told, settings, console)
    if machine:
        from tlaverify.report.json_report import diagnostic_object, run_object, to_json

        listed = {
            "regressions": [
                {"name": c.name, **diagnostic_object(diagnostic_of(c))} for c in found if c.regression
            ],
            "changes": [{"name": c.name, "message": c.message} for c in found if not c.regression],
        }
        console.document(to_json({**run_object(transcript), **listed, "exit": int(code)}))
        return code
    if settings.output_format == "github":
        from tlaverify.report.github import workflow_commands

        if regressions:
            console.document(workflow_commands(regressions))
    for text in console.rendered(regressions):
        console.text(text)
    if all_changes:
        for line in news:
            console.text(line)
    elif news and not settings.quiet:
        console.text(f"{plural(len(news), 'other change')}, none of them a regression: verify ledger diff")
    if work.run.results:
        console.text(summary_line(transcript.summary, transcript.modules))
    if work.run.interrupted:
        console.text("interrupted: nothing is said about what was not finished")
    if regressions:
        console.text(f"{plural(len(regressions), 'regression')} against {plural(len(work.listed), 'ledger')}")
    elif not found and not work.run.interrupted:
        console.text(f"nothing differs from {plural(len(work.listed), 'ledger')}")
    return code


command = with_flags(CheckFlags, Paths, ledger_check)
