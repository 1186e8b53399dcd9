"""Existential quantifiers pushed in and eliminated: ``\\E v : v = e /\\ P(v)`` becomes ``P(e)``.

Every step is an equivalence.  The quantifier moves through disjunctions, past bounded
existential quantifiers and away from conjuncts that do not mention its variable; an
equation for the variable then replaces it (the one-point rule).  What cannot be
eliminated stays quantified.  The variables are rigid and may not occur under a prime,
ENABLED or a temporal operator: there, a state-dependent ``e`` may not stand for them.
"""

from __future__ import annotations

from collections.abc import Sequence

from tlaverify.kernel.rewrite import map_children, substitute
from tlaverify.kernel.term import (
    Apply,
    Bind,
    Binder,
    Bound,
    Kind,
    Symbol,
    Term,
    builtin,
    fresh,
    is_builtin,
    ref,
)
from tlaverify.obligations.temporal.normal import is_formula

__all__ = ["eliminate", "eliminate_all"]

_MOST = 64  # disjuncts made by distributing; beyond, the quantifier stays


def eliminate(variables: Sequence[Symbol], body: Term) -> Term:
    """A formula equivalent to ``\\E variables : body`` (unbounded), with as few of them as can be seen.

    >>> # \\E u, v : u = x + 1 /\\ (P(u) \\/ v \\in S)   becomes   P(x + 1) \\/ \\E v : v \\in S
    """
    out = _Elimination().exists(frozenset(variables), [body])
    # what is left need not be Boolean as a term, though the quantifier was: \E v : v = x /\ v
    return out if is_formula(out) else builtin("/\\", builtin("TRUE"), out)


def eliminate_all(term: Term) -> Term:
    """``eliminate`` for all unbounded existential quantifiers of a first-order term, innermost first."""
    out = map_children(term, eliminate_all)
    if isinstance(out, Bind) and out.binder is Binder.EXISTS and all(b.domain is None for b in out.bounds):
        return eliminate([b.symbol for b in out.bounds], out.body)
    return out


class _Elimination:
    def __init__(self) -> None:
        self._made = 1

    def exists(self, variables: frozenset[Symbol], parts: list[Term]) -> Term:
        """``\\E variables : parts[0] /\\ parts[1] ...``."""
        conjuncts = _flatten(parts)
        if conjuncts is None:
            return builtin("FALSE")
        found = _equation(variables, conjuncts)
        while found is not None:
            index, variable, value = found
            rest = [c for i, c in enumerate(conjuncts) if i != index]
            variables -= {variable}
            conjuncts = _flatten([substitute(c, {variable: value}) for c in rest])
            if conjuncts is None:
                return builtin("FALSE")
            found = _equation(variables, conjuncts)
        outside = [c for c in conjuncts if variables.isdisjoint(c.free)]
        inside = [c for c in conjuncts if not variables.isdisjoint(c.free)]
        if not inside:
            return _conjunction(outside)
        variables &= frozenset(s for c in inside for s in c.free)
        return _conjunction([*outside, self._push(variables, inside)])

    def _push(self, variables: frozenset[Symbol], inside: list[Term]) -> Term:
        """Into the first disjunction or bounded quantifier among conjuncts that all mention a variable."""
        for i, c in enumerate(inside):
            rest = inside[:i] + inside[i + 1 :]
            cases = _cases(c)
            if cases is not None and self._made + len(cases) <= _MOST:
                self._made += len(cases)
                return _disjunction([self.exists(variables, [case, *rest]) for case in cases])
            if isinstance(c, Bind) and c.binder is Binder.EXISTS:
                domains = frozenset(s for b in c.bounds if b.domain is not None for s in b.domain.free)
                if variables.isdisjoint(domains):
                    return self._into(variables, c, rest)
        symbols = sorted(variables, key=lambda s: s.name)
        return Bind(Binder.EXISTS, tuple(Bound(s, None) for s in symbols), _conjunction(inside))

    def _into(self, variables: frozenset[Symbol], term: Bind, rest: list[Term]) -> Term:
        """``\\E v : (\\E i \\in S : P) /\\ Q`` as ``\\E i \\in S : \\E v : P /\\ Q``."""
        avoid = set(variables) | {s for c in rest for s in c.free}
        bounds: list[Bound] = []
        names: dict[Symbol, Term] = {}
        for b in term.bounds:
            new = fresh(b.symbol, avoid | set(term.body.free - {b.symbol}))
            avoid.add(new)
            if new != b.symbol:
                names[b.symbol] = ref(new)
            bounds.append(Bound(new, b.domain))
        body = substitute(term.body, names)
        return Bind(Binder.EXISTS, tuple(bounds), self.exists(variables, [body, *rest]))


def _flatten(parts: list[Term]) -> list[Term] | None:
    """The conjuncts of a conjunction, negations pushed in; None if one is FALSE."""
    out: list[Term] = []
    todo = list(reversed(parts))
    while todo:
        term = _push_negation(todo.pop())
        if is_builtin(term, "FALSE"):
            return None
        if is_builtin(term, "/\\"):
            assert isinstance(term, Apply)
            todo.extend(reversed(term.args))
        elif not is_builtin(term, "TRUE") and term not in out:
            out.append(term)
    return out


def _push_negation(term: Term) -> Term:
    """``~(P => Q)`` as ``P /\\ ~Q`` and so on, one level deep."""
    if not is_builtin(term, "~"):
        return term
    assert isinstance(term, Apply)
    inner = term.args[0]
    if not isinstance(inner, Apply) or inner.op.kind is not Kind.BUILTIN:
        return term
    match inner.op.name:
        case "TRUE" | "FALSE":
            return builtin("FALSE" if inner.op.name == "TRUE" else "TRUE")
        case "~":
            return _push_negation(inner.args[0])
        case "\\/":
            return builtin("/\\", *(builtin("~", a) for a in inner.args))
        case "/\\":
            return builtin("\\/", *(builtin("~", a) for a in inner.args))
        case "=>":
            return builtin("/\\", inner.args[0], builtin("~", inner.args[1]))
    return term


def _cases(term: Term) -> list[Term] | None:
    """The disjuncts of a formula that is a disjunction, written as one or not."""
    if not isinstance(term, Apply) or term.op.kind is not Kind.BUILTIN:
        return None
    args = term.args
    match term.op.name:
        case "\\/":
            return list(args)
        case "=>":
            return [builtin("~", args[0]), args[1]]
        case "IF":
            return [builtin("/\\", args[0], args[1]), builtin("/\\", builtin("~", args[0]), args[2])]
        case "\\in" if is_builtin(args[1], "{}"):
            assert isinstance(args[1], Apply)
            return [builtin("=", args[0], e) for e in args[1].args]
    return None


def _equation(variables: frozenset[Symbol], conjuncts: list[Term]) -> tuple[int, Symbol, Term] | None:
    """The first conjunct ``v = e`` for one of the variables that is not in e."""
    for i, c in enumerate(conjuncts):
        if is_builtin(c, "="):
            assert isinstance(c, Apply)
            for left, right in (c.args, c.args[::-1]):
                if isinstance(left, Apply) and left.op in variables and left.op not in right.free:
                    return i, left.op, right
    return None


def _conjunction(parts: list[Term]) -> Term:
    if not parts:
        return builtin("TRUE")
    return parts[0] if len(parts) == 1 else builtin("/\\", *parts)


def _disjunction(parts: list[Term]) -> Term:
    out = [p for p in dict.fromkeys(parts) if not is_builtin(p, "FALSE")]
    if any(is_builtin(p, "TRUE") for p in out):
        return builtin("TRUE")
    if not out:
        return builtin("FALSE")
    return out[0] if len(out) == 1 else builtin("\\/", *out)
