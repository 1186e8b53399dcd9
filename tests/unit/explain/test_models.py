"""Counterexamples over what an exact query's model has, where small scopes do not reach."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tlaverify.evaluate.evaluate import Interpretation, truth
from tlaverify.evaluate.show import show_value
from tlaverify.explain.counterexample import Counterexample, find_counterexample, interpretation_of
from tlaverify.explain.refute import refute
from tlaverify.explain.text import counterexample_lines
from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.term import Term
from tlaverify.obligations.generate import obligations_of
from tlaverify.semantics.load import load_module

FALSE = r"""
---- MODULE Large ----
EXTENDS Integers, Sequences
CONSTANTS S, N
ASSUME Size == N \in Nat
VARIABLES x, y, q, clock, sent
Safe(k) == \A j \in Nat : j * k # 391
TypeOK == x \in Nat /\ y \in Int /\ q \in Seq(Nat) /\ clock \in [S -> Nat]
Tick(s) == clock' = [clock EXCEPT ![s] = @ + 60] /\ UNCHANGED <<x, y, q>>
Send == q' = Append(q, x) /\ x' = 3 * x + 1 /\ y' = y - x /\ UNCHANGED clock
Recv == q # <<>> /\ x' = x + Head(q) /\ q' = Tail(q) /\ UNCHANGED <<y, clock>>
Jump == (\E k \in Nat : x' = x + k * k) /\ UNCHANGED <<y, q, clock>>
Next == (\E s \in S : Tick(s)) \/ Send \/ Recv
Clocks == TypeOK /\ \A s \in S : clock[s] < 1000
Even == TypeOK /\ x % 2 = 0 /\ x > 50
Debt == TypeOK /\ y > -300
Few == TypeOK /\ Len(q) < 4

THEOREM Square == \A k \in Nat : k * k # 289 OBVIOUS
THEOREM Factors == \A k \in Nat : k > 1 => Safe(k) BY DEF Safe
THEOREM Negative == ASSUME NEW a \in Int, NEW b \in Int, a < -700, b < a PROVE a + b > -5000 OBVIOUS
THEOREM Remainder == \A a \in Nat : a % 10 = 7 => a < 400 OBVIOUS
THEOREM Element == ASSUME NEW s \in Seq(Int), Len(s) = 5 PROVE s[3] # 100 OBVIOUS
THEOREM Sequences == \A s \in Seq(Int) : Len(s) = 4 => s[2] + s[4] # -77 OBVIOUS
THEOREM Joined == ASSUME NEW s \in Seq(Nat), NEW t \in Seq(Nat), Len(s) = 2, Len(t) = 3
                  PROVE (s \o t)[4] # 55 OBVIOUS
THEOREM Record == ASSUME NEW r \in [a : Int, b : Nat], r.a > r.b + 50 PROVE r.b < 30 OBVIOUS
THEOREM Function == ASSUME NEW f \in [S -> Nat], NEW s \in S PROVE f[s] < 100 OBVIOUS
THEOREM Functions == \A f \in [S -> Int] : \A s \in S : f[s] > 40 => f[s] < 90 OBVIOUS
THEOREM Numbers == ASSUME NEW T \in SUBSET Nat, 50 \in T PROVE \A i \in T : i # 70 OBVIOUS
THEOREM NumberSets == \A T \in SUBSET Int : (\A i \in T : i > 20) /\ T # {} => \E i \in T : i < 60 OBVIOUS
THEOREM Messages == ASSUME sent \in SUBSET [type : {"ask"}, n : Nat], \A m \in sent : m.n > 40
                    PROVE \A m \in sent : m.n # 61 OBVIOUS
THEOREM Records == ASSUME NEW r \in Seq([n : Nat, m : Int]), Len(r) > 2, \A i \in 1..Len(r) : r[i].n > 30
                   PROVE r[2].n + r[3].m # -30 OBVIOUS
THEOREM Elements == ASSUME NEW a \in S, NEW b \in S, NEW c \in S, NEW d \in S
                    PROVE a = b \/ a = c \/ a = d \/ b = c \/ b = d \/ c = d OBVIOUS
THEOREM Interval == N > 40 => \E i \in 1..N : i * i = N BY Size
THEOREM ClocksKept == Clocks /\ Next => Clocks' BY DEF Clocks, TypeOK, Tick, Send, Recv, Next
THEOREM EvenKept == Even /\ Next => x' % 2 = 0 BY DEF Even, TypeOK, Tick, Send, Recv, Next
THEOREM DebtKept == Debt /\ Next => Debt' BY DEF Debt, TypeOK, Tick, Send, Recv, Next
THEOREM FewKept == Few /\ Next => Few' BY DEF Few, TypeOK, Tick, Send, Recv, Next
THEOREM Jumped == TypeOK /\ x > 90 /\ Jump => x' # 500 BY DEF TypeOK, Jump
THEOREM Received == TypeOK /\ Len(q) = 3 /\ Recv => q'[2] # 44 BY DEF TypeOK, Recv
====
"""

TRUE = r"""
---- MODULE Holds ----
EXTENDS Integers, Sequences
CONSTANTS S, N, Op(_)
ASSUME Large == N \in Nat /\ N > 500
VARIABLES x, f
Wide == x \in Nat /\ x > 700
Shift == x' = x + 1
Odd(n) == \E k \in Int : n = 2 * k + 1
THEOREM Opaque == Wide => x > 600 OBVIOUS
THEOREM OpaqueStep == x = 800 /\ Shift => x' = 801 OBVIOUS
THEOREM Uncited == N # 417 OBVIOUS
THEOREM Fermat == \A a, b \in Nat : a > 0 /\ b > 0 => a * a * a # 2 * b * b * b OBVIOUS
THEOREM Odds == \A n, m \in Int : Odd(n) /\ Odd(m) => Odd(n * m) BY DEF Odd
THEOREM Induction == ASSUME f \in [Nat -> Nat], f[0] = 100, \A n \in Nat : f[n + 1] = f[n] + 1
                     PROVE f[150] = 250 OBVIOUS
THEOREM Pigeons == ASSUME NEW g \in [1..6 -> 1..5] PROVE \E i, j \in 1..6 : i # j /\ g[i] = g[j] OBVIOUS
THEOREM Tails == \A s \in Seq(Int) : Len(s) > 6 => Len(Tail(Tail(s))) > 4 OBVIOUS
THEOREM Congruent == ASSUME NEW a \in Int, NEW b \in Int, a = b + 90, b = a - 90, Op(a) = 77
                     PROVE Op(b + 90) = 77 OBVIOUS
THEOREM Chosen == \A n \in Nat : n > 300 => (CHOOSE m \in Nat : m > n) > 300 OBVIOUS
====
"""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Obligation]:
    return obligations(FALSE, tmp_path_factory.mktemp("large"))


@pytest.fixture(scope="module")
def holds(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Obligation]:
    return obligations(TRUE, tmp_path_factory.mktemp("holds"))


def obligations(text: str, folder: Path) -> dict[str, Obligation]:
    path = folder / f"{text.split()[2]}.tla"
    path.write_text(text.lstrip(), encoding="utf-8")
    program = load_module(path)
    return {t.name: t.obligations[0] for t in obligations_of(program.main, program)}


def names(text: str) -> list[str]:
    return [line.split()[1] for line in text.split("\n") if line.startswith("THEOREM")]


def confirmed(about: Obligation, found: Counterexample, meaning: Interpretation) -> bool:
    stated = [h.statement for h in about.hypotheses if isinstance(h.statement, Term)]
    return truth(about.goal, meaning) is False and all(truth(s, meaning) is True for s in stated)


def values(found: Counterexample) -> dict[str, str]:
    out = {s.name: show_value(v) for s, v in {**found.constants, **found.state}.items()}
    return out | {f"{s.name}'": show_value(v) for s, v in found.next_state.items()}


@pytest.mark.parametrize("name", names(FALSE))
def test_what_no_small_scope_refutes_a_model_does(large: Mapping[str, Obligation], name: str) -> None:
    about = large[name]
    assert find_counterexample(about, candidates=0) is None
    found = find_counterexample(about)
    assert found is not None
    assert confirmed(about, found, interpretation_of(found, about))
    again = find_counterexample(about)
    assert again is not None
    assert values(again) == values(found)
    assert all(len(line) <= 80 for line in counterexample_lines(about, found))


def test_the_workers_quick_search_finds_them_too(large: Mapping[str, Obligation]) -> None:
    for about in large.values():
        found = refute(about)
        assert found is not None
        assert confirmed(about, found.counterexample, interpretation_of(found.counterexample, about))


def test_the_values_are_those_that_the_goal_needs(large: Mapping[str, Obligation]) -> None:
    def found(name: str) -> dict[str, str]:
        counterexample = find_counterexample(large[name])
        assert counterexample is not None
        return values(counterexample)

    assert found("Element")["s"] == "<<0, 0, 100, 0, 0>>"
    assert found("Numbers")["T"] == "{50, 70}"
    assert found("DebtKept")["y'"].startswith("-3")
    assert " 940" in found("ClocksKept")["clock"]
    assert len(found("Elements")["S"].split(",")) == 4


def test_what_the_goal_quantifies_is_told(large: Mapping[str, Obligation]) -> None:
    for name, said in (("Square", "k = 17"), ("Sequences", "s = <<0, "), ("Functions", "f = (S1 :> ")):
        found = find_counterexample(large[name])
        assert found is not None
        assert f"at {said}" in "\n".join(counterexample_lines(large[name], found))


@pytest.mark.parametrize("name", names(TRUE))
def test_a_model_that_the_evaluator_rejects_is_none(holds: Mapping[str, Obligation], name: str) -> None:
    assert find_counterexample(holds[name]) is None
    assert refute(holds[name]) is None
