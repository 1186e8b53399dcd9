"""CHOOSE: a value named by its predicate; it ranges over the universe and has no type of its own."""

from __future__ import annotations

from tlaverify.encodings import smt
from tlaverify.encodings.encoder import BindRule, Encoder, Env
from tlaverify.encodings.smt import FALSE, U
from tlaverify.encodings.values import UVal, Value
from tlaverify.kernel.term import Bind

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
    return UVal(enc.closure("choose", x, body))


BINDERS: dict[str, BindRule] = {"CHOOSE": _choose}
