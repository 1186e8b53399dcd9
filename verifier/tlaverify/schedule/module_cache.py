"""The upper level of the cache: a module's whole result, found without reading the module.

A record's key covers the texts of all files that were read for the module and where they were looked for
(``Program.looked``), this program with its library, Python, the solvers, and every option that could change a
verdict.  Which files those are is not known before the module is read; so a list of them, from the last
time that a module of the very same text was read, stands beside the records.  A list that is out of date
leads to a key under which nothing stands: a record's own key is always made of what was read for it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from tlaverify.schedule.identity import options_identity, program_identity
from tlaverify.schedule.options import Options
from tlaverify.schedule.record import ModuleRecord, pack, unpack
from tlaverify.schedule.sqlite_cache import SqliteCache
from tlaverify.semantics.looked import state_of

__all__ = ["ModuleCache"]

_MOST_FIGURES: Final = 20_000


class ModuleCache:
    """Whole modules' records in ``cache``, for runs under ``options``."""

    def __init__(self, cache: SqliteCache, options: Options) -> None:
        self._cache: Final = cache
        self._options: Final = options
        self._states: dict[Path, str] = {}
        self._identity: str | None = None

    def find(self, path: Path, roots: Sequence[Path]) -> ModuleRecord | None:
        """The record of the module in the file ``path``, if all from which it came is still the same."""
        identity = self._told()
        state = self._state(path) if identity else ""
        if not state:
            return None
        listed = self._cache.get_document(_list_key(identity, path, roots, state))
        if listed is None:
            return None
        try:
            looked = {Path(text): self._state(Path(text)) for text in json.loads(listed)}
            key = _key(identity, path, roots, looked)
            text = self._cache.get_document(f"module {key}")
            return None if text is None else unpack(text, key)
        except (ValueError, TypeError):
            return None

    def keep(
        self, path: Path, roots: Sequence[Path], looked: Mapping[Path, str], record: ModuleRecord
    ) -> None:
        """Keep ``record``, unless some of it depends on more than its key (``record.lasting``).

        looked: the states of the files when they were read.
        """
        identity = self._told()
        state = looked.get(path, "")
        if not identity or not state:
            return
        key = _key(identity, path, roots, looked)
        try:
            text = pack(record, key)
        except (ValueError, TypeError):
            return
        self._cache.put_document(f"module {key}", text)
        self._cache.put_document(
            _list_key(identity, path, roots, state), json.dumps([str(p) for p in looked])
        )

    def seconds(self, path: Path) -> dict[str, float]:
        """What the obligations of the module in ``path`` took when last run, by id (a hint only)."""
        try:
            told = json.loads(self._cache.get_document(_seconds_key(path)) or "{}")
            return {str(name): float(took) for name, took in told.items()}
        except (ValueError, TypeError, AttributeError):
            return {}

    def keep_seconds(self, path: Path, took: Mapping[str, float]) -> None:
        """Keep what obligations took, beside what others of the module took before."""
        known = {name: seconds for name, seconds in self.seconds(path).items() if name not in took}
        text = json.dumps(dict([*known.items(), *took.items()][-_MOST_FIGURES:]))
        self._cache.put_document(_seconds_key(path), text)

    def _told(self) -> str:
        """The identity of everything but the texts; "" where it cannot be told."""
        if self._identity is None:
            try:
                program, options = program_identity(), options_identity(self._options)
            except (OSError, ValueError):  # options that make no sense: the run will say so
                program = options = ""
            self._identity = f"{program} {options}" if program and options else ""
        return self._identity

    def _state(self, path: Path) -> str:
        if path not in self._states:
            self._states[path] = state_of(path)
        return self._states[path]


def _seconds_key(path: Path) -> str:
    return f"seconds {_hash([os.path.realpath(path)])}"


def _list_key(identity: str, path: Path, roots: Sequence[Path], state: str) -> str:
    return f"files {_hash([identity, str(path), _roots(roots), state])}"


def _key(identity: str, path: Path, roots: Sequence[Path], looked: Mapping[Path, str]) -> str:
    return _hash([identity, str(path), _roots(roots), [[str(p), s] for p, s in looked.items()]])


def _roots(roots: Sequence[Path]) -> list[list[str]]:
    return [[str(root), str(root.resolve())] for root in roots]


def _hash(parts: list[object]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
