"""How obligations travel to the workers: each definition is sent to a worker once.

An obligation refers to all definitions in scope, hundreds of them, and so do its neighbours.  ``Sender``
keeps, for each worker, what it has been sent; a message holds the definitions that are new to it, and the
numbers of those in scope.  Of the facts that are there only for hints (``hidden``) just the assumptions are
sent, which no counterexample may break.
"""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from tlaverify.kernel.deep import deeply
from tlaverify.kernel.sequent import Definition, Obligation
from tlaverify.kernel.term import Symbol

__all__ = ["Parcel", "Receiver", "Sender", "pickled"]

KEPT: Final = 8
"""How many scopes a worker keeps, so that memory does not grow with the number of obligations."""


_EMPTY: Final[dict[Symbol, Definition]] = {}


@dataclass(frozen=True, slots=True)
class Parcel:
    """An obligation without its definitions, and what is needed to put them back.

    restart    the worker is to forget what it has.
    fresh      definitions that this worker has not seen, with their keys; numbered on from the last.
    scope      a number for the mapping as a whole.
    members    the numbers of the definitions in it, None if this worker has the scope.
    dropped    a scope that the worker is to forget, -1 for none.
    visible    the places, among the mapping's members, of those whose symbols are visible.
    others     visible symbols that the mapping does not define.
    """

    obligation: Obligation
    restart: bool
    fresh: tuple[tuple[Symbol, Definition], ...]
    scope: int
    members: tuple[int, ...] | None
    dropped: int
    visible: tuple[int, ...]
    others: frozenset[Symbol]


@dataclass(slots=True)
class _Sent:
    """What one worker has: the first ``entries`` entries, and these scopes (an ordered set, oldest first)."""

    entries: int
    scopes: OrderedDict[int, None]


@dataclass(frozen=True, slots=True)
class _Scope:
    """A mapping's number and members, and each symbol's place among them.

    Holding the mapping keeps its id its own.
    """

    number: int
    definitions: Mapping[Symbol, Definition]
    members: tuple[int, ...]
    places: Mapping[Symbol, int]


class Sender:
    """The parent's side; remembers what each worker has been sent."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, int], int] = {}
        self._entries: list[tuple[Symbol, Definition]] = []
        self._scopes: OrderedDict[int, _Scope] = OrderedDict()
        self._next_scope = 0
        self._sent: dict[int, _Sent] = {}

    def pack(self, obligation: Obligation, worker: int) -> Parcel:
        """``obligation`` for worker number ``worker``; unless ``forget`` follows, the worker must get it."""
        found = self._scope(obligation.definitions)
        scope, members = found.number, found.members
        sent = self._sent.get(worker)
        restart = sent is None
        if sent is None:
            sent = self._sent[worker] = _Sent(0, OrderedDict())
        new = scope not in sent.scopes
        fresh: tuple[tuple[Symbol, Definition], ...] = ()
        dropped = -1
        if new:
            # What other workers were sent in between goes along: the numbers must agree.
            fresh = tuple(self._entries[sent.entries:])
            sent.entries = len(self._entries)
            sent.scopes[scope] = None
            if len(sent.scopes) > KEPT:
                dropped = sent.scopes.popitem(last=False)[0]
        bare, visible, others = _apart(obligation, found.places)
        return Parcel(bare, restart, fresh, scope, members if new else None, dropped, visible, others)

    def pack_alone(self, obligation: Obligation) -> Parcel:
        """``obligation`` for a worker of which nothing is known: with all its definitions."""
        entries = tuple(obligation.definitions.items())
        bare, visible, others = _apart(obligation, _places(obligation.definitions))
        return Parcel(bare, True, entries, 0, tuple(range(len(entries))), -1, visible, others)

    def forget(self, worker: int) -> None:
        """Worker number ``worker`` is gone, or did not get what was packed last."""
        self._sent.pop(worker, None)

    def _scope(self, definitions: Mapping[Symbol, Definition]) -> _Scope:
        found = self._scopes.get(id(definitions))
        if found is not None:
            return found
        members, places = [], {}
        for place, (key, definition) in enumerate(definitions.items()):
            places[key] = place
            identity = (id(key), id(definition))
            number = self._numbers.get(identity)
            if number is None:
                number = len(self._entries)
                self._numbers[identity] = number
                self._entries.append((key, definition))  # keeps both alive, so that their ids stay theirs
            members.append(number)
        scope = self._next_scope
        self._next_scope += 1
        made = _Scope(scope, definitions, tuple(members), places)
        self._scopes[id(definitions)] = made
        if len(self._scopes) > KEPT:
            self._scopes.popitem(last=False)
        return made


def _places(definitions: Mapping[Symbol, Definition]) -> dict[Symbol, int]:
    return {symbol: place for place, (symbol, _) in enumerate(definitions.items())}


def _apart(
    obligation: Obligation, places: Mapping[Symbol, int]
) -> tuple[Obligation, tuple[int, ...], frozenset[Symbol]]:
    """The obligation without its definitions, and a Parcel's ``visible`` and ``others``."""
    visible = sorted(places[symbol] for symbol in obligation.visible if symbol in places)
    others = frozenset(symbol for symbol in obligation.visible if symbol not in places)
    assumed = tuple(h for h in obligation.hidden if h.is_assumption)
    bare = replace(obligation, definitions=_EMPTY, visible=frozenset(), hidden=assumed)
    return bare, tuple(visible), others


class Receiver:
    """The worker's side; one scope stays one mapping, so that caches by its identity work."""

    def __init__(self) -> None:
        self._entries: list[tuple[Symbol, Definition]] = []
        self._scopes: dict[int, tuple[dict[Symbol, Definition], list[Symbol]]] = {}

    def unpack(self, parcel: Parcel) -> Obligation:
        """The obligation as it was, but for the theorems and steps among ``hidden``."""
        if parcel.restart:
            self._entries.clear()
            self._scopes.clear()
        self._entries.extend(parcel.fresh)
        if parcel.members is not None:
            made = dict(self._entries[n] for n in parcel.members)
            self._scopes[parcel.scope] = (made, list(made))
            self._scopes.pop(parcel.dropped, None)
        definitions, symbols = self._scopes[parcel.scope]
        visible = frozenset(symbols[place] for place in parcel.visible)
        return replace(parcel.obligation, definitions=definitions, visible=visible | parcel.others)


def pickled(message: object) -> bytes:
    """The bytes of a message.  Raises RecursionError for terms of absurd depth, PicklingError and its kin."""
    try:
        return pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    except RecursionError:
        return deeply(lambda: pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL))
