"""The flags of the ledger commands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from tlaverify.cli.flags import ProofFlags

__all__ = ["CheckFlags", "LedgerFlags", "Paths", "refuse_keywords"]

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH",
        help="Modules and folders; without any, the configured paths and all that the ledgers list.",
        show_default=False,
    ),
]


@dataclass(frozen=True, slots=True)
class LedgerFlags(ProofFlags):
    """The flags of ``update`` and ``diff``."""

    ledgers: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="The folder of the ledgers (default: the setting ledgers)."),
    ] = None

    def settings(self) -> dict[str, Any]:
        return ProofFlags.settings(self) | {"ledgers": self.ledgers}


@dataclass(frozen=True, slots=True)
class CheckFlags(LedgerFlags):
    """The flags of ``check``, which proves afresh unless told."""

    trust_cache: Annotated[
        bool,
        typer.Option("--trust-cache", help="Take outcomes from the cache; else all is proved afresh."),
    ] = False

    def settings(self) -> dict[str, Any]:
        given = LedgerFlags.settings(self)
        return given if self.trust_cache else given | {"cache": False}


def refuse_keywords(flags: LedgerFlags, formats: Sequence[str], chosen: str) -> None:
    """Raise UsageProblem for what these commands do not take."""
    from tlaverify.cli.config import UsageProblem

    if flags.keywords is not None:
        raise UsageProblem("-k: a ledger is of whole modules", "name files or folders, or nothing for all")
    if chosen not in formats:
        raise UsageProblem(f"there is no {chosen} here", f"formats: {', '.join(formats)}")
