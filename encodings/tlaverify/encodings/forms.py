"""Building values of a type and matching values against one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tlaverify.encodings import smt
from tlaverify.encodings.smt import BOOL, FALSE, INT, TRUE, Expr, U
from tlaverify.encodings.types import (
    ANY,
    AnyT,
    BoolT,
    FunT,
    IntT,
    LitT,
    RecT,
    SeqT,
    SetT,
    TupT,
    Type,
    flat,
    join,
)
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

if TYPE_CHECKING:
    from tlaverify.encodings.encoder import Encoder

__all__ = ["build", "match", "sorts", "symbolic", "type_of"]


def sorts(t: Type) -> list[tuple[str, str]]:
    """The SMT variables that a value of the flat type ``t`` is made of: (name suffix, sort)."""
    match t:
        case IntT():
            return [("", INT)]
        case BoolT():
            return [("", BOOL)]
        case LitT():
            return []
        case RecT(fields):
            return [(f".{f}{s}", sort) for f, x in fields for s, sort in sorts(x)]
        case TupT(items):
            return [(f".{i + 1}{s}", sort) for i, x in enumerate(items) for s, sort in sorts(x)]
    return [("", U)]


def build(t: Type, leaves: Iterator[Expr]) -> Value:
    """The value of the flat type ``t`` made of these expressions."""
    match t:
        case IntT():
            return IntVal(next(leaves))
        case BoolT():
            return BoolVal(next(leaves))
        case LitT(text):
            return StrVal(text)
        case RecT(fields):
            return RecVal(tuple((f, build(x, leaves)) for f, x in fields))
        case TupT(items):
            return TupVal(tuple(build(x, leaves) for x in items))
    return UVal(next(leaves))


def match(enc: Encoder, t: Type, v: Value) -> tuple[Expr, tuple[Expr, ...]]:
    """When ``v`` is a value of the flat type ``t``, and what it is made of then.

    Where the condition is FALSE the leaves are empty.
    """
    if isinstance(v, IteVal) and not isinstance(t, AnyT):
        g1, l1 = match(enc, t, v.then)
        g2, l2 = match(enc, t, v.other)
        if g1 == FALSE:
            return smt.conj((smt.not_(v.test), g2)), l2
        if g2 == FALSE:
            return smt.conj((v.test, g1)), l1
        return (
            smt.ite(v.test, g1, g2),
            tuple(smt.ite(v.test, a, b) for a, b in zip(l1, l2, strict=True)),
        )
    match t:
        case IntT():
            if isinstance(v, IntVal):
                return TRUE, (v.e,)
            u = enc.to_u(v)
            return enc.is_int(u), (enc.u2i(u),)
        case BoolT():
            if isinstance(v, BoolVal):
                return TRUE, (v.e,)
            u = enc.to_u(v)
            yes, no = enc.true_u(), enc.constant("false!", U)
            return smt.disj((smt.eq(u, yes), smt.eq(u, no))), (smt.eq(u, yes),)
        case LitT(text):
            if isinstance(v, StrVal):
                return (TRUE, ()) if v.text == text else (FALSE, ())
            return smt.eq(enc.to_u(v), enc.string_u(text)), ()
        case RecT(fields):
            return _match_record(enc, fields, v)
        case TupT(items):
            return _match_tuple(enc, items, v)
    return TRUE, (enc.to_u(v),)


def _match_parts(enc: Encoder, parts: list[tuple[Type, Value]], guard: Expr) -> tuple[Expr, tuple[Expr, ...]]:
    guards = [guard]
    leaves: list[Expr] = []
    for t, v in parts:
        g, ls = match(enc, t, v)
        if g == FALSE:
            return FALSE, ()
        guards.append(g)
        leaves.extend(ls)
    return smt.conj(guards), tuple(leaves)


def _match_record(
    enc: Encoder, fields: tuple[tuple[str, Type], ...], v: Value
) -> tuple[Expr, tuple[Expr, ...]]:
    names = tuple(f for f, _ in fields)
    if isinstance(v, RecVal):
        if names != tuple(f for f, _ in v.fields):
            return FALSE, ()
        return _match_parts(enc, [(t, x) for (_, t), (_, x) in zip(fields, v.fields, strict=True)], TRUE)
    u = enc.to_u(v)
    parts = [(t, UVal(enc.app_u(u, enc.string_u(f)))) for f, t in fields]
    whole = enc.record_u(names, tuple(x.e for _, x in parts))
    return _match_parts(enc, [(t, x) for t, x in parts], smt.eq(u, whole))


def _match_tuple(enc: Encoder, items: tuple[Type, ...], v: Value) -> tuple[Expr, tuple[Expr, ...]]:
    if isinstance(v, TupVal):
        if len(items) != len(v.items):
            return FALSE, ()
        return _match_parts(enc, list(zip(items, v.items, strict=True)), TRUE)
    u = enc.to_u(v)
    parts = [(t, UVal(enc.app_u(u, enc.to_u(IntVal(smt.integer(i + 1)))))) for i, t in enumerate(items)]
    whole = enc.tuple_u(tuple(x.e for _, x in parts))
    return _match_parts(enc, [(t, x) for t, x in parts], smt.eq(u, whole))


def symbolic(enc: Encoder, t: Type, name: str, params: tuple[Expr, ...] = ()) -> Value:
    """A value of type ``t`` made of symbols of their own, which are functions of ``params``."""
    match t:
        case IntT():
            return IntVal(enc.call(name, params, INT))
        case BoolT():
            return BoolVal(enc.call(name, params, BOOL))
        case LitT(text):
            return StrVal(text)
        case RecT(fields):
            return RecVal(tuple((f, symbolic(enc, x, f"{name}.{f}", params)) for f, x in fields))
        case TupT(items):
            return TupVal(tuple(symbolic(enc, x, f"{name}.{i + 1}", params) for i, x in enumerate(items)))
        case SetT(elements):
            flats = tuple(flat(x) for x in elements)
            return RelVal(
                tuple((f"{name}.{tag}", x) for tag, x in zip(_tags(flats), flats, strict=True)), params
            )
        case FunT(domain, argument, result):
            key = flat(argument)

            def apply(x: Value) -> Value:
                _, leaves = match(enc, key, x)
                return symbolic(enc, result, name, (*params, *leaves))

            # pc(x) can stand for pc[x] whatever x is, where both are any values
            total = key == ANY and result == ANY
            return FunVal(domain, apply, lambda: result, (name, params), total=total)
        case SeqT(element):
            return SeqVal(
                enc.call(f"{name}.len", params, INT),
                lambda i: symbolic(enc, element, f"{name}.at", (*params, i)),
                lambda: element,
            )
    return UVal(enc.call(name, params, U))


def _tags(types: tuple[Type, ...]) -> list[str]:
    """A short distinct name for each shape: its string literal where it has just one, else its number."""
    out: list[str] = []
    for i, t in enumerate(types):
        fields = t.fields if isinstance(t, RecT) else ()
        texts = [x.text for _, x in fields if isinstance(x, LitT)]
        tag = texts[0] if len(texts) == 1 and texts[0].isalnum() else str(i + 1)
        out.append(tag if tag not in out else f"{tag}.{i + 1}")
    return out


def type_of(enc: Encoder, v: Value) -> Type:
    """The most precise type of the value that its form shows."""
    match v:
        case IntVal():
            return IntT()
        case BoolVal():
            return BoolT()
        case StrVal(text):
            return LitT(text)
        case RecVal(fields):
            return RecT(tuple((f, type_of(enc, x)) for f, x in fields))
        case TupVal(items):
            return TupT(tuple(type_of(enc, x) for x in items))
        case IteVal(_, a, b):
            return join((type_of(enc, a), type_of(enc, b)))
        case SetVal() | RelVal():
            return SetT(enc.types(v))
        case FunVal():
            return FunT(v.domain, join(enc.types(v.domain)), v.result())
        case SeqVal():
            return SeqT(v.element())
    return ANY
