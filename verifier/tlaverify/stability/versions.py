"""Other versions of Z3, each in a virtual environment of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = ["VersionProblem", "Z3Version", "install_z3"]

_VERSION: Final = re.compile(r"\d+(\.\d+){0,3}")
_PROBE: Final = """
import pathlib, z3
print(z3.get_version_string())
print(pathlib.Path(z3.__file__).parent.parent)
"""
_PATIENCE: Final = 600
"""Seconds that pip may take."""


class VersionProblem(Exception):
    """A version of Z3 that cannot be had; the argument says why."""


@dataclass(frozen=True, slots=True)
class Z3Version:
    """An installed version.

    version  as Z3 names itself.
    library  the folder that holds the package ``z3``.
    """

    version: str
    library: str


def install_z3(wanted: str, folder: Path, tell: Callable[[str], None] | None = None) -> Z3Version:
    """The newest z3-solver of version ``wanted`` (``4.13``: any 4.13.x), below ``folder``.

    One that is there already is used as it is; else pip installs it, for this Python, by the user's settings.
    tell  called with what is done, before what takes long.
    Raises VersionProblem.
    """
    if not _VERSION.fullmatch(wanted):
        raise VersionProblem(f"{wanted!r} is no version: digits and points are needed, 4.13")
    python = ".".join(map(str, sys.version_info[:2]))
    home = folder / f"z3-{wanted}-python{python}"
    found = _probed(home)
    if isinstance(found, Z3Version):
        return found
    if tell is not None:
        tell(f"pip installs z3-solver {wanted} into {home}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix="new-") as place:
            made = Path(place) / "venv"
            _install(wanted, made)
            if not home.exists():
                made.replace(home)
    except OSError as problem:
        raise VersionProblem(f"cannot make a virtual environment in {folder}: {problem}") from None
    found = _probed(home)
    if isinstance(found, str):
        raise VersionProblem(f"z3-solver {wanted} does not work with this Python: {found}")
    return found


def _install(wanted: str, home: Path) -> None:
    try:
        venv.create(home, with_pip=True, symlinks=os.name != "nt")
    except subprocess.CalledProcessError as problem:
        raise VersionProblem(f"cannot make a virtual environment with pip: {problem}") from None
    words = [
        _python(home), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--only-binary=:all:", f"z3-solver=={wanted}.*" if wanted.count(".") < 3 else f"z3-solver=={wanted}",
    ]
    said = _run(words)
    if said.returncode:
        last = [line for line in said.stderr.splitlines() if line.startswith("ERROR")]
        why = last[-1].removeprefix("ERROR: ") if last else said.stderr.strip()[-300:]
        raise VersionProblem(f"pip cannot install z3-solver {wanted}: {why}")


def _probed(home: Path) -> Z3Version | str:
    """The version that stands in ``home``, or why none does."""
    if not home.is_dir():
        return "it is not there"
    said = _run([_python(home), "-c", _PROBE])
    lines = said.stdout.splitlines()
    if said.returncode or len(lines) != 2:
        return (said.stderr.strip().splitlines() or ["no output"])[-1]
    return Z3Version(lines[0], lines[1])


def _python(home: Path) -> str:
    return str(home / "Scripts" / "python.exe" if os.name == "nt" else home / "bin" / "python")


def _run(words: list[str]) -> subprocess.CompletedProcess[str]:
    own = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME", "Z3_LIBRARY_PATH")}
    try:
        return subprocess.run(
            words, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=_PATIENCE, check=False,
            env=own,
        )
    except (OSError, subprocess.SubprocessError) as problem:
        return subprocess.CompletedProcess(words, 1, "", str(problem))
