"""``verify ledger diff``: what changed since the ledgers were written, in words.  Writes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from tlaverify.cli.flags import with_flags
from tlaverify.cli.ledger_check import compare_with_ledgers
from tlaverify.cli.ledger_flags import LedgerFlags, Paths

__all__ = ["command"]


def ledger_diff(selectors: Sequence[str], flags: LedgerFlags) -> int:
    """Show what changed since the ledgers were written; the exit codes are those of check."""
    return compare_with_ledgers(selectors, flags, all_changes=True)


command = with_flags(LedgerFlags, Paths, ledger_diff)
