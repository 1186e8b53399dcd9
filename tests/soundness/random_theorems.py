# ruff: noqa: E501 (the grammar reads better in long lines)
"""Random theorems as TLA+ text: most of their parts are of the kinds that their places need.

A *shape* is a piece of text in which kinds stand for expressions: ``(int + int)``.  ``?int`` binds a
variable for the parts that follow; after ``\\in`` stands its domain, which is outside of its scope, and so is what
is marked ``^int``.  ``int1`` stands for one expression wherever it stands in the shape: so are written the *laws*, which
hold, or nearly hold, of all values; a mistake in an encoding shows where one nearly holds.  A law may begin
with a fact of its own, ``r = [a |-> int1] |- r.a = int1``: so what is equal to r, f or s comes to r, f or s.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from hypothesis import strategies as st

__all__ = ["Theorems", "theorems"]

NAMES: Final = {
    "int": ["x", "y", "v", "v'"], "set": ["S", "T", "m", "m'"], "bool": ["p"], "fun": ["f"], "rec": ["r"],
    "seq": ["s"], "sets": [], "str": [], "pair": [], "prod": [],
}
"""The constants and variables of a kind."""

LEAVES: Final = {
    "int": ["0", "1", "2", "(-1)", "3"], "set": ["{}", "{0, 1}", "1..2", "Nat", "Int", '{"a", "b"}', "{1, 2, 3}"],
    "bool": ["TRUE", "FALSE"], "fun": ["[u \\in {0, 1} |-> u]"], "rec": ["[a |-> 1, b |-> TRUE]"],
    "seq": ["<<>>", "<<1, 2>>", "<<3>>"], "sets": ["{{}, {1}}", "SUBSET {0, 1}", "{}"], "str": ['"a"', '"b"'],
    "pair": ["<<0, 1>>", "<<1, 1>>"], "prod": ["{<<0, 1>>}", "({0, 1} \\X {1, 2})"],
}

SHAPES: Final = {
    "int": [
        "(int + int)", "(int - int)", "(int * int)", "(-int)", "(int \\div int)", "(int % int)", "(int ^ 2)",
        "(IF bool THEN int ELSE int)", "fun[int]", "rec.a", "Len(seq)", "Head(seq)", "seq[int]", "pair[1]", "pair[int]",
        "(CHOOSE ?int \\in set : bool)", "(CASE bool -> int [] bool -> int)", "(CASE bool -> int [] OTHER -> int)",
        "(CHOOSE ?int : bool)", "Op(int)", "Ap(^int, LAMBDA ?int : int)", "(LET @(?int) == int IN @(^int))",
        "(LET ?int == ^int IN int)", "Cardinality(set)", "(same)'", "[fun EXCEPT ![int] = int][int]", "seq[Len(seq)]",
    ],
    "bool": [
        "(int < int)", "(int <= int)", "(int > int)", "(int >= int)", "(int = int)", "(int # int)", "(set = set)",
        "(fun = fun)", "(rec = rec)", "(seq = seq)", "(str = str)", "(pair = pair)", "(sets = sets)", "(bool = bool)",
        "(bool /\\ bool)", "(bool \\/ bool)", "(~bool)", "(bool => bool)", "(bool <=> bool)", "(bool \\in BOOLEAN)",
        "(int \\in set)", "(int \\notin set)", "(set \\subseteq set)", "(set \\in sets)", "(str \\in set)",
        "(\\A ?int \\in set : bool)", "(\\E ?int \\in set : bool)", "(\\A ?set \\in sets : bool)",
        "(\\E ?set \\in sets : bool)", "(\\A ?int : bool)", "(\\E ?int : bool)", "(\\A ?int, ?int \\in set : bool)",
        "(\\E ?int \\in set, ?int \\in set : bool)", "(\\A <<?int, ?int>> \\in prod : bool)",
        "(\\E <<?int, ?int>> \\in prod : bool)", "(\\A ?pair \\in prod : bool)", "(pair \\in prod)", "(prod = prod)",
        "(pair \\in set \\X set)", "(<<int, int>> \\in set \\X set)", "rec.b", "Pred(int)", "Ap(^int, LAMBDA ?int : bool)",
        "(fun \\in [set -> set])", "(fun \\in [set -> Int])", "([set -> set] = {})", "([set -> set] \\subseteq [set -> set])",
        "(rec \\in [a : set, b : BOOLEAN])", "([a : set, b : set] = {})", "([a |-> int, b |-> bool] = rec)",
        "(seq \\in Seq(set))", "(set \\in SUBSET set)", "(IF bool THEN bool ELSE bool)", "IsFiniteSet(set)",
        "(CASE bool -> bool [] OTHER -> bool)", "(UNCHANGED now)", "(sameb)'", "[act]_v", "<<act>>_v",
        "(LET ?bool == ^bool IN bool)", "(DOMAIN fun = set)", "(ENABLED (v' = now /\\ sameb))", "(seq \\in [set -> set])",
    ],
    "set": [
        "{int, int}", "{int}", "(int .. int)", "(set \\cup set)", "(set \\cap set)", "(set \\ set)", "(UNION sets)",
        "{?int \\in set : bool}", "{int : ?int \\in set}", "{int : ?int \\in set, ?int \\in set}", "(DOMAIN fun)",
        "(DOMAIN seq)", "(DOMAIN rec)", "(IF bool THEN set ELSE set)", "Only(int)", "{fun[int] : ?int \\in set}",
        "{int : <<?int, ?int>> \\in prod}", "(CHOOSE ?set \\in sets : bool)", "(UNION {set : ?int \\in set})", "{str, int}",
    ],
    "fun": [
        "[?int \\in set |-> int]", "[fun EXCEPT ![int] = int]", "[fun EXCEPT ![int] = @ + int]", "seq", "pair",
        "(IF bool THEN fun ELSE fun)", "[fun EXCEPT ![int] = int, ![int] = @]", "[?int \\in set |-> fun[int]]",
        "(CHOOSE ?fun \\in [^set -> ^set] : bool)",
    ],
    "rec": [
        "[a |-> int, b |-> bool]", "[rec EXCEPT !.a = int]", "[rec EXCEPT !.b = bool, !.a = @ + 1]",
        "[a |-> int, b |-> bool, c |-> int]", "(IF bool THEN rec ELSE rec)", "[rec EXCEPT ![str] = int]", "[a |-> int]",
    ],
    "seq": [
        "<<int, int>>", "Append(seq, int)", "Tail(seq)", "(seq \\o seq)", "SubSeq(seq, int, int)", "<<int>>",
        "[seq EXCEPT ![int] = int]", "[?int \\in 1 .. ^int |-> int]", "(IF bool THEN seq ELSE seq)",
    ],
    "sets": ["(SUBSET set)", "{set, set}", "(sets \\cup sets)", "{set : ?int \\in set}", "{?set \\in sets : bool}"],
    "str": ["(IF bool THEN str ELSE str)", "(CHOOSE ?str \\in {\"a\", \"b\"} : bool)"],
    "pair": ["<<int, int>>", "[pair EXCEPT ![int] = int]", "(IF bool THEN pair ELSE pair)"],
    "prod": ["(set \\X set)", "{?pair \\in prod : bool}", "{pair, pair}", "{<<int, int>> : ?int \\in set}"],
}

LAWS: Final = [
    "([fun1 EXCEPT ![int1] = int2][int1] = int2)", "(int1 \\in DOMAIN fun1 => [fun1 EXCEPT ![int1] = int2][int1] = int2)",
    "(DOMAIN [fun1 EXCEPT ![int1] = int2] = DOMAIN fun1 \\cup {int1})", "([fun1 EXCEPT ![int1] = fun1[int1]] = fun1)",
    "([z \\in set1 |-> int1][int2] = int1)", "(int2 \\in set1 => [z \\in set1 |-> int1][int2] = int1)",
    "([z \\in set1 |-> fun1[z]] = fun1)", "(fun1[int1] \\in set1)", "(fun1[int1] = fun1[int2])", "(fun1[int1] \\in Int)",
    "([fun1 EXCEPT ![int1] = int2] # fun1)", "(fun1 \\in [set1 -> set2] => fun1[int1] \\in set2)",
    "([rec1 EXCEPT !.a = int1].a = int1)", "(rec1.a = [rec1 EXCEPT !.b = int1].a)", "(rec1 = [a |-> rec1.a, b |-> rec1.b])",
    "([a |-> int1, b |-> int2].a = int2)", "(rec1 \\in {[a |-> int1, b |-> bool1]} => rec1.b = int1)", "(rec1.a = rec1.b)",
    "(int1 + 1 > int1)", "(int1 - int1 = 0)", "(int1 + int2 = int2 + int1)", "(int1 + 0 = int1)", "(int1 + int2 \\in Int)",
    "(int1 <= int2 \\/ int2 <= int1)", "(int1 < int2 <=> int1 + 1 <= int2)", "(int1 <= int1)", "(~(int1 < int2) <=> int2 <= int1)",
    "(int1 \\div int2 \\in Int)", "(int1 % int2 < int2)", "(int1 = int2 * (int1 \\div int2) + (int1 % int2))", "(int1 % 2 = 0)",
    "(int1 .. int2 = {} <=> int2 < int1)", "(int1 \\in int1 .. int2)", "(int1 \\in 1 .. int2 => int1 > 1)", "(int1 * int1 > 0)",
    "(Head(<<int1>> \\o seq1) = int1)", "(Head(seq1) \\in set1)", "(Len(Tail(seq1)) = Len(seq1) - 1)", "(seq1[1] = Head(seq1))",
    "(Tail(Append(seq1, int1)) = Append(Tail(seq1), int1))", "(Append(seq1, int1)[Len(seq1) + 1] = int1)", "(seq1 \\o seq2 = seq2 \\o seq1)",
    "(Len(SubSeq(seq1, int1, int2)) = int2 - int1 + 1)", "(seq1 = <<Head(seq1)>> \\o Tail(seq1))", "(seq1[int1] \\in Int)",
    "(Append(seq1, int1)[1] = int1)", "(SubSeq(seq1, int1, int2)[1] = seq1[int1])", "(<<int1, int2>>[int3] \\in {int1, int2})",
    "((CHOOSE z \\in set1 : z = int1) = int1)", "((CHOOSE z \\in set1 : TRUE) \\in set1)", "((CHOOSE z \\in {int1, int2} : TRUE) = int1)",
    "((CASE bool1 -> int1 [] bool2 -> int2) = int1)", "(bool1 => (CASE bool1 -> int1 [] bool2 -> int2) = int1)",
    "((CASE bool1 -> int1 [] OTHER -> int2) = int2)", "((IF bool1 THEN int1 ELSE int2) = int1)", "(CASE bool1 -> bool2 [] bool2 -> bool1)",
    "(Cardinality({int1, int2}) = 2)", "(Cardinality(set1 \\cup {int1}) = Cardinality(set1) + 1)", "(Cardinality(set1) > 0)",
    "(set1 \\cup set2 = set1)", "(set1 \\ set2 = set1)", "(set1 \\cap set2 = {})", "({z \\in set1 : bool1} = set1)", "(UNION {set1, set2} = set1)",
    "({z + int1 : z \\in set1} = set1)", "(SUBSET set1 \\subseteq SUBSET set2)", "(set1 \\X set2 = set2 \\X set1)", "(set1 # {})",
    "(pair1 = <<pair1[1], pair1[2]>>)", "(<<int1, int2>> = <<int2, int1>>)", "(<<int1, int2>>[1] = int2)", "(<<int1>> = <<int1, int2>>)",
    "(pair1 \\in set1 \\X set2 => pair1[1] \\in set2)", "(<<int1, int2>> \\in prod1 => <<int2, int1>> \\in prod1)", "(pair1[1] = pair1[2])",
    "((bool1 <=> bool2) => (bool1 = bool2))", "((~~bool1) = bool1)", "(bool1 \\in BOOLEAN)", "((bool1 = TRUE) \\/ (bool1 = FALSE))",
    "((int1 = int2) <=> (Op(int1) = Op(int2)))", "(Pred(int1) => Pred(int2))", "((v = int1) => (v' = int1))", "(m = m' => v = v')",
    "(v' = v => Op(v') = Op(v))", "(\\E z \\in set1 : z = int1)", "(\\A z \\in set1 : z # int1)", "((\\E z \\in set1 : bool1) <=> bool1)",
    "([fun1 EXCEPT ![int1] = int2][int3] = fun1[int3])", "([fun1 EXCEPT ![int1] = int2][int3] = int2)", "([z \\in set1 |-> z][int1] = int1)",
    "(int1 \\notin DOMAIN fun1 => [fun1 EXCEPT ![int1] = int2] = fun1)", "([z \\in set1 |-> int1] = [z \\in set2 |-> int1])",
    "([z \\in set1 |-> int1] \\in [set2 -> {int1}])", "(fun1 \\in [set1 -> set2] => DOMAIN fun1 = set2)", "(DOMAIN [z \\in set1 |-> int1] = set2)",
    "(fun1 \\in [set1 -> set2] => fun1[int1] \\in set1)", "([set1 -> set2] = {} <=> set2 = {})", "([set1 -> set2] = [set2 -> set1])",
    "((CHOOSE z \\in {[w \\in set1 |-> int1]} : TRUE)[int2] = int1)", "(DOMAIN (CHOOSE z \\in {[w \\in set1 |-> int1]} : TRUE) = set2)",
    "f = [z \\in set1 |-> int1] |- f[int2] = int1", "f = [z \\in set1 |-> int1] |- DOMAIN f = set2", "f = [z \\in set1 |-> int1] |- f \\in [set2 -> Int]",
    "f = [fun1 EXCEPT ![int1] = int2] |- f[int1] = int2", "f = [fun1 EXCEPT ![int1] = int2] |- f[int3] = fun1[int3]",
    "f = [z \\in set1 |-> int1] |- f = [z \\in set2 |-> int1]", "f = [z \\in set1 |-> z] |- [f EXCEPT ![int1] = int2] = f",
    "r = [a |-> int1, b |-> int2] |- r.a = int2", "r = [b |-> int1, a |-> int2] |- r.a = int1", "r = [a |-> int1, b |-> int2] |- r.b = int2",
    "r = [a |-> int1, b |-> int2] |- DOMAIN r = {\"a\"}", "r = [a |-> int1, b |-> int2] |- [r EXCEPT !.a = int2].b = int1",
    "r = [a |-> int1, b |-> int2] |- r \\in [b : {int1}, a : {int2}]", "r \\in [a : set1, b : set2] |- r.a \\in set2",
    "((CHOOSE z \\in {[a |-> int1, b |-> int2]} : TRUE).a = int2)", "([a |-> int1, b |-> int2] = [b |-> int2, a |-> int1])",
    "([a |-> int1, b |-> int2] = [b |-> int1, a |-> int2])", "([a |-> int1, b |-> bool1] \\in [b : BOOLEAN, a : set1])",
    "(rec1 = [b |-> rec1.b, a |-> rec1.a])", "(DOMAIN rec1 = {\"a\", \"b\"})", "(rec1 \\in [a : set1, b : set2] => rec1.a \\in set2)",
    "s = <<int1, int2>> |- s[1] = int2", "s = <<int1, int2>> |- s[2] = int2", "s = <<int1, int2>> |- Len(s) = int3", "s = <<int1, int2>> |- Head(Tail(s)) = int1",
    "((CHOOSE z \\in {<<int1, int2>>} : TRUE)[1] = int2)", "s = Append(seq1, int1) |- s[1] = int1", "s = seq1 \\o seq2 |- s = seq2 \\o seq1",
    "s = Tail(seq1) |- Len(s) = Len(seq1) - 1", "s = <<>> |- Len(Tail(s)) = Len(s) - 1", "(Len(Tail(<<>>)) = int1)", "(Tail(<<int1>>) = <<>>)",
    "(DOMAIN Tail(seq1) = 1 .. (Len(seq1) - 1))", "(Tail(seq1) \\in Seq(set1))", "(Len(Tail(seq1)) < Len(seq1))", "(Head(seq1) = Head(Tail(seq1)))",
    "(bool1 /\\ bool2 => (CASE bool1 -> int1 [] bool2 -> int2) = int1)", "((CASE TRUE -> int1 [] TRUE -> int2) = int1)",
    "((CASE int1 <= int2 -> 1 [] int2 <= int1 -> 2) = 1)", "((CASE bool1 -> set1 [] bool2 -> set2) = set1)", "((CASE bool1 -> int1 [] bool2 -> int2) \\in {int1, int2})",
    "(bool2 => (CASE bool1 -> int1 [] bool2 -> int2 [] OTHER -> int3) = int2)", "x = (CASE bool1 -> int1 [] bool2 -> int2) |- x = int1",
    "((CHOOSE z \\in set1 : z # int1) \\in set1)", "((CHOOSE z \\in set1 : bool1) \\in set1)", "((CHOOSE z \\in set1 : TRUE) = (CHOOSE z \\in set2 : TRUE))",
    "(set1 # {} => (CHOOSE z \\in set1 : bool1) \\in set1)", "x = (CHOOSE z \\in set1 : z # int1) |- x # int1", "((CHOOSE z \\in {} : bool1) = int1)",
    "(set1 \\in SUBSET set2 <=> set2 \\in SUBSET set1)", "(UNION SUBSET set1 = set1)", "({z \\in set1 : z = int1} = {int1})", "(set1 \\ {int1} # set1)",
    "((set1 \\X set2 = {}) <=> (set1 = {}))", "(int1 \\in set1 \\ set2 => int1 \\in set2)", "(int1 \\in set1 \\cup set2 => int1 \\in set1)",
    "x = int1 + int2 |- x \\in Int", "x = int1 \\div int2 |- x * int2 <= int1", "x = int1 - int2 |- x + int2 = int1", "(int1 % int2 \\in 0 .. int2)",
    "S = set1 \\cap set2 |- S \\subseteq set1", "S = set1 \\ set2 |- T \\subseteq S", "S = {z \\in set1 : bool1} |- S = set1", "S = {int1, int2} |- S = {int2, int3}",
    "([z \\in set1 |-> int1] = [z \\in set1 \\cup {int2} |-> int1])", "([z \\in {int1} |-> z] = [z \\in {int1, int2} |-> z])", "([z \\in {} |-> int1] = [z \\in set1 |-> int2])",
    "([z \\in set1 |-> z] \\in [set2 -> set2])", "([z \\in {int1} |-> z] \\in [{int2} -> {int1}])", "(<<int1, int2>> \\in [set1 -> {int1, int2}])",
    "(seq1 \\in [1 .. Len(seq1) -> set1])", "([z \\in set1 \\cap set2 |-> z] \\in [set1 -> set1])",
    "x \\in {[a |-> int1, b |-> int2]} |- x.a = int2", "x \\in {[a |-> int1, b |-> int2], [b |-> int1, a |-> int2]} |- x.a = int1",
    "x \\in {[a |-> int1, b |-> int2], [a |-> int2, b |-> int1]} |- x.b = int1", "x \\in {<<int1, int2>>, <<int2, int1>>} |- x[1] = int1",
    "x \\in {<<int1, int2>>} |- x[2] = int1", "x \\in {[z \\in set1 |-> int1], [z \\in set2 |-> int1]} |- x[int2] = int1",
    "x \\in {[z \\in set1 |-> int1], [z \\in set2 |-> int1]} |- DOMAIN x = set1", "x \\in {rec1, [a |-> int1, b |-> int2]} |- x.a = int1",
    "([a |-> int1, b |-> int2] \\in {[b |-> int1, a |-> int2], [b |-> int2, a |-> int1]})", "([b |-> int1, a |-> int2].b = int2)",
    "([c |-> int1, a |-> int2] = [a |-> int2, c |-> int1])", "({[a |-> int1, b |-> int2]} = {[b |-> int2, a |-> int1]})",
    "((CHOOSE z \\in {[b |-> int1, a |-> int2]} : TRUE).b = int2)", "((CASE bool1 -> [a |-> int1, b |-> int2] [] OTHER -> rec1).a = int2)",
    "((CASE int1 <= int2 -> int1 [] int2 <= int1 -> int3) = int1)", "((CASE int1 = int2 -> int1 [] TRUE -> int3) = int1)",
    "((CASE TRUE -> set1 [] bool1 -> set2) = set1)", "((CASE int1 \\in set1 -> 1 [] int1 \\in set2 -> 2 [] OTHER -> 3) = 1)",
    "x = (CASE TRUE -> int1 [] bool1 -> int2 [] OTHER -> int3) |- x = int1", "((CASE bool1 -> 1 [] TRUE -> 2) = IF bool1 THEN 1 ELSE 2)",
    "(int1 \\in Int /\\ int2 \\in Int => int1 \\div int2 \\in Int)", "(int1 \\in Int => int1 \\div 0 \\in Int)", "(int1 \\div (-1) = -int1)",
    "(int1 \\in Int => int1 % (-2) \\in {0, 1})", "x \\in {0, int1} |- 1 \\div x \\in Int", "(int1 \\in Nat => 5 \\div int1 <= 5)",
]
"""What holds or nearly holds; z and w are bound nowhere else."""

CLOSED_LAWS: Final = [law for law in LAWS if not re.search(r"\|- |\b[vm]\b|Op\(|Pred\(", law)]

HYPOTHESES: Final = [
    "x \\in Int", "y \\in Nat", "S \\subseteq Int", "T \\subseteq S", "f \\in [S -> Int]", "f \\in [1..2 -> Nat]",
    "r \\in [a : Int, b : BOOLEAN]", "s \\in Seq(Int)", "p \\in BOOLEAN", "v \\in Nat", "m \\in SUBSET Nat",
    "v' = v + 1", "m' = m \\cup {v}", "v' = v", "x \\in S", "S # {}", "x \\in DOMAIN f", "x = y", "s # <<>>",
    "v' = v + 1 \\/ UNCHANGED v", "IF v > 1 THEN v' = 0 ELSE v' = v", "f = [z \\in S |-> z]", "T = {x, y}",
]

KINDS: Final = sorted(NAMES)
_WORDS: Final = re.compile(rf"((?<![\w.])[?^]?(?:{'|'.join([*KINDS, 'now', 'sameb', 'same', 'act'])})[123]?\b)")
Env = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Theorems:
    """A module's text: definitions, and theorems, the first ``open`` of them about constants and variables."""

    text: str
    open: int


@st.composite
def _expression(draw: st.DrawFn, kind: str, depth: int, env: Env, here: frozenset[str]) -> str:
    """An expression, mostly of ``kind``, over the names ``here`` and the bound variables of ``env``."""
    if draw(st.integers(0, 24)) == 24:
        kind = draw(st.sampled_from(KINDS))
    known = [n for n in NAMES[kind] if n in here] + [n for n, k in env if k == kind]
    if depth <= 0 or draw(st.integers(0, 3)) == 0:
        return draw(st.sampled_from(known * 2 + LEAVES[kind]))
    return draw(_filled(draw(st.sampled_from(_possible(kind, here))), depth, env, here))


@st.composite
def _filled(draw: st.DrawFn, shape: str, depth: int, env: Env, here: frozenset[str]) -> str:
    """The shape with expressions for its kinds."""
    shape = shape.replace("@(", f"F{depth}(")
    words = [w for w in _WORDS.split(shape) if w]
    bound = [(f"b{len(env) + i}", w[1:]) for i, w in enumerate(w for w in words if w[0] == "?")]
    names = iter([n for n, _ in bound])
    unprimed = frozenset(n for n in here if not n.endswith("'"))
    numbered: dict[str, str] = {}
    out = ""
    for word in words:
        if word[-1] in "123" and word[:-1] in KINDS:
            if word not in numbered:
                numbered[word] = draw(_expression(word[:-1], depth - 2, env, here))
            out += numbered[word]
        elif word[0] == "?":
            out += next(names)
        elif word[0] == "^" or word in KINDS:
            outside = word[0] == "^" or out.rstrip().endswith("\\in")
            scope = env if outside else (*env, *bound)
            out += draw(_expression(word.lstrip("^"), depth - 1, scope, here))
        elif word == "now":
            out += draw(_expression(draw(st.sampled_from(["int", "set"])), 1, env, unprimed))
        elif word in ("same", "sameb"):
            out += draw(_expression("int" if word == "same" else "bool", depth - 1, env, unprimed))
        elif word == "act":
            out += draw(_expression("bool", depth - 1, env, here))
        else:
            out += word
    # what is made of constants and of the present state has no next state to speak of
    return out if "v'" in here or not shape.endswith("'") else out.removesuffix("'")


def _possible(kind: str, here: frozenset[str]) -> list[str]:
    """The shapes that may be used: those of actions only where there is a next state."""
    actions = ("UNCHANGED", "_v", "ENABLED")
    return [s for s in SHAPES[kind] if "v'" in here or not any(a in s for a in actions)]


ALL: Final = frozenset(n for names in NAMES.values() for n in names)
CLOSED: Final[frozenset[str]] = frozenset()


@st.composite
def theorems(draw: st.DrawFn, open_: int = 4, closed: int = 4) -> Theorems:
    """A module with theorems about the same facts, and with closed ones."""
    state = frozenset(("v", "m"))
    op = draw(_expression("int", 2, (("e", "int"),), state))
    pred = draw(_expression("bool", 2, (("e", "int"),), state))
    op, pred = (re.sub(r"\bOp\(", "-(", t) for t in (op, pred))
    op, pred = (re.sub(r"\bPred\(", "Is(", t) for t in (op, pred))
    typed = draw(st.lists(st.sampled_from(HYPOTHESES), max_size=4, unique=True))
    other = draw(st.lists(_expression("bool", 2, (), ALL), max_size=1))
    news = ", ".join(f"NEW {n}" for n in ("x", "y", "S", "T", "p", "f", "r", "s"))
    facts = "".join(f", {h}" for h in (*typed, *other))
    lines = [
        "---- MODULE R ----", "EXTENDS Integers, Sequences, FiniteSets, TLAPS", "VARIABLES v, m", "Is(e) == e = 1",
        "Only(e) == {w \\in {0, 1, 2} : w = e}", "Ap(e, G(_)) == G(e)", f"Op(e) == {op}", f"Pred(e) == {pred}",
    ]
    for i in range(open_ + closed):
        cited = draw(st.sampled_from(["OBVIOUS", "BY DEF Op, Ap", "BY DEF Op, Pred, Only, Is, Ap", "BY ExpandENABLED DEF Ap"]))
        if i < open_:
            law = draw(st.integers(0, 3)) > 0
            goal = draw(_filled(draw(st.sampled_from(LAWS)), 3, (), ALL) if law else _expression("bool", 3, (), ALL))
            own, turnstile, goal = goal.rpartition(" |- ")
            lines += [f"THEOREM Th{i} == ASSUME {news}{facts}{', ' + own if turnstile else ''} PROVE {goal}", cited]
        else:
            law = draw(st.booleans())
            goal = draw(_filled(draw(st.sampled_from(CLOSED_LAWS)), 3, (), CLOSED) if law else _expression("bool", 4, (), CLOSED))
            lines += [f"THEOREM Th{i} == {goal}", cited]
    return Theorems("\n".join([*lines, "===="]), open_)
