"""Random theorems: what is refuted over a model of an exact query is confirmed anew, and never provable."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, note, seed, settings
from hypothesis import strategies as st
from random_theorems import Theorems, theorems

from tlaverify.encodings.encode import STRATEGIES, NotApplicable, encode
from tlaverify.encodings.finite.scope import Scope
from tlaverify.evaluate.evaluate import truth
from tlaverify.explain.counterexample import find_counterexample, interpretation_of, statements
from tlaverify.kernel.diagnostic import DiagnosticError
from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.verdict import Answer, prove_trivial
from tlaverify.obligations.generate import obligations_of
from tlaverify.semantics.load import KnownModules, load_module
from tlaverify.solvers.driver import load_driver
from tlaverify.solvers.engine import make_engine
from tlaverify.solvers.request import Request

MODULES = int(os.environ.get("TLAVERIFY_CANDIDATES", "12"))
SMALLEST = (Scope(1, 1, steps=5_000),)
"""So small that most has to come from models."""

LIBRARY = KnownModules()
Z3 = make_engine(load_driver("z3"))


def obligations_in(text: str) -> list[Obligation]:
    """The theorems' obligations; none if the text is refused (levels, precedences)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "R.tla"
        path.write_text(text, encoding="utf-8")
        try:
            program = load_module(path, known=LIBRARY)
            return [o for t in obligations_of(program.main, program) for o in t.obligations]
        except DiagnosticError:
            return []


def provable(obligation: Obligation) -> bool:
    if prove_trivial(obligation):
        return True
    for strategy in STRATEGIES:
        try:
            queries = encode(obligation, strategy)
        except NotApplicable:
            continue
        if queries and all(Z3.ask(Request(q.text, 50_000)).answer is Answer.UNSAT for q in queries):
            return True
    return False


LARGE = (-400, -37, 12, 55, 90, 300, 1000)
TERMS = (
    "x", "y", "x + y", "x * y", "x - {n}", "Len(s)", "s[1]", "s[{i}]", "f[a]", "f[b]", "r.m", "v", "v'",
    "v' - v", "x % 7",
)
FACTS = (
    "{t} < {n}", "{t} > {n}", "{t} = {u}", "{t} # {n}", "{n} \\in T", "{t} \\in T", "\\A i \\in T : i > {n}",
    "\\A e \\in S : f[e] >= {n}", "v' = v + {n}", "Len(s) > {i}", "\\A k \\in Nat : k > {n} => k # {t}",
    "\\E e \\in S : f[e] = {n}", "a # b", "Head(s) = {t}", "s = Append(<<x, y>>, {t})", "UNCHANGED v",
)
NEWS = (
    "NEW x \\in Int, NEW y \\in Nat, NEW s \\in Seq(Int), NEW S, NEW f \\in [S -> Int], NEW a \\in S, "
    "NEW b \\in S, NEW T \\in SUBSET Int, NEW r \\in [m : Nat], v \\in Int"
)


@st.composite
def formulas(draw: st.DrawFn) -> str:
    """A comparison with large numbers, perhaps denied or under a condition."""

    def term() -> str:
        return draw(st.sampled_from(TERMS)).format(n=draw(st.sampled_from(LARGE)), i=draw(st.integers(1, 4)))

    def fact() -> str:
        n, i = draw(st.sampled_from(LARGE)), draw(st.integers(1, 4))
        return draw(st.sampled_from(FACTS)).format(t=term(), u=term(), n=n, i=i)

    shape = draw(st.sampled_from(("{0}", "{0}", "~({0})", "({0} => {1})", "({0} \\/ {1})")))
    return shape.format(fact(), fact())


@st.composite
def modules(draw: st.DrawFn) -> str:
    """Theorems about large numbers, true and false ones."""
    lines = ["---- MODULE R ----", "EXTENDS Integers, Sequences", "VARIABLE v"]
    for i in range(3):
        facts = draw(st.lists(formulas(), max_size=3, unique=True))
        lines.append(f"THEOREM Th{i} == ASSUME {', '.join((NEWS, *facts))} PROVE {draw(formulas())} OBVIOUS")
    return "\n".join([*lines, "===="])


FOUND: list[str] = []
"""What was refuted over a model and not in a small scope."""


@seed(0)
@given(modules())
@settings(max_examples=MODULES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def check_large(text: str) -> None:
    check(text)


@seed(0)
@given(theorems())
@settings(max_examples=MODULES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def test_nothing_of_any_kind_is_refuted_and_provable(drawn: Theorems) -> None:
    check(drawn.text)


def check(text: str) -> None:
    """What a model helps to refute in the module is confirmed anew, and no encoding proves it."""
    note(text)
    for obligation in obligations_in(text):
        found = find_counterexample(obligation, SMALLEST, budget=500_000)
        if found is None:
            continue
        if found.scope not in SMALLEST:
            FOUND.append(obligation.id)
        meaning = interpretation_of(found, obligation)
        assert truth(obligation.goal, meaning) is False
        assert all(truth(s, meaning) is True for s in statements(obligation) or ())
        assert not provable(obligation)


def test_nothing_about_large_numbers_is_refuted_and_provable() -> None:
    FOUND.clear()
    check_large()
    assert len(FOUND) >= MODULES // 2  # of three times as many: else this test says nothing
