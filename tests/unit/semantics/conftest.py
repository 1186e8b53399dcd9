"""Loading modules from text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tlaverify.semantics.load import load_module
from tlaverify.semantics.program import Program


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., Program]:
    """``load(body, Other=body2, extends="Integers")``: module M with that body, beside module Other."""

    def run(body: str, extends: str = "", **others: str) -> Program:
        for name, text in others.items():
            (tmp_path / f"{name}.tla").write_text(
                f"---- MODULE {name} ----\n{text}\n====\n", encoding="utf-8"
            )
        head = f"---- MODULE M ----{f' EXTENDS {extends}' if extends else ''}"
        path = tmp_path / "M.tla"
        path.write_text(f"{head}\n{body}\n====\n", encoding="utf-8")
        return load_module(path, [])

    return run
