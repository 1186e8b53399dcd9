"""Temporal operators moved inwards, so that first-order reasoning sees the quantifiers.

``[](P /\\ \\A i \\in S : Q)`` becomes ``[]P /\\ \\A i \\in S : []Q`` for a constant S, since i is rigid;
``<>`` moves through ``\\E`` and ``\\/``.  ``P ~> Q`` becomes ``[](P => <>Q)``, and under ``[]`` a
``(\\E i \\in S : P) => Q`` becomes ``\\A i \\in S : P => Q``.  All are equivalences.
"""

from __future__ import annotations

from tlaverify.kernel.rewrite import map_children, substitute
from tlaverify.kernel.term import (
    Apply,
    Bind,
    Binder,
    Bound,
    Kind,
    Level,
    Symbol,
    Term,
    builtin,
    fresh,
    is_builtin,
    ref,
)
from tlaverify.obligations.temporal.levels import Levels

__all__ = ["distribute_modalities"]


def distribute_modalities(term: Term) -> Term:
    """``term``, definitions expanded as far as they are to be, with its temporal operators moved inwards."""
    levels = Levels()
    return _Distributor(levels).walk(term) if levels.of(term) is Level.TEMPORAL else term


class _Distributor:
    def __init__(self, levels: Levels) -> None:
        self._levels = levels

    def walk(self, term: Term) -> Term:
        if self._levels.of(term) is not Level.TEMPORAL or not _has_rigid_variables(term):
            return term
        out = map_children(term, self.walk)
        if not isinstance(out, Apply) or out.op.kind is not Kind.BUILTIN:
            return out
        match out.op.name:
            case "[]":
                return self._modal("[]", "/\\", Binder.FORALL, out.args[0])
            case "<>":
                return self._modal("<>", "\\/", Binder.EXISTS, out.args[0])
            case "~>":
                premise, conclusion = out.args
                later = self._modal("<>", "\\/", Binder.EXISTS, conclusion)
                return self._modal("[]", "/\\", Binder.FORALL, builtin("=>", premise, later))
        return out

    def _modal(self, op: str, junction: str, binder: Binder, body: Term) -> Term:
        """``op body``, moved in through the junction and the quantifier."""
        if op == "[]" and is_builtin(body, "=>"):
            assert isinstance(body, Apply)
            body = self._lift(body)
        if is_builtin(body, op):
            return body
        if is_builtin(body, junction):
            assert isinstance(body, Apply)
            return builtin(junction, *(self._modal(op, junction, binder, a) for a in body.args))
        if isinstance(body, Bind) and body.binder is binder and self._is_constant(body):
            return Bind(binder, body.bounds, self._modal(op, junction, binder, body.body))
        return builtin(op, body)

    def _lift(self, term: Apply) -> Term:
        """``(\\E i \\in S : P) => Q`` as ``\\A i \\in S : P => Q``."""
        premise, conclusion = term.args
        if not isinstance(premise, Bind) or premise.binder is not Binder.EXISTS:
            return term
        if not self._is_constant(premise):
            return term
        bounds: list[Bound] = []
        names: dict[Symbol, Term] = {}
        avoid = set(conclusion.free)
        for b in premise.bounds:
            new = fresh(b.symbol, avoid | set(premise.body.free - {b.symbol}))
            avoid.add(new)
            if new != b.symbol:
                names[b.symbol] = ref(new)
            bounds.append(Bound(new, b.domain))
        body = builtin("=>", substitute(premise.body, names), conclusion)
        inner = self._lift(body) if is_builtin(body, "=>") else body
        return Bind(Binder.FORALL, tuple(bounds), inner)

    def _is_constant(self, term: Bind) -> bool:
        return all(b.domain is None or self._levels.of(b.domain) is Level.CONSTANT for b in term.bounds)


def _has_rigid_variables(term: Term) -> bool:
    """Whether what ``term`` binds is rigid: not what ``\\EE`` binds, nor an operator's parameters."""
    if isinstance(term, Bind):
        return term.binder not in (Binder.TEMPORAL_FORALL, Binder.TEMPORAL_EXISTS)
    return isinstance(term, Apply)
