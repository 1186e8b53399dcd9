"""Measure a cold run over ``specs``, as ratios: ``python bench/bench.py [--json FILE] [PATH...]``.

What is measured, and the aims:

- wall time against the solvers' CPU time for each core      at most 1.3
- Python's CPU time (reading, encoding) for each obligation  at most 5 ms
- peak memory of the largest process                         at most 300 MB
- start-up of ``verify --help``                              at most 0.25 s

The run is cold: nothing is cached between runs.  The other times are wall times of this machine; the verdicts
are not.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

AIMS = {"wall_over_solver": 1.3, "python_ms": 5.0, "peak_mb": 300.0, "help_s": 0.25}
WORDS = {
    "wall_over_solver": "wall time / solver CPU time per core",
    "python_ms": "Python time for each obligation, ms",
    "peak_mb": "peak memory of a process, MB",
    "help_s": "start-up of verify --help, s",
}
VERIFY = [sys.executable, "-m", "tlaverify.cli.main"]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="*", default=["specs"])
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", type=Path, default=Path("bench/results.json"))
    arguments = parser.parse_args()
    figures = {"help_s": help_seconds(), **run_figures(arguments.paths, arguments.jobs)}
    for key, words in WORDS.items():
        mark = "ok" if figures[key] <= AIMS[key] else "MISSED"
        print(f"{words:<42}{figures[key]:>10.3f}   aim {AIMS[key]:<6} {mark}")
    print(
        f"{figures['proved']} of {figures['obligations']} obligations proved, "
        f"wall {figures['wall_s']:.2f} s, "
        f"solvers {figures['solver_s']:.2f} s, encoding {figures['encode_s']:.2f} s, "
        f"reading {figures['read_s']:.2f} s, {arguments.jobs} workers"
    )
    arguments.json.write_text(json.dumps(figures | {"aims": AIMS}, indent=1) + "\n", encoding="utf-8")
    return 0


def help_seconds() -> float:
    """The median of five starts, after one that fills the file system's cache."""
    times = []
    for _ in range(6):
        started = time.perf_counter()
        subprocess.run([*VERIFY, "--help"], stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - started)
    return sorted(times[1:])[2]


def run_figures(paths: list[str], jobs: int) -> dict[str, Any]:
    """One cold run, in a process of its own so that its memory is its own."""
    command = [sys.executable, __file__, "--inner"]
    done = subprocess.run(
        command, input=json.dumps({"paths": paths, "jobs": jobs}), capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr or "the run failed")
    figures: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def inner(paths: list[str], jobs: int) -> dict[str, Any]:
    """Load, generate and run; times as perf_counter sees them."""
    from tlaverify.cli.config import read_settings
    from tlaverify.cli.project import open_project
    from tlaverify.kernel.verdict import Proved
    from tlaverify.schedule.options import Options
    from tlaverify.schedule.run import run

    started, used = time.perf_counter(), time.process_time()
    project = open_project(paths, read_settings({}))
    read = time.process_time() - used
    obligations = project.obligations
    results = run(obligations, Options(jobs=jobs)).results
    wall = time.perf_counter() - started
    solver = sum(r.solver_seconds for r in results)
    encode = sum(r.encode_seconds for r in results)
    count = max(1, len(results))
    return {
        "wall_over_solver": wall / max(1e-9, solver / jobs),
        "python_ms": 1000 * (read + encode) / count,
        "peak_mb": peak_megabytes(),
        "obligations": len(results),
        "proved": sum(isinstance(r.verdict, Proved) for r in results),
        "wall_s": wall,
        "solver_s": solver,
        "encode_s": encode,
        "read_s": read,
        "jobs": jobs,
    }


def peak_megabytes() -> float:
    """The largest resident set of this process and of those that it started and has waited for."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    unit = 1 if sys.platform == "darwin" else 1024
    return max(
        resource.getrusage(who).ru_maxrss * unit / 1e6
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )


if __name__ == "__main__":
    if sys.argv[1:] == ["--inner"]:
        print(json.dumps(inner(**json.load(sys.stdin))))
    else:
        sys.exit(main())
