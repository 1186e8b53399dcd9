"""Load a module with everything it EXTENDS and INSTANCEs."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from tlaverify.kernel.diagnostic import Annotation, Diagnostic, DiagnosticError
from tlaverify.kernel.sequent import Place
from tlaverify.semantics.looked import state, state_of
from tlaverify.semantics.modules import elaborate_module
from tlaverify.semantics.problems import did_you_mean, refuse
from tlaverify.semantics.program import InstanceUnit, ModuleInfo, Program
from tlaverify.semantics.scope import Scope
from tlaverify.syntax import ast
from tlaverify.syntax.parse import parse_module
from tlaverify.syntax.source import Source, read_source

__all__ = ["KnownModules", "library_modules", "load_module"]


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """A module's file that was read, and what would be read for it again.

    key     where its path leads.
    needs   the modules that it rests on, in the order in which they are read, with their files (None for one
            of the library).
    looked  the states of the paths where these and its own file were looked for.
    """

    info: ModuleInfo
    key: Path
    needs: Mapping[ModuleInfo, Path | None]
    looked: Mapping[Path, str]


class KnownModules:
    """The modules that have been read: give one to all loads of a run, and each is read once.

    What a library module means does not depend on what loads it, for it sees library modules only.  Another
    module's meaning depends on its text and on which files are found for the names in it: so it is kept by
    its path and the roots, and used again only where the same files would be found (``_Loader._again``).
    Nothing is dropped before the run ends, for the run's results refer to it.
    """

    def __init__(self) -> None:
        self.paths = library_modules()
        self.library: dict[str, ModuleInfo] = {}
        self.files: dict[tuple[str, tuple[str, ...]], _Read] = {}
        self.reads: dict[ModuleInfo, _Read] = {}


def load_module(
    path_or_name: str | Path, roots: Sequence[Path] = (), known: KnownModules | None = None
) -> Program:
    """Read and elaborate a module.

    path_or_name  a file ``.../M.tla``, or a module's name, searched for in ``roots`` and then in
                  the package library.
    roots         folders in which the modules that it extends or instantiates are looked for,
                  after the folder of the file that names them and before the package library.
    known         the modules that earlier loads have read, to which this one adds.

    Raises DiagnosticError with all that is wrong: unreadable or missing files, cyclic EXTENDS,
    everything that ``syntax`` and the elaboration refuse.
    """
    loader = _Loader(roots, known if known is not None else KnownModules())
    main = loader.main(path_or_name)
    return Program(loader.by_name(), main, loader.looked)


def library_modules() -> dict[str, str]:
    """The modules of the package library: name -> a path to show for it."""
    folder = resources.files("tlaverify.library")
    return {
        f.name.removesuffix(".tla"): str(f)
        for f in sorted(folder.iterdir(), key=lambda f: f.name)
        if f.name.endswith(".tla")
    }


@dataclass(frozen=True, slots=True)
class _Reading:
    """A module that is being read; ``needs`` and ``looked`` as in ``_Read``, so far."""

    name: str
    library: bool
    needs: dict[ModuleInfo, Path | None] = field(default_factory=dict)
    looked: dict[Path, str] = field(default_factory=dict)


class _Loader:
    """The modules read so far; one for each call of ``load_module``.

    mixed  some name led to a file by another way than its path: to one of that name, or under another path,
           that had been read before.  What is read from then on depends on what was read before it.
    """

    def __init__(self, roots: Sequence[Path], known: KnownModules) -> None:
        self._roots = [Path(r) for r in roots]
        self._library = known.paths
        self._loaded: dict[Path, ModuleInfo] = {}
        self._from_library = known.library
        self._known = known
        self._used: dict[str, None] = {}
        self._stack: list[_Reading] = []
        self._mixed = False
        self.looked: dict[Path, str] = {}

    def main(self, path_or_name: str | Path) -> ModuleInfo:
        """The module that was asked for."""
        text = str(path_or_name)
        if isinstance(path_or_name, Path) or text.endswith(".tla") or "/" in text:
            return self._file(Path(path_or_name), None)
        for root in self._roots:
            candidate = root / f"{text}.tla"
            if self._is_file(candidate):
                return self._file(candidate, None)
        if text in self._library:
            return self._library_module(text)
        raise DiagnosticError(
            [
                _nowhere(
                    f"there is no module {text} in the roots or the library",
                    did_you_mean(text, self._library),
                )
            ]
        )

    def by_name(self) -> dict[str, ModuleInfo]:
        """All modules; a library module that a file of the same name hides stands under ``library:M``."""
        out = {info.name: info for info in self._loaded.values()}
        for name in self._used:
            info = self._from_library[name]
            out[name if name not in out else f"library:{name}"] = info
        return out

    def _find(self, name: str, span: ast.Span, scope: Scope) -> ModuleInfo:
        """The module that the text of ``scope`` names; whatever is being read needs it."""
        info = self._found(name, span, scope)
        read = self._known.reads.get(info)
        if self._stack:
            reading = self._stack[-1]
            if read is not None:
                reading.needs.update((n, k) for n, k in read.needs.items() if n not in reading.needs)
                reading.looked.update(read.looked)
            reading.needs.setdefault(info, None if read is None else read.key)
        return info

    def _found(self, name: str, span: ast.Span, scope: Scope) -> ModuleInfo:
        stack = [(r.name, r.library) for r in self._stack]
        if (name, scope.library) in stack:
            chain = [n for n, _ in stack[stack.index((name, scope.library)) :]] + [name]
            raise refuse(
                "cyclic-module", f"module {name} depends on itself: {' -> '.join(chain)}", scope, span
            )
        if not scope.library:
            for folder in (Path(scope.source.path).parent, *self._roots):
                candidate = folder / f"{name}.tla"
                if self._is_file(candidate):
                    self._stay_inside(candidate, folder, span, scope)
                    return self._file(candidate, name)
        # A library module sees library modules only: its theorems are about those.
        if name in self._library:
            if (name, True) in stack:
                raise refuse("cyclic-module", f"library module {name} depends on itself", scope, span)
            return self._library_module(name)
        known = {p.stem for f in (Path(scope.source.path).parent, *self._roots) for p in _tla_files(f)}
        raise refuse(
            "missing-module",
            f"there is no module {name}",
            scope,
            span,
            hints=did_you_mean(name, {*known, *self._library})
            or ("its folder can be named with -I, or as a root in the configuration",),
        )

    def _stay_inside(self, candidate: Path, folder: Path, span: ast.Span, scope: Scope) -> None:
        real = candidate.resolve()
        allowed = [folder.resolve(), *(r.resolve() for r in self._roots)]
        if not any(real.is_relative_to(root) for root in allowed):
            raise refuse(
                "outside-roots",
                f"{candidate.name} is a link that leads out of the roots",
                scope,
                span,
                hints=("add the folder that it leads to as a root, with -I",),
            )

    def _is_file(self, candidate: Path) -> bool:
        if candidate not in self.looked:
            self.looked[candidate] = state_of(candidate)
        if self._stack:
            self._stack[-1].looked[candidate] = self.looked[candidate]
        return candidate.is_file()

    def _file(self, path: Path, name: str | None) -> ModuleInfo:
        key = Path(os.path.realpath(path))
        # One module of a name: the first one found is meant throughout.
        known = self._loaded.get(key) or next((m for m in self._loaded.values() if m.name == name), None)
        if known is not None:
            self._mixed = self._mixed or known.path != str(path)
            return known
        again = self._again(path, key)
        if again is not None:
            return again
        source = read_source(path)
        self.looked[path] = state(source.digest, key)
        node = parse_module(source)
        wanted = name if name is not None else path.stem
        if node.name != wanted:
            raise DiagnosticError(
                [
                    Diagnostic(
                        "module-name",
                        f"the file {path.name} holds module {node.name}, not {wanted}",
                        (Annotation(source.place(node.span), "this module"),),
                        hints=(f"rename the file to {node.name}.tla or the module to {wanted}",),
                    )
                ]
            )
        # Symbols of a file that hides a library module must not be taken for the library's.
        origin = f"{node.name} (file)" if node.name in self._library else node.name
        info, reading = self._elaborate(node, source, origin, False)
        self._loaded[key] = info
        if not self._mixed:
            read = _Read(info, key, reading.needs, {**reading.looked, path: self.looked[path]})
            self._known.files[self._place(path)] = self._known.reads[info] = read
        return info

    def _place(self, path: Path) -> tuple[str, tuple[str, ...]]:
        """What the names in the file are looked for by."""
        return str(path), tuple(map(str, self._roots))

    def _again(self, path: Path, key: Path) -> ModuleInfo | None:
        """The module in the file ``path`` as an earlier load has read it, if this one would come to the same.

        It would not where a file has changed, or where it knows another module by a name that is needed.
        """
        read = self._known.files.get(self._place(path))
        if read is None or read.key != key or self._mixed:
            return None
        if any((self.looked.get(p) or state_of(p)) != state for p, state in read.looked.items()):
            return None
        needs = {**read.needs, read.info: key}
        taken = {r.name for r in self._stack} | {m.name for m in self._loaded.values()}
        for info, file in needs.items():
            here = None if file is None else self._loaded.get(file, None if info.name in taken else info)
            if file is not None and here is not info:
                return None
        for info, file in needs.items():
            if file is None:
                self._use(info)
            else:
                self._loaded[file] = info
        self.looked.update(read.looked)
        return read.info

    def _library_module(self, name: str) -> ModuleInfo:
        known = self._from_library.get(name)
        if known is not None:
            self._use(known)
            return known
        text = resources.files("tlaverify.library").joinpath(f"{name}.tla").read_text(encoding="utf-8")
        source = Source(self._library[name], text)
        info, _ = self._elaborate(parse_module(source), source, name, True)
        self._from_library[name] = info
        self._use(info)
        return info

    def _use(self, info: ModuleInfo) -> None:
        """Count a library module, and those it rests on, among the modules of this load."""
        if info.name not in self._used:
            self._used[info.name] = None
            instances = [u.module for u in info.units if isinstance(u, InstanceUnit)]
            for name in (*info.extends, *instances):
                if name in self._from_library:
                    self._use(self._from_library[name])

    def _elaborate(
        self, node: ast.Module, source: Source, origin: str, library: bool
    ) -> tuple[ModuleInfo, _Reading]:
        reading = _Reading(node.name, library)
        self._stack.append(reading)
        try:
            return elaborate_module(node, source, self._find, origin, library), reading
        finally:
            self._stack.pop()


def _tla_files(folder: Path) -> list[Path]:
    return sorted(f for f in folder.glob("*.tla") if f.is_file()) if folder.is_dir() else []


def _nowhere(message: str, hints: tuple[str, ...]) -> Diagnostic:
    return Diagnostic("missing-module", message, (Annotation(Place("", 1, 1, 1, 1)),), hints=hints)
