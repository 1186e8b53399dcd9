"""Preparation of obligations built by hand: expansion, primes, opaque atoms, schemas."""

from __future__ import annotations

import pytest

from tlaverify.kernel.diagnostic import DiagnosticError
from tlaverify.kernel.rewrite import subterms
from tlaverify.kernel.sequent import Definition, Hypothesis, New, Obligation, Place, Sequent
from tlaverify.kernel.term import (
    Apply,
    Bind,
    Binder,
    Bound,
    Kind,
    Lambda,
    Let,
    LetDef,
    Level,
    Num,
    Symbol,
    Term,
    builtin,
    ref,
)
from tlaverify.obligations.expand import expand_definitions
from tlaverify.obligations.opaque import BOOLEAN
from tlaverify.obligations.prepare import Prepared, prepare
from tlaverify.obligations.prime import distribute_prime

x = Symbol("x", Kind.VARIABLE, 0, Level.STATE, "M")
y = Symbol("y", Kind.VARIABLE, 0, Level.STATE, "M")
c = Symbol("c", Kind.CONSTANT, 0, Level.CONSTANT, "M")
b = Symbol("b", Kind.BOUND)
p = Symbol("p", Kind.BOUND)
HERE = Place("M.tla", 1, 1, 1, 2)


def prime(t: Term) -> Term:
    return builtin("'", t)


def eq(a: Term, b_: Term) -> Term:
    return builtin("=", a, b_)


def forall(s: Symbol, body: Term, domain: Term | None = None) -> Term:
    return Bind(Binder.FORALL, (Bound(s, domain),), body)


def define(
    name: str, params: tuple[Symbol, ...], body: Term, level: Level, leibniz: bool = True
) -> Definition:
    symbol = Symbol(name, Kind.DEFINED, len(params), level, "M")
    return Definition(symbol, params, body, (leibniz,) * len(params))


def run(
    goal: Term,
    *facts: Term | Sequent,
    definitions: tuple[Definition, ...] = (),
    visible: tuple[Definition, ...] = (),
) -> Prepared:
    return prepare(
        Obligation(
            "M!T/goal", "M!T", "goal", HERE, (x, y, c),
            tuple(Hypothesis(f) for f in facts), goal,
            {d.symbol: d for d in definitions}, frozenset(d.symbol for d in visible),
        )
    )


def test_expansion_avoids_capture() -> None:
    some = define("P", (p,), Bind(Binder.EXISTS, (Bound(b, None),), eq(ref(p), ref(b))), Level.CONSTANT)
    term = forall(b, Apply(some.symbol, (ref(b),)))
    out = expand_definitions(term, {some.symbol: some}, {some.symbol})
    assert isinstance(out, Bind) and isinstance(out.body, Bind)
    assert out.body.bounds[0].symbol != b
    assert out.body.body == eq(ref(b), ref(out.body.bounds[0].symbol))


def test_let_is_expanded_in_order() -> None:
    f, g = Symbol("f", Kind.BOUND, 1), Symbol("g", Kind.BOUND)
    let = Let(
        (LetDef(f, (p,), eq(ref(p), ref(x))), LetDef(g, (), Apply(f, (Num(1),)))), Apply(g)
    )
    assert expand_definitions(let, {}, set()) == eq(Num(1), ref(x))


def test_hidden_definition_stays() -> None:
    d = define("D", (), eq(ref(x), Num(0)), Level.STATE)
    assert run(ref(d.symbol), definitions=(d,)).goal == ref(d.symbol)


def test_prime_goes_down_to_variables_and_leaves_rigid_symbols() -> None:
    term = prime(forall(b, eq(builtin("+", ref(x), ref(b)), ref(c)), ref(y)))
    assert distribute_prime(term, {}) == forall(
        b, eq(builtin("+", prime(ref(x)), ref(b)), ref(c)), prime(ref(y))
    )


def test_prime_of_a_parameter_is_not_lost() -> None:
    d = define("D", (p,), eq(prime(ref(p)), ref(p)), Level.ACTION, leibniz=False)
    goal = Apply(d.symbol, (ref(x),))
    assert run(goal, definitions=(d,), visible=(d,)).goal == eq(prime(ref(x)), ref(x))


def test_hidden_operator_under_prime() -> None:
    state = define("S", (p,), eq(ref(p), ref(x)), Level.STATE)
    const = define("C", (p,), eq(ref(p), ref(c)), Level.CONSTANT)
    definitions = (state, const)
    out = run(
        builtin("/\\", prime(Apply(state.symbol, (ref(y),))), prime(Apply(const.symbol, (ref(y),)))),
        Apply(state.symbol, (ref(y),)),
        definitions=definitions,
    )
    assert isinstance(out.goal, Apply)
    first, second = out.goal.args
    assert isinstance(first, Apply) and first.op.name == "S'" and first.args == (prime(ref(y)),)
    assert second == Apply(const.symbol, (prime(ref(y)),))
    assert out.hypotheses == (Apply(state.symbol, (ref(y),)),)


def test_operator_that_is_not_leibniz_is_not_a_function_of_its_argument() -> None:
    d = define("D", (p,), eq(prime(ref(p)), ref(p)), Level.ACTION, leibniz=False)
    at_x, at_y, at_c = (Apply(d.symbol, (ref(s),)) for s in (x, y, c))
    out = run(at_x, at_y, at_c, definitions=(d,))
    heads = {t.op for t in (*out.hypotheses, out.goal) if isinstance(t, Apply)}
    assert len(heads) == 3


def test_enabled_shares_a_symbol_between_instances() -> None:
    def enabled(t: Term) -> Term:
        return builtin("ENABLED", eq(prime(ref(x)), t))

    out = run(enabled(ref(c)), forall(b, enabled(ref(b))), enabled(ref(y)))
    goal, (every, other) = out.goal, out.hypotheses
    assert isinstance(goal, Apply) and goal.args == (ref(c),)
    assert isinstance(every, Bind) and isinstance(every.body, Apply)
    assert every.body.op == goal.op and every.body.args == (ref(b),)
    assert isinstance(other, Apply) and other.op != goal.op


def test_enabled_under_prime_is_another_atom() -> None:
    e = builtin("ENABLED", eq(prime(ref(x)), ref(y)))
    out = run(prime(e), e)
    assert out.goal != out.hypotheses[0]


def test_double_prime_is_refused() -> None:
    with pytest.raises(DiagnosticError):
        run(prime(eq(prime(ref(x)), ref(y))))


def test_unchanged_and_boxed_action() -> None:
    out = run(builtin("[]_", eq(prime(ref(x)), ref(c)), builtin("<<>>", ref(x), ref(y))))
    assert out.goal == builtin(
        "\\/", eq(prime(ref(x)), ref(c)),
        builtin("/\\", eq(prime(ref(x)), ref(x)), eq(prime(ref(y)), ref(y))),
    )


def test_sequent_becomes_a_formula() -> None:
    n = Symbol("n", Kind.CONSTANT, 0, Level.CONSTANT, "M!L")
    fact = Sequent((New(n, ref(c)), eq(ref(n), ref(x))), eq(ref(n), ref(y)))
    (out,) = run(builtin("TRUE"), fact).hypotheses
    v = Symbol("n", Kind.BOUND)
    assert out == forall(v, builtin("=>", eq(ref(v), ref(x)), eq(ref(v), ref(y))), ref(c))


def test_declared_variable_is_quantified_with_its_prime() -> None:
    v = Symbol("v", Kind.VARIABLE, 0, Level.STATE, "M!L")
    (out,) = run(builtin("TRUE"), Sequent((New(v), eq(ref(v), ref(c))), eq(prime(ref(v)), ref(c)))).hypotheses
    assert isinstance(out, Bind) and len(out.bounds) == 2
    one, two = (bound.symbol for bound in out.bounds)
    assert out.body == builtin("=>", eq(ref(one), ref(c)), eq(ref(two), ref(c)))


def test_induction_schema_is_instantiated_with_the_goal() -> None:
    P = Symbol("P", Kind.CONSTANT, 1, Level.CONSTANT, "Nats!Ind")
    n, m = Symbol("n", Kind.BOUND), Symbol("m", Kind.BOUND)
    nat = builtin("Nat")

    def at(t: Term) -> Term:
        return Apply(P, (t,))

    step = forall(n, builtin("=>", at(ref(n)), at(builtin("+", ref(n), Num(1)))), nat)
    induction = Sequent((New(P), at(Num(0)), step), forall(n, at(ref(n)), nat))

    def body(t: Term) -> Term:
        return builtin("<=", ref(x), builtin("+", t, ref(c)))

    out = run(forall(m, body(ref(m)), nat), induction)
    assert out.hypotheses == (
        builtin(
            "=>",
            builtin(
                "/\\", body(Num(0)),
                forall(n, builtin("=>", body(ref(n)), body(builtin("+", ref(n), Num(1)))), nat),
            ),
            forall(n, body(ref(n)), nat),
        ),
    )


def test_schema_without_a_match_is_left_out() -> None:
    P = Symbol("P", Kind.CONSTANT, 1, Level.CONSTANT, "M!L")
    n = Symbol("n", Kind.BOUND)
    schema = Sequent((New(P),), forall(n, Apply(P, (ref(n),)), builtin("Nat")))
    assert run(eq(ref(x), ref(y)), schema).hypotheses == ()


def test_operator_argument_is_part_of_the_atom() -> None:
    F = Symbol("F", Kind.BOUND, 1)
    d = define("D", (F,), Apply(F, (Num(1),)), Level.CONSTANT)
    out = run(
        Apply(d.symbol, (Lambda((b,), eq(ref(b), ref(x))),)),
        Apply(d.symbol, (Lambda((p,), eq(ref(p), ref(x))),)),
        Apply(d.symbol, (Lambda((p,), eq(ref(p), ref(y))),)),
        definitions=(d,),
    )
    assert out.hypotheses[0] == out.goal  # alpha-equal
    assert out.hypotheses[1] != out.goal


def with_backend(goal: Term, *definitions: Definition) -> Term:
    return prepare(
        Obligation(
            "M!T/goal", "M!T", "goal", HERE, (x, y, c), (), goal,
            {d.symbol: d for d in definitions}, frozenset(), backends=frozenset({"expandenabled"}),
        )
    ).goal


def among(a: Term, b_: Term) -> Term:
    return builtin("\\in", a, b_)


def test_enabled_written_out() -> None:
    step = define(
        "Step", (p,), builtin("/\\", among(prime(ref(x)), ref(p)), eq(ref(y), ref(c))), Level.ACTION
    )
    out = with_backend(builtin("ENABLED", Apply(step.symbol, (ref(y),))), step)
    (n,) = (s for t in subterms(out) if isinstance(t, Bind) for s in [t.bounds[0].symbol])
    found = set(subterms(out))
    assert among(ref(n), ref(y)) in found and eq(ref(y), ref(c)) in found and prime(ref(x)) not in found


def test_enabled_does_not_capture_what_is_primed_around_it() -> None:
    """``x' = c /\\ ENABLED (x' \\in y)``: only the inner prime is bound."""
    out = with_backend(
        builtin("/\\", eq(prime(ref(x)), ref(c)), builtin("ENABLED", among(prime(ref(x)), ref(y))))
    )
    assert isinstance(out, Apply)
    assert out.args[0] == eq(prime(ref(x)), ref(c)) and prime(ref(x)) not in set(subterms(out.args[1]))


def test_primed_enabled_written_out() -> None:
    out = with_backend(prime(builtin("ENABLED", among(prime(ref(x)), ref(y)))))
    assert isinstance(out, Bind) and out.body == among(ref(out.bounds[0].symbol), prime(ref(y)))


def test_enabled_of_a_declared_action_stays() -> None:
    act = Symbol("Act", Kind.OPAQUE, 0, Level.ACTION, "M!T")
    out = with_backend(builtin("ENABLED", ref(act)))
    assert isinstance(out, Apply) and out.op.kind is Kind.OPAQUE and out.op.name.startswith("ENABLED")


def test_recursive_definition_stays() -> None:
    symbol = Symbol("R", Kind.DEFINED, 1, Level.CONSTANT, "M")
    d = Definition(symbol, (p,), Apply(symbol, (ref(p),)), (True,), recursive=True)
    goal = Apply(symbol, (Num(1),))
    assert run(goal, definitions=(d,), visible=(d,)).goal == goal


def test_primed_constant_operator_takes_its_arguments_primed() -> None:
    f = Symbol("F", Kind.CONSTANT, 1, Level.CONSTANT, "M")
    assert run(prime(Apply(f, (ref(x),)))).goal == Apply(f, (prime(ref(x)),))


def test_prime_under_lambda_parameter_stays_with_it() -> None:
    """``D(LAMBDA p: p')`` hidden: the prime on the parameter must not be dropped."""
    F = Symbol("F", Kind.BOUND, 1)
    d = define("D", (F,), Apply(F, (ref(x),)), Level.STATE)
    primed = Apply(d.symbol, (Lambda((p,), prime(ref(p))),))
    plain = Apply(d.symbol, (Lambda((p,), ref(p)),))
    out = run(primed, plain, definitions=(d,))
    assert out.goal != out.hypotheses[0]
    shown = run(primed, plain, definitions=(d,), visible=(d,))
    assert shown.goal == prime(ref(x)) and shown.hypotheses == (ref(x),)


def test_temporal_fact_is_one_boolean_atom() -> None:
    box = builtin("[]", builtin("[]_", eq(prime(ref(x)), ref(c)), ref(x)))
    out = run(box, builtin("/\\", box, eq(ref(x), ref(c))))
    assert isinstance(out.goal, Apply) and out.goal.op.scope == BOOLEAN
    assert isinstance(out.hypotheses[0], Apply) and out.hypotheses[0].args[0] == out.goal


def test_temporal_schema_is_left_out() -> None:
    F = Symbol("F", Kind.OPAQUE, 0, Level.TEMPORAL, "M!L")
    assert run(eq(ref(x), ref(y)), Sequent((New(F), ref(F)), builtin("[]", ref(F)))).hypotheses == ()


def test_declared_state_under_box_is_out_of_reach() -> None:
    """``ASSUME NEW STATE s, s PROVE []s`` is not ``\\A s : s => box``."""
    s = Symbol("s", Kind.OPAQUE, 0, Level.STATE, "M!L")
    assert run(eq(ref(x), ref(y)), Sequent((New(s), ref(s)), builtin("[]", ref(s)))).hypotheses == ()


def test_nested_sequent() -> None:
    n = Symbol("n", Kind.CONSTANT, 0, Level.CONSTANT, "M!L")
    inner = Sequent((New(n), eq(ref(n), ref(c))), eq(ref(n), ref(x)))
    (out,) = run(builtin("TRUE"), Sequent((inner,), eq(ref(x), ref(y)))).hypotheses
    v = Symbol("n", Kind.BOUND)
    assert out == builtin(
        "=>", forall(v, builtin("=>", eq(ref(v), ref(c)), eq(ref(v), ref(x)))), eq(ref(x), ref(y))
    )


def test_finite_set_induction_by_a_hidden_operator() -> None:
    """A conclusion ``P(S)`` is no pattern: the operator that the proof defines is tried."""
    P = Symbol("P", Kind.CONSTANT, 1, Level.CONSTANT, "F!Ind")
    S = Symbol("S", Kind.CONSTANT, 0, Level.CONSTANT, "F!Ind")
    schema = Sequent((New(S), New(P), Apply(P, (builtin("{}"),))), Apply(P, (ref(S),)))
    own = Symbol("Q", Kind.DEFINED, 1, Level.CONSTANT, "M!T!<1>#1")
    q = Definition(own, (p,), eq(ref(p), ref(c)), (True,))
    goal = Apply(q.symbol, (ref(c),))
    (out,) = run(goal, schema, definitions=(q,)).hypotheses
    assert out == builtin("=>", Apply(q.symbol, (builtin("{}"),)), goal)


def second_order(name: str) -> Definition:
    F = Symbol("F", Kind.BOUND, 1)
    return define(name, (F,), eq(Apply(F, (Num(0),)), Num(0)), Level.CONSTANT)


def test_schema_reaches_operators_that_stand_as_arguments() -> None:
    """``ASSUME NEW G(_), Hid(G) PROVE G(0) = 0``: the hidden Hid of an instance is that of its operator."""
    hid = second_order("Hid")
    G = Symbol("G", Kind.CONSTANT, 1, Level.CONSTANT, "M!L")
    schema = Sequent(
        (New(G), Apply(hid.symbol, (Lambda((p,), Apply(G, (ref(p),))),))), eq(Apply(G, (Num(0),)), Num(0))
    )

    def hidden(t: Term) -> Term:
        return Apply(hid.symbol, (Lambda((b,), eq(ref(b), t)),))

    out = run(eq(eq(Num(0), ref(x)), Num(0)), hidden(ref(x)), hidden(ref(y)), schema, definitions=(hid,))
    of_x, of_y = out.hypotheses[:2]
    assert of_x != of_y
    assert builtin("=>", of_x, out.goal) in out.hypotheses
    for instance in out.hypotheses[2:]:
        assert isinstance(instance, Apply) and instance.args[0] in (of_x, of_y)


def test_schema_that_is_not_constant_is_left_out() -> None:
    """``ASSUME NEW G(_) PROVE G(x)'= ...``: what primes an operator is not a matter of its values."""
    G = Symbol("G", Kind.CONSTANT, 1, Level.CONSTANT, "M!L")
    schema = Sequent((New(G),), eq(prime(Apply(G, (ref(x),))), Num(0)))
    assert run(eq(Apply(G, (prime(ref(x)),)), Num(0)), schema).hypotheses == ()


def test_flexible_values_are_put_into_an_instance_by_value() -> None:
    """``P(S)`` with S the variable x and P ``ENABLED Act(_)``: not what ``ENABLED Act(x)`` is."""
    P = Symbol("P", Kind.CONSTANT, 1, Level.CONSTANT, "M!L")
    S = Symbol("S", Kind.CONSTANT, 0, Level.CONSTANT, "M!L")
    n = Symbol("n", Kind.BOUND)
    schema = Sequent((New(P), New(S), forall(n, Apply(P, (ref(n),)), ref(S))), Apply(P, (ref(S),)))
    act = define("Act", (p,), eq(prime(ref(x)), prime(ref(p))), Level.ACTION, leibniz=False)

    def enabled(t: Term) -> Term:
        return builtin("ENABLED", Apply(act.symbol, (t,)))

    out = run(enabled(ref(x)), forall(n, enabled(ref(n)), ref(x)), schema, definitions=(act,))
    assert isinstance(out.goal, Apply) and out.goal.args == ()
    found = {t.op.name for h in out.hypotheses[1:] for t in subterms(h) if isinstance(t, Apply)}
    assert out.goal.op.name not in found
