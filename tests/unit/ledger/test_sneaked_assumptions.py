"""The same theorem with a proof that rests on something more: the audit names it, and the gate stops it."""

from __future__ import annotations

import json

import pytest

HONEST = """\
---- MODULE Claim ----
EXTENDS Naturals, TLAPS
THEOREM Claim == \\A n \\in Nat : n + 0 = n
  OBVIOUS
====
"""

DEEP = """\
---- MODULE Deep ----
AXIOM Abyss == FALSE
LEMMA Falls == \\A a, b : a = b
  BY Abyss
====
"""

WAYS = {
    "an axiom": ("AXIOM Magic == FALSE", "  BY Magic", "Claim!Magic (axiom)", []),
    "an assumption": ("ASSUME Magic == \\A x : x + 0 = x", "  BY Magic", "Claim!Magic (assume)", []),
    "an axiom in a step": (
        "AXIOM Magic == FALSE",
        "<1>1. FALSE\n  BY Magic\n<1> QED\n  BY <1>1",
        "Claim!Magic (axiom)",
        [],
    ),
    "USE for a step": (
        "AXIOM Magic == FALSE",
        "<1> USE Magic\n<1>1. 1 = 2\n  OBVIOUS\n<1> QED\n  BY <1>1",
        "Claim!Magic (axiom)",
        [],
    ),
    "USE for the module": ("AXIOM Magic == FALSE\nUSE Magic", "  OBVIOUS", "Claim!Magic (axiom)", []),
    "an omitted lemma": ("LEMMA Gap == FALSE\n  OMITTED", "  BY Gap", "Claim!Gap (omitted)", ["Claim!Gap"]),
    "a lemma without a proof": ("LEMMA Gap == FALSE", "  BY Gap", "Claim!Gap (omitted)", ["Claim!Gap"]),
    "an axiom of a module that is extended": (
        "EXTENDS Deep",
        "  BY Abyss",
        "Deep!Abyss (axiom)",
        [],
    ),
    "an axiom below a lemma of another module": (
        "EXTENDS Deep",
        "  BY Falls",
        "Deep!Abyss (axiom)",
        ["Deep!Falls"],
    ),
    "an axiom behind an instance": (
        "I == INSTANCE Deep",
        "  BY I!Falls",
        "Deep!Abyss (axiom)",
        ["Deep!Falls"],
    ),
    "a fact of the library": (
        "EXTENDS FiniteSetTheorems",
        "  BY FS_EmptySet",
        "FiniteSetTheorems!FS_EmptySet (trusted-library)",
        [],
    ),
}


@pytest.fixture(scope="module")
def honest(new_project):
    """The honest proof, and its ledger."""
    return new_project(Claim=HONEST, Deep=DEEP)


@pytest.fixture
def project(honest, tmp_path):
    """A copy to edit."""
    return honest.copy(tmp_path / "project")


@pytest.mark.parametrize("way", WAYS)
def test_it_is_named_and_stopped(project, way):
    addition, proof, name, lemmas = WAYS[way]
    extends = addition.removeprefix("EXTENDS ") if addition.startswith("EXTENDS") else ""
    text = HONEST.replace("  OBVIOUS", proof)
    if extends:
        text = text.replace("Naturals, TLAPS", f"Naturals, TLAPS, {extends}")
    else:
        text = text.replace("THEOREM", f"{addition}\nTHEOREM", 1)
    before = project.file("record/Claim.json").read_text()
    project.file("specs/Claim.tla").write_text(text)
    plain, _, kind = name.partition(" (")
    kind = kind.rstrip(")")
    done = project.verify("audit", "Claim!Claim", "--deny", kind, "--json")
    assert done.returncode == 11, done.stdout + done.stderr
    told = json.loads(done.stdout)
    (claim,) = told["theorems"]
    assert claim["verdict"] == "proved", "the proof itself is right"
    (support,) = [r for r in claim["rests_on"] if r["name"] == plain]
    assert (support["kind"], support["chain"]) == (kind, ["Claim!Claim", *lemmas])
    done = project.verify("ledger", "check", "--trust-cache")
    assert done.returncode == 13, done.stdout + done.stderr
    assert f"theorem Claim!Claim now rests on {name}" in done.stdout
    assert "ledger-statement" not in done.stdout, "it states the same"
    assert project.file("record/Claim.json").read_text() == before


def test_the_honest_proof_is_denied_nothing(project):
    kinds = "assume,axiom,trusted-library,omitted,unproved,unchecked,ptl"
    done = project.verify("audit", "Claim!Claim", "--deny", kinds)
    assert done.returncode == 0, done.stdout + done.stderr
    assert project.verify("ledger", "check", "--trust-cache").returncode == 0
