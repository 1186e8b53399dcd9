"""Sequences: functions on 1..n."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tlaverify.encodings import smt
from tlaverify.encodings.encoder import Encoder, Env, Rule
from tlaverify.encodings.forms import type_of
from tlaverify.encodings.rules.application import apply, by_cases
from tlaverify.encodings.smt import FALSE, INT, TRUE, Expr, U, var
from tlaverify.encodings.types import ANY, SeqT, Type, join
from tlaverify.encodings.values import (
    IntVal,
    IteVal,
    RecVal,
    SeqVal,
    SetVal,
    TupVal,
    UVal,
    Value,
)
from tlaverify.kernel.term import Apply

__all__ = ["RULES"]


def _view(enc: Encoder, v: Value) -> tuple[Expr, SeqVal]:
    """When ``v`` is a sequence, and its view as one then."""
    if isinstance(v, SeqVal):
        return TRUE, v
    if isinstance(v, TupVal):
        items = v.items

        def at(i: Expr) -> Value:
            with enc.assuming(smt.conj((smt.le(smt.integer(1), i), smt.le(i, smt.integer(len(items)))))):
                return _nth(enc, items, i)

        return TRUE, SeqVal(smt.integer(len(items)), at, lambda: join(type_of(enc, x) for x in items))
    if isinstance(v, RecVal):
        # not an error: whether a record is a sequence depends on whether strings are numbers
        u = enc.to_u(v)
        return enc.settle(enc.is_seq_u(u)), _view_u(enc, u)
    u = enc.to_u(v)
    return enc.settle(enc.is_seq_u(u)), _view_u(enc, u)


def _nth(enc: Encoder, items: tuple[Value, ...], i: Expr) -> Value:
    if not items:
        return UVal(enc.constant("none!", U))
    if len(items) == 1:
        return items[0]
    last = len(items)
    out = items[-1]
    for k in range(last - 1, 0, -1):
        item, rest = items[k - 1], out
        out = enc.ite(smt.eq(i, smt.integer(k)), lambda item=item: item, lambda rest=rest: rest)  # type: ignore[misc]
    return out


def _view_u(enc: Encoder, u: Expr) -> SeqVal:
    return SeqVal(enc.len_u(u), lambda i: UVal(enc.app_u(u, enc.to_u(IntVal(i)))), lambda: ANY)


def _on_sequences(
    name: str,
    use: Callable[[Encoder, tuple[SeqVal, ...], tuple[Value, ...]], Value],
    count: int,
    condition: Callable[[tuple[SeqVal, ...]], Expr] | None = None,
    *,
    builds: bool = True,
) -> Rule:
    """A rule for an operator whose first ``count`` operands must be sequences.

    builds  it makes a sequence of them (what Head gives is one only if the elements are).
    """

    def rule(enc: Encoder, t: Apply, env: Env) -> Value:
        args = tuple(enc.value(a, env) for a in t.args)
        return lift(enc, args)

    def lift(enc: Encoder, args: tuple[Value, ...]) -> Value:
        for i, a in enumerate(args[:count]):
            if isinstance(a, IteVal):
                one = (*args[:i], a.then, *args[i + 1 :])
                two = (*args[:i], a.other, *args[i + 1 :])
                return enc.ite(a.test, lambda one=one: lift(enc, one), lambda two=two: lift(enc, two))  # type: ignore[misc]
        views = [_view(enc, a) for a in args[:count]]
        guard = smt.conj(g for g, _ in views)
        seqs = tuple(s for _, s in views)
        if condition is not None:
            guard = smt.conj((guard, condition(seqs)))

        def named() -> Expr:
            return enc.call(f"{name}!", tuple(enc.to_u(a) for a in args), U)

        def made() -> Value:
            v = use(enc, seqs, args[count:])
            return replace(v, name=describe) if builds and isinstance(v, SeqVal) else v

        def describe() -> Expr:
            """One symbol for the operator, whose axioms say what it makes of sequences."""
            params = tuple(var(f"p{n}", U) for n in range(len(args)))
            shape = enc.call(f"{name}!", params, U)
            if shape not in enc.described:
                enc.described[shape] = None
                with enc.knowing_nothing():
                    _describe(enc, use, shape, params, count, condition)
            return named()

        return enc.ite(guard, made, lambda: UVal(named()))

    return rule


def _describe(
    enc: Encoder,
    use: Callable[[Encoder, tuple[SeqVal, ...], tuple[Value, ...]], Value],
    shape: Expr,
    params: tuple[Expr, ...],
    count: int,
    condition: Callable[[tuple[SeqVal, ...]], Expr] | None,
) -> None:
    """State what the operator's symbol means where its operands are as they must be."""
    operands = tuple(_view_u(enc, p) for p in params[:count])
    whole = use(enc, operands, tuple(UVal(p) for p in params[count:]))
    assert isinstance(whole, SeqVal)
    guard = [enc.is_seq_u(p) for p in params[:count]]
    if condition is not None:
        guard.append(condition(operands))
    i = var("i", INT)
    enc.describe_sequence(shape, params, smt.conj(guard), i, whole.length, enc.to_u(whole.at(i)))


def _len(enc: Encoder, seqs: tuple[SeqVal, ...], rest: tuple[Value, ...]) -> Value:
    return IntVal(seqs[0].length)


def _append(enc: Encoder, seqs: tuple[SeqVal, ...], rest: tuple[Value, ...]) -> Value:
    s, (e,) = seqs[0], rest

    def at(i: Expr) -> Value:
        return enc.ite(smt.le(i, s.length), lambda: s.at(i), lambda: e)

    return SeqVal(smt.add(s.length, smt.integer(1)), at, lambda: join((s.element(), type_of(enc, e))))


def _head(enc: Encoder, seqs: tuple[SeqVal, ...], rest: tuple[Value, ...]) -> Value:
    return seqs[0].at(smt.integer(1))


def _tail(enc: Encoder, seqs: tuple[SeqVal, ...], rest: tuple[Value, ...]) -> Value:
    s = seqs[0]
    return SeqVal(smt.sub(s.length, smt.integer(1)), lambda i: s.at(smt.add(i, smt.integer(1))), s.element)


def _nonempty(seqs: tuple[SeqVal, ...]) -> Expr:
    return smt.le(smt.integer(1), seqs[0].length)


def _concatenate(enc: Encoder, seqs: tuple[SeqVal, ...], rest: tuple[Value, ...]) -> Value:
    s, t = seqs

    def at(i: Expr) -> Value:
        return enc.ite(smt.le(i, s.length), lambda: s.at(i), lambda: t.at(smt.sub(i, s.length)))

    return SeqVal(smt.add(s.length, t.length), at, lambda: join((s.element(), t.element())))


def _subsequence(enc: Encoder, t: Apply, env: Env) -> Value:
    """``SubSeq(s, m, n)`` is ``[i \\in 1..(1+n-m) |-> s[i+m-1]]``, outside 1..Len(s) too."""
    s, m, n = (enc.value(a, env) for a in t.args)

    def other() -> Value:
        return UVal(enc.call("SubSeq!", tuple(enc.to_u(v) for v in (s, m, n)), U))

    if not (isinstance(m, IntVal) and isinstance(n, IntVal)):
        lo, hi = enc.to_u(m), enc.to_u(n)
        guard = smt.conj((enc.is_int(lo), enc.is_int(hi)))
        return enc.ite(guard, lambda: _slice(enc, s, enc.u2i(lo), enc.u2i(hi)), other)
    return _slice(enc, s, m.e, n.e)


def _slice(enc: Encoder, s: Value, m: Expr, n: Expr) -> Value:
    size = smt.add(smt.sub(n, m), smt.integer(1))
    length = smt.ite(smt.le(smt.integer(0), size), size, smt.integer(0))

    def at(i: Expr) -> Value:
        return apply(enc, s, IntVal(smt.sub(smt.add(i, m), smt.integer(1))))

    def element() -> Type:
        # what stands past the ends of s may be anything
        if not isinstance(s, SeqVal):
            return ANY
        within = smt.conj((smt.le(smt.integer(1), m), smt.le(n, s.length)))
        return s.element() if enc.settle(within) == TRUE else ANY

    return SeqVal(length, at, element)


def _seq(enc: Encoder, t: Apply, env: Env) -> Value:
    base = enc.value(t.args[0], env)

    @by_cases
    def member(x: Value) -> Expr:
        if isinstance(x, TupVal):
            return smt.conj(enc.member(v, base) for v in x.items)
        guard, s = _view(enc, x)
        if guard == FALSE:
            return FALSE
        positive = smt.le(smt.integer(0), s.length)
        enc.deepen(+1)
        try:
            i = var(f"i.{enc.depth}", INT)
            inside = smt.conj((smt.le(smt.integer(1), i), smt.le(i, s.length)))
            with enc.assuming(smt.conj((guard, inside))):
                each = smt.forall((i,), smt.implies(inside, enc.member(s.at(i), base)))
        finally:
            enc.deepen(-1)
        return smt.conj((guard, positive, each))

    def types() -> tuple[Type, ...]:
        return (SeqT(join(enc.types(base))),)

    return SetVal(member, types)


RULES: dict[str, Rule] = {
    "Seq": _seq,
    "Len": _on_sequences("Len", _len, 1),
    "Append": _on_sequences("Append", _append, 1),
    "Head": _on_sequences("Head", _head, 1, _nonempty, builds=False),
    "Tail": _on_sequences("Tail", _tail, 1, _nonempty),
    "\\o": _on_sequences("\\o", _concatenate, 2),
    "SubSeq": _subsequence,
}
