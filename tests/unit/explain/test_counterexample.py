"""Counterexamples: found where there is one, confirmed, small, and never for what holds."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tlaverify.evaluate.evaluate import truth
from tlaverify.evaluate.show import show_value
from tlaverify.explain.counterexample import Counterexample, find_counterexample, interpretation_of
from tlaverify.explain.text import counterexample_lines
from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.verdict import prove_trivial
from tlaverify.obligations.generate import obligations_of
from tlaverify.semantics.load import load_module

ROOT = Path(__file__).parents[3]

COUNTER = """
---- MODULE Counter ----
EXTENDS Integers
CONSTANT Limit
ASSUME Positive == Limit \\in Nat /\\ Limit > 0
VARIABLES n, log
vars == <<n, log>>
Add(k) == n + k < Limit /\\ n' = n + k /\\ log' = log \\cup {k}
Reset == n' = -1 /\\ UNCHANGED log
Next == (\\E k \\in 1..2 : Add(k)) \\/ Reset
TypeOK == n \\in Int /\\ log \\in SUBSET Int
Inv == TypeOK /\\ n >= 0
Low == TypeOK /\\ n < Limit
THEOREM Kept == Inv /\\ [Next]_vars => Inv' BY DEF Inv, TypeOK, Next, Add, Reset, vars
THEOREM LowKept == Low /\\ (\\E k \\in 1..2 : Add(k)) => Low' BY DEF Low, TypeOK, Add
THEOREM NeedsAssumption == Limit # 0 OBVIOUS
THEOREM Opaque == Inv => n >= 0 OBVIOUS
====
"""

BOARD = """
---- MODULE Board ----
EXTENDS Integers
CONSTANTS Proc, Val
VARIABLES sent, owner
Msgs == [kind : {"ask"}, from : Proc] \\cup [kind : {"tell"}, from : Proc, val : Val]
TypeOK == sent \\in SUBSET Msgs /\\ owner \\in [Proc -> SUBSET Val]
Once == \\A m1, m2 \\in sent : m1.kind = "tell" /\\ m2.kind = "tell" /\\ m1.from = m2.from => m1 = m2
Tell(p, v) ==
  /\\ sent' = sent \\cup {[kind |-> "tell", from |-> p, val |-> v]}
  /\\ owner' = [owner EXCEPT ![p] = @ \\cup {v}]
Next == \\E p \\in Proc, v \\in Val : Tell(p, v)
THEOREM OnceKept == TypeOK /\\ Once /\\ Next => Once' BY DEF TypeOK, Once, Next, Tell, Msgs
THEOREM TypeKept == TypeOK /\\ Next => TypeOK' BY DEF TypeOK, Next, Tell, Msgs
THEOREM Owned == ASSUME TypeOK, NEW p \\in Proc PROVE owner[p] # {} BY DEF TypeOK
====
"""


GRID = """
---- MODULE Grid ----
EXTENDS Integers
CONSTANT N
ASSUME N \\in Nat /\\ N > 1
VARIABLES f, sent
Procs == 1 .. N
Others(i) == Procs \\ {i}
TypeOK == DOMAIN f = Procs /\\ \\A i \\in Procs : f[i] \\in [Others(i) -> 0 .. 3]
Clear(i) == f' = [f EXCEPT ![i] = [j \\in Others(i) |-> f[i][j] + 1]]
Msgs == [from : Procs, to : Procs, no : Nat, round : Nat]
THEOREM RowKept == ASSUME TypeOK, NEW p \\in Procs, Clear(p) PROVE TypeOK' BY DEF TypeOK, Clear, Others
THEOREM Covered ==
  ASSUME sent \\in SUBSET Msgs, sent # {}
  PROVE \\E S \\in SUBSET sent : \\A p \\in Procs : \\E m \\in S : m.to = p
  OBVIOUS
THEOREM Chosen ==
  ASSUME sent \\in SUBSET Msgs, \\A p \\in {1, 2} : \\E m \\in sent : m.to = p
  PROVE \\E S \\in SUBSET sent : \\A p \\in {1, 2} : \\E m \\in S : m.to = p
  OBVIOUS
====
"""


ACCOUNT = """
---- MODULE Account ----
EXTENDS Integers, Sequences
VARIABLES balance, log
vars == <<balance, log>>
Pay(k) == balance' = balance - k /\\ log' = Append(log, k)
Next == \\E k \\in 1..100 : balance > 0 /\\ Pay(k)
Inv == balance \\in Int /\\ balance >= 0 /\\ log \\in Seq(1..100)
THEOREM Kept == Inv /\\ [Next]_vars => Inv' BY DEF Inv, Next, Pay, vars
====
"""


def obligation(text: str, name: str, folder: Path) -> Obligation:
    module = text.split()[2]
    path = folder / f"{module}.tla"
    path.write_text(text.lstrip(), encoding="utf-8")
    program = load_module(path)
    return next(o for t in obligations_of(program.main, program) if t.name == name for o in t.obligations)


def check(found: Counterexample | None, about: Obligation) -> Counterexample:
    """The counterexample, confirmed once more."""
    assert found is not None
    meaning = interpretation_of(found, about)
    assert truth(about.goal, meaning) is False
    return found


def values(found: Counterexample) -> dict[str, str]:
    out = {s.name: show_value(v) for s, v in {**found.constants, **found.state}.items()}
    return out | {f"{s.name}'": show_value(v) for s, v in found.next_state.items()}


def test_a_step_that_is_not_inductive(tmp_path: Path) -> None:
    about = obligation(COUNTER, "Kept", tmp_path)
    found = check(find_counterexample(about), about)
    assert values(found)["n'"] == "-1"
    assert values(found)["log"] == "{}"  # as small as it can be
    text = "\n".join(counterexample_lines(about, found))
    assert "not inductive" in text
    assert "Reset leads to one that does not" in text
    assert "unchanged: log" in text
    assert all(len(line) <= 80 for line in text.split("\n"))


def test_sequences_over_many_values(tmp_path: Path) -> None:
    """Of the 10,101 sequences of at most two numbers of 1..100 some will do."""
    kept = obligation(ACCOUNT, "Kept", tmp_path)
    found = values(check(find_counterexample(kept, candidates=0), kept))
    assert int(found["balance'"]) < 0 < int(found["balance"])


def test_the_action_s_parameters_are_named(tmp_path: Path) -> None:
    about = obligation(BOARD, "OnceKept", tmp_path)
    found = check(find_counterexample(about), about)
    assert len(values(found)["sent"].split("kind")) == 2  # one message suffices
    text = "\n".join(counterexample_lines(about, found))
    assert "Tell(Proc" in text
    assert '\n      + [kind |-> "tell", from |->' in text


def test_a_state_that_is_no_step(tmp_path: Path) -> None:
    about = obligation(BOARD, "Owned", tmp_path)
    found = check(find_counterexample(about), about)
    text = "\n".join(counterexample_lines(about, found))
    assert "not inductive" not in text
    assert "does not follow" in text


@pytest.mark.parametrize(("text", "name"), [(COUNTER, "LowKept"), (BOARD, "TypeKept")])
def test_none_for_what_holds(text: str, name: str, tmp_path: Path) -> None:
    assert find_counterexample(obligation(text, name, tmp_path)) is None


def test_none_where_only_an_assumption_was_not_cited(tmp_path: Path) -> None:
    assert find_counterexample(obligation(COUNTER, "NeedsAssumption", tmp_path)) is None


def test_one_in_which_what_was_not_cited_cannot_be_decided_says_so(tmp_path: Path) -> None:
    text = COUNTER.replace("Limit > 0", "Limit > 0 /\\ Limit \\notin {{\"none\"}}")
    assert find_counterexample(obligation(text, "NeedsAssumption", tmp_path)) is None
    text = COUNTER.replace("Limit > 0", "\"none\" \\notin {Limit}")
    about = obligation(text, "NeedsAssumption", tmp_path)
    found = check(find_counterexample(about), about)
    assert found.undecided == ("Positive",)
    assert "Positive" in "\n".join(counterexample_lines(about, found))


def test_functions_whose_domain_depends_on_the_step(tmp_path: Path) -> None:
    about = obligation(GRID, "RowKept", tmp_path)
    found = check(find_counterexample(about), about)
    assert values(found)["p"] in ("1", "2")


def test_that_no_subset_will_do_is_learnt_from_models_that_fail(tmp_path: Path) -> None:
    about = obligation(GRID, "Covered", tmp_path)
    found = check(find_counterexample(about), about)
    assert len(values(found)["sent"].split("to")) == 2
    assert find_counterexample(obligation(GRID, "Chosen", tmp_path)) is None


def test_none_where_only_a_definition_was_not_cited(tmp_path: Path) -> None:
    assert find_counterexample(obligation(COUNTER, "Opaque", tmp_path)) is None


@cache
def suite(folder: str) -> tuple[Obligation, ...]:
    out: list[Obligation] = []
    for path in sorted((ROOT / "tests" / "soundness" / folder).glob("*.tla")):
        program = load_module(path)
        out.extend(o for t in obligations_of(program.main, program) for o in t.obligations)
    return tuple(out)


def test_nothing_valid_is_refuted() -> None:
    assert [o.id for o in suite("valid") if find_counterexample(o) is not None] == []


def test_most_of_what_is_false_is_refuted() -> None:
    false = suite("invalid")  # in small scopes: what the models of exact queries add has its own tests
    found = [o for o in false if find_counterexample(o, budget=2_000_000, candidates=0) is not None]
    assert len(found) >= 200
    assert [o.id for o in found if prove_trivial(o)] == []
