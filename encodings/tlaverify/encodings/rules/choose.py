"""CHOOSE: a value named by its predicate; it ranges over the universe and has no type of its own."""

from __future__ import annotations

from tlaverify.encodings import smt
from tlaverify.encodings.encoder import BindRule, Encoder, Env
from tlaverify.encodings.smt import FALSE, U
from tlaverify.encodings.values import UVal, Value
from tlaverify.kernel.term import Apply, Bind, is_builtin, ref

__all__ = ["BINDERS"]


def _choose(enc: Encoder, t: Bind, env: Env) -> Value:
    """``CHOOSE x \\in S : P``: one symbol for one predicate (over its free variables), with
    ``(\\E x : x \\in S /\\ P) => P(choice)``.  Source: "Specifying Systems", section 16.1.2."""
    (bound,) = t.bounds
    domain = None if bound.domain is None else enc.value(bound.domain, env)
    enc.deepen(+1)
    try:
        x = smt.var(f"{bound.symbol.name}.{enc.depth}", U)
        inside = smt.TRUE if domain is None else enc.member(UVal(x), domain)
        with enc.assuming(inside):
            body = smt.conj(
                (inside, FALSE if inside == FALSE else enc.formula(t.body, {**env, bound.symbol: UVal(x)}))
            )
    finally:
        enc.deepen(-1)
    return UVal(enc.closure("choose", x, body, total=domain is None and _excluded(t)))


def _excluded(t: Bind) -> bool:
    """Whether this is ``CHOOSE x : x \\notin S``, which always exists: no set contains everything."""
    (bound,) = t.bounds
    if not is_builtin(t.body, "~") or not isinstance(t.body, Apply):
        return False
    inner = t.body.args[0]
    return (
        is_builtin(inner, "\\in")
        and isinstance(inner, Apply)
        and inner.args[0] == ref(bound.symbol)
        and bound.symbol not in inner.args[1].free
    )


BINDERS: dict[str, BindRule] = {"CHOOSE": _choose}
