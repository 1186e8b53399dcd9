"""Look for a counterexample to an obligation, and check it with the evaluator."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from tlaverify.encodings.finite.circuit import FALSE, Lit
from tlaverify.encodings.finite.combine import TooLarge
from tlaverify.encodings.finite.scope import Candidate, Scope, Unknowns, formula_of
from tlaverify.evaluate.evaluate import Interpretation, truth
from tlaverify.evaluate.values import Integer, Undefined, Value
from tlaverify.explain.models import scopes_of_models
from tlaverify.explain.opened import Opened, open_goal
from tlaverify.explain.solve import Solver
from tlaverify.kernel.rewrite import subterms
from tlaverify.kernel.sequent import New, Obligation, Sequent
from tlaverify.kernel.term import Apply, Kind, Level, Num, Symbol, Term
from tlaverify.obligations.formula import close, matrix
from tlaverify.obligations.replace import symbols_of

__all__ = ["SCOPES", "Counterexample", "find_counterexample", "interpretation_of", "statements"]

SCOPES: Final = (Scope(2, 2), Scope(2, 2, loose=True), Scope(0, 2), Scope(2, 3), Scope(3, 3))
"""The scopes that are searched, smallest first."""

_TRIES: Final = 10
_MOST_ASSUMPTIONS: Final = 12
_LARGEST_NUMERAL: Final = 24


@dataclass(frozen=True, slots=True)
class Counterexample:
    """Values under which every hypothesis of the obligation is TRUE and its goal FALSE.

    The evaluator has confirmed that with all definitions expanded.  No assumption of the
    module is FALSE in it, cited or not: a model that lives only because an ASSUME was not
    cited is no counterexample.  ``undecided`` names those, not cited, of which the evaluator
    cannot tell.  ``witnesses`` are values with which it decides quantifiers over infinite sets.
    """

    constants: Mapping[Symbol, Value]
    tables: Mapping[Symbol, Mapping[tuple[Value, ...], Value]]
    state: Mapping[Symbol, Value]
    next_state: Mapping[Symbol, Value]
    scope: Scope
    undecided: tuple[str, ...] = ()
    witnesses: tuple[Value, ...] = ()


def find_counterexample(
    obligation: Obligation, scopes: Sequence[Scope] = SCOPES, budget: int = 20_000_000, candidates: int = 6
) -> Counterexample | None:
    """A confirmed counterexample with small sets, or None.

    budget: Z3 resource units for each call of the solver on a circuit.  candidates: how many scopes that
    models of the exact queries suggest are searched where the others have none.
    """
    if obligation.omitted or obligation.refused or obligation.level is Level.TEMPORAL:
        return None
    stated = statements(obligation)
    if stated is None:
        return None
    extra = _assumptions(obligation)
    numerals = _numerals(obligation, stated)
    whole = Opened((), (), obligation.goal)
    for scope in (*scopes, *_scopes_of_numerals(numerals, scopes)):
        found = _in_scope(obligation, stated, whole, extra, scope, budget)
        if found is not None:
            return found
    opened = open_goal(obligation.goal, obligation.definitions)
    for scope in islice(scopes_of_models(obligation, numerals, scopes[0]), candidates):
        found = _in_scope(obligation, stated, opened, extra, scope, budget)
        if found is not None:
            return found
    return None


def _numerals(obligation: Obligation, stated: Sequence[Term]) -> list[int]:
    """The numbers that the obligation mentions, also in definitions."""
    found, seen = dict[int, None](), set[Symbol]()
    todo: list[Term] = [*stated, obligation.goal]
    while todo:
        for t in subterms(todo.pop()):
            if isinstance(t, Num):
                found[t.value] = None
            elif isinstance(t, Apply) and t.op not in seen and t.op in obligation.definitions:
                seen.add(t.op)
                todo.append(obligation.definitions[t.op].body)
    return list(found)


def _scopes_of_numerals(numerals: Sequence[int], scopes: Sequence[Scope]) -> tuple[Scope, ...]:
    """Scopes with the numbers that the obligation mentions, where those of ``scopes`` are too few."""
    largest = max(numerals, default=0)
    most = max(s.naturals for s in scopes)
    if not most <= largest <= _LARGEST_NUMERAL:
        return ()
    return (replace(scopes[0], naturals=largest + 2), replace(scopes[0], models=0, naturals=largest + 2))


def statements(obligation: Obligation) -> list[Term] | None:
    """The hypotheses as formulas; None if one of them cannot be evaluated.

    ASSUME/PROVE facts over constants become universal formulas.  One that declares
    operators, as an induction principle does, says nothing of the obligation's own
    symbols if none occur in it: it holds in all interpretations and is left out.
    """
    own = frozenset(obligation.declared)
    out: list[Term] = []
    for h in obligation.hypotheses:
        if isinstance(h.statement, Term):
            out.append(h.statement)
            continue
        closed = _closed(h.statement)
        if closed is not None:
            out.append(closed)
        elif not _general(h.statement, own):
            return None
    return out


def _closed(statement: Sequent) -> Term | None:
    """The sequent as a formula, if it declares only constants."""
    for e in statement.context:
        if isinstance(e, New) and (e.symbol.arity or e.symbol.kind is not Kind.CONSTANT):
            return None
    schema = matrix(statement, lambda t: t)
    return None if schema is None or schema.operators else close(schema)


def _general(statement: Sequent, own: frozenset[Symbol]) -> bool:
    """Whether none of the symbols ``own`` and no definition occurs, so that it is a law about all values."""
    new: set[Symbol] = set()
    for e in statement.context:
        if isinstance(e, New):
            new.add(e.symbol)
            if e.domain is not None and not (_used(e.domain) <= new):
                return False
        elif isinstance(e, Sequent) or not (_used(e) <= new):
            return False
    return _used(statement.goal) <= new and new.isdisjoint(own)


def _used(term: Term) -> frozenset[Symbol]:
    return frozenset(
        s for s in symbols_of(term) if not (s.kind is Kind.DEFINED and s.level is Level.CONSTANT)
    )


def _assumptions(obligation: Obligation) -> list[tuple[str, Term]]:
    """The modules' ASSUMEs that are not usable here."""
    own = frozenset(obligation.declared)
    return [
        (h.name, h.statement) for h in obligation.unused
        if h.is_assumption and isinstance(h.statement, Term) and own & symbols_of(h.statement)
    ]


def _in_scope(
    obligation: Obligation, stated: list[Term], opened: Opened, extra: list[tuple[str, Term]], scope: Scope,
    budget: int,
) -> Counterexample | None:
    """A counterexample in which none of the assumptions ``extra`` is FALSE."""
    try:
        told = [*stated, *opened.stated, *(t for _, t in extra)]
        declared = (*obligation.declared, *opened.symbols)
        unknowns = Unknowns(declared, told, opened.goal, obligation.definitions, scope)
        if not unknowns.free_sets and (scope.loose or scope.models == 0):
            return None
        asserted = [formula_of(unknowns, f).holds for f in (*stated, *opened.stated)]
        for _, t in extra[:_MOST_ASSUMPTIONS]:
            truth_of = formula_of(unknowns, t)
            asserted.append(-truth_of.fails if truth_of.holds == FALSE else truth_of.holds)
        asserted.append(formula_of(unknowns, opened.goal).fails)
    except (TooLarge, OverflowError, RecursionError):
        return None
    if FALSE in asserted:
        return None
    solver = Solver(unknowns.circuit, asserted, budget)

    def read(true: frozenset[Lit]) -> tuple[Candidate, Candidate]:
        """With values for the opened goal's own constants, and with these as witnesses instead."""
        found = unknowns.read(true)
        numbers = tuple(map(Integer, scope.numbers))
        constants = {s: v for s, v in found.constants.items() if s not in opened.symbols}
        own = tuple(v for s, v in found.constants.items() if s in opened.symbols)
        return replace(found, witnesses=numbers), replace(found, constants=constants, witnesses=own + numbers)

    def good(true: frozenset[Lit]) -> bool:
        instance, candidate = read(true)
        if opened.symbols:  # an instance is told to be none sooner than the whole
            meaning = interpretation_of(instance, obligation)
            if truth(opened.goal, meaning) is not False:
                return False
            if any(truth(t, meaning) is not True for t in opened.stated):
                return False
        if not confirmed(obligation, stated, candidate):
            return False
        meaning = interpretation_of(candidate, obligation)
        return all(truth(t, meaning) is not False for _, t in extra)

    found = _confirmed_model(unknowns, solver, good)
    if found is None:
        return None
    _, candidate = read(found)
    meaning = interpretation_of(candidate, obligation)
    return Counterexample(
        candidate.constants, candidate.tables, candidate.state, candidate.next_state, scope,
        tuple(n for n, t in extra if isinstance(truth(t, meaning), Undefined)), candidate.witnesses,
    )


def _confirmed_model(
    unknowns: Unknowns, solver: Solver, good: Callable[[frozenset[Lit]], bool]
) -> frozenset[Lit] | None:
    """A model that the evaluator confirms, with as few elements in the state's sets as are found."""
    best: frozenset[Lit] | None = None
    too_few, enough, tries = -1, 0, _TRIES
    while tries and (best is None or too_few + 1 < enough):
        middle = (too_few + enough) // 2
        true = solver.model((), [] if best is None else [solver.at_most(middle, unknowns.sizes)])
        if true is None and best is None:
            return None
        if true is None:
            too_few = middle
            continue
        if not good(true):
            learnt = unknowns.learn(true)
            solver.require(learnt)
            if learnt:
                continue
            tries -= 1
            solver.exclude(true)
            true = solver.minimised(true, unknowns.memberships)
            if not good(true):
                continue
        number = sum(i in true for i in unknowns.sizes)
        if best is None or number < enough:
            best, enough = true, number
    if best is None:
        return None
    small = solver.minimised(best, [*unknowns.sizes, *unknowns.memberships])
    return small if good(small) else best


def confirmed(obligation: Obligation, stated: Sequence[Term], candidate: Candidate) -> bool:
    """Whether the evaluator finds the goal FALSE and every hypothesis TRUE."""
    meaning = interpretation_of(candidate, obligation)
    return truth(obligation.goal, meaning) is False and all(truth(s, meaning) is True for s in stated)


def interpretation_of(found: Candidate | Counterexample, obligation: Obligation) -> Interpretation:
    """The candidate as the evaluator wants it."""
    constants: dict[Symbol, Value | Callable[[tuple[Value, ...]], Value | Undefined]] = dict(found.constants)
    for symbol, table in found.tables.items():
        constants[symbol] = _lookup(symbol, table)
    return Interpretation(
        constants, found.state, found.next_state, obligation.definitions, witnesses=found.witnesses
    )


def _lookup(
    symbol: Symbol, table: Mapping[tuple[Value, ...], Value]
) -> Callable[[tuple[Value, ...]], Value | Undefined]:
    def call(args: tuple[Value, ...]) -> Value | Undefined:
        return table.get(args) or Undefined(f"{symbol.name}{args!r}")

    return call
