"""The decision procedure against known laws and against brute force over all small lassos."""

from __future__ import annotations

import itertools
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tlaverify.obligations.ptl import Closed, Exhausted, Formula, Lasso, Open, decide, holds
from tlaverify.obligations.ptl.formula import (
    FALSE,
    TRUE,
    always,
    atom,
    conj,
    disj,
    eventually,
    iff,
    implies,
    next_,
    not_,
    until,
)

P, Q, R, S = atom("p"), atom("q"), atom("r"), atom("s")


def is_valid(f: Formula, rigid: tuple[str, ...] = ()) -> bool:
    result = decide("o", not_(f), rigid)
    assert not isinstance(result, Exhausted)
    if isinstance(result, Open):
        assert holds(not_(f), result.lasso)
    else:
        assert result == Closed("o", True, result.states)
    return isinstance(result, Closed)


def gf(f: Formula) -> Formula:
    return always(eventually(f))


def leads_to(f: Formula, g: Formula) -> Formula:
    return always(implies(f, eventually(g)))


VALID = {
    "reflexive": implies(always(P), P),
    "transitive": implies(always(P), always(always(P))),
    "distribution": iff(always(conj((P, Q))), conj((always(P), always(Q)))),
    "induction": implies(conj((P, always(implies(P, next_(P))))), always(P)),
    "next of negation": iff(next_(not_(P)), not_(next_(P))),
    "duality": iff(eventually(P), not_(always(not_(P)))),
    "unfolding": iff(until(P, Q), disj((Q, conj((P, next_(until(P, Q))))))),
    "until implies eventually": implies(until(P, Q), eventually(Q)),
    "stable": implies(eventually(always(P)), gf(P)),
    "gf of a disjunction": iff(gf(disj((P, Q))), disj((gf(P), gf(Q)))),
    "fg of a conjunction": iff(
        eventually(always(conj((P, Q)))), conj((eventually(always(P)), eventually(always(Q))))
    ),
    "chain": implies(
        conj((leads_to(P, Q), leads_to(Q, R), leads_to(R, S))), leads_to(P, S)
    ),
    "leads to of a disjunction": iff(
        leads_to(disj((P, Q)), R), conj((leads_to(P, R), leads_to(Q, R)))
    ),
    "even": implies(conj((P, always(implies(P, next_(next_(P)))))), gf(P)),
}

NOT_VALID = {
    "box from present": implies(P, always(P)),
    "present of next": implies(P, next_(P)),
    "gf to fg": implies(gf(P), eventually(always(P))),
    "gf of a conjunction": implies(conj((gf(P), gf(Q))), gf(conj((P, Q)))),
    "box of a disjunction": implies(always(disj((P, Q))), disj((always(P), always(Q)))),
    "converse chain": implies(leads_to(P, Q), leads_to(Q, P)),
    "even positions": implies(conj((P, always(implies(P, next_(next_(P)))))), always(P)),
    "weak until": implies(always(P), until(P, Q)),
    "constants": FALSE,
}


@pytest.mark.parametrize("name", VALID)
def test_laws(name: str) -> None:
    assert is_valid(VALID[name])


@pytest.mark.parametrize("name", NOT_VALID)
def test_false_twins_have_a_model(name: str) -> None:
    assert not is_valid(NOT_VALID[name])


def test_rigid_atoms_never_change() -> None:
    assert is_valid(implies(P, always(P)), ("p",))
    assert is_valid(implies(eventually(P), P), ("p",))
    assert is_valid(iff(next_(P), P), ("p",))
    assert not is_valid(implies(disj((P, Q)), always(disj((P, Q)))), ("p",))
    assert is_valid(implies(conj((eventually(conj((P, Q))), eventually(conj((not_(P), Q))))), FALSE), ("p",))
    assert not is_valid(disj((P, always(not_(Q)))), ("p",))


def test_weak_fairness_proves_progress() -> None:
    """The rule WF1 ("The temporal logic of actions", 1994, figure 5), as a propositional argument."""
    act, stutter, enabled = Q, S, R
    step = disj((act, stutter))
    wf = implies(eventually(always(enabled)), gf(act))
    premises = [
        always(implies(conj((P, step)), disj((next_(P), next_(atom("goal")))))),
        always(implies(conj((P, act)), next_(atom("goal")))),
        always(implies(P, enabled)),
    ]
    goal = leads_to(P, atom("goal"))
    assert is_valid(implies(conj((*premises, always(step), wf)), goal))
    for left_out in range(len(premises)):
        rest = premises[:left_out] + premises[left_out + 1:]
        assert not is_valid(implies(conj((*rest, always(step), wf)), goal))
    assert not is_valid(implies(conj((*premises, wf)), goal))
    assert not is_valid(implies(conj((*premises, always(step))), goal))


def test_long_chains_stay_small() -> None:
    atoms = [atom(f"a{i}") for i in range(25)]
    links = [leads_to(a, b) for a, b in itertools.pairwise(atoms)]
    assert is_valid(implies(conj(links), leads_to(atoms[0], atoms[-1])))
    assert not is_valid(implies(conj(links[:10] + links[11:]), leads_to(atoms[0], atoms[-1])))


def test_many_invariants_and_fairness_conditions() -> None:
    inv = [atom(f"inv{i}") for i in range(12)]
    step = disj((atom("next"), atom("stutter")))
    facts = [
        always(implies(conj((*inv[: i + 1], step)), next_(inv[i]))) for i in range(12)
    ] + [implies(atom("init"), i) for i in inv]
    fair = [implies(eventually(always(atom(f"en{i}"))), gf(atom(f"act{i}"))) for i in range(12)]
    spec = conj((atom("init"), always(step), *fair))
    assert is_valid(implies(conj((*facts, spec)), always(conj(inv))))
    assert not is_valid(implies(conj((*facts[1:], spec)), always(conj(inv))))


def test_budget_is_in_steps() -> None:
    atoms = [atom(f"a{i}") for i in range(14)]
    f = conj([gf(iff(a, next_(not_(b)))) for a in atoms for b in atoms])
    assert decide("o", f, budget=50) == Exhausted(50)
    assert decide("o", f, budget=50) == decide("o", f, budget=50)


# -- random formulas against all lassos up to a bound ---------------------------------------------------


def formulas(names: tuple[str, ...], size: int) -> st.SearchStrategy[Formula]:
    leaves = st.sampled_from([atom(n) for n in names] + [TRUE])
    unary = st.sampled_from([not_, next_, always, eventually])
    binary = st.sampled_from([until, iff, implies])

    def extend(inner: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
        return st.one_of(
            st.builds(lambda op, a: op(a), unary, inner),
            st.builds(lambda op, a, b: op(a, b), binary, inner, inner),
            st.lists(inner, min_size=2, max_size=3).map(conj),
            st.lists(inner, min_size=2, max_size=3).map(disj),
        )

    return st.recursive(leaves, extend, max_leaves=size)


@cache
def lassos(names: tuple[str, ...], rigid: tuple[str, ...], bound: int) -> list[Lasso]:
    """All lassos of at most ``bound`` positions."""
    bits = itertools.product((False, True), repeat=len(names))
    values = [dict(zip(names, b, strict=True)) for b in bits]
    out = []
    for n in range(1, bound + 1):
        for word in itertools.product(values, repeat=n):
            if all(v[r] == word[0][r] for v in word for r in rigid):
                out.extend(Lasso(word[:k], word[k:]) for k in range(n))
    return out


def check(f: Formula, names: tuple[str, ...], rigid: tuple[str, ...], bound: int) -> None:
    result = decide("o", f, rigid)
    if isinstance(result, Open):
        lasso = result.lasso
        assert holds(f, lasso)
        for v in (*lasso.prefix, *lasso.loop):
            assert all(v.get(r, False) == (lasso.prefix + lasso.loop)[0].get(r, False) for r in rigid)
    else:
        assert isinstance(result, Closed)
        assert not any(holds(f, lasso) for lasso in lassos(names, rigid, bound))


@settings(max_examples=400, deadline=None)
@given(formulas(("p", "q"), 9))
def test_random_formulas_of_two_atoms(f: Formula) -> None:
    check(f, ("p", "q"), (), 3)


@settings(max_examples=150, deadline=None)
@given(formulas(("p",), 12))
def test_random_formulas_of_one_atom(f: Formula) -> None:
    check(f, ("p",), (), 5)


@settings(max_examples=200, deadline=None)
@given(formulas(("p", "q", "r"), 9))
def test_random_formulas_with_a_rigid_atom(f: Formula) -> None:
    check(f, ("p", "q", "r"), ("r",), 2)


@settings(max_examples=200, deadline=None)
@given(formulas(("p", "q", "r"), 14), formulas(("p", "q", "r"), 14))
def test_excluded_middle_and_conjunctions(f: Formula, g: Formula) -> None:
    """f, or else its negation, has a model; f /\\ g has one only if both have."""
    both = [decide("o", h) for h in (f, not_(f), conj((f, g)), g)]
    assert not any(isinstance(r, Exhausted) for r in both)
    assert isinstance(both[0], Open) or isinstance(both[1], Open)
    if isinstance(both[2], Open):
        assert isinstance(both[0], Open) and isinstance(both[3], Open)
