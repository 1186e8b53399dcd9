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

KEPT: Final = 32
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
    visible    for each of the mapping's members a byte: 1 if its symbol is visible.
    others     visible symbols that the mapping does not define.
    """

    obligation: Obligation
    restart: bool
    fresh: tuple[tuple[Symbol, Definition], ...]
    scope: int
    members: tuple[int, ...] | None
    dropped: int
    visible: bytes
    others: frozenset[Symbol]


@dataclass(slots=True)
class _Sent:
    """What one worker has: the first ``entries`` entries, and these scopes (an ordered set, oldest first)."""

    entries: int
    scopes: OrderedDict[int, None]


@dataclass(frozen=True, slots=True)
class _Scope:
    """A mapping's number and members; holding the mapping keeps its id its own."""

    number: int
    definitions: Mapping[Symbol, Definition]
    members: tuple[int, ...]


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
        scope, members = self._scope(obligation.definitions)
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
        bare, visible, others = _apart(obligation)
        return Parcel(bare, restart, fresh, scope, members if new else None, dropped, visible, others)

    def pack_alone(self, obligation: Obligation) -> Parcel:
        """``obligation`` for a worker of which nothing is known: with all its definitions."""
        entries = tuple(obligation.definitions.items())
        bare, visible, others = _apart(obligation)
        return Parcel(bare, True, entries, 0, tuple(range(len(entries))), -1, visible, others)

    def forget(self, worker: int) -> None:
        """Worker number ``worker`` is gone, or did not get what was packed last."""
        self._sent.pop(worker, None)

    def _scope(self, definitions: Mapping[Symbol, Definition]) -> tuple[int, tuple[int, ...]]:
        found = self._scopes.get(id(definitions))
        if found is not None:
            return found.number, found.members
        members = []
        for key, definition in definitions.items():
            identity = (id(key), id(definition))
            number = self._numbers.get(identity)
            if number is None:
                number = len(self._entries)
                self._numbers[identity] = number
                self._entries.append((key, definition))  # keeps both alive, so that their ids stay theirs
            members.append(number)
        scope = self._next_scope
        self._next_scope += 1
        self._scopes[id(definitions)] = _Scope(scope, definitions, tuple(members))
        if len(self._scopes) > KEPT:
            self._scopes.popitem(last=False)
        return scope, tuple(members)


def _apart(obligation: Obligation) -> tuple[Obligation, bytes, frozenset[Symbol]]:
    """The obligation without its definitions, and a Parcel's ``visible`` and ``others``."""
    keys = obligation.definitions.keys()
    visible = bytes(key in obligation.visible for key in keys)
    hit = sum(visible)
    others = frozenset(obligation.visible - keys) if hit < len(obligation.visible) else frozenset()
    assumed = tuple(h for h in obligation.hidden if h.is_assumption)
    return replace(obligation, definitions=_EMPTY, visible=frozenset(), hidden=assumed), visible, others


class Receiver:
    """The worker's side; one scope stays one mapping, so that caches by its identity work."""

    def __init__(self) -> None:
        self._entries: list[tuple[Symbol, Definition]] = []
        self._scopes: dict[int, dict[Symbol, Definition]] = {}

    def unpack(self, parcel: Parcel) -> Obligation:
        """The obligation as it was, but for the theorems and steps among ``hidden``."""
        if parcel.restart:
            self._entries.clear()
            self._scopes.clear()
        self._entries.extend(parcel.fresh)
        if parcel.members is not None:
            self._scopes[parcel.scope] = dict(self._entries[n] for n in parcel.members)
            self._scopes.pop(parcel.dropped, None)
        definitions = self._scopes[parcel.scope]
        visible = frozenset(k for k, flag in zip(definitions, parcel.visible, strict=True) if flag)
        return replace(parcel.obligation, definitions=definitions, visible=visible | parcel.others)


def pickled(message: object) -> bytes:
    """The bytes of a message.  Raises RecursionError for terms of absurd depth, PicklingError and its kin."""
    try:
        return pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    except RecursionError:
        return deeply(lambda: pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL))
