"""A persistent mapping: extending it leaves the old one as it was, and shares most of it."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping
from typing import Generic, TypeVar

__all__ = ["Table"]

K = TypeVar("K")
V = TypeVar("V")


class Table(Mapping[K, V], Generic[K, V]):
    """Layers of dictionaries, the newest last, whose sizes at least double towards the oldest.

    A look-up costs at most log2(n) dictionary look-ups, an extension copies O(log n)
    entries on average.  A proof of a thousand steps therefore has a thousand scopes
    without a thousand copies of the module's names.
    """

    __slots__ = ("_layers",)

    def __init__(self, layers: tuple[dict[K, V], ...] = ()) -> None:
        self._layers = layers

    @property
    def layers(self) -> tuple[Mapping[K, V], ...]:
        """What it is made of, the oldest first, never changed: tables that extend one another share most."""
        return self._layers

    def with_(self, items: Mapping[K, V]) -> Table[K, V]:
        """This table and ``items``, which take precedence."""
        if not items:
            return self
        layers = self._layers
        top = dict(items)
        while layers and len(layers[-1]) < 2 * len(top):
            top = {**layers[-1], **top}
            layers = layers[:-1]
        return Table((*layers, top))

    def get(self, key: K, default: V | None = None) -> V | None:  # type: ignore[override]
        for layer in reversed(self._layers):
            if key in layer:
                return layer[key]
        return default

    def __getitem__(self, key: K) -> V:
        for layer in reversed(self._layers):
            if key in layer:
                return layer[key]
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        return any(key in layer for layer in self._layers)

    def _flat(self) -> dict[K, V]:
        out: dict[K, V] = {}
        for layer in self._layers:
            out.update(layer)
        return out

    def items(self) -> ItemsView[K, V]:
        """As of any mapping, without a look-up for each key."""
        return self._flat().items()

    def __iter__(self) -> Iterator[K]:
        return iter(self._flat())

    def __len__(self) -> int:
        return len(self._flat())
