"""The theorems of the library are trusted: none is false of small random values.

What a theorem says of infinite sets the evaluator cannot tell; most others it can.
TLAVERIFY_LIBRARY_TRIES (default 40) says how often values are drawn for each conjunct of each theorem.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from random_instances import Claim, claims, meanings

from tlaverify.evaluate import compare
from tlaverify.evaluate.evaluate import truth
from tlaverify.evaluate.library import NATIVE
from tlaverify.evaluate.values import Undefined, Value, boolean, tuple_of
from tlaverify.evaluate.work import Work
from tlaverify.semantics.load import library_modules, load_module
from tlaverify.semantics.program import ModuleInfo, TheoremUnit

TRIES = int(os.environ.get("TLAVERIFY_LIBRARY_TRIES", "40"))


def well_founded(args: tuple[Value, ...], work: Work) -> Value | Undefined:
    """Of finite sets: no cycle.  The definition speaks of functions on Nat, which are not enumerated."""
    pairs, left = (compare.elements(a, work) for a in args)
    if isinstance(pairs, Undefined) or isinstance(left, Undefined):
        return Undefined("not finite")
    above, rest = set(pairs), set(left)
    while least := {x for x in rest if not any(tuple_of(y, x) in above for y in rest)}:
        rest -= least
    return boolean(not rest)


@pytest.fixture(autouse=True)
def finite_well_foundedness(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(NATIVE, ("WellFoundedInduction", "IsWellFoundedOn"), well_founded)


def claims_of(module: ModuleInfo) -> Iterator[Claim]:
    for unit in module.units:
        if isinstance(unit, TheoremUnit):
            yield from claims(f"{module.name}!{unit.id}", unit.statement)


def verdict(claim: Claim, module: ModuleInfo, tries: int) -> bool | None:
    """False: it is false of some values; True: true of some; None: it was never evaluated."""
    seen: bool | None = None
    rng = random.Random(f"{claim.theorem} {claim.number}")
    for meaning in meanings(claim, module.scope.definitions, rng, tries):
        found = truth(claim.goal, meaning)
        if found is False:
            return False
        seen = True if found is True else seen
    return seen


def test_no_theorem_of_the_library_is_false() -> None:
    told: dict[tuple[str, int], bool | None] = {}
    for name in library_modules():
        module = load_module(name).main
        for claim in claims_of(module):
            told[claim.theorem, claim.number] = verdict(claim, module, TRIES)
    assert [where for where, found in told.items() if found is False] == []
    assert sum(found is True for found in told.values()) > 0.85 * len(told)


FALSE = [
    "ASSUME NEW S, NEW seq \\in Seq(S) PROVE Len(Front(seq)) = Len(seq) - 1",
    "ASSUME NEW S, NEW s \\in Seq(S), NEW t \\in Seq(S) PROVE s \\o t = t \\o s",
    "ASSUME NEW S, NEW s, NEW m \\in Int, NEW n \\in Int, \\A i \\in m .. n : s[i] \\in S "
    "PROVE Len(SubSeq(s, m, n)) = n - m + 1",
    "ASSUME NEW S, NEW T, NEW f \\in Surjection(S, T) PROVE Inverse(f, S, T) \\in Surjection(T, S)",
    "ASSUME NEW S, NEW T \\in SUBSET S PROVE ExistsSurjection(S, T)",
    "ASSUME NEW S, NEW T, IsFiniteSet(S), IsFiniteSet(T) "
    "PROVE Cardinality(S \\cup T) = Cardinality(S) + Cardinality(T)",
    "ASSUME NEW op(_, _), NEW base, NEW S, NEW seq \\in Seq(S), seq # <<>> "
    "PROVE FoldRight(op, seq, base) = op(FoldRight(op, Front(seq), base), Last(seq))",
    "ASSUME NEW R, NEW S, NEW T, IsWellFoundedOn(R, T), T \\subseteq S PROVE IsWellFoundedOn(R, S)",
    "ASSUME NEW S, IsFiniteSet(S), NEW P(_), P({}), "
    "ASSUME NEW T \\in SUBSET S, P(T), NEW x \\in T PROVE P(T \\cup {x}) PROVE P(S)",
]


@pytest.mark.parametrize("statement", FALSE)
def test_what_is_nearly_a_theorem_is_found_to_be_false(statement: str, tmp_path: Path) -> None:
    text = f"---- MODULE M ----\nEXTENDS SequencesExtTheorems, FiniteSetTheorems\nTHEOREM {statement}\n====\n"
    (tmp_path / "M.tla").write_text(text, encoding="utf-8")
    module = load_module(tmp_path / "M.tla").main
    (claim,) = claims_of(module)
    assert verdict(claim, module, 200) is False
