"""Where instances of facts that declare operators are found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tlaverify.kernel.rewrite import subterms
from tlaverify.kernel.term import Bind, Binder, Term, is_builtin
from tlaverify.obligations.prepare import prepare

Make = Callable[..., Any]

LEMMAS = """EXTENDS Integers, TLAPS
CONSTANTS Proc, Table(_)
VARIABLES q, r
LEMMA Update ==
  ASSUME NEW S, NEW f \\in Table(S), NEW p \\in Proc, NEW g(_, _), \\A o \\in Proc : g(p, o) \\in S
  PROVE [f EXCEPT ![p] = [o \\in Proc |-> g(p, o)]] \\in Table(S)
OMITTED
LEMMA Construct ==
  ASSUME NEW S, NEW s(_), \\A o \\in Proc : s(o) \\in S
  PROVE [o \\in Proc |-> s(o)] \\in Table(S)
OMITTED
"""


def instances(proofs: Make, theorem: str, lemma: str) -> list[Term]:
    """What is used of ``lemma``."""
    prepared = prepare(proofs(f"{LEMMAS}THEOREM T == {theorem}")["T/goal"])
    return [h for h, name in zip(prepared.hypotheses, prepared.names, strict=True) if name == lemma]


def functions(term: Term) -> list[Term]:
    return [t.body for t in subterms(term) if isinstance(t, Bind) and t.binder is Binder.FUNCTION]


def test_an_equation_of_a_fact_leads_to_the_conclusion(proofs: Make) -> None:
    found = instances(proofs, """
      ASSUME NEW c \\in Proc, q \\in Table(Nat), q' = [q EXCEPT ![c] = [j \\in Proc |-> q[j][c] + 1]]
      PROVE q' \\in Table(Nat) BY Update""", "Update")
    # the schema's assumptions are the instance's
    assert found and all(is_builtin(h, "=>") or isinstance(h, Bind) for h in found)
    (body,) = functions(found[0])
    assert is_builtin(body, "+")


def test_a_part_with_the_operator_is_enough(proofs: Make) -> None:
    """No equation for q[1] leads to the conclusion; S stays universally quantified."""
    found = instances(proofs, """
      ASSUME NEW c, q[c] = [j \\in Proc |-> j + c] PROVE q[c] \\in Table(Nat) BY Construct""", "Construct")
    assert any(is_builtin(body, "+") for h in found for body in functions(h))


def test_no_instance_without_the_part(proofs: Make) -> None:
    assert instances(proofs, "ASSUME q = r PROVE q \\in Table(Nat) BY Construct", "Construct") == []


def test_instances_are_few(proofs: Make) -> None:
    facts = ", ".join(f"q # [j \\in Proc |-> j + {n}]" for n in range(30))
    found = instances(proofs, f"ASSUME {facts} PROVE q \\in Table(Nat) BY Construct", "Construct")
    assert 0 < len(found) <= 8


def test_variables_bound_around_a_part_are_quantified(proofs: Make) -> None:
    """``k`` of the fact is not the schema's: the instance holds for every value of it."""
    found = instances(proofs, """
      ASSUME \\E k \\in Nat : q = [j \\in Proc |-> j + k] PROVE q \\in Table(Nat)
      BY Construct""", "Construct")
    assert found and all(not h.free for h in found)
