"""Sets: membership, inclusion, enumeration, union, filter, map, powerset, products."""

from __future__ import annotations

from collections.abc import Callable

from tlaverify.encodings import smt
from tlaverify.encodings.encoder import BindRule, Encoder, Env, Rule
from tlaverify.encodings.forms import match, type_of
from tlaverify.encodings.rules.application import enumeration
from tlaverify.encodings.rules.equality import equal, subset
from tlaverify.encodings.smt import FALSE, TRUE, Expr
from tlaverify.encodings.types import ANY, AnyT, SetT, TupT, Type, combine, flat, merge
from tlaverify.encodings.values import BoolVal, IteVal, SetVal, TupVal, UVal, Value
from tlaverify.kernel.term import Apply, Bind

__all__ = ["BINDERS", "RULES"]


def _in(enc: Encoder, t: Apply, env: Env) -> Value:
    return BoolVal(enc.member(enc.value(t.args[0], env), enc.value(t.args[1], env)))


def _subseteq(enc: Encoder, t: Apply, env: Env) -> Value:
    return BoolVal(subset(enc, enc.value(t.args[0], env), enc.value(t.args[1], env)))


def _enum(enc: Encoder, t: Apply, env: Env) -> Value:
    return enumeration(enc, tuple(enc.value(a, env) for a in t.args))


def _combined(
    combine_members: Callable[[Expr, Callable[[], Expr]], Expr],
    combine_types: Callable[[tuple[Type, ...], tuple[Type, ...]], tuple[Type, ...]],
) -> Rule:
    def rule(enc: Encoder, t: Apply, env: Env) -> Value:
        a, b = enc.value(t.args[0], env), enc.value(t.args[1], env)
        return SetVal(
            lambda x: combine_members(enc.member(x, a), lambda: enc.member(x, b)),
            lambda: combine_types(enc.types(a), enc.types(b)),
        )

    return rule


def _narrower(a: tuple[Type, ...], b: tuple[Type, ...]) -> tuple[Type, ...]:
    return b if any(isinstance(t, AnyT) for t in a) else a


def _powerset(enc: Encoder, t: Apply, env: Env) -> Value:
    base = enc.value(t.args[0], env)
    return SetVal(lambda x: subset(enc, x, base), lambda: (SetT(enc.types(base)),))


def _big_union(enc: Encoder, t: Apply, env: Env) -> Value:
    family = enc.value(t.args[0], env)

    def member(x: Value) -> Expr:
        return enc.quantify(False, (("S", family),), lambda v: enc.member(x, v[0]))

    def types() -> tuple[Type, ...]:
        out: list[Type] = []
        for s in enc.types(family):
            if not isinstance(s, SetT):
                return (ANY,)
            out.extend(s.elements)
        return merge(out)

    return SetVal(member, types)


def _product(enc: Encoder, t: Apply, env: Env) -> Value:
    factors = tuple(enc.value(a, env) for a in t.args)

    def member(x: Value) -> Expr:
        if isinstance(x, IteVal):
            return smt.ite(x.test, member(x.then), member(x.other))
        if isinstance(x, TupVal):
            if len(x.items) != len(factors):
                return FALSE
            return smt.conj(enc.member(v, s) for v, s in zip(x.items, factors, strict=True))
        guard, leaves = match(enc, TupT((ANY,) * len(factors)), x)
        if guard == FALSE:
            return FALSE
        with enc.assuming(guard):
            return smt.conj((guard, *(enc.member(UVal(v), s) for v, s in zip(leaves, factors, strict=True))))

    def types() -> tuple[Type, ...]:
        return merge(TupT(c) for c in combine([tuple(map(flat, enc.types(s))) for s in factors]))

    return SetVal(member, types)


def _filter(enc: Encoder, t: Bind, env: Env) -> Value:
    (bound,) = t.bounds
    assert bound.domain is not None
    base = enc.value(bound.domain, env)

    def member(x: Value) -> Expr:
        inside = enc.settle(enc.member(x, base))
        if inside == FALSE:
            return FALSE
        with enc.assuming(inside):
            return smt.conj((inside, enc.formula(t.body, {**env, bound.symbol: x})))

    def types() -> tuple[Type, ...]:
        # a type none of whose values can satisfy the predicate is left out
        out = []
        for s in enc.types(base):
            enc.deepen(+1)
            try:
                v, _ = enc.bound_value(flat(s), bound.symbol.name)
                if member(v) != FALSE:
                    out.append(s)
            finally:
                enc.deepen(-1)
        return tuple(out)

    return SetVal(member, types)


def _map(enc: Encoder, t: Bind, env: Env) -> Value:
    binds = tuple((b.symbol.name, enc.value(b.domain, env)) for b in t.bounds if b.domain is not None)
    symbols = [b.symbol for b in t.bounds]

    def image(values: tuple[Value, ...]) -> Value:
        return enc.value(t.body, {**env, **dict(zip(symbols, values, strict=True))})

    def member(x: Value) -> Expr:
        return enc.quantify(False, binds, lambda v: equal(enc, x, image(v)))

    def types() -> tuple[Type, ...]:
        out: list[Type] = []

        def note(values: tuple[Value, ...]) -> Expr:
            out.append(flat(type_of(enc, image(values))))
            return FALSE

        enc.quantify(False, binds, note)
        return merge(out)

    return SetVal(member, types)


RULES: dict[str, Rule] = {
    "\\in": _in,
    "\\subseteq": _subseteq,
    "{}": _enum,
    "\\cup": _combined(lambda a, b: TRUE if a == TRUE else smt.disj((a, b())), lambda a, b: merge((*a, *b))),
    "\\cap": _combined(lambda a, b: FALSE if a == FALSE else smt.conj((a, b())), _narrower),
    "\\": _combined(lambda a, b: FALSE if a == FALSE else smt.conj((a, smt.not_(b()))), lambda a, _: a),
    "SUBSET": _powerset,
    "UNION": _big_union,
    "\\X": _product,
}
BINDERS: dict[str, BindRule] = {"FILTER": _filter, "MAP": _map}
