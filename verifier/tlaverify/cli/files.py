"""Which module files a command is about."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from glob import glob
from pathlib import Path

from tlaverify.cli.config import Settings
from tlaverify.cli.selectors import IdSelector, LineSelector, PathSelector, Selector
from tlaverify.kernel.diagnostic import Annotation, Diagnostic
from tlaverify.kernel.sequent import Place

__all__ = ["Found", "ModuleFile", "find_modules"]


@dataclass
class ModuleFile:
    """A module's file with the selectors that lead to it.

    whole      a path names it, so that all its theorems are selected.
    roots      the folders in which what it EXTENDS or INSTANCEs is looked for, after its own.
    selectors  those that select parts of it.
    """

    path: Path
    whole: bool = False
    roots: list[Path] = field(default_factory=list)
    selectors: list[LineSelector | IdSelector] = field(default_factory=list)


@dataclass
class Found:
    """The files in the order in which they are named, folders sorted, and what went wrong."""

    files: list[ModuleFile] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)


def find_modules(selectors: Sequence[Selector], settings: Settings, everything: bool) -> Found:
    """The files that ``selectors`` lead to.

    everything  where there are no selectors, take the configured paths (else the working directory) whole.
    """
    finder = _Finder(settings)
    if not selectors:
        for named in settings.paths or (Path(),):
            finder.whole(str(named), named)
        if not everything:
            for file in finder.found.files:
                file.whole = False
        return finder.found
    for selector in selectors:
        match selector:
            case PathSelector():
                finder.whole(selector.text, Path(selector.text))
            case LineSelector():
                path = Path(selector.path)
                finder.add(path, path.parent).selectors.append(selector)
            case IdSelector():
                finder.by_id(selector)
    return finder.found


class _Finder:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.found = Found()
        self._by_path: dict[Path, ModuleFile] = {}
        self._known: list[tuple[Path, Path]] | None = None

    def add(self, path: Path, root: Path) -> ModuleFile:
        key = _real(path)
        file = self._by_path.get(key)
        if file is None:
            file = self._by_path[key] = ModuleFile(path, roots=list(self.settings.roots))
            self.found.files.append(file)
        if root not in file.roots:
            file.roots.append(root)
        return file

    def whole(self, text: str, path: Path) -> None:
        """A path selector: a file, a folder or a pattern."""
        if path.is_dir():
            for file in self.below(path):
                self.add(file, path).whole = True
        elif not path.exists() and any(c in text for c in "*?["):
            hits = sorted(h for h in glob(text, recursive=True) if h.endswith(".tla"))  # noqa: PTH207 -- text may be absolute
            if not hits:
                self.found.unmatched.append(text)
            for hit in hits:
                self.add(Path(hit), Path(hit).parent).whole = True
        else:
            # A file that is not there is reported by whoever reads it.
            self.add(path, path.parent).whole = True

    def below(self, folder: Path) -> Iterator[Path]:
        """The module files below a folder, hidden folders left out; links may not lead out of it."""
        top = _real(folder)
        for place, folders, names in os.walk(folder):
            folders[:] = sorted(f for f in folders if not f.startswith("."))
            for name in sorted(names):
                file = Path(place) / name
                if not name.endswith(".tla"):
                    continue
                if file.is_symlink() and not _real(file).is_relative_to(top):
                    self.found.diagnostics.append(_outside(file))
                else:
                    yield file

    def by_id(self, selector: IdSelector) -> None:
        """The files whose module's name fits: by the file's name, else by the text (a nested module)."""
        known = self.known()
        fits = [(f, top) for f, top in known if _fits(f.stem, selector)]
        if not fits and not selector.pattern:
            fits = [(f, top) for f, top in known if _declares(f, selector.module)]
        for file, top in fits:
            self.add(file, top).selectors.append(selector)
        if not fits:
            self.found.unmatched.append(selector.text)

    def known(self) -> list[tuple[Path, Path]]:
        """All module files below the configured paths, else below the working directory."""
        if self._known is None:
            self._known = []
            for path in self.settings.paths or (Path(),):
                if path.is_dir():
                    self._known.extend((file, path) for file in self.below(path))
                else:
                    self._known.append((path, path.parent))
        return self._known


def _real(path: Path) -> Path:
    """Where links lead to; unlike ``Path.resolve`` it bears a link that leads to itself."""
    return Path(os.path.realpath(path))


def _fits(name: str, selector: IdSelector) -> bool:
    if not selector.pattern:
        return name == selector.module
    # "*" crosses "!", so a pattern without one may start in any module.
    pattern = selector.module if "!" in selector.text else f"{selector.module}*"
    return fnmatchcase(name, pattern.replace("[", "[[]"))


def _declares(file: Path, name: str) -> bool:
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return re.search(rf"\bMODULE\s+{re.escape(name)}\b", text) is not None


def _outside(file: Path) -> Diagnostic:
    return Diagnostic(
        "outside-roots",
        f"{file} is a link that leaves the project: {_real(file)}",
        (Annotation(Place(str(file), 1, 1, 1, 1)),),
        hints=("name the file itself on the command line",),
    )


def unmatched_diagnostics(texts: Iterable[str]) -> list[Diagnostic]:
    """An error for each selector that selects nothing."""
    return [
        Diagnostic(
            "nothing-selected",
            f"nothing matches {text!r}",
            hints=(
                "verify list prints what there is: MODULE!THEOREM!<1>2, FILE, FILE:LINE, patterns with *",
            ),
        )
        for text in texts
    ]
