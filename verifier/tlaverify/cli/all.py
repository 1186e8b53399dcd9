"""``verify all [PATH...]``: every theorem of every module found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from tlaverify.cli.flags import RunFlags, with_flags

__all__ = ["command"]

Selectors = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH",
        help="Modules and folders; without any, the configured paths, else the working directory.",
        show_default=False,
    ),
]


def verify_all(selectors: Sequence[str], flags: RunFlags) -> int:
    """Verify every theorem of every module found."""
    from tlaverify.cli.config import read_settings
    from tlaverify.cli.prove import prove

    return prove(selectors, flags, read_settings(flags.settings()), flags.reports or ())


command = with_flags(RunFlags, Selectors, verify_all)
