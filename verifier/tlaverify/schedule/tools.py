"""What a worker is told, and what it works with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, cast

from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.verdict import Outcome, Query, Verdict, prove
from tlaverify.schedule.cache import Cache
from tlaverify.schedule.options import Options
from tlaverify.schedule.portfolio import Portfolio, drivers_of, load_portfolio, select
from tlaverify.solvers.driver import Driver
from tlaverify.solvers.engine import Engine, make_engine
from tlaverify.solvers.worker import resolve

__all__ = ["Plan", "Tools", "plan_of"]


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


def plan_of(options: Options, cache: Cache | None = None) -> Plan:
    """What the workers are told.  Raises PortfolioError or DriverError, which are ValueErrors."""
    portfolio = select(load_portfolio(options.portfolio), options)
    return Plan(
        portfolio, drivers_of(portfolio), options.encoder, options.decider, options.seed, options.timeout,
        options.memory, cache, options.recheck, options.refuter,
    )


class Tools:
    """What a worker loads once: the encoder, the solvers and the decision procedure, when first needed.

    Also what is made of answers: ``conclude``.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan: Final = plan
        self._engines: list[tuple[Driver, Engine]] = []
        self._functions: dict[str, Callable[..., object]] = {}

    def under(self, plan: Plan) -> Tools:
        """For another plan, with what is loaded already, and what either loads from now on."""
        other = Tools(plan)
        other._engines, other._functions = self._engines, self._functions
        return other

    def engine(self, name: str) -> Engine:
        driver = self.plan.drivers[name]
        found = next((engine for known, engine in self._engines if known == driver), None)
        if found is None:
            found = make_engine(driver)
            self._engines.append((driver, found))
        return found

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
