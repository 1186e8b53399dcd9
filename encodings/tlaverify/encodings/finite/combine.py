"""Merging, comparing and unfolding symbolic values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from tlaverify.encodings.finite.circuit import FALSE, TRUE, Circuit, Lit
from tlaverify.encodings.finite.symbolic import (
    Choice,
    Formula,
    Space,
    Symbolic,
    SymbolicFunction,
    SymbolicSet,
)
from tlaverify.evaluate import compare
from tlaverify.evaluate.show import tabulate
from tlaverify.evaluate.values import FiniteSet, Function, LazyFunction, LazySet, Undefined, Value, finite_set
from tlaverify.evaluate.work import Work

__all__ = ["Combine", "TooLarge"]

_MOST = 6_000


class TooLarge(Exception):
    """A value has too many alternatives to be written out."""


class Combine:
    """Operations on symbolic values over one circuit."""

    def __init__(self, circuit: Circuit) -> None:
        self.circuit = circuit
        self._work = Work(steps=10**9)

    # ------------------------------------------------------------ formulas

    def exact(self, lit: Lit) -> Formula:
        return Formula(lit, -lit)

    def all_of(self, parts: Iterable[Formula]) -> Formula:
        fs = list(parts)
        holds = self.circuit.and_(f.holds for f in fs)
        if all(f.fails == -f.holds for f in fs):
            return Formula(holds, -holds)
        return Formula(holds, self.circuit.or_(f.fails for f in fs))

    def any_of(self, parts: Iterable[Formula]) -> Formula:
        inner = self.all_of(negate(f) for f in parts)
        return negate(inner)

    def under(self, guard: Lit, f: Formula) -> Formula:
        """``guard /\\ f`` for a guard that is always defined."""
        return self.all_of((self.exact(guard), f))

    # -------------------------------------------------------- alternatives

    def alternatives(self, value: Symbolic) -> list[tuple[Lit, Value]]:
        """The concrete values it may be, with guards.  Raises TooLarge."""
        if isinstance(value, Value):
            return [(TRUE, value)]
        if isinstance(value, Choice):
            return [(g, v) for v, g in value.items.items()]
        if isinstance(value, SymbolicSet):
            return [(g, finite_set(vs)) for g, vs in self._subsets(value)]
        if isinstance(value, Space):
            raise TooLarge
        columns: list[list[tuple[Lit, Value | None]]] = []
        count = 1
        for key, item in value.items.items():
            guard = value.guards.get(key, TRUE)
            columns.append([(g, v) for g, v in self.alternatives(item)])
            if guard != TRUE:
                columns[-1] = [(self.circuit.and_((guard, g)), v) for g, v in columns[-1]]
                columns[-1].append((-guard, None))
            count *= len(columns[-1])
            if count > _MOST:
                raise TooLarge
        out: list[tuple[Lit, Value]] = []
        for row in product(*columns):
            guard = self.circuit.and_(g for g, _ in row)
            if guard != FALSE:
                table = {k: v for k, (_, v) in zip(value.items, row, strict=True) if v is not None}
                out.append((guard, Function(table)))
        return out

    def _subsets(self, s: SymbolicSet) -> Iterator[tuple[Lit, list[Value]]]:
        free = [(v, g) for v, g in s.items.items() if g != FALSE]
        if 2 ** len(free) > _MOST:
            raise TooLarge
        for bits in product((False, True), repeat=len(free)):
            guard = self.circuit.and_(g if b else -g for (_, g), b in zip(free, bits, strict=True))
            if guard != FALSE:
                yield guard, [v for (v, _), b in zip(free, bits, strict=True) if b]

    # ------------------------------------------------------------- merging

    def merge(self, cases: Sequence[tuple[Lit, Symbolic | None]]) -> Symbolic | None:
        """The value that is each of the cases' under its guard; None where it is undefined in all."""
        live = [(g, v) for g, v in cases if g != FALSE and v is not None]
        if not live:
            return None
        if len(live) == 1 and live[0][0] == TRUE:
            return live[0][1]
        if all(isinstance(v, (SymbolicSet, FiniteSet)) for _, v in live):
            return self._merge_sets(live, len(live) < len(cases))
        merged = self._merge_functions(live)
        if merged is not None:
            return merged
        out: dict[Value, list[Lit]] = {}
        for g, v in live:
            for h, concrete in self.alternatives(v):
                out.setdefault(concrete, []).append(self.circuit.and_((g, h)))
        if len(out) > _MOST:
            raise TooLarge
        items = {v: self.circuit.or_(gs) for v, gs in out.items()}
        items = {v: g for v, g in items.items() if g != FALSE}
        if len(items) == 1 and TRUE in items.values():
            return next(iter(items))
        return Choice(items)

    def _merge_functions(self, live: Sequence[tuple[Lit, Symbolic]]) -> SymbolicFunction | None:
        """None where they are not all functions, or concrete ones of which it is better to list the cases."""
        found: list[tuple[Lit, SymbolicFunction]] = []
        for g, v in live:
            f = self.as_function(v)
            if f is None:
                return None
            found.append((g, f))
        keys = dict.fromkeys(k for _, f in found for k in f.items)
        partial = any(f.guards or len(f.items) < len(keys) for _, f in found)
        if partial and all(isinstance(v, Value) for _, v in live):
            return None
        items: dict[Value, Symbolic] = {}
        guards: dict[Value, Lit] = {}
        for key in keys:
            having = [(g, f) for g, f in found if key in f.items]
            item = self.merge([(g, f.items[key]) for g, f in having])
            if item is None:
                return None
            items[key] = item
            if partial and (len(having) < len(found) or any(key in f.guards for _, f in having)):
                guard = self.circuit.or_(self.circuit.and_((g, f.guards.get(key, TRUE))) for g, f in having)
                if guard != TRUE:
                    guards[key] = guard
        return SymbolicFunction(items, guards)

    def _merge_sets(self, live: Sequence[tuple[Lit, Symbolic]], partial: bool) -> Symbolic:
        out: dict[Value, list[Lit]] = {}
        for g, v in live:
            for element, h in self.as_set(v).items.items():
                out.setdefault(element, []).append(self.circuit.and_((g, h)))
        return SymbolicSet({e: self.circuit.or_(gs) for e, gs in out.items()})

    def as_set(self, value: Symbolic) -> SymbolicSet:
        """A set as a SymbolicSet.  Raises TooLarge for what is no set that can be listed."""
        if isinstance(value, SymbolicSet):
            return value
        if isinstance(value, FiniteSet):
            return SymbolicSet(dict.fromkeys(value.sorted(), TRUE))
        if isinstance(value, LazySet):
            whole = tabulate(value, _MOST)
            if isinstance(whole, FiniteSet):
                return self.as_set(whole)
        if isinstance(value, Choice) and all(isinstance(v, FiniteSet) for v in value.items):
            merged = self._merge_sets([(g, v) for v, g in value.items.items()], False)
            assert isinstance(merged, SymbolicSet)
            return merged
        raise TooLarge

    def as_function(self, value: Symbolic) -> SymbolicFunction | None:
        """A function with its arguments listed, None for anything else."""
        if isinstance(value, SymbolicFunction):
            return value
        if isinstance(value, Function):
            return SymbolicFunction(dict(value.items))
        if isinstance(value, LazyFunction):
            whole = tabulate(value)
            return SymbolicFunction(dict(whole.items)) if isinstance(whole, Function) else None
        if (
            isinstance(value, Choice)
            and len({frozenset(v.items) if isinstance(v, Function) else None for v in value.items}) == 1
        ):
            first = next(iter(value.items))
            if isinstance(first, Function):
                items: dict[Value, Symbolic] = {}
                for key in first.items:
                    item = self.merge(
                        [(g, v.items[key]) for v, g in value.items.items() if isinstance(v, Function)]
                    )
                    if item is None:
                        return None
                    items[key] = item
                return SymbolicFunction(items)
        return None

    # ----------------------------------------------------------- comparing

    def equal(self, a: Symbolic, b: Symbolic) -> Formula:
        """``a = b``."""
        if isinstance(a, Value) and isinstance(b, Value):
            answer = compare.equal(a, b, self._work)
            if isinstance(answer, Undefined):
                return Formula(FALSE, FALSE)
            return self.exact(TRUE if answer else FALSE)
        if _setlike(a) and _setlike(b):
            left, right = self.as_set(a).items, self.as_set(b).items
            return self.exact(
                self.circuit.and_(
                    self.circuit.iff(left.get(e, FALSE), right.get(e, FALSE)) for e in {**left, **right}
                )
            )
        if not isinstance(a, Choice) and not isinstance(b, Choice):
            f, g = self.as_function(a), self.as_function(b)
            if f is None or g is None:
                return Formula(FALSE, FALSE)
            if not f.guards and not g.guards:
                if set(f.items) != set(g.items):
                    return self.exact(FALSE)
                return self.all_of(self.equal(v, g.items[k]) for k, v in f.items.items())
            left, right = f.domain(), g.domain()
            parts = [
                self.exact(self.circuit.iff(left.get(k, FALSE), right.get(k, FALSE)))
                for k in {**left, **right}
            ]
            for k in [k for k in left if k in right]:
                same = self.equal(f.items[k], g.items[k])
                parts.append(self.any_of((self.exact(-left[k]), same)))
            return self.all_of(parts)
        if not isinstance(a, Choice):
            a, b = b, a
        assert isinstance(a, Choice)
        if isinstance(b, Choice) and len(a.items) * len(b.items) > 2_000:
            # Too many pairs to compare: values written differently are taken to differ.
            c = self.circuit
            holds = c.or_(c.and_((g, b.items[v])) for v, g in a.items.items() if v in b.items)
            return Formula(holds, c.and_((c.or_(a.items.values()), c.or_(b.items.values()), -holds)))
        if isinstance(b, Choice):
            # guards exclude each other: equal where both are the same value
            pairs = [
                (self.circuit.and_((g, h)), self.equal(v, w))
                for v, g in a.items.items()
                for w, h in b.items.items()
            ]
        else:
            pairs = [(g, self.equal(v, b)) for v, g in a.items.items()]
        return self.cases(pairs)

    def cases(self, pairs: Sequence[tuple[Lit, Formula]]) -> Formula:
        """The formula that is each of the cases' under its guard; the guards exclude each other."""
        return Formula(
            self.circuit.or_(self.circuit.and_((g, f.holds)) for g, f in pairs),
            self.circuit.or_(self.circuit.and_((g, f.fails)) for g, f in pairs),
        )

    def member(self, value: Symbolic, s: Symbolic) -> Formula:
        """``value \\in s``."""
        if isinstance(value, Value) and isinstance(s, Value):
            answer = compare.member(value, s, self._work)
            if isinstance(answer, Undefined):
                return Formula(FALSE, FALSE)
            return self.exact(TRUE if answer else FALSE)
        if isinstance(value, Choice):
            return self.cases([(g, self.member(v, s)) for v, g in value.items.items()])
        if isinstance(s, Choice):
            return self.cases([(g, self.member(value, v)) for v, g in s.items.items()])
        if isinstance(s, LazySet):
            return self.cases([(g, self.member(v, s)) for g, v in self.alternatives(value)])
        if not _setlike(s):
            return Formula(FALSE, FALSE)
        elements = self.as_set(s).items
        if isinstance(value, Value):
            if value in elements:
                return self.exact(elements[value])
            same = [self.equal(value, e) for e in elements]
            if all(f == Formula(FALSE, TRUE) for f in same):
                return self.exact(FALSE)
        return self.any_of(
            self.all_of((self.exact(g), self.equal(value, e))) for e, g in elements.items() if g != FALSE
        )


def negate(f: Formula) -> Formula:
    return Formula(f.fails, f.holds)


def _setlike(value: Symbolic) -> bool:
    return isinstance(value, (SymbolicSet, FiniteSet, LazySet))
