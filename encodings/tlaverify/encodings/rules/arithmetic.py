"""Integers: exact where the operands are integers, some value of the universe elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from tlaverify.encodings import smt
from tlaverify.encodings.encoder import Encoder, Env, Rule
from tlaverify.encodings.rules.application import by_cases, interval
from tlaverify.encodings.smt import BOOL, FALSE, INT, TRUE, Expr, U
from tlaverify.encodings.types import ANY, IntT, Type
from tlaverify.encodings.values import BoolVal, IntVal, IteVal, SetVal, UVal, Value
from tlaverify.kernel.term import Apply

__all__ = ["RULES"]

Operation = Callable[..., Expr]


def _lift(enc: Encoder, args: tuple[Value, ...], use: Callable[[tuple[Value, ...]], Value]) -> Value:
    """Move the case distinctions of the operands outwards."""
    for i, a in enumerate(args):
        if isinstance(a, IteVal):
            before, after = args[:i], args[i + 1 :]

            def branch(
                v: Value, before: tuple[Value, ...] = before, after: tuple[Value, ...] = after
            ) -> Value:
                return _lift(enc, (*before, v, *after), use)

            return enc.ite(a.test, lambda a=a: branch(a.then), lambda a=a: branch(a.other))  # type: ignore[misc]
    return use(args)


def _integers(enc: Encoder, args: tuple[Value, ...]) -> tuple[Expr, tuple[Expr, ...]]:
    guards, out = [], []
    for a in args:
        if isinstance(a, IntVal):
            out.append(a.e)
        else:
            u = enc.to_u(a)
            guards.append(enc.is_int(u))
            out.append(enc.u2i(u))
    return smt.conj(guards), tuple(out)


def _operator(name: str, operation: Operation, condition: Operation | None = None) -> Rule:
    def rule(enc: Encoder, t: Apply, env: Env) -> Value:
        args = tuple(enc.value(a, env) for a in t.args)

        def use(args: tuple[Value, ...]) -> Value:
            guard, ints = _integers(enc, args)
            if condition is not None:
                guard = smt.conj((guard, condition(*ints)))

            def other() -> Value:
                return UVal(enc.call(f"{name}!", tuple(enc.to_u(a) for a in args), U))

            return enc.ite(guard, lambda: IntVal(operation(*ints)), other)

        return _lift(enc, args, use)

    return rule


def _compare(enc: Encoder, name: str, operation: Operation, args: tuple[Value, ...]) -> Value:
    guard, ints = _integers(enc, args)

    def other() -> Value:
        a, b = (enc.to_u(v) for v in args)
        at_most = enc.call("<=!", (a, b), BOOL)
        # module Naturals defines a < b as a <= b /\\ a # b
        return BoolVal(at_most if name == "<=" else smt.conj((at_most, smt.not_(smt.eq(a, b)))))

    return enc.ite(guard, lambda: BoolVal(operation(*ints)), other)


def _comparison(name: str, operation: Operation) -> Rule:
    def rule(enc: Encoder, t: Apply, env: Env) -> Value:
        args = tuple(enc.value(a, env) for a in t.args)

        return _lift(enc, args, lambda args: _compare(enc, name, operation, args))

    return rule


def _range(enc: Encoder, t: Apply, env: Env) -> Value:
    """``a .. b`` is ``{i \\in Int : a <= i /\\ i <= b}`` (module Naturals), whatever a and b are."""
    low, high = (enc.value(a, env) for a in t.args)
    if isinstance(low, IntVal) and isinstance(high, IntVal):
        return interval(enc, low.e, high.e)

    @by_cases
    def member(x: Value) -> Expr:
        guard, (i,) = _integers(enc, (x,))
        if guard == FALSE:
            return FALSE
        with enc.assuming(guard):
            return smt.conj((guard, _at_most(enc, low, IntVal(i)), _at_most(enc, IntVal(i), high)))

    return SetVal(member, lambda: (IntT(),))


def _at_most(enc: Encoder, a: Value, b: Value) -> Expr:
    return enc.truth(_lift(enc, (a, b), lambda args: _compare(enc, "<=", smt.le, args)))


def _numbers(lower: int | None) -> Rule:
    def rule(enc: Encoder, t: Apply, env: Env) -> Value:
        @by_cases
        def member(x: Value) -> Expr:
            guard, (i,) = _integers(enc, (x,))
            return smt.conj((guard, TRUE if lower is None else smt.le(smt.integer(lower), i)))

        types: tuple[Type, ...] = (IntT(),)
        return SetVal(member, lambda: types)

    return rule


def _real(enc: Encoder, t: Apply, env: Env) -> Value:
    reals = enc.constant("Real!", U)

    @by_cases
    def member(x: Value) -> Expr:
        if isinstance(x, IntVal):
            return TRUE
        u = enc.to_u(x)
        return smt.disj((enc.is_int(u), enc.in_u(u, reals)))

    return SetVal(member, lambda: (ANY,))


def _opaque(name: str) -> Rule:
    def rule(enc: Encoder, t: Apply, env: Env) -> Value:
        return UVal(enc.call(f"{name}!", tuple(enc.to_u(enc.value(a, env)) for a in t.args), U))

    return rule


def _power(enc: Encoder, t: Apply, env: Env) -> Value:
    """``x ^ n``: a product for a small literal exponent, else an integer of which little is known."""
    args = tuple(enc.value(a, env) for a in t.args)

    def use(args: tuple[Value, ...]) -> Value:
        guard, (x, n) = _integers(enc, args)
        if n.kind == "lit" and 1 <= int(n.op) <= 8:

            def product() -> Value:
                out = x
                for _ in range(int(n.op) - 1):
                    out = smt.mul(out, x)
                return IntVal(out)

            return enc.ite(guard, product, lambda: _other(args))
        guard = smt.conj((guard, smt.lt(smt.integer(0), n)))
        return enc.ite(guard, lambda: IntVal(enc.call("power!", (x, n), INT)), lambda: _other(args))

    def _other(args: tuple[Value, ...]) -> Value:
        return UVal(enc.call("^!", tuple(enc.to_u(a) for a in args), U))

    return _lift(enc, args, use)


def _positive(_: Expr, b: Expr) -> Expr:
    return smt.lt(smt.integer(0), b)


RULES: dict[str, Rule] = {
    "+": _operator("+", smt.add),
    "-": _operator("-", smt.sub),
    "*": _operator("*", smt.mul),
    "-.": _operator("-.", smt.neg),
    # floored division; its divisor must be positive ("Specifying Systems", section 18.4)
    "\\div": _operator("div", smt.div, _positive),
    "%": _operator("mod", smt.mod, _positive),
    "<": _comparison("<", smt.lt),
    "<=": _comparison("<=", smt.le),
    "..": _range,
    "Nat": _numbers(0),
    "Int": _numbers(None),
    "Real": _real,
    "Infinity": _opaque("Infinity"),
    "/": _opaque("/"),
    "^": _power,
}
