"""A step that is wrong is an error, and so is what depends on it; nothing of it is ever proved."""

from __future__ import annotations

from pathlib import Path

import pytest

from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.verdict import Error, prove_trivial
from tlaverify.obligations.generate import generate
from tlaverify.schedule.options import Options
from tlaverify.schedule.run import run
from tlaverify.semantics.load import load_module

HEAD = "CONSTANTS S, T, P(_), A, B, C\nVARIABLES x, y\nASSUME Ax == A = B\n"


def read(folder: Path, body: str) -> tuple[dict[str, Obligation], list[str]]:
    """The obligations by id, without the module's name, and the codes of what is wrong."""
    file = folder / "M.tla"
    file.write_text(f"---- MODULE M ----\n{HEAD}{body}\n====\n", encoding="utf-8")
    program = load_module(file, [folder])
    theorems, wrong = generate(program.main, program)
    return {o.id[2:]: o for t in theorems for o in t.obligations}, [d.code for d in wrong]


def refused(found: dict[str, Obligation]) -> list[str]:
    return [name for name, o in found.items() if o.refused]


@pytest.mark.parametrize("citation", ["BY Nowhere", "BY <1>7", "BY DEF A", "BY MODULE N"])
def test_a_bad_citation_spoils_its_own_leaf(tmp_path: Path, citation: str) -> None:
    found, codes = read(tmp_path, f"THEOREM T1 == A = B\n<1>1 A = B {citation}\n<1>2 QED BY <1>1")
    assert len(codes) == 1
    assert refused(found) == ["T1!<1>1/goal"]
    assert [str(h.name) for h in found["T1!<1>QED/goal"].hypotheses] == ["<1>1"]


@pytest.mark.parametrize(
    "step",
    [
        "SUFFICES Nowhere = A OBVIOUS", "<1>4 HAVE Nowhere", "TAKE n \\in Nowhere", "WITNESS Nowhere",
        "PICK n : Nowhere OBVIOUS", "<1>4 PICK n : Nowhere OBVIOUS", "DEFINE D == Nowhere", "USE Nowhere",
        "HIDE Nowhere", "INSTANCE Nowhere", "A = Nowhere OBVIOUS", "CASE Nowhere OBVIOUS",
    ],
)
def test_what_comes_after_a_step_that_changes_the_context_is_not_checked(tmp_path: Path, step: str) -> None:
    named = step if step.startswith("<") else f"<1> {step}"
    try:
        found, _ = read(
            tmp_path,
            f"THEOREM T1 == A = B\n<1>1 A = A\n  <2>1 B = B OBVIOUS\n  <2> QED OBVIOUS\n{named}\n"
            "<1>2 A = C\n  <2>1 B = B OBVIOUS\n  <2> QED OBVIOUS\n<1> QED OBVIOUS\n"
            "THEOREM T2 == A = A OBVIOUS",
        )
    except Exception as error:  # INSTANCE of a module that is not there
        assert "INSTANCE" in step and "Nowhere" in str(error)
        return
    sound = [name for name, o in found.items() if not o.refused]
    assert sound == ["T1!<1>1!<2>1/goal", "T1!<1>1!<2>QED/goal", "T2/goal"]


def test_a_named_assertion_spoils_only_what_cites_it(tmp_path: Path) -> None:
    found, codes = read(
        tmp_path,
        "THEOREM T1 == A = B\n<1>1 A = Nowhere OBVIOUS\n<1>2 A = A OBVIOUS\n<1>3 B = A BY <1>1\n"
        "<1> QED BY Ax",
    )
    assert codes == ["unknown-identifier"]  # the citation of what is refused is no error of its own
    assert refused(found) == ["T1!<1>1/goal", "T1!<1>3/goal"]


def test_no_verdict_but_error(tmp_path: Path) -> None:
    # The goals are trivially true, and the name of one is cited that is in the context word by word.
    text = "THEOREM T1 == TRUE BY Nowhere\nTHEOREM T2 == A = B\n<1> SUFFICES Nowhere\n<1> QED BY Ax"
    found, _ = read(tmp_path, text)
    wrong = [o for o in found.values() if o.refused]
    assert len(wrong) == 3
    assert [prove_trivial(o) for o in wrong] == [None] * 3
    verdicts = [r.verdict for r in run(wrong, Options(jobs=1)).results]
    assert all(isinstance(v, Error) and v.told for v in verdicts)
