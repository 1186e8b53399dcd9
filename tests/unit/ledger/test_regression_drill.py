"""The regression drill: after each edit the gate gives the right code and names the cause."""

from __future__ import annotations

import pytest

LOCK = "specs/Lock.tla"
PAIRS = "specs/Pairs.tla"
BY_LIMIT = "  BY <1>1, LimitAssumption DEF Take, Bounded\n"
KEEP = "LEMMA Keep == Bounded /\\ [Next]_held => Bounded'\n"


def replacing(file, *pairs):
    def edit(workspace):
        for old, new in pairs:
            workspace.edit(file, old, new)

    return edit


def reorder(workspace):
    """Keep before Start, Drop before Take."""
    text = workspace.file(LOCK).read_text()
    start, keep, safe = text.index("LEMMA Start"), text.index("LEMMA Keep"), text.index("THEOREM Safe")
    text = text[:start] + text[keep:safe] + text[start:keep] + text[safe:]
    take, drop, follow = text.index("Take =="), text.index("Drop =="), text.index("Next ==")
    workspace.file(LOCK).write_text(text[:take] + text[drop:follow] + text[take:drop] + text[follow:])


def one_line_proof(workspace):
    text = workspace.file(LOCK).read_text()
    start, end = text.index(KEEP) + len(KEEP), text.index("THEOREM Safe")
    proof = "  BY LimitAssumption DEF Next, Take, Drop, Bounded\n\n"
    workspace.file(LOCK).write_text(text[:start] + proof + text[end:])


def remove_safe(workspace):
    text = workspace.file(LOCK).read_text()
    start, end = text.index("THEOREM Safe"), text.index("THEOREM \\A")
    workspace.file(LOCK).write_text(text[:start] + text[end:])


def truncate(workspace):
    file = workspace.file("record/Lock.json")
    file.write_bytes(file.read_bytes()[:300])


def delete(name):
    return lambda workspace: workspace.file(name).unlink()


PASS = {
    "comment": (
        replacing(LOCK, ("EXTENDS", "\\* Who holds it?\n\n(* Nobody. *)\nEXTENDS")),
        "nothing differs from 2 ledgers",
    ),
    "reorder": (reorder, "nothing differs from 2 ledgers"),
    "bound variable": (
        replacing(LOCK, ("\\A n \\in Nat : n < n + 1", "\\A k \\in Nat : k < k + 1")),
        "nothing differs from 2 ledgers",
    ),
    "operator renamed": (replacing(LOCK, ("Take", "Acquire")), "none of them a regression"),
    "proof rewritten": (one_line_proof, "none of them a regression"),
    "new theorem": (
        replacing(PAIRS, ("====", "THEOREM Same == \\A a : a = a\n  OBVIOUS\n====")),
        "none of them a regression",
    ),
    "other solver release": (
        lambda w: w.edit("record/Pairs.json", '"version": "', '"version": "0.'),
        "none of them a regression",
    ),
    "ledger deleted": (delete("record/Pairs.json"), "none of them a regression"),
}


@pytest.mark.parametrize("name", PASS)
def test_the_gate_lets_pass(workspace, name):
    edit, words = PASS[name]
    edit(workspace)
    done = workspace.verify("ledger", "check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert words in done.stdout
    assert done.stderr == ""


FAIL = {
    "lemma renamed": (
        replacing(LOCK, ("Keep", "Preserve")),
        ["error[ledger-missing]: theorem Lock!Keep is gone", "Lock!Preserve states the same: renamed?"],
    ),
    "guard weakened": (
        replacing(LOCK, ("held < Limit", "held <= Limit")),
        [
            "error[ledger-unproved]: Lock!Keep!<1>1/goal is",
            "changed definitions: Lock!Take",
            "error[ledger-statement]: theorem Lock!Safe",
        ],
    ),
    "conjunct dropped": (
        replacing(LOCK, ("Drop == /\\ held > 0\n        /\\ held'", "Drop == /\\ held'")),
        ["error[ledger-unproved]: Lock!Keep!<1>2/goal is", "changed definitions: Lock!Drop"],
    ),
    "guard strengthened, all still proved": (
        replacing(LOCK, ("held < Limit", "held + 1 < Limit")),
        ["theorem Lock!Safe says something else than the ledger lists", "changed definitions: Lock!Take"],
    ),
    "invariant made empty, all still proved": (
        replacing(LOCK, ("Bounded == held \\in 0..Limit", "Bounded == TRUE")),
        ["theorem Lock!Safe says something else than the ledger lists", "changed definitions: Lock!Bounded"],
    ),
    "OMITTED": (
        replacing(LOCK, ("  BY LimitAssumption DEF Init, Bounded", "  OMITTED")),
        [
            "Lock!Start/goal is omitted; the ledger lists it as proved",
            "what is to be proved has changed",
            "theorem Lock!Safe now rests on Lock!Start (omitted)",
            "by way of Lock!Safe -> Lock!Start",
        ],
    ),
    "statement changed": (
        replacing(PAIRS, ("a = b => b = a", "a = b => a = a")),
        ["error[ledger-statement]: theorem Pairs!Swap", "its own statement changed", "Pairs.tla:2:"],
    ),
    "theorem removed": (remove_safe, ["error[ledger-missing]: theorem Lock!Safe is gone"]),
    "new assumption": (
        replacing(LOCK, ("VARIABLE", "ASSUME Small == Limit < 9\nVARIABLE")),
        ["error[ledger-assumption]: new ASSUME Lock!Small", "Lock.tla:5:"],
    ),
    "assumption changed": (
        replacing(LOCK, ("Limit \\in Nat", "Limit \\in {7}")),
        ["ASSUME Lock!LimitAssumption says something else"],
    ),
    "extra assumption sneaks in": (
        replacing(PAIRS, ("THEOREM", "AXIOM Magic == FALSE\nTHEOREM"), ("  OBVIOUS", "  BY Magic")),
        ["new AXIOM Pairs!Magic", "theorem Pairs!Swap now rests on Pairs!Magic (axiom)"],
    ),
    "new unproved theorem": (
        replacing(PAIRS, ("====", "THEOREM Odd == \\A a, b : a = b\n  OBVIOUS\n====")),
        ["error[ledger-new]: Pairs!Odd/goal is", "and no ledger lists it", "Pairs.tla:4:"],
    ),
    "proof lost": (
        replacing(LOCK, (BY_LIMIT, "  OBVIOUS\n")),
        ["error[ledger-unproved]: Lock!Keep!<1>1/goal is"],
    ),
    "ledger truncated": (truncate, ["error[ledger]: the ledger record/Lock.json is not JSON", "= hint:"]),
    "ledger of another kind": (
        lambda w: w.file("record/Lock.json").write_text("[]"),
        ["is not a ledger"],
    ),
    "newer ledger": (
        lambda w: w.edit("record/Lock.json", '"format": 1', '"format": 2'),
        ["has format 2; this version of verify reads format 1", "= hint: install the version that wrote it"],
    ),
    "older ledger": (
        lambda w: w.edit("record/Lock.json", '"format": 1', '"format": 0'),
        ["has format 0, which is older", "= hint: verify ledger update writes it anew"],
    ),
    "a line twice": (
        lambda w: w.file("record/Pairs.json").write_text(
            w.file("record/Pairs.json").read_text().replace(
                '"theorems": [\n', '"theorems": [\n  {"theorem": "Pairs!Swap", "statement": "", '
                '"verdict": "proved", "rests_on": []},\n',
            )
        ),
        ["does not fit format 1: Pairs!Swap is listed twice"],
    ),
    "module deleted": (delete(PAIRS), ["error[ledger-missing]: module Pairs is gone: specs/Pairs.tla"]),
    "module that cannot be read": (
        replacing(PAIRS, ("THEOREM Swap ==", "THEOREM Swap == ==")),
        ["error[ledger-missing]: module Pairs cannot be read: specs/Pairs.tla"],
    ),
    "no ledgers": (
        lambda w: [w.file(f"record/{n}.json").unlink() for n in ("Lock", "Pairs")],
        ["there is no ledger in record", "= hint: verify ledger update"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAIL)
def test_the_gate_stops(workspace, name):
    edit, words = FAIL[name]
    edit(workspace)
    before = workspace.state()
    done = workspace.verify("ledger", "check")
    assert done.returncode == 13, done.stdout + done.stderr
    for text in words:
        assert text in done.stdout
    assert "Traceback" not in done.stderr
    assert workspace.state() == before, "check writes nothing"


def test_an_unreadable_module_that_no_ledger_lists_is_4(workspace):
    workspace.file("specs/Broken.tla").write_text("---- MODULE Broken ----\nX == /\\\n====\n")
    done = workspace.verify("ledger", "check")
    assert done.returncode == 4
    assert "Broken.tla" in done.stderr


def test_what_was_listed_as_unproved_is_10_or_11_and_no_regression(workspace):
    workspace.edit(PAIRS, "====", "THEOREM Open == \\A a, b : a = b\n  OMITTED\n====")
    assert workspace.verify("ledger", "update").returncode == 11
    done = workspace.verify("ledger", "check")
    assert done.returncode == 11
    assert "regression" not in done.stdout


def test_diff_says_it_in_words(workspace):
    workspace.edit("record/Pairs.json", '"version": "', '"version": "0.')
    workspace.edit(LOCK, "held < Limit", "held + 1 < Limit")
    done = workspace.verify("ledger", "diff", "--no-cache")
    assert done.returncode == 13
    assert "Pairs!Swap/goal is proved by z3 " in done.stdout
    assert ", was z3 0." in done.stdout
    assert "Lock!Keep!<1>1/goal is another obligation now, and proved" in done.stdout
