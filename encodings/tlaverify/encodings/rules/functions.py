"""Functions: application, DOMAIN, constructors, EXCEPT and function sets."""

from __future__ import annotations

from tlaverify.encodings import smt
from tlaverify.encodings.encoder import BindRule, Encoder, Env, Rule
from tlaverify.encodings.forms import type_of
from tlaverify.encodings.rules.application import anywhere, apply, by_cases, domain, is_function
from tlaverify.encodings.rules.equality import equal
from tlaverify.encodings.smt import FALSE, TRUE, Expr
from tlaverify.encodings.types import ANY, FunT, TupT, Type, closed, combine, flat, join, merge
from tlaverify.encodings.values import FunVal, IteVal, RecVal, SetVal, StrVal, TupVal, UVal, Value
from tlaverify.kernel.term import Apply, Bind

__all__ = ["BINDERS", "RULES"]


def _apply(enc: Encoder, t: Apply, env: Env) -> Value:
    return apply(enc, enc.value(t.args[0], env), enc.value(t.args[1], env))


def _domain(enc: Encoder, t: Apply, env: Env) -> Value:
    return domain(enc, enc.value(t.args[0], env))


def _function_set(enc: Encoder, t: Apply, env: Env) -> Value:
    source, target = enc.value(t.args[0], env), enc.value(t.args[1], env)
    named = isinstance(source, UVal) and source.e.kind == "var"

    def member(f: Value) -> Expr:
        own = domain(enc, f)
        if isinstance(source, UVal) and named:
            same = smt.eq(enc.to_u(own), source.e)  # so that the one-point rule applies
        else:
            same = equal(enc, own, source)
        shape = smt.conj((is_function(enc, f), same))
        if shape == FALSE:
            return FALSE
        with enc.assuming(shape):
            each = enc.quantify(True, (("x", source),), lambda v: enc.member(_inside(enc, f, v[0]), target))
        return smt.conj((shape, each))

    def types() -> tuple[Type, ...]:
        return (FunT(source, join(map(flat, enc.types(source))), join(enc.types(target))),)

    return SetVal(member if named else by_cases(member), types)


def _inside(enc: Encoder, f: Value, x: Value) -> Value:
    """``f[x]`` where x is known to be in f's domain."""
    with enc.assuming(enc.member(x, domain(enc, f))):
        return apply(enc, f, x)


def _except(enc: Encoder, t: Apply, env: Env) -> Value:
    f, key, new = (enc.value(a, env) for a in t.args)
    return _update(enc, f, key, new)


def _update(enc: Encoder, f: Value, key: Value, new: Value) -> Value:
    """``[f EXCEPT ![key] = new]``, which is ``[x \\in DOMAIN f |-> IF x = key THEN new ELSE f[x]]``."""
    if isinstance(f, IteVal):
        return enc.ite(
            f.test, lambda: _update(enc, f.then, key, new), lambda: _update(enc, f.other, key, new)
        )
    if isinstance(f, RecVal) and isinstance(key, StrVal):
        return RecVal(tuple((n, new if n == key.text else v) for n, v in f.fields))
    if isinstance(f, TupVal):
        items = tuple(
            enc.ite(equal(enc, _literal(i + 1), key), lambda: new, lambda v=v: v)  # type: ignore[misc]
            for i, v in enumerate(f.items)
        )
        return TupVal(items)
    base = domain(enc, f)

    def value(x: Value) -> Value:
        return enc.ite(equal(enc, x, key), lambda: new, lambda: _inside(enc, f, x))

    def outside(updated: Value, x: Value) -> Value:
        # [f EXCEPT ![key] = new] is f where that is a function and key is not in its domain
        at_key = equal(enc, x, key)
        unchanged = TRUE if at_key == TRUE else smt.disj((at_key, smt.not_(enc.member(key, base))))
        same = smt.conj((is_function(enc, f), unchanged))
        return enc.ite(same, lambda: apply(enc, f, x), lambda: anywhere(enc, updated, x))

    def result() -> Type:
        old = f.result() if isinstance(f, FunVal) else ANY
        return join((old, closed(type_of(enc, new))))

    return FunVal(base, value, result, outside=outside)


def _literal(i: int) -> Value:
    from tlaverify.encodings.values import IntVal

    return IntVal(smt.integer(i))


def _function(enc: Encoder, t: Bind, env: Env) -> Value:
    """``[x \\in S, y \\in T |-> e]``; with several variables a function on tuples."""
    symbols = [b.symbol for b in t.bounds]
    domains = [enc.value(b.domain, env) for b in t.bounds if b.domain is not None]

    def at(values: tuple[Value, ...]) -> Value:
        return enc.value(t.body, {**env, **dict(zip(symbols, values, strict=True))})

    if len(symbols) == 1:
        whole: Value = domains[0]

        def value(x: Value) -> Value:
            return at((x,))
    else:
        whole = _pairs(enc, domains)

        def value(x: Value) -> Value:
            if isinstance(x, TupVal) and len(x.items) == len(symbols):
                return at(x.items)
            return at(tuple(apply(enc, x, _literal(i + 1)) for i in range(len(symbols))))

    def result() -> Type:
        found: list[Type] = []
        binds = tuple((s.name, d) for s, d in zip(symbols, domains, strict=True))

        def note(values: tuple[Value, ...]) -> Expr:
            found.append(closed(type_of(enc, at(values))))
            return FALSE

        enc.quantify(False, binds, note)
        return join(found)

    return FunVal(whole, value, result)


def _pairs(enc: Encoder, domains: list[Value]) -> Value:
    @by_cases
    def member(x: Value) -> Expr:
        if isinstance(x, TupVal):
            if len(x.items) != len(domains):
                return FALSE
            return smt.conj(enc.member(v, s) for v, s in zip(x.items, domains, strict=True))
        parts = tuple(apply(enc, x, _literal(i + 1)) for i in range(len(domains)))
        return smt.conj(
            (equal(enc, x, TupVal(parts)), *(enc.member(v, s) for v, s in zip(parts, domains, strict=True)))
        )

    def types() -> tuple[Type, ...]:
        return merge(TupT(c) for c in combine([tuple(map(flat, enc.types(s))) for s in domains]))

    return SetVal(member, types)


RULES: dict[str, Rule] = {"APPLY": _apply, "DOMAIN": _domain, "[->]": _function_set, "EXCEPT": _except}
BINDERS: dict[str, BindRule] = {"FUNCTION": _function}
