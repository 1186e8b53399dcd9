"""The differential test notices mistakes of the encoder.

Each mistake is made in a copy of the encoder's source, as a change of its text; the differential test, run
on that copy in a process of its own, must then find something false that is proved.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import tlaverify.encodings.encode

THEOREMS, SEED = 1000, 1
"""At most so many, and which."""
HERE = Path(__file__).parent
ENCODER = Path(tlaverify.encodings.encode.__file__).parent


@dataclass(frozen=True)
class Mistake:
    """A change of text, of which there is one place."""

    right: str
    wrong: str


MISTAKES = {
    "a function has its value outside of its DOMAIN, too": Mistake(
        "enc.ite(enc.member(x, f.domain), lambda: f.apply(x), lambda: outside(f, x))", "f.apply(x)"
    ),
    "functions are equal whatever their DOMAINs": Mistake("same = equal(enc, da, db)", "same = TRUE"),
    "a function is in [S -> T] whatever its DOMAIN": Mistake(
        "shape = smt.conj((is_function(enc, f), same))", "shape = is_function(enc, f)"
    ),
    "a record's axioms for its fields are swapped": Mistake(
        "for f, b in zip(fields, bound, strict=True)]",
        "for f, b in zip(fields, reversed(bound), strict=True)]",
    ),
    "a tuple's axioms for its items are swapped": Mistake(
        "b) for i, b in enumerate(bound)", "b) for i, b in enumerate(reversed(bound))"
    ),
    "CASE takes its first arm": Mistake("enc.ite(alone(i), ", "enc.ite(guards[i], "),
    "Tail of the empty sequence is a sequence": Mistake('"Tail", _tail, 1, _nonempty)', '"Tail", _tail, 1)'),
    "operands of arithmetic are integers": Mistake(
        "            guard, ints = _integers(enc, args)\n            if condition",
        "            guard, ints = TRUE, _integers(enc, args)[1]\n            if condition",
    ),
    "divisors are positive": Mistake("smt.div, _positive)", "smt.div)"),
    "EXCEPT extends the function": Mistake(
        "return enc.ite(same, lambda: apply(enc, f, x), lambda: anywhere(enc, updated, x))",
        "return enc.ite(at_key, lambda: new, lambda: anywhere(enc, updated, x))",
    ),
    "CHOOSE always finds something": Mistake(
        "some = TRUE if total else smt.exists((c.x,), formula)", "some = TRUE"
    ),
    "records list their fields as written": Mistake("return sorted(out)", "return out"),
}


SOON = {
    "a function is in [S -> T] whatever its DOMAIN",
    "a record's axioms for its fields are swapped",
    "Tail of the empty sequence is a sequence",
    "CHOOSE always finds something",
    "records list their fields as written",
}
"""What is found soon; ``make soundness`` looks for all of them."""


def copy_with(mistake: Mistake, folder: Path) -> Path:
    """A source root whose encoder has the mistake."""
    root = folder / "root"
    package = root / "tlaverify" / "encodings"
    shutil.copytree(ENCODER, package, ignore=shutil.ignore_patterns("__pycache__"))
    texts = {file: file.read_text(encoding="utf-8") for file in package.rglob("*.py")}
    places = [file for file, text in texts.items() for _ in range(text.count(mistake.right))]
    assert len(places) == 1, f"the encoder reads differently now, mend this test: {places}"
    places[0].write_text(texts[places[0]].replace(mistake.right, mistake.wrong), encoding="utf-8")
    return root


def run_on(root: Path, *, shrink: bool = False) -> subprocess.CompletedProcess[str]:
    """The differential test with the encoder of ``root``."""
    check = f"checking({THEOREMS}, {SEED}, shrink={shrink})"
    program = f"import test_differential as t; t.{check}(); print(dict(t.FOUND))"
    paths = os.pathsep.join((str(root), str(HERE)))
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": paths, "TLAVERIFY_SOUNDNESS_BUDGET": "0.02"},
    )


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_the_encoder_is_found(name: str, tmp_path: Path, full_budget: bool) -> None:
    root = copy_with(MISTAKES[name], tmp_path)
    if not full_budget and name not in SOON:
        pytest.skip("found among more theorems: make soundness")
    done = run_on(root)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "counterexample: " in done.stderr


def test_what_finds_it_is_small(tmp_path: Path, full_budget: bool) -> None:
    if not full_budget:
        pytest.skip("shrinking takes its time: make soundness")
    mistake = MISTAKES["Tail of the empty sequence is a sequence"]
    done = run_on(copy_with(mistake, tmp_path), shrink=True)
    assert done.returncode == 1, done.stdout + done.stderr
    (goal,) = re.findall(r"^R!Th\d+/goal: (.*)$", done.stderr, re.MULTILINE)
    assert len(goal) < 80


def test_a_copy_without_a_mistake_passes(tmp_path: Path, full_budget: bool) -> None:
    """What finds the mistakes is not the copy."""
    if not full_budget:
        pytest.skip("the theorems of test_differential.py: make soundness")
    done = run_on(copy_with(Mistake("def encode(", "def encode("), tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
