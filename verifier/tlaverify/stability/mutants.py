"""Mutants of an SMT-LIB text: texts that say the same, and that a solver may find easier or harder.

The mutations are those of Y. Zhou, J. Bosamiya, Y. Takashima, J. Li, M. Heule, B. Parno, "Mariposa: Measuring
SMT Instability in Automated Program Verification" (FMCAD 2023): assertions in another order, and other names.
(The third one there, another random seed, changes no text.)

A text here is what the encodings write: declarations and assertions.  Comments are lost.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Final

__all__ = ["rename_symbols", "shuffle_assertions"]

_TOKEN: Final = re.compile(r';[^\n]*|\|[^|]*\||"(?:[^"]|"")*"|[()]|[^\s()|";]+')
_DECLARATIONS: Final = frozenset({"declare-sort", "declare-fun", "declare-const"})
_COMMANDS: Final = _DECLARATIONS | {"set-logic", "set-option", "set-info", "assert"}
_BINDERS: Final = frozenset({"forall", "exists", "let"})


def shuffle_assertions(text: str, number: int) -> str:
    """The same declarations, and after them the same assertions in an order that ``number`` determines.

        (declare-const a Int) (assert (< a 1)) (assert (< 0 a))
    becomes
        (declare-const a Int) (assert (< 0 a)) (assert (< a 1))

    Raises ValueError for a text with other commands.
    """
    commands = list(_commands(text))
    first = [c for c in commands if c[1] != "assert"]
    asserted = [c for c in commands if c[1] == "assert"]
    random.Random(f"shuffle {number}").shuffle(asserted)
    return "".join(f"{_joined(c)}\n" for c in (*first, *asserted))


def rename_symbols(text: str, number: int) -> str:
    """Every symbol that the text declares or binds under another name, the same one everywhere.

        (declare-const a Int) (assert (exists ((x Int)) (< a x)))
    becomes
        (declare-const s2! Int) (assert (exists ((s1! Int)) (< s2! s1!)))

    That includes the sort U, string literals and the symbols of our theories: to a solver they are symbols
    like any other.  As different symbols get different names, each occurrence is bound where it was, whatever
    hides what.  Raises ValueError for a text with other commands than declarations and assertions.
    """
    commands = list(_commands(text))
    own = dict.fromkeys(name for c in commands for name in _introduced(c))
    taken = {_bare(token) for c in commands for token in c}
    fresh = [name for name in (f"s{n}!" for n in range(1, len(own) + len(taken) + 1)) if name not in taken]
    names = fresh[: len(own)]
    random.Random(f"rename {number}").shuffle(names)
    new = dict(zip(own, names, strict=True))
    return "".join(f"{_joined([new.get(_bare(token), token) for token in c])}\n" for c in commands)


def _commands(text: str) -> Iterator[list[str]]:
    """The tokens of each top-level command."""
    depth, tokens = 0, list[str]()
    for token in _TOKEN.findall(text):
        if token.startswith(";"):
            continue
        tokens.append(token)
        depth += (token == "(") - (token == ")")
        if depth == 0:
            if len(tokens) < 3 or tokens[1] not in _COMMANDS:
                raise ValueError(f"no mutation is known for the command {' '.join(tokens[:3])}")
            yield tokens
            tokens = []
    if tokens:
        raise ValueError("the text ends within a command")


def _introduced(command: list[str]) -> Iterator[str]:
    """The symbols that a command declares or binds, without bars."""
    if command[1] in _DECLARATIONS:
        yield _bare(command[2])
    depth, lists = 0, set[int]()  # the depths within the lists of bound variables that are open
    for n, token in enumerate(command):
        if token == "(":
            depth += 1
            if command[n - 1] in _BINDERS and command[n - 2] == "(":
                lists.add(depth)
            elif depth - 1 in lists:
                yield _bare(command[n + 1])
        elif token == ")":
            lists.discard(depth)
            depth -= 1


def _bare(token: str) -> str:
    """``|a|`` and ``a`` are the same symbol."""
    return token[1:-1] if token.startswith("|") else token


def _joined(tokens: list[str]) -> str:
    before = ["(", *tokens]
    return "".join(t if t == ")" or b == "(" else f" {t}" for b, t in zip(before, tokens, strict=False))
