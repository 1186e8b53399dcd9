"""How obligations travel to the workers: each definition is sent to a worker once.

An obligation refers to all definitions in scope, hundreds of them, and so do its neighbours.  A scope is made
of layers (``semantics.table``), most of which it shares with those before it.  ``Sender`` keeps, for each
worker, what it has been sent; a message holds the definitions that are new to it, the numbers of those in a
layer that is new to it, and the numbers of the layers.  So what a message costs does not depend on how many
definitions are in scope.  Of the facts that are there only for hints (``unused``) just the assumptions are
sent, which no counterexample may break.
"""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tlaverify.kernel.deep import deeply
from tlaverify.kernel.sequent import Definition, Obligation
from tlaverify.kernel.term import Symbol
from tlaverify.semantics.table import Table

__all__ = ["Parcel", "Receiver", "Sender", "pickled"]

KEPT: Final = 8
"""How many scopes a worker keeps, so that memory does not grow with the number of obligations."""


_EMPTY: Final[dict[Symbol, Definition]] = {}


_Layers = tuple[tuple[int, tuple[int, ...] | None], ...]


@dataclass(frozen=True, slots=True)
class Parcel:
    """An obligation without its definitions, and what is needed to put them back.

    restart    the worker is to forget what it has.
    fresh      definitions that this worker has not seen, with their keys; numbered on from the last.
    scope      a number for the mapping as a whole.
    layers     the numbers of its layers, each with the numbers of its definitions, or None if a scope of
               the worker has the layer; None if this worker has the scope.
    dropped    a scope that the worker is to forget, -1 for none.
    visible    the visible symbols: which layer, and which place in it.
    others     visible symbols that the mapping does not define.
    """

    obligation: Obligation
    restart: bool
    fresh: tuple[tuple[Symbol, Definition], ...]
    scope: int
    layers: _Layers | None
    dropped: int
    visible: tuple[tuple[int, int], ...]
    others: frozenset[Symbol]


@dataclass(slots=True)
class _Sent:
    """What one worker has: the first ``entries`` entries, and scopes with their layers, oldest first."""

    entries: int
    scopes: OrderedDict[int, frozenset[int]]


@dataclass(frozen=True, slots=True)
class _Layer:
    """A layer's number and members, and each symbol's place among them.

    Holding the layer keeps its id its own.
    """

    number: int
    layer: Mapping[Symbol, Definition]
    members: tuple[int, ...]
    places: Mapping[Symbol, int]


@dataclass(frozen=True, slots=True)
class _Scope:
    """A mapping's number and layers; holding the mapping keeps its id its own."""

    number: int
    definitions: Mapping[Symbol, Definition]
    layers: tuple[_Layer, ...]


class Sender:
    """The parent's side; remembers what each worker has been sent."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, int], int] = {}
        self._entries: list[tuple[Symbol, Definition]] = []
        self._scopes: OrderedDict[int, _Scope] = OrderedDict()
        self._next = 0
        self._sent: dict[int, _Sent] = {}

    def pack(self, obligation: Obligation, worker: int) -> Parcel:
        """``obligation`` for worker number ``worker``; unless ``forget`` follows, the worker must get it."""
        found = self._scope(obligation.definitions)
        scope = found.number
        sent = self._sent.get(worker)
        restart = sent is None
        if sent is None:
            sent = self._sent[worker] = _Sent(0, OrderedDict())
        layers: _Layers | None = None
        fresh: tuple[tuple[Symbol, Definition], ...] = ()
        dropped = -1
        if scope not in sent.scopes:
            # What other workers were sent in between goes along: the numbers must agree.
            fresh = tuple(self._entries[sent.entries:])
            sent.entries = len(self._entries)
            has = frozenset[int]().union(*sent.scopes.values())
            layers = tuple((x.number, None if x.number in has else x.members) for x in found.layers)
            sent.scopes[scope] = frozenset(x.number for x in found.layers)
            if len(sent.scopes) > KEPT:
                dropped = sent.scopes.popitem(last=False)[0]
        bare, visible, others = _apart(obligation, found.layers)
        return Parcel(bare, restart, fresh, scope, layers, dropped, visible, others)

    def pack_alone(self, obligation: Obligation) -> Parcel:
        """``obligation`` for a worker of which nothing is known: with all its definitions."""
        definitions = obligation.definitions
        whole = _Layer(0, definitions, tuple(range(len(definitions))), _places(definitions))
        bare, visible, others = _apart(obligation, (whole,))
        entries = tuple(definitions.items())
        return Parcel(bare, True, entries, 0, ((0, whole.members),), -1, visible, others)

    def forget(self, worker: int) -> None:
        """Worker number ``worker`` is gone, or did not get what was packed last."""
        self._sent.pop(worker, None)

    def _scope(self, definitions: Mapping[Symbol, Definition]) -> _Scope:
        found = self._scopes.get(id(definitions))
        if found is not None:
            return found
        known = {id(x.layer): x for scope in self._scopes.values() for x in scope.layers}
        layers = definitions.layers if isinstance(definitions, Table) else (definitions,)
        made = _Scope(
            self._number(), definitions, tuple(known.get(id(x)) or self._layer(x) for x in layers)
        )
        self._scopes[id(definitions)] = made
        if len(self._scopes) > KEPT:
            self._scopes.popitem(last=False)
        return made

    def _layer(self, layer: Mapping[Symbol, Definition]) -> _Layer:
        members = []
        for key, definition in layer.items():
            identity = (id(key), id(definition))
            number = self._numbers.get(identity)
            if number is None:
                number = len(self._entries)
                self._numbers[identity] = number
                self._entries.append((key, definition))  # keeps both alive, so that their ids stay theirs
            members.append(number)
        return _Layer(self._number(), layer, tuple(members), _places(layer))

    def _number(self) -> int:
        self._next += 1
        return self._next


def _places(layer: Mapping[Symbol, Definition]) -> dict[Symbol, int]:
    return {symbol: place for place, symbol in enumerate(layer)}


def _apart(
    obligation: Obligation, layers: Sequence[_Layer]
) -> tuple[Obligation, tuple[tuple[int, int], ...], frozenset[Symbol]]:
    """The obligation without its definitions, and a Parcel's ``visible`` and ``others``."""
    visible: list[tuple[int, int]] = []
    others: list[Symbol] = []
    for symbol in obligation.visible:
        where = next(((n, x.places[symbol]) for n, x in enumerate(layers) if symbol in x.places), None)
        if where is None:
            others.append(symbol)
        else:
            visible.append(where)
    assumed = tuple(h for h in obligation.unused if h.is_assumption)
    bare = replace(obligation, definitions=_EMPTY, visible=frozenset(), hidden=assumed, around=())
    return bare, tuple(sorted(visible)), frozenset(others)


_Members = tuple[tuple[Symbol, ...], dict[Symbol, Definition]]
"""A layer's symbols in their places, and their definitions (a dictionary that is made of others is made of
their hashes: to hash thousands of symbols again for each scope would take longer than all else here)."""


@dataclass(frozen=True, slots=True)
class _Received:
    """A scope's mapping, and its layers by their numbers."""

    definitions: dict[Symbol, Definition]
    layers: dict[int, _Members]


class Receiver:
    """The worker's side; one scope stays one mapping, so that caches by its identity work."""

    def __init__(self) -> None:
        self._entries: list[tuple[Symbol, Definition]] = []
        self._scopes: dict[int, _Received] = {}

    def unpack(self, parcel: Parcel) -> Obligation:
        """The obligation as it was, but for the theorems and steps among the ``unused``."""
        if parcel.restart:
            self._entries.clear()
            self._scopes.clear()
        self._entries.extend(parcel.fresh)
        if parcel.layers is not None:
            self._scopes[parcel.scope] = self._received(parcel.layers)
            self._scopes.pop(parcel.dropped, None)
        found = self._scopes[parcel.scope]
        layers = list(found.layers.values())
        visible = frozenset(layers[n][0][place] for n, place in parcel.visible)
        return replace(parcel.obligation, definitions=found.definitions, visible=visible | parcel.others)

    def _received(self, told: _Layers) -> _Received:
        has = {number: layer for scope in self._scopes.values() for number, layer in scope.layers.items()}
        layers = {
            number: has[number] if members is None else self._members(members)
            for number, members in told
        }
        definitions: dict[Symbol, Definition] = {}
        for _, layer in layers.values():
            definitions.update(layer)
        return _Received(definitions, layers)

    def _members(self, numbers: tuple[int, ...]) -> _Members:
        layer = dict(self._entries[n] for n in numbers)
        return tuple(layer), layer


def pickled(message: object) -> bytes:
    """The bytes of a message.  Raises RecursionError for terms of absurd depth, PicklingError and its kin."""
    try:
        return pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    except RecursionError:
        return deeply(lambda: pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL))
