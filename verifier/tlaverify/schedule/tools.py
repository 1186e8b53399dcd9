"""What a worker is told, and what it works with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, cast

from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.verdict import Outcome, Query, Verdict, prove
from tlaverify.schedule.cache import Cache
from tlaverify.schedule.portfolio import Portfolio
from tlaverify.solvers.driver import Driver
from tlaverify.solvers.engine import Engine, make_engine
from tlaverify.solvers.worker import resolve

__all__ = ["Plan", "Tools"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What every worker is told once.

    ``drivers`` are those of the portfolio's passes; ``timeout``, ``memory`` and ``recheck`` as in Options.
    """

    portfolio: Portfolio
    drivers: dict[str, Driver]
    encoder: str
    decider: str
    seed: int
    timeout: float | None
    memory: int
    cache: Cache | None = None
    recheck: float = 0.0
    refuter: str = ""


class Tools:
    """What a worker loads once: the encoder, the solvers and the decision procedure, when first needed.

    Also what is made of answers: ``conclude``.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan: Final = plan
        self._engines: dict[str, Engine] = {}
        self._functions: dict[str, Callable[..., object]] = {}

    def engine(self, name: str) -> Engine:
        if name not in self._engines:
            self._engines[name] = make_engine(self.plan.drivers[name])
        return self._engines[name]

    def function(self, name: str) -> Callable[..., object]:
        if name not in self._functions:
            self._functions[name] = resolve(name)
        return self._functions[name]

    def encode(self, obligation: Obligation, strategy: str) -> tuple[Query, ...]:
        """The queries of ``obligation``; raises what the encoder raises."""
        return tuple(cast("tuple[Query, ...]", self.function(self.plan.encoder)(obligation, strategy)))

    def conclude(
        self, obligation: Obligation, answered: Sequence[tuple[Query, Outcome]], budget: str
    ) -> Verdict | None:
        """What follows where all queries of an encoding are unsatisfiable; None: go on with other passes."""
        return prove(obligation, answered, budget)
