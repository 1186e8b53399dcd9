"""What a tree of steps is made of: light, so that reports of what was proved earlier need no parser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tlaverify.kernel.sequent import Place

__all__ = ["StepOutline"]


@dataclass(frozen=True, slots=True)
class StepOutline:
    """A theorem or step.

    id        ``Module!Theorem`` or ``Module!Theorem!<1>2``.
    name      its own part of the id: the theorem's name, ``<1>2``, ``<1>#3``, ``<1>QED``.
    alias     another name that the text gives it: the label of a named QED step.
    keyword   LEMMA, THEOREM ... for a theorem; SUFFICES, CASE, PICK, QED ... for a step, "" for an assertion.
    head      its statement (for a step from its ``<1>2``), without the proof.
    place     all of it, the proof included.
    """

    id: str
    name: str
    keyword: str
    head: Place
    place: Place
    alias: str | None = None
    children: tuple[StepOutline, ...] = ()

    def walk(self) -> Iterator[StepOutline]:
        """This one, then everything below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()
