"""States and environments of a grounding; see ``evaluate/frames.py`` for why arguments are passed by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tlaverify.encodings.finite.symbolic import Symbolic
from tlaverify.kernel.term import Symbol, Term

__all__ = ["Closure", "Env", "Frame", "Thunk"]


@dataclass(eq=False, slots=True)
class Frame:
    """A state, with the state that primes refer to."""

    state: dict[Symbol, Symbolic]
    following: Frame | None
    memo: dict[Any, Any] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Thunk:
    """An argument not yet evaluated."""

    term: Term
    env: Env
    memo: dict[Frame, Symbolic | None] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Closure:
    """An operator argument or a LET operator."""

    params: tuple[Symbol, ...]
    body: Term
    env: Env


Env = dict[Symbol, "Symbolic | Thunk | Closure"]
