"""What, besides the modules' texts, decides what a run finds: this program, the solvers, the options.

All of it is told without loading a solver or a parser.  Where something cannot be told, the identity is
empty, and whoever would key on it must do without.
"""

from __future__ import annotations

import hashlib
import importlib.machinery
import importlib.util
import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Final

from tlaverify.schedule.options import Options
from tlaverify.schedule.portfolio import Portfolio, drivers_of, load_portfolio, select
from tlaverify.solvers.driver import Driver

__all__ = ["options_identity", "package_identity", "program_identity", "versions"]

PACKAGES: Final = {
    "z3": "z3_solver", "cvc5": "cvc5", "sympy": "sympy", "mpmath": "mpmath", "tree_sitter": "tree_sitter",
    "tree_sitter_tlaplus": "tree_sitter_tlaplus",
}
"""The packages on which verdicts depend: name in imports -> name of the distribution."""

INDIFFERENT: Final = frozenset({"jobs", "fail_fast", "recheck", "cluster"})
"""Options that change no verdict of an obligation that was run to its end; every other one counts."""

_LIBRARIES: Final = tuple(importlib.machinery.EXTENSION_SUFFIXES) + (".so", ".dylib", ".dll")
_ENVIRONMENT: Final = ("Z3_LIBRARY_PATH", "LD_LIBRARY_PATH", "LD_PRELOAD", "DYLD_LIBRARY_PATH")


@cache
def program_identity() -> str:
    """A digest of this program's own files, the library's modules among them, of Python and of the packages.

    Empty where that cannot be told, as in a zipped installation.
    """
    import tlaverify

    mark = hashlib.sha256()
    try:
        for path in sorted(_files({str(Path(folder).resolve()) for folder in tlaverify.__path__}), key=str):
            mark.update(f"{path}\0".encode("utf-8", "surrogatepass"))
            mark.update(hashlib.sha256(path.read_bytes()).digest())
    except OSError:
        return ""
    parts = [sys.version, sys.platform, *(f"{name}={os.environ.get(name, '')}" for name in _ENVIRONMENT)]
    for module, distribution in PACKAGES.items():
        identity = package_identity(module, distribution)
        if not identity:
            return ""
        parts.append(identity)
    mark.update(json.dumps(parts).encode())
    return mark.hexdigest()


def _files(folders: set[str]) -> Iterator[Path]:
    for folder in folders:
        for place, below, names in os.walk(folder):
            below[:] = [name for name in below if name != "__pycache__"]
            yield from (Path(place, name) for name in names)


@cache
def versions() -> tuple[tuple[str, str], ...]:
    """What has to be the same on two machines for them to come to the same verdicts: names and versions.

    The program counts by the content of its files, so that two states of one version differ.
    """
    from importlib import metadata

    import tlaverify

    mark = hashlib.sha256()
    for folder in sorted({str(Path(folder).resolve()) for folder in tlaverify.__path__}):
        for path in sorted(_files({folder}), key=str):
            mark.update(f"{path.relative_to(folder).as_posix()}\0".encode("utf-8", "surrogatepass"))
            mark.update(hashlib.sha256(path.read_bytes()).digest())
    found = [("tlaverify", mark.hexdigest()[:16]), ("python", ".".join(map(str, sys.version_info[:2])))]
    for distribution in PACKAGES.values():
        try:
            found.append((distribution, metadata.version(distribution)))
        except metadata.PackageNotFoundError:
            found.append((distribution, "not installed"))
    return tuple(found)


def package_identity(module: str, distribution: str) -> str:
    """The list of an installed package's files with their digests, as its installer wrote it.

    For compiled libraries also size and time: they are what a local build replaces.  Empty where the package
    that Python would import has no such list beside it.
    """
    try:
        spec = importlib.util.find_spec(module)
        if spec is None or spec.origin is None:
            return ""
        home = Path(spec.origin).parent.parent
        lists = sorted(home.glob(f"{distribution}-*.dist-info/RECORD"))
        if len(lists) != 1:
            return ""
        mark = hashlib.sha256(str(lists[0]).encode("utf-8", "surrogatepass"))
        listed = lists[0].read_bytes()
        mark.update(listed)
        for line in listed.decode("utf-8", "replace").splitlines():
            name = line.partition(",")[0]
            if name.endswith(_LIBRARIES):
                found = (home / name).stat()
                mark.update(f"{name} {found.st_size} {found.st_mtime_ns}".encode())
    except (OSError, ImportError, ValueError):
        return ""
    return mark.hexdigest()


def options_identity(options: Options) -> str:
    """A digest of what ``options`` make of a run, with the portfolio and the drivers as they are.

    Empty where a solver does not tell its version.  Raises ValueError (PortfolioError, DriverError).
    """
    portfolio = select(load_portfolio(options.portfolio), options)
    drivers = drivers_of(portfolio)
    versions = [_command_identity(d) for d in drivers.values() if d.engine == "command"]
    if not all(versions):
        return ""
    chosen = [
        (f.name, repr(getattr(options, f.name))) for f in fields(options) if f.name not in INDIFFERENT
    ]
    parts = [chosen, _portfolio(portfolio), [repr(d) for d in drivers.values()], versions]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _portfolio(portfolio: Portfolio) -> list[str]:
    return [repr(portfolio.total), *(repr(step) for step in portfolio.passes)]


def _command_identity(driver: Driver) -> str:
    """What the program is that a driver starts, and what it says of itself."""
    from tlaverify.solvers.command_engine import CommandEngine

    version = CommandEngine(driver).version
    program = shutil.which(driver.command[0])
    if version == "unknown" or program is None:
        return ""
    found = Path(program).stat()
    return f"{version} {program} {found.st_size} {found.st_mtime_ns}"
