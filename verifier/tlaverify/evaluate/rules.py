"""Built-in operators of values: sets, functions, arithmetic, sequences.

``STRICT[name](arguments, work)`` takes values; the operators that must not
evaluate all their arguments (connectives, IF, CASE, EXCEPT, prime) are in
``evaluate.py``.  Sources: "Specifying Systems", chapter 16, and the standard
modules Integers and Sequences (chapter 18).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tlaverify.evaluate import compare
from tlaverify.evaluate.lazy import (
    INT,
    NAT,
    REAL,
    STRING,
    BigUnion,
    Cap,
    Cup,
    Diff,
    FunctionSet,
    Interval,
    Powerset,
    Product,
    RecordSet,
    Sequences,
)
from tlaverify.evaluate.symbolic import Ray, int_less
from tlaverify.evaluate.values import (
    FALSE,
    TRUE,
    FiniteSet,
    Function,
    Integer,
    LazyFunction,
    String,
    Truth,
    Undefined,
    Value,
    boolean,
    empty_set,
    finite_set,
    sequence,
    sequence_items,
)
from tlaverify.evaluate.work import Work

__all__ = ["STRICT", "from_truth"]

Result = Value | Undefined
Rule = Callable[[tuple[Value, ...], Work], Result]

_EAGER_INTERVAL = 1_000
_DIGITS = 4_000


def from_truth(answer: Truth) -> Result:
    return answer if isinstance(answer, Undefined) else boolean(answer)


# ------------------------------------------------------------------- sets


def _cup(args: tuple[Value, ...], work: Work) -> Result:
    a, b = args
    if isinstance(a, FiniteSet) and isinstance(b, FiniteSet):
        work.spend(len(a.elements) + len(b.elements))
        return FiniteSet(a.elements | b.elements)
    return Cup(a, b) if compare.is_set(a) and compare.is_set(b) else _no_set(a, b)


def _no_set(*args: Value) -> Undefined:
    odd = next(a for a in args if not compare.is_set(a))
    return Undefined(f"TLA+ does not say what the elements of {odd!r} are")


def _part(make: Callable[[Value, Value], Cap | Diff]) -> Rule:
    def rule(args: tuple[Value, ...], work: Work) -> Result:
        a, b = args
        if not compare.is_set(a) or not compare.is_set(b):
            return _no_set(a, b)
        part = make(a, b)
        if isinstance(a, FiniteSet):
            listed = part.listed(work)
            return listed if isinstance(listed, Undefined) else finite_set(listed)
        return part

    return rule


def _cap(args: tuple[Value, ...], work: Work) -> Result:
    a, b = args
    if isinstance(b, FiniteSet) and not isinstance(a, FiniteSet):
        a, b = b, a
    return _part(Cap)((a, b), work)


def _powerset(args: tuple[Value, ...], work: Work) -> Result:
    return Powerset(args[0]) if compare.is_set(args[0]) else _no_set(args[0])


def _union(args: tuple[Value, ...], work: Work) -> Result:
    family = args[0]
    if not compare.is_set(family):
        return _no_set(family)
    if isinstance(family, FiniteSet):
        odd = [s for s in family.sorted() if not compare.is_set(s)]
        if odd:
            return _no_set(*odd)
        if all(isinstance(s, FiniteSet) for s in family.elements):
            return finite_set(x for s in family.elements if isinstance(s, FiniteSet) for x in s.elements)
    return BigUnion(family)


def _product(args: tuple[Value, ...], work: Work) -> Result:
    return Product(args) if all(compare.is_set(a) for a in args) else _no_set(*args)


def _record_set(args: tuple[Value, ...], work: Work) -> Result:
    fields = list(zip(_names(args[::2]), args[1::2], strict=True))
    sets = args[1::2]
    return RecordSet(tuple(fields)) if all(compare.is_set(s) for s in sets) else _no_set(*sets)


def _names(args: tuple[Value, ...]) -> list[str]:
    return [a.value for a in args if isinstance(a, String)]


# -------------------------------------------------------------- functions


def _record(args: tuple[Value, ...], work: Work) -> Result:
    return Function(dict(zip(args[::2], args[1::2], strict=True)))


def _domain(args: tuple[Value, ...], work: Work) -> Result:
    f = args[0]
    if isinstance(f, Function):
        return f.domain()
    return f.domain if isinstance(f, LazyFunction) else Undefined(f"{f!r} is not known to be a function")


def _function_set(args: tuple[Value, ...], work: Work) -> Result:
    return FunctionSet(*args) if all(compare.is_set(a) for a in args) else _no_set(*args)


# ------------------------------------------------------------- arithmetic


def _numbers(compute: Callable[[int, int], int | None], name: str) -> Rule:
    def rule(args: tuple[Value, ...], work: Work) -> Result:
        a, b = args
        if isinstance(a, Integer) and isinstance(b, Integer):
            found = compute(a.value, b.value)
            if found is not None:
                return Integer(found)
        return Undefined(f"TLA+ does not say what {a!r} {name} {b!r} is")

    return rule


def _plus(args: tuple[Value, ...], work: Work) -> Result:
    a, b = args
    if isinstance(a, Ray) and isinstance(b, Integer):
        return a.plus(b.value)
    if isinstance(b, Ray) and isinstance(a, Integer):
        return b.plus(a.value)
    return _numbers(lambda x, y: x + y, "+")(args, work)


def _minus(args: tuple[Value, ...], work: Work) -> Result:
    a, b = args
    if isinstance(a, Ray) and isinstance(b, Ray) and a.horizon is b.horizon and a.sign == b.sign:
        return Integer(a.offset - b.offset)
    if isinstance(a, Ray) and isinstance(b, Integer):
        return a.plus(-b.value)
    if isinstance(b, Ray) and isinstance(a, Integer):
        return b.negative().plus(a.value)
    return _numbers(lambda x, y: x - y, "-")(args, work)


def _negative(args: tuple[Value, ...], work: Work) -> Result:
    a = args[0]
    if isinstance(a, Ray):
        return a.negative()
    return Integer(-a.value) if isinstance(a, Integer) else Undefined(f"the negative of {a!r}")


def _power(a: int, b: int) -> int | None:
    # 0^0 is not defined by the standard modules, and a negative exponent leaves the integers.
    if b < 0 or (a == 0 and b == 0) or (abs(a) > 1 and b * len(str(abs(a))) > _DIGITS):
        return None
    return int(a**b)


def _interval(args: tuple[Value, ...], work: Work) -> Result:
    low, high = args
    empty = int_less(high, low)
    if not isinstance(low, (Integer, Ray)) or not isinstance(high, (Integer, Ray)):
        return Undefined(f"TLA+ does not say what {low!r}..{high!r} is")
    if empty is True:
        return empty_set()
    if isinstance(low, Integer) and isinstance(high, Integer) and high.value - low.value < _EAGER_INTERVAL:
        work.spend(high.value - low.value)
        return finite_set(Integer(n) for n in range(low.value, high.value + 1))
    return Interval(low, high)


def _less(args: tuple[Value, ...], work: Work) -> Result:
    return from_truth(int_less(*args))


def _at_most(args: tuple[Value, ...], work: Work) -> Result:
    answer = int_less(args[1], args[0])
    return answer if isinstance(answer, Undefined) else boolean(not answer)


# -------------------------------------------------------------- sequences


def _on_sequences(count: int, compute: Callable[..., Result]) -> Rule:
    """A rule whose first ``count`` arguments must be sequences."""

    def rule(args: tuple[Value, ...], work: Work) -> Result:
        items = []
        for a in args[:count]:
            found = sequence_items(a)
            if found is None:
                return Undefined(f"{a!r} is not known to be a sequence")
            items.append(found)
        work.spend(sum(map(len, items)))
        return compute(*items, *args[count:])

    return rule


_Items = tuple[Value, ...]


def _head(s: _Items) -> Result:
    return s[0] if s else Undefined("Head(<<>>)")


def _tail(s: _Items) -> Result:
    return sequence(s[1:]) if s else Undefined("Tail(<<>>)")


def _subseq(s: _Items, m: Value, n: Value) -> Result:
    if not isinstance(m, Integer) or not isinstance(n, Integer):
        return Undefined(f"SubSeq with bounds {m!r}, {n!r}")
    if m.value > n.value:
        return sequence(())
    if m.value < 1 or n.value > len(s):
        return Undefined(f"SubSeq({sequence(s)!r}, {m!r}, {n!r}): past the end")
    return sequence(s[m.value - 1 : n.value])


def _seq(args: tuple[Value, ...], work: Work) -> Result:
    return Sequences(args[0]) if compare.is_set(args[0]) else _no_set(args[0])


STRICT: Final[dict[str, Rule]] = {
    "TRUE": lambda a, w: TRUE,
    "FALSE": lambda a, w: FALSE,
    "BOOLEAN": lambda a, w: finite_set((TRUE, FALSE)),
    "STRING": lambda a, w: STRING,
    "=": lambda a, w: from_truth(compare.equal(a[0], a[1], w)),
    "\\in": lambda a, w: from_truth(compare.member(a[0], a[1], w)),
    "\\subseteq": lambda a, w: from_truth(compare.subset(a[0], a[1], w)),
    "\\cup": _cup,
    "\\cap": _cap,
    "\\": _part(Diff),
    "SUBSET": _powerset,
    "UNION": _union,
    "{}": lambda a, w: finite_set(a),
    "\\X": _product,
    "APPLY": lambda a, w: compare.apply_function(a[0], a[1], w),
    "DOMAIN": _domain,
    "[->]": _function_set,
    "<<>>": lambda a, w: sequence(a),
    "REC": _record,
    "RECSET": _record_set,
    "Nat": lambda a, w: NAT,
    "Int": lambda a, w: INT,
    "Real": lambda a, w: REAL,
    "+": _plus,
    "-": _minus,
    "-.": _negative,
    "*": _numbers(lambda x, y: x * y, "*"),
    "/": _numbers(lambda x, y: x // y if y != 0 and x % y == 0 else None, "/"),
    "^": _numbers(_power, "^"),
    "\\div": _numbers(lambda x, y: x // y if y > 0 else None, "\\div"),
    "%": _numbers(lambda x, y: x % y if y > 0 else None, "%"),
    "..": _interval,
    "<": _less,
    "<=": _at_most,
    "Seq": _seq,
    "Len": _on_sequences(1, lambda s: Integer(len(s))),
    "Append": _on_sequences(1, lambda s, e: sequence((*s, e))),
    "Head": _on_sequences(1, _head),
    "Tail": _on_sequences(1, _tail),
    "\\o": _on_sequences(2, lambda s, t: sequence(s + t)),
    "SubSeq": _on_sequences(1, _subseq),
}
