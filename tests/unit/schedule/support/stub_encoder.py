"""An encoder for the scheduler's tests: an obligation's goal is a string that says what to do.

``smt: TEXT``        one query of TEXT for every strategy; ``smt: A || B`` two parts.
``only S: TEXT``     the same for the strategy S; others do not apply.
``inexact: TEXT``    a query that proves nothing.
``none``             no strategy applies.
``empty``            an empty tuple of queries.
``raise``            an unexpected exception.     ``deep``  endless recursion.
``crash``            ends the process on the spot. ``crash-once FILE`` the first time only.
``hog``              asks for memory without end.
``definitions``      unsat if the obligation's definitions have arrived whole.
"""

from __future__ import annotations

import os
from pathlib import Path

from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.term import Str
from tlaverify.kernel.verdict import Query


class NotApplicable(Exception):
    """As the real encoder's."""


def encode(obligation: Obligation, strategy: str) -> tuple[Query, ...]:
    assert isinstance(obligation.goal, Str)
    what, _, rest = obligation.goal.value.partition(": ")
    exact = what != "inexact"
    if what.startswith("only "):
        if what != f"only {strategy}":
            raise NotApplicable(f"{strategy} cannot express this")
    elif what not in ("smt", "inexact"):
        rest = _special(what, rest, obligation)
    texts = rest.split(" || ") if rest else []
    return tuple(
        Query(obligation.id, text, exact, f"{strategy}/1", part, len(texts))
        for part, text in enumerate(texts)
    )


def _special(what: str, rest: str, obligation: Obligation) -> str:
    match what:
        case "none":
            raise NotApplicable("nothing applies")
        case "empty":
            return ""
        case "raise":
            raise KeyError("surprise")
        case "deep":
            return _deep()
        case "crash":
            os._exit(139)
        case "crash-once":
            path = Path(rest)
            if not path.exists():
                path.touch()
                os._exit(139)
            return "(assert false)"
        case "hog":
            hoard = []
            while True:
                hoard.append(bytearray(1 << 24))
        case "definitions":
            names = sorted(s.name for s in obligation.definitions)
            visible = sorted(s.name for s in obligation.visible)
            return "(assert false)" if f"{names} {visible}" == rest else "(assert true)"
    raise AssertionError(what)


def _deep() -> str:
    return _deep() + "x"


class Closed:
    """As ``ptl.Closed``."""

    def __init__(self, obligation: str) -> None:
        self.obligation = obligation
        self.closed = True
        self.states = 3


class Open:
    """As ``ptl.Open``."""


def decide(obligation: Obligation) -> object:
    assert isinstance(obligation.goal, Str)
    if "raise" in obligation.goal.value:
        raise KeyError("surprise")
    return Closed(obligation.id) if obligation.goal.value == "valid" else Open()
