"""From an obligation to first-order terms: the entry of the encodings."""

from __future__ import annotations

from dataclasses import dataclass

from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.term import Term

__all__ = ["Prepared", "prepare"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """The hypotheses and the goal as first-order terms; ``names[i]`` is what hypothesis i is cited by."""

    hypotheses: tuple[Term, ...]
    goal: Term
    names: tuple[str, ...]


def prepare(obligation: Obligation) -> Prepared:
    """The obligation with visible definitions expanded, primes distributed and the rest made opaque."""
    raise NotImplementedError
