"""The encodings against the evaluator: what has a counterexample is never proved.

Random theorems (``random_theorems``), mostly well typed, are written as TLA+ text.  Where the evaluator
finds an interpretation in which the hypotheses are true and the goal, or else its negation, is false, no
strategy may prove that.  Failures shrink to a small theorem.

TLAVERIFY_DIFFERENTIAL (default 600) is the number of random theorems, TLAVERIFY_DIFFERENTIAL_SEED
(default 0) says which they are, TLAVERIFY_SOUNDNESS_BUDGET (default 0.02) is the budget of a query in
nominal seconds.  With TLAVERIFY_DIFFERENTIAL_FIGURES the figures of the run are added to that file.
"""

from __future__ import annotations

import os
import random
import tempfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, note, seed, settings
from random_theorems import Theorems, theorems

from tlaverify.encodings.encode import STRATEGIES, NotApplicable, encode
from tlaverify.evaluate import binders
from tlaverify.evaluate.choose import _among, choose
from tlaverify.evaluate.evaluate import Interpretation, evaluate, truth
from tlaverify.evaluate.frames import Env, Frame
from tlaverify.evaluate.machine import _LAZY, Machine
from tlaverify.evaluate.rules import STRICT
from tlaverify.evaluate.values import (
    FALSE,
    TRUE,
    Boolean,
    FiniteSet,
    Function,
    Integer,
    Model,
    String,
    Undefined,
    Value,
    boolean,
    finite_set,
    record,
    sequence,
)
from tlaverify.evaluate.work import Work
from tlaverify.kernel.sequent import Obligation, Sequent
from tlaverify.kernel.term import Apply, Kind, Symbol, Term, builtin, is_builtin
from tlaverify.kernel.verdict import Answer, Outcome, Query, prove, prove_trivial
from tlaverify.obligations.generate import obligations_of
from tlaverify.semantics.load import KnownModules, load_module
from tlaverify.solvers.driver import load_driver
from tlaverify.solvers.engine import Engine, make_engine
from tlaverify.solvers.request import Request

THEOREMS = int(os.environ.get("TLAVERIFY_DIFFERENTIAL", "600"))
SEED = int(os.environ.get("TLAVERIFY_DIFFERENTIAL_SEED", "0"))
FIGURES = os.environ.get("TLAVERIFY_DIFFERENTIAL_FIGURES", "")
BUDGET = float(os.environ.get("TLAVERIFY_SOUNDNESS_BUDGET", "0.02"))

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


PLAIN = (Integer, String, Model, FiniteSet, Function, Boolean)
NONE = Model("none")
"""What ``CHOOSE x : FALSE`` is: Tail(<<>>), Len of what is no sequence, a CASE without a true guard."""


@contextmanager
def everywhere_specified() -> Iterator[None]:
    """Within, what TLA+ leaves open, ``f[x]`` outside the domain, ``1 + "a"``, is some value.

    It is always the same for the same operands: each such choice is one that TLA+ allows.
    """
    saved = dict(STRICT)

    def open_(name: str, values: tuple[Value, ...]) -> Value:
        if name == "Tail" or name == "Len":
            return NONE
        mark = zlib.crc32(repr((name, values)).encode())
        if name == "<=":
            return boolean(mark % 2 == 0)
        return (Integer(mark % 5), Model(f"{name} {values}"), boolean(mark % 2 == 0), Model("z"))[mark % 4]

    def total(name: str) -> Callable[[tuple[Value, ...], Work], Value | Undefined]:
        def rule(values: tuple[Value, ...], work: Work) -> Value | Undefined:
            if not all(isinstance(v, PLAIN) for v in values):
                return saved[name](values, work)
            if name == "Head" and values == (sequence([]),):
                return rule_for["APPLY"]((values[0], Integer(1)), work)
            if name == "Tail" and values != (sequence([]),):
                return saved[name](values, work)
            if name == "<" and not all(isinstance(v, Integer) for v in values):
                return FALSE if values[0] == values[1] else rule_for["<="](values, work)
            found = saved[name](values, work)
            return open_(name, values) if isinstance(found, Undefined) else found

        return rule

    def case(machine: Machine, args: tuple[Term, ...], env: Env, frame: Frame) -> Value | Undefined:
        """The choice among the values of the arms whose guards hold: ``CHOOSE v \\in {e, ...} : TRUE``."""
        guards = [machine.truth(g, env, frame) for g in args[: len(args) // 2 * 2 : 2]]
        arms = [machine.value(a, env, frame) for a, g in zip(args[1::2], guards, strict=False) if g is True]
        if any(isinstance(g, Undefined) for g in guards) or not all(isinstance(a, PLAIN) for a in arms):
            return lazily(machine, args, env, frame)
        if not arms:
            return machine.value(args[-1], env, frame) if len(args) % 2 else NONE
        return _among(machine, finite_set(a for a in arms if isinstance(a, PLAIN)), lambda _: True)

    def chosen(*where: Any) -> Value | Undefined:
        found = choose(*where)
        return NONE if found == Undefined("CHOOSE from an empty set") else found

    names = ("APPLY", "+", "-", "*", "-.", "\\div", "%", "<", "<=", "Head", "Tail", "Len")
    rule_for = {name: total(name) for name in names}
    lazily = _LAZY["CASE"]
    with pytest.MonkeyPatch.context() as patch:
        for name, rule in rule_for.items():
            patch.setitem(STRICT, name, rule)
        patch.setitem(_LAZY, "CASE", case)
        patch.setattr(binders, "choose", chosen)
        yield


def interpretations(obligation: Obligation, count: int) -> Iterator[Interpretation]:
    """Random ones, the same for the same obligation; they mostly follow facts ``r = ...``, ``x \\in ...``."""
    rng = random.Random(1)
    known = tuple(_known(obligation))
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
        meaning = Interpretation(constants, now, then, obligation.definitions, rng.random() < 0.5, 10_000)
        for name, symbol, primed, term in known:
            table = then if primed else now if symbol.kind is Kind.VARIABLE else constants
            value = evaluate(term, meaning)
            if name == "\\in" and isinstance(value, FiniteSet) and value.elements:
                table[symbol] = rng.choice(value.sorted())
            elif name == "=" and isinstance(value, PLAIN):
                table[symbol] = value
        yield meaning


def _known(obligation: Obligation) -> Iterator[tuple[str, Symbol, bool, Term]]:
    """The hypotheses that say what a constant, a variable or a primed one equals, or which set it is in."""
    for fact in (h.statement for h in obligation.hypotheses):
        if isinstance(fact, Apply) and (is_builtin(fact, "=") or is_builtin(fact, "\\in")):
            left, right = fact.args
            primed = is_builtin(left, "'")
            inner = left.args[0] if primed and isinstance(left, Apply) else left
            if isinstance(inner, Apply) and inner.op in obligation.declared and inner.op.name in POOL:
                yield fact.op.name, inner.op, primed, right


def false_one(obligation: Obligation, count: int) -> tuple[Obligation, Interpretation] | None:
    """The obligation, or else that of the negated goal, with an interpretation that refutes it."""
    negated: Interpretation | None = None
    facts = [h.statement for h in obligation.hypotheses if not isinstance(h.statement, Sequent)]
    if len(facts) < len(obligation.hypotheses):
        return None
    for meaning in interpretations(obligation, count):
        if all(truth(fact, meaning) is True for fact in facts):
            goal = truth(obligation.goal, meaning)
            if goal is False:
                return obligation, meaning
            if goal is True and negated is None:
                negated = meaning
    return None if negated is None else (replace(obligation, goal=builtin("~", obligation.goal)), negated)


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


LIBRARY = KnownModules()


def obligations_in(text: str) -> tuple[Obligation, ...]:
    """The theorems' obligations; none if the text is refused (levels, precedences)."""
    from tlaverify.kernel.diagnostic import DiagnosticError

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "R.tla"
        path.write_text(text, encoding="utf-8")
        try:
            program = load_module(path, known=LIBRARY)
            return tuple(o for t in obligations_of(program.main, program) for o in t.obligations)
        except DiagnosticError:
            return ()


FOUND: Counter[str] = Counter()


def checking(count: int, number: int, *, shrink: bool = True) -> Callable[[], None]:
    """A check of ``count`` theorems; ``number``, the seed, says which."""
    phases = (Phase.explicit, Phase.generate, *((Phase.shrink,) if shrink else ()))

    @seed(number)
    @settings(
        max_examples=max(1, count // 8), deadline=None, database=None, phases=phases,
        suppress_health_check=list(HealthCheck),
    )
    @given(theorems())
    def check(drawn: Theorems) -> None:
        _check(drawn)

    return check


def _check(drawn: Theorems) -> None:
    made = obligations_in(drawn.text)
    FOUND["modules"] += 1
    FOUND["refused"] += not made
    for number, obligation in enumerate(made):
        FOUND["theorems"] += 1
        with everywhere_specified():
            found = false_one(obligation, 40 if number < drawn.open else 6)
        if found is None:
            FOUND["undecided"] += 1
            continue
        FOUND["false"] += 1
        wrong, meaning = found
        how = proving(wrong)
        if how:
            note(drawn.text)
            note(f"{wrong.id}: {wrong.goal!r}")
            note(f"counterexample: {meaning.constants} {meaning.state} {meaning.next_state}")
        assert how == []


def test_what_is_false_is_not_proved() -> None:
    checking(THEOREMS, SEED)()
    if FIGURES:
        with Path(FIGURES).open("a", encoding="utf-8") as file:
            file.write(f"seed {SEED}: {dict(FOUND)}\n")
    assert FOUND["theorems"] >= 0.8 * THEOREMS, FOUND
    assert FOUND["false"] >= 0.3 * FOUND["theorems"], FOUND
