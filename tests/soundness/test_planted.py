"""The suite notices mistakes: with a wrong axiom planted, something false is proved.

Each mistake is made in the text of the queries, where the axioms stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tlaverify.encodings.encode import NotApplicable, encode
from tlaverify.kernel.verdict import Answer
from tlaverify.obligations.generate import obligations_of
from tlaverify.semantics.load import load_module
from tlaverify.solvers.driver import load_driver
from tlaverify.solvers.engine import make_engine
from tlaverify.solvers.request import Request

INVALID = Path(__file__).parent / "invalid"

MISTAKES = {
    "functions that agree are equal whatever their domains": ("(= (dom! f) (dom! g))", "true"),
    "what agrees on a domain is a function": ("(isfcn! f) (isfcn! g)", "true true"),
    "every value is an integer": (
        "(=> (isint! x) (= (i2u! (u2i! x)) x))", "(and (isint! x) (= (i2u! (u2i! x)) x))"
    ),
    "an interval has no lower end": ("(<= a (u2i! x))", "true"),
}


@cache
def texts() -> tuple[tuple[str, ...], ...]:
    """The queries of false obligations that are one query each."""
    return tuple(_texts())


def _texts() -> Iterator[tuple[str, ...]]:
    for name in ("Arithmetic", "FunctionValues", "Kinds", "Records", "TuplesAndSequences"):
        program = load_module(INVALID / f"{name}.tla")
        for theorem in obligations_of(program.main, program):
            for obligation in theorem.obligations:
                try:
                    yield tuple(q.text for q in encode(obligation, "untyped"))
                except NotApplicable:
                    continue


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_planted_mistake_proves_something_false(mistake: str) -> None:
    right, wrong = MISTAKES[mistake]
    driver = load_driver("z3")
    engine = make_engine(driver)
    touched = [t for t in texts() if any(right in text for text in t)]
    assert touched, "the axiom has another form now: mend this test"

    def proved(queries: tuple[str, ...]) -> bool:
        return all(
            engine.ask(Request(q.replace(right, wrong), budget=driver.units(0.05))).answer is Answer.UNSAT
            for q in queries
        )

    assert any(proved(t) for t in touched)
