"""What temporal leaves prove, and the false twins that they must not prove."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from tlaverify.kernel.diagnostic import DiagnosticError
from tlaverify.kernel.sequent import Definition, Hypothesis, New, Obligation, Place, Sequent
from tlaverify.kernel.term import (
    Apply,
    Bind,
    Binder,
    Bound,
    Kind,
    Lambda,
    Level,
    Num,
    Symbol,
    Term,
    builtin,
    ref,
)
from tlaverify.kernel.verdict import Proved, prove_temporal
from tlaverify.obligations.ptl import Closed, Exhausted, Open, decide, holds
from tlaverify.obligations.temporal import abstract_obligation, persists, refute

Fact = Term | Sequent
PLACE = Place("m.tla", 1, 1, 1, 2)
x, y = (ref(Symbol(n, Kind.VARIABLE, 0, Level.STATE, "M")) for n in "xy")
c, d, S = (ref(Symbol(n, Kind.CONSTANT, 0, Level.CONSTANT, "M")) for n in "cdS")


def op(name: str, level: Level, arity: int = 0) -> Symbol:
    return Symbol(name, Kind.DEFINED, arity, level, "M")


Init, Inv, Inv2, C, P, Q, R = (op(n, Level.STATE) for n in ("Init", "Inv", "Inv2", "C", "P", "Q", "R"))
Next, A, vars_ = op("Next", Level.ACTION), op("A", Level.ACTION), op("vars", Level.STATE)
Spec, Live = op("Spec", Level.TEMPORAL), op("Live", Level.TEMPORAL)
At = op("At", Level.STATE, 1)
Move = op("Move", Level.ACTION, 1)
Const = op("Const", Level.CONSTANT, 1)


def num(n: int) -> Term:
    return Num(n)


def eq(a: Term, b: Term) -> Term:
    return builtin("=", a, b)


def land(*args: Term) -> Term:
    return builtin("/\\", *args)


def lor(*args: Term) -> Term:
    return builtin("\\/", *args)


def lnot(a: Term) -> Term:
    return builtin("~", a)


def imp(a: Term, b: Term) -> Term:
    return builtin("=>", a, b)


def box(a: Term) -> Term:
    return builtin("[]", a)


def dia(a: Term) -> Term:
    return builtin("<>", a)


def prime(a: Term) -> Term:
    return builtin("'", a)


def step(a: Term, v: Term) -> Term:
    return builtin("[]_", a, v)


def angle(a: Term, v: Term) -> Term:
    return builtin("<<>>_", a, v)


def forall(name: str, domain: Term | None, body: object, binder: Binder = Binder.FORALL) -> Term:
    symbol = Symbol(name, Kind.BOUND)
    assert callable(body)
    return Bind(binder, (Bound(symbol, domain),), body(ref(symbol)))


def exists(name: str, domain: Term | None, body: object) -> Term:
    return forall(name, domain, body, Binder.EXISTS)


z = Symbol("z", Kind.BOUND)
DEFINITIONS = {
    s: Definition(s, params, body, leibniz)
    for s, params, body, leibniz in [
        (Init, (), eq(x, num(0)), ()),
        (Inv, (), builtin("\\in", x, S), ()),
        (Inv2, (), builtin("\\in", y, S), ()),
        (C, (), builtin("<=", x, y), ()),
        (P, (), eq(x, num(1)), ()),
        (Q, (), eq(x, num(2)), ()),
        (R, (), eq(x, num(3)), ()),
        (A, (), eq(prime(x), num(7)), ()),
        (vars_, (), builtin("<<>>", x, y), ()),
        (Next, (), lor(ref(A), eq(prime(y), x)), ()),
        (Spec, (), land(ref(Init), box(step(ref(Next), ref(vars_)))), ()),
        (Live, (), builtin("WF_", ref(vars_), ref(A)), ()),
        (At, (z,), eq(x, ref(z)), (True,)),
        (Move, (z,), eq(prime(x), ref(z)), (True,)),
        (Const, (z,), builtin("\\in", ref(z), S), (True,)),
    ]
}


def obligation(
    goal: Term, now: Iterable[Fact] = (), boxed: Iterable[Fact] = (), defs: Iterable[Symbol] = ()
) -> Obligation:
    facts = [*(Hypothesis(t) for t in now), *(Hypothesis(t, boxable=True) for t in boxed)]
    return Obligation(
        "M!T/goal", "M!T", "goal", PLACE, (), tuple(facts), goal, DEFINITIONS, frozenset(defs),
        backends=frozenset({"ptl"}),
    )


def proves(
    goal: Term, now: Iterable[Fact] = (), boxed: Iterable[Fact] = (), defs: Iterable[Symbol] = ()
) -> bool:
    o = obligation(goal, now, boxed, defs)
    result = refute(o)
    assert not isinstance(result, Exhausted)
    if isinstance(result, Open):
        assert holds(abstract_obligation(o).formula, result.lasso)
    assert isinstance(prove_temporal(o, result, 0.0), Proved) == isinstance(result, Closed)
    return isinstance(result, Closed)


STEP = imp(land(ref(Inv), step(ref(Next), ref(vars_))), prime(ref(Inv)))
START = imp(ref(Init), ref(Inv))
INVARIANCE = imp(ref(Spec), box(ref(Inv)))


# -- invariance -----------------------------------------------------------------------------------------


def test_invariance() -> None:
    assert proves(INVARIANCE, boxed=[START, STEP], defs=[Spec])


@pytest.mark.parametrize("also", [(), (Inv,), (Init,), (Next,), (vars_,), (Init, Inv, Next, vars_, A)])
def test_invariance_whatever_else_is_expanded(also: tuple[Symbol, ...]) -> None:
    assert proves(INVARIANCE, boxed=[START, STEP], defs=[Spec, *also])


def test_invariance_needs_each_premise() -> None:
    assert not proves(INVARIANCE, boxed=[STEP], defs=[Spec])
    assert not proves(INVARIANCE, boxed=[START], defs=[Spec])
    assert not proves(INVARIANCE, boxed=[START, STEP])  # Spec is hidden


def test_a_step_proved_under_an_assumption_is_not_boxed() -> None:
    assert not proves(INVARIANCE, now=[STEP], boxed=[START], defs=[Spec])
    assert proves(INVARIANCE, now=[START], boxed=[STEP], defs=[Spec])  # the start is needed at present only
    assert proves(INVARIANCE, now=[box(STEP), START], defs=[Spec])


def test_stuttering_counts() -> None:
    no_stutter = imp(land(ref(Inv), ref(Next)), prime(ref(Inv)))
    assert not proves(INVARIANCE, boxed=[START, no_stutter], defs=[Spec])
    stutter = imp(land(ref(Inv), builtin("UNCHANGED", ref(vars_))), prime(ref(Inv)))
    assert proves(INVARIANCE, boxed=[START, no_stutter, stutter], defs=[Spec])


def test_unchanged_of_a_tuple_is_unchanged_of_its_parts() -> None:
    assert proves(builtin("UNCHANGED", ref(vars_)), now=[eq(prime(x), x), eq(y, prime(y))], defs=[vars_])
    assert not proves(builtin("UNCHANGED", ref(vars_)), now=[eq(prime(x), x)], defs=[vars_])
    assert not proves(builtin("UNCHANGED", ref(vars_)), now=[eq(prime(x), x), eq(y, prime(y))])


def test_consequences_and_chains() -> None:
    spec = ref(Spec)
    assert proves(imp(spec, box(ref(C))), boxed=[INVARIANCE, imp(ref(Inv), ref(C))])
    assert not proves(imp(spec, box(ref(C))), boxed=[INVARIANCE], now=[imp(ref(Inv), ref(C))])
    strengthened = imp(
        land(ref(Inv), prime(ref(Inv)), ref(Inv2), step(ref(Next), ref(vars_))), prime(ref(Inv2))
    )
    chain = [INVARIANCE, imp(ref(Init), ref(Inv2)), strengthened]
    assert proves(imp(spec, box(ref(Inv2))), boxed=chain, defs=[Spec])
    goal = imp(land(box(ref(Inv)), box(ref(Inv2)), spec), box(ref(C)))
    assert proves(goal, boxed=[imp(land(ref(Inv), ref(Inv2)), ref(C))])
    assert not proves(goal, boxed=[imp(land(ref(Inv), prime(ref(Inv2)), ref(P)), ref(C))])
    assert proves(goal, boxed=[imp(land(ref(Inv), prime(ref(Inv2))), ref(C))])


def test_initial_predicate_only_at_the_start() -> None:
    assert not proves(imp(ref(Spec), box(ref(Init))), defs=[Spec])
    assert proves(imp(ref(Spec), ref(Init)), defs=[Spec])


# -- boxes ----------------------------------------------------------------------------------------------


def test_box_does_not_follow_from_the_present() -> None:
    assert not proves(imp(ref(P), box(ref(P))))
    assert not proves(box(ref(P)), now=[ref(P)])
    assert proves(box(ref(P)), boxed=[ref(P)])
    assert not proves(prime(ref(P)), now=[ref(P)])
    assert proves(prime(ref(P)), boxed=[ref(P)])


def test_eventually_always_and_always_eventually() -> None:
    assert proves(imp(dia(box(ref(P))), box(dia(ref(P)))))
    assert not proves(imp(box(dia(ref(P))), dia(box(ref(P)))))


def test_constant_formulas_are_rigid() -> None:
    fact = builtin("<", c, d)
    assert proves(box(fact), now=[fact])
    assert proves(prime(fact), now=[fact])
    assert proves(fact, now=[dia(fact)])
    assert proves(box(Apply(Const, (c,))), now=[Apply(Const, (c,))])
    assert not proves(box(Apply(Const, (x,))), now=[Apply(Const, (x,))])
    assert not proves(box(builtin("<", x, d)), now=[builtin("<", x, d)])
    assert proves(box(Apply(Const, (c,))), now=[Apply(Const, (c,))], defs=[Const])


def test_state_formulas_that_mention_constants_are_not_rigid() -> None:
    assert not proves(box(Apply(At, (c,))), now=[Apply(At, (c,))])


# -- primes ---------------------------------------------------------------------------------------------


def test_prime_of_a_formula_is_its_next() -> None:
    zero = eq(x, num(0))
    assert not proves(prime(zero), now=[zero])
    assert proves(prime(zero), now=[eq(prime(x), num(0))])
    assert proves(imp(box(zero), prime(zero)))
    assert proves(prime(land(ref(P), lnot(ref(Q)))), now=[prime(ref(P)), lnot(prime(ref(Q)))])
    assert proves(eq(prime(x), num(1)), now=[prime(ref(P))], defs=[P])
    assert not proves(eq(prime(x), num(1)), now=[prime(ref(P))])
    assert proves(
        prime(exists("k", S, lambda k: builtin("<", k, x))),
        now=[exists("m", S, lambda m: builtin("<", m, prime(x)))],
    )


def test_actions_say_nothing_of_the_next_instant() -> None:
    mixed = eq(prime(x), builtin("+", x, num(1)))
    assert not proves(box(mixed), now=[mixed])
    assert not proves(prime(eq(x, num(1))), now=[mixed, eq(x, num(0))])
    assert not proves(dia(ref(P)), now=[box(eq(prime(x), x))])


def test_hidden_operators_keep_their_arguments_apart() -> None:
    assert not proves(Apply(At, (c,)), now=[Apply(At, (d,))])
    assert not proves(Apply(At, (x,)), now=[Apply(At, (prime(x),))])
    assert proves(prime(Apply(At, (x,))), boxed=[Apply(At, (x,))])
    # the prime of At(x) is not At(x'): At depends on the state
    assert not proves(prime(Apply(At, (x,))), now=[Apply(At, (prime(x),))])
    assert proves(prime(Apply(Const, (x,))), now=[Apply(Const, (prime(x),))])


def test_prime_of_an_action_or_a_temporal_formula_is_refused() -> None:
    for term in (prime(prime(x)), prime(ref(A)), prime(box(ref(P)))):
        with pytest.raises(DiagnosticError):
            refute(obligation(eq(term, term), defs=[A]))


# -- quantifiers ----------------------------------------------------------------------------------------


def test_equal_up_to_bound_names_and_boolean_laws() -> None:
    def body(name: str, flip: bool) -> Term:
        def make(k: Term) -> Term:
            parts = [builtin("<", k, x), lnot(eq(k, y))]
            if flip:
                return lnot(lor(lnot(parts[1]), lnot(parts[0])))
            return land(*parts)

        return forall(name, S, make)

    assert proves(box(body("k", True)), now=[box(body("j", False))])
    assert not proves(box(body("k", True)), now=[box(forall("j", S, lambda j: builtin("<", j, y)))])
    assert not proves(forall("k", S, lambda k: ref(P)), now=[exists("k", S, lambda k: ref(P))])


def test_quantified_facts_are_not_instantiated() -> None:
    every = forall("k", None, lambda k: dia(Apply(At, (k,))))
    some = exists("k", None, lambda k: box(Apply(At, (k,))))
    assert not proves(dia(Apply(At, (y,))), now=[every])  # wrong for a flexible y
    assert not proves(some, now=[box(exists("k", None, lambda k: Apply(At, (k,))))])
    assert proves(every, now=[forall("j", None, lambda j: dia(Apply(At, (j,))))])


def test_flexible_variable_under_a_rigid_quantifier() -> None:
    """\\E k : x = k is true at every instant, \\E k : [](x = k) is not."""
    goal = exists("k", None, lambda k: box(eq(x, k)))
    assert not proves(goal, boxed=[exists("k", None, lambda k: eq(x, k))])


def test_universal_quantifiers_over_constant_sets_commute_with_always() -> None:
    inside = box(forall("k", S, lambda k: Apply(At, (k,))))
    outside = forall("j", S, lambda j: box(Apply(At, (j,))))
    assert proves(inside, now=[outside])
    assert proves(outside, now=[inside])
    domain = builtin("..", num(1), x)  # changes with time
    inside = box(forall("k", domain, lambda k: Apply(At, (k,))))
    outside = forall("j", domain, lambda j: box(Apply(At, (j,))))
    assert not proves(inside, now=[outside])
    assert not proves(outside, now=[inside])


def test_existential_quantifiers_do_not_commute_with_always() -> None:
    inside = box(exists("k", S, lambda k: Apply(At, (k,))))
    outside = exists("j", S, lambda j: box(Apply(At, (j,))))
    assert not proves(outside, now=[inside])
    assert proves(box(outside), now=[outside])  # what is [] of something stays


def test_quantified_fairness_never_changes() -> None:
    fair = forall("k", S, lambda k: builtin("WF_", x, Apply(Move, (k,))))
    assert proves(box(fair), now=[fair])
    assert proves(fair, now=[dia(fair)])
    flexible = forall("k", builtin("..", num(1), x), lambda k: builtin("WF_", x, Apply(Move, (k,))))
    assert not proves(box(flexible), now=[flexible])


# -- facts stated with ASSUME and PROVE -----------------------------------------------------------------


def test_sequents_are_read_at_one_instant() -> None:
    fact = Sequent((ref(P),), ref(Q))
    assert proves(ref(Q), now=[fact, ref(P)])
    assert not proves(ref(Q), now=[fact])
    assert not proves(box(ref(Q)), now=[fact, box(ref(P))])
    assert proves(box(ref(Q)), boxed=[fact], now=[box(ref(P))])


def test_sequents_with_new_symbols() -> None:
    k = Symbol("k", Kind.CONSTANT, 0, Level.CONSTANT, "T")
    fact = Sequent((New(k, S), Apply(At, (ref(k),))), ref(Q))
    same = forall("j", S, lambda j: imp(Apply(At, (j,)), ref(Q)))
    assert proves(same, now=[fact])
    v = Symbol("v", Kind.VARIABLE, 0, Level.STATE, "T")
    assert not proves(ref(Q), now=[Sequent((New(v),), ref(Q))])  # no formula: dropped
    assert not proves(ref(Q), now=[Sequent((Sequent((New(v), ref(R)), ref(P)),), ref(Q))])
    assert not proves(ref(Q), now=[Sequent((ref(P),), ref(Q), boxed=True), ref(P)])


# -- liveness -------------------------------------------------------------------------------------------


def leads(a: Symbol, b: Symbol) -> Term:
    return builtin("~>", ref(a), ref(b))


def test_leads_to() -> None:
    assert proves(leads(P, R), now=[leads(P, Q), leads(Q, R)])
    assert not proves(leads(P, R), now=[leads(P, Q), imp(ref(Q), dia(ref(R)))])
    assert proves(leads(P, R), now=[leads(P, Q)], boxed=[imp(ref(Q), dia(ref(R)))])
    assert not proves(leads(Q, P), now=[leads(P, Q)])


@pytest.mark.parametrize("subscript", [x, ref(vars_), builtin("<<>>", x, y)])
@pytest.mark.parametrize("fairness", ["WF_", "SF_"])
def test_fairness_rule(fairness: str, subscript: Term) -> None:
    facts = [
        imp(land(ref(P), step(ref(Next), subscript)), lor(prime(ref(P)), prime(ref(Q)))),
        imp(land(ref(P), angle(ref(A), subscript)), prime(ref(Q))),
        imp(ref(P), builtin("ENABLED", angle(ref(A), subscript))),
    ]
    steps, fair = box(step(ref(Next), subscript)), builtin(fairness, subscript, ref(A))
    assert proves(leads(P, Q), now=[steps, fair], boxed=facts)
    for i in range(3):
        assert not proves(leads(P, Q), now=[steps, fair, facts[i]], boxed=facts[:i] + facts[i + 1:])
    assert not proves(leads(P, Q), now=[steps], boxed=facts)
    other = builtin(fairness, subscript, land(ref(A), eq(y, num(0))))
    assert not proves(leads(P, Q), now=[steps, other], boxed=facts)


def test_fairness_expands_to_its_definition() -> None:
    act, can = angle(ref(A), x), builtin("ENABLED", angle(ref(A), x))
    weak, strong = builtin("WF_", x, ref(A)), builtin("SF_", x, ref(A))
    assert proves(builtin("<=>", weak, imp(dia(box(can)), box(dia(act)))))
    assert proves(builtin("<=>", strong, imp(box(dia(can)), box(dia(act)))))
    assert proves(weak, now=[strong])
    assert not proves(strong, now=[weak])
    assert proves(box(weak), now=[weak])


def test_enabled_is_a_state_formula() -> None:
    can = builtin("ENABLED", ref(A))
    assert not proves(can, now=[ref(P)])
    assert not proves(ref(A), now=[can])
    assert not proves(can, now=[ref(A)])  # true, but not propositional: ENABLED is an atom
    assert not proves(prime(can), now=[can])
    assert proves(prime(can), boxed=[can])
    # the prime does not enter ENABLED: (ENABLED (x' = x))' is not ENABLED (x'' = x')
    assert proves(prime(builtin("ENABLED", eq(prime(x), x))), boxed=[builtin("ENABLED", eq(prime(x), x))])
    # a state predicate can always be followed by some state
    assert proves(builtin("ENABLED", ref(P)), now=[ref(P)])
    assert not proves(builtin("ENABLED", prime(ref(P))), now=[prime(ref(P))], defs=[P])


def enabled(a: Term) -> Term:
    return builtin("ENABLED", a)


def proves_under(level: Level, goal: Term, facts: Iterable[Term], boxable: bool = False) -> bool:
    """Whether the goal follows from facts that were proved under assumptions of this level."""
    o = obligation(goal)
    o = replace(o, hypotheses=tuple(Hypothesis(f, boxable=boxable, under=level) for f in facts))
    return isinstance(refute(o), Closed)


def test_enabled_is_monotonic() -> None:
    act, move = ref(A), Apply(Move, (c,))
    goal = imp(enabled(act), enabled(move))
    assert proves_under(Level.STATE, goal, [imp(act, move)])
    assert not proves_under(Level.STATE, imp(enabled(move), enabled(act)), [imp(act, move)])
    assert proves_under(Level.STATE, builtin("<=>", enabled(act), enabled(move)), [builtin("<=>", act, move)])
    # under an assumption on the next state A => B says nothing of other next states
    assert not proves_under(Level.ACTION, goal, [imp(act, move)])
    assert not proves_under(Level.TEMPORAL, goal, [imp(act, move)])
    assert not proves(goal, now=[imp(act, move)])
    assert not proves(goal, now=[box(imp(act, move))])
    assert not proves(goal, boxed=[imp(act, move)])  # boxed, but perhaps since [][Next]_vars was assumed
    # at this instant only, unless it holds at all
    assert not proves_under(Level.STATE, box(goal), [imp(act, move)])
    assert proves_under(Level.CONSTANT, box(goal), [imp(act, move)], boxable=True)
    # the state formulas of the instant count
    assert proves_under(Level.STATE, goal, [imp(land(ref(P), act), move), ref(P)])
    assert not proves_under(Level.STATE, goal, [imp(land(prime(ref(P)), act), move)])


def test_enabled_of_what_is_true_or_false() -> None:
    act = ref(A)
    assert proves_under(Level.STATE, enabled(act), [act])
    assert not proves_under(Level.ACTION, enabled(act), [act])
    assert proves_under(Level.STATE, lnot(enabled(act)), [lnot(act)])
    assert not proves_under(Level.ACTION, lnot(enabled(act)), [lnot(act)])


def test_enabled_takes_state_formulas_out() -> None:
    act = ref(A)
    assert proves(builtin("<=>", enabled(land(ref(P), act)), land(ref(P), enabled(act))))
    assert not proves(builtin("<=>", enabled(land(prime(ref(P)), act)), land(prime(ref(P)), enabled(act))))
    assert proves(imp(enabled(lor(act, ref(P))), enabled(lor(ref(P), act))))
    assert proves(imp(enabled(act), enabled(lor(act, Apply(Move, (c,))))))
    move = Apply(Move, (c,))
    assert not proves(imp(land(enabled(act), enabled(move)), enabled(land(act, move))))


def test_action_symbols_with_arguments() -> None:
    move = Apply(Move, (c,))
    assert proves(box(step(move, x)), now=[box(move)])
    assert not proves(box(step(Apply(Move, (d,)), x)), now=[box(move)])


# -- terms that are not formulas ------------------------------------------------------------------------


def test_boolean_laws_are_not_used_on_terms() -> None:
    twice = Apply(At, (lnot(lnot(x)),))
    assert not proves(Apply(At, (x,)), now=[twice])
    assert not proves(eq(y, x), now=[eq(y, lnot(lnot(x)))])
    assert not proves(eq(y, x), now=[eq(y, land(x, builtin("TRUE")))])
    assert proves(eq(lnot(lnot(eq(x, c))), y), now=[eq(y, eq(c, x))])


def test_choose_and_functions_are_compared_up_to_names() -> None:
    def pick(name: str) -> Term:
        return forall(name, S, lambda k: builtin("<", k, x), Binder.CHOOSE)

    assert proves(eq(pick("a"), y), now=[eq(pick("b"), y)])
    other = forall("b", S, lambda k: builtin("<", x, k), Binder.CHOOSE)
    assert not proves(eq(pick("a"), y), now=[eq(other, y)])


def test_operator_arguments() -> None:
    higher = Symbol("Fold", Kind.DEFINED, 1, Level.CONSTANT, "M")
    one = Apply(higher, (Lambda((z,), builtin("+", ref(z), x)),))
    other = Symbol("w", Kind.BOUND)
    two = Apply(higher, (Lambda((other,), builtin("+", ref(other), x)),))
    assert proves(eq(one, y), now=[eq(two, y)])


# -- what stays true ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (builtin("<", c, d), True),
        (ref(P), False),
        (box(ref(P)), True),
        (dia(ref(P)), False),
        (dia(box(ref(P))), True),
        (box(dia(ref(P))), True),
        (lnot(dia(ref(P))), True),
        (lnot(box(ref(P))), False),
        (lnot(box(dia(ref(P)))), True),
        (imp(box(dia(ref(P))), box(ref(Q))), True),
        (imp(box(ref(P)), box(ref(Q))), False),
        (ref(Live), True),
        (ref(Spec), False),
        (land(ref(Live), box(ref(P))), True),
        (land(ref(Live), ref(P)), False),
        (ref(A), False),
        (forall("k", S, lambda k: box(Apply(At, (k,)))), True),
        (forall("k", x, lambda k: box(Apply(At, (k,)))), False),
        (leads(P, Q), True),
    ],
)
def test_persists(term: Term, expected: bool) -> None:
    assert persists(term, DEFINITIONS) is expected
    if expected and not isinstance(term, Bind):
        abstraction = abstract_obligation(obligation(imp(term, box(term)), defs=DEFINITIONS))
        assert isinstance(decide("o", abstraction.formula, abstraction.rigid), Closed)
