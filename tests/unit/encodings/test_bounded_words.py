"""What is found word by word stays small, however many equations and witnesses there are."""

from __future__ import annotations

import random

import pytest

from tlaverify.encodings.equations import rewritten
from tlaverify.encodings.matching import witness_denials
from tlaverify.kernel.rewrite import subterms
from tlaverify.kernel.term import Apply, Bind, Binder, Bound, Kind, Num, Symbol, Term, builtin, ref

F = Symbol("F", Kind.CONSTANT, 1)
R = Symbol("R", Kind.CONSTANT, 5)
S, U = (ref(Symbol(n, Kind.CONSTANT)) for n in ("S", "U"))


def f(n: int) -> Term:
    return Apply(F, (Num(n),))


@pytest.mark.parametrize("seed", range(6))
def test_equations_that_build_on_one_another_do_not_make_huge_terms(seed):
    equations = [builtin("=", f(n + 2), builtin("<<>>", f(n + 1), f(n))) for n in range(30)]
    if seed:
        random.Random(seed).shuffle(equations)
    added, goal = rewritten(equations, builtin("\\in", f(31), S))
    assert sum(sum(1 for _ in subterms(t)) for t in (*added, goal)) < 100_000


def test_short_equations_are_used_one_after_the_other():
    equations = [builtin("=", f(n + 1), builtin("<<>>", f(n), Num(n))) for n in range(20)]
    _, goal = rewritten(equations, builtin("\\in", f(20), S))
    assert not any(isinstance(t, Apply) and t.op == F and t != f(0) for t in subterms(goal))


def test_the_search_for_witnesses_ends_where_one_is_missing():
    names = [Symbol(n, Kind.BOUND) for n in "abcde"]
    bounds = tuple(Bound(n, U if n.name == "e" else S) for n in names)
    goal = Bind(Binder.EXISTS, bounds, builtin("=", Apply(R, tuple(ref(n) for n in names)), Num(7)))
    known = [builtin("\\in", ref(Symbol(f"c{i}", Kind.CONSTANT)), S) for i in range(60)]
    assert witness_denials(known, goal) == []
    there = builtin("\\in", ref(Symbol("d", Kind.CONSTANT)), U)
    assert len(witness_denials([*known, there], goal)) == 4
