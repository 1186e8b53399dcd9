"""Is there an infinite path through the tableau that fulfils every until?

The states reachable from the formula are explored once, in depth-first order
(Tarjan, "Depth-first search and linear graph algorithms", 1972).  The formula is
satisfiable iff a reachable strongly connected component has, for every until, an
inner transition that does not postpone it (generalised Büchi acceptance: Gerth,
Peled, Vardi & Wolper, "Simple on-the-fly automatic verification of linear
temporal logic", 1995).  The search stops at the first such component.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from tlaverify.obligations.ptl.arena import Arena
from tlaverify.obligations.ptl.cover import Budget, Transition, covers

__all__ = ["Found", "Path", "search"]

State = frozenset[int]


@dataclass(frozen=True, slots=True)
class Path:
    """An accepting path: the literals along its prefix and its loop."""

    prefix: tuple[frozenset[int], ...]
    loop: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """``path`` is None if there is no accepting path; ``states`` were unfolded."""

    path: Path | None
    states: int


@dataclass(slots=True)
class _Frame:
    state: State
    edges: list[Transition]
    position: int = 0


class _Search:
    """Tarjan's algorithm with an explicit stack."""

    def __init__(self, arena: Arena, rigid: frozenset[int], budget: Budget) -> None:
        self.arena, self.rigid, self.budget = arena, rigid, budget
        self.edges: dict[State, list[Transition]] = {}
        self.index: dict[State, int] = {}
        self.low: dict[State, int] = {}
        self.on_stack: dict[State, None] = {}
        self.empty: list[State] = []  # minimal states without an accepting path

    def run(self, root: State) -> Found:
        frames = [self._enter(root)]
        while frames:
            frame = frames[-1]
            if frame.position < len(frame.edges):
                target = frame.edges[frame.position].target
                frame.position += 1
                if target not in self.index:
                    if not self._known_empty(target):
                        frames.append(self._enter(target))
                elif target in self.on_stack:
                    self.low[frame.state] = min(self.low[frame.state], self.index[target])
                continue
            frames.pop()
            if frames:
                parent = frames[-1].state
                self.low[parent] = min(self.low[parent], self.low[frame.state])
            if self.low[frame.state] == self.index[frame.state]:
                component = self._pop(frame.state)
                path = self._accepting(root, component)
                if path is not None:
                    return Found(path, len(self.index))
        return Found(None, len(self.index))

    def _enter(self, state: State) -> _Frame:
        edges = covers(self.arena, state, self.rigid, self.budget)
        self.edges[state] = edges
        self.index[state] = self.low[state] = len(self.index)
        self.on_stack[state] = None
        return _Frame(state, edges)

    def _known_empty(self, state: State) -> bool:
        """More requirements have fewer models."""
        return any(known <= state for known in self.empty)

    def _pop(self, state: State) -> set[State]:
        component: set[State] = set()
        while state not in component:
            last, _ = self.on_stack.popitem()
            component.add(last)
        return component

    def _accepting(self, root: State, component: set[State]) -> Path | None:
        inner = [(s, t) for s in component for t in self.edges[s] if t.target in component]
        if inner and not frozenset.intersection(*(t.postponed for _, t in inner)):
            return self._path(root, component)
        for state in component:
            if not self._known_empty(state):
                self.empty = [e for e in self.empty if not state <= e]
                self.empty.append(state)
        return None

    # -- the model ------------------------------------------------------------------------------------

    def _walk(self, start: State, goal: Callable[[State, Transition], bool], within: set[State] | None,
              ) -> list[tuple[State, Transition]]:
        """A shortest walk whose last transition satisfies ``goal``."""
        back: dict[State, tuple[State, Transition] | None] = {start: None}
        queue = deque([start])
        while queue:
            state = queue.popleft()
            for t in self.edges[state]:
                if t.target not in self.edges or (within is not None and t.target not in within):
                    continue
                if goal(state, t):
                    walk = [(state, t)]
                    while (step := back[walk[-1][0]]) is not None:
                        walk.append(step)
                    return walk[::-1]
                if t.target not in back:
                    back[t.target] = (state, t)
                    queue.append(t.target)
        raise AssertionError("no walk within a strongly connected component")

    def _path(self, root: State, component: set[State]) -> Path:
        start = min(component, key=lambda s: self.index[s])
        prefix = [] if root == start else self._walk(root, lambda _, t: t.target == start, None)
        loop: list[tuple[State, Transition]] = []
        here = start
        inner = [t for s in component for t in self.edges[s] if t.target in component]
        for until in sorted(frozenset.union(*(t.postponed for t in inner))):
            if any(until not in t.postponed for _, t in loop):
                continue
            loop += self._walk(here, lambda _, t, u=until: u not in t.postponed, component)  # type: ignore[misc]
            here = loop[-1][1].target
        if here != start or not loop:
            loop += self._walk(here, lambda _, t: t.target == start, component)
        return Path(tuple(t.literals for _, t in prefix), tuple(t.literals for _, t in loop))


def search(arena: Arena, root: int, rigid: frozenset[int], budget: Budget) -> Found:
    """An accepting path for the formula numbered ``root``, if there is one.

    rigid  the literals of atoms that never change.
    Raises BudgetExceeded.
    """
    return _Search(arena, rigid, budget).run(frozenset({root}))
