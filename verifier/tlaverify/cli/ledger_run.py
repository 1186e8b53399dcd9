"""What the ledger commands share: which ledgers and modules they are about, the run, what differs."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tlaverify.audit.supports import audit
from tlaverify.cli.cited import with_cited
from tlaverify.cli.config import Settings, UsageProblem
from tlaverify.cli.console import Console
from tlaverify.cli.exits import Exit, first_of
from tlaverify.cli.files import find_modules
from tlaverify.cli.project import Project, open_project
from tlaverify.cli.prove import exit_code, run_project
from tlaverify.cli.selectors import PathSelector, parse_selector
from tlaverify.kernel.diagnostic import Annotation, Diagnostic
from tlaverify.kernel.sequent import Place
from tlaverify.ledger.compare import Change, compare, new_module
from tlaverify.ledger.files import LedgerProblem, ledger_files, read_ledger
from tlaverify.ledger.model import Ledger, Recorded
from tlaverify.ledger.record import record
from tlaverify.report.diagnostics import shown_path
from tlaverify.report.model import Run

__all__ = ["LedgerRun", "Listed", "changes", "diagnostic_of", "exit_of", "ledger_run", "recorded"]


@dataclass(frozen=True)
class Listed:
    """A ledger file; ``ledger`` is None where ``problem`` says what is wrong with it."""

    file: Path
    ledger: Ledger | None
    problem: LedgerProblem | None = None

    @property
    def module(self) -> Path | None:
        """The module's file as the ledger gives it."""
        return None if self.ledger is None else (self.file.parent / self.ledger.path).resolve()


@dataclass
class LedgerRun:
    """The ledgers that a command is about, the project, and the run."""

    folder: Path
    listed: list[Listed]
    project: Project
    run: Run
    missing: list[Listed] = field(default_factory=list)


def _folder(settings: Settings) -> Path:
    """The folder of the ledgers."""
    return settings.ledgers if settings.ledgers is not None else settings.base / "ledgers"


def ledger_run(texts: Sequence[str], settings: Settings, console: Console) -> LedgerRun:
    """Read the ledgers, prove the modules that are selected (and what they can cite), or all that there are.

    texts  paths; without any, the configured ones, and what the ledgers list.

    Raises UsageProblem for a selection that is not of whole modules.
    """
    started = time.perf_counter()
    folder = _folder(settings)
    if any(not isinstance(parse_selector(text), PathSelector) for text in texts):
        raise UsageProblem("a ledger is of whole modules", "name files or folders, or nothing for all")
    listed = [_listed(file) for file in ledger_files(folder)]
    words = list(texts) or _everything(listed, settings)
    project = with_cited(open_project(words, settings), words, settings)
    if texts:
        read = {m.path.resolve() for m in project.modules}
        listed = [
            one
            for one in listed
            if one.module is None or one.module in read or _selected(one.module, texts, settings)
        ]
    names = [m.name for m in project.modules if m.theorems]
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise UsageProblem(
            f"there are two modules {twice[0]}: a ledger is found by its module's name",
            "name one of the two files, and keep its ledger apart with --ledgers DIR",
        )
    console.diagnostics(project.diagnostics)
    run = run_project(project, replace(settings, fail_fast=False), console, started)
    readable = {m.path.resolve() for m in project.modules if m.info is not None}
    missing = [one for one in listed if one.module is not None and one.module not in readable]
    return LedgerRun(folder, listed, project, run, missing)


def _listed(file: Path) -> Listed:
    try:
        return Listed(file, read_ledger(file))
    except LedgerProblem as problem:
        return Listed(file, None, problem)


def _selected(module: Path, texts: Sequence[str], settings: Settings) -> bool:
    """Whether the paths select a module, be it there or not."""
    paths = [Path(t).resolve() for t in texts]
    if any(module == p or p in module.parents for p in paths):
        return True
    found = find_modules([parse_selector(t) for t in texts], settings, everything=True)
    return any(module == f.path.resolve() for f in found.files)


def _everything(listed: Sequence[Listed], settings: Settings) -> list[str]:
    """The configured paths, and the files that the ledgers list outside them."""
    words = [str(p) for p in settings.paths or (Path(),) if p.exists()]
    tops = [Path(w).resolve() for w in words]
    for one in listed:
        module = one.module
        if module is None or not module.exists():
            continue
        if not any(t == module or t in module.parents for t in tops):
            words.append(str(module))
    return words


def recorded(work: LedgerRun) -> Iterator[Recorded]:
    """The ledgers that the run would write: one for each readable module with theorems."""
    project = work.project
    audits = audit(work.run.modules, [m.program for m in project.modules])
    start = 0
    for module, run in zip(project.modules, work.run.modules, strict=True):
        own = audits[start : start + len(run.theorems)]
        start += len(run.theorems)
        if module.info is None or module.program is None or not run.theorems:
            continue
        obligations = {o.id: o for t in module.theorems for o in t.obligations}
        try:
            yield record(run, module.info, module.program, obligations, own, work.folder)
        except ValueError as error:
            raise UsageProblem(
                f"{module.path} cannot be named from {work.folder}: {error}", "put both on one drive"
            ) from None


def changes(work: LedgerRun) -> list[Change]:
    """All that differs from the ledgers, regressions first."""
    out: list[Change] = []
    for one in work.listed:
        if one.problem is not None:
            where = Place(str(one.file), 1, 1, 1, 1)
            notes = (f"way out: {one.problem.hint}",)
            message = f"the ledger {shown_path(str(one.file))} {one.problem}"
            out.append(Change("ledger", one.file.stem, message, notes, where))
    if not work.listed:
        out.append(_none(work.folder))
    for one in work.missing:
        if one.ledger is not None and one.module is not None:
            how = "cannot be read" if one.module.exists() else "is gone"
            message = f"module {one.ledger.module} {how}: {shown_path(str(one.module))}"
            count = len(one.ledger.theorems)
            notes = (f"{shown_path(str(one.file))} lists {count} theorem{'s' if count != 1 else ''} of it",)
            out.append(Change("ledger-missing", one.ledger.module, message, notes))
    broken = {one.file.stem for one in work.listed if one.problem is not None}
    by_module = {one.module: one for one in work.listed if one.module is not None}
    files = {m.name: m.path.resolve() for m in work.project.modules}
    found = list(recorded(work))
    for now in found:
        name = now.ledger.module
        before = by_module.get(files[name])
        if before is not None and before.ledger is not None:
            out.extend(compare(before.ledger, now))
        elif name not in broken:
            out.extend(new_module(now))
    seen = {now.ledger.module for now in found}
    for one in work.listed:
        if one.ledger is not None and one not in work.missing and one.ledger.module not in seen:
            message = f"module {one.ledger.module} has no theorem any more, or another name"
            out.append(Change("ledger-missing", one.ledger.module, message))
    return sorted(out, key=lambda c: not c.regression)


def _none(folder: Path) -> Change:
    return Change(
        "ledger", shown_path(str(folder)), f"there is no ledger in {shown_path(str(folder))}",
        ("way out: verify ledger update writes them; --ledgers DIR or the setting ledgers says where",),
    )  # fmt: skip


def diagnostic_of(change: Change) -> Diagnostic:
    """A regression as a diagnostic."""
    places = (Annotation(change.place),) if change.place is not None else ()
    hints = tuple(n.removeprefix("way out: ") for n in change.notes if n.startswith("way out: "))
    notes = tuple(n for n in change.notes if not n.startswith("way out: "))
    return Diagnostic(change.code, change.message, places, notes=notes, hints=hints)


def exit_of(work: LedgerRun, found: Sequence[Change]) -> Exit:
    """The exit code: 13 comes before 4 where what a ledger lists cannot be found or read."""
    listed = {one.ledger.module for one in work.listed if one.ledger is not None}
    lost = any(c.code in ("ledger", "ledger-missing") for c in found) or any(
        m.refused and m.name in listed for m in work.run.modules
    )
    plain = exit_code(work.run, work.project)
    if lost and plain in (Exit.UNREADABLE, Exit.NOTHING):
        plain = Exit.REGRESSED
    return first_of([plain, *([Exit.REGRESSED] if any(c.regression for c in found) else [])])
