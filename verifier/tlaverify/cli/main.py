"""The ``verify`` command.

Nothing is imported here but typer and the flags: ``verify --help`` answers at once, and each command
imports what it needs when it runs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, Any

import typer

from tlaverify.cli import all, audit, check, explain, ledger, list, minimise, report, show, stability
from tlaverify.cli.exits import Exit
from tlaverify.cli.guard import guarded, report_problem
from tlaverify.kernel.deep import more_recursion

__all__ = ["app", "main", "run"]

app = typer.Typer(
    name="verify",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    epilog="Exit codes: 0 all proved; 2 usage or configuration; 3 internal error; 4 a module could not be "
    "read; 10 failed or unknown; 11 a proof is omitted or missing; 12 nothing selected; 13 the ledger "
    "regressed; 130 Ctrl-C.",
)
app.command("all")(all.command)
app.command("check")(check.command)
app.command("list")(list.command)
app.command("show")(show.command)
app.command("explain")(explain.command)
app.command("minimise")(minimise.command)
app.command("audit")(audit.command)
app.command("stability")(stability.command)
app.command("report")(report.command)
app.add_typer(ledger.app, name="ledger")


@app.callback(invoke_without_command=True)
def _verify(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    """Check TLA+ proofs with SMT solvers, one proof step at a time."""
    if version:
        from tlaverify.cli.internal import version as installed

        print(f"verify {installed()}")
        raise typer.Exit


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; prints, but raises nothing."""
    machine = _wants_json(arguments)
    return guarded(lambda: _dispatch(arguments, machine), machine)


def main() -> None:
    """The entry point of the installed ``verify``."""
    more_recursion()
    _open_streams()
    sys.exit(run(sys.argv[1:]))


def _open_streams() -> None:
    """Open the streams that were closed at the start of the command: no file may take their place."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(descriptor, True)  # the workers' streams too
    os.close(descriptor)
    sys.stdout = sys.stdout or os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = sys.stderr or os.fdopen(2, "w", encoding="utf-8", closefd=False)


def _dispatch(arguments: Sequence[str], machine: bool) -> int:
    usage_error: Any = typer.BadParameter.__bases__[0]  # typer names its UsageError nowhere else
    try:
        code = typer.main.get_command(app).main([*arguments], prog_name="verify", standalone_mode=False)
    except usage_error as error:
        return _usage(error, machine)
    except typer.Exit as leave:
        return int(leave.exit_code)
    except typer.Abort:
        raise KeyboardInterrupt from None
    return int(code or 0)


def _usage(error: Exception, machine: bool) -> int:
    from tlaverify.kernel.diagnostic import Diagnostic

    context = getattr(error, "ctx", None)
    message = getattr(error, "format_message", error.__str__)()
    if not message or "\n" in message:  # no command at all: the message is the help
        print(message or (context.get_help() if context else ""), file=sys.stderr)
        return Exit.USAGE
    path = context.command_path if context is not None else "verify"
    return report_problem(
        [Diagnostic("usage", message.rstrip("."), hints=(f"{path} --help",))], Exit.USAGE, machine
    )


def _wants_json(arguments: Sequence[str]) -> bool:
    words = [*arguments]
    if next((w for w in words if not w.startswith("-")), "") == "report":
        return False  # its --json takes a file
    return (
        "--json" in words
        or "--output-format=json" in words
        or any(pair == ("--output-format", "json") for pair in pairwise(words))
    )


if __name__ == "__main__":
    main()
