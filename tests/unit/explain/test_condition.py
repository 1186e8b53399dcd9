"""The condition behind counterexamples, against conditions that were derived by hand."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from tlaverify.explain.condition import Condition, find_condition
from tlaverify.explain.condition_text import condition_lines, condition_object
from tlaverify.explain.counterexample import find_counterexample
from tlaverify.explain.focus import focus
from tlaverify.kernel.sequent import Obligation
from tlaverify.obligations.generate import obligations_of
from tlaverify.schedule.options import Options
from tlaverify.schedule.run import run
from tlaverify.semantics.load import load_module
from tlaverify.semantics.printing import show

ROOT = Path(__file__).parents[3]

MODULE = """
---- MODULE Cases ----
EXTENDS Integers
CONSTANTS Acceptors, Start
ASSUME StartIsInt == Start \\in Int
VARIABLES count, bal, maxBal, set, leader, sent

(* 1: one step below the bound *)
Above == count \\in Int /\\ count >= Start
Down == count' = count - 1
THEOREM Counting == Above /\\ Down => Above' BY StartIsInt DEF Above, Down

(* 2: a ballot that is not looked at before it is taken *)
Typed == maxBal \\in [Acceptors -> Nat]
Take(a) == \\E b \\in Nat : maxBal' = [maxBal EXCEPT ![a] = b]
Grows == \\A x \\in Acceptors : maxBal'[x] >= maxBal[x]
THEOREM Growing == Typed /\\ (\\E a \\in Acceptors : Take(a)) => Grows BY DEF Typed, Take, Grows

(* 3: more than there is *)
Funds == bal \\in Nat
Withdraw(k) == bal' = bal - k
THEOREM Paying == Funds /\\ (\\E k \\in Nat : Withdraw(k)) => Funds' BY DEF Funds, Withdraw

(* 4: the leader may leave *)
Led == set \\subseteq Acceptors /\\ leader \\in set
Leave(p) == set' = set \\ {p} /\\ leader' = leader
THEOREM Leaving == Led /\\ (\\E p \\in set : Leave(p)) => Led' BY DEF Led, Leave

(* 5: a message that promises too much *)
Messages == [bal : Nat, acc : Acceptors]
Kept == Typed /\\ sent \\in SUBSET Messages /\\ \\A m \\in sent : m.bal <= maxBal[m.acc]
Forget(a) == maxBal' = [maxBal EXCEPT ![a] = 0] /\\ sent' = sent
THEOREM Forgetting == Kept /\\ (\\E a \\in Acceptors : Forget(a)) => Kept'
  BY DEF Kept, Forget, Typed, Messages

(* 6: two cases, of which the counterexample is about one *)
Even == count \\in 0..3 /\\ count # 2
Either == count' = count + 1 \\/ count' = 0
THEOREM Skipping == Even /\\ Either => Even' BY DEF Even, Either

(* none: it always fails *)
THEOREM Always == Funds /\\ bal' = -1 => Funds' BY DEF Funds

(* none: what could be said is what the goal says *)
THEOREM Told == ASSUME NEW x \\in Int, NEW y \\in Int PROVE x < y OBVIOUS

(* none: nothing fails where it may be looked for *)
THEOREM Fine == Funds => bal >= 0 BY DEF Funds
====
"""


def prover(obligations: Sequence[Obligation]) -> list[bool]:
    return [r.proved for r in run(list(obligations), Options(jobs=1, budget=0.5)).results]


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Obligation]:
    path = tmp_path_factory.mktemp("cases") / "Cases.tla"
    path.write_text(MODULE.lstrip(), encoding="utf-8")
    program = load_module(path)
    return {t.name: o for t in obligations_of(program.main, program) for o in t.obligations}


def condition_of(obligation: Obligation, ask: object = prover) -> Condition | None:
    found = find_counterexample(obligation)
    assert found is not None
    assert callable(ask)
    return find_condition(obligation, found, ask)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # count - 1 >= Start fails, where count >= Start, just for count = Start
        ("Counting", {"Start = count", "count = Start"}),
        # only a's entry changes, to b
        ("Growing", {"a = x /\\ b < maxBal[a]", "a = x /\\ b < maxBal[x]", "x = a /\\ b < maxBal[a]"}),
        ("Paying", {"bal < k"}),
        ("Leaving", {"p = leader", "leader = p"}),
        # m is about a, and its ballot is not 0 (m.bal <= maxBal[m.acc] held)
        ("Forgetting", {"a = m.acc /\\ m.bal # 0", "m.bal # 0 /\\ a = m.acc", "a = m.acc /\\ 0 < m.bal"}),
    ],
)
def test_it_is_what_one_derives_by_hand(name: str, expected: set[str], cases: dict[str, Obligation]) -> None:
    condition = condition_of(cases[name])
    assert condition is not None
    assert conjuncts_in(show(condition.formula)) in [conjuncts_in(e) for e in expected]
    assert condition.exact


def test_the_disjunct_of_the_counterexample_is_the_case(cases: dict[str, Obligation]) -> None:
    # count' = count + 1 leads to 2 (count' = 0 is harmless); that it leads to 4 is another conjunct's case
    condition = condition_of(cases["Skipping"])
    assert condition is not None
    assert show(condition.formula) == "count = 1"
    assert [show(s) for s in condition.case.steps] == ["count' = count + 1"]


@pytest.mark.parametrize("name", ["Always", "Told"])
def test_none_is_offered_where_there_is_none(name: str, cases: dict[str, Obligation]) -> None:
    assert condition_of(cases[name]) is None


def test_none_is_offered_that_the_prover_does_not_confirm(cases: dict[str, Obligation]) -> None:
    asked: list[str] = []

    def refuses(obligations: Sequence[Obligation]) -> list[bool]:
        asked.extend(o.id for o in obligations)
        return [False for _ in obligations]

    assert condition_of(cases["Counting"], refuses) is None
    assert asked


def test_one_that_is_not_exact_is_said_to_hold_only_then(cases: dict[str, Obligation]) -> None:
    def one_way(obligations: Sequence[Obligation]) -> list[bool]:
        return [o.id.endswith("/suffices") for o in obligations]

    condition = condition_of(cases["Counting"], one_way)
    assert condition is not None and not condition.exact
    assert "breaks Above only when" in " ".join(" ".join(condition_lines(condition, 80)).split())


def test_what_is_asked_of_the_prover(cases: dict[str, Obligation]) -> None:
    """The negation is one hypothesis more and nothing else differs from the case."""
    seen: list[Obligation] = []

    def listens(obligations: Sequence[Obligation]) -> list[bool]:
        seen.extend(obligations)
        return [o.id.endswith("/suffices") for o in obligations]

    condition = condition_of(cases["Paying"], listens)
    assert condition is not None
    case = condition.case.obligation
    suffices = next(o for o in seen if o.id.endswith("/suffices"))
    assert suffices.goal == case.goal
    assert [h.statement for h in suffices.hypotheses] == [
        *(h.statement for h in case.hypotheses), condition.negated
    ]


def test_the_case_names_what_the_quantifiers_bind(cases: dict[str, Obligation]) -> None:
    found = find_counterexample(cases["Forgetting"])
    assert found is not None
    case = focus(cases["Forgetting"], found)
    assert case.action is not None and show(case.action) == "Forget(a)"
    assert [s.name for s, _ in case.of_action] == ["a"]
    assert [s.name for s, _ in case.of_goal] == ["m"]
    assert show(case.obligation.goal) == "(m.bal <= maxBal[m.acc])'"


def test_words_and_json(cases: dict[str, Obligation]) -> None:
    condition = condition_of(cases["Forgetting"])
    assert condition is not None
    for width in (50, 60, 80):
        assert max(map(len, condition_lines(condition, width))) <= width
    text = " ".join(" ".join(condition_lines(condition, 80)).split())
    assert text.startswith("when it fails Forget(a) breaks Kept for m exactly when")
    assert text.endswith("(the prover confirms it; the guard of Forget, or the invariant, is to rule it out)")
    found = condition_object(condition)
    assert found["exact"] is True and found["action"] == "Forget(a)"
    assert [(c["name"], c["of"]) for c in found["constants"]] == [("a", "action"), ("m", "goal")]
    assert "was found" in " ".join(condition_lines(None, 80))


def conjuncts_in(text: str) -> frozenset[str]:
    return frozenset(text.split(" /\\ "))


def mutant(system: str, name: str, module: str, theorem: str, folder: Path) -> Obligation:
    edits = tomllib.loads((ROOT / f"tests/data/mutants/{system}.toml").read_text(encoding="utf-8"))["mutant"]
    edit = next(m for m in edits if m["id"] == name)
    for path in (ROOT / "specs" / system).glob("*.tla"):
        text = path.read_text(encoding="utf-8")
        if edit.get("file", path.stem) == path.stem:
            text = text.replace(edit["find"], edit["replace"])
        (folder / path.name).write_text(text, encoding="utf-8")
    program = load_module(folder / f"{module}.tla")
    return next(
        o for t in obligations_of(program.main, program) for o in t.obligations
        if o.id == f"{module}!{theorem}/goal"
    )


@pytest.mark.parametrize(
    ("system", "name", "module", "theorem", "expected"),
    [
        # a votes in m's ballot, though its promise m_1 said that it had not voted there and would not
        ("paxos", "phase2b-no-guard", "PaxosHistVarAuto", "Inductive",
         {"a = m_1.acc /\\ b = m.bal /\\ v = m.val"}),
        # a vote that is not the last is reported: m_1 leaves out one that was cast
        ("paxos", "last-voted-any", "PaxosHistVarAuto", "Inductive",
         {"VotedForIn(m_1.acc, v, b)", "VotedForIn(a, v, b)"}),
        # i takes the very ticket that it read of another process
        ("bakery", "atomic-ticket-not-greater", "BakeryDeconstructedAtomicProof", "Invariance!<1>2!<2>2",
         {"n = localNum[j][i_1] /\\ j = i", "n = localNum[i][i_1] /\\ j = i"}),
        # L does not wait for its sub-processes
        ("bakery", "atomic-l-no-wait", "BakeryDeconstructedAtomicProof", "Synchronization!<1>2!<2>3",
         {"i_1 = i /\\ ~(\\A j \\in OtherProcs(i_1) : pc[i_1, j] = \"ch\")",
          "i_1 = i /\\ ~(\\A j \\in OtherProcs(i) : pc[i, j] = \"ch\")"}),
    ],
    ids=lambda v: v if isinstance(v, str) and "-" in v else "",
)
def test_mutants(
    system: str, name: str, module: str, theorem: str, expected: set[str], tmp_path: Path
) -> None:
    condition = condition_of(mutant(system, name, module, theorem, tmp_path))
    assert condition is not None
    assert condition.exact
    # the order of conjuncts means nothing
    assert conjuncts_in(show(condition.formula, 1000)) in [conjuncts_in(e) for e in expected]


def test_where_none_is_exact_it_is_told_when_alone_it_fails(tmp_path: Path) -> None:
    """Two values are chosen by quorums that do not meet; whether the values differ is the goal itself."""
    step = "Consistent!<1>1!<2>2!<3>QED"
    condition = condition_of(mutant("paxos", "quorums-disjoint", "PaxosHistVar", step, tmp_path))
    assert condition is not None
    assert show(condition.formula) in ("Q1 \\cap Q2 = {}", "Q2 \\cap Q1 = {}")
    assert not condition.exact
