"""Short forms of the drills; ``make drills`` runs the long ones."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def drills() -> ModuleType:
    spec = importlib.util.spec_from_file_location("drills", ROOT / "tools/drills.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def quiet(_: str) -> None:
    pass


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_kill_9_with_two_processes_on_one_cache(drills: ModuleType, tmp_path: Path) -> None:
    assert list(drills.kill_drill(tmp_path, 3, 3, drills.after_some_results, quiet)) == []


def test_a_wrong_verdict_would_be_seen(
    drills: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The drill compares: told a wrong table of verdicts, it says so."""
    real = drills.settled

    def lying(folder: Path, *arguments: str, **more: str) -> tuple[int, dict[str, str], str]:
        code, found, said = real(folder, *arguments, **more)
        return code, {**found, "Bad!Off/goal": "proved"} if "--no-cache" in arguments else found, said

    monkeypatch.setattr(drills, "settled", lying)
    wrong = list(drills.kill_drill(tmp_path, 1, 0, drills.after_some_results, quiet))
    assert any("Bad!Off/goal" in line for line in wrong)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGSTOP")
def test_a_quarter_of_the_cpu(drills: ModuleType) -> None:
    modules = ["tests/data/cli/Counter.tla", "tests/data/cli/Mixed.tla"]
    assert list(drills.throttle_drill(modules, "0.1", quiet)) == []
