"""INSTANCE: what the names of an instance mean."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tlaverify.kernel.diagnostic import DiagnosticError
from tlaverify.kernel.rewrite import subterms
from tlaverify.kernel.sequent import Sequent
from tlaverify.kernel.term import Apply, Kind, Level, Term
from tlaverify.semantics.printing import show
from tlaverify.semantics.program import Program
from tlaverify.semantics.scope import Defined, FactEntry, InstanceEntry, Interpreted, Unsupported

Load = Callable[..., Program]


def member(program: Program, instance: str, name: str) -> object:
    entry = program.main.scope.lookup(instance)
    assert isinstance(entry, InstanceEntry)
    return entry.members[name]


def body(program: Program, instance: str, name: str) -> str:
    entry = member(program, instance, name)
    assert isinstance(entry, Defined)
    return show(entry.definition.body, width=200).replace("\n", " ")


def test_definitions_refer_to_the_instance(load: Load) -> None:
    program = load(
        "CONSTANT k\nI == INSTANCE In WITH c <- k + 1",
        extends="Integers",
        In="CONSTANT c\nd == c\ne(x) == <<d, x>>",
    )
    assert body(program, "I", "d") == "k + 1"
    assert body(program, "I", "e") == "<<I!d, x>>"
    entry = member(program, "I", "e")
    assert isinstance(entry, Defined) and entry.definition.symbol.name == "I!e"


def test_two_instances_stay_apart(load: Load) -> None:
    program = load("I == INSTANCE In WITH c <- 1\nJ == INSTANCE In WITH c <- 2", In="CONSTANT c\nd == c")
    first, second = member(program, "I", "d"), member(program, "J", "d")
    assert isinstance(first, Defined) and isinstance(second, Defined)
    assert first.definition.symbol != second.definition.symbol
    assert (show(first.definition.body), show(second.definition.body)) == ("1", "2")


def test_hidden_definitions_of_one_name_stay_apart(load: Load) -> None:
    program = load(
        "INSTANCE One WITH c <- 1\nINSTANCE Two WITH c <- 2",
        One="CONSTANT c\nLOCAL hidden == c\nfirst == hidden",
        Two="CONSTANT c\nLOCAL hidden == c\nsecond == hidden",
    )
    definitions = program.main.definitions
    values = []
    for name in ("first", "second"):
        entry = program.main.scope.lookup(name)
        assert isinstance(entry, Defined)
        (used,) = [t.op for t in subterms(entry.definition.body) if isinstance(t, Apply)]
        values.append(show(definitions[used].body))
    assert values == ["1", "2"]


def test_untouched_operators_keep_their_symbols(load: Load) -> None:
    program = load(
        "F == INSTANCE FiniteSets\nI == INSTANCE In WITH c <- 1",
        extends="FiniteSets",
        In="EXTENDS FiniteSets\nCONSTANT c\nd == Cardinality({c})",
    )
    own = program.main.scope.lookup("Cardinality")
    assert member(program, "F", "Cardinality") is own
    assert body(program, "I", "d") == "Cardinality({1})"


def test_interpreted_operators_stay_interpreted(load: Load) -> None:
    program = load("I == INSTANCE Naturals\nA == I!Nat")
    entry = program.main.scope.lookup("A")
    assert isinstance(entry, Defined) and show(entry.definition.body) == "Nat"
    assert isinstance(member(program, "I", "+"), Interpreted)


def test_parameters_come_first(load: Load) -> None:
    program = load("I(y) == INSTANCE In WITH c <- y\nA(z) == I(z)!d(3)", In="CONSTANT c\nd(x) == <<c, x>>")
    entry = member(program, "I", "d")
    assert isinstance(entry, Defined)
    assert [p.name for p in entry.definition.params] == ["y", "x"]
    assert show(entry.definition.body) == "<<y, x>>"
    a = program.main.scope.lookup("A")
    assert isinstance(a, Defined) and show(a.definition.body) == "I!d(z, 3)"


def test_parameters_are_not_captured(load: Load) -> None:
    # The instance's parameter x is not the bound x of d nor the parameter x of e.
    program = load(
        "I(x) == INSTANCE In WITH c <- x",
        In="CONSTANT c\nd == \\E x \\in {1} : x = c\ne(x) == x = c\nf == \\E x \\in {1} : e(x)",
    )
    for name in ("d", "e", "f"):
        entry = member(program, "I", name)
        assert isinstance(entry, Defined)
        params = entry.definition.params
        assert len(set(params)) == len(params)
        assert entry.definition.body.free <= set(params)
    assert body(program, "I", "d") == "\\E x_1 \\in {1} : x_1 = x"
    e = member(program, "I", "e")
    assert isinstance(e, Defined)
    outer, inner = e.definition.params
    left, right = e.definition.body.args  # type: ignore[attr-defined]
    assert (left.op, right.op) == (inner, outer)


def test_value_with_a_bound_name_is_not_captured(load: Load) -> None:
    program = load(
        "A == \\E x : LET I == INSTANCE In WITH c <- x IN I!d", In="CONSTANT c\nd == \\E x \\in {1} : x = c"
    )
    entry = program.main.scope.lookup("A")
    assert isinstance(entry, Defined)
    assert show(entry.definition.body) == "\\E x : \\E x_1 \\in {1} : x_1 = x"


def test_operator_for_an_operator(load: Load) -> None:
    program = load(
        "a \\prec b == a = b\nI == INSTANCE In WITH F <- \\prec, G <- LAMBDA u : <<u, u>>",
        In="CONSTANTS F(_, _), G(_)\nd(x) == F(x, G(x))",
    )
    assert body(program, "I", "d") == "x \\prec <<x, x>>"


def test_instance_of_an_instance(load: Load) -> None:
    program = load(
        "VARIABLE v\nI == INSTANCE Mid WITH b <- v\nA == I!J!d",
        Mid="VARIABLE b\nJ == INSTANCE In WITH c <- <<b>>",
        In="VARIABLE c\nd == c",
    )
    a = program.main.scope.lookup("A")
    assert isinstance(a, Defined)
    (used,) = [t.op for t in subterms(a.definition.body) if isinstance(t, Apply)]
    assert used.name == "I!J!d" and used.level is Level.STATE
    assert show(program.main.definitions[used].body) == "<<v>>"


def test_levels_of_a_constant_module_follow_the_values(load: Load) -> None:
    program = load(
        "VARIABLE v\nI == INSTANCE In WITH c <- v", In="CONSTANT c\nd == c\ne == 1\nf == LET g == c IN g"
    )
    for name, level in (("d", Level.STATE), ("e", Level.CONSTANT), ("f", Level.STATE)):
        entry = member(program, "I", name)
        assert isinstance(entry, Defined)
        assert entry.definition.symbol.level is level


# ---------------------------------------------------------------------------- facts


def test_theorem_comes_under_the_assumptions(load: Load) -> None:
    program = load(
        "I == INSTANCE In WITH c <- 5",
        In="CONSTANT c\nASSUME A == c = 1\nASSUME c = 2\nTHEOREM T == c = 3\n"
        "THEOREM S == ASSUME NEW x, x = c PROVE x = c",
    )
    fact = member(program, "I", "T")
    assert isinstance(fact, FactEntry) and fact.theorem and not fact.assumed
    assert isinstance(fact.statement, Term)
    assert show(fact.statement) == "5 = 1 /\\ 5 = 2 => 5 = 3"
    sequent = member(program, "I", "S")
    assert isinstance(sequent, FactEntry) and isinstance(sequent.statement, Sequent)
    shown = [show(e) if isinstance(e, Term) else "NEW" for e in sequent.statement.context]
    assert shown == ["5 = 1", "5 = 2", "NEW", "x = 5"]


def test_assumptions_of_an_instance_are_no_facts(load: Load) -> None:
    program = load("I == INSTANCE In WITH c <- 5", In="CONSTANT c\nASSUME A == c = 1")
    fact = member(program, "I", "A")
    assert isinstance(fact, FactEntry) and not fact.assumed and not fact.theorem
    assert program.main.assumes == ()


def test_assumptions_of_an_extended_module_are(load: Load) -> None:
    program = load("A2 == 1", extends="In", In="CONSTANT c\nASSUME A == c = 1")
    assert [a.name for a in program.main.assumes] == ["A"]
    assert program.main.assumes[0].assumed


# -------------------------------------------------- ENABLED and its relatives under substitution

ENABLED = "VARIABLES x, y\nCONSTANT k\nA == x' = 1 /\\ y' = y /\\ k = y\nE == ENABLED A\n"


def test_renamed_variables_go_into_enabled(load: Load) -> None:
    program = load("VARIABLES u, v\nI == INSTANCE In WITH x <- u, y <- v, k <- 2", In=ENABLED)
    assert body(program, "I", "E") == "ENABLED I!A"


@pytest.mark.parametrize("values", ["x <- u, y <- u", "x <- u, y <- <<u>>", "x <- 1, y <- u"])
def test_enabled_binds_the_next_state(values: str, load: Load) -> None:
    """Of ENABLED (x' = 1 /\\ y' = y) the primed variables are bound, the others are replaced."""
    program = load(f"VARIABLE u\nI == INSTANCE In WITH {values}, k <- 2", In=ENABLED)
    entry = member(program, "I", "E")
    assert isinstance(entry, Defined)
    value = values.split("y <- ")[1]
    assert body(program, "I", "E") == (
        f"\\E x_next1, y_next1 : x_next1 = 1 /\\ y_next1 = {value} /\\ 2 = {value}"
    )
    assert not any(
        isinstance(t, Apply) and t.op.name in ("ENABLED", "'") for t in subterms(entry.definition.body)
    )


def test_fairness_is_written_out(load: Load) -> None:
    program = load(
        "VARIABLE u\nI == INSTANCE In WITH x <- <<u>>", In="VARIABLE x\nW == WF_x(x' = 1)\nS == SF_x(x' = 1)"
    )
    never = "~(\\E x_next1 : x_next1 = 1 /\\ x_next1 # <<u>>)"
    again = "[]<><<<<u>>' = 1>>_<<u>>"
    assert body(program, "I", "W") == f"[]<>{never} \\/ {again}"
    assert body(program, "I", "S") == f"<>[]{never} \\/ {again}"


def test_unchanged_and_square_brackets_under_enabled(load: Load) -> None:
    program = load(
        "VARIABLE u\nI == INSTANCE In WITH x <- <<u>>",
        In="VARIABLE x\nA == ENABLED (UNCHANGED x \\/ [x' = 1]_x)",
    )
    assert body(program, "I", "A") == ("\\E x_next1 : x_next1 = <<u>> \\/ (x_next1 = 1 \\/ x_next1 = <<u>>)")


def test_enabled_inside_enabled(load: Load) -> None:
    program = load(
        "VARIABLE u\nI == INSTANCE In WITH x <- <<u>>",
        In="VARIABLE x\nA == ENABLED (x' = 2 /\\ (ENABLED (x' = x))')",
    )
    assert body(program, "I", "A") == "\\E x_next2 : x_next2 = 2 /\\ (\\E x_next1 : x_next1 = x_next2)"


def test_let_around_enabled(load: Load) -> None:
    program = load(
        "VARIABLE u\nI == INSTANCE In WITH x <- <<u>>", In="VARIABLE x\nA == LET n == x' IN ENABLED (n = 1)"
    )
    assert body(program, "I", "A") == "\\E x_next1 : x_next1 = 1"


def test_composition_is_opaque(load: Load) -> None:
    program = load(
        "VARIABLE u\nI == INSTANCE In WITH x <- <<u>>", In="VARIABLE x\nA == (x' = 1) \\cdot (x' = 2)"
    )
    entry = member(program, "I", "A")
    assert isinstance(entry, Defined)
    (symbol,) = {t.op for t in subterms(entry.definition.body) if isinstance(t, Apply)}
    assert symbol.kind is Kind.OPAQUE and symbol.level is Level.ACTION


def test_recursive_operator_under_enabled_is_opaque(load: Load) -> None:
    program = load(
        "VARIABLE u\nI == INSTANCE In WITH x <- <<u>>",
        In="VARIABLE x\nRECURSIVE F(_)\nF(n) == IF n = 0 THEN x' ELSE F(n)\n"
        "A(n) == \\A m \\in {n} : ENABLED (F(m) = 1)",
    )
    assert isinstance(member(program, "I", "A"), Defined)
    assert body(program, "I", "A") == "\\A m \\in {n} : I!ENABLED$1(m)"


def test_operator_with_a_parameter_under_enabled(load: Load) -> None:
    """Inside the module it is expanded; from outside it cannot be used."""
    inner = (
        "VARIABLE x\nP(A) == ENABLED A\nQ == P(x' = 1)\nP2(A) == P(A /\\ x' = 1)\nQ2 == P2(x' = 2)\n"
        "L == LET R(A) == P(A) IN R(x' = 1)\nH(F(_), a) == F(a)\nK == H(LAMBDA A : ENABLED A, x' = 1)\n"
        "O(F(_)) == ENABLED F(x')\nN == O(LAMBDA z : z = 1)"
    )
    program = load("VARIABLE u\nI == INSTANCE In WITH x <- <<u>>", In=inner)
    assert body(program, "I", "Q") == "\\E x_next1 : x_next1 = 1"
    assert body(program, "I", "Q2") == "\\E x_next1 : x_next1 = 2 /\\ x_next1 = 1"
    assert body(program, "I", "L") == "\\E x_next1 : x_next1 = 1"
    assert body(program, "I", "N") == "\\E x_next1 : x_next1 = 1"
    for name in ("P", "P2", "K", "O"):
        entry = member(program, "I", name)
        assert isinstance(entry, Defined)
        # Never expanded, and not a function of its argument's value.
        assert entry.definition.recursive and not any(entry.definition.leibniz)
    assert load("VARIABLE u\nI == INSTANCE In WITH x <- <<u>>\nB == I!P(u' = u)", In=inner)


def test_a_theorem_that_cannot_be_carried_over_is_no_fact(load: Load) -> None:
    inner = "VARIABLE x\nTHEOREM T == \\EE y : ENABLED (y' = x)"
    program = load("VARIABLE u\nI == INSTANCE In WITH x <- <<u>>", In=inner)
    assert isinstance(member(program, "I", "T"), Unsupported)
    with pytest.raises(DiagnosticError) as caught:
        load("VARIABLE u\nI == INSTANCE In WITH x <- <<u>>\nB == I!T", In=inner)
    assert caught.value.diagnostics[0].code == "unsupported"


def test_a_parameter_for_a_constant_takes_constants_only(load: Load) -> None:
    """Else ``c' = c``, which holds of a constant, would be had of a variable."""
    inner = "CONSTANT c\nVARIABLE x\nd == c' = c /\\ x = x\nTHEOREM T == c' = c"
    body_ = "VARIABLE v\nI(y) == INSTANCE In WITH c <- y, x <- v\n"
    load(body_ + "B == I(1)!d\nC == I(1)!T", In=inner)
    for use in ("B == I(v)!d", "B == I(v)!T"):
        with pytest.raises(DiagnosticError) as caught:
            load(body_ + use, In=inner)
        assert caught.value.diagnostics[0].code == "level"


def test_an_operator_for_a_constant_operator_is_leibniz(load: Load) -> None:
    """Else ``c = d => F(c) = F(d)`` would give ``x = y => x' = y'``."""
    inner = "CONSTANTS F(_), c\nTHEOREM T == \\A d : c = d => F(c) = F(d)"
    load("VARIABLE v\nI == INSTANCE In WITH F <- LAMBDA a : <<a, v>>, c <- v", In=inner)
    with pytest.raises(DiagnosticError) as caught:
        load("VARIABLE v\nP(a) == a'\nI == INSTANCE In WITH F <- P, c <- v", In=inner)
    assert caught.value.diagnostics[0].code == "bad-substitution"


def test_a_constant_module_must_be_one(load: Load) -> None:
    """``c' = c`` holds of a constant: a module that says so is no constant module."""
    for inner in ("CONSTANT c\nTHEOREM T == c' = c", "CONSTANT c\nd == c'", "CONSTANT c\nI == INSTANCE In2"):
        with pytest.raises(DiagnosticError) as caught:
            load("VARIABLE v\nI == INSTANCE In WITH c <- v", In=inner, In2="CONSTANT c\nd == c'")
        assert caught.value.diagnostics[0].code == "level"


def test_extended_and_instantiated(load: Load) -> None:
    inner = "CONSTANT c\nASSUME A == c = 1\nd == c\nTHEOREM T == d = 1"
    program = load("INSTANCE In\nB == d", extends="In", In=inner)
    fact = program.main.scope.lookup("T")
    assert isinstance(fact, FactEntry) and isinstance(fact.statement, Term)
    assert show(fact.statement) == "d = 1"


def test_enabled_around_an_instance_that_was_written_out(load: Load) -> None:
    """The variables that the two ENABLEDs bind have one name in the text, and must not be confused."""
    program = load(
        "VARIABLE u\nI == INSTANCE Mid WITH x <- <<u>>",
        Mid="VARIABLE x\nJ == INSTANCE In WITH x <- <<x>>\nE == ENABLED (x' = 1 /\\ J!E')",
        In="VARIABLE x\nE == ENABLED (x' = x)",
    )
    assert body(program, "I", "E") == "\\E x_next2 : x_next2 = 1 /\\ (\\E x_next1 : x_next1 = <<x_next2>>)"


@pytest.mark.parametrize(
    "outer",
    [
        "I == INSTANCE In WITH c <- LET J == INSTANCE Inmost WITH k <- 1 IN J!d",
        "A == LET I == INSTANCE In WITH c <- (LET J == INSTANCE Inmost WITH k <- 1 IN J!d) IN I!d",
    ],
)
def test_an_instance_in_the_with_of_an_instance(load: Load, outer: str) -> None:
    load(outer, In="CONSTANT c\nd == c", Inmost="CONSTANT k\nd == <<k>>")
