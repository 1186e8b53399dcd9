"""The cache of solver outcomes, as the command line uses it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from tlaverify.cli.config import Settings
from tlaverify.cli.console import Console
from tlaverify.kernel.diagnostic import Diagnostic
from tlaverify.schedule.cache import DISAGREES
from tlaverify.schedule.result import Result
from tlaverify.schedule.sqlite_cache import SqliteCache

__all__ = ["disagreements", "open_cache", "user_cache_folder"]


def user_cache_folder() -> Path:
    """Where this user's caches are by the platform's customs; ``XDG_CACHE_HOME`` counts on every one."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    if named and Path(named).is_absolute():
        return Path(named) / "tlaverify"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "tlaverify"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "tlaverify"
    return Path.home() / ".cache" / "tlaverify"


def open_cache(settings: Settings, console: Console) -> SqliteCache | None:
    """The cache that ``settings`` ask for; None with ``--no-cache``.

    What is amiss with the one on the disk is told in one line, and another is begun.
    """
    if not settings.cache:
        return None
    try:
        folder = settings.cache_dir or user_cache_folder()
    except RuntimeError:  # no home folder
        return None
    cache = SqliteCache(folder)
    cache.open()
    told = (w.removeprefix("cache: ") for w in cache.warnings)
    console.diagnostics(Diagnostic("cache", text, severity="warning") for text in told)
    cache.close()  # the workers open it for themselves
    return cache


def disagreements(results: Iterable[Result], settings: Settings) -> list[Diagnostic]:
    """An error for each outcome of the cache that the solver, asked again, contradicts (``--recheck``)."""
    return [
        Diagnostic(
            "cache",
            f"{result.id}: {attempt.note}",
            notes=("what else this run took from the cache is not to be trusted either",),
            hints=(f"remove {settings.cache_dir or user_cache_folder()}, and run again with --no-cache",),
        )
        for result in results
        for attempt in result.attempts
        if attempt.note.startswith(DISAGREES)
    ]
