"""The child side: a process that handles messages until its parent is gone.

What a worker does is named by a dotted name (``package.module:function``): a factory that is called once
with the settings and gives the handler of messages.  Messages and replies are pickled values.  While it
handles one, a worker may tell how it gets on by ``progress(event, guard)``: the event reaches the parent even
if the worker dies right after, and ``guard`` is how many wall seconds it may now be silent before the parent
kills it.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Final

from tlaverify.solvers.memory import limit_address_space, resident

__all__ = ["Done", "Event", "Failed", "Handler", "Progress", "resolve", "serve"]

Progress = Callable[[object, float], None]
Handler = Callable[[object, Progress], object]

_STACK = 64 << 20
"""Bytes of stack: terms are deep, and so are the solvers' recursions over them."""

_RESERVED = 128
"""MiB of addresses, not of memory, that another thread takes: its stack and malloc's region for it."""

_RECURSION = 50_000


@dataclass(frozen=True, slots=True)
class Event:
    """A step of the work; ``guard`` as in ``progress``."""

    event: object
    guard: float


@dataclass(frozen=True, slots=True)
class Done:
    """The reply to a message; ``retire``: the worker ends now, because it has grown too big."""

    reply: object
    retire: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """The handler raised: the exception in one line, and its traceback."""

    summary: str
    trace: str


_GARBAGE: Final = 100_000
"""So many new objects are looked through for garbage at once: a query is made of many objects that hold no
cycles, and looking through them again and again costs more than making them."""


def resolve(name: str) -> Callable[..., object]:
    """The function that ``package.module:function`` names.  Raises ImportError or AttributeError."""
    module, _, function = name.partition(":")
    found: Callable[..., object] = getattr(importlib.import_module(module), function)
    return found


def serve(connection: Connection, factory: str, settings: bytes, memory: int) -> None:
    """Handle messages from ``connection`` until it is closed.  Runs in the child process.

    memory: MiB that this process may map above what Python needs, 0 for no limit.
    """
    with contextlib.suppress(AttributeError, OSError, ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's affair
    _silence()
    _die_with_parent()
    sys.setrecursionlimit(_RECURSION)
    threading.stack_size(_STACK)
    thread = threading.Thread(target=_loop, args=(connection, factory, settings, memory))
    thread.start()
    thread.join()


def _silence() -> None:
    # Solvers write warnings to the C-level standard streams, in the midst of the parent's display.
    with contextlib.suppress(OSError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.close(null)


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _loop(connection: Connection, factory: str, settings: bytes, memory: int) -> None:
    def progress(event: object, guard: float) -> None:
        connection.send(Event(event, guard))

    handler: Handler | None = None
    failure: Failed | None = None
    try:
        handler = resolve(factory)(pickle.loads(settings))  # type: ignore[assignment]
    except Exception as problem:
        failure = _failed(problem)
    gc.collect()
    gc.freeze()
    gc.disable()
    if memory:
        limit_address_space(os.getpid(), memory + _RESERVED)  # a solver may have a thread of its own
    while True:
        try:
            packed = connection.recv_bytes()
        except (EOFError, OSError):
            return
        try:
            if handler is None:
                answer: object = failure
            else:
                reply = handler(pickle.loads(packed), progress)
                answer = Done(reply, memory > 0 and (resident(os.getpid()) or 0) > memory // 2)
        except Exception as problem:
            answer = _failed(problem)
        try:
            connection.send(answer)
        except (BrokenPipeError, OSError):
            return
        except Exception as problem:  # a reply that cannot be pickled
            connection.send(_failed(problem))
        if isinstance(answer, Done) and answer.retire:
            return
        del answer
        if gc.get_count()[0] > _GARBAGE:
            gc.collect()


def _failed(problem: BaseException) -> Failed:
    text = f"{type(problem).__name__}: {problem}".splitlines()[0]
    return Failed(text[:300], "".join(traceback.format_exception(problem))[-4000:])
