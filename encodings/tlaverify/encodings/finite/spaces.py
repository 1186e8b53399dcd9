"""Sets that are built from symbolic parts: membership by their form, and their elements listed."""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING

from tlaverify.encodings.finite.circuit import FALSE, TRUE, Lit
from tlaverify.encodings.finite.combine import TooLarge
from tlaverify.encodings.finite.symbolic import (
    Choice,
    Formula,
    Space,
    Symbolic,
    SymbolicFunction,
    SymbolicSet,
)
from tlaverify.evaluate.lazy import Cup, FunctionSet, Powerset, Product, RecordSet, Sequences
from tlaverify.evaluate.values import Function, Integer, String, Value, finite_set, sequence

if TYPE_CHECKING:
    from tlaverify.encodings.finite.ground import Grounder

__all__ = ["as_space", "listed", "member_of_space"]

_MOST = 6_000


def member_of_space(grounder: Grounder, value: Symbolic, s: Space) -> Formula:
    """``value \\in s``."""
    combine = grounder.combine
    if s.op == "\\cup":
        return combine.any_of(grounder.member(value, p) for p in s.parts)
    if isinstance(value, Choice):
        return combine.cases([(g, member_of_space(grounder, v, s)) for v, g in value.items.items()])
    if s.op == "SUBSET":
        return grounder.subset(value, s.parts[0])
    f = combine.as_function(value)
    if f is None:
        return Formula(FALSE, FALSE)
    if s.op == "[->]":
        domain = combine.equal(SymbolicSet(f.domain()), grounder_set(grounder, s.parts[0]))
        return combine.all_of([domain, *_values_in(grounder, f, s.parts[1])])
    if s.op == "Seq":
        return combine.all_of([_sequence(grounder, f), *_values_in(grounder, f, s.parts[0])])
    return _fields(grounder, f, _named(s))


def as_space(s: Symbolic) -> Space | None:
    """A set of the evaluator as a Space of the same form, None if it has no such form."""
    if isinstance(s, Space):
        return s
    if isinstance(s, Powerset):
        return Space("SUBSET", (s.base,))
    if isinstance(s, FunctionSet):
        return Space("[->]", (s.domain, s.codomain))
    if isinstance(s, Product):
        return Space("\\X", s.factors)
    if isinstance(s, Sequences):
        return Space("Seq", (s.base,))
    if isinstance(s, Cup):
        return Space("\\cup", (s.left, s.right))
    if isinstance(s, RecordSet):
        return Space("RECSET", tuple(x for f, v in s.fields for x in (String(f), v)))
    return None


def grounder_set(grounder: Grounder, s: Symbolic) -> Symbolic:
    """The set with its elements listed."""
    return SymbolicSet(dict(grounder.items(s)))


def _named(s: Space) -> dict[Value, Symbolic]:
    if s.op == "\\X":
        return {Integer(i): p for i, p in enumerate(s.parts, 1)}
    return {k: p for k, p in zip(s.parts[::2], s.parts[1::2], strict=True) if isinstance(k, String)}


def _values_in(grounder: Grounder, f: SymbolicFunction, s: Symbolic) -> list[Formula]:
    """That each value of the function is in ``s``."""
    combine = grounder.combine
    return [
        combine.any_of((combine.exact(-g), grounder.member(f.items[k], s))) for k, g in f.domain().items()
    ]


def _sequence(grounder: Grounder, f: SymbolicFunction) -> Formula:
    """That the domain is ``1..n`` for some n."""
    domain, circuit = f.domain(), grounder.circuit
    numbers = [domain.get(Integer(i), FALSE) for i in range(1, len(domain) + 1)]
    others = [-g for k, g in domain.items() if not isinstance(k, Integer) or not 1 <= k.value <= len(domain)]
    closed = [circuit.or_((a, -b)) for a, b in pairwise(numbers)]
    return grounder.combine.exact(circuit.and_([*closed, *others]))


def _fields(grounder: Grounder, f: SymbolicFunction, fields: dict[Value, Symbolic]) -> Formula:
    if set(f.items) != set(fields):
        return Formula(FALSE, TRUE)
    parts = [grounder.member(v, fields[k]) for k, v in f.items.items()]
    return grounder.combine.all_of([*map(grounder.combine.exact, f.guards.values()), *parts])


def listed(grounder: Grounder, s: Space) -> list[tuple[Value, Lit]]:
    """The elements with their guards.  Raises TooLarge."""
    circuit = grounder.circuit
    if s.op == "\\cup":
        out: dict[Value, Lit] = {}
        for p in s.parts:
            for v, g in grounder.items(p):
                out[v] = circuit.or_((out.get(v, FALSE), g))
        return list(out.items())
    if s.op == "SUBSET":
        return _subsets(grounder, s.parts[0])
    if s.op == "[->]":
        keys = [(v, g) for v, g in grounder.items(s.parts[0]) if g != FALSE]
        if any(g != TRUE for _, g in keys):
            raise TooLarge
        columns = [grounder.items(s.parts[1])] * len(keys)
        names: list[Value] = [v for v, _ in keys]
    elif s.op == "Seq":
        raise TooLarge
    else:
        fields = _named(s)
        names = list(fields)
        columns = [grounder.items(p) for p in fields.values()]
    count = 1
    for c in columns:
        count *= len(c)
    if count > _MOST:
        raise TooLarge
    rows: list[tuple[Value, Lit]] = []
    for row in product(*columns):
        guard = circuit.and_(g for _, g in row)
        if guard != FALSE:
            values = [v for v, _ in row]
            whole = sequence(values) if s.op == "\\X" else Function(dict(zip(names, values, strict=True)))
            rows.append((whole, guard))
    return rows


def _subsets(grounder: Grounder, base: Symbolic) -> list[tuple[Value, Lit]]:
    items = [(v, g) for v, g in grounder.items(base) if g != FALSE]
    if 2 ** len(items) > _MOST:
        raise TooLarge
    out: list[tuple[Value, Lit]] = []
    for bits in product((False, True), repeat=len(items)):
        chosen = [item for item, b in zip(items, bits, strict=True) if b]
        out.append((finite_set(v for v, _ in chosen), grounder.circuit.and_(g for _, g in chosen)))
    return out
