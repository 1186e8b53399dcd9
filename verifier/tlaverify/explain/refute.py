"""The quick search for a counterexample that the workers make for every step that is not proved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tlaverify.encodings.finite.scope import Scope
from tlaverify.explain.counterexample import Counterexample, find_counterexample
from tlaverify.explain.names import shortly_named
from tlaverify.explain.reading import Reading, read_counterexample
from tlaverify.explain.text import short_lines
from tlaverify.kernel.sequent import Obligation

__all__ = ["QUICK", "Refutation", "refute"]

_STEPS: Final = 60_000
_CANDIDATES: Final = 3
QUICK: Final = (
    Scope(2, 2, steps=_STEPS), Scope(2, 2, loose=True, steps=_STEPS), Scope(0, 2, steps=_STEPS),
    Scope(2, 3, steps=_STEPS),
)


@dataclass(frozen=True, slots=True)
class Refutation:
    """A confirmed counterexample with its reading; ``Refuted`` carries it."""

    counterexample: Counterexample
    reading: Reading

    @property
    def code(self) -> str:
        """The diagnostic's code: what is false of the state after is not inductive."""
        return "not-inductive" if self.reading.inductive else "refuted"

    def lines(self, width: int) -> list[str]:
        """The short form, in lines of at most ``width`` columns."""
        return short_lines(self.reading, width)


def refute(obligation: Obligation) -> Refutation | None:
    """A counterexample in the smallest scopes, or over what a few models have, or None."""
    found = find_counterexample(obligation, QUICK, budget=4_000_000, candidates=_CANDIDATES)
    if found is None:
        return None
    found = shortly_named(obligation, found)
    return Refutation(found, read_counterexample(obligation, found))
