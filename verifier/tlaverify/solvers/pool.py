"""The parent side: worker processes that are watched, killed and replaced.

``Pool.run`` feeds jobs to the workers.  A job is an object of the caller's (``Job``), asked for its message
when a worker is free, and told what came of it.  Whatever happens in a worker (a crash, a hang, a memory
blow-up) ends that worker only; the job decides whether to be given to another.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import pickle
import signal
import sys
import threading
import time
import types
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection, wait
from typing import Final, Protocol

from tlaverify.solvers.memory import resident
from tlaverify.solvers.worker import Done, Event, Failed, serve

__all__ = ["Death", "Job", "Pool"]

START_GUARD: Final = 120.0
"""Wall seconds that a worker may take from its start, or from a message, to its first sign of life."""

_STARTING: Final = threading.Lock()

_LOOK: Final = 0.25
"""How often memory and deadlines are looked at, in seconds."""


class Death:
    """Why a worker died."""

    CRASH: Final = "crashed"
    HANG: Final = "hung"
    MEMORY: Final = "memory"


class Job(Protocol):
    """One piece of work for a worker."""

    def message(self, worker: int) -> bytes:
        """What to send to worker number ``worker`` (a number never comes back after a worker's death).

        Number 0 stands for any worker: nothing is known of what it has been sent.
        """

    def progressed(self, event: object) -> None:
        """The worker told of ``event``."""

    def finished(self, reply: object) -> None:
        """The worker's handler returned ``reply``."""

    def failed(self, summary: str, trace: str) -> None:
        """The worker's handler raised."""

    def died(self, how: str, detail: str) -> bool:
        """The worker died (one of Death's constants, and words): whether to give the job to another."""


class _Worker:
    """A process, its pipe, and the job it works on."""

    def __init__(self, number: int, factory: str, settings: bytes, memory: int) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self.number: Final = number
        self.connection: Final[Connection] = ours
        self.process: Final = context.Process(
            target=serve, args=(theirs, factory, settings, memory), name=f"tlaverify-{number}", daemon=True
        )
        with _main_left_out(), _deaf_to_ctrl_c():
            self.process.start()
        theirs.close()
        self.job: Job | None = None
        self.deadline = 0.0

    def give(self, job: Job) -> None:
        """Send ``job``; OSError if the worker is dead already."""
        packed = job.message(self.number)
        self.job = job
        self.deadline = time.monotonic() + START_GUARD
        self.connection.send_bytes(packed)

    def kill(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            self.process.kill()
        self.process.join()
        self.connection.close()

    def how_it_ended(self) -> str:
        self.process.join(5)
        code = self.process.exitcode
        if code is None:
            return "lost its connection"
        return f"crashed (signal {-code})" if code < 0 else f"ended with code {code}"


@contextlib.contextmanager
def _main_left_out() -> Iterator[None]:
    # spawn runs the parent's main script again in the child, so that functions defined there can be found.
    # What workers run is importable, so that would only cost time, and ask a __main__ guard of every caller.
    with _STARTING:
        main = sys.modules["__main__"]
        blank = types.ModuleType("__main__")
        blank.__spec__ = None
        sys.modules["__main__"] = blank
        try:
            yield
        finally:
            sys.modules["__main__"] = main


@contextlib.contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    # What is blocked here is blocked in the child from its first instruction on: it would print a traceback
    # if Ctrl-C came before it can see to that itself.  (To start multiprocessing's own helper unblocks it.)
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Pool:
    """Up to ``jobs`` worker processes that run the handler which ``factory`` makes of ``settings``.

    memory: MiB a worker may use; above that it is killed (Death.MEMORY).
    Use as a context manager; leaving it kills the workers.
    """

    def __init__(self, factory: str, settings: object, jobs: int, memory: int) -> None:
        if jobs < 1:
            raise ValueError("jobs must be at least 1")
        self._factory = factory
        self._settings = pickle.dumps(settings)
        self._jobs = jobs
        self._memory = memory
        self._workers: list[_Worker] = []
        self._started = 0
        self._looked = 0.0
        self.restarts = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Kill all workers."""
        while self._workers:
            self._workers.pop().kill()

    def start(self, most: int) -> None:
        """Start up to ``most`` workers before there is a job for them."""
        while len(self._workers) < min(most, self._jobs):
            self._start()

    def run(self, jobs: Iterable[Job]) -> Iterator[Job]:
        """Run all ``jobs``, yielding each when it is over: finished, failed, or dead and not to be run again.

        ``jobs`` is drawn from only as workers become free.  Between two yields the caller may stop iterating.
        """
        source = iter(jobs)
        again: deque[Job] = deque()
        exhausted = False
        while True:
            while True:
                worker = self._idle()
                if worker is None and len(self._workers) >= self._jobs:
                    break
                job = again.popleft() if again else None if exhausted else next(source, None)
                if job is None:
                    exhausted = True
                    break
                worker = worker or self._start()
                try:
                    worker.give(job)
                except OSError:
                    if not self._bury(worker, Death.CRASH, worker.how_it_ended(), again):
                        yield job
                except Exception as problem:  # the job cannot be pickled
                    worker.job = None
                    job.failed(f"{type(problem).__name__}: {problem}", "")
                    yield job
            if exhausted and not again and all(w.job is None for w in self._workers):
                return
            yield from self._wait(again)

    def _idle(self) -> _Worker | None:
        return next((w for w in self._workers if w.job is None), None)

    def _start(self) -> _Worker:
        self._started += 1
        worker = _Worker(self._started, self._factory, self._settings, self._memory)
        self._workers.append(worker)
        return worker

    def _bury(self, worker: _Worker, how: str, detail: str, again: deque[Job]) -> bool:
        """Remove a dead or doomed worker; whether its job is to be run again."""
        job = worker.job
        self._workers.remove(worker)
        worker.kill()
        self.restarts += 1
        if job is not None and job.died(how, detail):
            again.append(job)
            return True
        return False

    def _wait(self, again: deque[Job]) -> Iterator[Job]:
        busy = {w.connection: w for w in self._workers if w.job is not None}
        for ready in wait(list(busy), _LOOK):
            worker = busy[ready]  # type: ignore[index]
            over = self._receive(worker, again)
            if over is not None:
                yield over
        now = time.monotonic()
        if now < self._looked + _LOOK:
            return
        self._looked = now
        for worker in busy.values():
            job = worker.job
            if job is None or worker not in self._workers:
                continue
            if now > worker.deadline and not worker.connection.poll():
                if not self._bury(worker, Death.HANG, "no sign of life", again):
                    yield job
            elif self._memory and (resident(worker.process.pid or 0) or 0) > self._memory:
                detail = f"more than {self._memory} MiB"
                if not self._bury(worker, Death.MEMORY, detail, again):
                    yield job

    def _receive(self, worker: _Worker, again: deque[Job]) -> Job | None:
        """Take one message from ``worker``; its job if that is over."""
        job = worker.job
        if job is None:
            return None
        try:
            said = worker.connection.recv()
        except Exception:  # the pipe broke, or what came through it is not a message
            return None if self._bury(worker, Death.CRASH, worker.how_it_ended(), again) else job
        if isinstance(said, Event):
            worker.deadline = time.monotonic() + said.guard
            job.progressed(said.event)
            return None
        worker.job = None
        if isinstance(said, Failed):
            job.failed(said.summary, said.trace)
        elif isinstance(said, Done):
            job.finished(said.reply)
            if said.retire:
                self._workers.remove(worker)
                worker.process.join(5)
                worker.kill()
        else:
            job.failed(f"a worker sent {type(said).__name__}", "")
        return job
