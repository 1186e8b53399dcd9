"""Bound variables and tuple patterns.

A pattern over a product is bounds over its factors; any other is spelt out:

>>> # \\A <<x, y>> \\in A \\X B : P    is  \\A x \\in A, y \\in B : P
>>> # \\A <<x, y>> \\in S : P          is  \\A x, y : <<x, y>> \\in S => P
>>> # {<<x, y>> \\in S : P}            is  {p \\in S : p = <<p[1], p[2]>> /\\ P}   (p[i] for the names in P)
>>> # {e : <<x, y>> \\in S}            is  {e : p \\in {p \\in S : p = <<p[1], p[2]>>}}
>>> # [<<x, y>> \\in S |-> e]          is  [p \\in S |-> IF p = <<p[1], p[2]>> THEN e ELSE anything(p)]

What a function over a pattern is for arguments that are no tuples TLA+ leaves open, for each of them.  So is
what anything is outside its domain: ``anything(p)`` is ``p[CHOOSE v : v \\notin DOMAIN p]``.

Source: "Specifying Systems", section 16.1.2 and table 3 (what a tuple pattern abbreviates).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tlaverify.kernel.rewrite import substitute
from tlaverify.kernel.term import (
    Apply,
    Bind,
    Binder,
    Bound,
    Kind,
    Num,
    Symbol,
    Term,
    builtin,
    fresh,
    is_builtin,
    ref,
)

__all__ = ["Group", "choose", "filter_set", "function", "map_set", "quantify"]


@dataclass(frozen=True, slots=True)
class Group:
    """A bound group: its symbols, its domain (None: unbounded), and whether it is a tuple pattern."""

    symbols: tuple[Symbol, ...]
    domain: Term | None
    tupled: bool = False

    def bounds(self) -> tuple[Bound, ...] | None:
        """The plain bounds that say the same, None for a pattern over what is no product."""
        if not self.tupled:
            return tuple(Bound(s, self.domain) for s in self.symbols)
        if (
            isinstance(self.domain, Apply)
            and is_builtin(self.domain, "\\X")
            and len(self.domain.args) == len(self.symbols)
        ):
            return tuple(Bound(s, d) for s, d in zip(self.symbols, self.domain.args, strict=True))
        return None

    def tuple(self) -> Term:
        """``<<x, y>>``."""
        return builtin("<<>>", *(ref(s) for s in self.symbols))


def quantify(binder: Binder, groups: Iterable[Group], body: Term) -> Bind:
    """``\\A`` or ``\\E`` (or their temporal kinds)."""
    bounds: list[Bound] = []
    guards: list[Term] = []
    for group in groups:
        plain = group.bounds()
        if plain is not None:
            bounds.extend(plain)
            continue
        assert group.domain is not None
        bounds.extend(Bound(s, None) for s in group.symbols)
        guards.append(builtin("\\in", group.tuple(), group.domain))
    if guards:
        guard = guards[0] if len(guards) == 1 else builtin("/\\", *guards)
        forall = binder in (Binder.FORALL, Binder.TEMPORAL_FORALL)
        body = builtin("=>", guard, body) if forall else builtin("/\\", guard, body)
    return Bind(binder, tuple(bounds), body)


def _projected(
    group: Group, body: Term, beside: frozenset[Symbol] = frozenset()
) -> tuple[Symbol, Term, Term]:
    """A symbol p for the whole tuple, ``p = <<p[1], ..., p[n]>>``, and the body with p[i] for the names.

    ``beside`` are the variables that are bound beside these, in the body or not: p is none of them.
    """
    assert group.domain is not None
    name = "_".join(s.name for s in group.symbols) + "_"
    avoid = body.free | group.domain.free | frozenset(group.symbols) | beside
    p = fresh(Symbol(name, Kind.BOUND), avoid)
    parts = tuple(builtin("APPLY", ref(p), Num(i + 1)) for i in range(len(group.symbols)))
    shape = builtin("=", ref(p), builtin("<<>>", *parts))
    return p, shape, substitute(body, dict(zip(group.symbols, parts, strict=True)))


def _named(groups: Iterable[Group]) -> frozenset[Symbol]:
    return frozenset(s for group in groups for s in group.symbols)


def filter_set(group: Group, body: Term) -> Bind:
    """``{x \\in S : P}``."""
    if not group.tupled:
        return Bind(Binder.FILTER, (Bound(group.symbols[0], group.domain),), body)
    p, shape, inner = _projected(group, body)
    inner = inner if group.bounds() is not None else builtin("/\\", shape, inner)
    return Bind(Binder.FILTER, (Bound(p, group.domain),), inner)


def choose(group: Group, body: Term) -> Bind:
    """``CHOOSE x \\in S : P``."""
    if not group.tupled:
        return Bind(Binder.CHOOSE, (Bound(group.symbols[0], group.domain),), body)
    if group.domain is None:
        p, shape, inner = _projected(Group(group.symbols, builtin("{}"), True), body)
        return Bind(Binder.CHOOSE, (Bound(p, None),), builtin("/\\", shape, inner))
    p, shape, inner = _projected(group, body)
    return Bind(Binder.CHOOSE, (Bound(p, group.domain),), builtin("/\\", shape, inner))


def map_set(groups: tuple[Group, ...], body: Term) -> Bind:
    """``{e : x \\in S, ...}``."""
    beside = _named(groups)
    bounds: list[Bound] = []
    for group in groups:
        plain = group.bounds()
        if plain is not None:
            bounds.extend(plain)
            continue
        p, shape, body = _projected(group, body, beside)
        beside |= {p}
        bounds.append(Bound(p, Bind(Binder.FILTER, (Bound(p, group.domain),), shape)))
    return Bind(Binder.MAP, tuple(bounds), body)


def function(groups: tuple[Group, ...], body: Term) -> Bind:
    """``[x \\in S, ... |-> e]``."""
    if len(groups) == 1:
        plain = groups[0].bounds()
        if plain is not None:
            return Bind(Binder.FUNCTION, plain, body)
    beside = _named(groups)
    bounds: list[Bound] = []
    for group in groups:
        if not group.tupled:
            bounds.extend(Bound(s, group.domain) for s in group.symbols)
            continue
        # Even over a product: the argument is one tuple among several arguments.
        p, shape, inner = _projected(group, body, beside)
        beside |= {p}
        if group.bounds() is None:
            v = Symbol("v", Kind.BOUND)
            outside = builtin("\\notin", ref(v), builtin("DOMAIN", ref(p)))
            anything = builtin("APPLY", ref(p), Bind(Binder.CHOOSE, (Bound(v, None),), outside))
            inner = builtin("IF", shape, inner, anything)
        body = inner
        bounds.append(Bound(p, group.domain))
    return Bind(Binder.FUNCTION, tuple(bounds), body)
