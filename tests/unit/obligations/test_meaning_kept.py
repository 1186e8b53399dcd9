"""Expansion, distribution of primes and preparation keep the value of random actions on random steps."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tlaverify.evaluate.evaluate import Interpretation, evaluate
from tlaverify.evaluate.values import Integer, Undefined
from tlaverify.kernel.sequent import Definition, Obligation, Place
from tlaverify.kernel.term import (
    Apply,
    Bind,
    Binder,
    Bound,
    Kind,
    Let,
    LetDef,
    Level,
    Num,
    Symbol,
    Term,
    builtin,
    ref,
)
from tlaverify.obligations.actions import expand_actions
from tlaverify.obligations.expand import expand_definitions
from tlaverify.obligations.prepare import prepare
from tlaverify.obligations.prime import distribute_prime

X, Y = (Symbol(n, Kind.VARIABLE, 0, Level.STATE, "M") for n in "xy")
C = Symbol("c", Kind.CONSTANT, 0, Level.CONSTANT, "M")
B1, B2, P = (Symbol(n, Kind.BOUND) for n in ("i", "j", "p"))
F = Symbol("f", Kind.BOUND, 1)

TWO = builtin("{}", Num(0), Num(1))


def op(name: str, body: Term, level: Level, leibniz: bool) -> Definition:
    return Definition(Symbol(name, Kind.DEFINED, 1, level, "M"), (P,), body, (leibniz,))


def eq(a: Term, b: Term) -> Term:
    return builtin("=", a, b)


SAME = op("Same", eq(ref(P), ref(C)), Level.CONSTANT, True)
SOME = op(
    "Some", Bind(Binder.EXISTS, (Bound(B1, TWO),), builtin("/\\", eq(ref(B1), ref(X)), eq(ref(P), ref(B1)))),
    Level.STATE, True,
)
STEP = op("Step", eq(builtin("'", ref(P)), ref(P)), Level.ACTION, False)
_CAN = builtin("/\\", eq(builtin("'", ref(X)), ref(P)), Apply(SOME.symbol, (ref(P),)))
NOW = op("Now", builtin("ENABLED", _CAN), Level.STATE, False)
DEFINITIONS = {d.symbol: d for d in (SAME, SOME, STEP, NOW)}

values = st.sampled_from([ref(X), ref(Y), ref(C), ref(B1), ref(B2), Num(0), Num(1)])


def _extend(formulas: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    bound = st.sampled_from([B1, B2])
    return st.one_of(
        st.builds(lambda a, b: builtin("/\\", a, b), formulas, formulas),
        st.builds(lambda a: builtin("~", a), formulas),
        st.builds(
            lambda s, body, e: Bind(Binder.EXISTS, (Bound(s, builtin("{}", e, Num(1))),), body),
            bound, formulas, values,
        ),
        st.builds(
            lambda s, body, e: builtin("\\in", e, Bind(Binder.FILTER, (Bound(s, TWO),), body)),
            bound, formulas, values,
        ),
        st.builds(
            lambda a, b: Let((LetDef(F, (P,), a),), builtin("/\\", Apply(F, (b,)), a)), formulas, values
        ),
    )


atoms = st.one_of(
    st.builds(eq, values, values),
    st.builds(lambda a: Apply(SAME.symbol, (a,)), values),
    st.builds(lambda a: Apply(SOME.symbol, (a,)), values),
)
state_formulas = st.recursive(atoms, _extend, max_leaves=6)
actions = st.recursive(
    st.one_of(
        state_formulas,
        st.builds(lambda a: builtin("'", a), state_formulas),
        st.builds(lambda a: builtin("UNCHANGED", a), st.one_of(values, state_formulas)),
        st.builds(lambda a, b: builtin("[]_", builtin("'", a), builtin("<<>>", b, ref(X))), atoms, values),
        st.builds(lambda a: Apply(STEP.symbol, (a,)), values),
        st.builds(lambda a: Apply(NOW.symbol, (a,)), values),
    ),
    _extend,
    max_leaves=6,
)


def closed(term: Term) -> Term:
    """The free bound variables are quantified."""
    free = [s for s in (B1, B2) if s in term.free]
    return Bind(Binder.FORALL, tuple(Bound(s, TWO) for s in free), term) if free else term


bits = st.integers(0, 1).map(Integer)


@settings(max_examples=150, deadline=None)
@given(actions.map(closed), bits, bits, bits, bits, bits)
def test_value_is_kept(
    term: Term, x: Integer, y: Integer, x1: Integer, y1: Integer, c: Integer
) -> None:
    step = Interpretation({C: c}, {X: x, Y: y}, {X: x1, Y: y1}, DEFINITIONS)
    expected = evaluate(term, step)
    shown = expand_definitions(term, DEFINITIONS, {STEP.symbol})
    moved = distribute_prime(expand_actions(shown), DEFINITIONS)
    obligation = Obligation(
        "M!T/goal", "M!T", "goal", Place("M.tla", 1, 1, 1, 2), (X, Y, C), (), term, DEFINITIONS,
        frozenset(DEFINITIONS), backends=frozenset({"expandenabled"}),
    )
    for other in (moved, prepare(obligation).goal):
        found = evaluate(other, step)
        if not isinstance(expected, Undefined) and not isinstance(found, Undefined):
            assert found == expected
