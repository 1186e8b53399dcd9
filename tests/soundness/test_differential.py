# ruff: noqa: E501 (the grammar reads better in long lines)
"""The encodings against the evaluator: what has a counterexample is never proved.

Random obligations, mostly well typed, are written as TLA+ text.  Where the evaluator
finds an interpretation in which the hypotheses are true and the goal is false, no
strategy may prove the obligation.  Failures shrink to a small theorem.

TLAVERIFY_DIFFERENTIAL (default 150) is the number of random obligations;
TLAVERIFY_SOUNDNESS_BUDGET (default 0.02) the budget of a query in nominal seconds.
"""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from tlaverify.encodings.encode import STRATEGIES, NotApplicable, encode
from tlaverify.evaluate.evaluate import Interpretation, truth
from tlaverify.evaluate.values import (
    FALSE,
    TRUE,
    Function,
    Integer,
    Model,
    String,
    Value,
    finite_set,
    record,
    sequence,
)
from tlaverify.kernel.sequent import Obligation, Sequent
from tlaverify.kernel.term import Symbol
from tlaverify.kernel.verdict import Answer, Outcome, Query, prove, prove_trivial
from tlaverify.obligations.generate import obligations_of
from tlaverify.semantics.load import load_module
from tlaverify.solvers.driver import load_driver
from tlaverify.solvers.engine import Engine, make_engine
from tlaverify.solvers.request import Request

EXAMPLES = int(os.environ.get("TLAVERIFY_DIFFERENTIAL", "150"))
BUDGET = float(os.environ.get("TLAVERIFY_SOUNDNESS_BUDGET", "0.02"))

# ------------------------------------------------------------------ grammar

NAMES = {
    "int": ["x", "y", "v", "v'"], "set": ["S", "T", "m", "m'"], "bool": ["p"], "fun": ["f"], "rec": ["r"],
    "seq": ["s"], "sets": [],
}
TYPES = sorted(NAMES)
Env = tuple[tuple[str, str], ...]


@st.composite
def expr(draw: st.DrawFn, kind: str, depth: int, env: Env = (), primes: bool = True) -> str:
    """An expression that is mostly of ``kind``."""
    if draw(st.integers(0, 19)) == 0:
        kind = draw(st.sampled_from(TYPES))
    leaves = [n for n in NAMES[kind] if primes or not n.endswith("'")]
    leaves += [n for n, k in env if k == kind]
    leaves += {
        "int": ["0", "1", "2", "-1"], "set": ["{}", "{0, 1}", "1..2", "Nat", "Int", '{"a", "b"}'],
        "bool": ["TRUE", "FALSE"], "fun": ["[z \\in {0, 1} |-> z]"], "rec": ["[a |-> 1, b |-> TRUE]"],
        "seq": ["<<>>", "<<1, 2>>"], "sets": ["{{}, {1}}", "SUBSET {0, 1}", "{}"],
    }[kind]
    if depth <= 0 or draw(st.integers(0, 3)) == 0:
        return draw(st.sampled_from(leaves))
    shape = draw(st.sampled_from(SHAPES[kind]))
    return draw(filled(shape, depth, env, primes))


SHAPES: dict[str, list[str]] = {
    "int": [
        "(int + int)", "(int - int)", "(int * int)", "(-int)", "(int \\div int)", "(int % int)",
        "(IF bool THEN int ELSE int)", "fun[int]", "rec.a", "Len(seq)", "Head(seq)", "seq[int]",
        "(CHOOSE ?int \\in set : bool)", "(CASE bool -> int [] bool -> int)", "(CASE bool -> int [] OTHER -> int)",
        "Op(int)", "(LET F(?int) == int IN F(int))", "(same)'", "(CHOOSE ?int : bool)",
    ],
    "bool": [
        "(int < int)", "(int <= int)", "(int = int)", "(set = set)", "(fun = fun)", "(rec = rec)", "(seq = seq)",
        "(bool /\\ bool)", "(bool \\/ bool)", "(~bool)", "(bool => bool)", "(bool <=> bool)", "(int \\in set)",
        "(set \\subseteq set)", "(set \\in sets)", "(\\A ?int \\in set : bool)", "(\\E ?int \\in set : bool)",
        "(\\A ?set \\in sets : bool)", "(\\E ?set \\in sets : bool)", "(\\A ?int : bool)", "(\\E ?int : bool)",
        "rec.b", "(fun \\in [set -> set])", "(rec \\in [a : set, b : BOOLEAN])", "(seq \\in Seq(set))",
        "(<<int, int>> \\in set \\X set)", "(<<int, int>> = <<int, int>>)", "Pred(int)", "(UNCHANGED now)",
        "(sameb)'", "(\\A ?int, ?int \\in set : bool)", "(bool = bool)", "([a |-> int, b |-> bool] = rec)",
        "(fun \\in [set -> Int])", "(IF bool THEN bool ELSE bool)",
    ],
    "set": [
        "{int, int}", "(int..int)", "(set \\cup set)", "(set \\cap set)", "(set \\ set)", "{?int \\in set : bool}",
        "{int : ?int \\in set}", "(DOMAIN fun)", "(UNION sets)", "(IF bool THEN set ELSE set)", "Only(int)",
        "(DOMAIN seq)", "{int}",
    ],
    "fun": [
        "[?int \\in set |-> int]", "[fun EXCEPT ![int] = int]", "[fun EXCEPT ![int] = @ + int]",
        "(IF bool THEN fun ELSE fun)", "[fun EXCEPT ![int] = int, ![int] = int]", "seq",
    ],
    "rec": [
        "[a |-> int, b |-> bool]", "[rec EXCEPT !.a = int]", "[rec EXCEPT !.b = bool, !.a = @ + 1]",
        "[a |-> int, b |-> bool, c |-> int]", "(IF bool THEN rec ELSE rec)",
    ],
    "seq": ["<<int, int>>", "Append(seq, int)", "Tail(seq)", "(seq \\o seq)", "SubSeq(seq, int, int)"],
    "sets": ["(SUBSET set)", "{set, set}", "(sets \\cup sets)", "{set : ?int \\in set}"],
}


@st.composite
def filled(draw: st.DrawFn, shape: str, depth: int, env: Env, primes: bool) -> str:
    """The shape with its kinds replaced by expressions; ``?kind`` binds a variable for the last parts."""
    bound: list[tuple[str, str]] = []
    words = _words(shape)
    binders = [w for w in words if w.startswith("?")]
    for i, w in enumerate(binders):
        bound.append((f"b{len(env) + i}", w[1:]))
    inner = (*env, *bound)
    out: list[str] = []
    seen = 0
    for i, word in enumerate(words):
        if word.startswith("?"):
            out.append(bound[seen][0])
            seen += 1
        elif word in TYPES:
            # a domain stands outside the scope of the variable: after \\in, or before a map's body
            outside = bool(binders) and i > 0 and "".join(words[:i]).rstrip().endswith("\\in")
            after = "".join(words[:i])
            if shape.startswith("(LET") and " IN " in after:
                outside = True
            scope = env if outside or not binders else inner
            out.append(draw(expr(word, depth - 1, scope, primes)))
        elif word == "now":
            out.append(draw(expr(draw(st.sampled_from(["int", "set"])), 1, env, False)))
        elif word in ("same", "sameb"):
            kind = "int" if word == "same" else "bool"
            out.append(draw(expr(kind, depth - 1, env, False)) if primes else "TRUE" if kind == "bool" else "1")
        else:
            out.append(word)
    text = "".join(out)
    return text[:-1] if shape.endswith("'") and not primes else text


def _words(shape: str) -> list[str]:
    import re

    kinds = "|".join([*TYPES, "now", "sameb", "same"])
    return [w for w in re.split(rf"(\?\b(?:{kinds})\b|(?<![\w.])(?:{kinds})\b)", shape) if w]


HYPOTHESES = [
    "x \\in Int", "y \\in Nat", "S \\subseteq Int", "T \\subseteq S", "f \\in [S -> Int]", "f \\in [1..2 -> Nat]",
    "r \\in [a : Int, b : BOOLEAN]", "s \\in Seq(Int)", "p \\in BOOLEAN", "v \\in Nat", "m \\in SUBSET Nat",
    "v' = v + 1", "m' = m \\cup {v}", "v' = v", "x \\in S", "S # {}", "x \\in DOMAIN f",
]


@st.composite
def theorem(draw: st.DrawFn) -> str:
    """A module with one theorem."""
    typed = draw(st.lists(st.sampled_from(HYPOTHESES), max_size=5, unique=True))
    other = draw(st.lists(expr("bool", 2), max_size=2))
    goal = draw(expr("bool", 3))
    assumed = ", ".join(["NEW x", "NEW y", "NEW S", "NEW T", "NEW p", "NEW f", "NEW r", "NEW s", *typed, *other])
    op = draw(expr("int", 1, (("e", "int"),), False))
    pred = draw(expr("bool", 1, (("e", "int"),), False))
    # the parameters of the theorem are not in scope of the definitions
    for name, stand in (("x", "1"), ("y", "2"), ("S", "{1}"), ("T", "{}"), ("p", "TRUE")):
        op, pred = _replace(op, name, stand), _replace(pred, name, stand)
    for name, stand in (("f", "<<5>>"), ("r", "[a |-> 0, b |-> FALSE]"), ("s", "<<1>>")):
        op, pred = _replace(op, name, stand), _replace(pred, name, stand)
    op, pred = _replace(op, "Op", "-"), _replace(pred, "Op", "-")
    op, pred = _replace(op, "Pred", "~Is"), _replace(pred, "Pred", "~Is")
    cited = draw(st.sampled_from(["OBVIOUS", "BY DEF Op", "BY DEF Op, Pred, Only"]))
    return "\n".join([
        "---- MODULE R ----", "EXTENDS Integers, Sequences", "VARIABLES v, m", "Is(e) == e = 1",
        "Only(e) == {w \\in {0, 1, 2} : w = e}", f"Op(e) == {op}", f"Pred(e) == {pred}",
        f"THEOREM Th == ASSUME {assumed} PROVE {goal}", cited, "====",
    ])


def _replace(text: str, name: str, stand: str) -> str:
    import re

    return re.sub(rf"(?<![\w.\"]){name}\b(?!')", lambda _: stand, text)


# ---------------------------------------------------------- interpretations

A, B = Model("a"), Model("b")
POOL: dict[str, list[Value]] = {
    "x": [Integer(n) for n in (0, 1, -1, 3)] + [A, String("a"), TRUE],
    "y": [Integer(n) for n in (0, 1, 2)] + [B],
    "S": [finite_set(map(Integer, ns)) for ns in ((), (0,), (0, 1), (1, 2, 5))] + [finite_set([A, B])],
    "T": [finite_set(map(Integer, ns)) for ns in ((), (1,), (0, 1))] + [finite_set([A])],
    "p": [TRUE, FALSE, A],
    "f": [
        Function({}), Function({Integer(0): Integer(5)}), sequence([Integer(1), Integer(0)]),
        Function({Integer(0): Integer(0), Integer(1): Integer(-1)}), Function({A: B}), Integer(0),
        Function({Integer(n): Integer(n) for n in (1, 2, 5)}),
    ],
    "r": [
        record({"a": Integer(1), "b": TRUE}), record({"a": Integer(-2), "b": FALSE}), record({"a": A}),
        record({"a": Integer(0), "b": TRUE, "c": Integer(0)}), B,
    ],
    "s": [sequence(map(Integer, ns)) for ns in ((), (1,), (2, 0))] + [sequence([A])],
    "v": [Integer(0), Integer(1), Integer(4), A],
    "m": [finite_set(map(Integer, ns)) for ns in ((), (0,), (0, 1), (4, 5))] + [finite_set([B])],
}


def interpretations(obligation: Obligation, count: int = 60) -> Iterator[Interpretation]:
    """Random ones, the same for the same obligation; most follow the equations for v' and m'."""
    rng = random.Random(1)
    for _ in range(count):
        constants: dict[Symbol, Value] = {}
        now: dict[Symbol, Value] = {}
        then: dict[Symbol, Value] = {}
        for symbol in obligation.declared:
            if symbol.name in ("v", "m"):
                now[symbol] = rng.choice(POOL[symbol.name])
                then[symbol] = rng.choice([now[symbol], *POOL[symbol.name]])
                value = now[symbol]
                if symbol.name == "v" and isinstance(value, Integer) and rng.random() < 0.5:
                    then[symbol] = Integer(value.value + 1)
            elif symbol.name in POOL:
                constants[symbol] = rng.choice(POOL[symbol.name])
        yield Interpretation(constants, now, then, obligation.definitions, rng.random() < 0.5, 20_000)


def counterexample(obligation: Obligation) -> Interpretation | None:
    for meaning in interpretations(obligation):
        if truth(obligation.goal, meaning) is not False:
            continue
        stated = [h.statement for h in obligation.hypotheses]
        if all(not isinstance(s, Sequent) and truth(s, meaning) is True for s in stated):
            return meaning
    return None


# --------------------------------------------------------------------- test


@cache
def engine(name: str) -> Engine:
    return make_engine(load_driver(name))


def proving(obligation: Obligation, solver: str = "z3") -> list[str]:
    """The strategies that prove the obligation."""
    if prove_trivial(obligation):
        return ["trivial"]
    budget = load_driver(solver).units(BUDGET)
    known: dict[str, Outcome] = {}
    found: list[str] = []
    for strategy in STRATEGIES:
        try:
            queries = encode(obligation, strategy)
        except NotApplicable:
            continue
        answered: list[tuple[Query, Outcome]] = []
        for query in queries:
            if query.text not in known:
                known[query.text] = engine(solver).ask(Request(query.text, budget=budget))
            answered.append((query, known[query.text]))
            if known[query.text].answer is not Answer.UNSAT:
                break
        if len(answered) == len(queries) and prove(obligation, answered, ""):
            found.append(strategy)
    return found


def obligation_of(text: str) -> Obligation | None:
    """The theorem's obligation; None if the text is refused (levels, precedences)."""
    from tlaverify.kernel.diagnostic import DiagnosticError

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "R.tla"
        path.write_text(text, encoding="utf-8")
        try:
            program = load_module(path)
            return obligations_of(program.main, program)[0].obligations[0]
        except DiagnosticError:
            return None


@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
@given(theorem())
def test_what_is_false_is_not_proved(text: str) -> None:
    obligation = obligation_of(text)
    if obligation is None:
        return
    found = counterexample(obligation)
    if found is None:
        return
    note(text)
    note(f"counterexample: {found.constants} {found.state} {found.next_state}")
    assert proving(obligation) == []
