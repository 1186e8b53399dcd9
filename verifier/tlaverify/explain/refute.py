"""The quick search for a counterexample that the workers make for every step that is not proved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tlaverify.encodings.finite.scope import Scope
from tlaverify.explain.counterexample import Counterexample, find_counterexample
from tlaverify.explain.text import counterexample_lines
from tlaverify.kernel.sequent import Obligation

__all__ = ["QUICK", "Refutation", "refute"]

_STEPS: Final = 60_000
QUICK: Final = (
    Scope(2, 2, steps=_STEPS), Scope(2, 2, loose=True, steps=_STEPS), Scope(0, 2, steps=_STEPS),
    Scope(2, 3, steps=_STEPS),
)


@dataclass(frozen=True, slots=True)
class Refutation:
    """A confirmed counterexample with its explanation; ``Refuted`` carries it."""

    counterexample: Counterexample
    text: tuple[str, ...]


def refute(obligation: Obligation) -> Refutation | None:
    """A counterexample in the smallest scopes, or None."""
    found = find_counterexample(obligation, QUICK, budget=4_000_000)
    if found is None:
        return None
    return Refutation(found, tuple(counterexample_lines(obligation, found)))
