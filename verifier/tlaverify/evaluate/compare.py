"""Equality, membership and inclusion of values, in three truth values."""

from __future__ import annotations

from collections.abc import Callable

from tlaverify.evaluate.kinds import ANY, Kind, alike, common, kind_of
from tlaverify.evaluate.kleene import all_of, any_of, both, negate
from tlaverify.evaluate.symbolic import Generic, Ray, holds_symbol, symbolic_equal
from tlaverify.evaluate.values import (
    Boolean,
    FiniteSet,
    Function,
    Integer,
    LazyFunction,
    LazySet,
    Model,
    String,
    Symbolic,
    Truth,
    Undefined,
    Value,
    finite_set,
)
from tlaverify.evaluate.work import Work

__all__ = ["apply_function", "distinct", "elements", "equal", "is_set", "member", "size", "subset"]

_ATOMS = (Integer, Boolean, String)


def is_set(value: Value) -> bool:
    return isinstance(value, (FiniteSet, LazySet))


def equal(a: Value, b: Value, work: Work) -> Truth:
    """``a = b``.  Values of one kind are compared; of different kinds TLA+ does not say (but see Model)."""
    work.spend()
    if isinstance(a, Symbolic) or isinstance(b, Symbolic):
        return symbolic_equal(a, b)
    if isinstance(a, _ATOMS) and type(a) is type(b):
        return a == b
    if isinstance(a, Model) or isinstance(b, Model):
        return a == b
    if is_set(a) and is_set(b):
        return _equal_sets(a, b, work)
    if isinstance(a, (Function, LazyFunction)) and isinstance(b, (Function, LazyFunction)):
        return _equal_functions(a, b, work)
    return Undefined(f"TLA+ does not say whether {a!r} = {b!r}")


def _equal_sets(a: Value, b: Value, work: Work) -> Truth:
    if a == b:
        return True
    if alike(a, b):
        return False
    return both(subset(a, b, work), subset(b, a, work))


def _equal_functions(a: Function | LazyFunction, b: Function | LazyFunction, work: Work) -> Truth:
    if a == b:
        return True
    if alike(a, b):
        return False
    same = equal(_domain(a), _domain(b), work)
    if same is not True:
        return same
    if isinstance(a, LazyFunction) and isinstance(b, LazyFunction):
        return Undefined("two functions on an infinite domain")
    listed = a if isinstance(a, Function) else b
    other = b if listed is a else a
    assert isinstance(listed, Function)

    def agree(key: Value, item: Value) -> Truth:
        found = apply_function(other, key, work)
        return found if isinstance(found, Undefined) else equal(item, found, work)

    return all_of(agree(k, v) for k, v in listed.items.items())


def _domain(f: Function | LazyFunction) -> Value:
    return f.domain() if isinstance(f, Function) else f.domain


def apply_function(f: Value, key: Value, work: Work) -> Value | Undefined:
    """``f[key]``; Undefined for what is no function, and outside the domain."""
    if isinstance(f, Function):
        hit = f.items.get(key)
        if hit is not None and not isinstance(key, Symbolic):
            return hit
        for k, v in f.items.items():
            same = equal(k, key, work)
            if isinstance(same, Undefined):
                return same
            if same:
                return v
        return Undefined(f"{f!r} applied to {key!r}, outside its domain")
    if isinstance(f, LazyFunction):
        inside = member(key, f.domain, work)
        if isinstance(inside, Undefined):
            return inside
        return f.call(key) if inside else Undefined(f"a function applied to {key!r}, outside its domain")
    return Undefined(f"{f!r} is not known to be a function")


def member(value: Value, s: Value, work: Work) -> Truth:
    """``value \\in s``."""
    work.spend()
    if isinstance(s, FiniteSet):
        if value in s.elements and not isinstance(value, Symbolic):
            return True
        if alike(finite_set((value,)), s):
            return False
        return any_of(equal(value, e, work) for e in s.sorted())
    if isinstance(s, LazySet):
        if isinstance(value, Model):
            work.spend()
        return s.contains(value, work)
    return Undefined(f"TLA+ does not say what the elements of {s!r} are")


def elements(s: Value, work: Work) -> tuple[Value, ...] | Undefined:
    """All elements of a set in the order of ``sort_key``, some perhaps equal to each other."""
    if isinstance(s, FiniteSet):
        return s.sorted()
    if isinstance(s, LazySet):
        listed = s.listed(work)
        if not isinstance(listed, Undefined):
            work.spend(len(listed))
        return listed
    return Undefined(f"TLA+ does not say what the elements of {s!r} are")


def distinct(items: tuple[Value, ...], work: Work) -> list[Value] | Undefined:
    """The items without repetitions; Undefined where TLA+ does not say if two are equal."""
    kind: Kind | None = ANY
    for item in items:
        own = kind_of(item)
        kind = None if own is None or kind is None else common(kind, own)
        if kind is None:
            break
    else:
        return list(dict.fromkeys(items))
    out: list[Value] = []
    for item in items:
        seen = any_of(equal(item, other, work) for other in out)
        if isinstance(seen, Undefined):
            return seen
        if not seen:
            out.append(item)
    return out


def size(s: Value, work: Work) -> int | Undefined:
    """The number of elements of a finite set."""
    listed = elements(s, work)
    if isinstance(listed, Undefined):
        return listed
    once = distinct(listed, work)
    return once if isinstance(once, Undefined) else len(once)


def subset(a: Value, b: Value, work: Work) -> Truth:
    """``a \\subseteq b``."""
    if a == b and is_set(a):
        return True
    if not is_set(a) or not is_set(b):
        return Undefined(f"TLA+ does not say what the elements of {a if not is_set(a) else b!r} are")
    from tlaverify.evaluate.inclusion import included

    if included(a, b, work):
        return True
    return for_all(a, lambda x: member(x, b, work), work)


def for_all(s: Value, test: Callable[[Value], Truth], work: Work) -> Truth:
    """``\\A x \\in s : test(x)``.

    Over a set that cannot be enumerated it is FALSE on a witness among those given and the set's
    samples, and TRUE only by the argument of ``symbolic.py`` (for sets of integers).
    """
    listed = elements(s, work)
    if not isinstance(listed, Undefined):
        return all_of(test(x) for x in listed)
    if not isinstance(s, LazySet):
        return listed
    decided = _beyond(s, test, work)
    if isinstance(decided, bool):
        return decided
    for x in work.witnesses:
        if member(x, s, work) is True and test(x) is False:
            return False
    if decided is not None:
        return decided
    for x in s.samples(work):
        if test(x) is False:
            return False
    return Undefined(f"a quantifier over {s!r}")


def _beyond(s: LazySet, test: Callable[[Value], Truth], work: Work) -> Truth | None:
    """The quantifier over a set of integers, if the test is settled for all integers far enough out."""
    from tlaverify.evaluate.inclusion import integers_only
    from tlaverify.evaluate.symbolic import Horizon

    rays = integers_only(s)
    if rays is None:
        return None
    horizon = Horizon()
    for sign in rays:
        ray = Ray(horizon, sign)
        inside = member(ray, s, work)
        if isinstance(inside, Undefined):
            return None
        if not inside:
            continue
        held = test(ray)
        if isinstance(held, Undefined):
            return None
        if not held:
            return False  # it fails for every integer past the horizon, so there are some
    if horizon.bound > work.size:
        return None
    low = -horizon.bound if -1 in rays else 0
    unknown: Undefined | None = None
    for n in range(low, horizon.bound + 1):
        x = Integer(n)
        inside = member(x, s, work)
        held = any_of([negate(inside), test(x)]) if inside is not False else True
        if isinstance(held, Undefined):
            unknown = unknown or held
        elif not held:
            return False
    return True if unknown is None else unknown


def for_every_value(test: Callable[[Value], Truth], work: Work) -> Truth:
    """``\\A x : test(x)`` over all values whatever: see ``symbolic.Generic``."""
    for x in (*work.models, *work.witnesses):
        if test(x) is False:
            return False
    generic = Generic()
    held = test(generic)
    if isinstance(held, Undefined):
        return held
    if not held:
        return False
    tried: set[Value] = set()
    unknown: Undefined | None = None
    while todo := [v for v in generic.met if v not in tried]:
        for value in todo:
            tried.add(value)
            answer = Undefined("") if holds_symbol(value) else test(value)
            if isinstance(answer, Undefined):
                unknown = unknown or answer
            elif not answer:
                return False
    return True if unknown is None else unknown
