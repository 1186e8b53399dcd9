"""Proving on the workers of a Dask cluster: the same tasks, the same verdicts.

Each obligation is one Dask task that holds all it needs.  What it does on the worker's machine is what a run
on that machine alone would do (``schedule.node``): a process of its own with limits on memory and silence,
replaced if it dies.  A machine that is lost in the middle costs time, no verdict.

Whoever can be a worker of the cluster is trusted as this machine is.  But it has to have the same program and
solvers: every task tells which, and a worker that differs refuses it.
"""

from __future__ import annotations

import logging
import pickle
import queue
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from tlaverify.schedule.identity import versions
from tlaverify.schedule.node import Refused, prove_here, versions_here
from tlaverify.schedule.tools import Plan
from tlaverify.solvers.pool import Death, Job

__all__ = ["ClusterPool", "ClusterProblem"]

_CONNECT: Final = 15.0
_PATIENCE: Final = 60.0
"""Seconds to wait for the scheduler, and for a worker where there is none left."""

_LOOK: Final = 0.5
_IN_FLIGHT: Final = 2
"""Tasks sent ahead for each thread of the cluster, so that none waits for us."""

_MOST_REFUSALS: Final = 3


class ClusterProblem(ValueError):
    """The cluster cannot be used; the message says why."""


@dataclass(slots=True)
class _Flight:
    job: Job
    future: Any
    refusals: int = 0


class ClusterPool:
    """The workers behind the scheduler at ``address``, used as ``solvers.pool.Pool`` is.

    Raises ClusterProblem where there is no scheduler, no worker, or a worker with other versions.
    """

    def __init__(self, address: str, plan: Plan) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise ClusterProblem(
                "--cluster needs Dask's package distributed: pip install 'tlaverify[cluster]'"
            ) from None
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters comes as verdicts
        self._settings: Final = pickle.dumps(plan)
        self._done: Final[queue.SimpleQueue[Any]] = queue.SimpleQueue()
        self._flights: dict[str, _Flight] = {}
        self._bereft: float | None = None
        self.restarts = 0
        try:
            self._client = Client(address, timeout=_CONNECT, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as problem:
            raise ClusterProblem(f"there is no Dask scheduler at {address}: {problem}") from None
        try:
            self._survey(strict=True)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> ClusterPool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give up what is not done, and leave the cluster as it is."""
        for flight in self._flights.values():
            flight.future.cancel()
        self._flights.clear()
        self._client.close(timeout=2)

    def run(self, jobs: Iterable[Job]) -> Iterator[Job]:
        """Run all ``jobs``, yielding each when it is over."""
        source = iter(jobs)
        exhausted = False
        while True:
            while not exhausted and len(self._flights) < self._room():
                job = next(source, None)
                if job is None:
                    exhausted = True
                elif not self._send(job):
                    yield job
            if not self._flights:
                if exhausted:
                    return
                continue
            yield from self._wait()

    # -- sending -----------------------------------------------------------------------------------

    def _room(self) -> int:
        return max(1, _IN_FLIGHT * sum(int(w["nthreads"]) for w in self._workers().values()))

    def _workers(self) -> dict[str, Any]:
        found: dict[str, Any] = self._client.scheduler_info(n_workers=-1)["workers"]
        return found

    def _send(self, job: Job, refusals: int = 0, only: list[str] | None = None) -> bool:
        """Send ``job``; False where it cannot be, which it has been told."""
        try:
            message = job.message(0)
        except Exception as problem:
            job.failed(f"{type(problem).__name__}: {problem}", "")
            return False
        future = self._client.submit(
            prove_here, self._settings, message, versions(), pure=False, workers=only,
            allow_other_workers=False,
        )
        self._flights[future.key] = _Flight(job, future, refusals)
        future.add_done_callback(self._done.put)
        return True

    # -- receiving ---------------------------------------------------------------------------------

    def _wait(self) -> Iterator[Job]:
        try:
            future = self._done.get(timeout=_LOOK)
        except queue.Empty:
            yield from self._bereaved()
            return
        flight = self._flights.pop(future.key, None)
        if flight is None:
            return
        self._bereft = None
        if self._over(flight):
            yield flight.job

    def _over(self, flight: _Flight) -> bool:
        """Tell the job what came of it; whether that is the end of it."""
        job, future = flight.job, flight.future
        if future.status != "finished":
            problem = future.exception() if future.status == "error" else None
            if problem is not None and type(problem).__name__ != "KilledWorker":
                job.failed(f"on the cluster: {type(problem).__name__}: {problem}", "")
                return True
            self.restarts += 1
            return not (job.died(Death.CRASH, "was lost with its machine") and self._send(job))
        reply = future.result()
        if not isinstance(reply, Refused):
            job.finished(pickle.loads(reply))
            return True
        if flight.refusals >= _MOST_REFUSALS:
            job.failed(f"the cluster's workers have other versions: {_difference(reply.versions)}", "")
            return True
        fit = self._survey(strict=False)
        if not fit:
            job.failed(f"no worker of the cluster has our versions: {_difference(reply.versions)}", "")
            return True
        return not self._send(job, flight.refusals + 1, fit)

    def _bereaved(self) -> Iterator[Job]:
        """Give up what is in flight where all workers, or the scheduler, have been gone for long."""
        try:
            alive = self._client.status == "running" and bool(self._workers())
        except Exception:
            alive = False
        if alive:
            self._bereft = None
            return
        now = time.monotonic()
        self._bereft = now if self._bereft is None else self._bereft
        if now - self._bereft < _PATIENCE:
            return
        for flight in list(self._flights.values()):
            del self._flights[flight.future.key]
            while flight.job.died(Death.CRASH, "was lost: the cluster has no worker left"):
                pass
            yield flight.job

    def _survey(self, strict: bool) -> list[str]:
        """The workers with the same versions as here.  strict: raise ClusterProblem if not all have them."""
        try:
            told: dict[str, Any] = self._client.run(versions_here, on_error="return")
        except Exception as problem:
            raise ClusterProblem(f"the cluster does not answer: {problem}") from None
        if strict and not told:
            raise ClusterProblem("the cluster has no workers")
        own = versions()
        for worker, found in told.items():
            if strict and found != own:
                what = _difference(found)
                raise ClusterProblem(f"the cluster's worker {worker} has other versions: {what}")
        return [worker for worker, found in told.items() if found == own]


def _difference(found: object) -> str:
    """In words, how a worker's versions differ from those here."""
    if not isinstance(found, tuple):  # it could not even tell
        return f"{type(found).__name__}: {found}"
    there = dict(found)
    own = [(name, version) for name, version in versions() if there.get(name) != version]
    parts = [f"{name} {there.get(name, 'none')} (here {version})" for name, version in own]
    return ", ".join(parts) or "none"
