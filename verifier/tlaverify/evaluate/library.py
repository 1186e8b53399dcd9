"""Operators of the standard modules whose TLA+ definitions are not made to be computed.

Keyed by the module that defines the operator and its name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tlaverify.evaluate import compare
from tlaverify.evaluate.lazy import INT, NAT, REAL, STRING
from tlaverify.evaluate.values import FiniteSet, Integer, Undefined, Value, boolean
from tlaverify.evaluate.work import Work

__all__ = ["NATIVE"]

Result = Value | Undefined


def _is_finite(args: tuple[Value, ...], work: Work) -> Result:
    s = args[0]
    if isinstance(s, FiniteSet) or not isinstance(compare.elements(s, work), Undefined):
        return boolean(True)
    return boolean(False) if s in (NAT, INT, REAL, STRING) else Undefined(f"IsFiniteSet({s!r})")


def _cardinality(args: tuple[Value, ...], work: Work) -> Result:
    count = compare.size(args[0], work)
    return count if isinstance(count, Undefined) else Integer(count)


NATIVE: Final[dict[tuple[str, str], Callable[[tuple[Value, ...], Work], Result]]] = {
    ("FiniteSets", "IsFiniteSet"): _is_finite,
    ("FiniteSets", "Cardinality"): _cardinality,
}
