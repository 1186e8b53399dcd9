"""What a run is told: workers, budgets, seeds, solvers."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DECIDER", "ENCODER", "REFUTER", "Options"]

REFUTER = "tlaverify.explain.refute:refute"
"""What looks for counterexamples, for callers that want them."""

ENCODER = "tlaverify.encodings.encode:encode"
"""Where the worker processes find the encoder, as ``module:function``."""

DECIDER = "tlaverify.obligations.temporal:refute"
"""Where they find the temporal decision procedure: given the obligation, it gives ``ptl.Closed`` or else."""


@dataclass(frozen=True, slots=True)
class Options:
    """How obligations are run.

    jobs        worker processes; None: as many as the machine has cores.
    budget      factor on every pass's budget of solver resources (1.0: the portfolio's own figures).
                Budgets are deterministic counts, not seconds: a slow machine gives the same verdicts.
    timeout     safety net in wall seconds for a single query, None for the passes' own hang guard
                (far above what the budget needs). One that fires gives ``Unknown("safety timeout ...")``.
    memory      MiB that a worker process may use; a query that wants more is ``Unknown("memory limit ...")``.
    seed        the solvers' random seed.
    solvers     the solvers to use, by driver name; passes for others are left out.
    encodings   the encodings to use, by strategy name; None for all.
    fail_fast   stop at the first obligation that is not proved; the rest is ``Unknown("not run ...")``.
    portfolio   name of a portfolio of ``schedule/portfolios`` or the path of a TOML file.
    encoder     ``module:function`` called in the workers as ``encode(obligation, strategy)``.
    decider     ``module:function`` called in the workers as ``decide(obligation)``, for temporal obligations.
    refuter     ``module:function`` called in the workers as ``refute(obligation)`` for what no pass proves;
                it gives a counterexample that it has checked, or None.  Empty: none is looked for.
    recheck     the share (0 to 1) of the outcomes found in the cache that a solver is asked for all the same.
    cluster     address of a Dask scheduler whose workers prove instead of this machine's; empty for none.
    """

    jobs: int | None = None
    budget: float = 1.0
    timeout: float | None = None
    memory: int = 2048
    seed: int = 0
    solvers: tuple[str, ...] = ("z3", "cvc5")
    encodings: tuple[str, ...] | None = None
    fail_fast: bool = False
    portfolio: str = "default"
    encoder: str = ENCODER
    decider: str = DECIDER
    refuter: str = ""
    recheck: float = 0.0
    cluster: str = ""
