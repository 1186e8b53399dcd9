"""Stand-ins for infinitely many values, with which a quantifier over an infinite set is decided.

``Ray``: an integer beyond some bound.  While ``P(ray)`` is evaluated each
comparison of the ray with a number is answered as for every integer far enough
out, and how far is noted in its ``Horizon``.  If ``P(ray)`` comes out TRUE, then P
holds of every integer past the bound, and those before it are a finite number.
Whatever operation is not listed here makes the result Undefined.

``Generic``: a value of which nothing is known but that it differs from the values
it was compared with.  If ``P(generic)`` comes out TRUE, then P holds of every value
but those it met, which are a finite number and are tried one by one.
"""

from __future__ import annotations

from typing import Final

from tlaverify.evaluate.values import (
    Boolean,
    FiniteSet,
    Function,
    Integer,
    Model,
    String,
    Symbolic,
    Truth,
    Undefined,
    Value,
)

__all__ = ["Generic", "Horizon", "Ray", "holds_symbol", "int_less", "symbolic_equal"]


class Horizon:
    """How far out a ray has to begin; every comparison may push it on."""

    __slots__ = ("bound",)

    def __init__(self) -> None:
        self.bound = 0

    def push(self, bound: int) -> None:
        self.bound = max(self.bound, bound)


class Ray(Symbolic):
    """``sign * w + offset`` for every integer ``w >= horizon.bound``; sign is 1 or -1."""

    __slots__ = ("horizon", "offset", "sign")

    def __init__(self, horizon: Horizon, sign: int, offset: int = 0) -> None:
        self.horizon: Final = horizon
        self.sign: Final = sign
        self.offset: Final = offset

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Ray) and self.horizon is other.horizon
            and (self.sign, self.offset) == (other.sign, other.offset)
        )

    def __hash__(self) -> int:
        return hash(("ray", id(self.horizon), self.sign, self.offset))

    def __repr__(self) -> str:
        return f"(w{self.offset:+d})" if self.sign > 0 else f"(-w{self.offset:+d})"

    def plus(self, n: int) -> Ray:
        return Ray(self.horizon, self.sign, self.offset + n)

    def negative(self) -> Ray:
        return Ray(self.horizon, -self.sign, -self.offset)

    def above(self, n: int) -> bool:
        """Whether the ray lies above ``n`` (else below it); pushes the horizon so that all of it does."""
        if self.sign > 0:
            self.horizon.push(n - self.offset + 1)
            return True
        self.horizon.push(self.offset - n + 1)
        return False


class Generic(Symbolic):
    """Any value but the ones in ``met``."""

    __slots__ = ("met",)

    def __init__(self) -> None:
        self.met: dict[Value, None] = {}

    def __repr__(self) -> str:
        return "(any other value)"


def int_less(a: Value, b: Value) -> Truth:
    """``a < b`` of integers and rays."""
    if isinstance(a, Integer) and isinstance(b, Integer):
        return a.value < b.value
    if isinstance(a, Ray) and isinstance(b, Integer):
        return not a.above(b.value)
    if isinstance(a, Integer) and isinstance(b, Ray):
        return b.above(a.value)
    if isinstance(a, Ray) and isinstance(b, Ray) and a.horizon is b.horizon:
        if a.sign == b.sign:
            return a.offset < b.offset
        # w + p against -w + q: 2w > q - p puts the positive one above.
        high, low = (a, b) if a.sign > 0 else (b, a)
        a.horizon.push((low.offset - high.offset) // 2 + 1)
        return b.sign > 0
    return Undefined("an order that TLA+ leaves open")


def symbolic_equal(a: Value, b: Value) -> Truth:
    """``a = b`` where one of them is symbolic."""
    if a is b or (isinstance(a, Ray) and a == b):
        return True
    if isinstance(a, Generic) or isinstance(b, Generic):
        generic, other = (a, b) if isinstance(a, Generic) else (b, a)
        if not isinstance(generic, Generic) or holds_symbol(other):
            return Undefined("two values, both left open")
        generic.met[other] = None
        return False
    less, more = int_less(a, b), int_less(b, a)
    if isinstance(less, Undefined) or isinstance(more, Undefined):
        # A ray is an integer: a model value differs from it, and of other kinds TLA+ does not say.
        if isinstance(a, Model) or isinstance(b, Model):
            return False
        return Undefined("an equality that TLA+ leaves open")
    return not less and not more


def holds_symbol(value: Value) -> bool:
    """Whether a symbolic or lazily known value occurs in ``value``."""
    if isinstance(value, (Integer, Boolean, String, Model)):
        return False
    if isinstance(value, FiniteSet):
        return any(holds_symbol(v) for v in value.elements)
    if isinstance(value, Function):
        return any(holds_symbol(k) or holds_symbol(v) for k, v in value.items.items())
    return True
