"""What reaches a proof from around it, and what must not: tuples, instances, nested modules, binders."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tlaverify.kernel.diagnostic import DiagnosticError
from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.term import Kind, Term
from tlaverify.obligations.prepare import prepare
from tlaverify.semantics.printing import show

Make = Callable[..., Any]

HEAD = """
CONSTANTS S, T, P(_), Q(_), A, B, C
VARIABLES x, y
"""


def facts(o: Obligation) -> list[str]:
    return [show(h.statement) for h in o.hypotheses if isinstance(h.statement, Term)]


def prepared(o: Obligation) -> tuple[list[str], str]:
    out = prepare(o)
    return [show(h) for h in out.hypotheses], show(out.goal)


def test_take_and_pick_tuples(proofs: Make) -> None:
    p = proofs(HEAD + """
THEOREM T1 == \\A <<a, b>> \\in S : P(a)
  <1>1 TAKE <<a, b>> \\in S
  <1>2 PICK <<c, d>> \\in T : Q(c) OBVIOUS
  <1>3 QED BY <1>2
""")
    o = p["T1!<1>QED/goal"]
    assert facts(o) == ["<<a, b>> \\in S", "<<c, d>> \\in T", "Q(c)"] and show(o.goal) == "P(a)"


def test_take_of_a_product_splits_into_its_factors(proofs: Make) -> None:
    p = proofs(HEAD + """
THEOREM T1 == \\A <<a, b>> \\in S \\X T : P(a)
  <1>1 TAKE <<a, b>> \\in S \\X T
  <1>2 QED OBVIOUS
""")
    assert facts(p["T1!<1>QED/goal"]) == ["a \\in S", "b \\in T"]


def test_take_under_a_prime(proofs: Make) -> None:
    p = proofs(HEAD + """
Inv == \\A n \\in x : n = y
THEOREM T1 == Inv'
  <1> TAKE n \\in x'
  <1> QED OBVIOUS
""")
    assert prepared(p["T1!<1>QED/goal"]) == (["n \\in x'"], "n = y'")


def test_picked_value_is_rigid(proofs: Make) -> None:
    """``PICK n : n = x`` does not give ``n = x'``."""
    p = proofs(HEAD + """
THEOREM T1 == A = A
  <1>1 PICK n : n = x OBVIOUS
  <1>2 (n = x)' BY <1>1
  <1>3 QED OBVIOUS
""")
    assert prepared(p["T1!<1>2/goal"]) == (["n = x"], "n = x'")


def test_prime_does_not_enter_a_hidden_definition(proofs: Make) -> None:
    p = proofs(HEAD + """
D(n) == n = x
E(n) == n = A
THEOREM T1 == D(y)' /\\ E(y)' BY D(y), E(y')
""")
    hypotheses, goal = prepared(p["T1/goal"])
    assert goal == "D'(y') /\\ E(y')" and hypotheses == ["D(y)", "E(y')"]


def test_hidden_definition_of_an_instance(proofs: Make) -> None:
    p = proofs(
        HEAD + "I == INSTANCE N WITH K <- A\nTHEOREM T1 == I!D = A OBVIOUS\nTHEOREM T2 == I!D = A BY DEF I!D",
        N="CONSTANT K\nD == K",
    )
    assert prepared(p["T1/goal"])[1] == "I!D = A" and prepared(p["T2/goal"])[1] == "A = A"


def test_theorem_of_a_parameterised_instance(proofs: Make) -> None:
    p = proofs(
        HEAD + "I(k) == INSTANCE N WITH K <- k\nTHEOREM T1 == A = A BY I(B)!Thm",
        N="CONSTANT K\nASSUME K = 1\nTHEOREM Thm == K # 2 OBVIOUS",
    )
    assert facts(p["T1/goal"]) == ["B = 1 => B # 2"]


def test_instance_inside_a_proof(proofs: Make) -> None:
    p = proofs(
        HEAD + """
THEOREM T1 == ASSUME NEW n PROVE A = A
  <1> I == INSTANCE N WITH K <- n
  <1>1 I!D = n BY DEF I!D
  <1>2 I!D = n OBVIOUS
  <1>3 QED OBVIOUS
""",
        N="CONSTANT K\nD == K",
    )
    assert prepared(p["T1!<1>1/goal"])[1] == "n = n"
    assert prepared(p["T1!<1>2/goal"])[1] == "I!D = n"


def test_nested_module_proves_its_own_theorems(proofs: Make) -> None:
    p = proofs(HEAD + """
ASSUME Ax == A = B
---- MODULE Inner ----
THEOREM T0 == A = B BY Ax
====
THEOREM T1 == A = B BY Ax
""")
    assert list(p.all) == ["Inner!T0/goal", "M!T1/goal"]


def test_facts_of_a_module(proofs: Make) -> None:
    p = proofs(
        "EXTENDS N\nTHEOREM T1 == A = B BY MODULE N",
        N="CONSTANTS A, B\nASSUME Ax == A = 1\nTHEOREM Thm == B = 1 OBVIOUS",
    )
    assert sorted(facts(p["T1/goal"])) == ["A = 1", "B = 1"]


def test_new_in_all_its_kinds(proofs: Make) -> None:
    p = proofs("""
THEOREM T1 == ASSUME NEW c, NEW VARIABLE v, NEW STATE s, NEW ACTION a, NEW TEMPORAL t, NEW F(_), v = F(c)
              PROVE  s /\\ [](s => t)
  OBVIOUS
""")
    kinds = {s.name: s.kind for s in p["T1/goal"].declared}
    assert kinds["v"] is Kind.VARIABLE and kinds["c"] is kinds["F"] is Kind.CONSTANT
    assert kinds["s"] is kinds["a"] is kinds["t"] is Kind.OPAQUE
    assert facts(p["T1/goal"]) == ["v = F(c)"]


def test_symbols_of_one_name_in_two_steps_stay_apart(proofs: Make) -> None:
    p = proofs(HEAD + """
THEOREM T1 == A = A
  <1>1 ASSUME NEW n, P(n) PROVE Q(n)
    BY <1>1
  <1>2 ASSUME NEW n PROVE Q(n)
    BY <1>1
  <1>3 QED OBVIOUS
""")
    one, two = p["T1!<1>1/goal"], p["T1!<1>2/goal"]
    assert one.goal != two.goal
    assert prepared(two) == (["\\A n : P(n) => Q(n)"], "Q(n)")


def test_definitions_of_one_name_in_two_steps_stay_apart(proofs: Make) -> None:
    p = proofs(HEAD + """
THEOREM T1 == A = A
  <1>1 P(A)
    <2> DEFINE D == A
    <2> QED BY D = A
  <1>2 P(B)
    <2> DEFINE D == B
    <2> QED BY D = B
  <1>3 QED OBVIOUS
""")
    assert prepared(p["T1!<1>1!<2>QED/fact1"])[1] == "A = A"
    assert prepared(p["T1!<1>2!<2>QED/fact1"])[1] == "B = B"


def test_boxed_assume_leaves_facts_of_the_present_state_behind(proofs: Make) -> None:
    p = proofs(HEAD + """
THEOREM T1 == ASSUME x = A PROVE C
  <1> y = C OBVIOUS
  <1> []ASSUME y = A []PROVE y = B
    OBVIOUS
  <1> QED OBVIOUS
""")
    assert facts(p["T1!<1>#2/goal"]) == ["y = A"]
    assert [h.boxable for h in p["T1!<1>#2/goal"].hypotheses] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "THEOREM T1 == C\n  <1>1 C OBVIOUS\n  <1>1 C OBVIOUS\n  <1> QED OBVIOUS",
        "THEOREM T1 == C\n  <1>1 C OBVIOUS",
        "THEOREM T1 == C BY DEF A",
        "THEOREM T1 == C BY DEF T2",
        "THEOREM T1 == C\n  <1> USE A = A\n  <1> HIDE A = A\n  <1> QED OBVIOUS",
        "THEOREM T1 == C BY DEF \\in",
        "THEOREM T1 == C BY DEF TRUE",
        "THEOREM T1 == C\n  <1>1 ASSUME NEW n PROVE C OBVIOUS\n  <1> QED BY n = n",
        "THEOREM T1 == C\n  <1>1 C\n    <2> DEFINE D == A\n    <2> QED OBVIOUS\n  <1> QED BY DEF D",
    ],
    ids=["name twice", "no QED", "a constant", "later theorem", "a formula hidden", "built in",
         "a constant of the language", "out of scope", "defined deeper"],
)
def test_refused(proofs: Make, text: str) -> None:
    with pytest.raises(DiagnosticError) as error:
        proofs(HEAD + text)
    assert all(d.annotations for d in error.value.diagnostics)


@pytest.mark.parametrize(
    "step",
    [
        "PICK n : n = A OBVIOUS", "USE A = A", "SUFFICES C OBVIOUS", "DEFINE D == A", "HIDE DEF D0",
        "CASE A = B OBVIOUS",
    ],
)
def test_only_an_assertion_gives_its_name_a_formula(proofs: Make, step: str) -> None:
    text = "D0 == A\nTHEOREM T1 == C\n  <1>1 {step}\n  <1>2 <1>1 OBVIOUS\n  <1> QED OBVIOUS"
    assert proofs(HEAD + text.format(step="A = A OBVIOUS"))
    with pytest.raises(DiagnosticError) as error:
        proofs(HEAD + text.format(step=step))
    assert [d.code for d in error.value.diagnostics] == ["not-a-formula"]


@pytest.mark.parametrize(
    ("steps", "refused"),
    [
        ("THEOREM [](x = A)\n<1> CASE x = A OBVIOUS\n<1> QED OBVIOUS", True),
        ("THEOREM [](x = A)\n<1> CASE A = B OBVIOUS\n<1> QED OBVIOUS", False),
        ("THEOREM [](x = A)\n<1> CASE A = B\n<2> CASE x = B OBVIOUS\n<2> QED OBVIOUS\n<1> QED OBVIOUS", True),
        ("THEOREM [](x = A)\n<1> x = A\n<2> CASE x = B OBVIOUS\n<2> QED OBVIOUS\n<1> QED OBVIOUS", False),
        ("THEOREM [](x = A) => C\n<1> HAVE [](x = A)\n<1> QED OBVIOUS", True),
        ("THEOREM \\A n \\in x : [](n = A)\n<1> TAKE n \\in x\n<1> QED OBVIOUS", True),
        ("THEOREM \\A n \\in S : [](n = A)\n<1> TAKE n \\in S\n<1> QED OBVIOUS", False),
        ("THEOREM \\E n : [](n = A)\n<1> WITNESS x\n<1> QED OBVIOUS", True),
        ("THEOREM ASSUME NEW TEMPORAL F PROVE C\n<1> CASE x = A OBVIOUS\n<1> QED OBVIOUS", True),
        ("THEOREM ASSUME NEW STATE F PROVE C\n<1> CASE x = A OBVIOUS\n<1> QED OBVIOUS", False),
        ("THEOREM C\n<1> PICK n \\in x : [](n = A) OBVIOUS\n<1> QED OBVIOUS", True),
        ("THEOREM C\n<1> PICK n \\in x : n = A OBVIOUS\n<1> QED OBVIOUS", False),
    ],
)
def test_temporal_statements_are_not_split_by_the_present_state(
    proofs: Make, steps: str, refused: bool
) -> None:
    if not refused:
        assert proofs(HEAD + steps)
        return
    with pytest.raises(DiagnosticError) as error:
        proofs(HEAD + steps)
    assert [d.code for d in error.value.diagnostics] == ["level"]


def test_the_formula_of_have_is_a_part_of_its_step(proofs: Make) -> None:
    p = proofs(HEAD + """
THEOREM T1 == A = B => C
  <1>1 HAVE A = B
  <1>2 <1>1!1 OBVIOUS
  <1> QED OBVIOUS
""")
    assert show(p["T1!<1>2/goal"].goal) == "A = B"


def test_use_only_forgets_what_was_usable(proofs: Make) -> None:
    p = proofs(HEAD + """
D == A
ASSUME Ax == A = B
THEOREM T1 == C
  <1> B = C OBVIOUS
  <1>1 A = C OBVIOUS
  <1> USE ONLY Ax DEF D
  <1> QED OBVIOUS
""")
    o = p["T1!<1>QED/goal"]
    assert facts(o) == ["A = B"] and {s.name for s in o.visible} == {"D"}


def test_hidden_facts_are_told_for_hints(proofs: Make) -> None:
    p = proofs(HEAD + """
ASSUME Ax == A = B
THEOREM T1 == C
  <1>1 P(A) OBVIOUS
  <1>2 QED OBVIOUS
""")
    assert [h.name for h in p["T1!<1>QED/goal"].unused] == ["<1>1", "Ax"]


def test_what_a_fact_of_the_proof_and_the_module_both_say_is_told_once(proofs: Make) -> None:
    p = proofs(HEAD + """
ASSUME Ax == A = B
THEOREM T1 == C
  <1>1 P(A) OBVIOUS
  <1>2 A = B OBVIOUS
  <1>3 P(B) OBVIOUS
  <1>4 QED BY Ax, <1>3
""")
    assert [(h.name, h.is_assumption) for h in p["T1!<1>3/goal"].unused] == [("<1>1", False), ("Ax", True)]
    assert [h.name for h in p["T1!<1>QED/goal"].unused] == ["<1>1"]


def test_obligations_share_what_is_the_same(proofs: Make) -> None:
    """There may be thousands of them."""
    p = proofs(HEAD + """
ASSUME Ax == A = B
THEOREM T1 == C
  <1>1 P(A) OBVIOUS
  <1>2 QED OBVIOUS
""")
    first, second = p["T1!<1>1/goal"], p["T1!<1>QED/goal"]
    assert [h.name for h in first.around] == ["Ax"]
    for shared in ("around", "visible", "backends", "definitions"):
        assert getattr(first, shared) is getattr(second, shared)


def test_define_step_is_cited_after_def(proofs: Make) -> None:
    text = """
THEOREM T1 == C
  <1>1 DEFINE D == A
  <1> HIDE DEF D
  <1>2 D = A BY {cited}
  <1>3 QED OBVIOUS
"""
    p = proofs(HEAD + text.format(cited="DEF <1>1"))
    assert {s.name for s in p["T1!<1>2/goal"].visible} == {"D"}
    with pytest.raises(DiagnosticError):
        proofs(HEAD + text.format(cited="<1>1"))
    with pytest.raises(DiagnosticError):
        proofs(HEAD + "THEOREM T1 == C\n  <1>1 USE A = A\n  <1>2 QED BY <1>1")
