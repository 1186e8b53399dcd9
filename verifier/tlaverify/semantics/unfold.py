"""ENABLED as a quantifier over the next state, for substitution into it.

``ENABLED A`` binds the primed variables of A: putting ``e`` for ``x`` in ``ENABLED (x' = 1)``
does not give ``ENABLED (e' = 1)``.

>>> # ENABLED (x > 0 /\\ x' = y)   becomes   \\E x$next : x > 0 /\\ x$next = y

in which the unprimed variables may then be replaced.

Source: "Specifying Systems", sections 16.2.3 and 17.6.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from tlaverify.kernel.rewrite import beta, map_children, substitute, subterms
from tlaverify.kernel.sequent import Definition
from tlaverify.kernel.term import (
    Apply,
    Bind,
    Binder,
    Bound,
    Kind,
    Lambda,
    Let,
    LetDef,
    Level,
    Symbol,
    Term,
    builtin,
    ref,
)

__all__ = ["CannotUnfold", "angle_action", "enabled", "expand_all", "without_let"]


_NEXT: Final = re.compile(r"\$next(\d+)_*(\$\d+)?\Z")


class CannotUnfold(Exception):
    """The formula mentions an operator that cannot be looked into."""


def angle_action(action: Term, sub: Term) -> Term:
    """``A /\\ v' # v``."""
    return builtin("/\\", action, builtin("~", builtin("=", builtin("'", sub), sub)))


def expand_all(term: Term, definitions: Mapping[Symbol, Definition]) -> Term:
    """All definitions and LETs expanded.  Raises CannotUnfold at a recursive operator."""
    if isinstance(term, Apply):
        args = tuple(expand_all(a, definitions) for a in term.args)
        if term.op.kind is Kind.DEFINED:
            d = definitions.get(term.op)
            if d is None or d.recursive:
                raise CannotUnfold(term.op.name)
            body = expand_all(d.body, definitions)
            return beta(Lambda(d.params, body), args) if d.params else body
        return Apply(term.op, args)
    if isinstance(term, Let):
        return expand_all(without_let(term), definitions)
    return map_children(term, lambda t: expand_all(t, definitions))


def without_let(term: Let) -> Term:
    """A LET with its definitions put in.  Raises CannotUnfold where one is recursive."""
    body: Term = term.body
    defs: tuple[LetDef, ...] = term.defs
    for i in range(len(defs) - 1, -1, -1):
        d = defs[i]
        if d.recursive:
            raise CannotUnfold(d.symbol.name)
        body = substitute(body, {d.symbol: Lambda(d.params, d.body) if d.params else d.body})
    return body


def enabled(action: Term, definitions: Mapping[Symbol, Definition]) -> Term:
    """``ENABLED action`` without ENABLED: the primed variables are bound rigid variables.

    Raises CannotUnfold where the action mentions what cannot be looked into.
    """
    return _enabled(expand_all(action, definitions))


def _enabled(action: Term) -> Term:
    action = _without_enabled(action)
    depth = 1 + max((_number(s) for t in subterms(action) for s in _bound_by(t)), default=0)
    primed: dict[Symbol, Symbol] = {}
    body = _next(action, False, primed, depth)
    if not primed:
        return body
    ordered = sorted(primed, key=lambda v: (v.name, v.scope))
    return Bind(Binder.EXISTS, tuple(Bound(primed[v], None) for v in ordered), body)


def _without_enabled(term: Term) -> Term:
    """The ENABLEDs inside written out first, so that the outer one's variables can be named apart."""
    if isinstance(term, Apply) and term.op.kind is Kind.BUILTIN and term.op.name == "ENABLED":
        return _enabled(term.args[0])
    return map_children(term, _without_enabled)


def _bound_by(term: Term) -> tuple[Symbol, ...]:
    if isinstance(term, Bind):
        return tuple(b.symbol for b in term.bounds)
    return term.params if isinstance(term, Lambda) else ()


def _number(symbol: Symbol) -> int:
    """The number in the name of a variable that an ENABLED bound, 0 for other names."""
    match = _NEXT.search(symbol.name)
    return int(match[1]) if match else 0


def _next(term: Term, prime: bool, primed: dict[Symbol, Symbol], depth: int) -> Term:
    """The term with variables under a prime replaced by bound symbols, collected in ``primed``."""
    if isinstance(term, Apply):
        op = term.op
        if op.kind is Kind.VARIABLE:
            if not prime:
                return term
            bound = primed.get(op)
            if bound is None:
                n = sum(1 for s in primed if s.name == op.name)
                bound = Symbol(f"{op.name}$next{depth}{'_' * n}", Kind.BOUND)
                primed[op] = bound
            return ref(bound)
        if op.kind in (Kind.OPAQUE, Kind.BOUND) and op.level is not Level.CONSTANT:
            raise CannotUnfold(op.name)
        if op.kind is Kind.BUILTIN:
            return _operator(term, prime, primed, depth)
    return map_children(term, lambda t: _next(t, prime, primed, depth))


def _operator(term: Apply, prime: bool, primed: dict[Symbol, Symbol], depth: int) -> Term:
    name = term.op.name

    def go(t: Term, p: bool) -> Term:
        return _next(t, p, primed, depth)

    if name in ("'", "UNCHANGED", "[]_", "<<>>_") and prime:
        raise CannotUnfold("a prime under a prime")
    if name == "'":
        return go(term.args[0], True)
    if name == "UNCHANGED":
        return builtin("=", go(term.args[0], True), go(term.args[0], False))
    if name == "[]_":
        action, sub = term.args
        return builtin("\\/", go(action, False), builtin("=", go(sub, True), go(sub, False)))
    if name == "<<>>_":
        action, sub = term.args
        same = builtin("=", go(sub, True), go(sub, False))
        return builtin("/\\", go(action, False), builtin("~", same))
    if name in ("\\cdot", "[]", "<>", "~>", "-+->", "WF_", "SF_"):
        raise CannotUnfold(name)
    return map_children(term, lambda t: go(t, prime))
