"""Measure runs over ``specs`` and over generated modules, as ratios: ``python bench/bench.py [PATH...]``.

What is measured, and the aims:

- cold: wall time against the solvers' time for each core    at most 1.2
- cold: CPU time of all processes against the solvers' time at most 1.2
- cold: Python's CPU time for each obligation                at most 5 ms
- cold: peak memory of the largest process                   at most 300 MB
- warm: wall time of ``verify all``, nothing changed        at most 1 s, and against cold
- start-up of ``verify --help``                              at most 0.3 s
- generated modules of 100, 1,000 and 10,000 obligations: CPU time for each obligation,
  the largest figure against the smallest                    at most 1.2
- and their peak memory                                      at most 300 MB

Wall times are this machine's, and wrong while it does something else; so CPU times stand beside them.
Figures go to ``bench/results.json``, and to ``bench/results.png`` where matplotlib is installed.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
AIMS = {
    "wall_over_solver": 1.2, "cpu_over_solver": 1.2, "python_ms": 5.0, "peak_mb": 300.0,
    "warm_wall_s": 1.0, "warm_over_cold": None,
    "help_s": 0.3, "flatness": 1.2, "flat_peak_mb": 300.0, "flat_worker_growth": 1.2,
}  # fmt: skip
WORDS = {
    "wall_over_solver": "cold: wall time / solver time per core",
    "cpu_over_solver": "cold: CPU time of all processes / solver time",
    "python_ms": "cold: Python time for each obligation, ms",
    "peak_mb": "cold: peak memory of a process, MB",
    "warm_wall_s": "warm: wall time of verify all, s",
    "warm_over_cold": "warm: wall time / cold wall time",
    "help_s": "start-up of verify --help, s",
    "flatness": "generated: CPU time per obligation, most / least",
    "flat_peak_mb": "generated: peak memory of the command, MB",
    "flat_worker_growth": "generated: peak memory of a worker, most / least",
}
VERIFY = [sys.executable, "-m", "tlaverify.cli.main"]
SIZES = (100, 1_000, 10_000)
AGAIN = 5


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="*", default=["specs"])
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", type=Path, default=ROOT / "results.json")
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES), metavar="N")
    told = parser.parse_args()
    compile_sources()
    figures: dict[str, Any] = {"help_s": help_seconds(), "jobs": told.jobs, **cold_and_warm(told)}
    if told.sizes:
        figures |= generated(told.sizes, told.jobs)
    for key, words in WORDS.items():
        if key in figures:
            print(f"{words:<50}{figures[key]:>10.3f}   {verdict(figures[key], AIMS[key])}")
    print(
        f"{figures['proved']} of {figures['obligations']} obligations proved; cold: wall "
        f"{figures['wall_s']:.2f} s, solvers {figures['solver_s']:.2f} s, encoding "
        f"{figures['encode_s']:.2f} s, the rest of the workers {figures['worker_rest_s']:.2f} s, the command "
        f"{figures['command_s']:.2f} s (reading {figures['read_s']:.2f} s), {told.jobs} workers; warm: CPU "
        f"{figures['warm_cpu_s']:.2f} s"
    )
    for size in figures.get("generated", ()):
        print("generated: " + ", ".join(f"{key} {value}" for key, value in size.items()))
    told.json.write_text(json.dumps(figures | {"aims": AIMS}, indent=1) + "\n", encoding="utf-8")
    plot(figures, told.json.with_suffix(".png"))
    return 0


def verdict(figure: float, aim: float | None) -> str:
    """``aim 1.2  ok``."""
    return "" if aim is None else f"aim {aim:<6} {'ok' if figure <= aim else 'MISSED'}"


def compile_sources() -> None:
    """Make bytecode of what is measured, as installing does; else each process would compile for itself."""
    roots = [str(ROOT.parent / name) for name in ("verifier", "encodings", "obligations")]
    subprocess.run([sys.executable, "-m", "compileall", "-q", *roots], check=True)


def help_seconds() -> float:
    """The median of five starts, after one that fills the file system's cache."""
    times = []
    for _ in range(6):
        started = time.perf_counter()
        subprocess.run([*VERIFY, "--help"], stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - started)
    return sorted(times[1:])[2]


def cold_and_warm(told: argparse.Namespace) -> dict[str, Any]:
    """A cold run, and the command over what nothing has changed of."""
    figures = measured(told.paths, told.jobs)
    with tempfile.TemporaryDirectory() as folder:
        command = [*VERIFY, "all", "-q", "--cache-dir", folder, *told.paths]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        walls, cpus = [], []
        for _ in range(5):
            started, used = time.perf_counter(), children_cpu()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
            walls.append(time.perf_counter() - started)
            cpus.append(children_cpu() - used)
    warm = sorted(walls)[2]
    return figures | {
        "warm_wall_s": warm, "warm_cpu_s": sorted(cpus)[2], "warm_over_cold": warm / figures["wall_s"],
    }  # fmt: skip


def generated(sizes: list[int], jobs: int) -> dict[str, Any]:
    """Runs over generated modules.  What a run costs before its first obligation is left out.

    Short runs are made ``AGAIN`` times, and the median counts: of a hundred obligations the difference to
    a run of twenty is half a second of CPU time, and two runs of one and the same module differ by a tenth.
    """
    from generated import module

    rows = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "Generated.tla"
        least = min(20, *sizes)
        file.write_text(module(least), encoding="utf-8")
        start = median([measured([str(file)], jobs) for _ in range(AGAIN)])["cpu_s"]
        for size in sizes:
            file.write_text(module(size), encoding="utf-8")
            found = median([measured([str(file)], jobs) for _ in range(AGAIN if size < 2_000 else 1)])
            assert found["proved"] == found["obligations"] == size, found
            rows.append({
                "obligations": size,
                "cpu_ms": round(1000 * (found["cpu_s"] - start) / (size - least), 3),
                "read_ms": round(1000 * found["read_s"] / size, 3),
                "command_mb": round(found["command_mb"], 1),
                "worker_mb": round(found["worker_mb"], 1),
            })
    each, workers = [row["cpu_ms"] for row in rows], [row["worker_mb"] for row in rows]
    return {
        "generated": rows,
        "flatness": max(each) / min(each),
        "flat_peak_mb": max(row["command_mb"] for row in rows),
        "flat_worker_growth": max(workers) / max(1e-9, min(workers)),
    }


def median(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """The run whose CPU time is in the middle."""
    return sorted(runs, key=lambda run: run["cpu_s"])[len(runs) // 2]


def measured(paths: list[str], jobs: int) -> dict[str, Any]:
    """One run without a cache, in a process of its own so that its memory is its own."""
    command = [sys.executable, __file__, "--inner"]
    told = json.dumps({"paths": paths, "jobs": jobs})
    done = subprocess.run(command, input=told, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr or "the run failed")
    figures: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def inner(paths: list[str], jobs: int) -> dict[str, Any]:
    """Read, generate and run; times as perf_counter and process_time see them."""
    from tlaverify.cli.config import read_settings
    from tlaverify.cli.project import open_project
    from tlaverify.kernel.verdict import Proved
    from tlaverify.schedule.options import Options
    from tlaverify.schedule.run import run

    started = time.perf_counter()
    project = open_project(paths, read_settings({}))
    read = time.process_time()
    obligations = project.obligations
    workers_mb: list[float] = []
    left = len(obligations)

    def look(_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:  # the workers are still there
            workers_mb.extend(peak_of(child.pid or 0) for child in multiprocessing.active_children())

    results = run(obligations, Options(jobs=jobs), look).results
    wall = time.perf_counter() - started
    solver = sum(r.solver_seconds for r in results)
    encode = sum(r.encode_seconds for r in results)
    command, workers = time.process_time(), children_cpu()
    # What solvers took is told in wall time: more than their CPU time where they had to share the processors.
    solver_cpu = min(solver, max(0.0, workers - encode))
    return {
        "wall_over_solver": wall / max(1e-9, solver / jobs),
        "cpu_over_solver": (command + workers) / max(1e-9, solver_cpu),
        "python_ms": 1000 * (command + workers - solver_cpu) / max(1, len(results)),
        "peak_mb": max([peak_megabytes(), *workers_mb]),
        "command_mb": peak_megabytes(),
        "worker_mb": max(workers_mb, default=0.0),
        "obligations": len(results),
        "proved": sum(isinstance(r.verdict, Proved) for r in results),
        "wall_s": wall,
        "cpu_s": command + workers,
        "solver_s": solver,
        "encode_s": encode,
        "worker_rest_s": max(0.0, workers - solver - encode),
        "command_s": command,
        "read_s": read,
    }


def children_cpu() -> float:
    """CPU seconds of the processes that this one started and has waited for."""
    times = os.times()
    return times.children_user + times.children_system


def peak_megabytes() -> float:
    """The largest resident set of this process so far."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def peak_of(pid: int) -> float:
    """The same of another process (Linux; elsewhere 0).

    ``getrusage`` will not do: what it says of children counts the parent's memory before their ``exec``.
    """
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    found = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(found[0]) * 1024 / 1e6 if found else 0.0


def plot(figures: dict[str, Any], file: Path) -> None:
    """Draw where the time of the cold run goes, and how cost grows with the number of obligations."""
    try:
        import matplotlib

        matplotlib.use("Agg")
        from matplotlib import pyplot
    except ImportError:
        print("no plot: matplotlib is not installed (it is in the dev extra)")
        return
    picture, (left, right) = pyplot.subplots(1, 2, figsize=(9, 3.6))
    parts = {"solvers": "solver_s", "encoding": "encode_s", "other work in workers": "worker_rest_s",
             "the command": "command_s"}  # fmt: skip
    left.barh(list(parts), [figures[key] for key in parts.values()], color="#4477aa")
    left.set_xlabel("seconds, all processes together")
    left.set_title(f"cold run, {figures['obligations']} obligations")
    rows = figures.get("generated", [])
    if rows:
        counts = [row["obligations"] for row in rows]
        for key, unit, style, colour, label in (
            ("cpu_ms", 1, "o-", "#4477aa", "CPU ms per obligation"),
            ("worker_mb", 10, "s--", "#aa3377", "peak memory of a worker, 10 MB"),
            ("command_mb", 10, "^--", "#228833", "peak memory of the command, 10 MB"),
        ):
            right.plot(counts, [row[key] / unit for row in rows], style, color=colour, label=label)
        right.set_xscale("log")
        right.set_ylim(bottom=0)
        right.set_xlabel("obligations in one generated module")
        right.legend(frameon=False)
    picture.tight_layout()
    picture.savefig(file, dpi=120)
    print(f"plot: {file}")


if __name__ == "__main__":
    if sys.argv[1:] == ["--inner"]:
        print(json.dumps(inner(**json.load(sys.stdin))))
    else:
        sys.exit(main())
