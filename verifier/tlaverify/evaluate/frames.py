"""States and environments of an evaluation.

TLA+ definitions are expanded by substitution, so an argument is evaluated where
the parameter stands in the body: under a prime it is evaluated in the next state.
Arguments are therefore passed by name, as a ``Thunk`` with a cache per state.  A
variable bound by a quantifier is rigid and is bound to a value.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tlaverify.evaluate.values import Undefined, Value
from tlaverify.kernel.term import Symbol, Term

__all__ = ["Closure", "Env", "Frame", "Thunk"]


@dataclass(eq=False, slots=True)
class Frame:
    """A state, with the state that primes refer to (None: there is none)."""

    state: dict[Symbol, Value]
    following: Frame | None
    memo: dict[Symbol, Value | Undefined] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Thunk:
    """An argument not yet evaluated."""

    term: Term
    env: Env
    memo: dict[Frame, Value | Undefined] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Closure:
    """An operator argument or a LET operator; ``depth`` counts a recursive one's unfoldings."""

    params: tuple[Symbol, ...]
    body: Term
    env: Env


Env = dict[Symbol, Value | Thunk | Closure]
