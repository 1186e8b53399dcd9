"""Three-valued connectives: Undefined is "TLA+ does not say which".

They are Kleene's strong ones.  ``FALSE /\\ e`` is FALSE whatever value e has: that
is common to the moderate and the liberal reading of the Boolean operators
("Specifying Systems", section 16.1.3).
"""

from __future__ import annotations

from collections.abc import Iterable

from tlaverify.evaluate.values import Truth, Undefined

__all__ = ["all_of", "any_of", "both", "negate"]


def negate(a: Truth) -> Truth:
    return a if isinstance(a, Undefined) else not a


def both(a: Truth, b: Truth) -> Truth:
    return all_of((a, b))


def all_of(items: Iterable[Truth]) -> Truth:
    """Conjunction; stops at the first FALSE."""
    unknown: Undefined | None = None
    for item in items:
        if isinstance(item, Undefined):
            unknown = unknown or item
        elif not item:
            return False
    return True if unknown is None else unknown


def any_of(items: Iterable[Truth]) -> Truth:
    """Disjunction; stops at the first TRUE."""
    unknown: Undefined | None = None
    for item in items:
        if isinstance(item, Undefined):
            unknown = unknown or item
        elif item:
            return True
    return False if unknown is None else unknown
