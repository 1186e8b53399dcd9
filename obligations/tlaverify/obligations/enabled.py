"""ENABLED written out: ``ENABLED (x' > y /\\ P)`` becomes ``P /\\ \\E x_next : x_next > y``.

ENABLED A holds in a state if there are values for the primed variables, the same
for all their occurrences, that make A true; these values are rigid.  Source:
"Specifying Systems", 16.2.3.
"""

from __future__ import annotations

from collections.abc import Mapping

from tlaverify.kernel.operators import OPERATOR_LEVEL
from tlaverify.kernel.rewrite import map_children, subterms
from tlaverify.kernel.sequent import Definition
from tlaverify.kernel.term import (
    Apply,
    Bind,
    Binder,
    Kind,
    Lambda,
    Let,
    Level,
    Symbol,
    Term,
    is_builtin,
    ref,
)
from tlaverify.obligations.actions import expand_actions
from tlaverify.obligations.expand import Expander
from tlaverify.obligations.one_point import eliminate
from tlaverify.obligations.prime import distribute_prime

__all__ = ["expand_enabled"]


def expand_enabled(term: Term, definitions: Mapping[Symbol, Definition]) -> Term:
    """``term`` with each ENABLED, innermost first, replaced by a quantifier over the next values.

    The quantifier is eliminated where it can be (``one_point``).  Of the definitions in the action those
    that hide a prime, or stand under one, are expanded, cited or not: the primed variables must be seen.
    An ENABLED whose action is not known in full (a declared action, a RECURSIVE operator that depends
    on the next state, a temporal formula) stays.
    """
    out = map_children(term, lambda t: expand_enabled(t, definitions))
    if not is_builtin(out, "ENABLED"):
        return out
    assert isinstance(out, Apply)
    action = _written_out(out.args[0], definitions)
    if not _is_known(action):
        return out
    used = {s.name for t in subterms(action) for s in _names(t)}
    next_values: dict[Term, Term] = {}
    symbols: list[Symbol] = []
    for part in subterms(action):
        if is_builtin(part, "'") and part not in next_values:
            assert isinstance(part, Apply) and isinstance(part.args[0], Apply)
            name, n = f"{part.args[0].op.name}_next", 0
            while name in used:
                n += 1
                name = f"{part.args[0].op.name}_next{n}"
            used.add(name)
            symbol = Symbol(name, Kind.BOUND)
            next_values[part] = ref(symbol)
            symbols.append(symbol)
    return eliminate(symbols, _replace(action, next_values))


def _written_out(action: Term, definitions: Mapping[Symbol, Definition]) -> Term:
    """The action with definitions expanded until primes stand on variables only, as far as that goes."""
    shown = frozenset(s for s in definitions if s.level is Level.ACTION)
    while True:
        out = expand_enabled(Expander(definitions, shown).expand(action), definitions)
        out = distribute_prime(expand_actions(out), definitions)
        primed = {t.args[0].op for t in subterms(out) if isinstance(t, Apply) and is_builtin(t, "'")
                  and isinstance(t.args[0], Apply) and t.args[0].op.kind is Kind.DEFINED}
        if primed <= shown:
            return out
        shown |= primed


def _is_known(action: Term) -> bool:
    """Whether the action's dependence on the next state is all in primed variables.

    An operator of level STATE that is not expanded depends on the present state and on its arguments.
    """
    for part in subterms(action):
        if isinstance(part, (Let, Lambda)):
            return False
        if isinstance(part, Bind) and part.binder in (Binder.TEMPORAL_EXISTS, Binder.TEMPORAL_FORALL):
            return False
        if not isinstance(part, Apply):
            continue
        op = part.op
        if is_builtin(part, "'"):
            inner = part.args[0]
            if not isinstance(inner, Apply) or inner.op.kind is not Kind.VARIABLE:
                return False
        elif op.kind is Kind.BUILTIN:
            if op.name in OPERATOR_LEVEL:
                return False
        elif op.kind is not Kind.VARIABLE and (
            op.level > Level.STATE
            or (op.level is Level.STATE and any(is_builtin(t, "'") for t in subterms(part)))
        ):
            return False
    return True


def _names(term: Term) -> tuple[Symbol, ...]:
    if isinstance(term, Bind):
        return tuple(b.symbol for b in term.bounds)
    if isinstance(term, Apply) and term.op.kind is Kind.BOUND:
        return (term.op,)
    return ()


def _replace(term: Term, values: Mapping[Term, Term]) -> Term:
    """Without capture: the values' names occur nowhere in the term."""
    known = values.get(term)
    return known if known is not None else map_children(term, lambda t: _replace(t, values))
