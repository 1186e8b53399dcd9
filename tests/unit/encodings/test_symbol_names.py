"""Names in SMT-LIB: ordinary ones as they are, and no two alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tlaverify.encodings.encode import STRATEGIES, NotApplicable, encode
from tlaverify.encodings.statement import symbol_text
from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.verdict import Answer
from tlaverify.obligations.generate import obligations_of
from tlaverify.semantics.load import load_module
from tlaverify.solvers.driver import load_driver
from tlaverify.solvers.engine import make_engine
from tlaverify.solvers.request import Request

NAMES = st.text(st.sampled_from('ab\\%|¦p.@ "'), min_size=1, max_size=5)


@given(NAMES, NAMES)
@example("\\", "%")
@example("|", "¦")
@example("%", "¦p")
@example("@a", "¦@a")
@example("a", "|a|")
def test_different_names_are_written_differently(one: str, two: str) -> None:
    assert (symbol_text(one) == symbol_text(two)) == (one == two)


@given(NAMES)
def test_a_quoted_name_has_what_smt_lib_allows(name: str) -> None:
    text = symbol_text(name)
    if text.startswith("|"):
        assert text.endswith("|") and not {"|", "\\"} & set(text[1:-1]) and text[1] not in ".@"
    else:
        assert text == name


@pytest.mark.parametrize("name", ["x", "in!", "set!3", "I!Op"])
def test_ordinary_names_stay(name: str) -> None:
    assert symbol_text(name) == name


@pytest.mark.parametrize(
    ("name", "text"), [("x'", "|x'|"), ("\\o!", "|%o!|"), ('"a b"', '|"a b"|'), ("Op/2", "|Op/2|")]
)
def test_names_of_operators_and_strings_stay(name: str, text: str) -> None:
    assert symbol_text(name) == text


def obligation(folder: Path, statement: str, constants: str = "f, _ %% _, _ || _") -> Obligation:
    body = f"EXTENDS Integers, Sequences\nCONSTANTS {constants}\nTHEOREM Th == {statement}\nOBVIOUS"
    (folder / "M.tla").write_text(f"---- MODULE M ----\n{body}\n====\n", encoding="utf-8")
    program = load_module(folder / "M.tla")
    (theorem,) = obligations_of(program.main, program)
    (made,) = theorem.obligations
    return made


@pytest.mark.parametrize("solver", ["z3", "cvc5"])
@pytest.mark.parametrize(
    ("statement", "answer"),
    [
        (r'f["\\"] = f["%"] => "\\" # "%"', Answer.UNSAT),
        (r'f["|"] = 1 /\ f["¦"] = 2 => f["|"] # f["¦"]', Answer.UNSAT),
        (r'{"\\", "%", "|", "¦"} # {"\\", "|"}', Answer.UNSAT),
        (r"(1 %% 2 = 3) /\ (1 || 2 = 4) => (1 %% 2) # (1 || 2)", Answer.UNSAT),
        (r'f["\\"] = f["%"]', Answer.SAT),
    ],
)
def test_solvers_tell_them_apart(statement: str, answer: Answer, solver: str, tmp_path: Path) -> None:
    driver = load_driver(solver)
    engine = make_engine(driver)
    made = obligation(tmp_path, statement)
    for strategy in STRATEGIES:
        try:
            queries = encode(made, strategy)
        except NotApplicable:
            continue
        for query in queries:
            found = engine.ask(Request(query.text, budget=driver.units(1))).answer
            assert found is answer or (answer is Answer.SAT and found is Answer.UNKNOWN), query.text


SOLVERS_OWN = [
    "abs", "bag", "bv", "bvadd", "concat", "const", "div", "fp", "int", "mod", "nullable", "par", "piand",
    "re", "real", "rel", "rem", "select", "sep", "seq", "set", "store", "str", "table", "to_int", "tuple",
]  # fmt: skip


@pytest.mark.parametrize("solver", ["z3", "cvc5"])
@pytest.mark.parametrize("name", SOLVERS_OWN)
def test_names_of_the_solvers_own_are_free_to_use(name: str, solver: str, tmp_path: Path) -> None:
    """Each true statement has a false twin: the name means nothing but what is said of it."""
    driver = load_driver(solver)
    engine = make_engine(driver)
    for premise, true, false in (
        (f"{name} \\in Int /\\ {name} > 1", f"{name} > 0", f"{name} > 2"),
        (f"{name} \\in [at : Int, union : Int] /\\ {name}.at = 1", f"{name}.at + 1 = 2", f"{name}.union = 1"),
        (f"{name} \\in Seq(Int) /\\ Len({name}) = 1", f"Len(Append({name}, 3)) = 2", f"{name}[1] = 1"),
        (f"{name} \\in [Int -> Int] /\\ {name}[1] = 1", f"{name}[1] + {name}[1] = 2", f"{name}[2] = 2"),
        (f"{name} \\in SUBSET Int /\\ 1 \\in {name}", f"{name} # {{}}", f"2 \\in {name}"),
    ):
        for goal, follows in ((true, True), (false, False)):
            made = obligation(tmp_path, f"{premise} => {goal}", name)
            (query,) = encode(made, "typed-def")
            found = engine.ask(Request(query.text, budget=driver.units(1 if follows else 0.05))).answer
            assert found in ((Answer.UNSAT,) if follows else (Answer.SAT, Answer.UNKNOWN)), query.text
