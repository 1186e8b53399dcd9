"""Quantifiers over more sets than can be written out, and what a model teaches of them.

``\\E S \\in SUBSET T : P(S)`` is grounded with one S that is left to the solver.  Where it satisfies P
the formula is true; where it does not, another might, so that a model in which the formula is false is
a guess.  ``instances`` looks for a subset that shows such a guess wrong and gives the clause that rules
it out, in this model and all others: ``P(S0)`` for that S0 makes the formula true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, islice, product
from typing import TYPE_CHECKING, Any, Final

from tlaverify.encodings.finite.circuit import FALSE, TRUE, Lit
from tlaverify.encodings.finite.combine import TooLarge
from tlaverify.encodings.finite.environment import Env, Frame
from tlaverify.encodings.finite.spaces import as_space
from tlaverify.encodings.finite.symbolic import Symbolic, SymbolicSet
from tlaverify.evaluate.values import Value, finite_set
from tlaverify.kernel.term import Bind, Binder, Symbol

if TYPE_CHECKING:
    from tlaverify.encodings.finite.ground import Grounder

__all__ = ["Domain", "Guess", "instances", "some_subset"]

Domain = list[tuple[Any, Lit]]
"""What a bound variable ranges over, each value with its guard."""

_LARGEST: Final = 10
_MOST_ROWS: Final = 4_000
_MOST_TAUGHT: Final = 12


@dataclass(frozen=True, slots=True)
class Guess:
    """A quantifier of which only one subset was tried.

    domains  of its variables; ``bases`` has the sets whose subsets a variable ranges over.
    found    that some instance was found: one that satisfies the body of an \\E, or violates a \\A's.
    """

    term: Bind
    env: Env
    frame: Frame
    domains: tuple[Domain, ...]
    bases: dict[Symbol, Domain]
    found: Lit


def some_subset(grounder: Grounder, s: Symbolic) -> tuple[Domain, Domain]:
    """One subset, left to the solver, as a domain of its own, and the set it is of.  Raises TooLarge."""
    space = as_space(s)
    if space is None or space.op != "SUBSET":
        raise TooLarge
    base = [(v, g) for v, g in grounder.items(space.parts[0]) if g != FALSE]
    chosen = {v: grounder.circuit.and_((g, grounder.circuit.new_input())) for v, g in base}
    return [(SymbolicSet(chosen), TRUE)], base


def instances(grounder: Grounder, true: Callable[[Lit], bool]) -> list[Lit]:
    """Clauses that hold in every model and not in the one that ``true`` tells of.  Raises TooLarge."""
    out: list[Lit] = []
    for guess in list(grounder.guesses):
        if not true(guess.found):
            out.extend(islice(_wrong(grounder, guess, true), _MOST_TAUGHT))
    return out


def _wrong(grounder: Grounder, guess: Guess, true: Callable[[Lit], bool]) -> Iterator[Lit]:
    symbols = [b.symbol for b in guess.term.bounds]
    columns = [
        _subsets(grounder, guess.bases[s], true) if s in guess.bases else [(v, g) for v, g in d if true(g)]
        for s, d in zip(symbols, guess.domains, strict=True)
    ]
    for row in islice(product(*columns), _MOST_ROWS):
        inner = dict(guess.env)
        inner.update(zip(symbols, (v for v, _ in row), strict=True))
        body = grounder.formula(guess.term.body, inner, guess.frame)
        shown = body.fails if guess.term.binder is Binder.FORALL else body.holds
        instance = grounder.circuit.and_([shown, *(g for _, g in row)])
        if true(instance):
            yield grounder.circuit.or_((guess.found, -instance))


def _subsets(grounder: Grounder, base: Domain, true: Callable[[Lit], bool]) -> Domain:
    """The subsets of what the set holds in the model, the small ones first."""
    held: list[tuple[Value, Lit]] = [(v, g) for v, g in base if true(g)][:_LARGEST]
    return [
        (finite_set(v for v, _ in chosen), grounder.circuit.and_(g for _, g in chosen))
        for size in range(len(held) + 1)
        for chosen in combinations(held, size)
    ]
