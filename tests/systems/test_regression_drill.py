"""The regression drill on both systems: after each edit the gate gives the right code and names the cause.

``tests/unit/ledger/test_regression_drill.py`` goes through what the gate knows; here are the edits that
people make to a real proof.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VERIFY = str(shutil.which("verify", path=sysconfig.get_path("scripts")))
PAXOS = "paxos/PaxosHistVarAuto.tla"
DATA = "bakery/BakeryData.tla"
SYSTEM = "bakery/BakeryDeconstructedAtomic.tla"
PROOF = "bakery/BakeryDeconstructedAtomicAuto.tla"
LEDGERS = {"paxos": ["PaxosHistVarAuto"], "bakery": ["BakeryData", "BakeryDeconstructedAtomicAuto"]}

Edit = Callable[["Drill"], object]


@dataclass(frozen=True)
class Drill:
    """A copy of both systems with their ledgers; ``cache`` is shared, for all of it has been proved once."""

    folder: Path
    cache: Path

    def verify(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("TLAVERIFY_")}
        settings = {"TLAVERIFY_JOBS": "1", "TLAVERIFY_BUDGET": "0.5", "TLAVERIFY_CACHE_DIR": str(self.cache)}
        return subprocess.run(
            [VERIFY, *arguments], cwd=self.folder, env=kept | settings, capture_output=True, text=True,
            timeout=600, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    def file(self, name: str) -> Path:
        return self.folder / name

    def edit(self, name: str, *pairs: tuple[str, str]) -> None:
        """Replace texts that must be there."""
        text = self.file(name).read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new)
        self.file(name).write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Drill:
    """Both systems, proved, with the ledgers of that."""
    folder = tmp_path_factory.mktemp("systems")
    (folder / "tlaverify.toml").write_text('paths = ["paxos", "bakery"]\nledgers = "record"\n')
    for name in (PAXOS, DATA, SYSTEM, PROOF):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / "specs" / name, folder / name)
    drill = Drill(folder, tmp_path_factory.mktemp("cache"))
    done = drill.verify("ledger", "update")
    assert done.returncode == 0, done.stdout + done.stderr
    return drill


@pytest.fixture
def drill(committed: Drill, tmp_path: Path) -> Drill:
    shutil.copytree(committed.folder, tmp_path / "systems")
    return Drill(tmp_path / "systems", committed.cache)


def replacing(name: str, *pairs: tuple[str, str]) -> Edit:
    return lambda drill: drill.edit(name, *pairs)


def without(name: str, start: str, end: str) -> Edit:
    """Cut from ``start`` to just before ``end``."""

    def cut(drill: Drill) -> None:
        text = drill.file(name).read_text(encoding="utf-8")
        first = text.index(start)
        drill.file(name).write_text(text[:first] + text[text.index(end, first) :], encoding="utf-8")

    return cut


def swapped(name: str, first: str, second: str, end: str) -> Edit:
    """The text from ``first`` to ``second`` behind the one from there to ``end``."""

    def swap(drill: Drill) -> None:
        text = drill.file(name).read_text(encoding="utf-8")
        a = text.index(first)
        b = text.index(second, a)
        c = text.index(end, b)
        drill.file(name).write_text(text[:a] + text[b:c] + text[a:b] + text[c:], encoding="utf-8")

    return swap


def all_of(*edits: Edit) -> Edit:
    def run(drill: Drill) -> None:
        for edit in edits:
            edit(drill)

    return run


AGREEMENT = (
    "BY QuorumAssumption DEF Inv, TypeOK, MsgInv, Messages, Ballots, SafeAt, WontVoteIn, VotedForIn, "
    "Consistency, Chosen, ChosenIn"
)

PASS: dict[str, tuple[str, Edit, str]] = {
    "a comment": (
        "paxos",
        replacing(PAXOS, ("Ballots == Nat", "Ballots == Nat \\* from 0")),
        "nothing differs",
    ),
    "an action renamed": ("paxos", replacing(PAXOS, ("Phase2a", "Propose")), "nothing differs"),
    "actions reordered": (
        "paxos", swapped(PAXOS, "Phase1a(b) ==", "last_voted(a) ==", "Phase1b(a) =="), "nothing differs"
    ),
    "lemmas reordered": (
        "paxos", swapped(PAXOS, "LEMMA VotedInv", "LEMMA VotedOnce", "LEMMA SafeAtStable"), "nothing differs"
    ),
    "an operator renamed in a module that is extended": (
        "bakery",
        all_of(*(replacing(f, ("Outside", "Away")) for f in (SYSTEM, PROOF))),
        "nothing differs",
    ),
    "a ledger of a newer solver": (
        "bakery",
        lambda d: d.edit("record/BakeryData.json", ('"version": "', '"version": "9')),
        "none of them a regression",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PASS)
def test_the_gate_lets_pass(drill: Drill, name: str) -> None:
    family, edit, words = PASS[name]
    edit(drill)
    done = drill.verify("ledger", "check", family, "--trust-cache")
    assert done.returncode == 0, done.stdout + done.stderr
    assert words in done.stdout


FAIL: dict[str, tuple[str, Edit, list[str]]] = {
    "a guard weakened": (
        "paxos",
        replacing(PAXOS, ("m2.acc = a => m.bal >= m2.bal", "m2.acc = a => m.bal + 1 >= m2.bal")),
        ["PaxosHistVarAuto!SafeAtStable/goal is", "changed definitions: PaxosHistVarAuto!Phase2b"],
    ),
    "a conjunct dropped": (
        "paxos",
        replacing(PAXOS, ('  /\\ ~ \\E m \\in sent : (m.type = "2a") /\\ (m.bal = b)\n', "")),
        ["PaxosHistVarAuto!Inductive/goal is", "changed definitions: PaxosHistVarAuto!Phase2a"],
    ),
    "a proof OMITTED": (
        "paxos",
        replacing(PAXOS, (AGREEMENT, "OMITTED")),
        [
            "PaxosHistVarAuto!Agreement/goal is omitted; the ledger lists it as proved",
            "theorem PaxosHistVarAuto!Consistent now rests on PaxosHistVarAuto!Agreement (omitted)",
        ],
    ),
    "a citation lost": (
        "paxos",
        replacing(PAXOS, (AGREEMENT, AGREEMENT.replace("QuorumAssumption ", ""))),
        ["error[ledger-unproved]: PaxosHistVarAuto!Agreement/goal is"],
    ),
    "a theorem's statement changed": (
        "paxos",
        replacing(
            PAXOS, ("Consistent == Spec => []Consistency", "Consistent == Spec => [](Inv => Consistency)")
        ),
        [
            "error[ledger-statement]: theorem PaxosHistVarAuto!Consistent says something else",
            "its own statement",
        ],
    ),
    "a claim emptied": (
        "paxos",
        replacing(
            PAXOS, ("Chosen(v1) /\\ Chosen(v2) => (v1 = v2)", "Chosen(v1) /\\ Chosen(v2) => (v1 = v1)")
        ),
        [
            "theorem PaxosHistVarAuto!Consistent says something else",
            "changed definitions: PaxosHistVarAuto!Consistency",
        ],
    ),
    "a theorem removed": (
        "paxos",
        without(PAXOS, "THEOREM Consistent", "====="),
        ["error[ledger-missing]: theorem PaxosHistVarAuto!Consistent is gone"],
    ),
    "a new assumption": (
        "paxos",
        replacing(PAXOS, ("Ballots == Nat", "ASSUME Alone == Acceptors = {}\nBallots == Nat")),
        ["error[ledger-assumption]: new ASSUME PaxosHistVarAuto!Alone"],
    ),
    "a ledger truncated": (
        "paxos",
        lambda d: d.file("record/PaxosHistVarAuto.json").write_bytes(
            d.file("record/PaxosHistVarAuto.json").read_bytes()[:-200]
        ),
        ["error[ledger]: the ledger record/PaxosHistVarAuto.json is not JSON"],
    ),
    "a module deleted": (
        "paxos",
        lambda d: d.file(PAXOS).unlink(),
        ["error[ledger-missing]: module PaxosHistVarAuto is gone"],
    ),
    "a module that does not parse": (
        "paxos",
        replacing(PAXOS, ("Init == sent = {}", "Init == sent = {")),
        ["error[ledger-missing]: module PaxosHistVarAuto cannot be read"],
    ),
    "a guard dropped in a module that is extended": (
        "bakery",
        replacing(SYSTEM, ("  /\\ localCh[i][j] = 0\n", "")),
        [
            "BakeryDeconstructedAtomicAuto!Invariance!<1>2/goal is",
            "changed definitions: BakeryDeconstructedAtomic!L2",
        ],
    ),
    "a guard changed in a module that is extended": (
        "bakery",
        replacing(SYSTEM, ("n > localNum[i][j]", "n >= localNum[i][j]")),
        [
            "theorem BakeryDeconstructedAtomicAuto!MutualExclusion says something else",
            "changed definitions: BakeryDeconstructedAtomic!M",
        ],
    ),
    "mutual exclusion emptied": (
        "bakery",
        all_of(without(SYSTEM, "Mutex ==", "====="), replacing(SYSTEM, ("\n====", "\nMutex == TRUE\n===="))),
        [
            "theorem BakeryDeconstructedAtomicAuto!MutualExclusion says something else",
            "changed definitions: BakeryDeconstructedAtomic!Mutex",
        ],
    ),
    "a lemma OMITTED in a module that is extended": (
        "bakery",
        replacing(DATA, ("BY NoSetContainsEverything DEF qm", "OMITTED")),
        [
            "BakeryData!qmNotNat/goal is omitted; the ledger lists it as proved",
            "theorem BakeryDeconstructedAtomicAuto!Invariance now rests on BakeryData!qmNotNat (omitted)",
            "by way of BakeryDeconstructedAtomicAuto!Invariance -> BakeryData!qmNotNat",
        ],
    ),
    "an assumption strengthened": (
        "bakery",
        replacing(DATA, ("NAssump == N \\in Nat \\ {0}", "NAssump == N \\in {1}")),
        ["ASSUME BakeryData!NAssump says something else"],
    ),
    "an axiom sneaked in": (
        "bakery",
        all_of(
            replacing(DATA, ("LEMMA qmNotNat", "AXIOM Easy == FALSE\nLEMMA qmNotNat")),
            replacing(PROOF, ("  BY DEF TypeOK, SyncInv, Inv, Mutex", "  BY Easy")),
        ),
        [
            "new AXIOM BakeryData!Easy",
            "theorem BakeryDeconstructedAtomicAuto!MutualExclusion now rests on BakeryData!Easy (axiom)",
        ],
    ),
    "the module that is extended deleted": (
        "bakery",
        lambda d: d.file(SYSTEM).unlink(),
        ["error[ledger-missing]: module BakeryDeconstructedAtomicAuto cannot be read"],
    ),
    "a ledger with a merge conflict": (
        "bakery",
        lambda d: d.edit("record/BakeryData.json", ('"theorems"', '<<<<<<< ours\n"theorems"')),
        ["error[ledger]: the ledger record/BakeryData.json is not JSON"],
    ),
}


@pytest.mark.parametrize("name", FAIL)
def test_the_gate_stops(drill: Drill, name: str) -> None:
    family, edit, words = FAIL[name]
    edit(drill)
    before = {f.name: f.read_bytes() for f in drill.file("record").iterdir()}
    done = drill.verify("ledger", "check", family, "--trust-cache")
    assert done.returncode == 13, done.stdout + done.stderr
    for text in words:
        assert text in done.stdout
    assert "Traceback" not in done.stderr
    assert {f.name: f.read_bytes() for f in drill.file("record").iterdir()} == before


def test_a_weaker_solver_is_stopped_by_name(drill: Drill) -> None:
    """cvc5 alone, on a sliver of the budget, stands for a solver that proves less than the last one did."""
    done = drill.verify("ledger", "check", "paxos", "--solver", "cvc5", "--budget", "0.001")
    assert done.returncode == 13
    assert "error[ledger-unproved]: PaxosHistVarAuto!Inductive/goal is unknown" in done.stdout
    assert "ledger-statement" not in done.stdout


def test_a_corrupted_cache_is_told_and_changes_nothing(drill: Drill, tmp_path: Path) -> None:
    own = Drill(drill.folder, tmp_path / "cache")
    assert own.verify("ledger", "check", "paxos", "--trust-cache").returncode == 0
    for file in own.cache.glob("*.sqlite"):
        data = bytearray(file.read_bytes())
        data[20:4000] = b"\x55" * 3980
        file.write_bytes(data)
    done = own.verify("ledger", "check", "paxos", "--trust-cache")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "warning[cache]" in done.stderr
