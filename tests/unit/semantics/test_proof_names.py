"""What owner of a proof asks for: facts, definitions, declarations, steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tlaverify.kernel.diagnostic import DiagnosticError
from tlaverify.kernel.sequent import New, Sequent
from tlaverify.kernel.term import Kind, Level, Term
from tlaverify.semantics import elaborate
from tlaverify.semantics.elaborate import BackendFact, FormulaFact, ModuleFact, NamedFact, StepFact
from tlaverify.semantics.printing import show
from tlaverify.semantics.program import Program, TheoremUnit
from tlaverify.semantics.scope import Scope
from tlaverify.syntax import ast

Load = Callable[..., Program]

PRELUDE = """
CONSTANT c
VARIABLE v
ASSUME Named == c = 1
ASSUME c = 2
Op(a) == a = v
a \\ll b == a = b
THEOREM Lemma == c = 3
THEOREM Seq == ASSUME NEW x PROVE x = c
I == INSTANCE In WITH d <- c
J(y) == INSTANCE In WITH d <- y
"""

INNER = "CONSTANT d\nASSUME Inner == d = 5\nTHEOREM Thm == d = 6\ne == d\na \\prec b == a = d"


@dataclass
class Proof:
    """A proof's scope and the steps of its text."""

    scope: Scope
    steps: list[ast.Step]

    def facts(self, number: int) -> list[elaborate.ResolvedFact]:
        by = self.steps[number].proof
        assert isinstance(by, ast.By)
        return [elaborate.resolve_fact(f, self.scope) for f in by.facts]

    def defs(self, number: int) -> list[str]:
        by = self.steps[number].proof
        assert isinstance(by, ast.By)
        return [s.name for d in by.defs for s in elaborate.resolve_definition(d, self.scope)]


@pytest.fixture
def proof(load: Load) -> Callable[[str], Proof]:
    def make(text: str) -> Proof:
        program = load(
            f"{PRELUDE}\nTHEOREM Goal == c = c\n{text}\n<1> QED OBVIOUS", extends="TLAPS, Naturals", In=INNER
        )
        unit = program.main.theorems[-1]
        assert isinstance(unit, TheoremUnit) and isinstance(unit.node.proof, ast.Steps)
        return Proof(unit.inner.at("M!Goal"), list(unit.node.proof.steps))

    return make


Make = Callable[[str], Proof]


def test_named_facts(proof: Make) -> None:
    found = proof("<1>1. TRUE BY Lemma, Named, Seq, I!Thm, J(7)!Thm").facts(0)
    assert all(isinstance(f, NamedFact) for f in found)
    statements = [f.statement for f in found if isinstance(f, NamedFact)]
    assert [show(s) for s in statements if isinstance(s, Term)] == [
        "c = 3",
        "c = 1",
        "c = 5 => c = 6",
        "7 = 5 => 7 = 6",
    ]
    assert isinstance(statements[2], Sequent)


def test_an_assumption_of_an_instance_is_a_raw_fact(proof: Make) -> None:
    (found,) = proof("<1>1. TRUE BY I!Inner").facts(0)
    assert isinstance(found, FormulaFact)


def test_the_theorem_itself_is_no_fact_in_its_proof(proof: Make) -> None:
    (found,) = proof("<1>1. TRUE BY Goal").facts(0)
    assert not isinstance(found, NamedFact)


def test_pragmas_and_modules(proof: Make) -> None:
    smt, timed, ptl, module = proof("<1>1. TRUE BY SMT, SMTT(60), PTL, MODULE M").facts(0)
    assert isinstance(smt, BackendFact) and smt.backend.provers == ("smt",)
    assert isinstance(timed, BackendFact) and [show(a) for a in timed.args] == ["60"]
    assert isinstance(ptl, BackendFact) and ptl.backend.provers == ("ptl",)
    assert isinstance(module, ModuleFact)
    assert [e.name for e in module.entries] == ["Named", "Lemma", "Seq"]


def test_raw_formulas(proof: Make) -> None:
    found = proof("<1>1. TRUE BY c = 4, Op(1), Lemma!1, TRUE /\\ TRUE").facts(0)
    assert [show(f.formula) for f in found if isinstance(f, FormulaFact) and isinstance(f.formula, Term)] == [
        "c = 4",
        "Op(1)",
        "c",
        "TRUE /\\ TRUE",
    ]


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        ("Lemmo", "unknown-identifier"),
        ("<1>9", "unknown-step"),
        ("MODULE Nowhere", "missing-module"),
        ("I!Thn", "unknown-identifier"),
        ("J!Thm", "arity"),
        ("Op", "arity"),
    ],
)
def test_unknown_facts(fact: str, code: str, proof: Make) -> None:
    with pytest.raises(DiagnosticError) as caught:
        proof(f"<1>1. TRUE BY {fact}").facts(0)
    assert caught.value.diagnostics[0].code == code


def test_definitions(proof: Make) -> None:
    assert proof("<1>1. TRUE BY DEF Op, \\ll, I!e, I!\\prec, J!e, Lemma, +").defs(0) == [
        "Op",
        "\\ll",
        "I!e",
        "I!\\prec",
        "J!e",
        "Lemma",
    ]
    assert proof("<1>1. TRUE BY DEF I").defs(0) == ["I!e", "I!\\prec"]


@pytest.mark.parametrize("name", ["c", "v", "Nothing", "I!d", "Seq"])
def test_what_def_cannot_expand(name: str, proof: Make) -> None:
    with pytest.raises(DiagnosticError) as caught:
        proof(f"<1>1. TRUE BY DEF {name}").defs(0)
    assert caught.value.diagnostics[0].code in ("not-a-definition", "unknown-identifier")


def test_steps_and_their_parts(proof: Make) -> None:
    made = proof(
        "<1>1. ASSUME NEW z \\in {1}, z = 2 PROVE z = 3\nBY <1>0\n<1>2. TRUE BY <1>1, <1>1!2, <1>1!1"
    )
    body = made.steps[0].body
    assert isinstance(body, ast.Assertion)
    before = made.scope
    sequent, inner = elaborate.assume(body.statement, before.at("M!Goal!<1>1"))
    entry = elaborate.step_entry("<1>1", body, before, inner=inner, stated=sequent)
    inside = Proof(inner.bind_step(entry), made.steps)
    whole, second, first = inside.facts(1)
    assert isinstance(whole, StepFact) and whole.entry.statement == sequent
    assert isinstance(second, FormulaFact) and isinstance(second.formula, Term)
    assert show(second.formula) == "z = 2"
    assert isinstance(first, FormulaFact) and isinstance(first.formula, Term)
    assert show(first.formula) == "z \\in {1}"
    new = sequent.context[0]
    assert isinstance(new, New) and new.symbol.scope == "M!Goal!<1>1"
    # Outside the step's proof z has no meaning, so what mentions it cannot be named.
    outside = Proof(before.bind_step(entry), made.steps)
    with pytest.raises(DiagnosticError) as caught:
        outside.facts(1)
    assert caught.value.diagnostics[0].code == "subexpression"


def test_formula_steps(proof: Make) -> None:
    made = proof("<1>1. \\A k : c = k OBVIOUS\n<1>2. <1>1!(4) /\\ <1>1 OBVIOUS")
    scope = made.scope.bind_step(elaborate.step_entry("<1>1", made.steps[0].body, made.scope))
    body = made.steps[1].body
    assert isinstance(body, ast.Assertion)
    shown = elaborate.statement(body.statement, scope)
    assert isinstance(shown, Term) and show(shown) == "c = 4 /\\ (\\A k : c = k)"


def test_kinds_of_new(proof: Make) -> None:
    made = proof(
        "<1>1. ASSUME NEW a1, NEW CONSTANT a2, NEW VARIABLE a3, NEW STATE a4, NEW ACTION a5,\n"
        "             NEW TEMPORAL a6, NEW a7(_, _)\n       PROVE TRUE OBVIOUS"
    )
    body = made.steps[0].body
    assert isinstance(body, ast.Assertion)
    sequent, _ = elaborate.assume(body.statement, made.scope)
    found = [(e.symbol.kind, e.symbol.level, e.symbol.arity) for e in sequent.context if isinstance(e, New)]
    assert found == [
        (Kind.CONSTANT, Level.CONSTANT, 0),
        (Kind.CONSTANT, Level.CONSTANT, 0),
        (Kind.VARIABLE, Level.STATE, 0),
        (Kind.OPAQUE, Level.STATE, 0),
        (Kind.OPAQUE, Level.ACTION, 0),
        (Kind.OPAQUE, Level.TEMPORAL, 0),
        (Kind.CONSTANT, Level.CONSTANT, 2),
    ]


def test_introduce(proof: Make) -> None:
    made = proof("<1>1. PICK p, q \\in {1}, <<r, s>> \\in c, <<t, u>> \\in {1} \\X {2} : TRUE OBVIOUS")
    body = made.steps[0].body
    assert isinstance(body, ast.Pick)
    got = elaborate.introduce(body.binds, made.scope.at("here"))
    shown = [(n.symbol.name, None if n.domain is None else show(n.domain)) for n in got.news]
    assert shown == [("p", "{1}"), ("q", "{1}"), ("r", None), ("s", None), ("t", "{1}"), ("u", "{2}")]
    assert [show(f) for f in got.facts] == ["<<r, s>> \\in c"]
    assert {n.symbol.kind for n in got.news} == {Kind.CONSTANT}
    assert got.scope.lookup("p") is not None and made.scope.lookup("p") is None


def test_define_in_a_proof(proof: Make) -> None:
    made = proof("<1> DEFINE P(n) == n = c\n         Q == P(1)\n<1> K == INSTANCE In WITH d <- 8")
    body = made.steps[0].body
    assert isinstance(body, ast.Define)
    scope, found = elaborate.define(body.units, made.scope.at("M!Goal!<1>#1"))
    assert [d.symbol.name for d in found] == ["P", "Q"]
    assert all(d.symbol in scope.definitions and d.symbol not in made.scope.definitions for d in found)
    instance = made.steps[1].body
    assert isinstance(instance, ast.Define)
    scope, found = elaborate.define(instance.units, scope.at("M!Goal!<1>#2"))
    assert [(d.symbol.name, show(d.body)) for d in found] == [("K!e", "8"), ("K!\\prec", "a = 8")]


def test_equal_names_of_different_steps_are_different_symbols(proof: Make) -> None:
    made = proof("<1>1. ASSUME NEW k PROVE k = 1 OBVIOUS\n<1>2. ASSUME NEW k PROVE k = 1 OBVIOUS")
    goals = []
    for step, origin in zip(made.steps[:2], ("M!Goal!<1>1", "M!Goal!<1>2"), strict=True):
        assert isinstance(step.body, ast.Assertion)
        goals.append(elaborate.assume(step.body.statement, made.scope.at(origin))[0].goal)
    assert goals[0] != goals[1]
