"""Queries, what a solver answered, and verdicts.

``Proved`` is made by the functions below and by nothing else in the program:
``prove`` from an exact query's ``unsat``, ``prove_trivial`` from a goal that is
identical to a usable hypothesis, ``prove_temporal`` from the temporal decision
procedure.  ``restore`` gives back what ``seal`` wrote down of one that those have made.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.sequent import Sequent as _Sequent
from tlaverify.kernel.term import is_builtin

__all__ = [
    "Answer", "Error", "Omitted", "Outcome", "Proved", "Query", "Refuted", "Unknown", "Verdict",
    "prove", "prove_temporal", "prove_trivial", "restore", "seal", "worst",
]


@dataclass(frozen=True, slots=True)
class Query:
    """An SMT-LIB script up to, not including, ``(check-sat)``.

    exact     the unsatisfiability of all ``parts`` queries of this encoding of the
              obligation implies that the obligation is valid.
    encoding  the encoding's name, version and options, ``typed/1 def``.
    part      which one of ``parts`` this is, from 0 (a goal may be split).
    """

    obligation: str
    text: str
    exact: bool
    encoding: str
    part: int = 0
    parts: int = 1


class Answer(Enum):
    UNSAT = "unsat"
    SAT = "sat"
    UNKNOWN = "unknown"
    ERROR = "error"  # crashed, killed, or printed anything that is not an answer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a solver said of one query.

    reason    for UNKNOWN and ERROR: which budget fired, or the first words of the error.
    resources the solver's own deterministic count (Z3's rlimit, cvc5's), 0 if unknown.
    seconds   wall time, for reports only.
    """

    answer: Answer
    solver: str
    version: str
    reason: str = ""
    resources: int = 0
    seconds: float = 0.0
    model: str = ""
    core: tuple[str, ...] = ()


_KEY: Final = object()


class Proved:
    """The obligation is valid.  Only this module can make one."""

    __slots__ = ("budget", "encoding", "resources", "seconds", "solver", "version")

    def __init__(
        self, key: object, solver: str, version: str, encoding: str, budget: str,
        resources: int, seconds: float,
    ) -> None:
        if key is not _KEY:
            raise TypeError("Proved is made by kernel.verdict only")
        self.solver: Final = solver
        self.version: Final = version
        self.encoding: Final = encoding
        self.budget: Final = budget
        self.resources: Final = resources
        self.seconds: Final = seconds

    def __repr__(self) -> str:
        return f"Proved({self.solver}, {self.encoding})"


@dataclass(frozen=True, slots=True)
class Refuted:
    """A counterexample that the evaluator has confirmed."""

    counterexample: object


@dataclass(frozen=True, slots=True)
class Unknown:
    """Neither; ``reason`` says which budgets fired or why nothing was tried."""

    reason: str
    budget: str = ""
    seconds: float = 0.0
    attempts: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class Omitted:
    reason: str = "the proof is omitted"


@dataclass(frozen=True, slots=True)
class Error:
    """The obligation could not be made or run; ``told``: a diagnostic of the input gives the cause."""

    reason: str
    told: bool = False


Verdict = Proved | Refuted | Unknown | Omitted | Error


def prove(
    obligation: Obligation, answered: Sequence[tuple[Query, Outcome]], budget: str
) -> Proved | None:
    """``Proved`` if ``answered`` holds an unsat for every part of one exact encoding of ``obligation``.

    budget: the budget under which the parts were run, in words, for the record.
    Returns None in every other case: a part missing, of another obligation or
    encoding, not exact, or answered by anything but unsat.
    """
    if obligation.omitted or obligation.refused or not answered:
        return None
    first = answered[0][0]
    for query, outcome in answered:
        if outcome.answer is not Answer.UNSAT or not query.exact:
            return None
        if query.obligation != obligation.id:
            return None
        if (query.encoding, query.parts) != (first.encoding, first.parts):
            return None
    if {query.part for query, _ in answered} != set(range(first.parts)):
        return None
    solvers = sorted({outcome.solver for _, outcome in answered})
    versions = sorted({outcome.version for _, outcome in answered})
    return Proved(
        _KEY, "+".join(solvers), "+".join(versions), first.encoding, budget,
        sum(o.resources for _, o in answered), sum(o.seconds for _, o in answered),
    )


def prove_trivial(obligation: Obligation) -> Proved | None:
    """``Proved`` if the goal is TRUE or identical to a usable hypothesis (or one is FALSE), else None."""
    if obligation.omitted or obligation.refused:
        return None
    hit = is_builtin(obligation.goal, "TRUE") or any(
        not isinstance(h.statement, _Sequent)
        and (h.statement == obligation.goal or is_builtin(h.statement, "FALSE"))
        for h in obligation.hypotheses
    )
    return Proved(_KEY, "trivial", "1", "trivial", "", 0, 0.0) if hit else None


def prove_temporal(obligation: Obligation, refutation: object, seconds: float) -> Proved | None:
    """``Proved`` from a closed tableau (``obligations.ptl.Closed``) of the negated abstraction."""
    closed_for = getattr(refutation, "obligation", None)
    if obligation.omitted or obligation.refused:
        return None
    if closed_for != obligation.id or getattr(refutation, "closed", False) is not True:
        return None
    return Proved(_KEY, "ptl", "1", "temporal/1", "", getattr(refutation, "states", 0), seconds)


Sealed = list[str | int | float]
"""Solver, version, encoding, budget, resources and seconds of a ``Proved``, and the seal."""


def seal(proved: Proved, obligation: str, key: str) -> Sealed:
    """``proved``, the verdict of the obligation with that id, as plain values for a cache.

    key: a digest of everything from which a run would find the verdict again: the text of the module and
    of all that it rests on, this program, the solvers, the options.
    Raises TypeError for anything but a ``Proved``.
    """
    if type(proved) is not Proved:
        raise TypeError("only what is proved can be sealed")
    fields: Sealed = [
        proved.solver, proved.version, proved.encoding, proved.budget, int(proved.resources),
        float(proved.seconds),
    ]
    return [*fields, _seal(fields, obligation, key)]


def restore(sealed: object, obligation: str, key: str) -> Proved | None:
    """The verdict that was sealed for this very obligation under this very key; None for anything else.

    The seal is a checksum against damage and mixing up, not a signature: who can write the cache and wants to
    deceive can also write this program.
    """
    if not isinstance(sealed, list) or [type(v) for v in sealed] != [str, str, str, str, int, float, str]:
        return None
    *fields, mark = sealed
    if not key or mark != _seal(fields, obligation, key):
        return None
    solver, version, encoding, budget, resources, seconds = fields
    return Proved(_KEY, solver, version, encoding, budget, resources, seconds)


def _seal(fields: Sealed, obligation: str, key: str) -> str:
    return hashlib.sha256(json.dumps(["proved", key, obligation, fields]).encode()).hexdigest()


_RANK: Final = {Error: 4, Refuted: 3, Unknown: 2, Omitted: 1, Proved: 0}


def worst(verdicts: list[Verdict]) -> Verdict | None:
    """The worst of several: error > refuted > unknown > omitted > proved; None of none."""
    return max(verdicts, key=lambda v: _RANK[type(v)]) if verdicts else None
