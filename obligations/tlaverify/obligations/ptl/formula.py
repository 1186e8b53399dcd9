"""Formulas of propositional linear temporal logic over infinite behaviours.

Time is the natural numbers; a formula holds or not at each instant of an
infinite word of valuations.  ``next`` is strict, ``always``, ``eventually`` and
``until`` include the present (Manna & Pnueli, "The Temporal Logic of Reactive
and Concurrent Systems", 1992, section 3.1; ``until`` is the strong one).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

__all__ = [
    "FALSE", "TRUE", "Formula", "always", "atom", "conj", "disj", "eventually", "iff", "implies", "next_",
    "not_", "nodes", "until",
]


class Formula:
    """A node: ``op`` is atom, true, false, not, and, or, iff, next, always, eventually or until.

    ``name`` is the atom's name and empty elsewhere.  Equality is structural and the hash is cached.
    """

    __slots__ = ("_hash", "args", "name", "op")

    def __init__(self, op: str, args: tuple[Formula, ...] = (), name: str = "") -> None:
        self.op: Final = op
        self.args: Final = args
        self.name: Final = name
        self._hash: Final = hash((op, args, name))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return (
            isinstance(other, Formula)
            and self._hash == other._hash
            and self.op == other.op
            and self.name == other.name
            and self.args == other.args
        )

    def __repr__(self) -> str:
        if self.op == "atom":
            return self.name
        return f"{self.op}({', '.join(map(repr, self.args))})" if self.args else self.op


TRUE: Final = Formula("true")
FALSE: Final = Formula("false")


def atom(name: str) -> Formula:
    """The propositional variable ``name``."""
    return Formula("atom", (), name)


def not_(f: Formula) -> Formula:
    """Negation; a double one vanishes."""
    if f is TRUE:
        return FALSE
    if f is FALSE:
        return TRUE
    return f.args[0] if f.op == "not" else Formula("not", (f,))


def _junction(op: str, unit: Formula, zero: Formula, args: Iterable[Formula]) -> Formula:
    out: dict[Formula, None] = {}
    for f in args:
        if f == zero or not_(f) in out:
            return zero
        if f != unit:
            out[f] = None
    if not out:
        return unit
    return next(iter(out)) if len(out) == 1 else Formula(op, tuple(out))


def conj(args: Iterable[Formula]) -> Formula:
    """Conjunction of any number; not flattened, so that equal parts stay shared."""
    return _junction("and", TRUE, FALSE, args)


def disj(args: Iterable[Formula]) -> Formula:
    """Disjunction of any number."""
    return _junction("or", FALSE, TRUE, args)


def implies(f: Formula, g: Formula) -> Formula:
    """Material implication."""
    return disj((not_(f), g))


def iff(f: Formula, g: Formula) -> Formula:
    """Equivalence."""
    for a, b in ((f, g), (g, f)):
        if a == TRUE:
            return b
        if a == FALSE:
            return not_(b)
    if f == g:
        return TRUE
    return FALSE if f == not_(g) else Formula("iff", (f, g))


def next_(f: Formula) -> Formula:
    """At the next instant."""
    return f if f in (TRUE, FALSE) else Formula("next", (f,))


def always(f: Formula) -> Formula:
    """Now and for ever."""
    return f if f in (TRUE, FALSE) or f.op == "always" else Formula("always", (f,))


def eventually(f: Formula) -> Formula:
    """Now or at some later instant."""
    return f if f in (TRUE, FALSE) or f.op == "eventually" else Formula("eventually", (f,))


def until(f: Formula, g: Formula) -> Formula:
    """``g`` holds now or later, and ``f`` at every instant before."""
    if g in (TRUE, FALSE) or f == FALSE:
        return g
    return eventually(g) if f == TRUE else Formula("until", (f, g))


def nodes(f: Formula) -> Iterator[Formula]:
    """The distinct subformulas, each after its arguments."""
    done: set[Formula] = set()
    stack: list[tuple[Formula, bool]] = [(f, False)]
    while stack:
        node, ready = stack.pop()
        if node in done:
            continue
        if ready:
            done.add(node)
            yield node
        else:
            stack.append((node, True))
            stack.extend((a, False) for a in reversed(node.args) if a not in done)
