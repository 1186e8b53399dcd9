"""A counterexample as a module: our front end reads it, our evaluator finds in it what it found before."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tlaverify.encodings.finite.scope import Scope
from tlaverify.evaluate.binders import conjuncts
from tlaverify.evaluate.evaluate import Interpretation, evaluate, truth
from tlaverify.evaluate.values import Model, Undefined, Value
from tlaverify.explain.counterexample import Counterexample, find_counterexample
from tlaverify.explain.names import shortly_named
from tlaverify.explain.reading import read_counterexample
from tlaverify.explain.tlc import tlc_module
from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.term import Apply, Symbol, Term, is_builtin
from tlaverify.obligations.generate import obligations_of
from tlaverify.semantics.load import load_module
from tlaverify.semantics.program import ModuleInfo

ROOT = Path(__file__).parents[3]

MODULE = """
---- MODULE Shop ----
EXTENDS Integers, Sequences, FiniteSets
CONSTANTS Proc, Size, Weight(_)
ASSUME Sizes == Size \\in Nat
VARIABLES x, queue, own
vars == <<x, queue, own>>
None == CHOOSE v : v \\notin Proc
a \\prec b == a < b
fact[n \\in 0..3] == IF n = 0 THEN 1 ELSE n * fact[n - 1]
RECURSIVE Sum(_)
Sum(n) == IF n = 0 THEN 0 ELSE n + Sum(n - 1)
Twice(F(_), n) == F(F(n))
Free == {p \\in Proc : own[p] = None}
TypeOK == x \\in Nat /\\ own \\in [Proc -> {None} \\cup Proc]
Take(p) == own' = [own EXCEPT ![p] = p] /\\ x' = x + 1 /\\ UNCHANGED queue
Next == \\E p \\in Proc : Take(p)
THEOREM Owned == TypeOK /\\ (Free # {}) /\\ Next => (Free # {})' OBVIOUS
THEOREM Ordered == x \\in Nat => x \\prec 2 OBVIOUS
THEOREM Product == ASSUME x \\in 0..3 PROVE fact[x] # 6 OBVIOUS
THEOREM Bound == ASSUME NEW m \\in Nat, NEW p \\in Nat, m < p, \\A q \\in Nat : q >= 0 PROVE p # 1 OBVIOUS
THEOREM Applied == ASSUME x \\in 0..3 PROVE Twice(LAMBDA n : n + 1, x) # 4 OBVIOUS
THEOREM Same == ASSUME NEW n \\in 1..2 PROVE \\E m \\in {1} : m = n OBVIOUS
THEOREM Unbounded == ASSUME x \\in 0..3 PROVE \\A p, q : <<p, q>> \\in {<<x, 1>>} => p = q OBVIOUS
THEOREM Named == ASSUME NEW Goal \\in Nat, NEW step \\in Nat PROVE Goal = step OBVIOUS
THEOREM Weighed == ASSUME NEW n \\in 1..2, Weight(n) \\in Nat PROVE Weight(n) = 0 OBVIOUS
====
"""


def check(obligation: Obligation, found: Counterexample, folder: Path, name: str = "Shown") -> str:
    """The module's text, after reading it, and evaluating in it what TLC is to evaluate."""
    texts = tlc_module(obligation, found, name)
    path = folder / f"{name}.tla"
    path.write_text(texts.module, encoding="utf-8")
    module = load_module(path).main
    lines = texts.configuration.splitlines()
    models = [line.split()[1] for line in lines if line.startswith("CONSTANT ") and " = " in line]
    constants: dict[Symbol, Value] = {s: Model(s.name) for s in module.constants}
    assert sorted(models) == sorted(s.name for s in module.constants)
    state = assigned(module, "StateBefore", constants, primed=False)
    after = None
    stepwise = read_counterexample(obligation, found).stepwise
    if stepwise:
        after = assigned(module, "StateAfter", constants, primed=True)
        assert set(after) == set(state) == set(module.variables)
    meaning = Interpretation(constants, state, after, module.definitions)
    assert truth(body(module, "Assumed"), meaning) is True
    assert truth(body(module, "Goal"), meaning) is False
    if stepwise:
        assert truth(body(module, "Step"), meaning) is True
    kinds = {line.split()[0] for line in lines}
    assert kinds >= {"INIT", "NEXT", "PROPERTY" if stepwise else "INVARIANT", "CHECK_DEADLOCK"}
    return texts.module


def body(module: ModuleInfo, name: str) -> Term:
    own = [d for s, d in module.definitions.items() if s.name == name or s.name.startswith(f"{name}_")]
    return own[-1].body


def assigned(
    module: ModuleInfo, name: str, constants: dict[Symbol, Value], primed: bool
) -> dict[Symbol, Value]:
    out: dict[Symbol, Value] = {}
    for part in conjuncts(body(module, name)):
        assert is_builtin(part, "=") and isinstance(part, Apply)
        left, right = part.args
        if primed:
            assert is_builtin(left, "'") and isinstance(left, Apply)
            left = left.args[0]
        assert isinstance(left, Apply)
        value = evaluate(right, Interpretation(constants, definitions=module.definitions))
        assert not isinstance(value, Undefined)
        out[left.op] = value
    return out


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Obligation]:
    path = tmp_path_factory.mktemp("shop") / "Shop.tla"
    path.write_text(MODULE.lstrip(), encoding="utf-8")
    program = load_module(path)
    return {t.name: o for t in obligations_of(program.main, program) for o in t.obligations}


@pytest.mark.parametrize(
    "name", ["Owned", "Ordered", "Product", "Bound", "Applied", "Same", "Named", "Weighed", "Unbounded"]
)
def test_the_module_shows_the_same(name: str, shop: dict[str, Obligation], tmp_path: Path) -> None:
    found = find_counterexample(shop[name], [Scope(2, 4), Scope(2, 3), Scope(2, 2)])
    assert found is not None
    check(shop[name], shortly_named(shop[name], found), tmp_path)


def test_what_the_module_says(shop: dict[str, Obligation], tmp_path: Path) -> None:
    found = find_counterexample(shop["Owned"])
    assert found is not None
    text = check(shop["Owned"], shortly_named(shop["Owned"], found), tmp_path)
    # a value of CHOOSE for which TLC would have to look everywhere is a model value of that name
    assert "CONSTANTS p1, p2, other, None\n" in text
    assert "CHOOSE" not in text
    assert "Proc == {p1" in text
    assert "THEOREM" not in text and "TLAPS" not in text


def test_bound_variables_are_told_from_constants_of_their_name(
    shop: dict[str, Obligation], tmp_path: Path
) -> None:
    found = find_counterexample(shop["Same"])
    assert found is not None
    assert "\\E m \\in {1} : m = n" in check(shop["Same"], found, tmp_path)


MUTANTS = tomllib.loads((ROOT / "tests/data/mutants/paxos.toml").read_text(encoding="utf-8"))["mutant"]


@pytest.mark.parametrize("mutant", ["phase2b-no-guard", "last-voted-any", "quorums-disjoint"])
def test_paxos(mutant: str, tmp_path: Path) -> None:
    spec = ROOT / "specs" / "paxos" / "PaxosHistVarAuto.tla"
    edit = next(m for m in MUTANTS if m["id"] == mutant)
    path = tmp_path / spec.name
    path.write_text(spec.read_text(encoding="utf-8").replace(edit["find"], edit["replace"]), encoding="utf-8")
    program = load_module(path)
    for theorem in obligations_of(program.main, program):
        if theorem.name in edit["auto"]:
            for obligation in theorem.obligations:
                found = find_counterexample(obligation)
                assert found is not None
                check(obligation, shortly_named(obligation, found), tmp_path)
