"""Solver drivers: descriptions of solvers as data.

A driver is a TOML file:

    name = "z3"                   # what --solver and reports call it
    engine = "z3"                 # "z3", "cvc5" (in process) or "command" (SMT-LIB text on standard input)
    units_per_second = 2_500_000  # the solver's own resource units for one nominal second of budget
    command = ["solver", "--in"]  # engine "command" only; {budget}, {seed} and {memory} (MiB) are filled in
    version_command = ["solver", "--version"]
    version = "1.0"               # instead of version_command
    [options]                     # set before every query
    [seed]
    options = ["smt.random_seed"] # which options take the seed
    [answers]                     # what it prints -> the three answers
    unsat = "unsat"
    [[reasons]]                   # why it does not know -> "budget", "memory", "timeout", "incomplete"
    says = "resource"
    means = "budget"

``{budget}`` in a command is the budget in the solver's units; a command without it has no
deterministic budget, and only the hang guard ends it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, cast

from tlaverify.kernel.verdict import Answer

__all__ = ["Driver", "DriverError", "Meaning", "OptionValue", "driver_names", "load_driver", "read_driver"]

OptionValue = str | int | float | bool
Engine = Literal["z3", "cvc5", "command"]
Meaning = Literal["budget", "memory", "timeout", "incomplete"]

_ENGINES = ("z3", "cvc5", "command")
_MEANINGS = ("budget", "memory", "timeout", "incomplete")
_KEYS = frozenset({
    "name", "engine", "units_per_second", "command", "version_command", "version", "options", "seed",
    "answers", "reasons",
})


class DriverError(ValueError):
    """A driver description is missing, unreadable or makes no sense."""


@dataclass(frozen=True, slots=True)
class Driver:
    """One solver's description; see the module's docstring for the fields.

    library  engine "z3": the folder whose package ``z3`` is used, empty for the installed one.  No driver
             file says it: a worker process that has loaded one version cannot load another.
    """

    name: str
    engine: Engine
    units_per_second: int
    command: tuple[str, ...] = ()
    version_command: tuple[str, ...] = ()
    version: str = ""
    options: tuple[tuple[str, OptionValue], ...] = ()
    seed_options: tuple[str, ...] = ()
    answers: tuple[tuple[str, Answer], ...] = (
        ("unsat", Answer.UNSAT), ("sat", Answer.SAT), ("unknown", Answer.UNKNOWN),
    )
    reasons: tuple[tuple[str, Meaning], ...] = field(default=())
    library: str = ""

    def units(self, seconds: float) -> int:
        """The budget of ``seconds`` nominal seconds in the solver's own units."""
        return max(1, round(seconds * self.units_per_second))

    def answer(self, word: str) -> Answer | None:
        """What an answer line means; None for anything that is not exactly an answer."""
        return dict(self.answers).get(word)

    def meaning(self, reason: str) -> Meaning | None:
        """What the solver's reason for not knowing means."""
        for says, means in self.reasons:
            if says in reason:
                return means
        return None


def driver_names() -> tuple[str, ...]:
    """The drivers that come with the program, sorted."""
    folder = resources.files(__package__).joinpath("drivers")
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


@cache
def load_driver(name: str) -> Driver:
    """The driver called ``name``, or, where the name ends in ``.toml``, the one in that file.

    Raises DriverError.
    """
    if name.endswith(".toml"):
        return read_driver(Path(name))
    if name not in driver_names():
        raise DriverError(f"unknown solver {name!r}; there are {', '.join(driver_names())}")
    text = resources.files(__package__).joinpath("drivers", f"{name}.toml").read_text(encoding="utf-8")
    return _parse(text, name)


def read_driver(path: Path) -> Driver:
    """The driver described in the file ``path``.  Raises DriverError."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise DriverError(f"cannot read the solver driver {path}: {problem}") from problem
    return _parse(text, str(path))


def _parse(text: str, where: str) -> Driver:
    try:
        data = tomllib.loads(text)
        return _build(data)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError) as problem:
        raise DriverError(f"bad solver driver {where}: {problem}") from problem


def _build(data: Mapping[str, Any]) -> Driver:
    surplus = sorted(set(data) - _KEYS)
    if surplus:
        raise ValueError(f"unknown key {surplus[0]!r}")
    engine = data["engine"]
    if engine not in _ENGINES:
        raise ValueError(f"engine must be one of {', '.join(_ENGINES)}")
    units = data.get("units_per_second", 1)
    if not isinstance(units, int) or units < 1:
        raise ValueError("units_per_second must be a positive integer")
    command = _strings(data.get("command", []))
    if (engine == "command") != bool(command):
        raise ValueError("engine \"command\" needs a command, and no other engine has one")
    answers = data.get("answers", {"unsat": "unsat", "sat": "sat", "unknown": "unknown"})
    reasons = data.get("reasons", [])
    for reason in reasons:
        if reason["means"] not in _MEANINGS:
            raise ValueError(f"a reason means one of {', '.join(_MEANINGS)}")
    return Driver(
        name=str(data["name"]),
        engine=cast(Engine, engine),
        units_per_second=units,
        command=command,
        version_command=_strings(data.get("version_command", [])),
        version=str(data.get("version", "")),
        options=tuple(MappingProxyType(data.get("options", {})).items()),
        seed_options=_strings(data.get("seed", {}).get("options", [])),
        answers=tuple((str(says), Answer(means)) for means, says in answers.items()),
        reasons=tuple((str(r["says"]), cast(Meaning, r["means"])) for r in reasons),
    )


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise ValueError("expected a list of strings")
    return tuple(value)
