"""Expand definitions: ``Op(e)`` becomes the body of ``Op`` with ``e`` for its parameter.

Capture is avoided; LET is expanded with them; RECURSIVE operators never are.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from tlaverify.kernel.rewrite import beta, map_children, substitute
from tlaverify.kernel.sequent import Definition
from tlaverify.kernel.term import Apply, Kind, Lambda, Let, LetDef, Symbol, Term

__all__ = ["Expander", "expand_definitions"]


def expand_definitions(
    term: Term, definitions: Mapping[Symbol, Definition], visible: Set[Symbol]
) -> Term:
    """``term`` with the operators of ``visible`` and all (not recursive) LETs expanded, at every depth.

    >>> # with P(x) == \\E y : x = y visible, P(y) becomes \\E y$1 : y = y$1
    """
    return Expander(definitions, visible).expand(term)


class Expander:
    """``expand_definitions`` for many terms under the same definitions; bodies are expanded once."""

    def __init__(self, definitions: Mapping[Symbol, Definition], visible: Set[Symbol]) -> None:
        self._definitions = definitions
        self._visible = visible
        self._done: dict[Term, Term] = {}
        self._bodies: dict[Symbol, Lambda | None] = {}

    def expand(self, term: Term) -> Term:
        """The term expanded; see ``expand_definitions``."""
        known = self._done.get(term)
        if known is not None:
            return known
        out = self._expand(term)
        self._done[term] = out
        return out

    def _expand(self, term: Term) -> Term:
        if isinstance(term, Apply) and term.op.kind is Kind.DEFINED:
            body = self._body(term.op)
            if body is not None:
                if not term.args:
                    return body if body.params else body.body
                return beta(body, tuple(self.expand(a) for a in term.args))
        if isinstance(term, Let):
            return self._expand_let(term)
        return map_children(term, self.expand)

    def _body(self, symbol: Symbol) -> Lambda | None:
        """The expanded body of a visible definition, None for one that must stay."""
        if symbol in self._bodies:
            return self._bodies[symbol]
        definition = self._definitions.get(symbol)
        if definition is None or definition.recursive or symbol not in self._visible:
            self._bodies[symbol] = None
            return None
        body = Lambda(definition.params, self.expand(definition.body))
        self._bodies[symbol] = body
        return body

    def _expand_let(self, term: Let) -> Term:
        """``LET F(a) == e IN b`` is b with the operator LAMBDA a: e for F."""
        values: dict[Symbol, Term] = {}
        for n, d in enumerate(term.defs):
            if d.recursive:  # the rest stays below it
                rest = Let(term.defs[n + 1 :], term.body) if n + 1 < len(term.defs) else term.body
                own = LetDef(d.symbol, d.params, self.expand(d.body), True)
                return substitute(Let((own,), self.expand(rest)), values)
            value = self.expand(d.body)
            if values:
                value = substitute(Lambda(d.params, value), values)
                assert isinstance(value, Lambda)
                values[d.symbol] = value if d.params else value.body
            else:
                values[d.symbol] = Lambda(d.params, value) if d.params else value
        return substitute(self.expand(term.body), values)
