"""What a proof's citations come to: those that suffice, and the text without the others."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tlaverify.cli.main import run as verify
from tlaverify.explain.needed import Needed, needed_citations, with_citations
from tlaverify.explain.shorten import shortened
from tlaverify.kernel.sequent import Obligation
from tlaverify.obligations.generate import obligations_of
from tlaverify.schedule.options import Options
from tlaverify.schedule.run import run
from tlaverify.semantics.load import load_module
from tlaverify.semantics.program import Program

BEFORE = r"""---- MODULE Stock ----
EXTENDS Integers, TLAPS
CONSTANT Max
ASSUME MaxPos == Max \in Nat /\ Max > 1
ASSUME Other == Max # 7
VARIABLES n, m
Init == n = 0 /\ m = 0
Put == n' = n + 1 /\ m' = m
Get == n' = n - 1 /\ n > 0 /\ m' = m
Next == Put \/ Get
Inv == n \in Nat
LEMMA Step == Inv /\ Next => Inv' BY SMT, MaxPos, Other DEF Init, Inv, Next, Put, Get
LEMMA First == Init => Inv
BY (* why *) Step, \* all
   Other DEF Init, (* and *) Inv,
             Put, Get
LEMMA Nothing == 1 + 1 = 2 BY MaxPos DEF Inv
LEMMA Both == Inv /\ Next => Inv' /\ m' = m
<1>1. Inv /\ Next => Inv' BY Step, MaxPos
<1>2. ASSUME Inv, Next PROVE m' = m
   BY ONLY <1>2, MaxPos, <1>1 DEF Next,
      Put,
      Get, Init
<1> QED BY <1>1, <1>2, MaxPos, Max > 0
LEMMA Wrong == Max > 3 BY Other DEF Inv
====
"""
AFTER = r"""---- MODULE Stock ----
EXTENDS Integers, TLAPS
CONSTANT Max
ASSUME MaxPos == Max \in Nat /\ Max > 1
ASSUME Other == Max # 7
VARIABLES n, m
Init == n = 0 /\ m = 0
Put == n' = n + 1 /\ m' = m
Get == n' = n - 1 /\ n > 0 /\ m' = m
Next == Put \/ Get
Inv == n \in Nat
LEMMA Step == Inv /\ Next => Inv' BY SMT DEF Inv, Next, Put, Get
LEMMA First == Init => Inv
BY (* why *)  \* all
   DEF Init, (* and *) Inv
LEMMA Nothing == 1 + 1 = 2 OBVIOUS
LEMMA Both == Inv /\ Next => Inv' /\ m' = m
<1>1. Inv /\ Next => Inv' BY Step
<1>2. ASSUME Inv, Next PROVE m' = m
   BY ONLY <1>2 DEF Next,
      Put,
      Get
<1> QED BY <1>1, <1>2
LEMMA Wrong == Max > 3 BY Other DEF Inv
====
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    out = tmp_path / "Stock.tla"
    out.write_text(BEFORE, encoding="utf-8")
    return out


@pytest.fixture
def program(path: Path) -> Program:
    return load_module(path)


def proved(obligations: Sequence[Obligation]) -> list[bool]:
    return [r.proved for r in run(obligations, Options(budget=0.1, solvers=("z3",))).results]


def no(obligations: Sequence[Obligation]) -> list[bool]:
    return [False for _ in obligations]


def yes(obligations: Sequence[Obligation]) -> list[bool]:
    return [True for _ in obligations]


def test_what_suffices_is_found(program: Program) -> None:
    (found,) = needed_citations(program.main, program, {"Stock!Step"}, proved, proved)
    assert [found.node.defs[i].path[0].name for i in found.defs] == ["Inv", "Next", "Put", "Get"]  # type: ignore[union-attr]
    assert found.spare == 3


def test_a_pragma_is_no_fact(program: Program) -> None:
    """Whatever is proved without it: it chooses a prover."""
    (found,) = needed_citations(program.main, program, {"Stock!Step"}, yes, yes)
    assert (found.facts, found.defs) == ((0,), ())


def test_only_keeps_a_fact(program: Program) -> None:
    (found,) = needed_citations(program.main, program, {"Stock!Both!<1>2"}, yes, yes)
    assert len(found.facts) + len(found.defs) == 1


@pytest.mark.parametrize(("quick", "thorough"), [(no, yes), (yes, no)])
def test_what_is_not_confirmed_stays(program: Program, quick: object, thorough: object) -> None:
    found = needed_citations(program.main, program, {"Stock!Step", "Stock!Nothing"}, quick, thorough)  # type: ignore[arg-type]
    assert [n.spare for n in found] == [0, 0]
    assert shortened(program.main.source, found) == program.main.source.text


def test_the_shortened_module_is_the_shortened_text(program: Program, tmp_path: Path) -> None:
    found = needed_citations(program.main, program, {"Stock!First", "Stock!Nothing"}, yes, yes)
    edited = tmp_path / "Edited" / "Stock.tla"
    edited.parent.mkdir()
    edited.write_text(shortened(program.main.source, found), encoding="utf-8")
    again = load_module(edited)
    wanted = with_citations(program.main, found)
    assert [u.node for u in again.main.theorems] == [u.node for u in wanted.theorems]
    assert "BY" not in edited.read_text(encoding="utf-8").split("LEMMA Nothing")[1].split("\n")[0]


def test_every_choice_of_citations_reads_as_meant(program: Program, tmp_path: Path) -> None:
    (whole,) = needed_citations(program.main, program, {"Stock!First"}, no, no)
    edited = tmp_path / "Edited" / "Stock.tla"
    edited.parent.mkdir()
    for bits in range(2**6):
        facts = tuple(i for i in range(2) if bits >> i & 1)
        defs = tuple(i for i in range(4) if bits >> (i + 2) & 1)
        some = Needed(whole.step, whole.node, facts, defs)
        edited.write_text(shortened(program.main.source, [some]), encoding="utf-8")
        assert "(* why *)" in edited.read_text(encoding="utf-8")
        wanted = with_citations(program.main, [some])
        again = load_module(edited)
        assert [u.node for u in again.main.theorems] == [u.node for u in wanted.theorems]


def test_the_command_writes_what_suffices_and_nothing_else(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = verify(["minimise", str(path), "--write", "--budget", "0.2", "--no-cache"])
    text = capsys.readouterr().out
    assert code == 10  # Wrong is not proved
    assert "Stock!Wrong/goal: not proved, left as it is" in text
    assert "not needed  MaxPos, Other, DEF Init" in text
    assert path.read_text(encoding="utf-8") == AFTER
    found = load_module(path)
    todo = [o for t in obligations_of(found.main, found) for o in t.obligations if t.name != "Wrong"]
    assert all(proved(todo))


def test_the_command_without_write_leaves_the_file(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = verify(["minimise", str(path), "-k", "Nothing", "--json", "--no-cache", "--budget", "0.2"])
    document = json.loads(capsys.readouterr().out)
    assert code == 0
    assert document["summary"] == {"citations": 2, "not_needed": 2, "written": False}
    assert document["proofs"][0]["spare_definitions"] == ["Inv"]
    assert path.read_text(encoding="utf-8") == BEFORE


def test_the_command_tells_of_contradictory_facts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "Absurd.tla"
    path.write_text(
        """---- MODULE Absurd ----
EXTENDS Integers
CONSTANT c
LEMMA Anything == ASSUME c = 1, c = 2 PROVE c = 3 OBVIOUS
LEMMA Sound == ASSUME c = 1 PROVE c + 1 = 2 OBVIOUS
====
""",
        encoding="utf-8",
    )
    assert verify(["minimise", str(path), "--no-cache"]) == 0
    text = capsys.readouterr().out
    assert "Absurd!Anything/goal: FALSE follows from what it may use" in text
    assert "Sound" not in text
