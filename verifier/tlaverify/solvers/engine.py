"""From a driver to the code that runs it."""

from __future__ import annotations

from typing import Protocol

from tlaverify.kernel.verdict import Outcome
from tlaverify.solvers.driver import Driver
from tlaverify.solvers.request import Request

__all__ = ["Engine", "make_engine"]


class Engine(Protocol):
    """Something that runs queries.

    ``ask`` turns whatever the solver does short of killing the process into an Outcome: UNSAT only if the
    solver accepted the whole script in silence and then answered just that.
    """

    @property
    def version(self) -> str: ...

    def ask(self, request: Request) -> Outcome: ...


def make_engine(driver: Driver) -> Engine:
    """The engine for ``driver``; the solver's library is imported only here, in the process that needs it.

    Raises ImportError if that library is not installed.
    """
    if driver.engine == "z3":
        from tlaverify.solvers.z3_engine import Z3Engine

        return Z3Engine(driver)
    if driver.engine == "cvc5":
        from tlaverify.solvers.cvc5_engine import Cvc5Engine

        return Cvc5Engine(driver)
    from tlaverify.solvers.command_engine import CommandEngine

    return CommandEngine(driver)
