"""Facts and definitions in scope that were not cited and with which a step passes.

First everything at hand is tried at once, then single additions, then what can be left out
of everything again, all under the caller's budget.  What is found was found by proving: it is a
suggestion, and the step's verdict stays what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tlaverify.kernel.rewrite import subterms
from tlaverify.kernel.sequent import Hypothesis, New, Obligation, Sequent
from tlaverify.kernel.term import Apply, Kind, Symbol, Term, builtin

__all__ = ["Missing", "contradictory", "missing_citations"]

Prover = Callable[[Sequence[Obligation]], Sequence[bool]]
"""Which of the obligations are proved, in their order."""

_MOST = 40


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
    facts = [h for h in obligation.hidden if h.name]
    definitions = _unused_definitions(obligation, facts)
    everything: list[Addition] = [*definitions]
    everything = [*everything, *facts][:_MOST]
    if not everything:
        return None
    whole = [_with(obligation, everything), _with(obligation, definitions), _with(obligation, facts)]
    pools: tuple[Sequence[Addition], ...] = (facts, definitions, everything)
    for enough, pool in zip(reversed(proved(whole)), pools, strict=True):
        if enough:
            found = _fewest(obligation, list(pool), proved)
            return Missing(
                tuple(a.name for a in found if isinstance(a, Hypothesis)),
                tuple(a.name for a in found if isinstance(a, Symbol)),
            )
    return None


def _fewest(obligation: Obligation, pool: list[Addition], proved: Prover) -> list[Addition]:
    single = [i for i, ok in enumerate(proved([_with(obligation, [a]) for a in pool])) if ok]
    if single:
        return [pool[single[0]]]
    # Leave out each in turn; those whose absence does no harm alone are then removed while it does none.
    spare = [i for i, ok in enumerate(proved([
        _with(obligation, [b for j, b in enumerate(pool) if j != i]) for i in range(len(pool))
    ])) if ok]
    kept = list(range(len(pool)))
    needed = [pool[i] for i in kept if i not in spare]
    if needed and proved([_with(obligation, needed)])[0]:
        return needed
    for i in spare:
        rest = [j for j in kept if j != i]
        if proved([_with(obligation, [pool[j] for j in rest])])[0]:
            kept = rest
    return [pool[i] for i in kept]


def contradictory(obligation: Obligation, proved: Prover) -> bool:
    """Whether FALSE follows from the obligation's hypotheses."""
    return proved([replace(obligation, goal=builtin("FALSE"))])[0]


def _with(obligation: Obligation, additions: Sequence[Addition]) -> Obligation:
    """The obligation with more facts usable and more definitions visible."""
    symbols = frozenset(a for a in additions if isinstance(a, Symbol))
    facts = tuple(a for a in additions if isinstance(a, Hypothesis))
    return replace(
        obligation,
        hypotheses=(*facts, *obligation.hypotheses),
        hidden=tuple(h for h in obligation.hidden if h not in facts),
        visible=obligation.visible | symbols,
    )


def _unused_definitions(obligation: Obligation, facts: Sequence[Hypothesis]) -> list[Symbol]:
    """The definitions that occur in what is to be proved or known, directly or not, and are not visible."""
    found: dict[Symbol, None] = {}
    todo: list[Term] = [obligation.goal]
    for h in obligation.hypotheses:
        todo.extend(_terms(h.statement))
    seen: set[Symbol] = set()
    while todo:
        for t in subterms(todo.pop()):
            if isinstance(t, Apply) and t.op.kind is Kind.DEFINED and t.op not in seen:
                seen.add(t.op)
                definition = obligation.definitions.get(t.op)
                if definition is None:
                    continue
                if t.op not in obligation.visible:
                    found[t.op] = None
                todo.append(definition.body)
    return list(found)


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
