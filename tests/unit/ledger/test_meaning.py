"""Digests tell statements apart by what they say, and by nothing else."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from tlaverify.ledger.meaning import obligation_digest, statement_digest
from tlaverify.obligations.generate import obligations_of
from tlaverify.semantics.load import load_module

HEAD = "---- MODULE M ----\nEXTENDS Integers\nCONSTANTS a, b, F(_)\nVARIABLE x\n"


def program_of(folder: Path, body: str):
    file = folder / "M.tla"
    file.write_text(f"{HEAD}{body}\n====\n", encoding="utf-8")
    return load_module(file)


def digest(folder: Path, body: str) -> str:
    main = program_of(folder, body).main
    return statement_digest(main.theorems[-1].statement, main.scope.definitions.get)


SAME = {
    "bound variable": ("THEOREM \\A p : p = a", "THEOREM \\A q : q = a"),
    "inner bound variable": ("THEOREM \\A p : \\E q : p = q", "THEOREM \\A q : \\E p : q = p"),
    "comment and layout": ("THEOREM T == a = b", "\\* so\nTHEOREM T ==\n   (a = b) (* or not *)"),
    "theorem's name": ("THEOREM T == a = b", "THEOREM a = b"),
    "operator's name": ("P(p) == p = a\nTHEOREM P(b)", "Q(q) == q = a\nTHEOREM Q(b)"),
    "NEW symbol": (
        "THEOREM ASSUME NEW p \\in Nat, p > 1 PROVE p > 0",
        "THEOREM ASSUME NEW q \\in Nat, q > 1 PROVE q > 0",
    ),
    "LET": ("THEOREM LET p == a IN p = b", "THEOREM LET q == a IN q = b"),
    "definitions of no concern": ("THEOREM a = b", "Z == a\nTHEOREM a = b"),
}


@pytest.mark.parametrize("name", SAME)
def test_the_same(tmp_path, name):
    one, other = SAME[name]
    assert digest(tmp_path, one) == digest(tmp_path, other)


DIFFERENT = [
    "THEOREM a = b",
    "THEOREM b = a",
    "THEOREM a = a",
    "THEOREM a # b",
    'THEOREM a = "b"',
    "THEOREM a = 1",
    "THEOREM x = a",
    "THEOREM x' = a",
    "THEOREM \\A p, q : p = q",
    "THEOREM \\A p, q : p = p",
    "THEOREM \\A p, q : q = p",
    "THEOREM \\A p : \\A q : p = q",
    "THEOREM \\E p, q : p = q",
    "THEOREM \\A p \\in a, q \\in b : p = q",
    "THEOREM \\A p \\in b, q \\in a : p = q",
    "THEOREM ASSUME NEW p PROVE p = a",
    "THEOREM ASSUME NEW p \\in b PROVE p = a",
    "THEOREM ASSUME NEW STATE p PROVE p = a",
    "THEOREM ASSUME a = b PROVE b = a",
    "THEOREM ASSUME b = a PROVE a = b",
    "P(p, q) == p = q\nTHEOREM P(F(a), b)",
    "P(p, q) == q = p\nTHEOREM P(F(a), b)",
    "Q == a\nP == Q = F(b)\nTHEOREM P",
    "Q == b\nP == Q = F(b)\nTHEOREM P",
    "Q == a\nP == Q = F(Q)\nTHEOREM P",
    "THEOREM LET p == a IN F(p) = F(F(p))",
    "THEOREM [](x = a)",
    "THEOREM <>(x = a)",
]


def test_different(tmp_path):
    found = {text: digest(tmp_path, text) for text in DIFFERENT}
    for one, other in combinations(DIFFERENT, 2):
        assert found[one] != found[other], (one, other)


def test_an_obligation_depends_on_what_it_may_use(tmp_path):
    """A definition that is not cited counts by its name, a fact that is not cited not at all."""
    base = "P == a\nASSUME A == a = b\nTHEOREM P = b\n"

    def of(body: str) -> str:
        program = program_of(tmp_path, body)
        (theorem,) = obligations_of(program.main, program)
        return obligation_digest(theorem.obligations[0])

    opaque = of(base + "  OBVIOUS")
    cited = of(base + "  BY DEF P")
    assert len({opaque, cited, of(base + "  BY A"), of(base + "  OMITTED")}) == 4
    other = base.replace("P == a", "P == b")
    assert of(other + "  OBVIOUS") == opaque
    assert of(other + "  BY DEF P") != cited


INNER = """\
---- MODULE Inner ----
CONSTANT k
VARIABLE v
RECURSIVE R(_)
R(n) == IF n = k THEN v' = k ELSE R(n)
Twice == {action} \\cdot (v' = k)
Fair(i) == WF_v(v' = i /\\ {action})
Can == ENABLED (R(k) /\\ {action})
====
I == INSTANCE Inner WITH k <- {k}, v <- {v}
"""


@pytest.mark.parametrize("statement", ["I!Twice", "I!Fair(1)", "I!Can"])
def test_what_an_instance_hides_counts(tmp_path, statement):
    """The body of an operator that an INSTANCE could not look into does not tell what it means."""
    found = {
        digest(tmp_path, INNER.format(action=action, k=k, v=v) + f"THEOREM {statement}")
        for action in ("(v' = k)", "(v = k)")
        for k in ("a", "b")
        for v in ("<<x>>", "<<x, x>>")
    }
    assert len(found) == 8
