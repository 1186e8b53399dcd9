"""Confinement: which form each constant and variable certainly has.

A symbol gets a form other than "some value" only from a hypothesis at the top
level of the sequent: a membership ``v \\in S``, an inclusion ``v \\subseteq S`` or
an equation ``v' = e``.  In a model where that hypothesis is false the sequent
holds anyhow; where it is true the form exists.  The hypothesis itself is
asserted too, in the terms of that form.

A symbol's set or equation may mention other symbols; those get their forms
first.  Where symbols confine one another in a circle, the circle is cut by
leaving one of them unconfined.  Which hypotheses serve is found from the terms
alone (``Confinement``); the forms are made when a symbol is first needed.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final, TypeAlias

from tlaverify.encodings.encoder import Encoder, Unsupported
from tlaverify.encodings.forms import symbolic
from tlaverify.encodings.rules.application import domain_equation
from tlaverify.encodings.sequent import Goal
from tlaverify.encodings.types import ANY, AnyT, SetT, Type, join
from tlaverify.encodings.values import FunVal, SetVal, UVal, Value
from tlaverify.kernel.term import Apply, Bind, Kind, Symbol, Term, is_builtin

__all__ = ["Confinement", "Key", "Options", "Step", "give_form"]

Key: TypeAlias = tuple[Symbol, bool]
"""A symbol, and whether it is primed."""

_TOO_MANY: Final = 24


@dataclass(frozen=True, slots=True)
class Options:
    """How forms are chosen.

    typed       give forms at all (the untyped encoding does not).
    relations   a set given by an equation gets relations of its own, defined by that
                equation ("def"), instead of standing for the equation's right side ("inl").
    """

    typed: bool = True
    relations: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """What a symbol's form comes from: an equation's other side, else the sets that it is in or part of.

    domain  what its DOMAIN is said to be, which serves if it gets no form.
    """

    key: Key
    equation: Term | None
    memberships: tuple[tuple[str, Term], ...]
    domain: Term | None = None

    @property
    def terms(self) -> tuple[Term, ...]:
        sets = tuple(s for _, s in self.memberships)
        others = tuple(t for t in (self.equation, self.domain) if t is not None)
        return (*others, *sets)


class Confinement:
    """The steps for the symbols of one sequent, each of which needs only steps before it."""

    def __init__(self, goal: Goal, options: Options) -> None:
        self._steps: dict[Key, Step] = {}
        if not options.typed:
            return
        found = _collect(goal)
        waiting = dict.fromkeys([*found.equations, *found.memberships, *found.domains])
        while waiting:
            key = _next(found, waiting)
            del waiting[key]
            self._steps[key] = _step(found, key, waiting)

    def needed(self, term: Term, given: Container[Key]) -> list[Step]:
        """The steps for the symbols in ``term`` but those ``given``, in their order."""
        wanted: set[Key] = set()
        todo = list(_keys(term))
        while todo:
            key = todo.pop()
            step = self._steps.get(key)
            if step is not None and key not in given and key not in wanted:
                wanted.add(key)
                for t in step.terms:
                    todo.extend(_keys(t))
        return [s for k, s in self._steps.items() if k in wanted] if wanted else []


@dataclass(slots=True)
class _Candidates:
    memberships: dict[Key, list[tuple[str, Term]]] = field(default_factory=dict)
    equations: dict[Key, list[Term]] = field(default_factory=dict)
    domains: dict[Key, Term] = field(default_factory=dict)


def _collect(goal: Goal) -> _Candidates:
    out = _Candidates()
    for h in goal.hypotheses:
        if not isinstance(h, Apply) or h.op.kind is not Kind.BUILTIN or len(h.args) != 2:
            continue
        left, right = h.args
        equation = domain_equation(h)
        if equation is not None:
            key = _key(equation[0])
            if key is not None and key not in _keys(equation[1]):
                out.domains.setdefault(key, equation[1])
        if h.op.name in ("\\in", "\\subseteq"):
            key = _key(left)
            if key is not None and key not in _keys(right):
                out.memberships.setdefault(key, []).append((h.op.name, right))
        elif h.op.name == "=":
            for a, b in ((left, right), (right, left)):
                key = _key(a)
                if key is not None and (key[1] or key[0].kind is Kind.VARIABLE) and key not in _keys(b):
                    out.equations.setdefault(key, []).append(b)
                    break
    return out


def _key(t: Term) -> Key | None:
    """The constant, variable or primed variable that ``t`` is."""
    if not isinstance(t, Apply):
        return None
    if is_builtin(t, "'"):
        inner = t.args[0]
        if isinstance(inner, Apply) and inner.op.kind is Kind.VARIABLE:
            return inner.op, True
        return None
    if t.op.kind in (Kind.CONSTANT, Kind.VARIABLE) and not t.args and t.op.arity == 0:
        return t.op, False
    return None


@lru_cache(1024)
def _keys(t: Term) -> frozenset[Key]:
    """The constants, variables and primed variables in ``t``."""
    out: set[Key] = set()
    todo: list[Term] = [t]
    while todo:
        s = todo.pop()
        key = _key(s)
        if key is not None:
            out.add(key)
        elif isinstance(s, Apply):
            todo.extend(s.args)
        elif isinstance(s, Bind):
            todo.append(s.body)
            todo.extend(b.domain for b in s.bounds if b.domain is not None)
    return frozenset(out)


def _uses(found: _Candidates, key: Key) -> frozenset[Key]:
    if key in found.equations:
        return _keys(found.equations[key][0])
    own = (found.domains[key],) if key in found.domains else ()
    return frozenset().union(*(_keys(s) for s in (*own, *(s for _, s in found.memberships.get(key, ())))))


def _next(found: _Candidates, waiting: dict[Key, None]) -> Key:
    for key in waiting:
        if not any(k in waiting and k != key for k in _uses(found, key)):
            return key
    # a circle: an equation that takes part in it is not used as one
    key = next(iter(waiting))
    found.equations.pop(key, None)
    return key


def _step(found: _Candidates, key: Key, waiting: dict[Key, None]) -> Step:
    equation = next((e for e in found.equations.get(key, ()) if _keys(e).isdisjoint(waiting)), None)
    sets = tuple((how, s) for how, s in found.memberships.get(key, ()) if _keys(s).isdisjoint(waiting))
    domain = found.domains.get(key)
    return Step(key, equation, sets, domain if domain is None or _keys(domain).isdisjoint(waiting) else None)


def give_form(
    enc: Encoder, step: Step, options: Options, choice: Mapping[Symbol, int], alternatives: dict[Symbol, int]
) -> None:
    """Give the symbol of ``step`` its form in ``enc``.

    A constant whose set has elements of several types gets the one that ``choice``
    names (the first where it says nothing).  How many types such a constant has is noted
    in ``alternatives``; the sequent must be proved for all of them.  A symbol without a form may have
    a domain that is known.
    """
    _give_form(enc, step, options, choice, alternatives)
    if step.domain is not None and step.key not in enc.symbols:
        v, known = enc.symbol(step.key[0], primed=step.key[1]), _try_value(enc, step.domain)
        if isinstance(v, UVal) and known is not None:
            enc.domains[v.e] = known


def _give_form(
    enc: Encoder, step: Step, options: Options, choice: Mapping[Symbol, int], alternatives: dict[Symbol, int]
) -> None:
    symbol, primed = step.key
    name = enc.names.of(symbol, primed)
    if step.equation is not None:
        v = _try_value(enc, step.equation)
        if v is not None:
            enc.symbols[step.key] = _defined(enc, v, name, options)
            return
    best: tuple[Type, ...] | None = None
    for how, s in step.memberships:
        v = _try_value(enc, s)
        if v is None:
            continue
        types: tuple[Type, ...] = enc.types(v) if how == "\\in" else (SetT(enc.types(v)),)
        if types and (best is None or _worth(types) > _worth(best)):
            best = types
    if best is None or any(isinstance(t, AnyT) for t in best):
        return
    if len(best) > 1:
        total = len(best)
        for n in alternatives.values():
            total *= n
        if symbol.kind is Kind.VARIABLE or total > _TOO_MANY:
            best = (join(best),)
            if best == (ANY,):
                return
        else:
            alternatives[symbol] = len(best)
    enc.symbols[step.key] = symbolic(enc, best[choice.get(symbol, 0) if len(best) > 1 else 0], name)


def _worth(types: tuple[Type, ...]) -> int:
    if any(isinstance(t, AnyT) for t in types):
        return -100
    return -len(types)


def _try_value(enc: Encoder, t: Term) -> Value | None:
    try:
        return enc.value(t, {})
    except Unsupported:
        return None


def _defined(enc: Encoder, v: Value, name: str, options: Options) -> Value:
    """The form of a variable that equals ``v``."""
    if isinstance(v, FunVal) and v.origin is None:
        return replace(v, origin=(name, ()))  # as a value of the universe it is named once
    if options.relations and isinstance(v, SetVal):
        types = enc.types(v)
        if types and not any(isinstance(t, AnyT) for t in types):
            return symbolic(enc, SetT(types), name)
    return v
