"""From TLA+ text to obligations, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tlaverify.kernel.sequent import Obligation
from tlaverify.obligations.generate import TheoremObligations, obligations_of
from tlaverify.semantics.load import load_module


class Proofs:
    """The obligations of one module, by id."""

    def __init__(self, theorems: list[TheoremObligations]) -> None:
        self.theorems = theorems
        self.all = {o.id: o for t in theorems for o in t.obligations}

    def __getitem__(self, name: str) -> Obligation:
        """``M!`` is left out: ``T!<1>2/goal``."""
        return self.all[f"M!{name}"]

    @property
    def names(self) -> list[str]:
        return [name.removeprefix("M!") for name in self.all]


@pytest.fixture
def proofs(tmp_path: Path) -> Callable[..., Proofs]:
    """``proofs(body, other=text)`` is a module M with that body, beside other modules."""

    def make(body: str, **others: str) -> Proofs:
        for name, text in {"M": body, **others}.items():
            full = f"---- MODULE {name} ----\n{text}\n====\n"
            (tmp_path / f"{name}.tla").write_text(full, encoding="utf-8")
        program = load_module(tmp_path / "M.tla", [tmp_path])
        return Proofs(obligations_of(program.main, program))

    return make
