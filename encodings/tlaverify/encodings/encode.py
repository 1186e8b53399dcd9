"""An obligation as SMT-LIB queries."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from tlaverify.encodings import smt
from tlaverify.encodings.confine import Options, confine
from tlaverify.encodings.encoder import Encoder, Unsupported
from tlaverify.encodings.extensionality import compare_arguments, mark_extensionality
from tlaverify.encodings.rules import BINDERS, RULES
from tlaverify.encodings.script import script
from tlaverify.encodings.sequent import Goal, split
from tlaverify.encodings.smt import FALSE, Expr
from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.term import Symbol
from tlaverify.kernel.verdict import Query
from tlaverify.obligations.prepare import Prepared, prepare

__all__ = ["STRATEGIES", "VERSION", "NotApplicable", "encode"]

VERSION: Final = "3"
"""Changes whenever the text that is made for some obligation may change."""


class NotApplicable(Exception):
    """The strategy does not serve for this obligation; ``reason`` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Strategy:
    options: Options
    by_conjunct: bool = False


_STRATEGIES: Final[dict[str, _Strategy]] = {
    "typed-def": _Strategy(Options(typed=True, relations=True)),
    "typed-inl": _Strategy(Options(typed=True, relations=False)),
    "typed-split": _Strategy(Options(typed=True, relations=True), by_conjunct=True),
    "typed-inl-split": _Strategy(Options(typed=True, relations=False), by_conjunct=True),
    "untyped": _Strategy(Options(typed=False)),
    "untyped-split": _Strategy(Options(typed=False), by_conjunct=True),
}

STRATEGIES: Final[tuple[str, ...]] = tuple(_STRATEGIES)
"""The names of the exact encodings."""


def encode(obligation: Obligation, strategy: str) -> tuple[Query, ...]:
    """The queries of ``obligation`` under a strategy; the obligation is valid if all are unsatisfiable.

    Raises NotApplicable where the obligation cannot be put in this encoding, KeyError
    for a strategy that is not one of STRATEGIES.
    """
    s = _STRATEGIES[strategy]
    with _without_collection():
        work = _work_for(obligation)
        texts: list[str] = []
        try:
            for goal in split(work.prepared.hypotheses, work.prepared.goal, by_conjunct=s.by_conjunct):
                key = s.options, goal
                if key not in work.scripts:
                    work.scripts[key] = _scripts(obligation, goal, s.options)
                texts.extend(work.scripts[key])
        except Unsupported as e:
            raise NotApplicable(str(e)) from e
    if not texts:
        # every case is contradictory by its form alone; one trivial query says so
        texts = ["(set-logic ALL)\n(assert false)\n"]
    return tuple(
        Query(obligation.id, text, True, f"{strategy}/{VERSION}", part, len(texts))
        for part, text in enumerate(texts)
    )


@dataclass(frozen=True, slots=True)
class _Work:
    """What the strategies share for one obligation."""

    obligation: Obligation
    prepared: Prepared
    scripts: dict[tuple[Options, Goal], list[str]]


_latest: list[_Work] = []
"""The work for the obligation that was encoded last: the strategies come to it one after the other."""


def _work_for(obligation: Obligation) -> _Work:
    if not _latest or _latest[0].obligation is not obligation:
        _latest[:] = [_Work(obligation, prepare(obligation), {})]
    return _latest[0]


@contextmanager
def _without_collection() -> Iterator[None]:
    """Within, nothing looks for garbage: an encoding makes many small objects and few cycles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _scripts(obligation: Obligation, goal: Goal, options: Options) -> list[str]:
    """One script for each combination of types of the constants that have several."""
    out: list[str] = []
    todo: list[dict[Symbol, int]] = [{}]
    while todo:
        choice = todo.pop()
        enc = Encoder(RULES, BINDERS, obligation.definitions)
        alternatives = confine(enc, goal, options, choice)
        # A constant's types depend only on those given form before it, so the first undecided
        # one has the same types in every completion of this choice.
        undecided = next((s for s in alternatives if s not in choice), None)
        if undecided is not None:
            todo.extend({**choice, undecided: n} for n in reversed(range(alternatives[undecided])))
            continue
        assertions = _assertions(enc, goal)
        if assertions is not None:
            out.append(script(enc, assertions))
    return out


def _assertions(enc: Encoder, goal: Goal) -> list[Expr] | None:
    """The hypotheses and the negated goal; None if they are contradictory by their form."""
    out: list[Expr] = []
    for h in goal.hypotheses:
        e = enc.formula(h, {})
        if enc.settle(e) == FALSE:
            return None
        out.append(e)
        enc.assume(e)
    negated = smt.not_(enc.formula(goal.goal, {}))
    if negated == FALSE:
        return None
    out.append(mark_extensionality(enc, negated))
    out.extend(compare_arguments(enc))
    return out
