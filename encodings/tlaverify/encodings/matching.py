"""Instances of lemmas whose conclusion is the goal, and witnesses for a goal that says that something exists.

Before: ``\\A r \\in S : P(r) => Q(r)``, ``\\A r : P(r)`` |- ``Q(f(c))``.
After:  ``f(c) \\in S => (P(f(c)) => Q(f(c)))``, ``P(f(c))`` as well.

Before: ``c \\in S``, ``A(c)`` |- ``\\E x \\in S : A(x) /\\ B(x)``.
After:  ``~(c \\in S /\\ A(c) /\\ B(c))`` as well, which the negated goal says.

Solvers find instances by the terms that an encoding is made of.  Those of a set or a function that is
written out are many, and depend on what is known of it, where in the text the one follows from the other word
by word, but for the names of bound variables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from tlaverify.encodings.instances import instance
from tlaverify.kernel.rewrite import substitute
from tlaverify.kernel.term import Apply, Bind, Binder, Bound, Symbol, Term, builtin, is_builtin

__all__ = ["lemma_instances", "match", "witness_denials"]

_MOST: Final = 4
"""So many instances are made of one lemma in a step, and so many witnesses are tried."""

_TRIES: Final = 500
"""So often may part of a goal be taken for a hypothesis until all its variables have values."""

_STEPS: Final = 3
"""So many lemmas in a row are gone back from the goal."""

_Values = dict[Symbol, Term]


def match(
    pattern: Term, term: Term, variables: frozenset[Symbol], values: Mapping[Symbol, Term]
) -> _Values | None:
    """``values`` with those added that make ``pattern`` equal to ``term``, names of bound variables apart.

    variables  what may be given a value: BOUND symbols of arity 0 that are free in the pattern.
    """
    out = dict(values)
    return out if _match(pattern, term, variables, out, {}) else None


def _match(
    p: Term, t: Term, variables: frozenset[Symbol], values: _Values, renamed: Mapping[Symbol, Symbol]
) -> bool:
    if isinstance(p, Apply):
        if p.op in variables and not p.args and p.op not in renamed:
            if not t.free.isdisjoint(renamed.values()):
                return False  # it would be taken out of its quantifier
            return values.setdefault(p.op, t) == t
        if not isinstance(t, Apply) or len(p.args) != len(t.args) or renamed.get(p.op, p.op) != t.op:
            return False
        return all(_match(a, b, variables, values, renamed) for a, b in zip(p.args, t.args, strict=True))
    if isinstance(p, Bind):
        if not isinstance(t, Bind) or p.binder is not t.binder or len(p.bounds) != len(t.bounds):
            return False
        for a, b in zip(p.bounds, t.bounds, strict=True):
            if (a.domain is None) != (b.domain is None):
                return False
            if a.domain is not None and b.domain is not None and not _match(
                a.domain, b.domain, variables, values, renamed
            ):
                return False
        inner = {a.symbol: b.symbol for a, b in zip(p.bounds, t.bounds, strict=True)}
        taken = renamed.values()
        if not t.free.isdisjoint(inner) or any(s.arity or s in taken for s in inner.values()):
            return False  # rare, and one name would be two things
        return _match(p.body, t.body, variables, values, {**renamed, **inner})
    return p == t


def lemma_instances(hypotheses: Sequence[Term], goal: Term) -> list[Term]:
    """What the universal hypotheses say of the values for which their conclusion is in the goal.

    The premises of what is found are goals in their turn.  It follows from the hypotheses, whatever the
    values.
    """
    lemmas = [(h, stages) for h in hypotheses if (stages := list(_stages(h)))]
    found: dict[Term, None] = {}
    goals = [goal]
    for _ in range(_STEPS):
        sought = dict.fromkeys(part for g in goals for part in (g, *_conjuncts(g)))
        goals = []
        for h, stages in lemmas if sought else ():
            for values in _fitting(stages, sought):
                partial = instance(h, values)
                for made in (partial, *_completed(partial, hypotheses)):
                    if made not in found and made not in hypotheses:
                        found[made] = None
                        goals.extend(_premises(made))
    return list(found)


def _completed(h: Term, hypotheses: Sequence[Term]) -> list[Term]:
    """A universal hypothesis for values of its variables with which parts of its premises are hypotheses."""
    stages = list(_stages(h))
    if not stages:
        return []
    every = stages[-1][0]
    parts = [p for p in _conditions(h) if not p.free.isdisjoint(every)]
    parts.sort(key=lambda p: -len(p.free & every))
    variables = every & frozenset[Symbol]().union(*(p.free for p in parts))
    found = _covers(parts, hypotheses, variables, {}, iter(range(_TRIES))) if variables else iter(())
    return [instance(h, values) for values in islice(found, _MOST)]


def _conditions(h: Term) -> Iterator[Term]:
    """The conjuncts of the premises among the first quantifiers."""
    while True:
        if isinstance(h, Apply) and is_builtin(h, "=>"):
            yield from _conjuncts(h.args[0])
            h = h.args[1]
        elif isinstance(h, Bind) and h.binder is Binder.FORALL:
            h = h.body
        else:
            return


def _fitting(
    stages: Sequence[tuple[frozenset[Symbol], Term]], sought: Iterable[Term]
) -> list[_Values]:
    """The values with which a conclusion is one of the terms that are sought."""
    out: list[_Values] = []
    for variables, conclusion in stages:
        for part in dict.fromkeys((conclusion, *_conjuncts(conclusion))):
            for goal in sought:
                values = match(part, goal, variables, {})
                if values and values not in out:
                    out.append(values)
                    if len(out) >= _MOST:
                        return out
    return out


def witness_denials(hypotheses: Sequence[Term], goal: Term) -> list[Term]:
    """What the negated goal says of the values for which part of it is among the hypotheses.

    It follows from the negated goal, whatever the values.
    """
    if not isinstance(goal, Bind) or goal.binder is not Binder.EXISTS:
        return []
    bounds: list[Bound] = []
    body: Term = goal
    while isinstance(body, Bind) and body.binder is Binder.EXISTS:
        bounds.extend(body.bounds)
        body = body.body
    every = frozenset(b.symbol for b in bounds)
    # what another's domain speaks of needs a value as well: each bound is put where it is in no scope
    variables = every & body.free.union(*(b.domain.free for b in bounds if b.domain is not None))
    if not variables or len(every) < len(bounds) or any(s.arity for s in variables):
        return []
    guards = [
        builtin("\\in", Apply(b.symbol), b.domain)
        for b in bounds if b.domain is not None and b.symbol in variables
    ]
    unused = tuple(b for b in bounds if b.symbol not in variables)
    whole = builtin("/\\", Bind(Binder.EXISTS, unused, body) if unused else body, *guards)
    parts = [p for p in (*_conjuncts(body), *guards) if not p.free.isdisjoint(variables)]
    parts.sort(key=lambda p: -len(p.free & variables))
    out: dict[Term, None] = {}
    for values in _covers(parts, hypotheses, variables, {}, iter(range(_TRIES))):
        out[builtin("~", substitute(whole, values))] = None
        if len(out) >= _MOST:
            break
    return list(out)


def _covers(
    parts: Sequence[Term],
    hypotheses: Sequence[Term],
    variables: frozenset[Symbol],
    values: _Values,
    tries: Iterator[int],
) -> Iterator[_Values]:
    """Values of all ``variables`` with which enough of ``parts`` are hypotheses; ``tries`` are left."""
    if values.keys() == variables:
        yield values
        return
    for n, p in enumerate(parts):
        if p.free & variables <= values.keys():
            continue
        found = False
        for h in hypotheses:
            for turned in _turned(h):
                more = match(p, turned, variables, values)
                if more is not None:
                    if next(tries, None) is None:
                        return
                    found = True
                    yield from _covers(parts[n + 1 :], hypotheses, variables, more, tries)
        if found:
            return


def _turned(t: Term) -> Iterator[Term]:
    yield t
    if is_builtin(t, "=") and isinstance(t, Apply):
        yield builtin("=", t.args[1], t.args[0])


def _stages(h: Term) -> Iterator[tuple[frozenset[Symbol], Term]]:
    """What a hypothesis says inside its first quantifiers: the variables of these, and the conclusion."""
    bounds: list[Bound] = []
    while True:
        if isinstance(h, Apply) and is_builtin(h, "=>"):
            h = h.args[1]
        elif isinstance(h, Bind) and h.binder is Binder.FORALL:
            bounds.extend(h.bounds)
            h = h.body
        else:
            return
        variables = frozenset(b.symbol for b in bounds)
        if len(variables) < len(bounds) or any(s.arity for s in variables):
            return
        if bounds and not is_builtin(h, "=>"):
            yield variables, h


def _premises(t: Term) -> Iterator[Term]:
    """The premises without free variables."""
    while isinstance(t, Apply) and is_builtin(t, "=>"):
        yield t.args[0]
        t = t.args[1]


def _conjuncts(t: Term) -> Iterator[Term]:
    if is_builtin(t, "/\\") and isinstance(t, Apply):
        for a in t.args:
            yield from _conjuncts(a)
    else:
        yield t
