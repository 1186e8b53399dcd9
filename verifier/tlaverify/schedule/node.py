"""What runs on a cluster's workers: one obligation at a time, in a process of its own."""

from __future__ import annotations

import hashlib
import multiprocessing
import pickle
import threading
from dataclasses import dataclass
from typing import Final, cast

from tlaverify.schedule.crew import RUNNER
from tlaverify.schedule.identity import versions
from tlaverify.schedule.run import run_one
from tlaverify.schedule.task import Task
from tlaverify.schedule.tools import Plan
from tlaverify.schedule.wire import Receiver, pickled
from tlaverify.solvers.pool import Pool

__all__ = ["Refused", "Versions", "prove_here", "versions_here"]

Versions = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """This machine has other versions, and proved nothing."""

    versions: Versions


_IDLE: Final[dict[str, list[Pool]]] = {}
"""Pools of one worker process that wait for a task, by the digest of their settings."""

_LOCK: Final = threading.Lock()


def versions_here() -> Versions:
    """This machine's versions."""
    return versions()


def prove_here(settings: bytes, message: bytes, expected: Versions) -> bytes | Refused:
    """Run a Task as the workers of a single machine would; a pickled Report.

    settings  the pickled Plan.
    message   the pickled Task, its parcel with all definitions.
    """
    if versions() != expected:
        return Refused(versions())
    task = cast(Task, pickle.loads(message))
    obligation = Receiver().unpack(task.parcel)
    pool = _taken(settings)
    try:
        report = run_one(obligation, task.prior, task.plan, pool)
    except BaseException:
        pool.close()
        raise
    with _LOCK:
        _IDLE.setdefault(_digest(settings), []).append(pool)
    return pickled(report)


def _taken(settings: bytes) -> Pool:
    """A pool with these settings; those of earlier runs that nobody uses are closed."""
    with _LOCK:
        mine = _digest(settings)
        for other in [key for key in _IDLE if key != mine]:
            for pool in _IDLE.pop(other):
                pool.close()
        waiting = _IDLE.get(mine)
        if waiting:
            return waiting.pop()
    # A Dask worker under a nanny is a daemon, which may not have children.  Ours end with their parent.
    multiprocessing.current_process()._config.pop("daemon", None)  # type: ignore[attr-defined]
    plan = cast(Plan, pickle.loads(settings))
    return Pool(RUNNER, plan, 1, plan.memory)


def _digest(settings: bytes) -> str:
    return hashlib.sha256(settings).hexdigest()
