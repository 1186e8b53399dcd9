"""The worker processes of a command: its runs share them, as starting one takes longer than most proofs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:  # a command that finds all in its cache needs none of this
    from tlaverify.schedule.cache import Cache
    from tlaverify.schedule.options import Options
    from tlaverify.schedule.tools import Plan
    from tlaverify.solvers.pool import Job, Pool

__all__ = ["RUNNER", "Crew", "Workers"]

RUNNER: Final = "tlaverify.schedule.task:make_runner"

_AHEAD: Final = 2
"""So many workers are started before it is known how many obligations there are."""


class Workers(Protocol):
    """What runs jobs: this machine's processes (``solvers.pool.Pool``), or a cluster's."""

    restarts: int

    def run(self, jobs: Iterable[Job]) -> Iterator[Job]: ...

    def close(self) -> None: ...


class Crew:
    """Workers for the runs of one command.

    They are started when first needed.  Use as a context manager; leaving it ends them.
    options, cache: as for ``schedule.run.run``; ValueError where they make no sense comes with the first use.
    """

    def __init__(self, options: Options, cache: Cache | None = None) -> None:
        self._options: Final = options
        self._cache: Final = cache
        self._workers: Workers | None = None

    @cached_property
    def plan(self) -> Plan:
        """What the workers do unless a task says otherwise."""
        from tlaverify.schedule.tools import plan_of

        return plan_of(self._options, self._cache)

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def workers(self) -> Workers:
        """Those that there are, or new ones.  Raises ClusterProblem, a ValueError."""
        if self._workers is None:
            self._workers = self._made()
        return self._workers

    def ahead(self) -> None:
        """Start some now, so that they are ready when the modules have been read."""
        if self._workers is None and not self._options.cluster:
            self._workers = pool = self._pool()
            pool.start(_AHEAD)

    def close(self) -> None:
        """End them, whatever they are doing."""
        if self._workers is not None:
            self._workers.close()
            self._workers = None

    def _made(self) -> Workers:
        if not self._options.cluster:
            return self._pool()
        from tlaverify.schedule.cluster import ClusterPool

        return ClusterPool(self._options.cluster, self.plan)

    def _pool(self) -> Pool:
        from tlaverify.solvers.pool import Pool

        jobs = self._options.jobs if self._options.jobs is not None else (os.cpu_count() or 1)
        return Pool(RUNNER, self.plan, jobs, self._options.memory)
