"""Triggers: what makes the solver instantiate a quantifier.

A bounded quantifier is instantiated on its guard (``\\A m \\in sent`` on ``sent(..)``, ``\\A x \\in S``
on ``in!(x, S)``).  A variable that no guard covers is instantiated on a mark, ``int?`` or ``any?``: an
uninterpreted predicate that is true of everything in the intended model and is asserted of
constants and of existential variables.  Triggers never change what a formula means;
marks do not in the intended model.
"""

from __future__ import annotations

from itertools import combinations
from typing import Final

from tlaverify.encodings import smt
from tlaverify.encodings.loops import named, parts_of, without_loop
from tlaverify.encodings.smt import BOOL, INT, Expr, U

__all__ = ["ANY_MARK", "INT_MARK", "add_triggers"]

INT_MARK: Final = "int?"
ANY_MARK: Final = "any?"
_MOST: Final = 6
_CASTS: Final = ("i2u!", "isint!", "u2i!", INT_MARK, ANY_MARK)


def add_triggers(e: Expr, polarity: int = 1) -> Expr:
    """The formula with a trigger at every quantifier.

    polarity: +1 where the formula is asserted, -1 where its negation is, 0 where both count.
    """
    if not e.quantified:
        return e
    if e.kind == "quant":
        return _quantifier(e, polarity)
    match e.op:
        case "not":
            return smt.not_(add_triggers(e.args[0], -polarity))
        case "and":
            return smt.conj(add_triggers(a, polarity) for a in e.args)
        case "or":
            return smt.disj(add_triggers(a, polarity) for a in e.args)
        case "ite" if e.sort == BOOL:
            test, a, b = e.args
            return smt.ite(add_triggers(test, 0), add_triggers(a, polarity), add_triggers(b, polarity))
        case "=" if e.args[0].sort == BOOL and polarity:
            a, b = e.args
            both = smt.conj((smt.implies(a, b), smt.implies(b, a)))
            return add_triggers(both, polarity)
    return Expr(e.kind, e.op, tuple(add_triggers(a, 0) for a in e.args), e.sort)


def _quantifier(e: Expr, polarity: int) -> Expr:
    if polarity == (1 if e.op == "forall" else -1):
        flattened = without_loop(e)
        if flattened is not None:
            whole, patterns = flattened
            return _rebuilt(whole, add_triggers(whole.args[0], polarity), patterns)
    body = add_triggers(e.args[0], polarity)
    wanted = frozenset(e.bound)
    given = tuple(p for p in e.pats if all(t.applied for t in p))
    if given:
        return _rebuilt(e, body, given)
    chosen, covered = _covering_guards(e.op, body, wanted)
    loose = tuple(v for v in e.bound if v not in covered)
    universal = polarity == (1 if e.op == "forall" else -1)
    if not loose:
        extra = _other_triggers(body, wanted, chosen) if universal else ()
        return _rebuilt(e, body, (tuple(chosen), *extra))
    if any(v.sort not in (INT, U) for v in loose):  # of truth values there are two: no trigger is needed
        return _rebuilt(e, body, ())
    marks = tuple(smt.app(INT_MARK if v.sort == INT else ANY_MARK, (v,), BOOL) for v in loose)
    if not universal:
        # to be a Skolem constant, which is marked; or both, then marked and guarded by the mark
        join = "or" if e.op == "forall" else "and"
        parts = body.args if body.kind == "op" and body.op == join else (body,)
        marked = tuple(smt.not_(m) for m in marks) if e.op == "forall" else marks
        return _rebuilt(e, Expr("op", join, (*marked, *parts), BOOL), ((*chosen, *marks),))
    others = _body_triggers(body, wanted, frozenset(loose), chosen)
    if others and any(v.sort == U for v in loose):
        return _rebuilt(e, body, others)
    return _rebuilt(e, body, ((*chosen, *marks), *others))


def _rebuilt(e: Expr, body: Expr, pats: tuple[tuple[Expr, ...], ...]) -> Expr:
    return Expr("quant", e.op, (body,), BOOL, e.bound, pats)


def _covering_guards(kind: str, body: Expr, wanted: frozenset[Expr]) -> tuple[list[Expr], set[Expr]]:
    chosen: list[Expr] = []
    covered: set[Expr] = set()
    for g in _guards(kind, body):
        new = (g.free & wanted) - covered
        if new and g.applied:
            chosen.append(g)
            covered |= new
    return chosen, covered


def _guards(kind: str, body: Expr) -> list[Expr]:
    """The relational atoms under which the body says something."""
    if kind == "exists":
        parts = body.args if body.kind == "op" and body.op == "and" else (body,)
        return [p for p in parts if p.kind == "app" and p.args]
    parts = body.args if body.kind == "op" and body.op == "or" else (body,)
    inner = [p.args[0] for p in parts if p.kind == "op" and p.op == "not"]
    return [p for p in inner if p.kind == "app" and p.args]


def _body_triggers(
    body: Expr, wanted: frozenset[Expr], loose: frozenset[Expr], chosen: list[Expr]
) -> tuple[tuple[Expr, ...], ...]:
    """Terms of the body that hold the variables which no guard covers."""
    found: dict[Expr, None] = {}
    _applications(body, loose, found)
    terms = list(found)
    full = [t for t in terms if loose <= t.free]
    smallest = [t for t in full if not any(o is not t and o in parts_of(t) for o in full)]
    if smallest:
        return tuple(_completed(t, wanted, chosen) for t in smallest[:_MOST])
    for size in (2, 3):
        many = [c for c in combinations(terms[:12], size) if loose <= frozenset().union(*(t.free for t in c))]
        if many:
            return tuple((*chosen, *c) for c in many[:4])
    return ()


def _other_triggers(
    body: Expr, wanted: frozenset[Expr], chosen: list[Expr]
) -> tuple[tuple[Expr, ...], ...]:
    """Terms with an operator of the module that hold all the variables: lemmas about it are used on it.

    Besides ``app!(f, x)`` where the guard is ``x \\in DOMAIN f``.
    """
    found: dict[Expr, None] = {}
    _applications(body, wanted, found)
    domains = {g.args[1].args[0] for g in chosen if g.op == "in!" and g.args[1].op == "dom!"}
    full = [t for t in found if wanted <= t.free]
    ours = [t for t in full if any(map(named, (t, *parts_of(t))))]
    least = [t for t in ours if not any(o is not t and o in parts_of(t) for o in ours)][:3]
    applied = [t for t in full if t.op == "app!" and t.args[0] in domains and t not in least]
    return tuple((t,) for t in (*least, *applied[:2]))


def _completed(t: Expr, wanted: frozenset[Expr], chosen: list[Expr]) -> tuple[Expr, ...]:
    """``t`` with as many guards as it takes to hold all the variables."""
    out, covered = [t], set(t.free & wanted)
    for g in chosen:
        if (g.free & wanted) - covered:
            out.append(g)
            covered |= g.free
    return tuple(out)


def _applications(e: Expr, wanted: frozenset[Expr], found: dict[Expr, None]) -> None:
    _collect(e, wanted, found, set())


def _collect(e: Expr, wanted: frozenset[Expr], found: dict[Expr, None], seen: set[int]) -> None:
    if id(e) in seen or e.free.isdisjoint(wanted):
        return
    seen.add(id(e))
    if e.kind == "quant":
        inner: dict[Expr, None] = {}
        _collect(e.args[0], wanted, inner, set())
        found.update((t, None) for t in inner if t.free.isdisjoint(e.bound))
        return
    if e.kind == "app" and e.args and e.applied and e.op not in _CASTS:
        found[e] = None
    for a in e.args:
        _collect(a, wanted, found, seen)
