"""Values built from symbolic parts: application, EXCEPT, CASE, set and tuple constructors."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product
from typing import TYPE_CHECKING, Final

from tlaverify.encodings.finite.circuit import FALSE, TRUE, Lit
from tlaverify.encodings.finite.combine import TooLarge
from tlaverify.encodings.finite.environment import Env, Frame
from tlaverify.encodings.finite.sequences import OPERATORS, as_sequence
from tlaverify.encodings.finite.symbolic import (
    Choice,
    Space,
    Symbolic,
    SymbolicFunction,
    SymbolicSet,
)
from tlaverify.evaluate import values
from tlaverify.evaluate.values import FiniteSet, Integer, LazySet, Value, finite_set
from tlaverify.kernel.term import Term

if TYPE_CHECKING:
    from tlaverify.encodings.finite.ground import Grounder

__all__ = ["case_of", "construct", "except_at", "lift"]

_MOST_COMBINATIONS: Final = 20_000


def construct(grounder: Grounder, name: str, parts: list[Symbolic]) -> Symbolic | None:
    """The built-in operator ``name`` of arguments of which some are symbolic."""
    c = grounder.combine
    if name == "APPLY":
        return _call(grounder, parts[0], parts[1])
    if name in OPERATORS:
        whole = as_sequence(grounder, parts[0])
        if whole is not None:
            return OPERATORS[name](grounder, whole, parts[1:])
    if name == "{}":
        out: dict[Value, list[Lit]] = {}
        for p in parts:
            for g, v in c.alternatives(p):
                out.setdefault(v, []).append(g)
        return SymbolicSet({v: grounder.circuit.or_(gs) for v, gs in out.items()})
    if name == "\\cup":
        if any(isinstance(p, (Space, LazySet)) for p in parts):
            return Space(name, tuple(parts))
        return c.merge([(TRUE, p) for p in parts]) if all(_is_set(p) for p in parts) else None
    if name in ("\\cap", "\\"):
        base, other = parts
        if name == "\\cap" and isinstance(base, (Space, LazySet)):
            base, other = other, base
        kept: dict[Value, Lit] = {}
        for v, g in grounder.items(base):
            inside = grounder.member(v, other)
            kept[v] = grounder.circuit.and_((g, inside.holds if name == "\\cap" else inside.fails))
        return SymbolicSet(kept)
    if name in ("SUBSET", "[->]", "\\X", "Seq", "RECSET"):
        return Space(name, tuple(parts))
    if name == "UNION":
        merged: dict[Value, list[Lit]] = {}
        for s, g in grounder.items(parts[0]):
            for v, h in grounder.items(s):
                merged.setdefault(v, []).append(grounder.circuit.and_((g, h)))
        return SymbolicSet({v: grounder.circuit.or_(gs) for v, gs in merged.items()})
    if name == "<<>>":
        return SymbolicFunction({Integer(i): p for i, p in enumerate(parts, 1)})
    if name == "REC":
        return SymbolicFunction({
            k: v for k, v in zip(parts[::2], parts[1::2], strict=True) if isinstance(k, Value)
        })
    if name == "DOMAIN":
        f = c.as_function(parts[0])
        if f is not None:
            return SymbolicSet(f.domain()) if f.guards else finite_set(f.items)
    return lift(grounder, list(parts), lambda vs: grounder.strict(name, vs))


def _is_set(value: Symbolic) -> bool:
    return isinstance(value, (SymbolicSet, FiniteSet)) or (
        isinstance(value, Choice) and all(isinstance(v, FiniteSet) for v in value.items)
    )


def lift(
    grounder: Grounder, parts: Iterable[Symbolic | None],
    rule: Callable[[tuple[Value, ...]], Symbolic | None],
) -> Symbolic | None:
    """``rule`` for every combination of the parts' alternatives."""
    columns = []
    count = 1
    for p in parts:
        if p is None:
            return None
        columns.append(grounder.combine.alternatives(p))
        count *= len(columns[-1])
    if count > _MOST_COMBINATIONS:
        raise TooLarge
    grounder.spend(count)
    cases: list[tuple[Lit, Symbolic | None]] = []
    for row in product(*columns):
        guard = grounder.circuit.and_(g for g, _ in row)
        if guard != FALSE:
            cases.append((guard, rule(tuple(v for _, v in row))))
    return grounder.combine.merge(cases)


def _call(grounder: Grounder, f: Symbolic, key: Symbolic) -> Symbolic | None:
    whole = grounder.combine.as_function(f)
    if whole is None:
        return lift(grounder, [f, key], lambda vs: grounder.strict("APPLY", vs))
    if isinstance(key, Value) and key not in whole.guards:
        return whole.items.get(key)
    return grounder.combine.merge([
        (grounder.circuit.and_((g, whole.guards.get(k, TRUE))), whole.items.get(k))
        for g, k in grounder.combine.alternatives(key)
    ])


def except_at(grounder: Grounder, args: tuple[Term, ...], env: Env, frame: Frame) -> Symbolic | None:
    """``[f EXCEPT ![e] = v]``."""
    f = grounder.value(args[0], env, frame)
    key = grounder.value(args[1], env, frame)
    if f is None or key is None:
        return None
    whole = grounder.combine.as_function(f)
    if whole is None:
        new = grounder.value(args[2], env, frame)
        return None if new is None else lift(grounder, [f, key, new], _updated)
    hits = {k: grounder.combine.equal(key, k) for k in whole.items}
    if all(h.fails == TRUE for h in hits.values()):
        return f
    new = grounder.value(args[2], env, frame)
    out: dict[Value, Symbolic] = {}
    for k, old in whole.items.items():
        item = grounder.combine.merge([(hits[k].holds, new), (hits[k].fails, old)])
        if item is None:
            return None
        out[k] = item
    return SymbolicFunction(out, whole.guards)


def _updated(args: tuple[Value, ...]) -> Value | None:
    f, key, new = args
    if not isinstance(f, values.Function):
        return None
    return values.Function({k: new if k == key else v for k, v in f.items.items()})


def case_of(grounder: Grounder, args: tuple[Term, ...], env: Env, frame: Frame) -> Symbolic | None:
    """The first arm that applies: where several do, the evaluator decides whether they agree."""
    cases: list[tuple[Lit, Symbolic | None]] = []
    before: list[Lit] = []
    for guard, arm in zip(args[::2], args[1::2], strict=False):
        test = grounder.formula(guard, env, frame)
        here = grounder.circuit.and_([test.holds, *before])
        if here != FALSE:
            cases.append((here, grounder.value(arm, env, frame)))
        before.append(test.fails)
    if len(args) % 2:
        here = grounder.circuit.and_(before)
        if here != FALSE:
            cases.append((here, grounder.value(args[-1], env, frame)))
    return grounder.combine.merge(cases)
