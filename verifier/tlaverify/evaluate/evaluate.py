"""The value of a term in an interpretation, with TLA+'s meaning.

Sources: L. Lamport, "Specifying Systems", chapters 16 (constant operators) and
17.2 (priming, levels); the standard modules, chapter 18.  What those leave open is
``Undefined``; an Undefined answer may also mean that the evaluator cannot tell (an
infinite set, a budget).  TRUE and FALSE are always right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from tlaverify.evaluate.frames import Frame
from tlaverify.evaluate.machine import Machine
from tlaverify.evaluate.values import (
    FiniteSet,
    Function,
    Integer,
    Model,
    Undefined,
    Value,
)
from tlaverify.evaluate.work import OutOfWork, Work
from tlaverify.kernel.rewrite import subterms
from tlaverify.kernel.sequent import Definition
from tlaverify.kernel.term import Lambda, Num, Symbol, Term

__all__ = ["Interpretation", "evaluate", "truth", "values_at_hand"]

Operator = Callable[[tuple[Value, ...]], Value | Undefined]


@dataclass(frozen=True)
class Interpretation:
    """What the symbols of a term mean.

    constants    declared constants: a value; for an operator a closed Lambda or a function of values.
    state        the variables (and NEW STATE symbols) in the first state.
    next_state   the same in the second state, for primed ones; None where there is none.
    definitions  what DEFINED symbols stand for.
    descending   CHOOSE from a finite set takes the last element of the order on values, not the first:
                 a second choice operator, to tell what depends on the choice from what does not.
    steps        the budget of one evaluation in elementary steps (no time is involved).
    witnesses    values to try in quantifiers over sets that cannot be enumerated: they can but decide
                 what would be Undefined without them.
    """

    constants: Mapping[Symbol, Value | Lambda | Operator] = field(default_factory=dict)
    state: Mapping[Symbol, Value] = field(default_factory=dict)
    next_state: Mapping[Symbol, Value] | None = None
    definitions: Mapping[Symbol, Definition] = field(default_factory=dict)
    descending: bool = False
    steps: int = 2_000_000
    witnesses: tuple[Value, ...] = ()


_NEAR: Final = (0, 1, -1, 2, -2, 3, 4, 5)


def evaluate(term: Term, interpretation: Interpretation) -> Value | Undefined:
    """The value of ``term`` (of constant, state or action level) in ``interpretation``.

    Undefined where TLA+ does not determine the value, where a symbol has no
    meaning in the interpretation, and where the budget runs out.
    """
    ints, values = _integers(term, interpretation), values_at_hand(interpretation)
    work = Work(steps=interpretation.steps, ints=ints, models=values, witnesses=interpretation.witnesses)
    following = None if interpretation.next_state is None else Frame(dict(interpretation.next_state), None)
    frame = Frame(dict(interpretation.state), following)
    machine = Machine(interpretation.constants, interpretation.definitions, interpretation.descending, work)
    try:
        return machine.value(term, {}, frame)
    except OutOfWork:
        return Undefined("the evaluation's step budget")
    except RecursionError:
        return Undefined("nested too deeply to be evaluated")


def truth(term: Term, interpretation: Interpretation) -> bool | Undefined:
    """The truth value of a formula; Undefined also for a value that is not Boolean."""
    from tlaverify.evaluate.machine import as_truth

    return as_truth(evaluate(term, interpretation))


def _atoms(value: Value, out: dict[Value, None], depth: int = 0) -> None:
    """The values in ``value``, itself included."""
    if len(out) > 400:
        return
    out[value] = None
    if isinstance(value, FiniteSet):
        for e in value.sorted():
            _atoms(e, out, depth + 1)
    elif isinstance(value, Function):
        for k, v in value.items.items():
            _atoms(k, out, depth + 1)
            _atoms(v, out, depth + 1)


def values_at_hand(interpretation: Interpretation) -> tuple[Value, ...]:
    """The values that occur in the interpretation, with a few small numbers and one that occurs nowhere."""
    out: dict[Value, None] = {}
    for group in (interpretation.constants, interpretation.state, interpretation.next_state or {}):
        for value in group.values():
            if isinstance(value, Value):
                _atoms(value, out)
    for n in _NEAR:
        out[Integer(n)] = None
    out[Model("choice!0")] = None
    return tuple(out)


def _integers(term: Term, interpretation: Interpretation) -> tuple[int, ...]:
    found = set(_NEAR)
    for t in subterms(term):
        if isinstance(t, Num):
            found |= {t.value - 1, t.value, t.value + 1}
    for v in values_at_hand(interpretation):
        if isinstance(v, Integer):
            found |= {v.value - 1, v.value, v.value + 1}
    return tuple(sorted(found, key=lambda n: (abs(n), n < 0))[:60])


