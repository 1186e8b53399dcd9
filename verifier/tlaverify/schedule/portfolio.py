"""Portfolios: what to try on an obligation, in order, as data.

A portfolio is a TOML file:

    total = 12.0                  # nominal seconds for all passes of an obligation together
    [[pass]]
    name = "typed quick"          # for reports
    kind = "smt"                  # "smt" (default), "ptl" (the temporal decision procedure) or
                                  # "finite" (the search for a counterexample; without it, that comes last)
    encoding = "typed-def"        # a strategy of the encoder
    solver = "z3"                 # a driver
    options = { "smt.x" = 3 }     # the solver's own, for this pass
    budget = 2.0                  # nominal seconds for each query
    seed = 1                      # added to the run's seed
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any, Literal, cast, get_args

from tlaverify.schedule.options import Options
from tlaverify.solvers.driver import Driver, OptionValue, load_driver

__all__ = ["Pass", "Portfolio", "PortfolioError", "drivers_of", "load_portfolio", "probing", "select"]

PassKind = Literal["smt", "ptl", "finite"]

_PASS_KEYS = frozenset({"name", "kind", "encoding", "solver", "options", "budget", "seed"})


class PortfolioError(ValueError):
    """A portfolio is missing, unreadable or makes no sense."""


@dataclass(frozen=True, slots=True)
class Pass:
    """One thing to try; the module's docstring tells the fields."""

    name: str
    kind: PassKind = "smt"
    encoding: str = ""
    solver: str = ""
    options: tuple[tuple[str, OptionValue], ...] = ()
    budget: float = 1.0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Passes in order, and the nominal seconds that all of them together may use on one obligation."""

    passes: tuple[Pass, ...]
    total: float


def load_portfolio(name: str) -> Portfolio:
    """The portfolio called ``name``, or the one in the file ``name`` if that ends in ``.toml``.

    Raises PortfolioError.
    """
    try:
        if name.endswith(".toml"):
            text = Path(name).read_text(encoding="utf-8")
        else:
            folder = resources.files(__package__).joinpath("portfolios")
            text = folder.joinpath(f"{name}.toml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise PortfolioError(f"cannot read the portfolio {name!r}: {problem}") from problem
    try:
        return _build(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError) as problem:
        raise PortfolioError(f"bad portfolio {name}: {problem}") from problem


def _build(data: Mapping[str, Any]) -> Portfolio:
    surplus = sorted(set(data) - {"total", "pass"})
    if surplus:
        raise ValueError(f"unknown key {surplus[0]!r}")
    passes = tuple(_build_pass(entry) for entry in data["pass"])
    total = float(data["total"])
    if not passes or not total > 0:
        raise ValueError("a portfolio needs a pass and a positive total")
    names = [p.name for p in passes]
    if len(set(names)) != len(names):
        raise ValueError("two passes have the same name")
    return Portfolio(passes, total)


def _build_pass(entry: Mapping[str, Any]) -> Pass:
    surplus = sorted(set(entry) - _PASS_KEYS)
    if surplus:
        raise ValueError(f"unknown key {surplus[0]!r} in a pass")
    kind = entry.get("kind", "smt")
    if kind not in get_args(PassKind):
        raise ValueError(f"kind must be one of {', '.join(get_args(PassKind))}")
    smt = kind == "smt"
    budget = float(entry.get("budget", 1.0))
    if not budget > 0:
        raise ValueError("a budget must be positive")
    return Pass(
        name=str(entry["name"]),
        kind=cast(PassKind, kind),
        encoding=str(entry["encoding"]) if smt else "",
        solver=str(entry["solver"]) if smt else "",
        options=tuple((str(k), v) for k, v in entry.get("options", {}).items()),
        budget=budget,
        seed=int(entry.get("seed", 0)),
    )


def select(portfolio: Portfolio, options: Options) -> Portfolio:
    """The portfolio with the passes that ``options`` allows, by solver and encoding, and its budgets scaled.

    The passes that are no solver's are always kept.  Raises PortfolioError where nothing is left.
    """
    factor = options.budget
    if not factor > 0:
        raise PortfolioError("the budget factor must be positive")
    kept = tuple(
        replace(p, budget=p.budget * factor)
        for p in portfolio.passes
        if p.kind != "smt"
        or (p.solver in options.solvers and (options.encodings is None or p.encoding in options.encodings))
    )
    if not any(p.kind == "smt" for p in kept):
        raise PortfolioError("no pass of the portfolio uses these solvers and encodings")
    return Portfolio(kept, portfolio.total * factor)


def probing(options: Options) -> Options:
    """For trying many variants of an obligation under a small budget: ``options`` with the portfolio "probe".

    Where that has no pass for the solvers and encodings chosen, its own are used: nothing counts by it.
    """
    told = replace(options, portfolio="probe", refuter="", fail_fast=False)
    try:
        select(load_portfolio(told.portfolio), told)
    except PortfolioError:
        return replace(told, solvers=Options().solvers, encodings=None)
    return told


def drivers_of(portfolio: Portfolio) -> dict[str, Driver]:
    """The drivers of all its passes by name.  Raises DriverError."""
    return {p.solver: load_driver(p.solver) for p in portfolio.passes if p.kind == "smt"}
