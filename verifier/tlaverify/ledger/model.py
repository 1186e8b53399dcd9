"""What a ledger holds: one module's theorems and obligations, as they were when it was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tlaverify.kernel.sequent import Place

__all__ = ["FORMAT", "Assumption", "Defined", "Ledger", "ObligationLine", "Recorded", "TheoremLine"]

FORMAT = 1
"""The number in ``format``: it changes with any change of what a line holds or means."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """An ASSUME or AXIOM of the module or of one that it extends: ``Module!Name``."""

    assumption: str
    keyword: str
    statement: str


@dataclass(frozen=True, slots=True)
class Defined:
    """A definition of the module or of one that it extends, with the digest of its own text."""

    definition: str
    statement: str


@dataclass(frozen=True, slots=True)
class TheoremLine:
    """A theorem with the digest of what it says, and what it rests on: ``kind name``, sorted."""

    theorem: str
    statement: str
    verdict: str
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ObligationLine:
    """An obligation by its id, with the digest of what is to be proved and who proved it."""

    step: str
    statement: str
    verdict: str
    encoding: str
    solver: str
    version: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """One file; ``path`` is the module's file, relative to the ledger's folder."""

    module: str
    path: str
    assumptions: tuple[Assumption, ...] = ()
    definitions: tuple[Defined, ...] = ()
    theorems: tuple[TheoremLine, ...] = ()
    obligations: tuple[ObligationLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Recorded:
    """The ledger of a run, with what a ledger does not hold and a message needs.

    places   where the theorems, assumptions and obligations stand.
    reasons  why an obligation is not proved.
    reaches  the definitions that a theorem's statement reaches.
    chains   for a theorem and one of its ``rests_on``, the theorems that lead there.
    """

    ledger: Ledger
    places: Mapping[str, Place] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    reaches: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    chains: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
