"""Elimination of existential quantifiers: equivalence on finite values, and the forms that matter."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from tlaverify.kernel.term import Apply, Bind, Binder, Bound, Kind, Level, Num, Symbol, Term, builtin, ref
from tlaverify.obligations.one_point import eliminate, eliminate_all

u, v, w, i, j = (Symbol(n, Kind.BOUND) for n in "uvwij")
x = ref(Symbol("x", Kind.VARIABLE, 0, Level.STATE, "M"))
P = Symbol("P", Kind.CONSTANT, 1, Level.CONSTANT, "M")
DOMAIN = (0, 1, 2)
SET = builtin("{}", Num(0), Num(1))


def eq(a: Term, b: Term) -> Term:
    return builtin("=", a, b)


def truth(t: Term, env: dict[Symbol, int]) -> bool:
    """Two-valued evaluation over DOMAIN, for the formulas of this file."""
    if isinstance(t, Bind):
        assert t.binder is Binder.EXISTS
        choices = [
            [k for k in DOMAIN if b.domain is None or truth(builtin("\\in", Num(k), b.domain), env)]
            for b in t.bounds
        ]
        symbols = [b.symbol for b in t.bounds]
        values = (dict(zip(symbols, c, strict=True)) for c in itertools.product(*choices))
        return any(truth(t.body, {**env, **some}) for some in values)
    assert isinstance(t, Apply)
    name, args = t.op.name, t.args
    match name:
        case "TRUE" | "FALSE":
            return name == "TRUE"
        case "/\\":
            return all(truth(a, env) for a in args)
        case "\\/":
            return any(truth(a, env) for a in args)
        case "~":
            return not truth(args[0], env)
        case "=>":
            return not truth(args[0], env) or truth(args[1], env)
        case "IF":
            return truth(args[1], env) if truth(args[0], env) else truth(args[2], env)
        case "=":
            return value(args[0], env) == value(args[1], env)
        case "\\in":
            assert isinstance(args[1], Apply)
            return value(args[0], env) in [value(e, env) for e in args[1].args]
        case "P":
            return value(args[0], env) == 1
    raise AssertionError(name)


def value(t: Term, env: dict[Symbol, int]) -> int:
    if isinstance(t, Num):
        return t.value
    assert isinstance(t, Apply)
    if t.op.name == "+":
        return (value(t.args[0], env) + value(t.args[1], env)) % 3
    return 2 if t == x else env[t.op]


def terms() -> st.SearchStrategy[Term]:
    leaves = st.sampled_from([ref(u), ref(v), ref(i), x, Num(0), Num(1)])
    return st.one_of(leaves, st.builds(lambda a, b: builtin("+", a, b), leaves, leaves))


def formulas() -> st.SearchStrategy[Term]:
    atoms = st.one_of(
        st.builds(eq, terms(), terms()),
        st.builds(lambda a: Apply(P, (a,)), terms()),
        st.builds(lambda a, b, c: builtin("\\in", a, builtin("{}", b, c)), terms(), terms(), terms()),
        st.sampled_from([builtin("TRUE"), builtin("FALSE")]),
    )

    def extend(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
        return st.one_of(
            st.lists(inner, min_size=2, max_size=3).map(lambda a: builtin("/\\", *a)),
            st.lists(inner, min_size=2, max_size=3).map(lambda a: builtin("\\/", *a)),
            inner.map(lambda a: builtin("~", a)),
            st.builds(lambda a, b: builtin("=>", a, b), inner, inner),
            st.builds(lambda a, b, c: builtin("IF", a, b, c), inner, inner, inner),
            st.builds(lambda a, s: Bind(Binder.EXISTS, (Bound(s, SET),), a), inner, st.sampled_from([i, u])),
            st.builds(lambda a: Bind(Binder.EXISTS, (Bound(i, builtin("{}", ref(u))),), a), inner),
        )

    return st.recursive(atoms, extend, max_leaves=7)


@settings(max_examples=400, deadline=None)
@given(formulas())
def test_elimination_is_an_equivalence(body: Term) -> None:
    plain = Bind(Binder.EXISTS, (Bound(u, None), Bound(v, None)), body)
    out = eliminate([u, v], body)
    assert not {u, v} & out.free
    for k in DOMAIN:
        assert truth(out, {i: k}) == truth(plain, {i: k})


def test_an_equation_replaces_its_variable() -> None:
    body = builtin("/\\", eq(ref(u), builtin("+", x, Num(1))), Apply(P, (ref(u),)))
    value_of = Apply(P, (builtin("+", x, Num(1)),))
    assert eliminate([u], body) == builtin("/\\", builtin("TRUE"), value_of)


def test_a_variable_is_not_replaced_by_a_term_that_it_occurs_in() -> None:
    body = eq(ref(u), builtin("+", ref(u), Num(1)))
    assert eliminate([u], body) == Bind(Binder.EXISTS, (Bound(u, None),), body)


def test_bounded_quantifiers_do_not_capture() -> None:
    """\\E u : (\\E i : u = i) /\\ P(i)  is not  \\E i : P(i)."""
    inner = Bind(Binder.EXISTS, (Bound(i, SET),), eq(ref(u), ref(i)))
    out = eliminate([u], builtin("/\\", inner, Apply(P, (builtin("+", ref(u), ref(i)),))))
    assert out.free == {i}
    assert isinstance(out, Bind)
    assert out.bounds[0].symbol != i
    assert out.body == Apply(P, (builtin("+", ref(out.bounds[0].symbol), ref(i)),))


def test_a_domain_with_the_variable_keeps_the_quantifier_outside() -> None:
    inner = Bind(Binder.EXISTS, (Bound(i, builtin("{}", ref(u))),), Apply(P, (ref(i),)))
    assert eliminate([u], inner) == Bind(Binder.EXISTS, (Bound(u, None),), inner)


def test_the_result_is_boolean_where_the_quantifier_was() -> None:
    """\\E u : u = x /\\ u  is not x, which may be 2."""
    out = eliminate([u], builtin("/\\", eq(ref(u), x), ref(u)))
    assert out == builtin("/\\", builtin("TRUE"), x)


def test_quantifiers_at_any_depth() -> None:
    body = builtin("/\\", eq(ref(u), ref(i)), eq(ref(u), x))
    inner = Bind(Binder.EXISTS, (Bound(u, None), Bound(v, None)), body)
    outer = Bind(Binder.FORALL, (Bound(i, SET),), builtin("=>", inner, eq(ref(i), Num(0))))
    expected = Bind(Binder.FORALL, (Bound(i, SET),), builtin("=>", eq(ref(i), x), eq(ref(i), Num(0))))
    assert eliminate_all(outer) == expected
    bounded = Bind(Binder.EXISTS, (Bound(i, SET),), eq(ref(i), x))
    assert eliminate_all(bounded) == bounded
