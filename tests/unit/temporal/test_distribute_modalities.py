"""Temporal operators move inwards where that is an equivalence, and nowhere else."""

from __future__ import annotations

import pytest

from tlaverify.kernel.term import Apply, Bind, Binder, Bound, Kind, Level, Num, Symbol, Term, builtin, ref
from tlaverify.obligations.temporal.distribute import distribute_modalities

x = ref(Symbol("x", Kind.VARIABLE, 0, Level.STATE, "M"))
S = ref(Symbol("S", Kind.CONSTANT, 0, Level.CONSTANT, "M"))
At = Symbol("At", Kind.DEFINED, 1, Level.STATE, "M")
i, j = Symbol("i", Kind.BOUND), Symbol("j", Kind.BOUND)
P = builtin("=", x, Num(1))
Q = builtin("=", x, Num(2))
FLEXIBLE = builtin("..", Num(1), x)


def at(s: Symbol) -> Term:
    return Apply(At, (ref(s),))


def every(s: Symbol, body: Term, domain: Term | None = S) -> Term:
    return Bind(Binder.FORALL, (Bound(s, domain),), body)


def some(s: Symbol, body: Term, domain: Term | None = S) -> Term:
    return Bind(Binder.EXISTS, (Bound(s, domain),), body)


def box(t: Term) -> Term:
    return builtin("[]", t)


def dia(t: Term) -> Term:
    return builtin("<>", t)


def imp(a: Term, b: Term) -> Term:
    return builtin("=>", a, b)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (box(every(i, at(i))), every(i, box(at(i)))),
        (dia(some(i, at(i))), some(i, dia(at(i)))),
        (box(builtin("/\\", P, Q)), builtin("/\\", box(P), box(Q))),
        (dia(builtin("\\/", P, Q)), builtin("\\/", dia(P), dia(Q))),
        (box(box(P)), box(P)),
        (builtin("~>", P, Q), box(imp(P, dia(Q)))),
        (box(imp(some(i, at(i)), P)), every(i, box(imp(at(i), P)))),
        (box(every(i, builtin("/\\", at(i), box(P)))), every(i, builtin("/\\", box(at(i)), box(P)))),
        (imp(P, box(every(i, at(i)))), imp(P, every(i, box(at(i))))),
    ],
)
def test_moves_inwards(before: Term, after: Term) -> None:
    assert distribute_modalities(before) == after


@pytest.mark.parametrize(
    "term",
    [
        box(some(i, at(i))),
        dia(every(i, at(i))),
        box(builtin("\\/", P, Q)),
        dia(builtin("/\\", P, Q)),
        box(every(i, at(i), FLEXIBLE)),
        dia(some(i, at(i), FLEXIBLE)),
        box(imp(some(i, at(i), FLEXIBLE), P)),
        box(imp(every(i, at(i)), P)),
        box(dia(P)),
        every(i, at(i)),
    ],
)
def test_stays(term: Term) -> None:
    assert distribute_modalities(term) == term


def test_no_capture() -> None:
    """(\\E i : At(i)) => At(i) with a free i: the bound one is renamed."""
    out = distribute_modalities(box(imp(some(i, at(i)), dia(at(i)))))
    assert out.free == {i}


def test_what_a_temporal_quantifier_binds_is_not_rigid() -> None:
    inner = box(every(j, at(j), builtin("{}", ref(i))))
    term = Bind(Binder.TEMPORAL_EXISTS, (Bound(i, None),), inner)
    assert distribute_modalities(term) == term
