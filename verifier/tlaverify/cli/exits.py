"""Exit codes, and which one wins where several hold."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

__all__ = ["Exit", "first_of"]


class Exit(IntEnum):
    """What ``verify`` tells its caller; 3, 10, 11 and 12 are the codes of tlapm's ``--strict``."""

    PROVED = 0
    USAGE = 2  # also configuration
    INTERNAL = 3
    UNREADABLE = 4  # a module has a syntax or semantic error, or cannot be read
    FAILED = 10  # an obligation failed or stayed unknown
    INCOMPLETE = 11  # a proof is omitted or missing
    NOTHING = 12  # nothing was selected
    REGRESSED = 13  # the ledger
    INTERRUPTED = 130  # Ctrl-C, as shells count it


_ORDER = (
    Exit.INTERRUPTED,
    Exit.USAGE,
    Exit.INTERNAL,
    Exit.UNREADABLE,
    Exit.REGRESSED,
    Exit.FAILED,
    Exit.INCOMPLETE,
    Exit.NOTHING,
)


def first_of(codes: Iterable[Exit]) -> Exit:
    """The code that wins: the first of 130, 2, 3, 4, 13, 10, 11, 12 that holds; 0 if none does."""
    held = set(codes)
    return next((code for code in _ORDER if code in held), Exit.PROVED)
