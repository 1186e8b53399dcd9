"""A cache of solver outcomes in SQLite, shared by any number of processes.

The file is ``outcomes-N.sqlite`` in the cache folder.  N is a generation: a database that is damaged, of
another format or not ours is never written to, removed or trusted; the next generation is begun beside it.
(Removing a SQLite database that others may have open can corrupt its successor of the same name.)  Each row
carries a digest of itself, so that a damaged row is a miss.

Whatever goes wrong (a full disk, a locked database, a read-only folder) costs time, never a verdict.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import time
from pathlib import Path
from typing import Final

from tlaverify.kernel.verdict import Answer, Outcome

__all__ = ["FORMAT", "SqliteCache"]

FORMAT: Final = 1
"""Format of the database.  1: tables ``outcome`` and ``document``."""

_APPLICATION: Final = 0x544C4156  # "TLAV", at the place where file(1) looks for it
_BUSY_SECONDS: Final = 5.0
_MOST_ROWS: Final = {"outcome": 300_000, "document": 2_000}
_MOST_TROUBLES: Final = 20
_LEAST_BYTES: Final = 512
_TRIES: Final = 10
_PAUSE: Final = 0.05

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS outcome (key TEXT PRIMARY KEY, value TEXT NOT NULL, digest TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS document (key TEXT PRIMARY KEY, value TEXT NOT NULL, digest TEXT NOT NULL);
"""


class SqliteCache:
    """Outcomes, and whole documents (JSON text of the caller's), by key; see the module's docstring.

    Pickled, it is just its folder: every process opens the database for itself, when first needed.
    ``open`` does it at once and says in ``warnings`` what was found amiss.
    """

    def __init__(self, folder: Path) -> None:
        self._folder: Final = folder
        self._connection: sqlite3.Connection | None = None
        self._troubles = 0
        self.warnings: list[str] = []

    def __reduce__(self) -> tuple[object, ...]:
        return (SqliteCache, (self._folder,))

    def open(self) -> None:
        """Open the database and look it over; begin a new generation if it is damaged."""
        self._connect(thorough=True)
        if self._connection is not None:
            self._prune()

    def close(self) -> None:
        """Close the database; it is opened again when needed."""
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def settle(self) -> None:
        """Have SQLite's log folded into the database, once the workers are gone.

        That is done by whoever closes it last, and workers that are killed close nothing.
        """
        self._opened()
        self.close()

    # -- outcomes ----------------------------------------------------------------------------------

    def get(self, key: str) -> Outcome | None:
        """The outcome kept under ``key``, or None."""
        text = self._read("outcome", key)
        if text is None:
            return None
        try:
            answer, solver, version, reason, resources, seconds, model, core = json.loads(text)
            return Outcome(
                Answer(answer), str(solver), str(version), str(reason), int(resources), float(seconds),
                str(model), tuple(str(name) for name in core),
            )
        except (ValueError, TypeError):
            return None

    def put(self, key: str, outcome: Outcome) -> None:
        """Keep ``outcome`` under ``key``."""
        self._write("outcome", key, json.dumps([
            outcome.answer.value, outcome.solver, outcome.version, outcome.reason, outcome.resources,
            outcome.seconds, outcome.model, outcome.core,
        ]))

    # -- documents ---------------------------------------------------------------------------------

    def get_document(self, key: str) -> str | None:
        """The text kept under ``key``, or None."""
        return self._read("document", key)

    def put_document(self, key: str, text: str) -> None:
        """Keep ``text`` under ``key``."""
        self._write("document", key, text)

    # -- the database ------------------------------------------------------------------------------

    def _read(self, table: str, key: str) -> str | None:
        try:
            connection = self._opened()
            if connection is None:
                return None
            row = connection.execute(f"SELECT value, digest FROM {table} WHERE key = ?", (key,)).fetchone()
        except (sqlite3.Error, OSError, UnicodeError) as problem:
            self._trouble(problem)
            return None
        if row is None or not isinstance(row[0], str) or row[1] != _digest(table, key, row[0]):
            return None
        return row[0]

    def _write(self, table: str, key: str, value: str) -> None:
        try:
            connection = self._opened()
            if connection is not None:
                row = (key, value, _digest(table, key, value))
                connection.execute(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)", row)
        except (sqlite3.Error, OSError, UnicodeError) as problem:
            self._trouble(problem)

    def _trouble(self, problem: Exception) -> None:
        self._troubles += 1
        if self._troubles == 1:
            self.warnings.append(f"cache: {problem}")
        if isinstance(problem, sqlite3.DatabaseError) and not isinstance(problem, sqlite3.OperationalError):
            self._troubles = _MOST_TROUBLES  # damaged: the next run's open() begins a new generation
        if self._troubles >= _MOST_TROUBLES:
            self.close()

    def _opened(self) -> sqlite3.Connection | None:
        if self._connection is None and self._troubles < _MOST_TROUBLES:
            self._connect(thorough=False)
        return self._connection

    def _connect(self, thorough: bool) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            newest = max(self._generations(), default=0) or 1
        except OSError as problem:
            self._troubles = _MOST_TROUBLES
            self.warnings.append(f"cache: not used: {problem}")
            return
        for generation in (newest, newest + 1):
            path = self._path(generation)
            try:
                self._connection = _patiently(path, thorough)
            except _Unfit as problem:
                if thorough or generation == newest:
                    self.warnings.append(f"cache: {path.name} is {problem}: starting afresh")
            except (sqlite3.Error, OSError) as problem:
                self._troubles = _MOST_TROUBLES
                self.warnings.append(f"cache: not used: {problem}")
                return
            else:
                return
        self._troubles = _MOST_TROUBLES

    def _path(self, generation: int) -> Path:
        return self._folder / f"outcomes-{generation}.sqlite"

    def _generations(self) -> list[int]:
        numbers = (p.name[len("outcomes-"):-len(".sqlite")] for p in self._folder.glob("outcomes-*.sqlite"))
        return sorted(int(n) for n in numbers if n.isdecimal() and n.isascii())

    def _prune(self) -> None:
        """Forget the oldest rows of a database that has grown too big."""
        try:
            connection = self._opened()
            if connection is None:
                return
            for table, most in _MOST_ROWS.items():
                (newest,) = connection.execute(f"SELECT max(rowid) FROM {table}").fetchone()
                if newest is not None and newest > most:
                    connection.execute(f"DELETE FROM {table} WHERE rowid <= ?", (newest - most,))
        except (sqlite3.Error, UnicodeError) as problem:
            self._trouble(problem)


class _Unfit(Exception):
    """The database cannot be used; the argument says what it is."""


def _patiently(path: Path, thorough: bool) -> sqlite3.Connection:
    """``_connect``; again if others are creating the same database, which SQLite does not always wait for."""
    for _ in range(_TRIES - 1):
        try:
            return _connect(path, thorough)
        except sqlite3.OperationalError as problem:
            if "locked" not in str(problem):
                raise
            time.sleep(_PAUSE)
    return _connect(path, thorough)


def _connect(path: Path, thorough: bool) -> sqlite3.Connection:
    """Open or create a database of ours.  Raises _Unfit for one that is damaged or not of this format."""
    if path.exists() and 0 < path.stat().st_size < _LEAST_BYTES:
        raise _Unfit("damaged")  # SQLite takes such a stump for a new database
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        connection.execute("BEGIN")  # one look: another process may be creating it just now
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.execute("COMMIT")
        new = (application, version, tables) == (0, 0, 0)
        if not new and application != _APPLICATION:
            raise _Unfit("not a cache of this program")
        if not new and version != FORMAT:
            raise _Unfit(f"of format {version}, not {FORMAT}")
        if not new and thorough and connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise _Unfit("damaged")
        connection.execute("PRAGMA synchronous = NORMAL")
        if new:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(
                f"BEGIN IMMEDIATE; PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {FORMAT};"
                f"{_SCHEMA} COMMIT;"
            )
    except sqlite3.OperationalError:
        connection.close()
        raise
    except (sqlite3.DatabaseError, UnicodeError) as problem:  # what SQLite says may quote the damage
        connection.close()
        raise _Unfit(f"damaged ({problem})") from problem
    except _Unfit:
        connection.close()
        raise
    return connection


def _digest(table: str, key: str, value: str) -> str:
    return hashlib.sha256(f"{table}\0{key}\0{value}".encode()).hexdigest()
