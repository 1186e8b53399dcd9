"""Confinement: which form each constant and variable certainly has.

A symbol gets a form other than "some value" only from a hypothesis at the top
level of the sequent: a membership ``v \\in S``, an inclusion ``v \\subseteq S`` or
an equation ``v' = e``.  In a model where that hypothesis is false the sequent
holds anyhow; where it is true the form exists.  The hypothesis itself is
asserted too, in the terms of that form.

A symbol's set or equation may mention other symbols; those get their forms
first.  Where symbols confine one another in a circle, the circle is cut by
leaving one of them unconfined.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from tlaverify.encodings.encoder import Encoder, Unsupported
from tlaverify.encodings.forms import symbolic
from tlaverify.encodings.sequent import Goal
from tlaverify.encodings.types import ANY, AnyT, SetT, Type, join
from tlaverify.encodings.values import SetVal, Value
from tlaverify.kernel.term import Apply, Bind, Kind, Symbol, Term, is_builtin

__all__ = ["Options", "confine"]

Key: TypeAlias = tuple[Symbol, bool]
_TOO_MANY = 24


@dataclass(frozen=True, slots=True)
class Options:
    """How forms are chosen.

    typed       give forms at all (the untyped encoding does not).
    relations   a set given by an equation gets relations of its own, defined by that
                equation ("def"), instead of standing for the equation's right side ("inl").
    """

    typed: bool = True
    relations: bool = True


@dataclass(slots=True)
class _Candidates:
    memberships: dict[Key, list[tuple[str, Term]]] = field(default_factory=dict)
    equations: dict[Key, list[Term]] = field(default_factory=dict)
    _keys: dict[Term, set[Key]] = field(default_factory=dict)

    def keys(self, t: Term) -> set[Key]:
        """The constants, variables and primed variables in ``t``."""
        found = self._keys.get(t)
        if found is None:
            found = self._keys[t] = _keys(t)
        return found


def confine(enc: Encoder, goal: Goal, options: Options, choice: dict[Symbol, int]) -> dict[Symbol, int]:
    """Give forms to the symbols of ``goal`` in ``enc``.

    A constant whose set has elements of several types gets the one that ``choice``
    names (the first where it says nothing).  Returns how many types each such constant
    has; the sequent must be proved for all of them.
    """
    alternatives: dict[Symbol, int] = {}
    if not options.typed:
        return alternatives
    found = _collect(goal)
    waiting = dict.fromkeys([*found.equations, *found.memberships])
    while waiting:
        key = _next(enc, found, waiting)
        del waiting[key]
        _fix(enc, key, found, waiting, options, choice, alternatives)
    return alternatives


def _collect(goal: Goal) -> _Candidates:
    out = _Candidates()
    for h in goal.hypotheses:
        if not isinstance(h, Apply) or h.op.kind is not Kind.BUILTIN or len(h.args) != 2:
            continue
        left, right = h.args
        if h.op.name in ("\\in", "\\subseteq"):
            key = _key(left)
            if key is not None and key not in out.keys(right):
                out.memberships.setdefault(key, []).append((h.op.name, right))
        elif h.op.name == "=":
            for a, b in ((left, right), (right, left)):
                key = _key(a)
                if key is not None and (key[1] or key[0].kind is Kind.VARIABLE) and key not in out.keys(b):
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


def _keys(t: Term) -> set[Key]:
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
    return out


def _uses(found: _Candidates, key: Key) -> set[Key]:
    if key in found.equations:
        return found.keys(found.equations[key][0])
    out: set[Key] = set()
    for _, s in found.memberships[key]:
        out |= found.keys(s)
    return out


def _next(enc: Encoder, found: _Candidates, waiting: dict[Key, None]) -> Key:
    for key in waiting:
        if not any(k in waiting and k != key for k in _uses(found, key)):
            return key
    # a circle: an equation that takes part in it is not used as one
    key = next(iter(waiting))
    found.equations.pop(key, None)
    return key


def _fix(
    enc: Encoder,
    key: Key,
    found: _Candidates,
    waiting: dict[Key, None],
    options: Options,
    choice: dict[Symbol, int],
    alternatives: dict[Symbol, int],
) -> None:
    symbol, primed = key
    name = enc.names.of(symbol, primed)
    if key in found.equations:
        equation = next((e for e in found.equations[key] if found.keys(e).isdisjoint(waiting)), None)
        if equation is not None:
            v = _try_value(enc, equation)
            if v is not None:
                enc.symbols[key] = _defined(enc, v, name, options)
                return
    best: tuple[Type, ...] | None = None
    for how, s in found.memberships.get(key, []):
        if not found.keys(s).isdisjoint(waiting):
            continue
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
    enc.symbols[key] = symbolic(enc, best[choice.get(symbol, 0) if len(best) > 1 else 0], name)


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
    if options.relations and isinstance(v, SetVal):
        types = enc.types(v)
        if types and not any(isinstance(t, AnyT) for t in types):
            return symbolic(enc, SetT(types), name)
    return v
