"""Proving on a real Dask cluster: a scheduler and two worker processes on this machine."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.verdict import Proved, Unknown
from tlaverify.schedule.cluster import ClusterProblem
from tlaverify.schedule.identity import versions
from tlaverify.schedule.node import Refused, prove_here
from tlaverify.schedule.options import Options
from tlaverify.schedule.result import Result
from tlaverify.schedule.run import run
from tlaverify.schedule.sqlite_cache import SqliteCache

pytest.importorskip("distributed", reason="the extra cluster is not installed")

ROOT = Path(__file__).parents[3]
SOURCES = [str(ROOT / part) for part in ("verifier", "encodings", "obligations")]
SUPPORT = str(Path(__file__).parent / "support")
TRUE = "smt: (assert false)"
OPEN = "smt: (declare-const p Bool)(assert p)"

Make = Callable[..., Obligation]
Settings = Callable[..., Options]


@dataclass
class Cluster:
    """A scheduler with its workers, all started here."""

    folder: Path
    address: str = ""
    processes: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, *arguments: str, sources: list[str] = SOURCES) -> subprocess.Popen[str]:
        """Start one of Dask's commands, and return when it says that it is ready."""
        path = os.pathsep.join([*sources, SUPPORT])
        environment = {**os.environ, "PYTHONPATH": path, "DASK_DISTRIBUTED__WORKER__DAEMON": "True"}
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments], cwd=self.folder, env=environment, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            start_new_session=True,
        )  # fmt: skip
        self.processes.append(process)
        assert process.stderr is not None
        said = []
        for line in process.stderr:
            said.append(line)
            if "Scheduler at:" in line:
                self.address = line.rpartition(" ")[2].strip()
                return process
            if "Registered to:" in line:
                return process
        raise AssertionError("".join(said))

    def worker(self, *arguments: str, sources: list[str] = SOURCES) -> subprocess.Popen[str]:
        """A worker with one thread."""
        name = f"worker-{len(self.processes)}"
        return self.start(
            "distributed.cli.dask_worker", self.address, "--nthreads", "1", "--no-dashboard",
            "--local-directory", str(self.folder / name), *arguments, sources=sources,
        )  # fmt: skip

    def close(self) -> None:
        while self.processes:
            process = self.processes.pop()
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    try:
        made.start(
            "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
        )  # fmt: skip
        yield made
    finally:
        made.close()


def outcome(results: tuple[Result, ...]) -> list[tuple[str, str, str]]:
    return [(r.id, type(r.verdict).__name__, getattr(r.verdict, "reason", "")) for r in results]


def test_the_same_verdicts_and_cache_rules(
    cluster: Cluster, obligation: Make, options: Settings, diverges: str, tmp_path: Path
) -> None:
    """One worker without a nanny, one under it; an encoder that crashes takes none of them down."""
    cluster.worker("--no-nanny")
    cluster.worker("--nanny")
    goals = [TRUE, OPEN, diverges, "crash", "none", "smt: (assert (", *[TRUE] * 6]
    obligations = [obligation(goal, f"o{n}") for n, goal in enumerate(goals)]
    here = run(obligations, options())
    cache = SqliteCache(tmp_path / "cache")
    there = run(obligations, options(cluster=cluster.address), cache=cache)
    assert outcome(there.results) == outcome(here.results)
    assert there.restarts == 0
    warm = run(obligations, options(cluster=cluster.address), cache=cache)
    assert outcome(warm.results) == outcome(here.results)
    assert all(a.cached for a in warm.results[0].attempts if a.outcome is not None)


def test_a_worker_is_killed_midway(cluster: Cluster, obligation: Make, options: Settings) -> None:
    first, _ = cluster.worker("--no-nanny"), cluster.worker("--no-nanny")
    goals = [TRUE if n % 3 else OPEN for n in range(24)]
    obligations = [obligation(goal, f"o{n}") for n, goal in enumerate(goals)]
    seen: list[Result] = []

    def look(result: Result) -> None:
        seen.append(result)
        if len(seen) == 4:
            os.killpg(first.pid, signal.SIGKILL)

    found = run(obligations, options(cluster=cluster.address), on_result=look)
    assert len(seen) == len(goals)
    assert [type(r.verdict) for r in found.results] == [Proved if n % 3 else Unknown for n in range(24)]


def test_a_worker_with_another_program_is_refused(
    cluster: Cluster, obligation: Make, options: Settings, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    for source in SOURCES:
        shutil.copytree(Path(source) / "tlaverify", other / Path(source).name / "tlaverify")
    file = other / "encodings/tlaverify/encodings/encode.py"
    file.write_text(file.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    sources = [str(other / Path(source).name) for source in SOURCES]

    def join(result: Result) -> None:
        if len(cluster.processes) == 2:
            cluster.worker("--no-nanny", sources=sources)

    cluster.worker("--no-nanny")
    goals = [TRUE if n % 3 else OPEN for n in range(16)]
    obligations = [obligation(goal, f"o{n}") for n, goal in enumerate(goals)]
    found = run(obligations, options(cluster=cluster.address), on_result=join)
    assert len(cluster.processes) == 3
    assert [type(r.verdict) for r in found.results] == [Proved if n % 3 else Unknown for n in range(16)]
    with pytest.raises(ClusterProblem, match="other versions: tlaverify"):
        run(obligations, options(cluster=cluster.address))


def test_a_refusal_runs_nothing() -> None:
    refused = prove_here(b"", b"", (("tlaverify", "another"), *versions()[1:]))
    assert isinstance(refused, Refused)
    assert refused.versions == versions()


def test_no_worker_and_no_scheduler(cluster: Cluster, obligation: Make, options: Settings) -> None:
    with pytest.raises(ClusterProblem, match="no workers"):
        run([obligation(TRUE)], options(cluster=cluster.address))
    cluster.close()
    with pytest.raises(ClusterProblem, match="no Dask scheduler"):
        run([obligation(TRUE)], options(cluster=cluster.address))


def verify(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("TLAVERIFY_")}
    environment = {**kept, "PYTHONPATH": os.pathsep.join([*SOURCES, SUPPORT]), "TLAVERIFY_BUDGET": "0.1"}
    return subprocess.run(
        [sys.executable, "-m", "tlaverify.cli.main", *arguments], cwd=folder, env=environment,
        capture_output=True, text=True, timeout=240, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def verdicts(done: subprocess.CompletedProcess[str]) -> list[tuple[str, str, str]]:
    theorems = [t for m in json.loads(done.stdout)["modules"] for t in m["theorems"]]
    return [(o["id"], o["verdict"], o["solver"]) for t in theorems for o in t["obligations"]]


def test_the_command(cluster: Cluster, tmp_path: Path) -> None:
    cluster.worker("--no-nanny")
    folder = ROOT / "tests/data/cli"
    told = ("all", "--json", "--no-cache", "Counter.tla", "Mixed.tla")
    here, there = (verify(folder, *told, *more) for more in ((), ("--cluster", cluster.address)))
    assert here.returncode == there.returncode == 10, there.stderr
    assert verdicts(here) == verdicts(there)
    wrong = verify(folder, "all", "Counter.tla", "--no-cache", "--cluster", "localhost")
    assert wrong.returncode == 2
    assert "tcp://HOST:PORT" in wrong.stderr
    cluster.close()
    gone = verify(folder, "all", "Counter.tla", "--no-cache", "--cluster", cluster.address)
    assert gone.returncode == 2
    assert gone.stderr.startswith("error[usage]: there is no Dask scheduler at")
    assert gone.stderr.count("\n") <= 3
