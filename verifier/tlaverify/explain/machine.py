"""The evaluator in the states of a counterexample."""

from __future__ import annotations

from tlaverify.evaluate.evaluate import Interpretation, values_at_hand
from tlaverify.evaluate.frames import Frame
from tlaverify.evaluate.machine import Machine
from tlaverify.evaluate.work import Work

__all__ = ["machine_of"]


def machine_of(meaning: Interpretation) -> tuple[Machine, Frame]:
    """The evaluator in the interpretation, and its first state."""
    following = None if meaning.next_state is None else Frame(dict(meaning.next_state), None)
    work = Work(models=values_at_hand(meaning), witnesses=meaning.witnesses)
    machine = Machine(meaning.constants, meaning.definitions, meaning.descending, work)
    return machine, Frame(dict(meaning.state), following)
