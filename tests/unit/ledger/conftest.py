"""A small project with its ledgers, and the command as users start it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

VERIFY = str(shutil.which("verify", path=sysconfig.get_path("scripts")))

LOCK = """\
---- MODULE Lock ----
EXTENDS Integers, TLAPS
CONSTANT Limit
ASSUME LimitAssumption == Limit \\in Nat
VARIABLE held

Init == held = 0
Take == /\\ held < Limit
        /\\ held' = held + 1
Drop == /\\ held > 0
        /\\ held' = held - 1
Next == Take \\/ Drop
Spec == Init /\\ [][Next]_held
Bounded == held \\in 0..Limit

LEMMA Start == Init => Bounded
  BY LimitAssumption DEF Init, Bounded

LEMMA Keep == Bounded /\\ [Next]_held => Bounded'
<1> SUFFICES ASSUME Bounded, [Next]_held PROVE Bounded'
  OBVIOUS
<1>1. CASE Take
  BY <1>1, LimitAssumption DEF Take, Bounded
<1>2. CASE Drop
  BY <1>2, LimitAssumption DEF Drop, Bounded
<1>3. CASE UNCHANGED held
  BY <1>3 DEF Bounded
<1> QED
  BY <1>1, <1>2, <1>3 DEF Next

THEOREM Safe == Spec => []Bounded
  BY Start, Keep, PTL DEF Spec

THEOREM \\A n \\in Nat : n < n + 1
  OBVIOUS
====
"""

PAIRS = """\
---- MODULE Pairs ----
THEOREM Swap == \\A a, b : a = b => b = a
  OBVIOUS
====
"""


@dataclass(frozen=True)
class Workspace:
    """A project's folder, and what to do in it."""

    folder: Path

    def verify(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run ``verify`` there, without the user's own cache and settings."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("TLAVERIFY_")}
        environment = {
            **kept, "XDG_CACHE_HOME": str(self.folder / "cache"),
            "TLAVERIFY_JOBS": "1", "TLAVERIFY_BUDGET": "0.1", **more,
        }  # fmt: skip
        return subprocess.run(
            [VERIFY, *arguments], cwd=self.folder, env=environment,
            capture_output=True, text=True, timeout=120, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    def copy(self, folder: Path) -> Workspace:
        """The same project in another folder."""
        shutil.copytree(self.folder, folder)
        return Workspace(folder)

    def file(self, name: str) -> Path:
        return self.folder / name

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that must be there."""
        file = self.folder / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def state(self) -> dict[str, bytes]:
        """Every file but the cache's, with its bytes."""
        files = (f for f in self.folder.rglob("*") if f.is_file() and "cache" not in f.parts)
        return {str(f.relative_to(self.folder)): f.read_bytes() for f in files}


@pytest.fixture(scope="session")
def new_project(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Workspace]:
    """``new_project(Module=text, ...)``: a project of modules that are proved, with their ledgers."""

    def make(**modules: str) -> Workspace:
        folder = tmp_path_factory.mktemp("ledger")
        (folder / "specs").mkdir()
        (folder / "tlaverify.toml").write_text('paths = ["specs"]\nledgers = "record"\n')
        for name, text in modules.items():
            (folder / f"specs/{name}.tla").write_text(text)
        done = Workspace(folder).verify("ledger", "update", "--no-cache")
        assert done.returncode == 0, done.stdout + done.stderr
        return Workspace(folder)

    return make


@pytest.fixture(scope="session")
def pristine(new_project: Callable[..., Workspace]) -> Workspace:
    """The project as it is committed: two modules that are proved, and their ledgers."""
    return new_project(Lock=LOCK, Pairs=PAIRS)


@pytest.fixture
def workspace(pristine: Workspace, tmp_path: Path) -> Workspace:
    """A copy to edit."""
    return pristine.copy(tmp_path / "project")


Edit = Callable[[Workspace], None]
