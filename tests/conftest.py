"""Options of the whole suite."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-golden", action="store_true", help="rewrite the expected texts in tests/golden")
    parser.addoption("--full-budget", action="store_true", help="run the soundness suite under full budgets")


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
