"""Proofs: steps, levels, names, leaf proofs."""

from __future__ import annotations

import pytest
from syntax_reading import module, refusal, steps, steps_of, theorem

from tlaverify.syntax import ast
from tlaverify.syntax.ast import Arity, BindGroup, Name, NewDecl, OpApp, StepId


def ref(name: str) -> OpApp:
    return OpApp((Name(name),))


x, y, P, Q, S = (ref(name) for name in ("x", "y", "P", "Q", "S"))


@pytest.mark.parametrize(
    ("text", "proof"),
    [
        ("OBVIOUS", ast.Obvious()),
        ("PROOF OMITTED", ast.Omitted()),
        ("BY P, <1>2 DEF Q", ast.By((P, ref("<1>2")), (Q,))),
        ("PROOF BY ONLY P", ast.By((P,), (), only=True)),
        ("BY DEFS I!F, \\ll, Dec!\\ll, MODULE M", None),
        ("BY \\A p \\in S : p, x = y", None),
    ],
)
def test_leaf_proofs(text: str, proof: ast.Proof | None) -> None:
    parsed = theorem(f"THEOREM P\n{text}").proof
    if proof is not None:
        assert parsed == proof


def test_definition_lists_take_operators_of_instances() -> None:
    proof = theorem("THEOREM P BY DEFS I!F, \\ll, Dec!\\ll,\n  I!+, MODULE M").proof
    assert isinstance(proof, ast.By)
    assert [[part.name for part in item.path if isinstance(part, Name)] for item in proof.defs] == [
        ["I", "F"], ["\\ll"], ["Dec", "\\ll"], ["I", "+"], ["MODULE M"],
    ]  # fmt: skip


def test_the_minus_of_an_instance_is_named_and_called() -> None:
    (unit,) = module("A == I!-(x, y) = I!+(x, y)\n").units
    assert isinstance(unit, ast.OpDef)
    proof = theorem("THEOREM P BY DEF I!-, I!+").proof
    assert isinstance(proof, ast.By) and len(proof.defs) == 2


def test_every_kind_of_step() -> None:
    parsed = steps(
        """
        THEOREM P
        <1>1. SUFFICES ASSUME P PROVE Q
          OBVIOUS
        <1>a DEFINE A(p) == x
                    f[p \\in S] == y
                    @ == x
        <1>2. ASSUME NEW p \\in S, P PROVE Q BY P
        <1>3. CASE P BY <1>2
        <1>4. PICK p, q \\in S, <<r>> \\in S : Q OMITTED
        <1>5. PICK p : Q
        <1>6. TAKE p, q
        <1>7. TAKE p \\in S
        <1>8. WITNESS x, y \\in S
        <1>9. HAVE P
        <1> USE P DEF Q
        <1>. HIDE DEF Q
        <1>b INSTANCE M
        <1>c I == INSTANCE M
        <1>10. @ = x
        <1> QED BY <1>10
        """
    )
    kinds = [type(step.body).__name__ for step in parsed]
    assert kinds == [
        "Suffices", "Define", "Assertion", "CaseStep", "Pick", "Pick", "Take", "Take", "Witness", "Have",
        "UseHide", "UseHide", "InstanceDef", "Define", "Assertion", "Qed",
    ]  # fmt: skip
    assert parsed[0].body == ast.Suffices(ast.AssumeProve((P,), Q))
    assert parsed[2].body == ast.Assertion(ast.AssumeProve((NewDecl("CONSTANT", Arity("p"), S), P), Q))
    assert parsed[2].proof == ast.By((P,), ())
    assert parsed[4].body == ast.Pick((BindGroup(("p", "q"), S), BindGroup(("r",), S, True)), Q)
    assert [step.id for step in parsed[10:12]] == [StepId(1, None), StepId(1, None)]
    assert parsed[13].id.text == "<1>c"


def test_levels_and_relative_levels() -> None:
    parsed = steps(
        """
        THEOREM P
        <*>. P
          <+> Q
            <7>. QED OBVIOUS
          <1>2. <0>1!1 /\\ <*>1
          <*>... QED BY <*>2
        <0>2... QED
        """
    )
    assert [step.id for step in parsed] == [StepId(0, None), StepId(0, "2")]
    inner = parsed[0].proof
    assert isinstance(inner, ast.Steps)
    assert [step.id.text for step in inner.steps] == ["<1>", "<1>2", "<1>"]
    assert inner.steps[2].proof == ast.By((ref("<1>2"),), ())
    deepest = inner.steps[0].proof
    assert isinstance(deepest, ast.Steps) and deepest.steps[0].id == StepId(7, None)


def test_relative_levels_beside_absolute_ones_in_each_theorem() -> None:
    body = """
        THEOREM P
        <*> P
        <0>a Q
          PROOF
          <*> P
          <1>2 Q
          <*> QED
            <+>. QED BY <1>2
        <*> QED BY <0>a
        """
    found = [steps_of(unit) for unit in module(body + body.replace("<*> P", "<+> P")).units]
    assert found[0] == found[1]
    assert [step.id.text for step in found[0]] == ["<0>", "<0>a", "<0>"]
    inner = found[0][1].proof
    assert isinstance(inner, ast.Steps) and [step.id.text for step in inner.steps] == ["<1>", "<1>2", "<1>"]


def test_a_star_or_dash_for_a_name_is_no_name() -> None:
    parsed = steps("THEOREM P\n<1>* P\n<1>*.. Q\n<1>- P\n<1>-. QED\n  <+>* Q\n  <*>- QED")
    assert [step.id for step in parsed] == [StepId(1, None)] * 4
    inner = parsed[3].proof
    assert isinstance(inner, ast.Steps) and [step.id for step in inner.steps] == [StepId(2, None)] * 2
    assert refusal("THEOREM P\n<1>+ P\n<1> QED").code == "syntax"


@pytest.mark.parametrize("level", ["<*>", "<+>"])
def test_a_step_of_a_relative_level_has_no_name(level: str) -> None:
    diagnostic = refusal(f"THEOREM P\n{level}1. P\n<*> QED")
    assert (diagnostic.code, diagnostic.annotations[0].place.line) == ("proof-structure", 3)
    assert "cannot have a name" in diagnostic.message


def test_use_only() -> None:
    parsed = steps("THEOREM P\n<1> USE ONLY P, Q DEF S\n<1> USE ONLY DEF S\n<1> USE P\n<1> QED")
    assert [step.body for step in parsed[:3]] == [
        ast.UseHide(False, (P, Q), (S,), only=True), ast.UseHide(False, (), (S,), only=True),
        ast.UseHide(False, (P,), ()),
    ]  # fmt: skip
    for text in ("USE ONLY P", "THEOREM P\n<1> HIDE ONLY P\n<1> QED"):
        assert refusal(text).code == "syntax"


def test_step_references_with_parts() -> None:
    proof = theorem("THEOREM P BY <1>2!Q, <1>2!(x)!1, I!T").proof
    assert isinstance(proof, ast.By) and len(proof.facts) == 3
    assert proof.facts[0] == OpApp((Name("<1>2"), Name("Q")))


def test_new_declarations() -> None:
    statement = theorem(
        "THEOREM T == ASSUME NEW a, NEW CONSTANT b \\in S, VARIABLE c, NEW STATE d, NEW ACTION e,\n"
        "  TEMPORAL f, NEW F(_, _), NEW _\\prec_, ASSUME P PROVE Q, lab :: ASSUME P PROVE Q PROVE P"
    ).statement
    assert isinstance(statement, ast.AssumeProve)
    inner = ast.AssumeProve((P,), Q)
    assert statement.assumes == (
        NewDecl("CONSTANT", Arity("a")), NewDecl("CONSTANT", Arity("b"), S), NewDecl("VARIABLE", Arity("c")),
        NewDecl("STATE", Arity("d")), NewDecl("ACTION", Arity("e")), NewDecl("TEMPORAL", Arity("f")),
        NewDecl("CONSTANT", Arity("F", 2)), NewDecl("CONSTANT", Arity("\\prec", 2)), inner,
        ast.Label("lab", (), inner),
    )  # fmt: skip


@pytest.mark.parametrize("box", ["[]", "□"])
def test_boxed_assume_prove(box: str) -> None:
    statement = theorem(f"THEOREM {box}ASSUME P {box}PROVE Q").statement
    assert statement == ast.AssumeProve((P,), Q, boxed=True)


def test_spans_of_steps() -> None:
    parsed = steps("THEOREM P\n<1>1. P /\\ Q\n  BY P\n<1>2. QED\n  OBVIOUS")
    assert parsed[0].span == ast.Span(3, 1, 4, 7)
    assert parsed[0].body.span == ast.Span(3, 7, 3, 13)
    assert parsed[1].span == ast.Span(5, 1, 6, 10)
    assert parsed[1].id.span == ast.Span(5, 1, 5, 6)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("<1>1. P\n<1>2. Q", 4, "has no QED"),
        ("<1>1. P\n  <2>1. Q\n<1>2. QED", 4, "has no QED"),
        ("<1>1. P\n<1>1. Q\n<1> QED", 4, "used twice"),
        ("<1>1. P\n<2>2. Q\n<1> QED", 4, "has no QED"),
        ("<2>1. P\n<1>2. Q\n<1> QED", 3, "has no QED"),
        ("<1>1. P\n  <1> QED\n<1> QED", 5, "cannot have level"),
        ("<1>1. P\n<+>2. Q\n<1> QED", 4, "has no QED"),
    ],
)
def test_ill_formed_proofs(text: str, line: int, message: str) -> None:
    diagnostic = refusal(f"THEOREM P\n{text}\nTHEOREM Q OBVIOUS")
    assert diagnostic.code == "proof-structure"
    assert message in diagnostic.message
    assert diagnostic.annotations[0].place.line == line


def test_a_name_may_come_again_in_another_proof() -> None:
    parsed = steps("THEOREM P\n<1>1. P\n  <2>1. Q\n  <2> QED\n<1>2. Q\n  <2>1. Q\n  <2> QED\n<1> QED")
    assert len(parsed) == 3
