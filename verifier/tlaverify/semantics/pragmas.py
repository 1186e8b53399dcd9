"""The ``(*{ ... }*)`` comments behind definitions: provers, and the library's interpreted operators."""

from __future__ import annotations

import re
from typing import Final

from tlaverify.kernel.operators import BUILTIN_OPERATORS

__all__ = ["builtin_name", "prover_names"]

_PROVER: Final = re.compile(r'prover\s*:\s*"([^"]*)"')
_BUILTIN: Final = re.compile(r'\s*builtin\s+"((?:[^"\\]|\\.)*)"\s*\Z')

_NORMAL: Final[dict[str, str]] = {
    "ls4": "ptl",
    "smt2": "smt",
    "smt3": "smt",
    "smt2lib": "smt",
    "smt2z3": "z3",
    "z3": "z3",
    "z33": "z3",
    "cvc3": "cvc",
    "cvc33": "cvc",
    "cvc4": "cvc",
    "cvc5": "cvc",
    "yices": "smt",
    "yices3": "smt",
    "verit": "smt",
    "spass": "smt",
    "zipper": "zenon",
    "tptp": "smt",
    "cooper": "smt",
}


def prover_names(pragma: str | None) -> tuple[str, ...]:
    """The provers of a ``by (prover: "smt3"; ...)`` pragma in the names of ``Obligation.backends``.

    Several ``by`` clauses give several names; an unknown prover keeps its name.  Empty for
    any other comment.
    """
    if pragma is None or "by" not in pragma:
        return ()
    found = [name.lower() for name in _PROVER.findall(pragma)]
    return tuple(dict.fromkeys(_NORMAL.get(name, name) for name in found))


def builtin_name(pragma: str | None) -> str | None:
    """The kernel's operator of a ``builtin "+"`` pragma, None for any other comment.

    Raises ValueError for a name that is no operator of the kernel.
    """
    match = _BUILTIN.match(pragma) if pragma else None
    if match is None:
        return None
    name = re.sub(r"\\(.)", r"\1", match[1])
    if name not in BUILTIN_OPERATORS and name not in (">", ">="):
        raise ValueError(f"the library marks an unknown builtin operator {name!r}")
    return name
