"""Boolean circuits with shared nodes, written as SMT-LIB.

Nodes are simplified as they are made, also by what is known of the literals of ``one_of``: two of
them are never true at once, and one of them always is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["FALSE", "TRUE", "Circuit", "Lit"]

Lit = int
"""A node's number, negative for its negation."""

TRUE: Lit = 1
FALSE: Lit = -1


class Circuit:
    """And-nodes and inputs; equal nodes are made once, constants and complements are simplified."""

    def __init__(self, limit: int = 1_500_000) -> None:
        self._gates: dict[int, tuple[Lit, ...]] = {}
        self._known: dict[tuple[Lit, ...], int] = {}
        self._next = 2
        self._limit = limit
        self._groups: dict[Lit, frozenset[Lit]] = {}
        self.inputs: list[Lit] = []

    def __len__(self) -> int:
        return self._next

    def new_input(self) -> Lit:
        """A free variable."""
        lit = self._fresh()
        self.inputs.append(lit)
        return lit

    def _fresh(self) -> Lit:
        if self._next > self._limit:
            raise OverflowError("the grounded obligation is too large")
        self._next += 1
        return self._next - 1

    def parts(self, node: int) -> tuple[Lit, ...] | None:
        """The conjuncts of an and-node, None for an input."""
        return self._gates.get(node)

    def and_(self, parts: Iterable[Lit]) -> Lit:
        """Conjunction."""
        seen: set[Lit] = set()
        for p in parts:
            if p == FALSE or -p in seen:
                return FALSE
            if p != TRUE:
                seen.add(p)
        if not seen:
            return TRUE
        if len(seen) == 1:
            return next(iter(seen))
        if self._groups and not self._choices(seen):
            return FALSE
        if len(seen) == 1:
            return next(iter(seen))
        key = tuple(sorted(seen))
        gate = self._known.get(key)
        if gate is None:
            gate = self._known[key] = self._fresh()
            self._gates[gate] = key
        return gate

    def _choices(self, seen: set[Lit]) -> bool:
        """Simplify a conjunction by what ``one_of`` says; False if it cannot be true."""
        for p in [p for p in seen if p in self._groups]:
            group = self._groups[p]
            if any(q != p for q in group & seen):
                return False
            seen.difference_update([q for q in seen if -q in group and -q != p])
        for p in [-p for p in seen if -p in self._groups]:
            group = self._groups[p]
            if len(group) <= len(seen) and all(-q in seen for q in group):
                return False
        return True

    def or_(self, parts: Iterable[Lit]) -> Lit:
        """Disjunction."""
        return -self.and_([-p for p in parts])

    def iff(self, a: Lit, b: Lit) -> Lit:
        """Equivalence."""
        if a in (b, -b):
            return TRUE if a == b else FALSE
        if abs(a) == TRUE:
            return b if a == TRUE else -b
        if abs(b) == TRUE:
            return a if b == TRUE else -a
        return self.or_((self.and_((a, b)), self.and_((-a, -b))))

    def one_of(self, count: int) -> list[Lit]:
        """Literals of which exactly one is true in every model, made of binary inputs."""
        if count == 1:
            return [TRUE]
        bits = [self.new_input() for _ in range((count - 1).bit_length())]
        out: list[Lit] = []
        for n in range(count - 1):
            out.append(self.and_([b if n >> i & 1 else -b for i, b in enumerate(bits)]))
        # the last one stands for all codes that are left over
        out.append(self.and_([-lit for lit in out]))
        if count > 2:
            every = frozenset(out)
            self._groups.update((lit, every) for lit in out)
        return out

    def script(self, asserted: Sequence[Lit], written: set[int] | None = None) -> str:
        """SMT-LIB text that declares every input and asserts the literals.

        written  the nodes that an earlier script of this circuit has declared; they are not declared
                 again, and those of this one are added.
        """
        written = set() if written is None else written
        reached: set[int] = set()
        stack = [abs(a) for a in asserted]
        while stack:
            n = stack.pop()
            if n in reached or n in written:
                continue
            reached.add(n)
            stack.extend(abs(p) for p in self._gates.get(n, ()))
        lines = [f"(declare-const {_name(i)} Bool)" for i in self.inputs if i not in written]
        written.update(self.inputs)
        for gate in sorted(reached):
            parts = self._gates.get(gate)
            if parts is not None:
                lines.append(f"(declare-const {_name(gate)} Bool)")
                lines.append(f"(assert (= {_name(gate)} (and {' '.join(map(_name, parts))})))")
                written.add(gate)
        lines.extend(f"(assert {_name(a)})" for a in asserted)
        return "\n".join(lines) + "\n"


def _name(lit: Lit) -> str:
    if abs(lit) == 1:
        return "true" if lit == 1 else "false"
    return f"x{lit}" if lit > 0 else f"(not x{-lit})"
