"""What is printed reads back as the same term."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tlaverify.kernel.rewrite import subterms
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
    Str,
    Symbol,
    Term,
    builtin,
    ref,
)
from tlaverify.semantics.load import library_modules, load_module
from tlaverify.semantics.printing import show
from tlaverify.semantics.program import Program
from tlaverify.semantics.scope import Defined

Load = Callable[..., Program]


def nameless(term: Term) -> object:
    """The term with bound names replaced by their depth."""

    def go(t: Term, env: dict[Symbol, int]) -> object:
        if isinstance(t, Apply):
            op = env.get(t.op, t.op.name) if t.op.kind is Kind.BOUND else (t.op.name, t.op.kind)
            return op, tuple(go(a, env) for a in t.args)
        if isinstance(t, Bind):
            domains = tuple(None if b.domain is None else go(b.domain, env) for b in t.bounds)
            inner = {**env, **{b.symbol: len(env) + i for i, b in enumerate(t.bounds)}}
            return t.binder, domains, go(t.body, inner)
        if isinstance(t, Lambda):
            return go(t.body, {**env, **{p: len(env) + i for i, p in enumerate(t.params)}})
        if isinstance(t, Let):
            out = []
            for d in t.defs:
                out.append(go(d.body, {**env, **{p: len(env) + i for i, p in enumerate(d.params)}}))
                env = {**env, d.symbol: len(env)}
            return tuple(out), go(t.body, env)
        return repr(t)

    return go(term, {})


C = Symbol("c", Kind.CONSTANT, scope="M")
F = Symbol("F", Kind.CONSTANT, 2, scope="M")
V = Symbol("v", Kind.VARIABLE, 0, Level.STATE, "M")
PREC = Symbol("\\prec", Kind.DEFINED, 2, scope="M")
NAMES = [Symbol(n, Kind.BOUND) for n in ("x", "y", "z")]

INFIX = [
    "/\\",
    "\\/",
    "=>",
    "<=>",
    "=",
    "\\in",
    "\\subseteq",
    "\\cup",
    "\\cap",
    "\\",
    "+",
    "-",
    "*",
    "\\div",
    "%",
    "..",
    "<",
    "<=",
    "^",
]


@st.composite
def terms(draw: st.DrawFn, depth: int = 4, scope: tuple[Symbol, ...] = ()) -> Term:
    leaves = [Num(0), Num(12), Str("a b"), builtin("TRUE"), ref(C), ref(V), builtin("Nat"), *map(ref, scope)]
    if depth == 0:
        return draw(st.sampled_from(leaves))

    def sub(inner: tuple[Symbol, ...] = scope) -> Term:
        return draw(terms(depth - 1, inner))

    kind = draw(st.integers(0, 17))
    free = [n for n in NAMES if n not in scope]
    if kind <= 3:
        op = draw(st.sampled_from(INFIX))
        return builtin(op, sub(), sub())
    if kind == 4:
        return builtin(draw(st.sampled_from(["/\\", "\\/"])), sub(), sub(), sub())
    if kind == 5:
        return builtin(draw(st.sampled_from(["~", "SUBSET", "UNION", "DOMAIN", "-."])), sub())
    if kind == 6:
        return builtin("IF", sub(), sub(), sub())
    if kind == 7:
        return builtin(draw(st.sampled_from(["{}", "<<>>", "\\X"])), sub(), sub())
    if kind == 8:
        return builtin(
            "APPLY", sub(), draw(st.sampled_from([Str("f"), sub(), builtin("<<>>", sub(), sub())]))
        )
    if kind == 9:
        key = draw(st.sampled_from([Str("f"), sub()]))
        return builtin("EXCEPT", sub(), key, sub())
    if kind == 10:
        return builtin(draw(st.sampled_from(["REC", "RECSET"])), Str("f"), sub(), Str("g"), sub())
    if kind == 11:
        return builtin("CASE", sub(), sub(), sub(), sub(), *([sub()] if draw(st.booleans()) else []))
    if kind == 12:
        return builtin("[->]", sub(), sub())
    if kind == 13:
        return Apply(draw(st.sampled_from([F, PREC])), (sub(), sub()))
    if not free:
        return draw(st.sampled_from(leaves))
    symbol = free[0]
    if kind == 14:
        return Let((LetDef(symbol, (), sub()),), sub((*scope, symbol)))
    if kind == 15:
        binder = draw(st.sampled_from([Binder.FORALL, Binder.EXISTS, Binder.CHOOSE]))
        return Bind(binder, (Bound(symbol, draw(st.sampled_from([None, sub()]))),), sub((*scope, symbol)))
    if kind == 16:
        binder = draw(st.sampled_from([Binder.FILTER, Binder.MAP, Binder.FUNCTION]))
        return Bind(binder, (Bound(symbol, sub()),), sub((*scope, symbol)))
    binds = tuple(Bound(s, sub()) for s in free[:2])
    return Bind(Binder.FORALL, binds, sub((*scope, *free[:2])))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(some=st.lists(terms(), min_size=20, max_size=20), width=st.sampled_from([20, 40, 200]))
def test_printed_terms_read_back(
    some: list[Term], width: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("printing") / "M.tla"
    defs = "\n".join(f"T{i} ==\n  {show(t, width, 2)}" for i, t in enumerate(some))
    path.write_text(
        "---- MODULE M ----\nEXTENDS Integers\nCONSTANT c, F(_, _)\nVARIABLE v\na \\prec b == a\n"
        f"{defs}\n====\n",
        encoding="utf-8",
    )
    scope = load_module(path).main.scope
    for i, term in enumerate(some):
        entry = scope.lookup(f"T{i}")
        assert isinstance(entry, Defined)
        assert nameless(entry.definition.body) == nameless(term), show(term)


@pytest.mark.parametrize("name", sorted(library_modules()))
def test_library_definitions_are_printed(name: str) -> None:
    for definition in load_module(name).main.definitions.values():
        text = show(definition.body, 80)
        assert text and "$" not in text and "(*" not in text


def test_no_map_is_printed_like_a_filter() -> None:
    # {(x \\in S /\\ TRUE) : x \\in S}, and not the subset of (S /\\ TRUE)
    bound = Symbol("x", Kind.BOUND)
    inside = builtin("\\in", ref(bound), ref(C))
    for body in (inside, builtin("/\\", inside, builtin("TRUE"))):
        term = Bind(Binder.MAP, (Bound(bound, ref(C)),), body)
        assert show(term) == f"{{({show(body)}) : x \\in c}}"


def test_bound_names_do_not_capture() -> None:
    # \E x : <<x, the constant x>>
    constant = Symbol("x", Kind.CONSTANT, scope="M")
    bound = Symbol("x", Kind.BOUND)
    term = Bind(Binder.EXISTS, (Bound(bound, None),), builtin("<<>>", ref(bound), ref(constant)))
    assert show(term) == "\\E x_1 : <<x_1, x>>"


def test_long_formulas_become_lists(load: Load) -> None:
    program = load(
        "VARIABLES aaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbb\n"
        "A == \\E x \\in {1} : aaaaaaaaaaaaaaaaaaaa' = bbbbbbbbbbbbbbbbbbbb /\\ (x = 1 \\/ x = 2) /\\ "
        "UNCHANGED <<aaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbb>>"
    )
    entry = program.main.scope.lookup("A")
    assert isinstance(entry, Defined)
    assert show(entry.definition.body, 60).split("\n") == [
        "\\E x \\in {1} :",
        "   /\\ aaaaaaaaaaaaaaaaaaaa' = bbbbbbbbbbbbbbbbbbbb",
        "   /\\ x = 1 \\/ x = 2",
        "   /\\ UNCHANGED <<aaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbb>>",
    ]


def test_no_subterm_is_lost(load: Load) -> None:
    program = load("VARIABLE v\nA == [][v' = 1]_<<v, 1>> /\\ <>(ENABLED <<v' = 2>>_v) /\\ WF_<<v>>(v' = 3)")
    entry = program.main.scope.lookup("A")
    assert isinstance(entry, Defined)
    shown = show(entry.definition.body)
    assert shown == "[][v' = 1]_<<v, 1>> /\\ <>ENABLED <<v' = 2>>_v /\\ WF_<<v>>(v' = 3)"
    assert sum(1 for t in subterms(entry.definition.body) if isinstance(t, Num)) == 4
