"""How stable an obligation is, from how many of its mutants were solved.

After Zhou et al., "Mariposa" (FMCAD 2023): there a query is *stable*, *unstable* or *unsolvable* by
hypothesis tests on the success rate of its mutants, and *inconclusive* where too few were tried.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from enum import Enum
from statistics import NormalDist
from typing import Final

__all__ = ["Category", "counted", "inferred"]

SOLVABLE: Final = 0.05
"""Below this success rate a query counts as unsolvable."""

STABLE: Final = 0.95
"""Above this success rate it counts as stable."""

SIGNIFICANCE: Final = 0.05

ENOUGH: Final = 52
"""With fewer mutants no success rate, not even 100 %, is significantly above STABLE; the paper has 60."""


class Category(Enum):
    """In the words of the paper."""

    STABLE = "stable"
    UNSTABLE = "unstable"
    UNSOLVABLE = "unsolvable"
    INCONCLUSIVE = "inconclusive"


def counted(solved: int, tried: int) -> Category:
    """What the variants show as they are: one that fails is enough for UNSTABLE.

    Stricter than ``inferred``, and certain: it tells of these variants, not of all that there might be.

    >>> counted(19, 20)
    <Category.UNSTABLE: 'unstable'>
    """
    if not tried:
        return Category.INCONCLUSIVE
    if solved == tried:
        return Category.STABLE
    return Category.UNSTABLE if solved else Category.UNSOLVABLE


def inferred(counts: Iterable[tuple[int, int]]) -> Category:
    """The paper's category from (solved, tried) of each kind of mutation, at the 5 % level.

    A kind by itself is unsolvable if the rate is significantly below 5 %, unstable if significantly below
    95 %, stable if significantly above it.  Kinds that disagree make the query unstable; one with fewer than
    ENOUGH mutants does not count.

    >>> inferred([(60, 60), (60, 60)]), inferred([(60, 60), (40, 60)]), inferred([(10, 10)])
    (<Category.STABLE: 'stable'>, <Category.UNSTABLE: 'unstable'>, <Category.INCONCLUSIVE: 'inconclusive'>)
    """
    found = {_one(solved, tried) for solved, tried in counts if tried >= ENOUGH} - {Category.INCONCLUSIVE}
    if not found:
        return Category.INCONCLUSIVE
    return found.pop() if len(found) == 1 else Category.UNSTABLE


def _one(solved: int, tried: int) -> Category:
    if _below(solved, tried, SOLVABLE) <= SIGNIFICANCE:
        return Category.UNSOLVABLE
    below = _below(solved, tried, STABLE)
    if below <= SIGNIFICANCE:
        return Category.UNSTABLE
    return Category.STABLE if 1 - below <= SIGNIFICANCE else Category.INCONCLUSIVE


def _below(solved: int, tried: int, rate: float) -> float:
    """How likely so few successes are if each has the probability ``rate`` (one-proportion Z-test)."""
    deviation = math.sqrt(rate * (1 - rate) / tried)
    return NormalDist().cdf((solved / tried - rate) / deviation)
