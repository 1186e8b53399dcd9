"""Values that depend on the inputs of a circuit.

A ``Choice`` is one of several concrete values, each under a guard; a ``SymbolicSet``
has a fixed stock of concrete elements, each in it under a guard; a ``SymbolicFunction``
has a fixed stock of concrete arguments, some in its domain under a guard, and symbolic
values.  The guards of a Choice exclude each other; where none holds the value is undefined.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tlaverify.encodings.finite.circuit import TRUE, Lit
from tlaverify.evaluate.values import Value

__all__ = ["Choice", "Formula", "Space", "Symbolic", "SymbolicFunction", "SymbolicSet"]


@dataclass(eq=False, slots=True)
class Choice:
    items: dict[Value, Lit]


@dataclass(eq=False, slots=True)
class SymbolicSet:
    items: dict[Value, Lit]


@dataclass(eq=False, slots=True)
class SymbolicFunction:
    """``guards`` says when an argument is in the domain, for those that are not always in it."""

    items: dict[Value, Symbolic]
    guards: dict[Value, Lit] = field(default_factory=dict)

    def domain(self) -> dict[Value, Lit]:
        """The arguments, each with the guard under which it is in the domain."""
        return {k: self.guards.get(k, TRUE) for k in self.items}


@dataclass(frozen=True, slots=True)
class Formula:
    """``holds``: surely TRUE; ``fails``: surely FALSE; neither where the formula is undefined."""

    holds: Lit
    fails: Lit


@dataclass(eq=False, slots=True)
class Space:
    """A set built by ``op`` (SUBSET, [->], RECSET, \\X, Seq, \\cup) from symbolic parts."""

    op: str
    parts: tuple[Symbolic, ...]


Symbolic = Value | Choice | SymbolicSet | SymbolicFunction | Space
