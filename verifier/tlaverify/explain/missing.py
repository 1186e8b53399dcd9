"""Facts and definitions in scope that were not cited and with which a step passes.

A citation that was forgotten is mostly one: so each addition is tried alone first, then all at once, and of
what then passes is left out again what can be.  All runs are under the small budget of ``QUICK``, which
counts solver resources.  What is found was found by proving: it is a suggestion, and the step's verdict
stays what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tlaverify.evaluate.evaluate import truth
from tlaverify.explain.counterexample import Counterexample, interpretation_of
from tlaverify.kernel.rewrite import subterms
from tlaverify.kernel.sequent import Hypothesis, New, Obligation, Sequent
from tlaverify.kernel.term import Apply, Kind, Level, Symbol, Term, builtin
from tlaverify.schedule.options import Options

__all__ = ["QUICK", "Missing", "contradictory", "first_hints", "may_be_missing", "missing_citations"]

Prover = Callable[[Sequence[Obligation]], Sequence[bool]]
"""Which of the obligations are proved, in their order."""

QUICK: Final = Options(portfolio="probe")
"""What is enough for one try: most additions that help do so at once, and most others fail at once."""

_MOST: Final = 60
_CHUNK: Final = 12


@dataclass(frozen=True, slots=True)
class Missing:
    """``facts`` and ``definitions`` that suffice when they are added to the step's proof."""

    facts: tuple[str, ...]
    definitions: tuple[str, ...]

    def text(self) -> str:
        """As it would be added: ``TypeOK DEF Send``."""
        words = ", ".join(self.facts)
        if self.definitions:
            words += (" " if words else "") + "DEF " + ", ".join(self.definitions)
        return words


Addition = Hypothesis | Symbol


def missing_citations(obligation: Obligation, proved: Prover) -> Missing | None:
    """The smallest set found of uncited facts and definitions with which it is proved, or None."""
    near, far, reached = _definitions(obligation)
    facts = _facts(obligation, reached)
    pool: list[Addition] = [*near, *facts[: _MOST - len(near)], *far]
    found = _single(obligation, pool[:_MOST], proved) or _several(obligation, near, far, facts, proved)
    return None if found is None else _named(found)


def may_be_missing(obligation: Obligation, found: Counterexample | None) -> bool:
    """Whether a fact that was not cited may rule out the counterexample.

    Definitions cannot: it is one with all of them expanded.
    """
    if found is None:
        return True
    meaning = interpretation_of(found, obligation)
    return any(
        h.name and not (isinstance(h.statement, Term) and truth(h.statement, meaning) is True)
        for h in obligation.unused
    )


def first_hints(obligations: Sequence[Obligation], proved: Prover) -> dict[str, Missing]:
    """By id, what suffices alone of the first few candidates; ``proved`` is called once."""
    tries: list[tuple[Obligation, Addition]] = []
    for obligation in obligations:
        near, _, reached = _definitions(obligation)
        facts = _facts(obligation, reached)
        few = _CHUNK // 2
        candidates: list[Addition] = [*near[:few], *facts[: _CHUNK - min(few, len(near))]]
        tries += [(obligation, a) for a in candidates]
    out: dict[str, Missing] = {}
    answers = proved([_with(o, [a]) for o, a in tries]) if tries else ()
    for (obligation, addition), ok in zip(tries, answers, strict=True):
        if ok:
            out.setdefault(obligation.id, _named([addition]))
    return out


def _named(found: Sequence[Addition]) -> Missing:
    return Missing(
        tuple(dict.fromkeys(a.name for a in found if isinstance(a, Hypothesis))),
        tuple(a.name for a in found if isinstance(a, Symbol)),
    )


def _single(obligation: Obligation, pool: Sequence[Addition], proved: Prover) -> list[Addition] | None:
    """The first addition that suffices alone, tried a few at a time."""
    for start in range(0, len(pool), _CHUNK):
        some = pool[start : start + _CHUNK]
        for addition, ok in zip(some, proved([_with(obligation, [a]) for a in some]), strict=True):
            if ok:
                return [addition]
    return None


def _several(
    obligation: Obligation, near: Sequence[Symbol], far: Sequence[Symbol], facts: Sequence[Hypothesis],
    proved: Prover,
) -> list[Addition] | None:
    """A few that suffice together: of the first of these lots that does, what cannot be left out."""
    lots: list[list[Addition]] = [
        [*near], [*facts], [*near, *facts], [*near, *far], [*near, *far, *facts]
    ]
    lots = [lot for i, lot in enumerate(lots) if len(lot) > 1 and lot not in lots[:i]]
    for lot, enough in zip(lots, proved([_with(obligation, lot) for lot in lots]), strict=True):
        if enough:
            return _fewest(obligation, lot, proved)
    return None


def _fewest(obligation: Obligation, pool: list[Addition], proved: Prover) -> list[Addition]:
    """Leave out halves, then quarters, and so on, while it does no harm."""
    kept, size = pool, len(pool) // 2
    while size:
        parts = [kept[i : i + size] for i in range(0, len(kept), size)]
        tries = [[a for a in kept if a not in part] for part in parts]
        answers = proved([_with(obligation, t) for t in tries])
        spare = [a for part, ok in zip(parts, answers, strict=True) if ok for a in part]
        rest = [a for a in kept if a not in spare]
        if spare and rest and proved([_with(obligation, rest)])[0]:
            kept = rest
        elif spare:
            kept = next(t for t, ok in zip(tries, answers, strict=True) if ok)
            continue
        size = min(size // 2, len(kept) // 2) if size > 1 else 0
    return kept


def contradictory(obligation: Obligation, proved: Prover) -> bool:
    """Whether FALSE follows from the obligation's hypotheses."""
    return proved([replace(obligation, goal=builtin("FALSE"))])[0]


def _with(obligation: Obligation, additions: Sequence[Addition]) -> Obligation:
    """The obligation with more facts usable and more definitions visible."""
    symbols = frozenset(a for a in additions if isinstance(a, Symbol))
    facts = tuple(a for a in additions if isinstance(a, Hypothesis))
    return replace(
        obligation,
        hypotheses=(*map(_cited, facts), *obligation.hypotheses),
        hidden=tuple(h for h in obligation.hidden if h not in facts),
        around=tuple(h for h in obligation.around if h not in facts),
        visible=obligation.visible | symbols,
    )


def _cited(fact: Hypothesis) -> Hypothesis:
    """A fact as it is when it is cited: what a module states holds in every state."""
    return fact if fact.name.startswith("<") else replace(fact, boxable=True, under=Level.CONSTANT)


def _facts(obligation: Obligation, reached: set[Symbol]) -> list[Hypothesis]:
    """The hidden facts by how near they are: those of the proof from the last on, then the modules'.

    Of theorems and assumptions only those that speak of something in the obligation.
    """
    steps = [h for h in reversed(obligation.unused) if h.name.startswith("<")]
    others = [
        h for h in reversed(obligation.unused) if h.name and not h.name.startswith("<")
        and any(t.op in reached for term in _terms(h.statement) for t in subterms(term)
                if isinstance(t, Apply) and t.op.kind in (Kind.DEFINED, Kind.CONSTANT, Kind.VARIABLE))
    ]
    return [*steps, *sorted(others, key=lambda h: not h.is_assumption)]


def _applications(obligation: Obligation) -> Iterator[Apply]:
    for term in (obligation.goal, *(t for h in obligation.hypotheses for t in _terms(h.statement))):
        yield from (t for t in subterms(term) if isinstance(t, Apply))


def _definitions(obligation: Obligation) -> tuple[list[Symbol], list[Symbol], set[Symbol]]:
    """The definitions that are not visible, those that occur and those that these lead to; all symbols."""
    near: dict[Symbol, None] = {}
    far: dict[Symbol, None] = {}
    seen: set[Symbol] = set()
    todo = [(t.op, True) for t in _applications(obligation)]
    while todo:
        symbol, direct = todo.pop(0)
        if symbol in seen:
            continue
        seen.add(symbol)
        definition = obligation.definitions.get(symbol)
        if symbol.kind is not Kind.DEFINED or definition is None:
            continue
        if symbol not in obligation.visible:
            (near if direct else far)[symbol] = None
            direct = False
        todo.extend((t.op, direct) for t in subterms(definition.body) if isinstance(t, Apply))
    return list(near), list(far), seen


def _terms(statement: Term | Sequent) -> list[Term]:
    if isinstance(statement, Term):
        return [statement]
    out: list[Term] = []
    for e in statement.context:
        if isinstance(e, New):
            out += [] if e.domain is None else [e.domain]
        else:
            out += _terms(e)
    return [*out, statement.goal]
