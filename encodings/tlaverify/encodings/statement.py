"""Assertions as the script states them: with triggers, as text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property
from typing import Final

from tlaverify.encodings.polynomials import multiplies, normalize
from tlaverify.encodings.smt import Expr
from tlaverify.encodings.triggers import add_triggers

__all__ = ["Statement", "stated", "symbol_text", "text"]


class Statement:
    """An assertion; what the script needs to know of it is found once, however many scripts state it."""

    def __init__(self, assertion: Expr) -> None:
        self.assertion: Final = assertion

    @cached_property
    def multiplies(self) -> bool:
        """Whether there is a product of two terms that are not literals."""
        return multiplies(self.assertion)

    @cached_property
    def triggered(self) -> Expr:
        """The assertion with triggers."""
        return add_triggers(self.assertion)

    @cached_property
    def symbols(self) -> frozenset[str]:
        """The operators and symbols that occur, in triggers too."""
        return _symbols(self.triggered)

    @cached_property
    def text(self) -> str:
        """In SMT-LIB."""
        return text(self.triggered)


def stated(statements: Iterable[Statement]) -> list[Statement]:
    """The statements, with nonlinear integer terms in normal form if there are any (``polynomials``)."""
    kept = list(statements)
    if not any(s.multiplies for s in kept):
        return kept
    return [Statement(e) for e in normalize([s.assertion for s in kept])]


def _symbols(expression: Expr) -> frozenset[str]:
    out: set[str] = set()
    seen: set[int] = set()
    todo = [expression]
    while todo:
        e = todo.pop()
        if id(e) in seen:
            continue
        seen.add(id(e))
        out.add(e.op)
        todo.extend(e.args)
        for p in e.pats:
            todo.extend(p)
    return frozenset(out)


# SMT-LIB has no "|" and no "\\" in names.  No character's text begins another's: a name can be read back.
_WRITTEN: Final = str.maketrans({"\\": "%", "%": "¦p", "|": "¦b", "¦": "¦¦"})


@cache
def symbol_text(name: str) -> str:
    """A name as SMT-LIB writes it; different names are written differently.

    Names that begin with "." or "@" are the solvers' own, even in bars: these get a "¦" before them.
    """
    simple = name.isascii() and name.replace("_", "a").replace("!", "a").replace(".", "a").isalnum()
    own = name[:1] in (".", "@")
    if simple and not own and not name[0].isdigit():
        return name
    return f"|{'¦' if own else ''}{name.translate(_WRITTEN)}|"


def text(e: Expr) -> str:
    """The expression in SMT-LIB."""
    return _text(e, {})


def _text(e: Expr, made: dict[int, str]) -> str:
    """``made`` holds the texts of parts, by identity: many stand in several places."""
    known = made.get(id(e))
    if known is not None:
        return known
    if e.kind == "lit":
        return f"(- {e.op[1:]})" if e.op.startswith("-") else e.op
    if e.kind == "quant":
        bound = " ".join(f"({symbol_text(b.op)} {b.sort})" for b in e.bound)
        body = _text(e.args[0], made)
        if e.pats:
            pats = " ".join(f":pattern ({' '.join(_text(t, made) for t in p)})" for p in e.pats)
            body = f"(! {body} {pats})"
        out = f"({e.op} ({bound}) {body})"
    else:
        head = e.op if e.kind == "op" else symbol_text(e.op)
        out = f"({head} {' '.join([_text(a, made) for a in e.args])})" if e.args else head
    made[id(e)] = out
    return out
