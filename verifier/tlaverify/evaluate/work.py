"""The budget of one evaluation and the values it looks for witnesses among."""

from __future__ import annotations

from dataclasses import dataclass, field

from tlaverify.evaluate.values import Value

__all__ = ["OutOfWork", "Work"]


class OutOfWork(Exception):
    """The step budget is used up; the evaluation's result is Undefined."""


@dataclass(slots=True)
class Work:
    """steps   how many more elementary steps may be made (a deterministic measure, no time).
    size    the largest number of elements a set may have to be enumerated.
    ints    integers near those that occur in the interpretation, for quantifiers over Nat and Int.
    models  the values at hand, for unbounded quantifiers.
    witnesses  values that a quantifier over what cannot be enumerated is tried with before it is given up.
    """

    steps: int = 2_000_000
    size: int = 20_000
    ints: tuple[int, ...] = (0, 1, 2, 3, -1, -2)
    models: tuple[Value, ...] = field(default=())
    witnesses: tuple[Value, ...] = field(default=())

    def spend(self, steps: int = 1) -> None:
        """Use up ``steps``; raises OutOfWork when there are none left."""
        self.steps -= steps
        if self.steps < 0:
            raise OutOfWork
