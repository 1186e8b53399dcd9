"""Sets: membership, inclusion, enumeration, union, filter, map, powerset, products."""

from __future__ import annotations

from collections.abc import Callable

from tlaverify.encodings import smt
from tlaverify.encodings.encoder import BindRule, Encoder, Env, Rule
from tlaverify.encodings.forms import match, type_of
from tlaverify.encodings.rules.application import by_cases, enumeration
from tlaverify.encodings.rules.equality import equal, subset
from tlaverify.encodings.smt import FALSE, TRUE, Expr
from tlaverify.encodings.types import ANY, AnyT, SetT, TupT, Type, combine, flat, merge
from tlaverify.encodings.values import BoolVal, SetVal, TupVal, UVal, Value
from tlaverify.kernel.term import Apply, Bind

__all__ = ["BINDERS", "RULES"]


def _in(enc: Encoder, t: Apply, env: Env) -> Value:
    return BoolVal(enc.member(enc.value(t.args[0], env), enc.value(t.args[1], env)))


def _subseteq(enc: Encoder, t: Apply, env: Env) -> Value:
    return BoolVal(subset(enc, enc.value(t.args[0], env), enc.value(t.args[1], env)))


def _enum(enc: Encoder, t: Apply, env: Env) -> Value:
    return enumeration(enc, tuple(enc.value(a, env) for a in t.args))


def _union(enc: Encoder, t: Apply, env: Env) -> Value:
    a, b = enc.value(t.args[0], env), enc.value(t.args[1], env)

    def member(x: Value) -> Expr:
        first = enc.member(x, a)
        return TRUE if first == TRUE else smt.disj((first, enc.member(x, b)))

    def over(universal: bool, body: Callable[[Value], Expr]) -> Expr:
        parts = (enc.each(universal, "x", a, body), enc.each(universal, "x", b, body))
        return smt.conj(parts) if universal else smt.disj(parts)

    return SetVal(
        member,
        lambda: merge((*enc.types(a), *enc.types(b))),
        over if _listed(a, b) else None,
        lambda: enc.set_u(lambda x: smt.disj((enc.in_u(x, enc.to_u(a)), enc.in_u(x, enc.to_u(b))))),
    )


def _listed(a: Value, b: Value) -> bool:
    """Whether quantifying over the two parts apart is better than over their common types."""
    return any(isinstance(s, SetVal) and s.over is not None for s in (a, b))


def _intersection(enc: Encoder, t: Apply, env: Env) -> Value:
    a, b = enc.value(t.args[0], env), enc.value(t.args[1], env)

    def member(x: Value) -> Expr:
        first = enc.member(x, a)
        return FALSE if first == FALSE else smt.conj((first, enc.member(x, b)))

    return SetVal(
        member,
        lambda: _narrower(enc.types(a), enc.types(b)),
        name=lambda: enc.set_u(lambda x: smt.conj((enc.in_u(x, enc.to_u(a)), enc.in_u(x, enc.to_u(b))))),
    )


def _difference(enc: Encoder, t: Apply, env: Env) -> Value:
    a, b = enc.value(t.args[0], env), enc.value(t.args[1], env)

    def member(x: Value) -> Expr:
        first = enc.member(x, a)
        return FALSE if first == FALSE else smt.conj((first, smt.not_(enc.member(x, b))))

    return SetVal(
        member,
        lambda: enc.types(a),
        name=lambda: enc.set_u(
            lambda x: smt.conj((enc.in_u(x, enc.to_u(a)), smt.not_(enc.in_u(x, enc.to_u(b)))))
        ),
    )


def _narrower(a: tuple[Type, ...], b: tuple[Type, ...]) -> tuple[Type, ...]:
    return b if any(isinstance(t, AnyT) for t in a) else a


def _powerset(enc: Encoder, t: Apply, env: Env) -> Value:
    base = enc.value(t.args[0], env)

    def name() -> Expr:
        whole = UVal(enc.to_u(base))
        return enc.set_u(lambda x: subset(enc, UVal(x), whole))

    return SetVal(lambda x: subset(enc, x, base), lambda: (SetT(enc.types(base)),), name=name)


def _big_union(enc: Encoder, t: Apply, env: Env) -> Value:
    family = enc.value(t.args[0], env)

    def member(x: Value) -> Expr:
        return enc.each(False, "S", family, lambda s: enc.member(x, s))

    def types() -> tuple[Type, ...]:
        out: list[Type] = []
        for s in enc.types(family):
            if not isinstance(s, SetT):
                return (ANY,)
            out.extend(s.elements)
        return merge(out)

    def over(universal: bool, body: Callable[[Value], Expr]) -> Expr:
        return enc.each(universal, "S", family, lambda s: enc.each(universal, "x", s, body))

    return SetVal(member, types, over)


def _product(enc: Encoder, t: Apply, env: Env) -> Value:
    factors = tuple(enc.value(a, env) for a in t.args)

    @by_cases
    def member(x: Value) -> Expr:
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

    def over(universal: bool, body: Callable[[Value], Expr]) -> Expr:
        def one(x: Value) -> Expr:
            guard = enc.formula(t.body, {**env, bound.symbol: x})
            with enc.assuming(guard):
                inner = body(x)
            return smt.implies(guard, inner) if universal else smt.conj((guard, inner))

        return enc.each(universal, bound.symbol.name, base, one)

    def name() -> Expr:
        whole = enc.to_u(base)

        def chosen(x: Expr) -> Expr:
            inside = enc.in_u(x, whole)
            with enc.assuming(smt.conj((inside, enc.member(UVal(x), base)))):
                return smt.conj((inside, enc.formula(t.body, {**env, bound.symbol: UVal(x)})))

        return enc.set_u(chosen)

    listed = isinstance(base, SetVal) and base.over is not None
    return SetVal(member, types, over if listed else None, name)


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

    def over(universal: bool, body: Callable[[Value], Expr]) -> Expr:
        return enc.quantify(universal, binds, lambda v: body(image(v)))

    return SetVal(member, types, over)


RULES: dict[str, Rule] = {
    "\\in": _in,
    "\\subseteq": _subseteq,
    "{}": _enum,
    "\\cup": _union,
    "\\cap": _intersection,
    "\\": _difference,
    "SUBSET": _powerset,
    "UNION": _big_union,
    "\\X": _product,
}
BINDERS: dict[str, BindRule] = {"FILTER": _filter, "MAP": _map}
