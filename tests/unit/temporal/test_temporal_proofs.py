"""Temporal leaves in proofs as they are written: which facts may be boxed, and which may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tlaverify.kernel.diagnostic import DiagnosticError
from tlaverify.kernel.sequent import Obligation
from tlaverify.obligations.generate import obligations_of
from tlaverify.obligations.ptl import Closed, Exhausted
from tlaverify.obligations.temporal import facts_of_the_present, refute
from tlaverify.semantics.load import load_module

HEAD = """---- MODULE Leaf ----
EXTENDS Naturals, TLAPS
CONSTANT C, D
VARIABLE x, y
ASSUME CA == C > 0
vars == <<x, y>>
Init == x = 0
Next == x' = x + 1 /\\ y' = y
Other == x' = x
Inv == x \\in Nat
Bad == x > C
Spec == Init /\\ [][Next]_vars
Fair == Spec /\\ WF_vars(Next)
S == 1..x
THEOREM StepInv == Inv /\\ [Next]_vars => Inv' BY DEF Inv, Next, vars
THEOREM Local == ASSUME Bad PROVE Inv OBVIOUS
"""


def leaves(tmp_path: Path, proof: str) -> list[Obligation]:
    """All obligations of ``proof`` behind the common definitions."""
    path = tmp_path / "Leaf.tla"
    path.write_text(HEAD + proof + "\n====\n")
    program = load_module(path)
    return [o for t in obligations_of(program.main, program) for o in t.obligations]


def closed(tmp_path: Path, proof: str) -> list[bool]:
    """Whether each leaf with PTL or ENABLEDaxioms in ``proof`` follows, in the order of the text."""
    out = []
    for o in leaves(tmp_path, proof):
        if o.backends & {"ptl", "enabledaxioms"}:
            result = refute(o)
            assert not isinstance(result, Exhausted)
            out.append(isinstance(result, Closed))
    return out


PROVED = {
    "invariance": """THEOREM Spec => []Inv
<1>1. Init => Inv OBVIOUS
<1>2. QED BY <1>1, StepInv, PTL DEF Spec""",
    "steps of the theorem itself": """THEOREM Spec => []Inv
<1>1. Init => Inv OBVIOUS
<1>2. ASSUME Inv, [Next]_vars PROVE Inv' OBVIOUS
<1>3. QED BY <1>1, <1>2, PTL DEF Spec""",
    "under a constant assumption": """THEOREM ASSUME C = D PROVE Spec => []Inv
<1>1. Init => Inv OBVIOUS
<1>2. Inv /\\ [Next]_vars => Inv' OBVIOUS
<1>3. QED BY <1>1, <1>2, PTL DEF Spec""",
    "under a boxed assumption": """THEOREM ASSUME []Bad, [](Init => Inv) PROVE Spec => []Inv
<1>1. Inv /\\ [Next]_vars => Inv' OBVIOUS
<1>2. QED BY <1>1, PTL DEF Spec""",
    "the start may be proved under an assumption": """THEOREM Spec => []Inv
<1>1. SUFFICES ASSUME Spec PROVE []Inv OBVIOUS
<1>2. Inv OBVIOUS
<1>3. QED BY <1>1, <1>2, StepInv, PTL DEF Spec""",
    "a constant fact of the present": """THEOREM ASSUME C > D PROVE [](C > D)
BY PTL""",
    "new constants are rigid": """THEOREM ASSUME NEW c, c > 1 PROVE [](c > 1)
BY PTL""",
    "sequents proved under nothing": """THEOREM []Init => []Inv
<1>1. ASSUME Init PROVE Inv OBVIOUS
<1>2. QED BY <1>1, PTL""",
    "take": """THEOREM \\A n \\in Nat : Spec => [](n = n)
<1>1. TAKE n \\in Nat
<1>2. n = n OBVIOUS
<1>3. QED BY <1>2, PTL""",
    "constant case": """THEOREM Spec => []Inv
<1>1. CASE C = D
  <2>1. Init => Inv OBVIOUS
  <2>2. Inv /\\ [Next]_vars => Inv' BY <1>1
  <2>3. QED BY <2>1, <2>2, PTL DEF Spec
<1>2. QED OBVIOUS""",
    "enabled": """THEOREM ASSUME Inv PROVE ENABLED <<Next>>_vars <=> ENABLED Next
<1>1. <<Next>>_vars <=> Next OBVIOUS
<1>2. QED BY <1>1, ENABLEDaxioms""",
    "theorem names as formulas": """THEOREM Goal == Spec => []Inv
<1>1. Init => Inv OBVIOUS
<1>2. QED BY <1>1, StepInv, PTL DEF Spec
THEOREM Goal
BY Goal, PTL""",
}

NOT_PROVED = {
    "hidden specification": """THEOREM Spec => []Inv
<1>1. Init => Inv OBVIOUS
<1>2. QED BY <1>1, StepInv, PTL""",
    "a step that is not cited": """THEOREM Spec => []Inv
<1>1. Init => Inv OBVIOUS
<1>2. Inv /\\ [Next]_vars => Inv' OBVIOUS
<1>3. QED BY <1>1, PTL DEF Spec""",
    "the step proved under an assumption of the present": """THEOREM Spec => []Inv
<1>1. SUFFICES ASSUME Spec PROVE []Inv OBVIOUS
<1>2. Inv /\\ [Next]_vars => Inv' BY <1>1
<1>3. Init => Inv OBVIOUS
<1>4. QED BY <1>1, <1>2, <1>3, PTL DEF Spec""",
    "the step proved under a state assumption": """THEOREM ASSUME Bad PROVE Spec => []Inv
<1>1. Init => Inv OBVIOUS
<1>2. Inv /\\ [Next]_vars => Inv' OBVIOUS
<1>3. QED BY <1>1, <1>2, PTL DEF Spec""",
    "a state assumption is not boxed": """THEOREM ASSUME Bad PROVE []Bad
BY PTL""",
    "a fact from the present": """THEOREM ASSUME Bad PROVE []Bad
<1>1. Bad OBVIOUS
<1>2. QED BY <1>1, PTL""",
    "a raw fact proved under an assumption": """THEOREM ASSUME Bad PROVE []Inv
BY x \\in Nat, PTL DEF Inv""",
    "under a non-constant case": """THEOREM Spec => []Inv
<1>1. ASSUME Bad PROVE Spec => []Inv
  <2>1. Init => Inv OBVIOUS
  <2>2. Inv /\\ [Next]_vars => Inv' BY <1>1
  <2>3. QED BY <2>1, <2>2, PTL DEF Spec
<1>2. QED OBVIOUS""",
    "under a PICK that depends on the state": """THEOREM Spec => []Inv
<1>1. PICK n : n = x OBVIOUS
<1>2. x = n BY <1>1
<1>3. [](x = n) BY <1>2, PTL
<1>4. QED OBVIOUS""",
    "under a TAKE from a set that changes": """THEOREM \\A n \\in S : [](n \\in S)
<1>1. SUFFICES ASSUME NEW n \\in S PROVE [](n \\in S) OBVIOUS
<1>2. n \\in S OBVIOUS
<1>3. QED BY <1>2, PTL""",
    "under an implication's premise": """THEOREM Bad => []Bad
<1>1. SUFFICES ASSUME Bad PROVE []Bad OBVIOUS
<1>2. QED BY <1>1, PTL""",
    "a witness of the present": """THEOREM \\E n : [](x = n)
BY PTL""",
    "fairness is no safety": """THEOREM WF_vars(Next) => [][Next]_vars
BY PTL""",
    "safety is no fairness": """THEOREM Spec => Fair
BY PTL DEF Spec, Fair""",
    "an assumption on the step says nothing of ENABLED": """THEOREM
ASSUME Other PROVE ENABLED Next => ENABLED Other
<1>1. Next => Other OBVIOUS
<1>2. QED BY <1>1, ENABLEDaxioms""",
    "an assumption on the behaviour says nothing of ENABLED": """THEOREM
ASSUME [][Other]_vars PROVE ENABLED Next => ENABLED (Other \\/ UNCHANGED vars)
<1>1. Next => Other \\/ UNCHANGED vars OBVIOUS
<1>2. QED BY <1>1, ENABLEDaxioms""",
    "an implication assumed of this step": """THEOREM
ASSUME NEW ACTION A, NEW ACTION B, A => B PROVE ENABLED A => ENABLED B
BY ENABLEDaxioms""",
    "an implication assumed of the step before": """THEOREM
ASSUME NEW ACTION A, NEW ACTION B, A => B PROVE ENABLED A => ENABLED B
<1>1. A => B OBVIOUS
<1>2. QED BY <1>1, ENABLEDaxioms""",
    "a picked next value says nothing of ENABLED": """THEOREM ENABLED Next => ENABLED Other
<1>1. PICK n : n = x' OBVIOUS
<1>2. Next => Other BY <1>1
<1>3. QED BY <1>2, ENABLEDaxioms""",
    "a theorem's ASSUME is not lost": """THEOREM []Inv
BY Local, PTL""",
    "the prime of a state fact": """THEOREM ASSUME Inv PROVE Inv'
BY PTL""",
}

REFUSED = {
    "CASE": """THEOREM Spec => []Inv
<1>1. CASE Bad OBVIOUS
<1>2. QED OBVIOUS""",
    "TAKE": """THEOREM \\A n \\in S : [](n \\in S)
<1>1. TAKE n \\in S
<1>2. QED OBVIOUS""",
    "HAVE": """THEOREM Bad => []Bad
<1>1. HAVE Bad
<1>2. QED BY <1>1, PTL""",
    "WITNESS": """THEOREM \\E n : [](x = n)
<1>1. WITNESS x
<1>2. QED BY PTL""",
}


@pytest.mark.parametrize("name", PROVED)
def test_follows(name: str, tmp_path: Path) -> None:
    assert all(closed(tmp_path, PROVED[name]))


@pytest.mark.parametrize("name", NOT_PROVED)
def test_must_not_follow(name: str, tmp_path: Path) -> None:
    results = closed(tmp_path, NOT_PROVED[name])
    assert results and not any(results)


@pytest.mark.parametrize("word", REFUSED)
def test_the_present_state_splits_no_temporal_statement(word: str, tmp_path: Path) -> None:
    with pytest.raises(DiagnosticError) as error:
        leaves(tmp_path, REFUSED[word])
    assert [(d.code, d.message.split()[0]) for d in error.value.diagnostics] == [("level", word)]


def with_ptl(tmp_path: Path, proof: str) -> list[Obligation]:
    return [o for o in leaves(tmp_path, proof) if "ptl" in o.backends]


def test_says_which_fact_holds_at_present_only(tmp_path: Path) -> None:
    (leaf,) = with_ptl(tmp_path, NOT_PROVED["the step proved under an assumption of the present"])
    assert [h.name for h in facts_of_the_present(leaf)] == ["<1>2"]


def test_says_nothing_where_something_else_is_missing(tmp_path: Path) -> None:
    (leaf,) = with_ptl(tmp_path, NOT_PROVED["hidden specification"])
    assert facts_of_the_present(leaf) == ()
    (leaf,) = with_ptl(tmp_path, NOT_PROVED["a step that is not cited"])
    assert facts_of_the_present(leaf) == ()
