"""What is refused, and with which code; what is accepted.  The expectations are those of the TLA+ tools."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest

from tlaverify.kernel.codes import CODES
from tlaverify.kernel.diagnostic import DiagnosticError
from tlaverify.semantics.program import Program

Load = Callable[..., Program]

# name -> (body of the module, code of the refusal or None)
CASES: Final[dict[str, tuple[str, str | None]]] = {
    "unknown": ("A == x", "unknown-identifier"),
    "later": ("A == B\nB == 1", "unknown-identifier"),
    "twice": ("A == 1\nA == 2", "redefinition"),
    "constant_twice": ("CONSTANT A\nA == 2", "redefinition"),
    "bound_shadows": ("x == 1\nA == \\A x : x = 1", "redefinition"),
    "bound_nested": ("A == \\A x : \\E x : x = 1", "redefinition"),
    "bound_siblings": ("A == (\\A x : x = 1) /\\ (\\A x : x = 2)", None),
    "param_shadows": ("x == 1\nA(x) == x", "redefinition"),
    "let_shadows": ("x == 1\nA == LET x == 2 IN x", "redefinition"),
    "let_ok": ("A == LET x == 2\n         y(z) == z\n     IN y(x)", None),
    "let_order": ("A == LET y == x\n         x == 2\n     IN y", "unknown-identifier"),
    "theorem_name_taken": ("A == 1\nTHEOREM A == TRUE", "redefinition"),
    "arity_few": ("A(x, y) == x\nB == A(1)", "arity"),
    "arity_many": ("A(x) == x\nB == A(1, 2)", "arity"),
    "arity_none": ("A == 1\nB == A(1)", "arity"),
    "arity_missing": ("A(x) == 1\nB == A", "arity"),
    "constant_operator": ("CONSTANT F(_, _)\nB == F(1, 2)", None),
    "constant_operator_arity": ("CONSTANT F(_, _)\nB == F(1)", "arity"),
    "variable_applied": ("VARIABLE x\nB == x(1)", "arity"),
    "higher_order": ("A(F(_)) == F(1)\nB(y) == y\nC == A(B)", None),
    "higher_order_lambda": ("A(F(_)) == F(1)\nC == A(LAMBDA y : y)", None),
    "higher_order_lambda_arity": ("A(F(_)) == F(1)\nC == A(LAMBDA y, z : y)", "arity"),
    "higher_order_expression": ("A(F(_)) == F(1)\nC == A(1)", "arity"),
    "higher_order_wrong": ("A(F(_)) == F(1)\nB(y, z) == y\nC == A(B)", "arity"),
    "operator_as_value": ("A(x) == x\nB(y) == y\nC == A(B)", "arity"),
    "builtin_operator_argument": ("A(F(_, _)) == F({1}, {2})\nC == A(\\cup)", None),
    "prime_constant": ("A == 1'", None),
    "double_prime": ("VARIABLE x\nA == x''", "level"),
    "prime_of_action": ("VARIABLE x\nA == x' = 1\nB == A'", "level"),
    "double_prime_by_operator": ("VARIABLE x\nP(y) == y'\nB == P(x')", "level"),
    "double_prime_by_two": ("VARIABLE x\nP(y) == y'\nQ(y) == P(y)\nB == Q(x')", "level"),
    "prime_through_operator": ("VARIABLE x\nP(y) == y'\nB == P(x)", None),
    "double_prime_higher_order": ("VARIABLE x\nH(F(_)) == F(x')\nP(y) == y'\nB == H(P)", "level"),
    "unchanged_action": ("VARIABLE x\nB == UNCHANGED (x')", "level"),
    "enabled_temporal": ("VARIABLE x\nB == ENABLED [](x = 1)", "level"),
    "enabled_action": ("VARIABLE x\nB == ENABLED (x' = 1)", None),
    "prime_enabled": ("VARIABLE x\nB == (ENABLED (x' = 1))'", None),
    "box_action": ("VARIABLE x\nB == [](x' = 1)", "level"),
    "box_square": ("VARIABLE x\nB == [][x' = 1]_x", None),
    "box_square_paren": ("VARIABLE x\nB == []([x' = 1]_x)", None),
    "box_named_action": ("VARIABLE x\nN == [x' = 1]_x\nB == []N", "level"),
    "diamond_action": ("VARIABLE x\nB == <>(x' = 1)", "level"),
    "diamond_angle": ("VARIABLE x\nB == <><<x' = 1>>_x", None),
    "square_sub_action": ("VARIABLE x\nB == [][x' = 1]_(x')", "level"),
    "square_temporal": ("VARIABLE x\nB == [[](x = 1)]_x", "level"),
    "leads_to_action": ("VARIABLE x\nB == (x' = 1) ~> (x = 2)", "level"),
    "leads_to": ("VARIABLE x\nB == (x = 1) ~> (x = 2)", None),
    "mixed": ("VARIABLE x\nB == (x' = 1) /\\ [](x = 1)", "level"),
    "mixed_implies": ("VARIABLE x\nB == (x' = 1) => [](x = 1)", "level"),
    "temporal_implies_state": ("VARIABLE x\nB == [](x = 1) => x = 1", None),
    "temporal_in_set": ("VARIABLE x\nB == {[](x = 1)}", "level"),
    "temporal_equals": ("VARIABLE x\nB == ([](x = 1)) = TRUE", "level"),
    "fairness_state": ("VARIABLE x\nB == WF_x(x' = 1) /\\ SF_x(x' = 1)", None),
    "fairness_sub": ("VARIABLE x\nB == WF_(x')(x' = 1)", "level"),
    "temporal_quantifier_bound": ("VARIABLE x\nB == \\A i \\in {x'} : [](x = i)", "level"),
    "assume_variable": ("VARIABLE x\nASSUME x = 1", "level"),
    "assume_constant": ("CONSTANT c\nASSUME c = 1", None),
    "assume_named": ("CONSTANT c\nASSUME A == c = 1\nB == A", None),
    "record_twice": ("A == [a |-> 1, a |-> 2]", "redefinition"),
    "at_outside": ("A == @", "unknown-identifier"),
    "at_inside": ("f == [x \\in {1} |-> x]\nA == [f EXCEPT ![1] = @]", None),
    "function": ("f[x \\in {1, 2}] == IF x = 1 THEN 1 ELSE f[1]", None),
    "function_itself_elsewhere": ("g == f\nf[x \\in {1}] == 1", "unknown-identifier"),
    "recursive": ("RECURSIVE F(_)\nF(n) == IF n = 0 THEN 0 ELSE F(n)\nB == F(1)", None),
    "recursive_mutual": (
        "RECURSIVE F(_), G(_)\nF(n) == IF n = 0 THEN 0 ELSE G(n)\nG(n) == F(n)\nB == F(1)",
        None,
    ),
    "recursive_undefined": ("RECURSIVE F(_)\nB == 1", "recursive"),
    "recursive_arity": ("RECURSIVE F(_)\nF(x, y) == 1", "arity"),
    "recursive_local_let": (
        "B == LET RECURSIVE F(_)\n         F(n) == IF n = 0 THEN 0 ELSE F(n)\n     IN F(1)",
        None,
    ),
    "label": ("A == \\A x : lab(x) :: x = 1\nB == A!lab(2)", None),
    "label_unknown": ("A == \\A x : lab(x) :: x = 1\nB == A!lob(2)", "subexpression"),
    "label_without_parameter": ("A == \\A x : lab :: x = 1", "label"),
    "label_of_two": ("A == \\A x : \\E y : lab(y, x) :: x = y", None),
    "label_of_two_one_missing": ("A == \\A x : \\E y : lab(y) :: x = y", "label"),
    "label_inside_label": ("A == \\A x : out(x) :: \\E y : in(y) :: x = y", None),
    "label_inside_label_again": ("A == \\A x : out(x) :: \\E y : in(x, y) :: x = y", "label"),
    "label_other_parameter": ("z == 1\nA == \\A x : lab(x, z) :: x = 1", "label"),
    "label_definition_parameter": ("A(p) == \\A x : lab(x) :: x = p", None),
    "label_definition_parameter_named": ("A(p) == \\A x : lab(x, p) :: x = p", "label"),
    "label_in_let": ("A == \\A x : LET y(z) == lab :: z = x IN y(x)", None),
    "label_in_let_parameter": ("A == \\A x : LET y(z) == lab(z) :: z = x IN y(x)", "label"),
    "label_in_lambda": ("H(F(_)) == F(1)\nA == H(LAMBDA x : lab(x) :: x = 1)", None),
    "label_in_theorem": ("THEOREM T == \\A x : lab(x) :: x = x", None),
    "label_in_function": ("f[x \\in {1}] == lab(x) :: x", None),
    "sub_quantifier": ("A == \\A x, y : x = y\nB == A!(1, 2)", None),
    "sub_quantifier_few": ("A == \\A x, y : x = y\nB == A!(1)", "subexpression"),
    "sub_quantifier_open": ("A == \\A x : x = 1\nB == A!@", "subexpression"),
    "sub_quantifier_operator": ("A == \\A x : x = 1\nH(F(_)) == F(1)\nB == H(A!@)", None),
    "sub_list": ("A == /\\ 1 = 2\n     /\\ 3 = 4\nB == A!2!1", None),
    "sub_list_past": ("A == /\\ 1 = 2\n     /\\ 3 = 4\nB == A!3", "subexpression"),
    "sub_of_constant": ("CONSTANT c\nB == c!1", "subexpression"),
    "sub_let": ("A == LET y == 2 IN y = 3\nB == A!1!1", None),
    "sub_let_operator": ("A == LET y(z) == z IN y(3)\nB == A!:!y(4)", None),
    "sub_case": ("A == CASE 1 = 1 -> 2 [] OTHER -> 3\nB == A!1!2", None),
    "sub_theorem": ("THEOREM T == \\A x : x = x\nB == T!(1)", None),
    "sub_own": ("A == A!1", "unknown-identifier"),
    "theorem_sequent": ("THEOREM T == ASSUME NEW x PROVE x = x\nB == T", "not-a-formula"),
    "theorem_formula": ("THEOREM T == 1 = 1\nB == T", None),
    "sequent_new_twice": ("THEOREM ASSUME NEW x, NEW x PROVE x = x", "redefinition"),
    "sequent_kinds": (
        "THEOREM ASSUME NEW x, NEW VARIABLE y, NEW STATE P, NEW ACTION A, NEW TEMPORAL F, NEW G(_)\n"
        "        PROVE  x = 1 /\\ y' = 2 /\\ A",
        None,
    ),
    "sequent_state_primed_twice": ("THEOREM ASSUME NEW ACTION A PROVE A'", "level"),
    "nested": ("---- MODULE In ----\nCONSTANT c\nd == c\n====\nI == INSTANCE In WITH c <- 1\nB == I!d", None),
    "nested_unnamed": (
        "---- MODULE In ----\nCONSTANT c\nd == c\n====\nINSTANCE In WITH c <- 1\nB == d",
        None,
    ),
    "nested_not_instantiated": ("---- MODULE In ----\nd == 1\n====\nB == d", "unknown-identifier"),
    "nested_sees_outer": ("CONSTANT k\n---- MODULE In ----\nd == k\n====\nI == INSTANCE In\nB == I!d", None),
    "nested_missing": (
        "---- MODULE In ----\nCONSTANT c\nd == c\n====\nI == INSTANCE In\nB == I!d",
        "bad-substitution",
    ),
    "nested_implicit": (
        "---- MODULE In ----\nCONSTANT c\nd == c\n====\nc == 3\nI == INSTANCE In\nB == I!d",
        None,
    ),
    "nested_wrong_name": (
        "---- MODULE In ----\nCONSTANT c\nd == c\n====\nI == INSTANCE In WITH c <- 1, e <- 2",
        "bad-substitution",
    ),
    "nested_params": (
        "---- MODULE In ----\nCONSTANT c\nd(x) == c + x\na + b == <<a, b>>\n====\n"
        "I(y) == INSTANCE In WITH c <- y\nB == I(1)!d(2)",
        "unknown-identifier",
    ),
    "nested_params_ok": (
        "---- MODULE In ----\nCONSTANT c\nd(x) == <<c, x>>\n====\n"
        "I(y) == INSTANCE In WITH c <- y\nB == I(1)!d(2)",
        None,
    ),
    "nested_params_few": (
        "---- MODULE In ----\nCONSTANT c\nd(x) == <<c, x>>\n====\n"
        "I(y) == INSTANCE In WITH c <- y\nB == I!d(2)",
        "arity",
    ),
    "instance_no_member": (
        "---- MODULE In ----\nd == 1\n====\nI == INSTANCE In\nB == I!e",
        "unknown-identifier",
    ),
    "instance_as_value": (
        "---- MODULE In ----\nd == 1\n====\nI == INSTANCE In\nB == I",
        "unknown-identifier",
    ),
    "instance_operator": (
        "---- MODULE In ----\nCONSTANT F(_)\nd == F(1)\n====\n"
        "G(x) == x\nI == INSTANCE In WITH F <- G\nB == I!d",
        None,
    ),
    "instance_operator_arity": (
        "---- MODULE In ----\nCONSTANT F(_)\nd == F(1)\n====\nG(x, y) == x\nI == INSTANCE In WITH F <- G",
        "arity",
    ),
    "instance_constant_by_variable": (
        "VARIABLE v\n---- MODULE In ----\nCONSTANT c\nd == c = 1\n====\n"
        "I == INSTANCE In WITH c <- v\nB == I!d'",
        None,
    ),
    "instance_constant_by_variable_refused": (
        "VARIABLE v\n---- MODULE In ----\nCONSTANT c\nVARIABLE w\nd == c = w\n====\n"
        "I == INSTANCE In WITH c <- v, w <- v",
        "level",
    ),
    "instance_variable_by_action": (
        "VARIABLE v\n---- MODULE In ----\nVARIABLE w\nd == w\n====\nI == INSTANCE In WITH w <- v'",
        "level",
    ),
    "instance_local": (
        "---- MODULE In ----\nLOCAL d == 1\ne == d\n====\nI == INSTANCE In\nB == I!d",
        "unknown-identifier",
    ),
    "instance_in_let": (
        "---- MODULE In ----\nCONSTANT c\nd == c\n====\nB(x) == LET I == INSTANCE In WITH c <- x IN I!d",
        None,
    ),
    "missing_module": ("I == INSTANCE NoSuchModule", "missing-module"),
    "infix": ("a \\prec b == a = b\nB == 1 \\prec 2", None),
    "infix_undefined": ("B == 1 \\prec 2", "unknown-identifier"),
    "plus_undefined": ("B == 1 + 2", "unknown-identifier"),
    "prefix": ("-. a == <<a>>\nB == -1", None),
    "postfix": ("a ^+ == <<a>>\nB == 1^+", None),
    "tuple_pattern": ("A == \\A <<x, y>> \\in {<<1, 2>>} : x = y", None),
    "choose_tuple": ("A == CHOOSE <<x, y>> \\in {<<1, 2>>} : x = y", None),
    "function_pattern": ("A == [<<x, y>> \\in {<<1, 2>>}, z \\in {1} |-> <<x, y, z>>]", None),
    "domain_sees_earlier": ("A == \\A x \\in {1}, y \\in {x} : y = x", "unknown-identifier"),
    "temporal_exists": ("A == \\EE x : [](x = 1)", None),
    "temporal_tuple": ("VARIABLE x\nA == <<1, [](x = 1)>>", "level"),
    "temporal_if": ("VARIABLE x\nA == IF x = 1 THEN [](x = 1) ELSE TRUE", None),
    "temporal_case": ("VARIABLE x\nA == CASE x = 1 -> [](x = 1)", None),
    "temporal_in": ("VARIABLE x\nA == ([](x = 1)) \\in {1}", "level"),
    "temporal_applied": ("VARIABLE x\nA == ([](x = 1))[1]", "level"),
    "temporal_choose": ("VARIABLE x\nA == CHOOSE y : [](x = y)", "level"),
    "temporal_domain": ("VARIABLE x\nA == \\A y \\in {1} : [](x = y)", None),
    "temporal_operator_argument_ok": ("VARIABLE x\nP(y) == y /\\ TRUE\nA == P([](x = 1))", None),
    "action_box_operator": ("VARIABLE x\nP(y) == []y\nA == P(x' = 1)", None),
    "enabled_param": ("VARIABLE x\nP(A) == ENABLED A\nB == P(x' = 1)", None),
    "enabled_param_temporal": ("VARIABLE x\nP(A) == ENABLED A\nB == P([](x = 1))", "level"),
    "prime_let": ("VARIABLE x\nA == LET y == x' IN y'", "level"),
    "prime_let_ok": ("VARIABLE x\nA == LET y == x IN y'", None),
    "prime_let_param": ("VARIABLE x\nA == LET y(z) == z' IN y(x')", "level"),
    "prime_bound": ("A == \\A x \\in {1} : x' = x", None),
    "prime_recursive": (
        "VARIABLE x\nRECURSIVE F(_)\nF(n) == IF n = 0 THEN x' ELSE F(n)\nB == F(1)'",
        "level",
    ),
    "new_in_scope": ("x == 1\nTHEOREM ASSUME NEW x PROVE x = x", "redefinition"),
    "theorem_level_mixed": ("VARIABLE x\nTHEOREM x' = 1 => [](x = 1)", "level"),
    "prime_of_enabled_parameter": ("VARIABLE v\nP(A) == (ENABLED A)'\nB == P(v' = 1)", None),
    "prime_of_applied_enabled": ("VARIABLE v\nP(A) == ENABLED A\nB == P(v' = 1)'", None),
    "recursive_let_in_recursion": (
        "A == LET RECURSIVE F(_)\n         F(n) == LET m == F(n) IN <<m>>\n     IN F(1)",
        None,
    ),
    "recursive_mutual_let": (
        "A == LET RECURSIVE F(_), G(_)\n         F(n) == G(n)\n         G(n) == F(n)\n     IN F(1)",
        "unsupported",
    ),
    "instance_name_taken": ("d == 1\n---- MODULE In ----\ne == 2\n====\nINSTANCE In\ne == 3", "redefinition"),
    "recursive_operator_argument": ("RECURSIVE F(_)\nF(G(_)) == G(1)", "arity"),
    "defining_times": ("a \\X b == a", "redefinition"),
    "instance_of_a_module_in_a_nested_one": (
        "---- MODULE In ----\n---- MODULE Deep ----\nE(x) == x\n====\nJ(p) == INSTANCE Deep\n"
        "F == LET K == INSTANCE Deep IN K!E(1)\n====\nI == INSTANCE In\nA == I!J(2)!E(3)",
        None,
    ),
    "action_argument": (
        "VARIABLES x, t\nBound(A, v) == LET N(s) == s' = IF <<A>>_v THEN 1 ELSE 2 IN [][N(t)]_<<t, v>>\n"
        "Step == x' = x\nSpec == Bound(Step, x) /\\ Bound(x' = 1, <<x>>)",
        None,
    ),
    "temporal_for_a_value": ("VARIABLE x\nF(a) == {a}\nA == F([](x = 1))", "level"),
    "temporal_for_a_side": ("VARIABLE x\nF(a) == a = TRUE\nG(a) == ~F(a)\nA == G([](x = 1))", "level"),
    "temporal_for_a_body": ("VARIABLE x\nF(a) == CHOOSE i : a\nA == F([](x = 1))", "level"),
    "temporal_in_a_let": ("VARIABLE x\nF(a) == LET y(b) == {b} IN y(a)\nA == F([](x = 1))", "level"),
    "temporal_for_a_formula": ("VARIABLE x\nF(a) == \\A i \\in {1} : a => TRUE\nA == F([](x = 1))", None),
    "action_for_a_value": ("VARIABLE x\nF(a) == {a}\nA == F(x')", None),
    "instance_arguments_behind_the_operator": (
        "---- MODULE In ----\nVARIABLE v\nF(a) == <<a, v>>\n====\nI(v) == INSTANCE In\nA == I!F(1, 2)",
        "arity",
    ),
    "instance_arguments_in_place": (
        "---- MODULE In ----\nVARIABLE v\nF(a) == <<a, v>>\n====\nI(v) == INSTANCE In\nA == I(1)!F(2)",
        None,
    ),
    "enabled_bound": ("VARIABLE v\nA == \\E x \\in {1} : ENABLED (v' = x)", None),
}


@pytest.mark.parametrize("name", CASES)
def test_module(name: str, load: Load) -> None:
    body, code = CASES[name]
    if code is None:
        load(body)
        return
    with pytest.raises(DiagnosticError) as caught:
        load(body)
    first = caught.value.diagnostics[0]
    assert first.code == code
    assert first.code in CODES
    place = first.annotations[0].place
    assert place.path.endswith("M.tla")
    assert place.line > 1 and place.column > 0


def test_hint_for_an_unknown_name(load: Load) -> None:
    with pytest.raises(DiagnosticError) as caught:
        load("VARIABLE maxVBal\nA == maxVbal = 1")
    (problem,) = caught.value.diagnostics
    assert problem.hints == ("did you mean `maxVBal`?",)
    place = problem.annotations[0].place
    assert (place.line, place.column, place.end_column) == (3, 6, 13)


def test_all_problems_of_a_module_are_reported(load: Load) -> None:
    with pytest.raises(DiagnosticError) as caught:
        load("A == x\nB == A\nC == y\nTHEOREM T == z\nD == 1 + 2")
    found = [(d.code, d.annotations[0].place.line) for d in caught.value.diagnostics]
    # B uses the refused A, which is not reported again.
    assert found == [("unknown-identifier", line) for line in (2, 4, 5, 6)]


def test_a_redefinition_names_the_first_place(load: Load) -> None:
    with pytest.raises(DiagnosticError) as caught:
        load("A == 1\n\nA == 2")
    (problem,) = caught.value.diagnostics
    assert [a.place.line for a in problem.annotations] == [4, 2]
