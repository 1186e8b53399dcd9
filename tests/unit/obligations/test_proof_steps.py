"""Each construct of the proof language: what is to be proved, and what may be used.

Facts are compared as printed TLA+.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tlaverify.kernel.diagnostic import DiagnosticError
from tlaverify.kernel.sequent import New, Obligation, Sequent
from tlaverify.kernel.term import Term
from tlaverify.obligations.prepare import prepare
from tlaverify.semantics.printing import show

Make = Callable[..., Any]

HEAD = """
CONSTANTS S, T, P(_), Q(_), A, B, C
VARIABLES x, y
"""


def text(statement: Term | Sequent) -> str:
    if isinstance(statement, Term):
        return show(statement)
    parts = []
    for e in statement.context:
        if isinstance(e, New):
            parts.append(f"NEW {e.symbol.name}" + (f" \\in {show(e.domain)}" if e.domain is not None else ""))
        else:
            parts.append(text(e))
    return f"ASSUME {', '.join(parts)} PROVE {show(statement.goal)}"


def facts(o: Obligation) -> list[str]:
    return [text(h.statement) for h in o.hypotheses]


def goal(o: Obligation) -> str:
    return show(o.goal)


def names(o: Obligation) -> set[str]:
    return {s.name for s in o.visible}


# ------------------------------------------------------------------ leaf proofs


def test_obvious_by_and_omitted(proofs: Make) -> None:
    p = proofs(HEAD + """
ASSUME Ax == A = B
THEOREM T1 == A = B BY Ax
THEOREM T2 == A = B OBVIOUS
THEOREM T3 == A = B OMITTED
THEOREM T4 == A = B
THEOREM A = B BY T1, T2
""")
    assert p.names == ["T1/goal", "T2/goal", "T3/goal", "T4/goal", "line 11/goal"]
    assert facts(p["T1/goal"]) == ["A = B"] and p["T1/goal"].rests_on == ("Ax",)
    assert facts(p["T2/goal"]) == []
    assert p["T3/goal"].omitted and p["T4/goal"].omitted and not p["T2/goal"].omitted
    assert p["line 11/goal"].rests_on == ("T1", "T2")


def test_definitions_are_hidden_unless_cited(proofs: Make) -> None:
    p = proofs(HEAD + """
D == A
E == D
THEOREM T1 == E = A OBVIOUS
THEOREM T2 == E = A BY DEF E
THEOREM T3 == E = A
  <1> USE DEF E
  <1>1 E = A BY DEF D
  <1>2 E = D OBVIOUS
  <1>3 HIDE DEF E
  <1>4 QED OBVIOUS
""")
    assert names(p["T1/goal"]) == set()
    assert names(p["T2/goal"]) == {"E"}
    assert names(p["T3!<1>1/goal"]) == {"D", "E"}
    assert names(p["T3!<1>2/goal"]) == {"E"}
    assert names(p["T3!<1>QED/goal"]) == set()


def test_module_level_use_and_hide(proofs: Make) -> None:
    p = proofs(HEAD + """
D == A
ASSUME Ax == A = B
THEOREM T0 == TRUE OBVIOUS
USE Ax DEF D
THEOREM T1 == TRUE OBVIOUS
HIDE Ax DEF D
THEOREM T2 == TRUE OBVIOUS
""")
    assert facts(p["T0/goal"]) == [] and names(p["T0/goal"]) == set()
    assert facts(p["T1/goal"]) == ["A = B"] and names(p["T1/goal"]) == {"D"}
    assert facts(p["T2/goal"]) == [] and names(p["T2/goal"]) == set()


def test_use_of_an_extended_module_does_not_leak(proofs: Make) -> None:
    p = proofs(
        "EXTENDS N\nTHEOREM T1 == TRUE OBVIOUS\nTHEOREM T2 == TRUE BY Ax DEF D",
        N="CONSTANTS A, B\nD == A\nASSUME Ax == A = B\nUSE Ax DEF D",
    )
    assert facts(p["T1/goal"]) == [] and names(p["T1/goal"]) == set()
    assert facts(p["T2/goal"]) == ["A = B"] and names(p["T2/goal"]) == {"D"}


def test_unnamed_assumption_is_never_usable(proofs: Make) -> None:
    p = proofs(HEAD + "ASSUME A = B\nTHEOREM T1 == A = B OBVIOUS")
    assert facts(p["T1/goal"]) == []


def test_raw_facts_are_obligations_that_see_what_is_before_them(proofs: Make) -> None:
    p = proofs(HEAD + """
ASSUME Ax == A = B
THEOREM T1 == C = C BY A # B, Ax, B = A
""")
    assert p.names == ["T1/fact1", "T1/fact3", "T1/goal"]
    assert facts(p["T1/fact1"]) == [] and p["T1/fact1"].kind == "fact"
    assert len(facts(p["T1/fact3"])) == 2
    assert len(facts(p["T1/goal"])) == 3


def test_raw_facts_of_a_module_level_use(proofs: Make) -> None:
    p = proofs(HEAD + "USE A = A\nTHEOREM T1 == TRUE OBVIOUS")
    assert [o.goal and show(o.goal) for o in p.all.values()] == ["A = A", "TRUE"]
    assert facts(p["T1/goal"]) == ["A = A"]


def test_by_only_forgets_all_but_domains(proofs: Make) -> None:
    p = proofs(HEAD + """
THEOREM T1 == ASSUME NEW n \\in S, P(n), Q(n) PROVE P(n)
  <1>1 P(n) OBVIOUS
  <1>2 QED BY ONLY <1>1
""")
    assert facts(p["T1!<1>1/goal"]) == ["n \\in S", "P(n)", "Q(n)"]
    assert facts(p["T1!<1>QED/goal"]) == ["n \\in S", "P(n)"]


def test_backends_are_no_facts(proofs: Make) -> None:
    p = proofs("EXTENDS TLAPS\nTHEOREM T1 == TRUE BY PTL\nTHEOREM T2 == TRUE BY SMTT(30), Zenon")
    assert p["T1/goal"].backends == {"ptl"} and facts(p["T1/goal"]) == []
    assert p["T2/goal"].backends == {"smt", "zenon"}


# ------------------------------------------------------------------- assertions


def test_assumptions_of_a_named_step_need_citing(proofs: Make) -> None:
    p = proofs(HEAD + """
THEOREM T1 == \\A n \\in S : P(n) => Q(n)
  <1>1 ASSUME NEW n \\in S, P(n) PROVE Q(n)
    <2>1 Q(n) OBVIOUS
    <2>2 Q(n) BY <1>1
    <2>3 QED BY <2>1
  <1>2 Q(A) OBVIOUS
  <1>3 QED BY <1>1
""")
    assert facts(p["T1!<1>1!<2>1/goal"]) == ["n \\in S"]
    assert facts(p["T1!<1>1!<2>2/goal"]) == ["n \\in S", "P(n)"]
    assert facts(p["T1!<1>1!<2>QED/goal"]) == ["n \\in S", "Q(n)"]
    assert facts(p["T1!<1>2/goal"]) == []
    assert facts(p["T1!<1>QED/goal"]) == ["ASSUME NEW n \\in S, P(n) PROVE Q(n)"]


def test_assumptions_of_an_unnamed_step_are_usable(proofs: Make) -> None:
    p = proofs(HEAD + """
THEOREM T1 == P(A) => Q(A)
  <1> ASSUME P(A) PROVE Q(A)
    OBVIOUS
  <1> QED OBVIOUS
""")
    assert facts(p["T1!<1>#1/goal"]) == ["P(A)"]
    assert facts(p["T1!<1>QED/goal"]) == ["ASSUME P(A) PROVE Q(A)"]


def test_nested_assume_prove(proofs: Make) -> None:
    p = proofs(HEAD + """
THEOREM T1 == ASSUME ASSUME NEW n, P(n) PROVE Q(n) PROVE P(A) => Q(A) OBVIOUS
""")
    assert facts(p["T1/goal"]) == ["ASSUME NEW n, P(n) PROVE Q(n)"]


def test_case(proofs: Make) -> None:
    p = proofs(HEAD + """
THEOREM T1 == Q(A)
  <1>1 CASE P(A)
    BY <1>1
  <1>2 CASE ~P(A) OBVIOUS
  <1> CASE C OBVIOUS
  <1> QED BY <1>1, <1>2
""")
    assert facts(p["T1!<1>1/goal"]) == ["P(A)"] and goal(p["T1!<1>1/goal"]) == "Q(A)"
    assert facts(p["T1!<1>2/goal"]) == []
    assert facts(p["T1!<1>#3/goal"]) == ["C"]
    assert len(facts(p["T1!<1>QED/goal"])) == 3


def test_suffices(proofs: Make) -> None:
    p = proofs(HEAD + """
THEOREM T1 == \\A n \\in S : P(n) => Q(n)
  <1>1 SUFFICES ASSUME NEW n \\in S, P(n) PROVE Q(n)
    OBVIOUS
  <1>2 Q(n) OBVIOUS
  <1>3 QED BY <1>1
THEOREM T2 == Q(A)
  <1> SUFFICES P(A) OBVIOUS
  <1> SUFFICES ASSUME C PROVE B OBVIOUS
  <1> QED OBVIOUS
""")
    o = p["T1!<1>1/goal"]
    assert o.kind == "suffices" and facts(o) == ["ASSUME NEW n \\in S, P(n) PROVE Q(n)"]
    assert goal(o).startswith("\\A n")
    assert facts(p["T1!<1>2/goal"]) == ["n \\in S"]
    assert facts(p["T1!<1>QED/goal"]) == ["n \\in S", "P(n)"] and goal(p["T1!<1>QED/goal"]) == "Q(n)"
    assert facts(p["T2!<1>#1/goal"]) == ["P(A)"] and goal(p["T2!<1>#1/goal"]) == "Q(A)"
    assert facts(p["T2!<1>#2/goal"]) == ["ASSUME C PROVE B"] and goal(p["T2!<1>#2/goal"]) == "P(A)"
    assert facts(p["T2!<1>QED/goal"]) == ["C"] and goal(p["T2!<1>QED/goal"]) == "B"


def test_pick(proofs: Make) -> None:
    p = proofs(HEAD + """
THEOREM T1 == C
  <1>1 PICK n \\in S, m \\in T : P(n) /\\ Q(m)
    OBVIOUS
  <1>2 C OBVIOUS
  <1>3 C BY <1>1
  <1> PICK k : P(k) OBVIOUS
  <1> QED OBVIOUS
""")
    assert p["T1!<1>1/pick"].kind == "pick" and goal(p["T1!<1>1/pick"]).startswith("\\E n")
    assert facts(p["T1!<1>2/goal"]) == ["n \\in S", "m \\in T"]
    assert facts(p["T1!<1>3/goal"]) == ["n \\in S", "m \\in T", "P(n) /\\ Q(m)"]
    assert facts(p["T1!<1>#4/pick"]) == ["n \\in S", "m \\in T"]
    assert facts(p["T1!<1>QED/goal"]) == ["n \\in S", "m \\in T", "P(k)"]


def test_take(proofs: Make) -> None:
    p = proofs(HEAD + """
D == \\A n \\in S, m \\in S : P(n) => Q(m)
THEOREM T1 == D
  <1>1 TAKE n \\in S, k \\in T
  <1>2 HAVE P(n)
  <1>3 QED BY <1>2
""")
    assert p.names == ["T1!<1>1/domain", "T1!<1>2/have", "T1!<1>QED/goal"]
    assert goal(p["T1!<1>1/domain"]) == "S \\subseteq T"
    assert goal(p["T1!<1>QED/goal"]) == "Q(k)"
    assert facts(p["T1!<1>QED/goal"]) == ["n \\in S", "k \\in T", "P(n)"]
    assert "P(n)" in facts(p["T1!<1>2/have"]) and goal(p["T1!<1>2/have"]) == "P(n)"


def test_witness(proofs: Make) -> None:
    p = proofs(HEAD + """
THEOREM T1 == \\E n \\in S : \\E m : P(n) /\\ Q(m)
  <1>1 WITNESS A \\in T
  <1>2 WITNESS B
  <1>3 QED OBVIOUS
""")
    assert p.names == ["T1!<1>1/domain", "T1!<1>1/domain2", "T1!<1>QED/goal"]
    assert goal(p["T1!<1>1/domain"]) == "A \\in T"
    assert goal(p["T1!<1>1/domain2"]) == "T \\subseteq S"
    assert goal(p["T1!<1>QED/goal"]) == "P(A) /\\ Q(B)"


def test_witness_is_not_put_under_a_prime(proofs: Make) -> None:
    p = proofs(HEAD + """
THEOREM T1 == \\E n : x' = n /\\ n' = n
  <1> WITNESS y
  <1> QED OBVIOUS
""")
    o = p["T1!<1>QED/goal"]
    assert goal(o) != "x' = y /\\ y' = y"
    assert facts(o) == ["n = y"] and goal(o) == "x' = n /\\ n' = n"


@pytest.mark.parametrize(
    "step", ["HAVE P(A)", "TAKE n \\in S", "TAKE n", "WITNESS A", "WITNESS A \\in S"],
)
def test_step_that_does_not_fit_its_goal(proofs: Make, step: str) -> None:
    with pytest.raises(DiagnosticError) as error:
        proofs(HEAD + f"THEOREM T1 == A = B\n  <1> {step}\n  <1> QED OBVIOUS")
    assert error.value.diagnostics[0].code == "proof-goal"


# ---------------------------------------------------------------- USE, DEFINE, names


def test_use_and_hide_steps(proofs: Make) -> None:
    p = proofs(HEAD + """
THEOREM T1 == C
  <1>1 P(A) OBVIOUS
  <1>2 USE <1>1
  <1>3 C OBVIOUS
  <1>4 HIDE <1>1
  <1>5 C OBVIOUS
  <1> QED BY <1>5
""")
    assert facts(p["T1!<1>3/goal"]) == ["P(A)"]
    assert facts(p["T1!<1>5/goal"]) == []


def test_use_in_a_subproof_does_not_leak(proofs: Make) -> None:
    p = proofs(HEAD + """
D == A
THEOREM T1 == C
  <1>1 P(A)
    <2> USE P(B) DEF D
    <2> QED OBVIOUS
  <1>2 QED OBVIOUS
""")
    assert facts(p["T1!<1>1!<2>QED/goal"]) == ["P(B)"]
    assert facts(p["T1!<1>QED/goal"]) == [] and names(p["T1!<1>QED/goal"]) == set()


def test_define_is_visible_until_hidden(proofs: Make) -> None:
    p = proofs(HEAD + """
THEOREM T1 == C
  <1> DEFINE F(n) == P(n)
  <1>1 F(A) OBVIOUS
  <1> HIDE DEF F
  <1>2 F(A) BY <1>1
  <1> QED OBVIOUS
""")
    assert names(p["T1!<1>1/goal"]) == {"F"}
    assert names(p["T1!<1>2/goal"]) == set()


def test_step_names_of_another_branch_are_unknown(proofs: Make) -> None:
    with pytest.raises(DiagnosticError):
        proofs(HEAD + """
THEOREM T1 == C
  <1>1 P(A)
    <2>1 P(A) OBVIOUS
    <2>2 QED BY <2>1
  <1>2 QED BY <2>1
""")


@pytest.mark.parametrize("cited", ["Nothing", "T1", "T2", "<1>1"])
def test_unknown_facts(proofs: Make, cited: str) -> None:
    """Unknown, the theorem itself, one that is stated later, a step that is not there."""
    with pytest.raises(DiagnosticError):
        proofs(HEAD + f"THEOREM T1 == C BY {cited}\nTHEOREM T2 == C BY T1")


def test_unknown_definition_and_all_errors_at_once(proofs: Make) -> None:
    with pytest.raises(DiagnosticError) as error:
        proofs(HEAD + "THEOREM T1 == C BY DEF Nothing\nTHEOREM T2 == C BY Nothing2")
    assert len(error.value.diagnostics) == 2


def test_ids_of_nested_and_unnamed_steps(proofs: Make) -> None:
    p = proofs(HEAD + """
THEOREM T1 == C
  <1>a C
    <2> C OBVIOUS
    <2> C OBVIOUS
    <2> QED OBVIOUS
  <1>b. QED BY <1>a
""")
    assert p.names == ["T1!<1>a!<2>#1/goal", "T1!<1>a!<2>#2/goal", "T1!<1>a!<2>QED/goal", "T1!<1>QED/goal"]


def test_step_without_proof_is_omitted(proofs: Make) -> None:
    p = proofs(HEAD + "THEOREM T1 == C\n  <1>1 C\n  <1>2 QED BY <1>1")
    assert p["T1!<1>1/goal"].omitted and not p["T1!<1>QED/goal"].omitted


def test_subexpression_of_a_step_is_a_raw_fact(proofs: Make) -> None:
    p = proofs(HEAD + """
THEOREM T1 == ASSUME P(A) /\\ Q(A) PROVE P(A)
  <1>1 P(A) /\\ Q(A) OBVIOUS
  <1>2 QED BY <1>1, <1>1!2
""")
    assert goal(p["T1!<1>QED/fact2"]) == "Q(A)"


def test_at_sign_is_the_right_side_of_the_step_before(proofs: Make) -> None:
    p = proofs(HEAD + """
THEOREM T1 == A = C
  <1>1 A = B OBVIOUS
  <1>2 @ = C OBVIOUS
  <1>3 QED BY <1>1, <1>2
""")
    assert goal(p["T1!<1>2/goal"]) == "B = C"


def test_hidden_assumption_cited_word_by_word(proofs: Make) -> None:
    p = proofs(HEAD + """
THEOREM T1 == C
  <1>1 ASSUME P(A) PROVE Q(A)
    <2>1 QED BY P(A)
  <1>2 QED OBVIOUS
""")
    assert facts(p["T1!<1>1!<2>QED/fact1"]) == ["P(A)"]
    assert facts(p["T1!<1>1!<2>QED/goal"]) == ["P(A)"]


def test_theorem_of_an_instance_comes_under_its_assumptions(proofs: Make) -> None:
    p = proofs(
        HEAD + "I == INSTANCE N WITH K <- A\nTHEOREM T1 == C BY I!Thm",
        N="CONSTANT K\nASSUME KAx == K = 1\nTHEOREM Thm == K # 2 OBVIOUS",
    )
    (fact,) = facts(p["T1/goal"])
    assert "A = 1" in fact and "A" in fact.split("=>")[1]


def test_assumption_of_an_instance_is_no_fact(proofs: Make) -> None:
    p = proofs(
        HEAD + "I == INSTANCE N WITH K <- A\nTHEOREM T1 == C BY I!KAx",
        N="CONSTANT K\nASSUME KAx == K = 1",
    )
    assert facts(p["T1/fact1"]) == []


# ------------------------------------------------------------------------- boxing


def boxable(o: Obligation) -> dict[str, bool]:
    return {text(h.statement): h.boxable for h in o.hypotheses}


def test_what_may_be_boxed(proofs: Make) -> None:
    p = proofs(HEAD + """
Inv == x \\in S
THEOREM Lem == Inv OBVIOUS
THEOREM T1 == ASSUME [](x = A), B PROVE C
  <1>1 x = A OBVIOUS
  <1>2 ASSUME y = A PROVE y = B
    <2>1 y = C OBVIOUS
    <2>2 QED BY <1>2, <2>1, Lem, <1>1
  <1>3 QED BY <1>1, <1>2
""")
    inner = boxable(p["T1!<1>2!<2>QED/goal"])
    assert inner["y = A"] is False and inner["y = C"] is False
    assert inner["x = A"] is True and inner["B"] is True and inner["Inv"] is True
    outer = boxable(p["T1!<1>QED/goal"])
    assert all(outer.values())


def test_state_assumption_stops_boxing(proofs: Make) -> None:
    p = proofs(HEAD + """
THEOREM T1 == ASSUME x = A PROVE C
  <1>1 y = B OBVIOUS
  <1>2 A = B OBVIOUS
  <1> PICK n \\in {x} : TRUE OBVIOUS
  <1>3 QED BY <1>1, <1>2
""")
    found = boxable(p["T1!<1>QED/goal"])
    assert found["x = A"] is False and found["y = B"] is False and found["n \\in {x}"] is False
    assert found["A = B"] is True


def test_name_of_a_theorem_as_a_formula_is_expanded(proofs: Make) -> None:
    p = proofs(HEAD + "THEOREM T1 == A = B OBVIOUS\nTHEOREM T2 == T1 BY T1")
    assert names(p["T1/goal"]) == set() and names(p["T2/goal"]) == {"T1"} and goal(p["T2/goal"]) == "T1"
    assert show(prepare(p["T2/goal"]).goal) == "A = B"


def test_witness_may_rest_on_a_step_word_by_word(proofs: Make) -> None:
    p = proofs(HEAD + """
THEOREM T1 == \\E n \\in S : P(n)
  <1>1 A \\in S OBVIOUS
  <1>2 WITNESS A \\in S
  <1>3 QED OBVIOUS
""")
    assert facts(p["T1!<1>2/domain"]) == ["A \\in S"] and facts(p["T1!<1>QED/goal"]) == []
