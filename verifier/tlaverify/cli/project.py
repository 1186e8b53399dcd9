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
from tlaverify.kernel.diagnostic import Diagnostic, DiagnosticError
from tlaverify.kernel.sequent import Obligation

if TYPE_CHECKING:
    from tlaverify.obligations.outline import StepOutline
    from tlaverify.semantics.load import LibraryModules
    from tlaverify.semantics.program import ModuleInfo, Program

__all__ = ["Project", "SelectedModule", "SelectedTheorem", "open_project"]


@dataclass(frozen=True)
class SelectedTheorem:
    """A theorem with those of its obligations that were selected, and the steps of those that were not."""

    outline: StepOutline
    obligations: tuple[Obligation, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class SelectedModule:
    """A module file that was selected.

    info, program  None where it could not be read; ``name`` is then the file's.
    """

    path: Path
    name: str
    theorems: tuple[SelectedTheorem, ...] = ()
    info: ModuleInfo | None = None
    program: Program | None = None


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


def open_project(
    texts: Sequence[str], settings: Settings, keywords: str | None = None, everything: bool = True
) -> Project:
    """Load what the selectors ``texts`` and ``-k keywords`` select.

    everything  whether no selector means all of the configured paths.

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
    used: set[str] = set()
    if found.files:
        from tlaverify.semantics.load import LibraryModules

        library = LibraryModules()
        project.modules.extend(_open(file, test, project, used, library) for file in found.files)
    readable = {m.path for m in project.modules if m.info is not None}
    for file in found.files:
        if file.path in readable:
            project.unmatched.extend(
                s.text for s in file.selectors if s.text not in used and s.text not in project.unmatched
            )
    project.diagnostics.extend(unmatched_diagnostics(project.unmatched))
    return project


def _open(
    file: ModuleFile,
    test: Callable[[str], bool] | None,
    project: Project,
    used: set[str],
    library: LibraryModules,
) -> SelectedModule:
    from tlaverify.obligations.generate import obligations_of
    from tlaverify.obligations.outline import outline_of
    from tlaverify.semantics.fields import odd_fields
    from tlaverify.semantics.load import load_module

    unread = SelectedModule(file.path, file.path.stem)
    try:
        program = load_module(file.path, file.roots, library)
        outlines = {outline.id: outline for outline in outline_of(program.main)}
        groups = obligations_of(program.main, program)
        project.diagnostics.extend(odd_fields(program))
    except DiagnosticError as error:
        project.diagnostics.extend(error.diagnostics)
        return unread
    except Exception as error:  # a defect in this program must not take the other modules with it
        project.diagnostics.append(internal_error(error, f"while reading {file.path}"))
        project.internal = True
        return unread
    names = [o.id for group in groups for o in group.obligations]
    chosen = frozenset(names) if file.whole else _chosen(file, list(outlines.values()), names, used)
    theorems = []
    for group in groups:
        kept = tuple(o for o in group.obligations if o.id in chosen and (test is None or test(o.id)))
        if kept:
            ids = {o.id for o in kept}
            left_out = tuple(o.step for o in group.obligations if o.id not in ids)
            theorems.append(SelectedTheorem(outlines[group.id], kept, left_out))
    return SelectedModule(file.path, program.main.name, tuple(theorems), program.main, program)


def _chosen(
    file: ModuleFile, outlines: list[StepOutline], names: list[str], used: set[str]
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
            used.add(selector.text)
        ids |= hit
    return select(ids, names)
