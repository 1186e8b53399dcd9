"""Work without Python's search for garbage in cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["settled", "uncollected"]


@contextmanager
def uncollected() -> Iterator[None]:
    """Within, nothing looks for garbage in cycles: for work that makes many small objects and few cycles.

    What it makes and lets go of is freed at once all the same; only to go through all that lives, again and
    again, would take time, and the more the more lives.  What lives at its end counts as old, which is seldom
    gone through.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


@contextmanager
def settled() -> Iterator[None]:
    """Within, what lives now is not looked through for garbage: for work all through which it stays alive.

    What is made within is looked through as ever.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
