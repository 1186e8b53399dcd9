"""Run many obligations over worker processes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tlaverify.kernel.sequent import Obligation
from tlaverify.schedule.options import Options
from tlaverify.schedule.result import Result, RunResult

__all__ = ["run"]


def run(
    obligations: Sequence[Obligation],
    options: Options | None = None,
    on_result: Callable[[Result], None] | None = None,
) -> RunResult:
    """Try to prove each obligation and return the verdicts in the order given.

    on_result is called in this process, once for each obligation, as soon as its verdict is known
    (in an order that depends on timing); an exception that it raises stops the run.
    Encoding and solving are done in the workers, which are started with ``spawn``: a script that calls
    this needs the usual ``if __name__ == "__main__":`` guard.
    KeyboardInterrupt does not escape: the result says ``interrupted`` and keeps what was finished.
    Raises ValueError for options that make no sense (unknown solver or portfolio, jobs < 1).
    """
    raise NotImplementedError
