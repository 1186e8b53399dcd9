"""The simplifying constructors give expressions equivalent to the plain applications."""

from __future__ import annotations

import z3
from hypothesis import given, settings
from hypothesis import strategies as st

from tlaverify.encodings import smt
from tlaverify.encodings.smt import BOOL, INT, Expr, U
from tlaverify.encodings.statement import symbol_text

VARIABLES = [smt.var("x", INT), smt.var("y", INT), smt.var("u", U), smt.var("b", BOOL)]


def text(e: Expr) -> str:
    if e.kind == "lit":
        return f"(- {e.op[1:]})" if e.op.startswith("-") else e.op
    if e.kind == "quant":
        bound = " ".join(f"({symbol_text(v.op)} {v.sort})" for v in e.bound)
        return f"({e.op} ({bound}) {text(e.args[0])})"
    head = e.op if e.kind == "op" else symbol_text(e.op)
    return f"({head} {' '.join(map(text, e.args))})" if e.args else head


class Pair:
    """An expression made by the constructors, and the plain SMT-LIB text that it stands for."""

    def __init__(self, e: Expr, plain: str) -> None:
        self.e = e
        self.plain = plain


def _leaf(sort: str) -> st.SearchStrategy[Pair]:
    atoms = [Pair(v, symbol_text(v.op)) for v in VARIABLES if v.sort == sort]
    if sort == INT:
        atoms += [Pair(smt.integer(n), str(n) if n >= 0 else f"(- {-n})") for n in (-1, 0, 1, 2)]
        atoms.append(Pair(smt.app("k", (), INT), "k"))
    if sort == U:
        atoms += [Pair(smt.app(c, (), U), c) for c in "cd"]
    if sort == BOOL:
        atoms += [Pair(smt.TRUE, "true"), Pair(smt.FALSE, "false"), Pair(smt.app("p", (), BOOL), "p")]
    return st.sampled_from(atoms)


def integers(depth: int) -> st.SearchStrategy[Pair]:
    if depth == 0:
        return _leaf(INT)
    sub = integers(depth - 1)
    return st.one_of(
        _leaf(INT),
        st.tuples(sub, sub).map(lambda p: Pair(smt.add(p[0].e, p[1].e), f"(+ {p[0].plain} {p[1].plain})")),
        st.tuples(sub, sub).map(lambda p: Pair(smt.sub(p[0].e, p[1].e), f"(- {p[0].plain} {p[1].plain})")),
        st.tuples(formulas(depth - 1), sub, sub).map(
            lambda p: Pair(
                smt.ite(p[0].e, p[1].e, p[2].e), f"(ite {p[0].plain} {p[1].plain} {p[2].plain})"
            )
        ),
    )


def formulas(depth: int) -> st.SearchStrategy[Pair]:
    if depth == 0:
        return _leaf(BOOL)
    sub = st.deferred(lambda: formulas(depth - 1))
    ints = integers(depth - 1)
    us = _leaf(U)

    def nary(op: str) -> st.SearchStrategy[Pair]:
        make = smt.conj if op == "and" else smt.disj
        return st.lists(sub, min_size=2, max_size=3).map(
            lambda ps: Pair(make(p.e for p in ps), f"({op} {' '.join(p.plain for p in ps)})")
        )

    def quantified(kind: str) -> st.SearchStrategy[Pair]:
        make = smt.forall if kind == "forall" else smt.exists

        def build(p: tuple[list[Expr], Pair]) -> Pair:
            bound, body = p
            decls = " ".join(f"({symbol_text(v.op)} {v.sort})" for v in bound)
            return Pair(make(bound, body.e), f"({kind} ({decls}) {body.plain})")

        chosen = st.lists(st.sampled_from(VARIABLES), min_size=1, max_size=2, unique=True)
        return st.tuples(chosen, sub).map(build)

    return st.one_of(
        nary("and"), nary("or"), quantified("forall"), quantified("exists"),
        sub.map(lambda p: Pair(smt.not_(p.e), f"(not {p.plain})")),
        st.tuples(sub, sub).map(lambda p: Pair(smt.iff(p[0].e, p[1].e), f"(= {p[0].plain} {p[1].plain})")),
        st.tuples(sub, sub).map(
            lambda p: Pair(smt.implies(p[0].e, p[1].e), f"(=> {p[0].plain} {p[1].plain})")
        ),
        st.tuples(ints, ints).map(lambda p: Pair(smt.eq(p[0].e, p[1].e), f"(= {p[0].plain} {p[1].plain})")),
        st.tuples(ints, ints).map(lambda p: Pair(smt.le(p[0].e, p[1].e), f"(<= {p[0].plain} {p[1].plain})")),
        st.tuples(us, us).map(lambda p: Pair(smt.eq(p[0].e, p[1].e), f"(= {p[0].plain} {p[1].plain})")),
    )


DECLARATIONS = (
    "(declare-sort U 0)(declare-fun k () Int)(declare-fun p () Bool)(declare-fun c () U)(declare-fun d () U)"
    + "".join(f"(declare-fun {symbol_text(v.op)} () {v.sort})" for v in VARIABLES)
)


def difference(one: str, two: str) -> z3.CheckSatResult:
    solver = z3.Solver(ctx=z3.Context())
    solver.set("rlimit", 2_000_000)
    solver.from_string(f"{DECLARATIONS}(assert (distinct {one} {two}))")
    return solver.check()


@settings(max_examples=250, deadline=None)
@given(formulas(3))
def test_simplified_formulas_are_equivalent(pair: Pair) -> None:
    assert difference(text(pair.e), pair.plain) != z3.sat


@settings(max_examples=150, deadline=None)
@given(formulas(3), integers(1))
def test_replacement_is_substitution(pair: Pair, by: Pair) -> None:
    x = VARIABLES[0]
    replaced = smt.replace(pair.e, {x: by.e})
    plain = f"(let (({symbol_text(x.op)} {by.plain})) {pair.plain})"
    assert difference(text(replaced), plain) != z3.sat


@settings(max_examples=100, deadline=None)
@given(formulas(3))
def test_canonical_names_keep_the_meaning(pair: Pair) -> None:
    assert difference(text(smt.canonical(pair.e)), text(pair.e)) != z3.sat


def test_one_point_rule() -> None:
    x, c = VARIABLES[0], smt.app("k", (), INT)
    body = smt.conj((smt.eq(x, c), smt.app("q", (x,), BOOL)))
    assert smt.exists((x,), body) == smt.app("q", (c,), BOOL)
    assert smt.forall((x,), smt.implies(smt.eq(x, c), smt.app("q", (x,), BOOL))) == smt.app("q", (c,), BOOL)


def test_canonical_identifies_alpha_equal_expressions() -> None:
    def all_of(name: str) -> Expr:
        v = smt.var(name, INT)
        return smt.forall((v,), smt.app("q", (v,), BOOL))

    assert all_of("a") != all_of("b")
    assert smt.canonical(all_of("a")) == smt.canonical(all_of("b"))


def test_numbers_are_compared_by_what_they_say() -> None:
    """Expressions are one object each until all are let go of; a number made before that is still itself."""
    five = smt.integer(5)
    smt.forget()
    assert smt.eq(five, smt.integer(5)) == smt.TRUE
    assert smt.eq(five, smt.integer(6)) == smt.FALSE
