"""Definitions expanded, action notation written out, primes and temporal operators distributed.

The same terms come again in the obligations of a module, mostly with the same definitions visible
as far as they matter: each is worked out once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Final

from tlaverify.kernel.sequent import Definition
from tlaverify.kernel.term import Symbol, Term
from tlaverify.obligations.actions import expand_actions
from tlaverify.obligations.enabled import expand_enabled
from tlaverify.obligations.expand import Expander
from tlaverify.obligations.prime import distribute_prime
from tlaverify.obligations.replace import symbols_of
from tlaverify.obligations.temporal.distribute import distribute_modalities

__all__ = ["Distributor"]

_SCOPES: Final = 8
_TERMS: Final = 20_000


class Distributor:
    """Works under ``definitions``, of which those of ``visible`` are expanded.

    enabled  ENABLED is written out, too.
    """

    def __init__(
        self, definitions: Mapping[Symbol, Definition], visible: frozenset[Symbol], *, enabled: bool
    ) -> None:
        self._definitions = definitions
        self._visible = visible
        self._enabled = enabled
        self._expander = Expander(definitions, visible)
        self._scope = _scope(definitions)

    def distribute(self, term: Term) -> Term:
        """The term so far as it can be without regard to the rest of the obligation.

        Raises DiagnosticError for a prime within a prime.
        """
        # what is done depends on the definitions that the term reaches, and on which of them are visible
        key = term, self._scope.reached(term) & self._visible, self._enabled
        known = self._scope.done.get(key)
        if known is not None:
            return known
        out = self._expander.expand(term)
        if self._enabled:
            out = expand_enabled(out, self._definitions)
        out = distribute_modalities(distribute_prime(expand_actions(out), self._definitions))
        if len(self._scope.done) >= _TERMS:
            self._scope.done.clear()
        self._scope.done[key] = out
        return out


class _Scope:
    """What has been found for one mapping of definitions; holding it keeps its id its own."""

    def __init__(self, definitions: Mapping[Symbol, Definition]) -> None:
        self.definitions: Final = definitions
        self.done: Final[dict[tuple[Term, frozenset[Symbol], bool], Term]] = {}
        self._symbols: dict[Term, frozenset[Symbol]] = {}
        self._reached: dict[Symbol, frozenset[Symbol]] = {}
        self._reached_by: dict[Term, frozenset[Symbol]] = {}

    def reached(self, term: Term) -> frozenset[Symbol]:
        """The symbols in the term and in the definitions that it reaches."""
        known = self._reached_by.get(term)
        if known is None:
            if len(self._reached_by) >= _TERMS:
                self._reached_by.clear()
                self._symbols.clear()
            own = symbols_of(term, self._symbols)
            known = self._reached_by[term] = own.union(*map(self._from, own))
        return known

    def _from(self, symbol: Symbol) -> frozenset[Symbol]:
        known = self._reached.get(symbol)
        if known is not None:
            return known
        out: set[Symbol] = set()
        todo = [symbol]
        while todo:
            definition = self.definitions.get(todo.pop())
            if definition is not None:
                new = symbols_of(definition.body, self._symbols) - out
                out |= new
                todo.extend(new)
        self._reached[symbol] = frozenset(out)
        return self._reached[symbol]


_scopes: OrderedDict[int, _Scope] = OrderedDict()


def _scope(definitions: Mapping[Symbol, Definition]) -> _Scope:
    key = id(definitions)
    found = _scopes.get(key)
    if found is None:
        found = _scopes[key] = _Scope(definitions)
        if len(_scopes) > _SCOPES:
            _scopes.popitem(last=False)
    else:
        _scopes.move_to_end(key)
    return found
