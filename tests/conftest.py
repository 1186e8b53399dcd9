"""Options of the whole suite."""

from __future__ import annotations

import shutil
import signal
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-golden", action="store_true", help="rewrite the expected texts in tests/golden")
    parser.addoption("--full-budget", action="store_true", help="run the soundness suite under full budgets")


@pytest.fixture(scope="session", autouse=True)
def own_cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test uses or fills the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> None:
    """A suite that a script starts in the background ignores SIGINT, and what it starts would, too."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def installed() -> str:
    """The ``verify`` command of this environment, as users start it."""
    command = shutil.which("verify", path=sysconfig.get_path("scripts"))
    assert command is not None, "verify is not installed here: pip install -e ."
    return command


@pytest.fixture
def full_budget(request: pytest.FixtureRequest) -> bool:
    """Whether the run may take its time (``make soundness``)."""
    return bool(request.config.getoption("--full-budget"))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """``golden(name, text)``: the text is what ``tests/golden/name`` holds; ``--write-golden`` writes it."""

    def compare(name: str, text: str) -> None:
        file = GOLDEN / name
        if request.config.getoption("--write-golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.exists(), f"no golden file {name}; write it with --write-golden, and read it"
        assert text == file.read_text(encoding="utf-8")

    return compare
