"""What a solver is asked, and how its words become an Outcome."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass

from tlaverify.kernel.verdict import Answer, Outcome
from tlaverify.solvers.driver import Driver, Meaning, OptionValue

__all__ = [
    "FORBIDDEN", "REFUSED", "Request", "digest", "error", "names_of", "option_text", "reason_text", "refused",
    "request_key", "unfit",
]


@dataclass(frozen=True, slots=True)
class Request:
    """One query for one solver.

    text      an SMT-LIB script up to, not including, ``(check-sat)``.
    budget    the solver's own resource units; 0 for no limit.
    seed      the random seed.
    options   set after the driver's own, in this order.
    timeout   safety net in wall seconds, None for none.
    memory    MiB that the solver may use, 0 for no limit of its own.
    model     ask for a model after ``sat``.
    core      ask for an unsat core after ``unsat`` (the script's assertions must be named).
    """

    text: str
    budget: int = 0
    seed: int = 0
    options: tuple[tuple[str, OptionValue], ...] = ()
    timeout: float | None = None
    memory: int = 0
    model: bool = False
    core: bool = False


def digest(text: str) -> str:
    """sha256 of a query's text, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def request_key(request: Request, driver: Driver, version: str, encoding: str) -> str:
    """A key that two requests share only if the solver must answer them alike.

    It covers the text, the encoding, the driver with its version and options, seed, budget and memory limit;
    not the timeout: outcomes that a timeout ended are not to be kept.
    """
    parts = [
        1, digest(request.text), encoding, driver.name, driver.engine, version, driver.command,
        driver.options, driver.seed_options, request.options, request.seed, request.budget, request.memory,
        request.model, request.core,
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()


FORBIDDEN = re.compile(
    r"\(\s*(?:(?:echo|exit|pop|push|reset|eval|include)(?=[\s)(;\"|])|(?:check-sat|reset-|get-)[-a-z]*)"
)
"""Commands that answer, or that take assertions back: no query may hold one, not even in a quoted name."""


_NAME = re.compile(r"\|[^|]*\||[^\s()|]+")


def unfit(text: str) -> str:
    """Why ``text`` cannot be a query, or "" if it can.

    A NUL character would end the text for a solver written in C; the commands of FORBIDDEN could make it
    answer another question than the one that is asked.
    """
    if "\0" in text:
        return "the query holds a NUL character"
    found = FORBIDDEN.search(text)
    if found:
        return f"the query holds the command {found.group().strip()!r}"
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "the query is not Unicode text"
    return ""


def names_of(core: str) -> tuple[str, ...]:
    """The names in what ``(get-unsat-core)`` prints, without their bars."""
    return tuple(name.strip("|") for name in _NAME.findall(core))


def option_text(value: OptionValue) -> str:
    """An option's value as SMT-LIB writes it."""
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


_REASONS: dict[Meaning, str] = {
    "budget": "resource budget used up",
    "memory": "memory limit",
    "timeout": "safety timeout",
    "incomplete": "incomplete",
}


def reason_text(meaning: Meaning | None, said: str) -> str:
    """The words of an Outcome's reason; the same whichever solver it is."""
    if meaning == "incomplete" and "quantifiers" in said:
        return "incomplete quantifiers"
    return _REASONS[meaning] if meaning is not None else (said.strip() or "no reason given")


REFUSED = "refused the query"
"""How the reason of an ERROR begins if the solver, or ``unfit``, did not accept the script."""


def error(driver: Driver, version: str, reason: str, seconds: float = 0.0) -> Outcome:
    """An Outcome that is no answer; only the first line of ``reason`` is kept, and at most 300 characters."""
    first = reason.strip().splitlines()[0] if reason.strip() else "no output"
    return Outcome(Answer.ERROR, driver.name, version, first[:300], 0, seconds)


def refused(driver: Driver, version: str, said: str, seconds: float = 0.0) -> Outcome:
    """``error`` for a script that was not accepted."""
    return error(driver, version, f"{REFUSED}: {said.strip() or 'no output'}", seconds)
