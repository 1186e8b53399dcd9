"""Sets known by their membership test: Nat, Int, [S -> T], SUBSET S, Seq(S), products, differences ..."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, combinations, islice, product
from typing import Final

from tlaverify.evaluate import compare
from tlaverify.evaluate.kleene import all_of, any_of, both, negate
from tlaverify.evaluate.symbolic import Horizon, Ray, int_less
from tlaverify.evaluate.values import (
    FiniteSet,
    Function,
    Integer,
    LazyFunction,
    LazySet,
    Model,
    String,
    Truth,
    Undefined,
    Value,
    empty_set,
    finite_set,
    sequence,
)
from tlaverify.evaluate.work import Work

__all__ = [
    "INT", "NAT", "REAL", "STRING", "BigUnion", "Cap", "Cup", "Diff", "Filter", "FunctionSet", "Image",
    "Interval", "Powerset", "Product", "RecordSet", "Sequences", "integer_rays",
]

_FEW = 40


def _outside(value: Value, s: LazySet) -> Truth:
    """``value \\in s`` for a value of a kind that the elements of ``s`` are not known to differ from."""
    if isinstance(value, Model):
        return False
    return Undefined(f"TLA+ does not say whether {value!r} is in {s!r}")


def _some(s: Value, work: Work, count: int = _FEW) -> list[Value]:
    """A few elements of any set."""
    if isinstance(s, FiniteSet):
        return list(s.sorted()[:count])
    return list(islice(s.samples(work), count)) if isinstance(s, LazySet) else []


class _Numbers(LazySet):
    """Nat, Int, Real: told apart by ``name``."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name: Final = name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Numbers) and self.name == other.name

    def __hash__(self) -> int:
        return hash(("numbers", self.name))

    def __repr__(self) -> str:
        return self.name

    def contains(self, value: Value, work: Work) -> Truth:
        if isinstance(value, Integer):
            return value.value >= 0 if self.name == "Nat" else True
        if isinstance(value, Ray):
            return value.above(-1) if self.name == "Nat" else True
        return _outside(value, self)

    def samples(self, work: Work) -> Iterator[Value]:
        return (Integer(n) for n in work.ints if n >= 0 or self.name != "Nat")


NAT: Final = _Numbers("Nat")
INT: Final = _Numbers("Int")
REAL: Final = _Numbers("Real")


class _Strings(LazySet):
    __slots__ = ()

    def __repr__(self) -> str:
        return "STRING"

    def contains(self, value: Value, work: Work) -> Truth:
        return True if isinstance(value, String) else _outside(value, self)

    def samples(self, work: Work) -> Iterator[Value]:
        return (String(s) for s in ("", "a", "b", "ab"))


STRING: Final = _Strings()


class Interval(LazySet):
    """``low..high`` where it is large or its bounds are rays."""

    __slots__ = ("high", "low")

    def __init__(self, low: Value, high: Value) -> None:
        self.low: Final = low
        self.high: Final = high

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Interval) and (self.low, self.high) == (other.low, other.high)

    def __hash__(self) -> int:
        return hash(("interval", self.low, self.high))

    def __repr__(self) -> str:
        return f"{self.low!r}..{self.high!r}"

    def contains(self, value: Value, work: Work) -> Truth:
        if isinstance(value, (Integer, Ray)):
            return both(negate(int_less(value, self.low)), negate(int_less(self.high, value)))
        return _outside(value, self)

    def listed(self, work: Work) -> tuple[Value, ...] | Undefined:
        if not isinstance(self.low, Integer) or not isinstance(self.high, Integer):
            return Undefined("an interval with an open end")
        if self.high.value - self.low.value >= work.size:
            return Undefined(f"{self!r} has too many elements")
        return tuple(Integer(n) for n in range(self.low.value, self.high.value + 1))

    def samples(self, work: Work) -> Iterator[Value]:
        ends = [b for b in (self.low, self.high) if isinstance(b, Integer)]
        near = [Integer(n) for n in work.ints]
        return (x for x in chain(ends, near) if self.contains(x, work) is True)


class Powerset(LazySet):
    """``SUBSET base``."""

    __slots__ = ("base",)

    def __init__(self, base: Value) -> None:
        self.base: Final = base

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Powerset) and self.base == other.base

    def __hash__(self) -> int:
        return hash(("powerset", self.base))

    def __repr__(self) -> str:
        return f"SUBSET {self.base!r}"

    def contains(self, value: Value, work: Work) -> Truth:
        if compare.is_set(value):
            return compare.subset(value, self.base, work)
        return _outside(value, self)

    def listed(self, work: Work) -> tuple[Value, ...] | Undefined:
        base = compare.elements(self.base, work)
        if isinstance(base, Undefined):
            return base
        if 2 ** min(len(base), 64) > work.size:
            return Undefined(f"{self!r} has too many elements")
        return tuple(self._subsets(base))

    def samples(self, work: Work) -> Iterator[Value]:
        yield from islice(self._subsets(tuple(_some(self.base, work, 4))), _FEW)
        yield self.base

    @staticmethod
    def _subsets(base: tuple[Value, ...]) -> Iterator[Value]:
        for n in range(len(base) + 1):
            for chosen in combinations(base, n):
                yield finite_set(chosen)


class FunctionSet(LazySet):
    """``[domain -> codomain]``."""

    __slots__ = ("codomain", "domain")

    def __init__(self, domain: Value, codomain: Value) -> None:
        self.domain: Final = domain
        self.codomain: Final = codomain

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, FunctionSet) and self.domain == other.domain and self.codomain == other.codomain
        )

    def __hash__(self) -> int:
        return hash(("functions", self.domain, self.codomain))

    def __repr__(self) -> str:
        return f"[{self.domain!r} -> {self.codomain!r}]"

    def contains(self, value: Value, work: Work) -> Truth:
        if isinstance(value, Function):
            found = list(value.items.values())
            return all_of(
                chain(
                    [compare.equal(value.domain(), self.domain, work)],
                    (compare.member(v, self.codomain, work) for v in found),
                )
            )
        if isinstance(value, LazyFunction):

            def fits(x: Value) -> Truth:
                y = value.call(x)
                return y if isinstance(y, Undefined) else compare.member(y, self.codomain, work)

            same = compare.equal(value.domain, self.domain, work)
            return same if same is not True else compare.for_all(value.domain, fits, work)
        return _outside(value, self)

    def listed(self, work: Work) -> tuple[Value, ...] | Undefined:
        keys = compare.elements(self.domain, work)
        if isinstance(keys, Undefined):
            return keys
        once = compare.distinct(keys, work)
        if isinstance(once, Undefined):
            return once
        if not once:
            return (Function({}),)
        items = compare.elements(self.codomain, work)
        if isinstance(items, Undefined):
            return items
        if len(items) ** min(len(once), 64) > work.size:
            return Undefined(f"{self!r} has too many elements")
        return tuple(Function(dict(zip(once, vs, strict=True))) for vs in product(items, repeat=len(once)))

    def samples(self, work: Work) -> Iterator[Value]:
        keys = compare.elements(self.domain, work)
        if isinstance(keys, Undefined):
            for v in _some(self.codomain, work, 4):
                yield _constant_function(self.domain, v)
            return
        once = compare.distinct(keys, work)
        if isinstance(once, Undefined):
            return
        items = _some(self.codomain, work, 4)
        for vs in islice(product(items, repeat=len(once)), _FEW):
            yield Function(dict(zip(once, vs, strict=True)))


def _constant_function(domain: Value, item: Value) -> LazyFunction:
    return LazyFunction(domain, lambda _: item)


class Product(LazySet):
    """``S1 \\X ... \\X Sn``."""

    __slots__ = ("factors",)

    def __init__(self, factors: tuple[Value, ...]) -> None:
        self.factors: Final = factors

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Product) and self.factors == other.factors

    def __hash__(self) -> int:
        return hash(("product", self.factors))

    def __repr__(self) -> str:
        return " \\X ".join(f"({f!r})" for f in self.factors)

    def contains(self, value: Value, work: Work) -> Truth:
        return _fields(
            value, self, {Integer(i): f for i, f in enumerate(self.factors, 1)}, work
        )

    def listed(self, work: Work) -> tuple[Value, ...] | Undefined:
        return _product(self.factors, lambda vs: sequence(vs), self, work)

    def samples(self, work: Work) -> Iterator[Value]:
        few = [_some(f, work, 4) for f in self.factors]
        return (sequence(vs) for vs in islice(product(*few), _FEW))


class RecordSet(LazySet):
    """``[f1 : S1, ..., fn : Sn]``."""

    __slots__ = ("fields",)

    def __init__(self, fields: tuple[tuple[str, Value], ...]) -> None:
        self.fields: Final = tuple(sorted(fields, key=lambda f: f[0]))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RecordSet) and self.fields == other.fields

    def __hash__(self) -> int:
        return hash(("records", self.fields))

    def __repr__(self) -> str:
        return "[" + ", ".join(f"{f} : {s!r}" for f, s in self.fields) + "]"

    def _make(self, values: tuple[Value, ...]) -> Value:
        return Function({String(f): v for (f, _), v in zip(self.fields, values, strict=True)})

    def contains(self, value: Value, work: Work) -> Truth:
        return _fields(value, self, {String(f): s for f, s in self.fields}, work)

    def listed(self, work: Work) -> tuple[Value, ...] | Undefined:
        return _product(tuple(s for _, s in self.fields), self._make, self, work)

    def samples(self, work: Work) -> Iterator[Value]:
        few = [_some(s, work, 4) for _, s in self.fields]
        return (self._make(vs) for vs in islice(product(*few), _FEW))


def _fields(value: Value, s: LazySet, fields: dict[Value, Value], work: Work) -> Truth:
    if isinstance(value, LazyFunction):
        return Undefined("a large function")
    if not isinstance(value, Function):
        return _outside(value, s)

    def fits(key: Value, within: Value) -> Truth:
        item = compare.apply_function(value, key, work)
        return item if isinstance(item, Undefined) else compare.member(item, within, work)

    same = compare.equal(value.domain(), finite_set(fields), work)
    return same if same is not True else all_of(fits(k, f) for k, f in fields.items())


def _product(
    factors: tuple[Value, ...], make: Callable[[tuple[Value, ...]], Value], s: LazySet, work: Work
) -> tuple[Value, ...] | Undefined:
    columns: list[tuple[Value, ...]] = []
    count = 1
    unknown: Undefined | None = None
    for factor in factors:
        listed = compare.elements(factor, work)
        if isinstance(listed, Undefined):
            unknown = unknown or listed
        else:
            columns.append(listed)
            count *= len(listed)
    if count == 0:
        return ()
    if unknown is not None:
        return unknown
    if count > work.size:
        return Undefined(f"{s!r} has too many elements")
    return tuple(make(vs) for vs in product(*columns))


class Sequences(LazySet):
    """``Seq(base)``."""

    __slots__ = ("base",)

    def __init__(self, base: Value) -> None:
        self.base: Final = base

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequences) and self.base == other.base

    def __hash__(self) -> int:
        return hash(("sequences", self.base))

    def __repr__(self) -> str:
        return f"Seq({self.base!r})"

    def contains(self, value: Value, work: Work) -> Truth:
        if isinstance(value, LazyFunction):
            return Undefined("a large function")
        if not isinstance(value, Function):
            return _outside(value, self)
        indices = finite_set(Integer(i) for i in range(1, len(value.items) + 1))
        return all_of(
            chain(
                [compare.equal(value.domain(), indices, work)],
                (compare.member(v, self.base, work) for v in value.items.values()),
            )
        )

    def listed(self, work: Work) -> tuple[Value, ...] | Undefined:
        if self.base == empty_set():
            return (Function({}),)
        return Undefined(f"{self!r} is infinite")

    def samples(self, work: Work) -> Iterator[Value]:
        few = _some(self.base, work, 4)
        for n in range(3):
            for vs in product(few, repeat=n):
                yield sequence(vs)


class Cup(LazySet):
    """``left \\cup right``."""

    __slots__ = ("left", "right")

    def __init__(self, left: Value, right: Value) -> None:
        self.left: Final = left
        self.right: Final = right

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and (self.left, self.right) == (other.left, other.right)

    def __hash__(self) -> int:
        return hash((type(self).__name__, self.left, self.right))

    def __repr__(self) -> str:
        return f"({self.left!r} \\cup {self.right!r})"

    def contains(self, value: Value, work: Work) -> Truth:
        return any_of(compare.member(value, s, work) for s in (self.left, self.right))

    def listed(self, work: Work) -> tuple[Value, ...] | Undefined:
        left, right = compare.elements(self.left, work), compare.elements(self.right, work)
        if isinstance(left, Undefined):
            return left
        return right if isinstance(right, Undefined) else finite_set(left + right).sorted()

    def samples(self, work: Work) -> Iterator[Value]:
        return chain(_some(self.right, work), _some(self.left, work))


class _Part(LazySet):
    """The elements of ``base`` for which ``keeps`` holds."""

    __slots__ = ("base",)

    def __init__(self, base: Value) -> None:
        self.base: Final = base

    def keeps(self, value: Value, work: Work) -> Truth:
        raise NotImplementedError

    def contains(self, value: Value, work: Work) -> Truth:
        inside = compare.member(value, self.base, work)
        return both(inside, self.keeps(value, work)) if inside is not False else False

    def listed(self, work: Work) -> tuple[Value, ...] | Undefined:
        base = compare.elements(self.base, work)
        if isinstance(base, Undefined):
            base = self._bounded(work)
        if isinstance(base, Undefined):
            return base
        out: list[Value] = []
        for x in base:
            keep = self.keeps(x, work)
            if isinstance(keep, Undefined):
                return keep
            if keep:
                out.append(x)
        return tuple(out)

    def _bounded(self, work: Work) -> tuple[Value, ...] | Undefined:
        """A finite part of a set of integers outside of which nothing is kept (see ``symbolic.py``)."""
        signs = integer_rays(self.base)
        if signs is None:
            return Undefined(f"{self!r} may be infinite")
        horizon = Horizon()
        for sign in signs:
            if self.contains(Ray(horizon, sign), work) is not False:
                return Undefined(f"{self!r} may be infinite")
        if horizon.bound > work.size:
            return Undefined(f"{self!r} has too many elements")
        near = [Integer(n) for n in range(-horizon.bound, horizon.bound + 1)]
        inside: list[Value] = []
        for n in near:
            within = compare.member(n, self.base, work)
            if isinstance(within, Undefined):
                return within
            if within:
                inside.append(n)
        return tuple(inside)

    def samples(self, work: Work) -> Iterator[Value]:
        return (x for x in _some(self.base, work) if self.keeps(x, work) is True)


class Filter(_Part):
    """``{x \\in base : test(x)}``."""

    __slots__ = ("test",)

    def __init__(self, base: Value, test: Callable[[Value], Truth]) -> None:
        super().__init__(base)
        self.test: Final = test

    def __repr__(self) -> str:
        return f"{{x \\in {self.base!r} : ...}}"

    def keeps(self, value: Value, work: Work) -> Truth:
        return self.test(value)


class Cap(_Part):
    """``base \\cap other``."""

    __slots__ = ("other",)

    def __init__(self, base: Value, other: Value) -> None:
        super().__init__(base)
        self.other: Final = other

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cap) and (self.base, self.other) == (other.base, other.other)

    def __hash__(self) -> int:
        return hash(("cap", self.base, self.other))

    def __repr__(self) -> str:
        return f"({self.base!r} \\cap {self.other!r})"

    def keeps(self, value: Value, work: Work) -> Truth:
        return compare.member(value, self.other, work)


class Diff(_Part):
    """``base \\ other``."""

    __slots__ = ("other",)

    def __init__(self, base: Value, other: Value) -> None:
        super().__init__(base)
        self.other: Final = other

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Diff) and (self.base, self.other) == (other.base, other.other)

    def __hash__(self) -> int:
        return hash(("diff", self.base, self.other))

    def __repr__(self) -> str:
        return f"({self.base!r} \\ {self.other!r})"

    def keeps(self, value: Value, work: Work) -> Truth:
        return negate(compare.member(value, self.other, work))


class BigUnion(LazySet):
    """``UNION family`` where the family or a member of it is not enumerated."""

    __slots__ = ("family",)

    def __init__(self, family: Value) -> None:
        self.family: Final = family

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BigUnion) and self.family == other.family

    def __hash__(self) -> int:
        return hash(("UNION", self.family))

    def __repr__(self) -> str:
        return f"UNION {self.family!r}"

    def contains(self, value: Value, work: Work) -> Truth:
        if isinstance(self.family, Powerset):
            return compare.member(value, self.family.base, work)
        return negate(
            compare.for_all(self.family, lambda s: negate(compare.member(value, s, work)), work)
        )

    def listed(self, work: Work) -> tuple[Value, ...] | Undefined:
        family = compare.elements(self.family, work)
        if isinstance(family, Undefined):
            return family
        out: list[Value] = []
        for s in family:
            listed = compare.elements(s, work)
            if isinstance(listed, Undefined):
                return listed
            out.extend(listed)
        return finite_set(out).sorted()

    def samples(self, work: Work) -> Iterator[Value]:
        return (x for s in _some(self.family, work, 6) for x in _some(s, work, 6))


class Image(LazySet):
    """``{f(x, ...) : x \\in S, ...}`` over sets that are not enumerated."""

    __slots__ = ("call", "sources")

    def __init__(self, sources: Value, call: Callable[[Value], Value | Undefined]) -> None:
        self.sources: Final = sources
        self.call: Final = call

    def __repr__(self) -> str:
        return f"{{e : x \\in {self.sources!r}}}"

    def contains(self, value: Value, work: Work) -> Truth:
        def other(x: Value) -> Truth:
            y = self.call(x)
            return y if isinstance(y, Undefined) else negate(compare.equal(value, y, work))

        return negate(compare.for_all(self.sources, other, work))

    def samples(self, work: Work) -> Iterator[Value]:
        for x in _some(self.sources, work):
            y = self.call(x)
            if not isinstance(y, Undefined):
                yield y


def integer_rays(s: Value) -> tuple[int, ...] | None:
    """For a set all of whose elements are integers: in which directions it may be unbounded; else None."""
    if s == NAT:
        return (1,)
    if s == INT or isinstance(s, Interval):
        return (1, -1)
    if isinstance(s, _Part):
        return integer_rays(s.base)
    if isinstance(s, FiniteSet):
        return () if all(isinstance(e, Integer) for e in s.elements) else None
    if isinstance(s, Cup):
        left, right = integer_rays(s.left), integer_rays(s.right)
        return None if left is None or right is None else tuple(sorted({*left, *right}, reverse=True))
    return None


