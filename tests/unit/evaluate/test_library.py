"""Definitions of the library, evaluated."""

from __future__ import annotations

from pathlib import Path

import pytest

from tlaverify.evaluate.evaluate import Interpretation, truth
from tlaverify.obligations.generate import obligations_of
from tlaverify.semantics.load import load_module


@pytest.mark.parametrize(
    "statement",
    [
        "SelectInSeq(<<1, 1, 2, 2>>, LAMBDA e : e = 2) = 3",
        "SelectLastInSeq(<<1, 1, 2>>, LAMBDA e : e = 1) = 2",
        "SelectInSeq(<<>>, LAMBDA e : e = 1) = 0",
        # the position in the subsequence, which is <<1, 2>> and <<1, 2, 2>>
        "SelectInSubSeq(<<1, 1, 2>>, 2, 3, LAMBDA e : e = 1) = 1",
        "SelectInSubSeq(<<1, 1, 2, 2>>, 2, 4, LAMBDA e : e = 2) = 2",
        "SelectLastInSubSeq(<<1, 1, 2, 2>>, 2, 4, LAMBDA e : e = 2) = 3",
        "SelectLastInSubSeq(<<1, 1, 2>>, 1, 3, LAMBDA e : e = 1) = 2",
        "SelectInSubSeq(<<1, 2>>, 1, 2, LAMBDA e : e = 3) = 0",
    ],
)
def test_positions_in_sequences(statement: str, tmp_path: Path) -> None:
    text = f"---- MODULE M ----\nEXTENDS SequencesExt\nTHEOREM Th == {statement}\nOBVIOUS\n====\n"
    (tmp_path / "M.tla").write_text(text, encoding="utf-8")
    program = load_module(tmp_path / "M.tla")
    ((obligation,),) = (t.obligations for t in obligations_of(program.main, program))
    assert truth(obligation.goal, Interpretation(definitions=obligation.definitions)) is True
