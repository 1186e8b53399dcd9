"""Naming sets, functions, sequences and choices as values of the universe.

``{x \\in S : x > n}`` becomes ``set!3(S, n)``: a symbol for the form of the expression, applied to the
largest parts of it that do not depend on x.  So equal parts give equal values by congruence, and a
lemma about ``[f EXCEPT ![p] = s]`` for any f, p, s speaks of the very symbol that stands for
``[pc EXCEPT ![i] = "L"]``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tlaverify.encodings import smt
from tlaverify.encodings.smt import BOOL, INT, Expr, U

__all__ = ["Closure", "Closures"]


@dataclass(frozen=True, slots=True)
class Closure:
    """A named expression.

    term    the symbol applied to the parts.
    shape   the symbol applied to variables for the parts, and ``params`` these variables.
    x       the bound variable of ``bodies``, which are the expressions over ``params``.
    fresh   the symbol is new: its axioms are still to be stated.
    """

    term: Expr
    shape: Expr
    params: tuple[Expr, ...]
    x: Expr
    bodies: tuple[Expr, ...]
    fresh: bool


class Closures:
    """The symbols given so far, by the form that they stand for."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, tuple[Expr, ...]], str] = {}

    @property
    def tables(self) -> tuple[dict[Any, Any], ...]:
        """What grows with each closure."""
        return (self._names,)

    def name(self, kind: str, x: Expr, bodies: tuple[Expr, ...]) -> Closure:
        """The closure of ``bodies`` over ``x``; ``kind`` tells apart what the symbol is to mean."""
        parts: dict[Expr, Expr] = {}
        own = smt.var("x", x.sort)
        keep = frozenset((x,))
        shapes = tuple(smt.canonical(smt.replace(_abstract(b, keep, parts), {x: own})) for b in bodies)
        key = (kind, shapes)
        known = self._names.get(key)
        name = known or f"{kind}!{len(self._names)}"
        self._names[key] = name
        params = tuple(parts.values())
        return Closure(
            smt.app(name, tuple(parts), U), smt.app(name, params, U), params, own, shapes, known is None
        )


def _abstract(e: Expr, keep: frozenset[Expr], parts: dict[Expr, Expr]) -> Expr:
    """``e`` with variables for its largest parts that do not mention ``keep``; notes the parts."""
    if e in keep:
        return e
    movable = e.kind == "var" or (e.sort in (U, INT) and e.kind != "lit")
    if movable and not e.free & keep:
        found = parts.get(e)
        if found is None:
            found = parts[e] = smt.var(f"p{len(parts)}", e.sort)
        return found
    if e.kind == "quant":
        inner = keep | frozenset(e.bound)
        pats = tuple(tuple(_abstract(t, inner, parts) for t in p) for p in e.pats)
        return Expr("quant", e.op, (_abstract(e.args[0], inner, parts),), BOOL, e.bound, pats)
    if not e.args:
        return e
    return Expr(e.kind, e.op, tuple(_abstract(a, keep, parts) for a in e.args), e.sort)
