"""Recursion over deep trees: in a thread of its own, whose stack is large.

Texts may nest some hundred levels deep, and chains of operators thousands; the stack of the main thread is as
large as the system made it, and Python's limit on recursion is there to protect that one.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Final, TypeVar

__all__ = ["deeply", "more_recursion"]

T = TypeVar("T")

_STACK: Final = 256 << 20
"""Bytes of address space; memory is taken as it is used."""

_RECURSION: Final = 200_000

_RECURSION_HERE: Final = 3_000 if sys.platform == "win32" else 10_000
"""What the stack of a main thread bears: 8 MiB, on Windows 2 MiB."""

_POLL: Final = 0.5


def more_recursion() -> None:
    """Let the main thread go as deep as its stack bears; for the program's beginning."""
    sys.setrecursionlimit(max(sys.getrecursionlimit(), _RECURSION_HERE))


def deeply(work: Callable[[], T]) -> T:
    """What ``work`` returns or raises, with room for deep recursion; only one at a time.

    Ctrl-C is raised here at once; the work is then left to itself, and ends with the process.
    """
    done: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:
            failed.append(error)

    limit, size = sys.getrecursionlimit(), threading.stack_size(_STACK)
    sys.setrecursionlimit(max(limit, _RECURSION))
    try:
        thread = threading.Thread(target=run, name="deep", daemon=True)
        thread.start()
        while thread.is_alive():
            thread.join(_POLL)  # a join without end could not be interrupted on Windows
    finally:
        threading.stack_size(size)
        sys.setrecursionlimit(limit)
    if failed:
        raise failed[0]
    return done[0]
