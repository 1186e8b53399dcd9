"""``verify audit``: what theorems rest on, and the chain that leads there."""

from __future__ import annotations

import json

import pytest

BASE = """\
---- MODULE Base ----
EXTENDS Integers
CONSTANT N
ASSUME NatN == N \\in Nat
AXIOM Big == N > 3
LEMMA Left == N # 4
  OMITTED
LEMMA Known == N \\in Int
  BY NatN
LEMMA Middle == N > 4
  BY Left, Big, Known
====
"""

TOP = """\
---- MODULE Top ----
EXTENDS Base, FiniteSetTheorems, TLAPS
VARIABLE x
THEOREM Uses == N > 2
  BY Middle, Known
THEOREM Plain == \\A a : a = a
  OBVIOUS
THEOREM Always == x = N /\\ [][UNCHANGED x]_x => [](x = N)
<1>1. x = N /\\ [UNCHANGED x]_x => (x = N)'
  OBVIOUS
<1> QED
  BY <1>1, PTL
THEOREM Trusts == IsFiniteSet({})
  BY FS_EmptySet
THEOREM Wrong == N = 5
  BY NatN
THEOREM Hopes == N > 1
  BY Wrong
====
"""


@pytest.fixture
def project(workspace):
    for name in ("Lock", "Pairs"):
        workspace.file(f"specs/{name}.tla").unlink()
    workspace.file("specs/Base.tla").write_text(BASE)
    workspace.file("specs/Top.tla").write_text(TOP)
    return workspace


def test_what_everything_rests_on(project):
    done = project.verify("audit", "--json")
    assert done.returncode == 10  # Wrong is not proved
    told = json.loads(done.stdout)
    rests = {
        t["id"]: {(r["kind"], r["name"]): r["chain"] for r in t["rests_on"]} for t in told["theorems"]
    }
    assert rests["Top!Plain"] == {}
    assert rests["Top!Uses"] == {
        ("omitted", "Base!Left"): ["Top!Uses", "Base!Middle", "Base!Left"],
        ("axiom", "Base!Big"): ["Top!Uses", "Base!Middle"],
        ("assume", "Base!NatN"): ["Top!Uses", "Base!Known"],
    }
    assert rests["Top!Always"] == {("ptl", "ptl 1"): ["Top!Always"]}
    assert rests["Top!Trusts"] == {("trusted-library", "FiniteSetTheorems!FS_EmptySet"): ["Top!Trusts"]}
    assert rests["Top!Hopes"] == {
        ("unproved", "Top!Wrong"): ["Top!Hopes", "Top!Wrong"],
        ("assume", "Base!NatN"): ["Top!Hopes", "Top!Wrong"],
    }
    backends = {t["id"]: t["backends"] for t in told["theorems"]}
    assert any(b.startswith("z3 ") for b in backends["Top!Uses"])


def test_a_single_theorem_with_its_chain(project):
    done = project.verify("audit", "Top!Uses")
    assert done.returncode == 0
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["Top!Uses", "proved"] in lines
    assert ["omitted", "Base!Left", "specs/Base.tla:6"] in lines
    assert ["by", "way", "of", "Top!Uses", "->", "Base!Middle", "->", "Base!Left"] in lines
    assert "Top!Plain" not in done.stdout


@pytest.mark.parametrize(
    ("theorem", "kinds", "code", "words"),
    [
        ("Top!Plain", "omitted,axiom,trusted-library,assume,ptl", 0, ""),
        ("Top!Uses", "trusted-library,ptl", 0, ""),
        ("Top!Uses", "axiom", 11, "Top!Uses rests on Base!Big (axiom)"),
        ("Top!Uses", "omitted", 11, "by way of Top!Uses -> Base!Middle -> Base!Left"),
        ("Top!Trusts", "trusted-library", 11, "Top!Trusts rests on FiniteSetTheorems!FS_EmptySet"),
        ("Top!Always", "ptl", 11, "Top!Always rests on ptl 1"),
        # what rests on a theorem that is not proved is none itself
        ("Top!Hopes", "omitted,axiom,trusted-library", 10, ""),
        ("Top!Nothing", "axiom", 12, "nothing matches"),
        ("Top!Uses", "magic", 2, "--deny: there is no magic"),
    ],
)
def test_deny(project, theorem, kinds, code, words):
    done = project.verify("audit", theorem, "--deny", kinds)
    assert done.returncode == code, done.stdout + done.stderr
    assert words in done.stderr


def rests_of(done):
    theorems = json.loads(done.stdout)["theorems"]
    return {t["id"]: {(r["kind"], r["name"]) for r in t["rests_on"]} for t in theorems}


def test_a_raw_fact_of_a_use_of_the_module(project):
    text = TOP.replace("THEOREM Uses", "USE 1 = 2\nTHEOREM Uses").replace("Wrong == N = 5", "Wrong == 2 = 3")
    project.file("specs/Top.tla").write_text(text)
    line = text.split("\n").index("USE 1 = 2") + 1
    rests = rests_of(project.verify("audit", "specs/Top.tla", "--json"))
    assert ("unproved", f"Top!line {line}") in rests["Top!Wrong"]
    assert f"Top!Wrong rests on Top!line {line}" in project.verify("check", "Top!Wrong").stdout


def test_modules_of_one_name_are_two(project):
    for name, proof in (("one", "OMITTED"), ("two", "OBVIOUS")):
        project.file(name).mkdir()
        claim = "1 = 2" if name == "one" else "1 = 1"
        common = f"---- MODULE Common ----\nTHEOREM Claim == {claim} {proof}\n====\n"
        project.file(f"{name}/Common.tla").write_text(common)
    user = "---- MODULE User ----\nC == INSTANCE Common\nTHEOREM Absurd == 1 = 2 BY C!Claim\n====\n"
    project.file("one/User.tla").write_text(user)
    done = project.verify("check", "one/User.tla", "two/Common.tla")
    assert "User!Absurd rests on C!Claim" in done.stdout


OTHER = """\
---- MODULE Other ----
CONSTANT k
LEMMA Left == k = 3 => 1 = 2
LEMMA Below == 1 = 2
====
"""

NAMES = """\
---- MODULE Names ----
\\* two lemmas are called Left, and two modules Inner: each theorem rests on another one
EXTENDS Integers
---- MODULE Inner ----
LEMMA Left == 1 = 1 OBVIOUS
====
---- MODULE Nested ----
LEMMA Below == 1 = 2 OMITTED
THEOREM ByNested == 1 = 2 BY Below
Inner == INSTANCE Other WITH k <- 3
THEOREM ByInstance == 1 = 2 BY Inner!Left
====
LEMMA Below == 1 = 1 OBVIOUS
Inner == INSTANCE Inner
THEOREM InProof == 1 = 2
<1> Other == INSTANCE Other WITH k <- 3
<1> QED BY Other!Left
THEOREM NameOfNested == 1 = 2
<1> Nested == INSTANCE Other WITH k <- 3
<1> QED BY Nested!Below
THEOREM Trusts == 1 = 1
<1> F == INSTANCE FiniteSetTheorems
<1> QED BY F!FS_EmptySet
====
"""


def test_a_name_means_what_it_means_where_it_is_cited(project):
    """An INSTANCE of a proof and the names of a nested module say nothing, or something else, outside."""
    project.file("specs/Other.tla").write_text(OTHER)
    project.file("specs/Names.tla").write_text(NAMES)
    told = json.loads(project.verify("audit", "specs/Names.tla", "--json").stdout)
    rests = {t["id"]: [(r["kind"], r["name"]) for r in t["rests_on"]] for t in told["theorems"]}
    assert rests["Nested!ByNested"] == [("omitted", "Nested!Below")]
    assert rests["Nested!ByInstance"] == [("omitted", "Other!Left")]
    assert rests["Names!InProof"] == [("omitted", "Other!Left")]
    assert rests["Names!NameOfNested"] == [("omitted", "Other!Below")]
    assert rests["Names!Trusts"] == [("trusted-library", "FiniteSetTheorems!FS_EmptySet")]
    shown = project.verify("all", "specs/Names.tla").stdout
    for theorem, fact in (
        ("Nested!ByNested", "Nested!Below"),
        ("Nested!ByInstance", "Other!Left"),
        ("Names!InProof", "Other!Left"),
        ("Names!NameOfNested", "Other!Below"),
    ):
        assert f"{theorem} rests on {fact}" in shown
    assert project.verify("audit", "Names!InProof", "--deny", "omitted").returncode == 11


def test_an_instance_with_the_name_of_a_module_that_is_extended(project):
    project.file("specs/Gap.tla").write_text("---- MODULE Gap ----\nTHEOREM T == 1 = 2 OMITTED\n====\n")
    project.file("specs/Whole.tla").write_text("---- MODULE Whole ----\nTHEOREM T == 1 = 1 OBVIOUS\n====\n")
    two = "THEOREM Rests == 1 = 2 BY T\nGap == INSTANCE Whole\nTHEOREM Stands == 1 = 1 BY Gap!T\n"
    project.file("specs/Both.tla").write_text(f"---- MODULE Both ----\nEXTENDS Gap\n{two}====\n")
    rests = rests_of(project.verify("audit", "specs/Both.tla", "--json"))
    assert rests == {"Both!Rests": {("omitted", "Gap!T")}, "Both!Stands": set()}
    assert "Both!Rests rests on Gap!T" in project.verify("check", "Both!Rests", "Whole!T", "Gap!T").stdout


def test_assumptions_of_one_line_are_two(project):
    facts = "CONSTANT k\nASSUME k = 1 AXIOM k = 2\n"
    theorems = "THEOREM One == k = 1 BY k = 1\nTHEOREM Two == k = 2 BY k = 2\n"
    project.file("specs/Line.tla").write_text(f"---- MODULE Line ----\n{facts}{theorems}====\n")
    rests = rests_of(project.verify("audit", "specs/Line.tla", "--json"))
    assert rests == {"Line!One": {("assume", "Line!line 3")}, "Line!Two": {("axiom", "Line!line 3#2")}}
    assert project.verify("audit", "specs/Line.tla", "--deny", "axiom").returncode == 11
