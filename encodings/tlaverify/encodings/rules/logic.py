"""Propositional operators, quantifiers, IF and CASE, prime of a variable."""

from __future__ import annotations

from collections.abc import Iterable

from tlaverify.encodings import smt
from tlaverify.encodings.encoder import BindRule, Encoder, Env, Rule, Unsupported
from tlaverify.encodings.named import NAMED_EQUAL
from tlaverify.encodings.rules.equality import equal
from tlaverify.encodings.smt import FALSE, TRUE, Expr, U
from tlaverify.encodings.types import BoolT
from tlaverify.encodings.values import BoolVal, SetVal, StrVal, UVal, Value
from tlaverify.kernel.term import Apply, Bind, Kind, Term

__all__ = ["BINDERS", "RULES"]


def _conjunction(enc: Encoder, parts: Iterable[Term], env: Env) -> list[Expr]:
    """Each conjunct is made under those before it, which changes nothing of the conjunction."""
    parts = list(parts)
    if not parts:
        return []
    e = enc.settle(enc.formula(parts[0], env))
    if e == FALSE:
        return [FALSE]
    with enc.assuming(e):
        return [e, *_conjunction(enc, parts[1:], env)]


def _disjunction(enc: Encoder, parts: Iterable[Term], env: Env) -> list[Expr]:
    parts = list(parts)
    if not parts:
        return []
    e = enc.settle(enc.formula(parts[0], env))
    if e == TRUE:
        return [TRUE]
    with enc.assuming(smt.not_(e)):
        return [e, *_disjunction(enc, parts[1:], env)]


def _true(enc: Encoder, t: Apply, env: Env) -> Value:
    return BoolVal(TRUE)


def _false(enc: Encoder, t: Apply, env: Env) -> Value:
    return BoolVal(FALSE)


def _and(enc: Encoder, t: Apply, env: Env) -> Value:
    return BoolVal(smt.conj(_conjunction(enc, t.args, env)))


def _or(enc: Encoder, t: Apply, env: Env) -> Value:
    return BoolVal(smt.disj(_disjunction(enc, t.args, env)))


def _not(enc: Encoder, t: Apply, env: Env) -> Value:
    return BoolVal(smt.not_(enc.formula(t.args[0], env)))


def _implies(enc: Encoder, t: Apply, env: Env) -> Value:
    a = enc.settle(enc.formula(t.args[0], env))
    if a == FALSE:
        return BoolVal(TRUE)
    with enc.assuming(a):
        b = enc.formula(t.args[1], env)
    return BoolVal(smt.implies(a, b))


def _iff(enc: Encoder, t: Apply, env: Env) -> Value:
    return BoolVal(smt.iff(enc.formula(t.args[0], env), enc.formula(t.args[1], env)))


def _eq(enc: Encoder, t: Apply, env: Env) -> Value:
    return BoolVal(equal(enc, enc.value(t.args[0], env), enc.value(t.args[1], env)))


def _eq_by_name(enc: Encoder, t: Apply, env: Env) -> Value:
    """An equation that holds: of the elements, and of the two values."""
    a, b = enc.value(t.args[0], env), enc.value(t.args[1], env)
    e = equal(enc, a, b)
    if e.kind == "lit" or not (_has_name(a, b) or _has_name(b, a)):
        return BoolVal(e)
    return BoolVal(smt.conj((e, smt.eq(enc.to_u(a), enc.to_u(b)))))


def _has_name(a: Value, b: Value) -> bool:
    """Whether ``a`` is given by its elements and ``b`` has no form: only names make them one argument."""
    return isinstance(a, SetVal) and isinstance(b, UVal)


def _if(enc: Encoder, t: Apply, env: Env) -> Value:
    test = enc.formula(t.args[0], env)
    return enc.ite(test, lambda: enc.value(t.args[1], env), lambda: enc.value(t.args[2], env))


def _case(enc: Encoder, t: Apply, env: Env) -> Value:
    """CASE chooses among the arms whose guards hold; it does not take the first.

    Where exactly one guard holds the value is that arm's; where several do it is
    some value of which only is known that it is one of theirs.
    """
    n = len(t.args) // 2
    guards = [enc.formula(t.args[2 * i], env) for i in range(n)]
    other = t.args[-1] if len(t.args) % 2 else None

    def alone(i: int) -> Expr:
        return smt.conj((guards[i], *(smt.not_(g) for j, g in enumerate(guards) if j != i)))

    def rest() -> Value:
        enc.deepen(+1)
        try:
            x = smt.var(f"case.{enc.depth}", U)
            arms = [
                smt.conj((g, equal(enc, UVal(x), enc.value(t.args[2 * i + 1], env))))
                for i, g in enumerate(guards)
            ]
        finally:
            enc.deepen(-1)
        return UVal(enc.closure("choose", x, smt.disj(arms)))

    def arm(i: int) -> Value:
        if i == n:
            if other is None:
                return rest()
            none = smt.conj(smt.not_(g) for g in guards)
            return enc.ite(none, lambda: enc.value(other, env), rest)
        return enc.ite(alone(i), lambda: enc.value(t.args[2 * i + 1], env), lambda: arm(i + 1))

    return arm(0)


def _boolean(enc: Encoder, t: Apply, env: Env) -> Value:
    def member(x: Value) -> Expr:
        if isinstance(x, BoolVal):
            return TRUE
        u = enc.to_u(x)
        return smt.disj((smt.eq(u, enc.true_u()), smt.eq(u, enc.constant("false!", U))))

    return SetVal(member, lambda: (BoolT(),))


def _string(enc: Encoder, t: Apply, env: Env) -> Value:
    strings = UVal(enc.constant("STRING!", U))

    def member(x: Value) -> Expr:
        return TRUE if isinstance(x, StrVal) else enc.in_u(enc.to_u(x), strings.e)

    from tlaverify.encodings.types import ANY

    return SetVal(member, lambda: (ANY,))


def _prime(enc: Encoder, t: Apply, env: Env) -> Value:
    arg = t.args[0]
    if isinstance(arg, Apply) and arg.op.kind is Kind.VARIABLE:
        return enc.symbol(arg.op, primed=True)
    raise Unsupported("prime of an expression")


def _quantifier(universal: bool) -> BindRule:
    def rule(enc: Encoder, t: Bind, env: Env) -> Value:
        binds = tuple(
            (b.symbol.name, None if b.domain is None else enc.value(b.domain, env)) for b in t.bounds
        )
        symbols = [b.symbol for b in t.bounds]
        if any(s.arity for s in symbols):
            raise Unsupported("quantifier over operators")

        def body(values: tuple[Value, ...]) -> Expr:
            return enc.formula(t.body, {**env, **dict(zip(symbols, values, strict=True))})

        return BoolVal(enc.quantify(universal, binds, body))

    return rule


def _temporal(enc: Encoder, t: Bind, env: Env) -> Value:
    raise Unsupported("temporal quantifier")


RULES: dict[str, Rule] = {
    "TRUE": _true,
    "FALSE": _false,
    "/\\": _and,
    "\\/": _or,
    "~": _not,
    "=>": _implies,
    "<=>": _iff,
    "=": _eq,
    NAMED_EQUAL.name: _eq_by_name,
    "IF": _if,
    "CASE": _case,
    "BOOLEAN": _boolean,
    "STRING": _string,
    "'": _prime,
}
BINDERS: dict[str, BindRule] = {
    "FORALL": _quantifier(True),
    "EXISTS": _quantifier(False),
    "TEMPORAL_FORALL": _temporal,
    "TEMPORAL_EXISTS": _temporal,
}
