"""``verify check SELECTOR...``: only the theorems and steps that are selected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from tlaverify.cli.flags import RunFlags, with_flags

__all__ = ["command"]

Selectors = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SELECTOR",
        help="MODULE!THEOREM, MODULE!THEOREM!<1>2, FILE:LINE, FILE, or a pattern with *.",
        show_default=False,
    ),
]


def verify_check(selectors: Sequence[str], flags: RunFlags) -> int:
    """Verify the theorems and steps that are selected."""
    from tlaverify.cli.config import UsageProblem, read_settings
    from tlaverify.cli.prove import prove

    if not selectors and flags.keywords is None:
        raise UsageProblem(
            "nothing is selected", "name a theorem, a step or a file, or use -k; or: verify all"
        )
    return prove(selectors, flags, read_settings(flags.settings()), flags.reports or ())


command = with_flags(RunFlags, Selectors, verify_check)
