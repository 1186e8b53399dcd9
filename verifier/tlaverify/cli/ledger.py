"""``verify ledger update|diff|check``: the committed record of what is proved."""

from __future__ import annotations

import typer

from tlaverify.cli import ledger_check, ledger_diff, ledger_update

__all__ = ["app"]

app = typer.Typer(
    help="The committed record of what is proved: update it, see what changed, check against it in CI.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)
app.command("check")(ledger_check.command)
app.command("diff")(ledger_diff.command)
app.command("update")(ledger_update.command)
