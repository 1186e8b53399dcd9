"""What is known where an expression is made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple

from tlaverify.encodings import smt
from tlaverify.encodings.bounds import Bounds
from tlaverify.encodings.smt import FALSE, TRUE, Expr

__all__ = ["Knowledge"]


class Knowledge:
    """Facts that hold for good (the hypotheses so far) and those that hold where one stands just now."""

    def __init__(self) -> None:
        self._known: dict[Expr, int] = {}
        self._denied: dict[Expr, int] = {}  # the e for which ``not e`` is known
        self._bounds = Bounds()
        self._lasting = _Known({}, {}, Bounds())
        self._assumed: list[Expr] = []  # what has been assumed for good, in order
        self._local = 0

    @property
    def local(self) -> bool:
        """Whether more is known just now than what holds for good."""
        return self._local > 0

    @property
    def assumed(self) -> int:
        """How much has been assumed for good."""
        return len(self._assumed)

    def forget_after(self, assumed: int) -> None:
        """Know only the first ``assumed`` of what has been assumed for good."""
        while len(self._assumed) > assumed:
            part = self._assumed.pop()
            self._forget(part)
            with self.at_top():
                self._forget(part)

    def assuming(self, e: Expr) -> _Assumption:
        """Within, ``e`` is known: what is built there need only be right where ``e`` holds."""
        return _Assumption(self, e.args if e.kind == "op" and e.op == "and" else (e,))

    def enter(self, parts: tuple[Expr, ...]) -> None:
        """Know ``parts`` until they are left again."""
        for p in parts:
            self._note(p)
        self._local += 1

    def leave(self, parts: tuple[Expr, ...]) -> None:
        """Undo ``enter``."""
        self._local -= 1
        for p in parts:
            self._forget(p)

    def assume(self, e: Expr) -> None:
        """From now on ``e`` is known (a hypothesis that has been asserted)."""
        parts = e.args if e.kind == "op" and e.op == "and" else (e,)
        self._assumed.extend(parts)
        for p in parts:
            self._note(p)
        with self.at_top():
            for p in parts:
                self._note(p)

    @contextmanager
    def nothing(self) -> Iterator[None]:
        """Within, nothing is known."""
        saved = self._known, self._denied, self._bounds
        self._known, self._denied, self._bounds = {}, {}, Bounds()
        try:
            yield
        finally:
            self._known, self._denied, self._bounds = saved

    @contextmanager
    def at_top(self) -> Iterator[None]:
        """Within, only what has been assumed for good is known."""
        saved = self._known, self._denied, self._bounds
        self._known, self._denied, self._bounds = self._lasting
        try:
            yield
        finally:
            self._known, self._denied, self._bounds = saved

    def _note(self, e: Expr) -> None:
        self._known[e] = self._known.get(e, 0) + 1
        if e.op == "not" and e.kind == "op":
            self._denied[e.args[0]] = self._denied.get(e.args[0], 0) + 1
        if e.compares is not None:
            self._bounds.note(e)

    def _forget(self, e: Expr) -> None:
        if e.compares is not None:
            self._bounds.forget(e)
        _less(self._known, e)
        if e.op == "not" and e.kind == "op":
            _less(self._denied, e.args[0])

    def settle(self, e: Expr) -> Expr:
        """TRUE or FALSE if what is known says so at once, else ``e``."""
        if e in self._known:
            return TRUE
        kind = e.kind
        if kind == "lit":
            return FALSE if smt.not_(e) in self._known else e
        if e in self._denied:
            return FALSE
        if kind != "op":
            return e
        op = e.op
        if op == "not" and e.args[0] in self._known:
            return FALSE
        if e.compares is not None:
            decided = self._bounds.decide(e)
            if decided is not None:
                return TRUE if decided else FALSE
        if op == "and":
            return smt.conj([self.settle(a) for a in e.args])
        if op == "or":
            return smt.disj([self.settle(a) for a in e.args])
        if op == "not":
            return smt.not_(self.settle(e.args[0]))
        return e


class _Known(NamedTuple):
    """What is known: how often each formula, the negated ones apart, and the bounds."""

    known: dict[Expr, int]
    denied: dict[Expr, int]
    bounds: Bounds


class _Assumption:
    """What ``Knowledge.assuming`` gives (a class of its own, as a generator would take twice the time)."""

    __slots__ = ("_knowledge", "_parts")

    def __init__(self, knowledge: Knowledge, parts: tuple[Expr, ...]) -> None:
        self._knowledge: Final = knowledge
        self._parts: Final = parts

    def __enter__(self) -> None:
        self._knowledge.enter(self._parts)

    def __exit__(self, *exception: object) -> None:
        self._knowledge.leave(self._parts)


def _less(counts: dict[Expr, int], e: Expr) -> None:
    """Count ``e`` once less."""
    n = counts[e] - 1
    if n:
        counts[e] = n
    else:
        del counts[e]
