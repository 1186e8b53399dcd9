"""Citations deleted at random are named again: a few in the suite, a hundred with ``make drill-missing``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_what_is_deleted_at_random_is_named(full_budget):
    modules = [ROOT / "specs/paxos/PaxosHistVar.tla", ROOT / "specs/bakery/BakeryDistributedProof.tla"]
    told = ["--count", "100", "--share", "0.85"] if full_budget else ["--count", "4", "--budget", "0.1"]
    command = [sys.executable, ROOT / "tools/drill_missing.py", "--jobs", "1", *told, *modules]
    run = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
