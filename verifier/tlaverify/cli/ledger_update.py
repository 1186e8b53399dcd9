"""``verify ledger update``: write the ledgers anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tlaverify.cli.flags import with_flags
from tlaverify.cli.ledger_flags import LedgerFlags, Paths, refuse_keywords

if TYPE_CHECKING:
    from tlaverify.cli.ledger_run import LedgerRun

__all__ = ["command"]


def ledger_update(selectors: Sequence[str], flags: LedgerFlags) -> int:
    """Prove the modules and write their ledgers; those of modules that are gone are removed.

    The exit code is that of verify all: a ledger can list what is not proved.
    """
    from tlaverify.cli.config import UsageProblem, read_settings
    from tlaverify.cli.console import make_console
    from tlaverify.cli.exits import Exit
    from tlaverify.cli.last_run import keep_record, transcript_of
    from tlaverify.cli.ledger_run import ledger_run, recorded
    from tlaverify.cli.prove import exit_code
    from tlaverify.ledger.files import write_ledger
    from tlaverify.report.diagnostics import shown_path
    from tlaverify.report.tree import plural, summary_line

    settings = read_settings(flags.settings())
    refuse_keywords(flags, ("text",), settings.output_format)
    console = make_console(False, settings.quiet, settings.color)
    work = ledger_run(selectors, settings, console)
    newer = {one.file.name: one for one in work.listed if one.problem is not None and one.problem.newer}
    code = exit_code(work.run, work.project)
    keep_record(transcript_of(work.run, work.project, settings, code), settings, console)
    figures = work.run.summary()
    console.text(summary_line(figures, work.run.modules) if work.run.results else "nothing was checked")
    if code in (Exit.INTERRUPTED, Exit.INTERNAL):
        console.text("no ledger was written")
        return code
    refused = {module.name for module in work.run.modules if module.refused}
    ledgers = [now.ledger for now in recorded(work) if now.ledger.module not in refused]
    for ledger in ledgers:
        one = newer.get(f"{ledger.module}.json")
        if one is not None and one.problem is not None:
            raise UsageProblem(f"{shown_path(str(one.file))} {one.problem}", one.problem.hint)
    try:
        for ledger in ledgers:
            file = work.folder / f"{ledger.module}.json"
            did = "wrote" if write_ledger(file, ledger) else "unchanged:"
            proved = sum(o.verdict == "proved" for o in ledger.obligations)
            count = plural(len(ledger.obligations), "obligation")
            console.text(f"{did} {shown_path(str(file))}: {count}, {proved} proved")
        for name in sorted(refused):
            file = work.folder / f"{name}.json"
            console.text(f"not written: {shown_path(str(file))}, for proofs of {name} have errors")
        _remove_gone(work, {f"{ledger.module}.json" for ledger in ledgers}, console.text)
    except OSError as error:
        raise UsageProblem(f"cannot write the ledgers: {error}", f"they stand in {work.folder}") from None
    return code


def _remove_gone(work: LedgerRun, written: set[str], say: Callable[[str], None]) -> None:
    """Remove the ledgers of modules whose files are gone."""
    from tlaverify.report.diagnostics import shown_path

    for one in work.missing:
        if one.module is not None and not one.module.exists() and one.file.name not in written:
            one.file.unlink()
            say(f"removed {shown_path(str(one.file))}: its module is gone")


command = with_flags(LedgerFlags, Paths, ledger_update)
