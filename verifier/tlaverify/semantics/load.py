"""Load a module with everything it EXTENDS and INSTANCEs."""

from __future__ import annotations

import os
from collections.abc import Sequence
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

__all__ = ["LibraryModules", "library_modules", "load_module"]


class LibraryModules:
    """The library modules that have been read: give one to all loads of a run, and each is read once.

    What a library module means does not depend on what loads it, for it sees library modules only.
    """

    def __init__(self) -> None:
        self.paths = library_modules()
        self.loaded: dict[str, ModuleInfo] = {}


def load_module(
    path_or_name: str | Path, roots: Sequence[Path] = (), library: LibraryModules | None = None
) -> Program:
    """Read and elaborate a module.

    path_or_name  a file ``.../M.tla``, or a module's name, searched for in ``roots`` and then in
                  the package library.
    roots         folders in which the modules that it extends or instantiates are looked for,
                  after the folder of the file that names them and before the package library.
    library       the library modules that earlier loads have read, to which this one adds.

    Raises DiagnosticError with all that is wrong: unreadable or missing files, cyclic EXTENDS,
    everything that ``syntax`` and the elaboration refuse.
    """
    loader = _Loader(roots, library if library is not None else LibraryModules())
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


class _Loader:
    """The modules read so far; one for each call of ``load_module``."""

    def __init__(self, roots: Sequence[Path], library: LibraryModules) -> None:
        self._roots = [Path(r) for r in roots]
        self._library = library.paths
        self._loaded: dict[Path, ModuleInfo] = {}
        self._from_library = library.loaded
        self._used: dict[str, None] = {}
        self._stack: list[tuple[str, bool]] = []
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
        """The module that the text of ``scope`` names."""
        if (name, scope.library) in self._stack:
            chain = [n for n, _ in self._stack[self._stack.index((name, scope.library)) :]] + [name]
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
            if (name, True) in self._stack:
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
        return candidate.is_file()

    def _file(self, path: Path, name: str | None) -> ModuleInfo:
        key = Path(os.path.realpath(path))
        # One module of a name: the first one found is meant throughout.
        known = self._loaded.get(key) or next((m for m in self._loaded.values() if m.name == name), None)
        if known is not None:
            return known
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
        info = self._elaborate(node, source, origin, False)
        self._loaded[key] = info
        return info

    def _library_module(self, name: str) -> ModuleInfo:
        known = self._from_library.get(name)
        if known is not None:
            self._use(known)
            return known
        text = resources.files("tlaverify.library").joinpath(f"{name}.tla").read_text(encoding="utf-8")
        source = Source(self._library[name], text)
        info = self._elaborate(parse_module(source), source, name, True)
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

    def _elaborate(self, node: ast.Module, source: Source, origin: str, library: bool) -> ModuleInfo:
        self._stack.append((node.name, library))
        try:
            return elaborate_module(node, source, self._find, origin, library)
        finally:
            self._stack.pop()


def _tla_files(folder: Path) -> list[Path]:
    return sorted(f for f in folder.glob("*.tla") if f.is_file()) if folder.is_dir() else []


def _nowhere(message: str, hints: tuple[str, ...]) -> Diagnostic:
    return Diagnostic("missing-module", message, (Annotation(Place("", 1, 1, 1, 1)),), hints=hints)
