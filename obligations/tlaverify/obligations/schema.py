"""Instances of facts that declare operators, as ``ASSUME NEW P(_), ... PROVE \\A n \\in Nat : P(n)``.

Everything here is first order already (``opaque``): a valid schema holds for
every operator on values, so any instance is a fact, whichever way it was found.
It is found by matching the schema's conclusion, or its premises, with subterms
of the goal and of the other facts (pattern unification: Miller, "A logic
programming language with lambda-abstraction", 1991), and by trying the operators
that the proof defines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tlaverify.kernel.rewrite import substitute, subterms
from tlaverify.kernel.sequent import New
from tlaverify.kernel.term import Apply, Bind, Binder, Bound, Kind, Lambda, Symbol, Term
from tlaverify.obligations.formula import Schema, close
from tlaverify.obligations.replace import replace_symbols

__all__ = ["instances"]

_LIMIT = 6
_CANDIDATES = 400


def instances(
    schema: Schema, goal: Term, facts: Sequence[Term], operators: Sequence[Lambda]
) -> list[Term]:
    """At most a handful of first-order instances of ``schema``, best guesses first."""
    out: list[Term] = []
    seen: set[Term] = set()
    for solution in _solutions(schema, goal, facts, operators):
        instance = _instantiate(schema, solution)
        if instance is not None and instance not in seen:
            seen.add(instance)
            out.append(instance)
            if len(out) == _LIMIT:
                break
    return out


def _solutions(
    schema: Schema, goal: Term, facts: Sequence[Term], operators: Sequence[Lambda]
) -> Iterator[dict[Symbol, Term]]:
    metas = frozenset(schema.operators) | frozenset(
        e.symbol
        for e in schema.elements
        if isinstance(e, New) and e.symbol.arity == 0 and e.symbol.kind is Kind.CONSTANT
    )
    wanted = frozenset(schema.operators)
    premises = [e for e in schema.elements if not isinstance(e, New)]
    places = list(_candidates([goal]))
    more = list(_candidates(facts))
    for candidate in places + more:
        found = _Match(metas).run(schema.goal, candidate)
        if found is not None and wanted <= found.keys():
            yield found
    if len(wanted) == 1:
        (only,) = wanted
        for operator in operators:
            if len(operator.params) == only.arity:
                start: dict[Symbol, Term] = {only: operator}
                found = _Match(metas, start).run(schema.goal, goal)
                yield found if found is not None else start
    for premise in premises:
        for candidate in places + more:
            found = _Match(metas).run(premise, candidate)
            if not found:
                continue
            if wanted <= found.keys():
                yield found
                continue
            again = _Match(metas, found).run(schema.goal, goal)
            if again is not None and wanted <= again.keys():
                yield again


def _candidates(terms: Iterable[Term]) -> Iterator[Term]:
    seen: set[Term] = set()
    for term in terms:
        for part in subterms(term):
            if len(seen) >= _CANDIDATES:
                return
            if part not in seen and not isinstance(part, Lambda):
                seen.add(part)
                if isinstance(part, (Bind, Apply)) and (not isinstance(part, Apply) or part.args):
                    yield part


def _instantiate(schema: Schema, solution: dict[Symbol, Term]) -> Term | None:
    """The closure of the schema under ``solution``; symbols without a value are quantified."""
    elements: list[New | Term] = []
    for element in schema.elements:
        if isinstance(element, New):
            domain = None if element.domain is None else replace_symbols(element.domain, solution)
            value = solution.get(element.symbol)
            if value is None:
                elements.append(New(element.symbol, domain))
            elif domain is not None and element.symbol.arity == 0:
                elements.append(Apply(_IN, (value, domain)))
        else:
            elements.append(replace_symbols(element, solution))
    formula = close(Schema((), tuple(elements), replace_symbols(schema.goal, solution)))
    if formula is None:
        return None
    if formula.free:  # the match was found below binders of the obligation
        bounds = tuple(Bound(s, None) for s in sorted(formula.free, key=lambda s: s.name))
        formula = Bind(Binder.FORALL, bounds, formula)
    return formula


_IN = Symbol("\\in", Kind.BUILTIN, 2)


class _Match:
    """One-sided unification of a pattern, whose ``metas`` are unknown, with a term."""

    def __init__(self, metas: frozenset[Symbol], start: dict[Symbol, Term] | None = None) -> None:
        self._metas = metas
        self._values: dict[Symbol, Term] = dict(start or {})

    def run(self, pattern: Term, term: Term) -> dict[Symbol, Term] | None:
        """Values for the metas that occur in ``pattern`` such that it becomes ``term``, or None."""
        return self._values if self._match(pattern, term, {}) else None

    def _match(self, pattern: Term, term: Term, pairs: dict[Symbol, Symbol]) -> bool:
        """``pairs`` maps the variables bound in the pattern so far to those of the term."""
        if isinstance(pattern, Apply):
            if pattern.op in self._metas:
                return self._solve(pattern, term, pairs)
            if not isinstance(term, Apply) or len(term.args) != len(pattern.args):
                return False
            if pairs.get(pattern.op, pattern.op) != term.op:
                return False
            return all(self._match(p, t, pairs) for p, t in zip(pattern.args, term.args, strict=True))
        if isinstance(pattern, Bind):
            return isinstance(term, Bind) and self._match_bind(pattern, term, pairs)
        return pattern == term

    def _match_bind(self, pattern: Bind, term: Bind, pairs: dict[Symbol, Symbol]) -> bool:
        if pattern.binder is not term.binder:
            return False
        if pattern.binder in (Binder.FORALL, Binder.EXISTS):
            pattern, term = _unmerge(pattern), _unmerge(term)
        if len(pattern.bounds) != len(term.bounds):
            return False
        inner = dict(pairs)
        for p, t in zip(pattern.bounds, term.bounds, strict=True):
            if (p.domain is None) != (t.domain is None):
                return False
            if p.domain is not None and t.domain is not None and not self._match(p.domain, t.domain, pairs):
                return False
            inner[p.symbol] = t.symbol
        return self._match(pattern.body, term.body, inner)

    def _solve(self, pattern: Apply, term: Term, pairs: dict[Symbol, Symbol]) -> bool:
        op = pattern.op
        known = self._values.get(op)
        if known is not None and not isinstance(known, Lambda):
            return not pattern.args and known == term
        local = frozenset(pairs.values())
        names = [pairs.get(a.op) if isinstance(a, Apply) and not a.args else None for a in pattern.args]
        params = tuple(n for n in names if n is not None)
        if len(params) == len(pattern.args) and len(set(params)) == len(params):
            if not (term.free & local) <= frozenset(params):
                return False
            if not params:
                self._values[op] = term
                return True
            return self._agree(op, Lambda(params, term))
        return self._imitate(pattern, term, pairs)

    def _agree(self, op: Symbol, value: Lambda) -> bool:
        known = self._values.setdefault(op, value)
        if known is value:
            return True
        if not isinstance(known, Lambda):
            return False
        args: dict[Symbol, Term] = {
            p: Apply(q, ()) for p, q in zip(known.params, value.params, strict=True)
        }
        return substitute(known.body, args) == value.body

    def _imitate(self, pattern: Apply, term: Term, pairs: dict[Symbol, Symbol]) -> bool:
        """``P(e)`` with ``Q(e')``: P is Q; else, with e known, P abstracts e in the term."""
        op = pattern.op
        params = tuple(Symbol(f"p{n}", Kind.BOUND) for n in range(op.arity))
        if isinstance(term, Apply) and term.op.kind is not Kind.BUILTIN and len(term.args) == op.arity:
            value = Lambda(params, Apply(term.op, tuple(Apply(p, ()) for p in params)))
            if self._agree(op, value):
                return all(self._match(p, t, pairs) for p, t in zip(pattern.args, term.args, strict=True))
            return False
        known = self._values.get(op)
        if isinstance(known, Lambda):
            return False
        values = [self._values.get(a.op) if isinstance(a, Apply) else None for a in pattern.args]
        symbols = [v.op for v in values if isinstance(v, Apply) and not v.args and v.op.kind is Kind.CONSTANT]
        if len(symbols) != len(values) or len(set(symbols)) != len(symbols) or pairs:
            return False
        fresh = {s: Symbol(f"{s.name}$$", Kind.BOUND) for s in symbols}
        body = replace_symbols(term, {s: Apply(b, ()) for s, b in fresh.items()})
        self._values[op] = Lambda(tuple(fresh[s] for s in symbols), body)
        return True


def _unmerge(term: Bind) -> Bind:
    """``\\A x \\in S, y \\in T : P`` as ``\\A x \\in S : \\A y \\in T : P`` where T does not name x."""
    if len(term.bounds) == 1:
        return term
    first, rest = term.bounds[0], term.bounds[1:]
    if any(b.domain is not None and first.symbol in b.domain.free for b in rest):
        return term
    if first.symbol in {b.symbol for b in rest}:
        return term
    return Bind(term.binder, (first,), Bind(term.binder, rest, term.body))
