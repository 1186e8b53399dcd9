"""The successors of a tableau state.

A state is a set of formulas that must hold now.  ``covers`` unfolds them by
``a U b == b \\/ (a /\\ X(a U b))`` and its dual, and returns, for every way to make
the present true that matters, the formulas required of the next instant and the
untils whose fulfilment it puts off.

Only minimal pairs (next, postponed) are kept.  That loses nothing: fewer
requirements have more models, and a word that a dominated choice accepts is
accepted through the dominating one, whose postponed untils are among those that
the word itself has not fulfilled (so each is fulfilled infinitely often or absent).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tlaverify.obligations.ptl.arena import Arena, Op

__all__ = ["Budget", "BudgetExceeded", "Transition", "covers"]


class BudgetExceeded(Exception):
    """The search took more steps than it was allowed."""


@dataclass(slots=True)
class Budget:
    """Steps left; a step is one branch of the unfolding of one state."""

    steps: int

    def spend(self) -> None:
        self.steps -= 1
        if self.steps < 0:
            raise BudgetExceeded


@dataclass(frozen=True, slots=True)
class Transition:
    """``literals`` hold now, ``target`` is required next, ``postponed`` are the untils put off."""

    literals: frozenset[int]
    target: frozenset[int]
    postponed: frozenset[int]


@dataclass(slots=True)
class _Branch:
    """A partial choice: what is asserted now, what is still open, what is required next.

    A branch in which one of ``never_next`` is required next, or one of ``never_postponed``
    is postponed, is dominated.
    """

    asserted: set[int] = field(default_factory=set)
    pending: list[int] = field(default_factory=list)
    following: set[int] = field(default_factory=set)
    postponed: set[int] = field(default_factory=set)
    never_next: set[int] = field(default_factory=set)
    never_postponed: set[int] = field(default_factory=set)

    def copy(self) -> _Branch:
        return _Branch(
            set(self.asserted), list(self.pending), set(self.following), set(self.postponed),
            set(self.never_next), set(self.never_postponed),
        )


def covers(arena: Arena, state: Iterable[int], rigid: frozenset[int], budget: Budget) -> list[Transition]:
    """All minimal transitions out of ``state``; ``rigid`` are the literals that, once true, stay true.

    Raises BudgetExceeded.
    """
    return _Unfolding(arena, rigid, budget).run(sorted(state))


class _Unfolding:
    def __init__(self, arena: Arena, rigid: frozenset[int], budget: Budget) -> None:
        self.arena = arena
        self.rigid = rigid
        self.budget = budget
        self.found: list[Transition] = []

    def run(self, state: list[int]) -> list[Transition]:
        stack = [(_Branch(), state)]
        while stack:
            branch, todo = stack.pop()
            self.budget.spend()
            if not self._assert(branch, todo) or not self._propagate(branch):
                continue
            if branch.pending:
                stack.extend(reversed(self._split(branch)))
            else:
                self._keep(branch)
        return self.found

    # -- asserting ------------------------------------------------------------------------------------

    def _assert(self, branch: _Branch, todo: list[int]) -> bool:
        """Make the formulas true now, as far as no choice is needed; False on a contradiction."""
        arena, asserted = self.arena, branch.asserted
        todo = list(todo)
        while todo:
            n = todo.pop()
            if n in asserted or n == Arena.TRUE:
                continue
            if n == Arena.FALSE or arena.negation(n) in asserted:
                return False
            asserted.add(n)
            op, args = arena.op[n], arena.args[n]
            if op is Op.AND:
                todo.extend(args)
            elif op is Op.NEXT:
                if not self._require(branch, args[0]):
                    return False
            elif op is Op.OR or op is Op.UNTIL:
                branch.pending.append(n)
            elif op is Op.RELEASE:
                todo.append(args[1])
                if args[0] == Arena.FALSE:
                    if not self._require(branch, n):
                        return False
                else:
                    branch.pending.append(n)
        return True

    def _require(self, branch: _Branch, n: int) -> bool:
        """Require ``n`` of the next instant."""
        arena = self.arena
        parts = arena.args[n] if arena.op[n] is Op.AND else (n,)
        for part in parts:
            if part == Arena.FALSE or arena.negation(part) in branch.following or part in branch.never_next:
                return False
            branch.following.add(part)
        return True

    # -- what is known --------------------------------------------------------------------------------

    def _status(self, branch: _Branch, n: int) -> bool | None:
        """The truth that the branch already forces on ``n``, or None."""
        if n in branch.asserted or n == Arena.TRUE:
            return True
        arena = self.arena
        if n == Arena.FALSE or arena.negation(n) in branch.asserted:
            return False
        op, args = arena.op[n], arena.args[n]
        if op is Op.LITERAL:
            return None
        if op is Op.NEXT:
            return self._next_status(branch, args[0])
        if op is Op.AND or op is Op.OR:
            settled = op is Op.OR  # the truth of one argument that settles the whole
            unknown = False
            for a in args:
                truth = self._status(branch, a)
                if truth is settled:
                    return settled
                unknown = unknown or truth is None
            return None if unknown else not settled
        return self._fixpoint_status(branch, n)

    def _fixpoint_status(self, branch: _Branch, n: int) -> bool | None:
        arena = self.arena
        a, b = arena.args[n]
        until = arena.op[n] is Op.UNTIL
        now = self._status(branch, b)
        if now is until:  # b true settles an until, b false a release
            return until
        # a U b == b \/ (a /\ X(a U b));  a R b == b /\ (a \/ X(a R b))
        left, later = self._status(branch, a), self._next_status(branch, n)
        if now is (not until) and (left is (not until) or later is (not until)):
            return not until
        if now is (not until) and left is until and later is until:
            return until
        return None

    def _next_status(self, branch: _Branch, n: int) -> bool | None:
        if n in branch.following:
            return True
        arena = self.arena
        if n in branch.never_next or arena.negation(n) in branch.following:
            return False
        if arena.op[n] is Op.AND:
            return True if all(a in branch.following for a in arena.args[n]) else None
        if arena.op[n] is Op.OR and any(a in branch.following for a in arena.args[n]):
            return True
        return None

    # -- propagation and choice -----------------------------------------------------------------------

    def _options(self, branch: _Branch, n: int) -> tuple[list[list[int]], bool] | None:
        """The ways left to satisfy a pending formula, as lists to assert; None if it is satisfied.

        The flag tells that the last option postpones an until.
        """
        arena = self.arena
        if arena.op[n] is Op.OR:
            out = []
            for a in arena.args[n]:
                truth = self._status(branch, a)
                if truth is True:
                    return None
                if truth is None:
                    out.append([a])
            return out, False
        a, b = arena.args[n]
        if arena.op[n] is Op.RELEASE:
            left, later = self._status(branch, a), self._next_status(branch, n)
            if left is True or later is True:
                return None
            out = [[a]] if left is None else []
            return (out if later is False else [*out, [arena.next(n)]]), False
        now = self._status(branch, b)
        if now is True:
            return None
        out = [[b]] if now is None else []
        if (
            n in branch.never_postponed
            or self._status(branch, a) is False
            or self._next_status(branch, n) is False
        ):
            return out, False
        return [*out, [a, arena.next(n)]], True

    def _propagate(self, branch: _Branch) -> bool:
        """Assert what is forced until nothing is; False on a contradiction."""
        changed = True
        while changed:
            changed = False
            if self._dominated(branch):
                return False
            pending, branch.pending = branch.pending, []
            for n in pending:
                options = self._options(branch, n)
                if options is None:
                    continue
                ways, postpones = options
                if not ways:
                    return False
                if len(ways) > 1:
                    branch.pending.append(n)
                    continue
                if postpones:
                    branch.postponed.add(n)
                if not self._assert(branch, ways[0]):
                    return False
                changed = True
        return True

    def _split(self, branch: _Branch) -> list[tuple[_Branch, list[int]]]:
        """The branches for the pending formula with the fewest options.

        Last come the untils that are required next in any case (``[]<>p``): once all else is chosen, the
        first way to fulfil or postpone them mostly dominates the others.
        """
        arena = self.arena
        best: tuple[list[list[int]], bool] | None = None
        best_key = (False, 0)
        chosen = -1
        for n in branch.pending:
            options = self._options(branch, n)
            assert options is not None
            key = (options[1] and arena.always_of(n) in branch.following, len(options[0]))
            if best is None or key < best_key:
                best, best_key, chosen = options, key, n
                if key == (False, 2):
                    break
        assert best is not None
        ways, postpones = best
        last = ways[-1] if postpones else None
        branch.pending.remove(chosen)
        ways = sorted(ways, key=lambda w: (w is last, not all(arena.pure[a] for a in w), w))
        out: list[tuple[_Branch, list[int]]] = []
        excluded: list[int] = []
        for i, way in enumerate(ways):
            child = branch if i + 1 == len(ways) else branch.copy()
            if way is last:
                child.postponed.add(chosen)
            out.append((child, [*way, *excluded]))
            # where a word makes this way true it is taken; so the other branches may take its negation
            if len(way) == 1 and arena.pure[way[0]]:
                excluded = [*excluded, arena.negation(way[0])]
        return out

    # -- results --------------------------------------------------------------------------------------

    def _dominated(self, branch: _Branch) -> bool:
        """Whether a transition that was found requires no more; notes what would make it so."""
        required = branch.following | (branch.asserted & self.rigid)
        for t in self.found:
            more, later = t.target - required, t.postponed - branch.postponed
            if not more and not later:
                return True
            if len(more) + len(later) == 1:
                branch.never_next.update(more - self.rigid)
                branch.never_postponed.update(later)
        return False

    def _keep(self, branch: _Branch) -> None:
        arena = self.arena
        required = branch.following | (branch.asserted & self.rigid)
        target = frozenset(n for n in required if arena.always_of(n) not in required)  # []f gives f
        literals = frozenset(n for n in branch.asserted if arena.op[n] is Op.LITERAL)
        new = Transition(literals, target, frozenset(branch.postponed))
        self.found = [
            t for t in self.found if not (new.target <= t.target and new.postponed <= t.postponed)
        ]
        self.found.append(new)
