"""The expressions of ``-k``: substrings of ids with ``and``, ``or``, ``not`` and parentheses."""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["parse_keywords"]

_TOKEN = re.compile(r"\s*(?:(?P<mark>[()])|(?P<word>[^\s()]+))")

Test = Callable[[str], bool]


def parse_keywords(text: str) -> Test:
    """A test for ids, which ignores case.

    Raises ValueError, with what is wrong, for an expression that is not well formed.

    >>> test = parse_keywords("paxos and not (typeok or <2>3)")
    >>> test("Paxos!Inv!<1>2"), test("Paxos!Inv!<2>3")
    (True, False)
    """
    tokens = [m["mark"] or m["word"] for m in _TOKEN.finditer(text)]
    test, rest = _either(tokens)
    if rest:
        raise ValueError(f"unexpected {rest[0]!r}")
    return test


def _either(tokens: list[str]) -> tuple[Test, list[str]]:
    test, rest = _both(tokens)
    while rest and rest[0].lower() == "or":
        right, rest = _both(rest[1:])
        test = _or(test, right)
    return test, rest


def _both(tokens: list[str]) -> tuple[Test, list[str]]:
    test, rest = _one(tokens)
    while rest and rest[0].lower() == "and":
        right, rest = _one(rest[1:])
        test = _and(test, right)
    return test, rest


def _one(tokens: list[str]) -> tuple[Test, list[str]]:
    if not tokens:
        raise ValueError("something is missing at the end")
    head, rest = tokens[0], tokens[1:]
    if head.lower() == "not":
        inner, rest = _one(rest)
        return (lambda name: not inner(name)), rest
    if head == "(":
        inner, rest = _either(rest)
        if not rest or rest[0] != ")":
            raise ValueError("')' is missing")
        return inner, rest[1:]
    if head == ")" or head.lower() in ("and", "or"):
        raise ValueError(f"unexpected {head!r}")
    word = head.lower()
    return (lambda name: word in name.lower()), rest


def _or(left: Test, right: Test) -> Test:
    return lambda name: left(name) or right(name)


def _and(left: Test, right: Test) -> Test:
    return lambda name: left(name) and right(name)
