"""Equality of values, by their forms."""

from __future__ import annotations

from tlaverify.encodings import smt
from tlaverify.encodings.encoder import Encoder
from tlaverify.encodings.forms import build, sorts
from tlaverify.encodings.rules.application import apply, domain
from tlaverify.encodings.smt import BOOL, FALSE, INT, TRUE, Expr, U, var
from tlaverify.encodings.types import AnyT, Type, flat
from tlaverify.encodings.values import (
    BoolVal,
    FunVal,
    IntVal,
    IteVal,
    RecVal,
    RelVal,
    SeqVal,
    SetVal,
    StrVal,
    TupVal,
    UVal,
    Value,
)

__all__ = ["equal", "equal_sets", "subset"]


def equal(enc: Encoder, a: Value, b: Value) -> Expr:
    """``a = b``."""
    if a is b:
        return TRUE
    same_form = type(a) is type(b)
    if same_form and isinstance(a, StrVal):
        return TRUE if a == b else FALSE
    if same_form and isinstance(a, UVal):
        return smt.eq(a.e, b.e)  # type: ignore[union-attr]
    if same_form and a == b:
        return TRUE
    if isinstance(a, IteVal):
        return _split(enc, a, b)
    if isinstance(b, IteVal):
        return _split(enc, b, a)
    match a, b:
        case IntVal(x), IntVal(y):
            return smt.eq(x, y)
        case BoolVal(x), BoolVal(y):
            return smt.iff(x, y)
        case (IntVal(x), UVal(y)) | (UVal(y), IntVal(x)):
            return smt.conj((enc.is_int(y), smt.eq(x, enc.u2i(y))))
        case RecVal(f), RecVal(g):
            if [n for n, _ in f] != [n for n, _ in g]:
                return FALSE
            return smt.conj(equal(enc, x, y) for (_, x), (_, y) in zip(f, g, strict=True))
        case TupVal(f), TupVal(g):
            if len(f) != len(g):
                return FALSE
            return smt.conj(equal(enc, x, y) for x, y in zip(f, g, strict=True))
    sets = (SetVal, RelVal)
    if isinstance(a, sets) and isinstance(b, (*sets, UVal)):
        return equal_sets(enc, a, b)
    if isinstance(b, sets) and isinstance(a, UVal):
        return equal_sets(enc, b, a)
    seqs = (SeqVal, TupVal)
    if isinstance(a, seqs) and isinstance(b, seqs):
        return _equal_sequences(enc, a, b)
    functions = (FunVal, SeqVal, RecVal, TupVal)
    if isinstance(a, functions) and isinstance(b, functions):
        return _equal_functions(enc, a, b)
    return smt.eq(enc.to_u(a), enc.to_u(b))


def _split(enc: Encoder, a: IteVal, b: Value) -> Expr:
    test = enc.settle(a.test)
    if test == TRUE:
        return equal(enc, a.then, b)
    if test == FALSE:
        return equal(enc, a.other, b)
    with enc.assuming(test):
        x = equal(enc, a.then, b)
    with enc.assuming(smt.not_(test)):
        y = equal(enc, a.other, b)
    return smt.ite(test, x, y)


def subset(enc: Encoder, a: Value, b: Value) -> Expr:
    """``a \\subseteq b``."""
    return enc.quantify(True, (("x", a),), lambda v: enc.member(v[0], b))


def equal_sets(enc: Encoder, a: Value, b: Value) -> Expr:
    """Extensionality; every value is a set, so it holds of all values."""
    if isinstance(b, RelVal) and not isinstance(a, RelVal):
        a, b = b, a
    if isinstance(a, RelVal):
        return _define(enc, a, b)
    return smt.conj((subset(enc, a, b), subset(enc, b, a)))


def _define(enc: Encoder, a: RelVal, b: Value) -> Expr:
    """``a = b`` as one equivalence per relation of ``a``, with both sides as triggers.

    Where the other side knows a field to be an integer and ``a`` does not, the equivalence is
    stated for integers a second time, so that terms of the other side trigger it too.
    """
    out: list[Expr] = []
    for name, t in a.parts:
        enc.deepen(+1)
        try:
            bound = [var(f"x{suffix}.{enc.depth}", sort) for suffix, sort in sorts(t)]
            out.append(_definition(enc, a, name, t, b, tuple(bound), tuple(bound)))
            cast = [v for v in bound if v.sort == U and enc.casts(out[-1].args[0], v)] if out[-1].args else []
            if cast:
                ints = {v: var(f"{v.op}.i", INT) for v in cast}
                leaves = tuple(enc.to_u(IntVal(ints[v])) if v in ints else v for v in bound)
                out.append(_definition(enc, a, name, t, b, tuple(ints.get(v, v) for v in bound), leaves))
        finally:
            enc.deepen(-1)
    covered = {t for _, t in a.parts}
    if not any(isinstance(t, AnyT) for t in covered):
        left_over = tuple(t for t in enc.types(b) if flat(t) not in covered)
        if left_over:
            rest = SetVal(lambda x: enc.member(x, b), lambda: left_over)
            out.append(subset(enc, rest, a))
    return smt.conj(out)


def _definition(
    enc: Encoder, a: RelVal, name: str, t: Type, b: Value, bound: tuple[Expr, ...], leaves: tuple[Expr, ...]
) -> Expr:
    left = enc.call(name, (*a.params, *leaves), BOOL)
    right = enc.member(build(t, iter(leaves)), b)
    triggers = tuple((e,) for e in [left, *_atoms(right, frozenset(bound))])
    return smt.forall(bound, smt.iff(left, right), triggers)


def _atoms(e: Expr, bound: frozenset[Expr]) -> list[Expr]:
    """The relational atoms of ``e`` that mention all of ``bound``."""
    if e.kind == "app" and e.sort == BOOL and bound <= e.free:
        return [e]
    if e.kind == "op" and e.sort == BOOL and e.op in ("and", "or", "not", "ite", "="):
        return [x for a in e.args for x in _atoms(a, bound)]
    return []


def _equal_sequences(enc: Encoder, a: Value, b: Value) -> Expr:
    la, lb = _length(a), _length(b)
    same = smt.eq(la, lb)
    if isinstance(a, TupVal) or isinstance(b, TupVal):
        n = len(a.items) if isinstance(a, TupVal) else len(b.items) if isinstance(b, TupVal) else 0
        with enc.assuming(same):
            parts = [
                equal(enc, apply(enc, a, i), apply(enc, b, i))
                for i in (IntVal(smt.integer(k + 1)) for k in range(n))
            ]
        return smt.conj((same, *parts))
    if not (isinstance(a, SeqVal) and isinstance(b, SeqVal)):
        raise AssertionError("sequences expected")
    enc.deepen(+1)
    try:
        i = var(f"i.{enc.depth}", smt.INT)
        inside = smt.conj((smt.le(smt.integer(1), i), smt.le(i, la)))
        with enc.assuming(smt.conj((same, inside))):
            each = equal(enc, a.at(i), b.at(i))
        return smt.conj((same, smt.forall((i,), smt.implies(inside, each))))
    finally:
        enc.deepen(-1)


def _length(v: Value) -> Expr:
    if isinstance(v, SeqVal):
        return v.length
    if isinstance(v, TupVal):
        return smt.integer(len(v.items))
    raise AssertionError("sequence expected")


def _equal_functions(enc: Encoder, a: Value, b: Value) -> Expr:
    da, db = domain(enc, a), domain(enc, b)
    same = equal(enc, da, db)
    if same == FALSE:
        return FALSE
    with enc.assuming(same):
        each = enc.quantify(
            True,
            (("x", da),),
            lambda v: _equal_at(enc, a, b, v[0], db),
        )
    return smt.conj((same, each))


def _equal_at(enc: Encoder, a: Value, b: Value, x: Value, db: Value) -> Expr:
    with enc.assuming(enc.member(x, db)):
        return equal(enc, apply(enc, a, x), apply(enc, b, x))
