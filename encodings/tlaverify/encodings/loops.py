"""Lemmas that would be used on their own conclusions for ever.

``\\A f \\in Fs : \\A x \\in S : [f EXCEPT ![x] = 0] \\in Fs``, instantiated on what is in Fs, makes one more
element of Fs each time.  Such a lemma is instantiated on the terms of its conclusion (``[f EXCEPT ![x] = 0]``
for some f and x) instead.
"""

from __future__ import annotations

from typing import Final

from tlaverify.encodings.smt import BOOL, Expr

__all__ = ["named", "parts_of", "without_loop"]

_MOST: Final = 3


def without_loop(e: Expr) -> tuple[Expr, tuple[tuple[Expr, ...], ...]] | None:
    """The universal quantifier and those right below its guards drawn together, and triggers.

    None if no guard of it occurs again in what it says, or there is no such term.
    """
    bound, guards, core = _flattened(e)
    if not any(_recurs(g, frozenset(bound), c) for g in guards for c in core):
        return None
    wanted = frozenset(bound)
    found: dict[Expr, None] = {}
    for c in core:
        _made(c, wanted, found)
    most = max((len(t.free & wanted) for t in found), default=0)
    best = [t for t in found if len(t.free & wanted) == most > 1]
    least = [t for t in best if not any(o is not t and o in parts_of(t) for o in best)][:_MOST]
    terms = least or _fed(guards, wanted, core)
    patterns = tuple(p for p in (_covered(t, wanted, guards) for t in terms) if p)
    if not patterns:
        return None
    parts = (*(Expr("op", "not", (g,), BOOL) for g in guards), *core)
    return Expr("quant", e.op, (Expr("op", "or", parts, BOOL),), BOOL, bound), patterns


def _flattened(e: Expr) -> tuple[tuple[Expr, ...], list[Expr], list[Expr]]:
    """The variables of a chain of universal quantifiers, the atoms that guard them, the other disjuncts."""
    bound: tuple[Expr, ...] = ()
    guards: list[Expr] = []
    core: list[Expr] = []
    while e.kind == "quant" and e.op == "forall" and not e.pats:
        bound += e.bound
        body = e.args[0]
        rest: list[Expr] = []
        for p in body.args if body.kind == "op" and body.op == "or" else (body,):
            if p.kind == "op" and p.op == "not" and p.args[0].kind == "app" and p.args[0].args:
                guards.append(p.args[0])
            else:
                rest.append(p)
        inner = [p for p in rest if p.kind == "quant" and p.op == "forall"]
        others = [p for p in rest if p is not inner[0]] if len(inner) == 1 else rest
        taken = frozenset(bound).union(*(p.free for p in (*guards, *core, *others)))
        if len(inner) != 1 or not taken.isdisjoint(inner[0].bound):
            core.extend(rest)
            break
        core.extend(others)
        e = inner[0]
    else:
        core.append(e)
    return bound, guards, core


def _recurs(guard: Expr, bound: frozenset[Expr], e: Expr) -> bool:
    """Whether ``e`` holds the guard for a term made of the variable that it guards."""
    if e.kind == "app" and e.op == guard.op and len(e.args) == len(guard.args) and e != guard:
        pairs = list(zip(guard.args, e.args, strict=True))
        if all(a == b or (a in bound and b.args and a in b.free) for a, b in pairs):
            return True
    return any(_recurs(guard, bound, a) for a in e.args)


def _fed(guards: list[Expr], wanted: frozenset[Expr], core: list[Expr]) -> list[Expr]:
    """Of a law that says just ``f[x] \\in S`` for x in S: the term ``f[x]``, which it would feed on."""
    if len(core) != 1:
        return []
    (atom,) = core
    fed = [g for g in guards if g.op == atom.op and _recurs(g, wanted, atom)]
    return [
        a for g in fed for a, b in zip(atom.args, g.args, strict=True)
        if a != b and a.kind == "app" and a.free & wanted and _plain(a)
    ][:_MOST]  # fmt: skip


def _made(e: Expr, wanted: frozenset[Expr], found: dict[Expr, None]) -> None:
    """The terms of ``e`` that an operator, or a set or function that has a name of its own, makes."""
    ours = e.kind == "app" and e.sort != BOOL and e.args and named(e)
    if ours and e.free & wanted and e.free <= wanted and _plain(e):
        found[e] = None
    for a in e.args:
        _made(a, wanted, found)


def named(e: Expr) -> bool:
    """An operator of the module, or a set, function or sequence that has a name of its own."""
    return "/" in e.op or e.op.startswith(("fcn!", "set!", "seq!", "Append!", "Tail!", "\\o!"))


def _plain(e: Expr) -> bool:
    return e.kind in ("var", "lit") or (e.kind == "app" and all(map(_plain, e.args)))


def _covered(t: Expr, wanted: frozenset[Expr], guards: list[Expr]) -> tuple[Expr, ...]:
    """``t`` and as many guards as it takes to hold all the variables; nothing if they do not."""
    out, covered = [t], set(t.free & wanted)
    for g in guards:
        if (g.free & wanted) - covered and _plain(g):
            out.append(g)
            covered |= g.free & wanted
    return tuple(out) if covered >= wanted else ()


def parts_of(e: Expr) -> set[Expr]:
    """The expressions in ``e`` but itself."""
    out: set[Expr] = set()
    for a in e.args:
        out.add(a)
        out |= parts_of(a)
    return out
