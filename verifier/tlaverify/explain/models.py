"""Scopes from the models of exact queries: which numbers, and how many elements, a counterexample may need.

A model that Z3 gives for an exact query, also with the answer "unknown", is a candidate whose values
outside of the query's own terms mean nothing.  So only these are read: the integers that the terms denote,
how many elements the terms name of each constant set, how long sequences are.  The finite encoding looks for
a counterexample over just them, and the evaluator has to confirm what it finds: a model proves nothing
and shows nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

import z3

from tlaverify.encodings.encode import NotApplicable, encode
from tlaverify.encodings.finite.scope import Scope
from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.term import Kind, Symbol

__all__ = ["scopes_of_models"]

_SOURCES: Final = (("typed-def", False), ("typed-def", True), ("untyped", False), ("untyped", True))
"""The encodings, without and with model-based instantiation, whose models are better and cost more."""

_BUDGET: Final = 200_000
"""Z3's resource units for each query."""

_MOST_PARTS: Final = 8
_MOST_TERMS: Final = 4_000
_MOST_NUMBERS: Final = 12
_MOST_ELEMENTS: Final = 7
_LONGEST: Final = 8
_LISTED: Final = 2
_LARGEST_INTERVAL: Final = 64


def scopes_of_models(obligation: Obligation, numerals: Iterable[int], base: Scope) -> Iterator[Scope]:
    """Different scopes, each ``base`` with what a model of one of the obligation's queries adds to it.

    numerals: the numbers that the obligation mentions.
    """
    seen = {base}
    wanted = list(numerals)
    constants = {s.name: s for s in obligation.declared if s.kind is Kind.CONSTANT and s.arity == 0}
    for encoding, instantiate in _SOURCES:
        try:
            queries = encode(obligation, encoding)
        except (NotApplicable, RecursionError):
            continue
        for query in queries[:_MOST_PARTS]:
            found = _reading(query.text, instantiate)
            scope = base if found is None else _scope(found, constants, wanted, base)
            if scope not in seen:
                seen.add(scope)
                yield scope


@dataclass(slots=True)
class _Reading:
    """What the terms of a query denote in a model.

    numbers   the integers, those of constants first.
    values    the integers that constants are.
    elements  by constant, the values that are said to be elements of it.
    longest   the length of the longest sequence.
    """

    numbers: dict[int, None] = field(default_factory=dict)
    values: dict[str, int] = field(default_factory=dict)
    elements: dict[str, dict[str, None]] = field(default_factory=dict)
    longest: int = 0


def _scope(found: _Reading, constants: dict[str, Symbol], numerals: list[int], base: Scope) -> Scope:
    """``base`` with what was read, and ``base`` itself if that has all of it."""
    usual = set(base.integers())
    numbers = [n for n in dict.fromkeys((*found.numbers, *numerals)) if n not in usual]
    sizes = {constants[s]: min(len(e), _MOST_ELEMENTS) for s, e in found.elements.items() if s in constants}
    for name, value in found.values.items():
        if name in constants and 1 <= value <= _LARGEST_INTERVAL:
            sizes[constants[name]] = value
    if not numbers and found.longest <= _LISTED and all(n == base.models for n in sizes.values()):
        return base
    return replace(
        base, numbers=tuple(sorted(numbers[:_MOST_NUMBERS])), sizes=tuple(sizes.items()),
        longest=min(max(found.longest, _LISTED), _LONGEST),
    )


def _reading(text: str, instantiate: bool) -> _Reading | None:
    """What a model of the query says; None if there is none within the budget."""
    solver = z3.SimpleSolver(ctx=z3.Context())
    # all that an earlier query in this process may have set for all solvers is set here, too
    for option, value in {
        "auto_config": False, "mbqi": instantiate, "case_split": 3, "random_seed": 0, "rlimit": _BUDGET,
    }.items():
        solver.set(option, value)
    try:
        solver.from_string(text)
        if solver.check() == z3.unsat:
            return None
        model = solver.model()
    except z3.Z3Exception:  # there is no model where the budget was used up early
        return None
    out = _Reading()
    for declared in model.decls():
        value = model[declared]
        if declared.arity() == 0 and z3.is_int_value(value):
            out.values[declared.name()] = value.as_long()
            out.numbers[value.as_long()] = None
    for term in _ground_terms(solver.assertions()):
        _read(term, model, out)
    return out


def _ground_terms(assertions: Iterable[Any]) -> Iterator[Any]:
    """The terms outside of all quantifiers."""
    seen: set[int] = set()
    todo = list(assertions)[::-1]
    while todo and len(seen) < _MOST_TERMS:
        term = todo.pop()
        if z3.is_app(term) and term.get_id() not in seen:
            seen.add(term.get_id())
            yield term
            todo.extend(term.children())


def _read(term: Any, model: Any, out: _Reading) -> None:
    """Note what the term says of numbers, lengths and elements."""
    name, args = term.decl().name(), term.children()
    value = model.eval(term, model_completion=True)
    if z3.is_int_value(value):
        number = value.as_long()
        out.numbers[number] = None
        if name == "len!" or name.endswith(".len"):
            out.longest = max(out.longest, number)
        if name == "u2i!" and args[0].num_args() == 0:
            out.values[args[0].decl().name()] = number
    elif name == "in!" and z3.is_true(value) and args[1].num_args() == 0:
        element = str(model.eval(args[0], model_completion=True))
        out.elements.setdefault(args[1].decl().name(), {})[element] = None
