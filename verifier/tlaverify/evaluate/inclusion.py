"""Inclusions between sets that hold by their form: Nat in Int, [S -> T] in [S -> U] where T is in U, ..."""

from __future__ import annotations

from tlaverify.evaluate import compare
from tlaverify.evaluate.lazy import (
    INT,
    NAT,
    REAL,
    Cup,
    FunctionSet,
    Powerset,
    Product,
    RecordSet,
    Sequences,
    _Part,
    integer_rays,
)
from tlaverify.evaluate.values import LazySet, Value
from tlaverify.evaluate.work import Work

__all__ = ["included", "integers_only"]


def included(a: Value, b: Value, work: Work) -> bool:
    """Whether one of the rules gives ``a \\subseteq b``; False says nothing."""
    work.spend()

    def within(x: Value, y: Value) -> bool:
        return compare.subset(x, y, work) is True

    if a == b:
        return True
    if isinstance(a, Cup):
        return within(a.left, b) and within(a.right, b)
    if isinstance(b, Cup) and (included(a, b.left, work) or included(a, b.right, work)):
        return True
    if isinstance(a, _Part) and included(a.base, b, work):
        return True
    if b in (INT, REAL) and a in (NAT, INT):
        return True
    if isinstance(a, FunctionSet) and isinstance(b, FunctionSet):
        return compare.equal(a.domain, b.domain, work) is True and within(a.codomain, b.codomain)
    if isinstance(a, Powerset) and isinstance(b, Powerset):
        return within(a.base, b.base)
    if isinstance(a, Sequences) and isinstance(b, Sequences):
        return within(a.base, b.base)
    if isinstance(a, Product) and isinstance(b, Product) and len(a.factors) == len(b.factors):
        return all(within(x, y) for x, y in zip(a.factors, b.factors, strict=True))
    if isinstance(a, RecordSet) and isinstance(b, RecordSet) and len(a.fields) == len(b.fields):
        return all(f == g and within(x, y) for (f, x), (g, y) in zip(a.fields, b.fields, strict=True))
    return False


def integers_only(s: LazySet) -> tuple[int, ...] | None:
    """See ``lazy.integer_rays``."""
    return integer_rays(s)
