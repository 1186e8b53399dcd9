"""From selectors to obligations: find, load, generate, select.  One bad module does not stop the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tlaverify.cli.config import Settings, UsageProblem
from tlaverify.cli.files import ModuleFile, find_modules, unmatched_diagnostics
from tlaverify.cli.internal import internal_error
from tlaverify.cli.keywords import parse_keywords
from tlaverify.cli.selectors import (
    IdSelector,
    LineSelector,
    PathSelector,
    innermost,
    matching,
    parse_selector,
    select,
)
from tlaverify.kernel.deep import deeply
from tlaverify.kernel.diagnostic import Diagnostic, DiagnosticError
from tlaverify.kernel.garbage import uncollected
from tlaverify.kernel.sequent import Obligation

if TYPE_CHECKING:
    from tlaverify.obligations.generate import TheoremObligations
    from tlaverify.obligations.step_outline import StepOutline
    from tlaverify.schedule.record import ModuleRecord
    from tlaverify.schedule.result import Result
    from tlaverify.semantics.load import KnownModules
    from tlaverify.semantics.program import ModuleInfo, Program

    _Reading = tuple[
        Program, tuple[StepOutline, ...], list[TheoremObligations], list[Diagnostic], tuple[Diagnostic, ...]
    ]

__all__ = ["Project", "SelectedModule", "SelectedTheorem", "open_project"]


@dataclass(frozen=True)
class SelectedTheorem:
    """A theorem with what was selected of it.

    obligations  those that were selected; none where the module's result was found in the cache,
    results      which then has theirs.
    left_out     the steps of the obligations that were not selected.
    """

    outline: StepOutline
    obligations: tuple[Obligation, ...]
    left_out: tuple[str, ...]
    results: tuple[Result, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the obligations that were selected."""
        return tuple(o.id for o in self.obligations or self.results)


@dataclass(frozen=True)
class SelectedModule:
    """A module file that was selected.

    info, program  None where it could not be read (``name`` is then the file's) or was not, because
    record         its result was found in the cache.
    roots          the folders in which what it EXTENDS or INSTANCEs is looked for, after its own.
    outlines       all its theorems, selected or not.
    warnings       what was found odd in its text.
    whole          all its obligations were selected.
    """

    path: Path
    name: str
    theorems: tuple[SelectedTheorem, ...] = ()
    info: ModuleInfo | None = None
    program: Program | None = None
    record: ModuleRecord | None = None
    roots: tuple[Path, ...] = ()
    outlines: tuple[StepOutline, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()
    whole: bool = False

    @property
    def readable(self) -> bool:
        """Whether it could be read, now or when the record was made."""
        return self.info is not None or self.record is not None


@dataclass
class Project:
    """What a command works on.

    partial      something was left out by the selection.
    diagnostics  errors and warnings in the modules; ``internal`` says that one is a defect of this program.
    unmatched    selectors that select nothing.
    """

    modules: list[SelectedModule] = field(default_factory=list)
    partial: bool = False
    diagnostics: list[Diagnostic] = field(default_factory=list)
    internal: bool = False
    unmatched: list[str] = field(default_factory=list)

    @property
    def obligations(self) -> list[Obligation]:
        """All that was selected, in order."""
        return [o for m in self.modules for t in m.theorems for o in t.obligations]

    @property
    def unreadable(self) -> bool:
        """Whether a module could not be read."""
        return any(d.severity == "error" and d.code != "nothing-selected" for d in self.diagnostics)


Find = Callable[[Path, Sequence[Path]], "ModuleRecord | None"]
"""Gives what is known of a module, from its file and the folders in which others are looked for."""


def open_project(
    texts: Sequence[str],
    settings: Settings,
    keywords: str | None = None,
    everything: bool = True,
    find: Find | None = None,
) -> Project:
    """Load what the selectors ``texts`` and ``-k keywords`` select.

    everything  whether no selector means all of the configured paths.
    find        if given, a module of which it knows the result is not read.

    Raises UsageProblem for an expression that is not well formed.
    """
    selectors = [parse_selector(text) for text in texts]
    test: Callable[[str], bool] | None = None
    if keywords is not None:
        try:
            test = parse_keywords(keywords)
        except ValueError as error:
            raise UsageProblem(
                f"-k {keywords!r}: {error}", "words with and, or, not and parentheses"
            ) from None
    found = find_modules(selectors, settings, everything or test is not None)
    project = Project(
        partial=test is not None or any(not isinstance(s, PathSelector) for s in selectors),
        diagnostics=list(found.diagnostics),
        unmatched=list(found.unmatched),
    )
    loader = _Opener(project, test, find)
    project.modules.extend(loader.open(file) for file in found.files)
    readable = {m.path for m in project.modules if m.readable}
    for file in found.files:
        if file.path in readable:
            project.unmatched.extend(
                s.text
                for s in file.selectors
                if s.text not in loader.used and s.text not in project.unmatched
            )
    project.diagnostics.extend(unmatched_diagnostics(project.unmatched))
    return project


class _Opener:
    """Opens one module file after the other; ``used`` are the selectors that selected something."""

    def __init__(self, project: Project, test: Callable[[str], bool] | None, find: Find | None) -> None:
        self.used: set[str] = set()
        self._project, self._test, self._find = project, test, find
        self._known: KnownModules | None = None

    def open(self, file: ModuleFile) -> SelectedModule:
        """The module with what is selected of it; problems go to the project."""
        record = self._find(file.path, file.roots) if self._find is not None else None
        return self._read(file) if record is None else self._restored(file, record)

    def _restored(self, file: ModuleFile, record: ModuleRecord) -> SelectedModule:
        self._project.diagnostics.extend(record.diagnostics)
        names = [r.id for results in record.results.values() for r in results]
        chosen = self._chosen(file, record.outlines, names)
        theorems = []
        for outline in record.outlines:
            results = record.results.get(outline.id, ())
            kept = tuple(r for r in results if r.id in chosen)
            if kept:
                left_out = tuple(r.step for r in results if r.id not in chosen)
                theorems.append(SelectedTheorem(outline, (), left_out, kept))
        return SelectedModule(
            file.path, record.name, tuple(theorems), record=record, roots=tuple(file.roots),
            outlines=record.outlines, whole=len(chosen) == len(names),
        )  # fmt: skip

    def _read(self, file: ModuleFile) -> SelectedModule:
        from tlaverify.obligations.generate import generate
        from tlaverify.obligations.outline import outline_of
        from tlaverify.semantics.fields import odd_fields
        from tlaverify.semantics.load import KnownModules, load_module
        from tlaverify.semantics.readings import two_readings

        project = self._project
        unread = SelectedModule(file.path, file.path.stem)

        def read() -> _Reading:
            program = load_module(file.path, file.roots, self._known)
            groups, wrong = generate(program.main, program)
            warnings = (*two_readings(program), *odd_fields(program))
            return program, outline_of(program.main), groups, wrong, warnings

        if self._known is None:
            self._known = KnownModules()
        try:
            with uncollected():
                program, outline, groups, wrong, warnings = deeply(read)
        except DiagnosticError as error:
            project.diagnostics.extend(error.diagnostics)
            return unread
        except Exception as error:  # a defect in this program must not take the other modules with it
            project.diagnostics.append(internal_error(error, f"while reading {file.path}"))
            project.internal = True
            return unread
        project.diagnostics.extend((*wrong, *warnings))
        names = [o.id for group in groups for o in group.obligations]
        chosen = self._chosen(file, outline, names)
        outlines = {theorem.id: theorem for theorem in outline}
        theorems = []
        for group in groups:
            kept = tuple(o for o in group.obligations if o.id in chosen)
            if kept:
                left_out = tuple(o.step for o in group.obligations if o.id not in chosen)
                theorems.append(SelectedTheorem(outlines[group.id], kept, left_out))
        return SelectedModule(
            file.path, program.main.name, tuple(theorems), program.main, program, roots=tuple(file.roots),
            outlines=outline, warnings=warnings, whole=len(chosen) == len(names),
        )  # fmt: skip

    def _chosen(
        self, file: ModuleFile, outlines: Sequence[StepOutline], names: Sequence[str]
    ) -> frozenset[str]:
        """The ids of the obligations that the selectors and keywords choose."""
        chosen = frozenset(names) if file.whole else self._selected(file, outlines, names)
        return frozenset(n for n in chosen if self._test is None or self._test(n))

    def _selected(
        self, file: ModuleFile, outlines: Sequence[StepOutline], names: Sequence[str]
    ) -> frozenset[str]:
        ids: set[str] = set()
        for selector in file.selectors:
            match selector:
                case LineSelector():
                    step = innermost(outlines, selector.line)
                    hit = {step.id} if step is not None else set()
                case IdSelector():
                    hit = matching(selector, outlines, names)
            if hit:
                self.used.add(selector.text)
            ids |= hit
        return select(ids, names)
