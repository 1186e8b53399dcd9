"""Both levels of the cache, as the command line uses them."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tlaverify.cli.config import Settings
from tlaverify.cli.console import Console
from tlaverify.cli.project import SelectedModule
from tlaverify.kernel.diagnostic import Diagnostic
from tlaverify.kernel.verdict import Unknown
from tlaverify.report.model import word
from tlaverify.report.rests_on import citations
from tlaverify.schedule.cache import DISAGREES
from tlaverify.schedule.module_cache import ModuleCache
from tlaverify.schedule.options import Options
from tlaverify.schedule.record import ModuleRecord, lasting
from tlaverify.schedule.result import Result
from tlaverify.schedule.sqlite_cache import SqliteCache

if TYPE_CHECKING:
    from tlaverify.semantics.program import Program

__all__ = ["Caches", "disagreements", "open_caches", "recheck_modules", "user_cache_folder"]


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


@dataclass(frozen=True)
class Caches:
    """Both levels of the cache for one run: solvers' outcomes, and whole modules' results.

    The second is a part of the first's database.
    """

    outcomes: SqliteCache
    modules: ModuleCache

    def find(self, path: Path, roots: Sequence[Path]) -> ModuleRecord | None:
        """The record of a module that need not be read.

        One with an unknown step is read all the same: what to suggest is found from its obligations.
        """
        record = self.modules.find(path, roots)
        if record is None:
            return None
        open_ = any(isinstance(r.verdict, Unknown) for rs in record.results.values() for r in rs)
        return None if open_ else record

    def keep(
        self, modules: Sequence[SelectedModule], results: Mapping[str, Result], finished: bool
    ) -> None:
        """Keep what a run came to: how long it took, and the result of each module that was run whole.

        finished  the run went to its end: only then have the modules been looked over for contradictions.
        """
        for module in modules:
            self._keep_figures(module, results)
            if finished and module.whole and module.program is not None:
                record = _record(module, module.program, results)
                self.modules.keep(module.path, module.roots, module.program.looked, record)
        self.outcomes.close()

    def expected(self, modules: Sequence[SelectedModule]) -> dict[str, float]:
        """How many seconds each obligation took when it was last run, by its id."""
        out: dict[str, float] = {}
        for module in modules:
            if module.record is None:
                out |= self.modules.seconds(module.path)
        return out

    def _keep_figures(self, module: SelectedModule, results: Mapping[str, Result]) -> None:
        names = [name for theorem in module.theorems for name in theorem.ids]
        took = {
            name: round(results[name].encode_seconds + results[name].solver_seconds, 4)
            for name in names
            if module.record is None and not any(a.cached for a in results[name].attempts)
        }
        if any(took.values()):
            self.modules.keep_seconds(module.path, took)


def _record(module: SelectedModule, program: Program, results: Mapping[str, Result]) -> ModuleRecord:
    from tlaverify.semantics.printing import show

    groups = {t.outline.id: tuple(results[o.id] for o in t.obligations) for t in module.theorems}
    names = (name for group in groups.values() for result in group for name in result.rests_on)
    goals = {
        o.id: show(o.goal) for t in module.theorems for o in t.obligations if not results[o.id].proved
    }
    files = tuple(info.source.path for info in program.modules.values() if not info.library)
    return ModuleRecord(
        module.name, module.outlines, groups, module.warnings, citations(names, program), goals, files
    )


def open_caches(settings: Settings, options: Options, console: Console) -> Caches | None:
    """The caches that ``settings`` ask for; None with ``--no-cache``.

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
    return Caches(cache, ModuleCache(cache, options))


def recheck_modules(
    modules: Sequence[SelectedModule], settings: Settings, options: Options, caches: Caches
) -> list[Diagnostic]:
    """Prove a share of what was found in whole modules' records once more (``--recheck``).

    The solvers are asked again for all of that share, so that both levels are held against what they say now.
    An error for each contradiction; what is cut short now (a timeout, a memory limit) contradicts nothing.
    """
    out: list[Diagnostic] = []
    told = replace(options, fail_fast=False, recheck=1.0)
    for module in modules:
        kept = {r.id: r for t in module.theorems for r in t.results if random.random() < settings.recheck}
        if kept:
            again = _proved_again(module, kept, told, caches)
            out += disagreements(again.values(), settings)
            out += [
                _contradiction(result, again.get(name), settings)
                for name, result in kept.items()
                if _differs(result, again.get(name))
            ]
    return out


def _proved_again(
    module: SelectedModule, names: Collection[str], options: Options, caches: Caches
) -> dict[str, Result]:
    from tlaverify.obligations.generate import obligations_of
    from tlaverify.schedule.run import run
    from tlaverify.semantics.load import load_module

    program = load_module(module.path, module.roots)
    made = [o for group in obligations_of(program.main, program) for o in group.obligations]
    return {r.id: r for r in run([o for o in made if o.id in names], options, cache=caches.outcomes).results}


def _differs(kept: Result, now: Result | None) -> bool:
    return now is None or (lasting(now) and word(now.verdict) != word(kept.verdict))


def _contradiction(kept: Result, now: Result | None, settings: Settings) -> Diagnostic:
    said = "there is no such obligation" if now is None else f"it is {word(now.verdict)} now"
    return _lie(kept, f"{DISAGREES}: the module's record says {word(kept.verdict)}, {said}", settings)


def disagreements(results: Iterable[Result], settings: Settings) -> list[Diagnostic]:
    """An error for each outcome of the cache that the solver, asked again, contradicts (``--recheck``)."""
    return [
        _lie(result, attempt.note, settings)
        for result in results
        for attempt in result.attempts
        if attempt.note.startswith(DISAGREES)
    ]


def _lie(result: Result, note: str, settings: Settings) -> Diagnostic:
    return Diagnostic(
        "cache",
        f"{result.id}: {note}",
        notes=("what else this run took from the cache is not to be trusted either",),
        hints=(f"remove {settings.cache_dir or user_cache_folder()}, and run again with --no-cache",),
    )
