"""Make ``.venv`` from the lock files: ``python tools/bootstrap.py runtime|dev``.

Needs nothing but Python's standard library, and does nothing when the environment already holds what the
lock files name.  Installing the project itself never fetches a build tool: the pinned one is installed first.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
SOURCES = ("verifier", "encodings", "obligations")
GROUPS = {
    "runtime": ("requirements/build.txt", "requirements/runtime.txt"),
    "dev": ("requirements/build.txt", "requirements/runtime.txt", "requirements/dev.txt"),
}


def interpreter() -> Path:
    """The environment's Python."""
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def digest(group: str) -> str:
    """What the stamp of ``group`` must hold: it changes with the lock, the project file and the Python."""
    mark = hashlib.sha256(f"{VENV} {sys.version_info[:2]}".encode())
    for name in (*GROUPS[group], "pyproject.toml", *(["tools/schemas.py"] if group == "dev" else [])):
        mark.update((ROOT / name).read_bytes())
    return mark.hexdigest()


def run(*arguments: str) -> None:
    """Run the environment's Python; a failure ends this program with the same code."""
    code = subprocess.run([str(interpreter()), *arguments], cwd=ROOT, check=False).returncode
    if code:
        sys.exit(code)


def works() -> bool:
    """Whether ``.venv`` holds a Python that runs and has pip (a moved or half-made one does not)."""
    if not interpreter().exists():
        return False
    try:
        probe = [str(interpreter()), "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"]
        return subprocess.run(probe, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def main(group: str) -> None:
    """Bring ``.venv`` up to date for ``group``."""
    stamp = VENV / f".{group}-stamp"
    if works() and stamp.exists() and stamp.read_text(encoding="utf-8") == digest(group):
        stamp.touch()
        return
    if not works():
        print(f"making {VENV.name} with Python {sys.version.split()[0]}", flush=True)
        venv.create(VENV, with_pip=True, clear=VENV.exists())
    locks = [part for name in GROUPS[group] for part in ("-r", name)]
    run("-m", "pip", "install", "--quiet", "--disable-pip-version-check", *locks)
    run(
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--no-build-isolation",
        "--editable",
        ".",
    )
    run("-m", "compileall", "-q", *SOURCES)  # else each process does it, where Python may not write bytecode
    if group == "dev":
        run("tools/schemas.py")
    stamp.write_text(digest(group), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in GROUPS:
        sys.exit("usage: python tools/bootstrap.py runtime|dev")
    main(sys.argv[1])
