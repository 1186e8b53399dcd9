"""Function application and DOMAIN, for every form of value."""

from __future__ import annotations

from collections.abc import Callable

from tlaverify.encodings import smt
from tlaverify.encodings.encoder import Encoder
from tlaverify.encodings.forms import type_of
from tlaverify.encodings.named import name_equations
from tlaverify.encodings.smt import FALSE, TRUE, Expr
from tlaverify.encodings.types import IntT, merge
from tlaverify.encodings.values import (
    FunVal,
    IntVal,
    IteVal,
    RecVal,
    SeqVal,
    SetVal,
    StrVal,
    TupVal,
    UVal,
    Value,
)
from tlaverify.kernel.rewrite import subterms
from tlaverify.kernel.term import Apply, Term, is_builtin

__all__ = [
    "anywhere",
    "apply",
    "asserted",
    "by_cases",
    "domain",
    "domain_equation",
    "enumeration",
    "interval",
    "is_function",
]


def apply(enc: Encoder, f: Value, x: Value) -> Value:
    """``f[x]``: the function's value in its domain, some value of the universe elsewhere."""
    if isinstance(f, IteVal):
        return enc.ite(f.test, lambda: apply(enc, f.then, x), lambda: apply(enc, f.other, x))
    match f:
        case RecVal(fields):
            return _select(enc, f, x, [(StrVal(n), v) for n, v in fields])
        case TupVal(items):
            return _select(enc, f, x, [(IntVal(smt.integer(i + 1)), v) for i, v in enumerate(items)])
        case FunVal():
            if f.total:
                return f.apply(x)
            outside = f.outside or (lambda g, v: anywhere(enc, g, v))
            return enc.ite(enc.member(x, f.domain), lambda: f.apply(x), lambda: outside(f, x))
        case SeqVal():
            guard, index = _index(enc, x)
            inside = smt.conj((guard, smt.le(smt.integer(1), index), smt.le(index, f.length)))
            return enc.ite(inside, lambda: f.at(index), lambda: anywhere(enc, f, x))
    return UVal(enc.app_u(enc.to_u(f), enc.to_u(x)))


def by_cases(use: Callable[[Value], Expr]) -> Callable[[Value], Expr]:
    """``use`` with the case distinctions of its argument moved outwards.

    (A function that calls itself so, defined in another, would be garbage in a cycle after each use.)
    """
    return lambda x: _by_cases(use, x)


def _by_cases(use: Callable[[Value], Expr], x: Value) -> Expr:
    if isinstance(x, IteVal):
        return smt.ite(x.test, _by_cases(use, x.then), _by_cases(use, x.other))
    return use(x)


def _index(enc: Encoder, x: Value) -> tuple[Expr, Expr]:
    if isinstance(x, IntVal):
        return TRUE, x.e
    u = enc.to_u(x)
    return enc.is_int(u), enc.u2i(u)


def anywhere(enc: Encoder, f: Value, x: Value) -> Value:
    """``f[x]`` as some value of the universe."""
    return UVal(enc.app_u(enc.to_u(f), enc.to_u(x)))


def _select(enc: Encoder, f: Value, x: Value, parts: list[tuple[Value, Value]], first: int = 0) -> Value:
    """``f[x]`` where f has the ``parts`` from ``first`` on, each argument and value, perhaps with more."""
    from tlaverify.encodings.rules.equality import equal

    if first == len(parts):
        return anywhere(enc, f, x)
    key, v = parts[first]
    return enc.ite(equal(enc, x, key), lambda: v, lambda: _select(enc, f, x, parts, first + 1))


def interval(enc: Encoder, lo: Expr, hi: Expr) -> SetVal:
    """``lo .. hi`` for integers."""

    @by_cases
    def member(x: Value) -> Expr:
        guard, i = _index(enc, x)
        return FALSE if guard == FALSE else smt.conj((guard, smt.le(lo, i), smt.le(i, hi)))

    return SetVal(member, lambda: (IntT(),), name=lambda: enc.interval_u(lo, hi))


def enumeration(enc: Encoder, items: tuple[Value, ...]) -> SetVal:
    """``{items}``."""
    from tlaverify.encodings.rules.equality import equal

    def over(universal: bool, body: Callable[[Value], Expr]) -> Expr:
        return smt.conj(map(body, items)) if universal else smt.disj(map(body, items))

    return SetVal(
        lambda x: smt.disj(equal(enc, x, i) for i in items),
        lambda: merge(type_of(enc, i) for i in items),
        over,
        lambda: enc.set_u(lambda x: smt.disj(smt.eq(x, enc.to_u(i)) for i in items)),
    )


def domain(enc: Encoder, f: Value) -> Value:
    """``DOMAIN f``."""
    match f:
        case IteVal(test, a, b):
            return enc.ite(test, lambda: domain(enc, a), lambda: domain(enc, b))
        case RecVal(fields):
            return enumeration(enc, tuple(StrVal(n) for n, _ in fields))
        case TupVal(items):
            return interval(enc, smt.integer(1), smt.integer(len(items)))
        case SeqVal(length):
            return interval(enc, smt.integer(1), length)
        case FunVal():
            return f.domain
    u = enc.to_u(f)
    known = enc.domains.get(u)
    return UVal(enc.dom_u(u)) if known is None else known


def domain_equation(t: Term) -> tuple[Term, Term] | None:
    """f and S if ``t`` is ``DOMAIN f = S`` and says something of f by what f is not part of."""
    if is_builtin(t, "=") and isinstance(t, Apply):
        for a, b in (t.args, t.args[::-1]):
            if is_builtin(a, "DOMAIN") and isinstance(a, Apply) and a.args[0] not in subterms(b):
                return a.args[0], b
    return None


def asserted(enc: Encoder, t: Term) -> Expr:
    """A hypothesis at the top level as a formula; what ``DOMAIN f = S`` says is used in all the others."""
    equation = domain_equation(t)
    if equation is None:
        return enc.formula(name_equations(t), {})
    f, s = (enc.value(x, {}) for x in equation)
    if not isinstance(f, UVal):
        return enc.formula(name_equations(t), {})
    enc.domains.setdefault(f.e, s)
    return smt.eq(enc.dom_u(f.e), enc.to_u(s))


def is_function(enc: Encoder, f: Value) -> Expr:
    """Whether ``f`` is a function: ``f = [x \\in DOMAIN f |-> f[x]]``."""
    match f:
        case IteVal(test, a, b):
            return smt.ite(test, is_function(enc, a), is_function(enc, b))
        case RecVal() | TupVal() | SeqVal() | FunVal():
            return TRUE
    return enc.is_fcn_u(enc.to_u(f))
