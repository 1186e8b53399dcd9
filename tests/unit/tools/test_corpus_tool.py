"""``make corpus``: a row for each module with proofs, whatever it holds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
SOURCES = [str(ROOT / part) for part in ("verifier", "encodings", "obligations")]


def corpus(*arguments):
    return subprocess.run(
        [sys.executable, "tools/corpus.py", *arguments], cwd=ROOT, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(SOURCES)}, timeout=120, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_modules_that_can_be_read():
    done = corpus("--no-solve", "tests/data/cli")
    assert done.returncode == 0, done.stderr
    assert "3 of 3 modules with proofs gave their obligations" in done.stdout
    assert [line.split()[:4] for line in done.stdout.split("\n")[1:4]] == [
        ["Counter.tla", "yes", "yes", "6"], ["Hard.tla", "yes", "yes", "2"], ["Mixed.tla", "yes", "yes", "6"],
    ]  # fmt: skip


def test_modules_that_cannot_be_read_stop_nothing():
    done = corpus("--no-solve", "--jobs", "1", "tests/data/bad")
    assert done.returncode == 1
    assert "the proof that ends with step <1>2. has no QED step" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_an_empty_folder(tmp_path):
    assert corpus("--no-solve", str(tmp_path)).returncode == 1
