"""What each construct becomes."""

from __future__ import annotations

import pytest
from syntax_reading import expression, module, shown, unit

from tlaverify.syntax import ast
from tlaverify.syntax.ast import Args, Arity, BindGroup, Name, Num, OpApp, Select, Str


def ref(name: str, *args: ast.Expr) -> OpApp:
    return OpApp((Name(name, args),))


x, y, z, S, T = (ref(name) for name in ("x", "y", "z", "S", "T"))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("x", x),
        ("2bs", ref("2bs")),
        ("TRUE", ref("TRUE")),
        ("ℕ", ref("Nat")),
        ("12", Num(12)),
        ("\\b101", Num(5)),
        ("\\O17", Num(15)),
        ("\\hfF", Num(255)),
        ("3.14", ast.Decimal("3.14")),
        ('"a\\tb\\"c\\\\"', Str('a\tb"c\\')),
        ("(x)", ast.Paren(x)),
        ("{}", ast.SetEnum(())),
        ("{x, y}", ast.SetEnum((x, y))),
        ("<<>>", ast.Tuple(())),
        ("⟨x, y⟩", ast.Tuple((x, y))),
        ("{x \\in S : y}", ast.SetFilter(BindGroup(("x",), S), y)),
        ("{x \\in S : x \\in T}", ast.SetFilter(BindGroup(("x",), S), ref("\\in", x, T))),
        ("{<<x, y>> \\in S : z}", ast.SetFilter(BindGroup(("x", "y"), S, True), z)),
        (
            "{z : x, y \\in S, <<p, q>> \\in T}",
            ast.SetMap(z, (BindGroup(("x", "y"), S), BindGroup(("p", "q"), T, True))),
        ),
        ("[x \\in S, y \\in T |-> z]", ast.FnCons((BindGroup(("x",), S), BindGroup(("y",), T)), z)),
        ("[S -> T]", ast.FnSet(S, T)),
        ("[a |-> x, b |-> y]", ast.RecCons((("a", x), ("b", y)))),
        ("[a : S, b : T]", ast.RecSet((("a", S), ("b", T)))),
        ("x[y, z]", ast.FnApp(x, (y, z))),
        ("x.f", ast.Field(x, "f")),
        ("x.NEW", ast.Field(x, "NEW")),
        ("S \\X T \\times {x}", ast.Times((S, T, ast.SetEnum((x,))))),
        (
            "[x EXCEPT ![y].f = @, !.g[1, 2] = z]",
            ast.Except(x, (ast.Update(((y,), "f"), ast.At()), ast.Update(("g", (Num(1), Num(2))), z))),
        ),
        ("IF x THEN y ELSE z", ast.If(x, y, z)),
        ("CASE x -> y [] y -> z [] OTHER -> x", ast.Case(((x, y), (y, z)), x)),
        ("CASE x -> y □ y → z", ast.Case(((x, y), (y, z)), None)),
        ("CHOOSE x \\in S : y", ast.Choose(BindGroup(("x",), S), y)),
        ("CHOOSE <<x, y>> : z", ast.Choose(BindGroup(("x", "y"), None, True), z)),
        (
            "\\A x, y \\in S, z \\in T : x",
            ast.Quant("\\A", (BindGroup(("x", "y"), S), BindGroup(("z",), T)), x),
        ),
        ("∃ x, y : z", ast.Quant("\\E", (BindGroup(("x", "y"), None),), z)),
        ("\\EE x : y", ast.Quant("\\EE", (BindGroup(("x",), None),), y)),
        ("\\AA x : y", ast.Quant("\\AA", (BindGroup(("x",), None),), y)),
        ("[x]_y", ast.Box(x, y)),
        ("<<x>>_<<y, z>>", ast.Angle(x, ast.Tuple((y, z)))),
        ("WF_x(y)", ast.Fairness("WF_", x, y)),
        ("SF_<<x, y>>(z)", ast.Fairness("SF_", ast.Tuple((x, y)), z)),
        ("[][x]_y", ref("[]", ast.Box(x, y))),
        ("F(x, +, LAMBDA p, q : p)", ref("F", x, ref("+"), ast.Lambda((Arity("p"), Arity("q")), ref("p")))),
        ("F(-.)", ref("F", ref("-."))),
        ("-x", ref("-.", x)),
        ("+(x, y)", ref("+", x, y)),
        ("I!Op(x)", OpApp((Name("I"), Name("Op", (x,))))),
        ("I(x)!J!y", OpApp((Name("I", (x,)), Name("J"), Name("y")))),
        ("I!+(x, y)", OpApp((Name("I"), Name("+", (x, y))))),
        ("Op(x)!(y, z)!1", OpApp((Name("Op", (x,)), Args((y, z)), Select("1")))),
        ("F(I!@!++, y)", ref("F", OpApp((Name("I"), Select("@"), Name("++"))), y)),
        ("Foo!1!2", OpApp((Name("Foo"), Select("1"), Select("2")))),
        ("Foo!<<", OpApp((Name("Foo"), Select("<<")))),
        ("Foo!⟩!@!:", OpApp((Name("Foo"), Select(">>"), Select("@"), Select(":")))),
        ("lab :: x", ast.Label("lab", (), x)),
        ("lab(p, q) :: x", ast.Label("lab", ("p", "q"), x)),
        ("LET f[x \\in S] == y IN z", ast.Let((ast.FnDef("f", (BindGroup(("x",), S),), y),), z)),
        (
            "LET RECURSIVE A(_) A(p) == x I == INSTANCE M IN z",
            ast.Let(
                (
                    ast.RecursiveDecl((Arity("A", 1),)),
                    ast.OpDef("A", (Arity("p"),), x),
                    ast.InstanceDef("I", (), "M", ()),
                ),
                z,
            ),
        ),
    ],
)
def test_expressions(text: str, tree: ast.Expr) -> None:
    assert expression(text) == tree


def test_open_constructs_reach_to_the_right() -> None:
    assert shown(expression("x => \\A y : y /\\ \\E z : z => x \\/ y")) == (
        "(x => (\\A y : (y /\\ (\\E z : (z => (x \\/ y))))))"
    )


def test_nested_cases_take_the_arms() -> None:
    tree = expression("CASE x -> CASE y -> z [] z -> y")
    assert isinstance(tree, ast.Case) and len(tree.arms) == 1 and tree.other is None


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("CONSTANTS x, F(_, _), _+_, -._, _^+", None),
        ("VARIABLES x, y", ast.VariableDecl((Arity("x"), Arity("y")))),
        ("RECURSIVE F(_), g", ast.RecursiveDecl((Arity("F", 1), Arity("g")))),
        ("F(p, G(_)) == x", ast.OpDef("F", (Arity("p"), Arity("G", 1)), x)),
        ("p \\ll q == x", ast.OpDef("\\ll", (Arity("p"), Arity("q")), x)),
        ("p \\leq q == x", ast.OpDef("<=", (Arity("p"), Arity("q")), x)),
        ("-. p == x", ast.OpDef("-.", (Arity("p"),), x)),
        ("p ^+ == x", ast.OpDef("^+", (Arity("p"),), x)),
        ("LOCAL F == x", ast.OpDef("F", (), x, local=True)),
        ("f[p \\in S, <<q, r>> \\in T] == x", None),
        ("LOCAL INSTANCE M", ast.InstanceDef(None, (), "M", (), local=True)),
        (
            "I(p) == INSTANCE M WITH x <- y, \\prec <- \\ll, F <- LAMBDA q : q",
            ast.InstanceDef(
                "I", (Arity("p"),), "M",
                (
                    ast.Substitution("x", y),
                    ast.Substitution("\\prec", ref("\\ll")),
                    ast.Substitution("F", ast.Lambda((Arity("q"),), ref("q"))),
                ),
            ),
        ),
        ("ASSUME x", ast.Assumption("ASSUME", None, x)),
        ("AXIOM A == x", ast.Assumption("AXIOM", "A", x)),
        ("LEMMA L == x", ast.Theorem("LEMMA", "L", x, None)),
        ("THEOREM x OBVIOUS", ast.Theorem("THEOREM", None, x, ast.Obvious())),
        ("----------", ast.Separator()),
        ("USE x, MODULE M DEF y, F", ast.UseHide(False, (x, ref("MODULE M")), (y, ref("F")))),
        ("HIDE DEF y", ast.UseHide(True, (), (y,))),
        ("---- MODULE N ----\nEXTENDS A\nB == x\n====", None),
    ],
)  # fmt: skip
def test_units(text: str, tree: ast.Unit | None) -> None:
    parsed = unit(text)
    if tree is not None:
        assert parsed == tree


def test_declared_operators() -> None:
    declared = unit("CONSTANTS x, F(_, _), _+_, -._, _^+")
    assert declared == ast.ConstantDecl(
        (Arity("x"), Arity("F", 2), Arity("+", 2), Arity("-.", 1), Arity("^+", 1))
    )


def test_nested_module_and_extends() -> None:
    outer = module("---- MODULE N ----\nEXTENDS A, B\nC == x\n====\nD == y")
    inner, after = outer.units
    assert isinstance(inner, ast.Module) and isinstance(after, ast.OpDef)
    assert [name for name, _ in inner.extends] == ["A", "B"]
    assert inner.extends[1][1] == ast.Span(3, 12, 3, 13)


def test_spans() -> None:
    definition = unit("A == /\\ x + y\n     /\\ z")
    assert isinstance(definition, ast.OpDef) and isinstance(definition.body, ast.Junction)
    first = definition.body.items[0]
    assert first.span == ast.Span(2, 9, 2, 14)
    assert isinstance(first, OpApp) and first.path[0].span == ast.Span(2, 11, 2, 12)
    assert definition.body.span == ast.Span(2, 6, 3, 10)
    assert definition.span == ast.Span(2, 1, 3, 10)
