"""What should be proved: the theorems of ``valid/``, with the default portfolio.

They are the true twins of those in ``invalid/``; one that stops being proved says that
the encodings have become too weak rather than wrong.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tlaverify.kernel.verdict import Proved
from tlaverify.obligations.generate import obligations_of
from tlaverify.schedule.options import Options
from tlaverify.schedule.run import run
from tlaverify.semantics.load import load_module

VALID = sorted((Path(__file__).parent / "valid").glob("*.tla"))


@pytest.mark.parametrize("path", VALID, ids=lambda p: p.stem)
def test_proved(path: Path) -> None:
    program = load_module(path)
    todo = [o for t in obligations_of(program.main, program) for o in t.obligations]
    results = run(todo, Options()).results
    assert [r.id for r in results if not isinstance(r.verdict, Proved)] == []
