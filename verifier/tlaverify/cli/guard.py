"""What stands around every command: problems become diagnostics and exit codes, never stack traces."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tlaverify.cli.exits import Exit

if TYPE_CHECKING:
    from tlaverify.kernel.diagnostic import Diagnostic

__all__ = ["guarded", "report_problem"]


def guarded(command: Callable[[], int], machine: bool) -> int:
    """The exit code of ``command``.

    machine  standard output must carry a JSON object whatever happens.
    """
    from tlaverify.cli.config import UsageProblem
    from tlaverify.kernel.diagnostic import DiagnosticError

    try:
        return command()
    except UsageProblem as problem:
        return report_problem(problem.diagnostics, Exit.USAGE, machine)
    except DiagnosticError as problem:
        return report_problem(problem.diagnostics, Exit.UNREADABLE, machine)
    except KeyboardInterrupt:
        from tlaverify.kernel.diagnostic import Diagnostic

        return report_problem(
            [Diagnostic("interrupted", "interrupted before there was a result")], Exit.INTERRUPTED, machine
        )
    except Exception as error:
        from tlaverify.cli.internal import internal_error

        try:
            return report_problem([internal_error(error, "while running verify")], Exit.INTERNAL, machine)
        except OSError:  # nothing can be written there, as on a full disk
            return Exit.INTERNAL


def report_problem(diagnostics: Sequence[Diagnostic], code: Exit, machine: bool) -> int:
    """Tell of a problem that ended the command, and return ``code``."""
    from tlaverify.cli.console import make_console

    console = make_console(machine, colour="--no-color" not in sys.argv)
    console.diagnostics(diagnostics)
    if machine:
        from tlaverify.report.json_report import run_object, to_json
        from tlaverify.report.model import Run
        from tlaverify.report.transcribe import transcribe

        console.document(to_json(run_object(transcribe(Run((), tuple(diagnostics))))))
    return code
