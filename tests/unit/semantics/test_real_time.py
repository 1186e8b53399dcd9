"""Module RealTime, whose operators are given actions."""

from __future__ import annotations

from collections.abc import Callable

from tlaverify.kernel.term import Level
from tlaverify.semantics.program import Program


def test_bounds_on_an_action(load: Callable[..., Program]) -> None:
    program = load(
        "VARIABLE x\nAct == x' = x + 1\n"
        "Spec == [][Act]_x /\\ RTnow(x) /\\ RTBound(Act, x, 1, 2) /\\ RTBound(x' = x, <<x>>, 0, 5)\n"
        "RT(now_) == INSTANCE RealTime WITH now <- now_\n"
        "Bound(A, n) == RT(n)!RTBound(A, x, 1, 2)",
        extends="RealTime",
    )
    levels = {s.name: s.level for s in program.main.scope.definitions}
    assert levels["Spec"] is Level.TEMPORAL and levels["RTBound"] is Level.TEMPORAL
