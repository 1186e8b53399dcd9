"""Tuples, records and record sets."""

from __future__ import annotations

from tlaverify.encodings import smt
from tlaverify.encodings.encoder import Encoder, Env, Rule, Unsupported
from tlaverify.encodings.forms import match
from tlaverify.encodings.rules.application import by_cases
from tlaverify.encodings.smt import FALSE, Expr
from tlaverify.encodings.types import ANY, RecT, Type, combine, flat, merge
from tlaverify.encodings.values import RecVal, SetVal, TupVal, UVal, Value
from tlaverify.kernel.term import Apply, Str

__all__ = ["RULES"]


def _fields(t: Apply) -> list[tuple[str, int]]:
    """Field names with the index of their argument, sorted by name."""
    out: list[tuple[str, int]] = []
    for i in range(0, len(t.args), 2):
        name = t.args[i]
        if not isinstance(name, Str):
            raise Unsupported("field name")
        out.append((name.value, i + 1))
    return sorted(out)


def _tuple(enc: Encoder, t: Apply, env: Env) -> Value:
    return TupVal(tuple(enc.value(a, env) for a in t.args))


def _record(enc: Encoder, t: Apply, env: Env) -> Value:
    return RecVal(tuple((f, enc.value(t.args[i], env)) for f, i in _fields(t)))


def _record_set(enc: Encoder, t: Apply, env: Env) -> Value:
    sets = [(f, enc.value(t.args[i], env)) for f, i in _fields(t)]
    names = tuple(f for f, _ in sets)

    @by_cases
    def member(x: Value) -> Expr:
        if isinstance(x, RecVal):
            if tuple(f for f, _ in x.fields) != names:
                return FALSE
            return smt.conj(enc.member(v, s) for (_, v), (_, s) in zip(x.fields, sets, strict=True))
        guard, leaves = match(enc, RecT(tuple((f, ANY) for f in names)), x)
        if guard == FALSE:
            return FALSE
        with enc.assuming(guard):
            return smt.conj(
                (guard, *(enc.member(UVal(v), s) for v, (_, s) in zip(leaves, sets, strict=True)))
            )

    def types() -> tuple[Type, ...]:
        choices = combine([tuple(map(flat, enc.types(s))) for _, s in sets])
        return merge(RecT(tuple(zip(names, c, strict=True))) for c in choices)

    return SetVal(member, types)


RULES: dict[str, Rule] = {"<<>>": _tuple, "REC": _record, "RECSET": _record_set}
