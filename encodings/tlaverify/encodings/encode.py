"""An obligation as SMT-LIB queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from tlaverify.encodings import smt
from tlaverify.encodings.confine import Options
from tlaverify.encodings.encoder import Unsupported
from tlaverify.encodings.sequent import Goal, split
from tlaverify.encodings.trail import Trail
from tlaverify.kernel.garbage import uncollected
from tlaverify.kernel.sequent import Definition, Obligation
from tlaverify.kernel.term import Symbol
from tlaverify.kernel.verdict import Query
from tlaverify.obligations.prepare import Prepared, prepare

__all__ = ["STRATEGIES", "VERSION", "NotApplicable", "encode"]

VERSION: Final = "13"
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
    instances: bool = False


_STRATEGIES: Final[dict[str, _Strategy]] = {
    "typed-def": _Strategy(Options(typed=True, relations=True)),
    "typed-inst": _Strategy(Options(typed=True, relations=True), instances=True),
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
    with uncollected():
        work = _work_for(obligation)
        given = work.prepared
        texts: list[str] = []
        try:
            for goal in split(
                given.hypotheses, given.goal, by_conjunct=s.by_conjunct, with_instances=s.instances
            ):
                key = s.options, goal
                if key not in work.scripts:
                    work.scripts[key] = _scripts(goal, obligation.definitions, s.options)
                texts.extend(work.scripts[key])
        except Unsupported as e:
            raise NotApplicable(str(e)) from e
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


_MOST_EXPRESSIONS: Final = 10_000
"""So many are kept from one obligation to the next, some 5 MB."""

_latest: list[_Work] = []
"""The work for the obligation that was encoded last: the strategies come to it one after the other."""


def _work_for(obligation: Obligation) -> _Work:
    if not _latest or _latest[0].obligation is not obligation:
        if smt.made() > _MOST_EXPRESSIONS:
            _trail.cache_clear()
            smt.forget()
        _latest[:] = [_Work(obligation, prepare(obligation), {})]
    return _latest[0]


def _scripts(goal: Goal, definitions: Mapping[Symbol, Definition], options: Options) -> list[str]:
    out: list[str] = []
    for made in _trail(options).scripts(goal, definitions):
        if isinstance(made, Goal):  # valid by its form alone: that is for the solver to find, too
            out.extend(_scripts(made, definitions, _STRATEGIES["untyped"].options))
        else:
            out.append(made)
    return out


@cache
def _trail(options: Options) -> Trail:
    """The trail for these options: what is encoded next mostly begins as what was encoded last."""
    return Trail(options)
