"""Negation normal form with numbered nodes: the data structure of the tableau.

Nodes are ``literal``, ``and``, ``or``, ``next``, ``until`` and ``release``
(``release(a, b)`` is the dual of ``until``; ``always f`` is ``release(false, f)``,
``eventually f`` is ``until(true, f)``).  Equal formulas have equal numbers, and
the numbers depend on the formula alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from tlaverify.obligations.ptl.formula import Formula, nodes

__all__ = ["Arena", "Op"]


class Op(Enum):
    CONSTANT = "constant"
    LITERAL = "literal"
    AND = "and"
    OR = "or"
    NEXT = "next"
    UNTIL = "until"
    RELEASE = "release"


TRUE_ID, FALSE_ID = 0, 1


class Arena:
    """The nodes of one formula and its negation.

    op, args   of each node, by number; the arguments of a literal are (atom, 1 or 0).
    pure       whether a node contains no temporal operator.
    """

    TRUE = TRUE_ID
    FALSE = FALSE_ID

    def __init__(self) -> None:
        self.op: list[Op] = [Op.CONSTANT, Op.CONSTANT]
        self.args: list[tuple[int, ...]] = [(), ()]
        self.pure: list[bool] = [True, True]
        self.names: list[str] = []
        self._numbers: dict[tuple[Op, tuple[int, ...]], int] = {}
        self._negations: dict[int, int] = {TRUE_ID: FALSE_ID, FALSE_ID: TRUE_ID}
        self._atoms: dict[str, int] = {}

    def _make(self, op: Op, args: tuple[int, ...]) -> int:
        key = (op, args)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.op)
            self.op.append(op)
            self.args.append(args)
            flat = op in (Op.AND, Op.OR)
            self.pure.append(op is Op.LITERAL or (flat and all(self.pure[a] for a in args)))
        return number

    def literal(self, name: str, positive: bool) -> int:
        index = self._atoms.get(name)
        if index is None:
            index = self._atoms[name] = len(self.names)
            self.names.append(name)
        number = self._make(Op.LITERAL, (index, int(positive)))
        other = self._make(Op.LITERAL, (index, int(not positive)))
        self._negations[number], self._negations[other] = other, number
        return number

    def junction(self, op: Op, args: Iterable[int]) -> int:
        """A flattened conjunction or disjunction without units, repetitions and complementary pairs."""
        unit, zero = (TRUE_ID, FALSE_ID) if op is Op.AND else (FALSE_ID, TRUE_ID)
        out: set[int] = set()
        for a in args:
            if a == zero:
                return zero
            if self.op[a] is op:
                out.update(self.args[a])
            elif a != unit:
                out.add(a)
        if any(self._negations.get(a) in out for a in out):
            return zero
        out = self._absorb(op, out)
        if not out:
            return unit
        return next(iter(out)) if len(out) == 1 else self._make(op, tuple(sorted(out)))

    def _absorb(self, op: Op, args: set[int]) -> set[int]:
        """``c \\/ <>d`` is ``<>d`` where c implies d, ``c /\\ []d`` is ``[]d`` where d implies c."""
        temporal, unit = (Op.RELEASE, FALSE_ID) if op is Op.AND else (Op.UNTIL, TRUE_ID)
        bodies = [self.args[a][1] for a in args if self.op[a] is temporal and self.args[a][0] == unit]
        if not bodies:
            return args
        if op is Op.AND:
            return {c for c in args if not any(self._implies(d, c) for d in bodies)}
        return {c for c in args if not any(self._implies(c, d) for d in bodies)}

    def _implies(self, a: int, b: int) -> bool:
        """Whether ``a`` plainly implies ``b``."""
        if a == b:
            return True
        if self.op[b] is Op.OR and a in self.args[b]:
            return True
        return self.op[a] is Op.AND and b in self.args[a]

    def next(self, a: int) -> int:
        return a if a in (TRUE_ID, FALSE_ID) else self._make(Op.NEXT, (a,))

    def until(self, a: int, b: int) -> int:
        if b in (TRUE_ID, FALSE_ID) or a == FALSE_ID:
            return b
        return self._make(Op.UNTIL, (a, b))

    def release(self, a: int, b: int) -> int:
        if b in (TRUE_ID, FALSE_ID) or a == TRUE_ID:
            return b
        return self._make(Op.RELEASE, (a, b))

    def always_of(self, n: int) -> int | None:
        """The number of ``always n`` if that is a node."""
        return self._numbers.get((Op.RELEASE, (FALSE_ID, n)))

    def negation(self, n: int) -> int:
        """The negation, in normal form."""
        known = self._negations.get(n)
        if known is not None:
            return known
        op, args = self.op[n], tuple(self.negation(a) for a in self.args[n])
        if op is Op.AND or op is Op.OR:
            out = self.junction(Op.OR if op is Op.AND else Op.AND, args)
        elif op is Op.NEXT:
            out = self.next(args[0])
        elif op is Op.UNTIL:
            out = self.release(args[0], args[1])
        else:
            out = self.until(args[0], args[1])
        self._negations[n] = out
        self._negations.setdefault(out, n)
        return out

    def add(self, f: Formula) -> int:
        """The number of ``f``'s negation normal form."""
        numbers: dict[Formula, int] = {}
        for node in nodes(f):
            args = [numbers[a] for a in node.args]
            match node.op:
                case "true":
                    n = TRUE_ID
                case "false":
                    n = FALSE_ID
                case "atom":
                    n = self.literal(node.name, True)
                case "not":
                    n = self.negation(args[0])
                case "and":
                    n = self.junction(Op.AND, args)
                case "or":
                    n = self.junction(Op.OR, args)
                case "iff":
                    a, b = args
                    na, nb = self.negation(a), self.negation(b)
                    n = self.junction(
                        Op.AND, (self.junction(Op.OR, (na, b)), self.junction(Op.OR, (a, nb)))
                    )
                case "next":
                    n = self.next(args[0])
                case "always":
                    n = self.release(FALSE_ID, args[0])
                case "eventually":
                    n = self.until(TRUE_ID, args[0])
                case _:
                    n = self.until(args[0], args[1])
            numbers[node] = n
        return numbers[f]
