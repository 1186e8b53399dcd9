"""Normal forms of integer polynomials: right, unique, and confirmed before they are used."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tlaverify.encodings import smt
from tlaverify.encodings.polynomials import Polynomial, confirmed, expanded, normalize
from tlaverify.encodings.smt import BOOL, INT, Expr, U, add, eq, forall, integer, le, mul, neg, sub

X, Y, Z = (smt.app(name, (), INT) for name in "xyz")
ROOTS = [str(Path(__file__).parents[3] / root) for root in ("verifier", "encodings", "obligations")]


def f(e: Expr) -> Expr:
    return smt.app("f", (e,), INT)


def normal(e: Expr) -> Expr:
    (out,) = normalize([e])
    return out


Made = Callable[[], tuple[Expr, Expr]]
"""Made when they are compared: other tests may have let go of the expressions before (`smt.forget`)."""
Values = Mapping[str, int]


def value(e: Expr, at: Values) -> int | bool:
    """The value at a point, where ``f(n)`` is ``3 * n + 1``."""
    if e.kind == "lit":
        return e.op == "true" if e.sort == BOOL else int(e.op)
    args = [value(a, at) for a in e.args]
    match e.op:
        case "f":
            return 3 * args[0] + 1
        case "+":
            return sum(args)
        case "-":
            return -args[0] if len(args) == 1 else args[0] - args[1]
        case "*":
            return args[0] * args[1]
        case "=":
            return args[0] == args[1]
        case "<=":
            return args[0] <= args[1]
        case "not":
            return not args[0]
    return at[e.op]


def terms(most: int) -> st.SearchStrategy[Expr]:
    """Terms with at most so many leaves."""
    return st.recursive(
        st.one_of(st.sampled_from([X, Y, Z]), st.integers(-4, 4).map(integer)),
        lambda inner: st.one_of(
            st.builds(add, inner, inner),
            st.builds(sub, inner, inner),
            st.builds(mul, inner, inner),
            st.builds(neg, inner),
            st.builds(f, inner),
        ),
        max_leaves=most,
    )


TERMS = terms(8)
PARTS = terms(4)
"""Of which the products below stay within what is multiplied out."""
POINTS = st.fixed_dictionaries({name: st.integers(-7, 7) for name in "xyz"})


@settings(max_examples=60, deadline=None)
@given(TERMS, POINTS)
def test_a_term_keeps_its_value(e: Expr, at: Values) -> None:
    assert value(normal(e), at) == value(e, at)


@settings(max_examples=60, deadline=None)
@given(TERMS, TERMS, POINTS)
def test_a_comparison_keeps_its_truth(a: Expr, b: Expr, at: Values) -> None:
    for atom in (eq(a, b), le(a, b), smt.lt(a, b)):
        assert value(normal(atom), at) == value(atom, at)


@settings(max_examples=30, deadline=None)
@given(PARTS, PARTS, PARTS)
@example(mul(add(X, X), add(X, X)), mul(add(X, X), add(X, X)), mul(add(X, X), add(X, X)))
def test_the_laws_of_rings_hold_by_form(a: Expr, b: Expr, c: Expr) -> None:
    square = mul(X, X)
    for one, two in (
        (mul(mul(square, a), b), mul(b, mul(a, square))),
        (mul(square, add(a, b)), add(mul(b, square), mul(square, a))),
        (mul(square, sub(a, c)), sub(mul(a, square), mul(square, c))),
    ):
        assert normal(eq(one, two)) == smt.TRUE


@pytest.mark.parametrize(
    "made",
    [
        lambda: (f(mul(X, add(Y, integer(1)))), f(add(mul(X, Y), X))),
        lambda: (mul(X, sub(add(Y, integer(1)), integer(1))), mul(X, Y)),
        lambda: (sub(mul(Y, X), mul(mul(X, Y), integer(2))), neg(mul(X, Y))),
        lambda: (le(mul(X, add(Y, integer(1))), X), le(mul(X, Y), integer(0))),
        lambda: (le(mul(integer(2), mul(X, Y)), integer(3)), le(mul(X, Y), integer(1))),
        lambda: (le(integer(3), mul(integer(2), mul(X, Y))), le(integer(2), mul(X, Y))),
        lambda: (eq(mul(integer(2), mul(X, Y)), integer(3)), smt.FALSE),
        lambda: (eq(Z, mul(Y, X)), eq(mul(X, Y), Z)),
    ],
)
def test_normal_forms(made: Made) -> None:
    before, after = made()
    assert normal(before) == after
    assert normal(after) == after


@pytest.mark.parametrize(
    "made",
    [
        lambda: (mul(X, Y), add(mul(X, Y), integer(1))),
        lambda: (mul(X, X), X),
        lambda: (mul(X, add(Y, integer(1))), add(mul(X, Y), Y)),
        lambda: (f(X), f(Y)),
        lambda: (le(mul(integer(2), mul(X, Y)), integer(3)), le(mul(X, Y), integer(2))),
        lambda: (le(integer(3), mul(integer(2), mul(X, Y))), le(integer(1), mul(X, Y))),
        lambda: (eq(mul(X, Y), mul(X, Z)), eq(Y, Z)),
        lambda: (le(mul(X, X), integer(-1)), eq(X, X)),
    ],
)
def test_a_wrong_form_is_not_confirmed(made: Made) -> None:
    before, after = made()
    assert confirmed(before, before)
    assert not confirmed(before, after)


def test_what_is_not_confirmed_is_not_used() -> None:
    def wrong(e: Expr, indeterminates: tuple[Expr, ...]) -> Polynomial:
        out = expanded(e, indeterminates)
        return Polynomial(out.monomials, out.constant + 1)

    for e in (f(mul(X, add(Y, integer(1)))), le(mul(X, Y), mul(Y, X)), eq(mul(X, Y), Z)):
        assert normalize([e], wrong) == [e]


def test_large_powers_are_left_alone() -> None:
    e = add(add(X, Y), add(Z, integer(1)))
    power = mul(mul(mul(e, e), mul(e, e)), e)
    assert normal(power) == power


def test_triggers_stay_and_bound_variables_with_them() -> None:
    a, b = smt.var("a", INT), smt.var("b", INT)
    known = smt.app("P", (a, b), BOOL)
    cancels = le(add(mul(a, b), a), add(mul(b, a), integer(3)))
    e = forall((a, b), smt.implies(le(integer(0), Z), cancels), ((known,),))
    out = normal(e)
    assert out.bound == e.bound
    assert out.pats == e.pats
    assert out.args[0] == smt.implies(le(integer(0), Z), le(a, integer(3)))


def test_other_arithmetic_is_an_indeterminate() -> None:
    u = smt.app("u2i!", (smt.app("u", (), U),), INT)
    e = mul(smt.div(mul(X, add(Y, integer(1))), Z), add(u, integer(1)))
    inner = smt.div(add(mul(X, Y), X), Z)
    expected = normal(add(mul(inner, u), inner))
    assert normal(e) == expected


def test_sympy_is_imported_for_products_only() -> None:
    code = """
import sys
from tlaverify.encodings import smt
from tlaverify.encodings.polynomials import normalize
x, y = (smt.app(n, (), smt.INT) for n in "xy")
linear = smt.le(smt.mul(smt.integer(2), smt.add(x, y)), smt.mul(smt.sub(y, x), smt.integer(3)))
assert normalize([linear])[0] is linear
assert "sympy" not in sys.modules and "z3" not in sys.modules
normalize([smt.le(smt.mul(x, y), x)])
assert "sympy" in sys.modules
"""
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = {ROOTS!r}\n{code}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


MODULE = """---- MODULE Products ----
EXTENDS Integers
THEOREM Linear == ASSUME NEW x \\in Int, NEW y \\in Int PROVE x + y - 1 <= y + x OBVIOUS
THEOREM Product == ASSUME NEW F(_), NEW x \\in Int, NEW y \\in Int PROVE F(x * (y + 1)) = F(y * x + x) OBVIOUS
THEOREM Untyped == ASSUME NEW F(_), NEW x, NEW y PROVE F(x * (y + 1)) = F(y * x + x) OBVIOUS
====
"""


def test_in_the_queries_of_a_module(tmp_path: Path) -> None:
    path = tmp_path / "Products.tla"
    path.write_text(MODULE, encoding="utf-8")
    code = """
import sys
from pathlib import Path
from tlaverify.encodings.encode import STRATEGIES, encode
from tlaverify.obligations.generate import obligations_of
from tlaverify.semantics.load import load_module
program = load_module(Path(sys.argv[1]))
linear, product, untyped = (o for t in obligations_of(program.main, program) for o in t.obligations)
for s in STRATEGIES:
    encode(linear, s)
assert "sympy" not in sys.modules
# the two arguments are one term, so that the negated goal is false by its form or by congruence
(query,) = encode(product, "typed-def")
assert "(+ y 1)" not in query.text, query.text
(query,) = encode(untyped, "typed-def")
assert "*!" in query.text, query.text
"""
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = {ROOTS!r}\n{code}", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
