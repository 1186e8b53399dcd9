"""Instances of facts that declare operators, as ``ASSUME NEW P(_), ... PROVE \\A n \\in Nat : P(n)``.

A schema of constant level is valid for every operator on values.  At a given step of a
behaviour any formula with a rigid parameter is such an operator, whatever its level, so
that each instance is a fact, whichever way it was found; but rigid symbols of the schema
are put in by value: flexible terms only when all is first order.  Terms here have their
definitions expanded and primes distributed, and are not yet made opaque: an operator may
stand as an argument, as in ``WFDefOn(R, S, Def)``.

Instances are found by matching the schema's conclusion, its premises, or the subterms that its
operators occur in, with subterms of the goal (also as equations among the facts rewrite it)
and of the other facts (pattern unification: Miller, "A logic programming language with
lambda-abstraction", 1991), and by trying the operators that the proof defines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tlaverify.kernel.operators import OPERATOR_LEVEL
from tlaverify.kernel.rewrite import beta, map_children, substitute, subterms
from tlaverify.kernel.sequent import New
from tlaverify.kernel.term import (
    Apply,
    Bind,
    Binder,
    Kind,
    Lambda,
    Let,
    Level,
    Symbol,
    Term,
    builtin,
    fresh,
    is_builtin,
    ref,
)
from tlaverify.obligations.formula import Schema
from tlaverify.obligations.opaque import is_rigid
from tlaverify.obligations.replace import replace_symbols, symbols_of

__all__ = ["instances", "is_constant"]

_LIMIT = 8
_CANDIDATES = 400
_REWRITTEN = 40


def is_constant(schema: Schema) -> bool:
    """Whether all of the schema is of constant level, so that it speaks of values only."""
    terms = [schema.goal]
    for element in schema.elements:
        if not isinstance(element, New):
            terms.append(element)
        elif element.symbol.kind is not Kind.CONSTANT:
            return False
        elif element.domain is not None:
            terms.append(element.domain)
    return all(_is_constant(part) for term in terms for part in subterms(term))


def _is_constant(part: Term) -> bool:
    if isinstance(part, Let):
        return False
    if isinstance(part, Bind):
        return part.binder not in (Binder.TEMPORAL_EXISTS, Binder.TEMPORAL_FORALL)
    if not isinstance(part, Apply):
        return True
    if part.op.kind is Kind.BUILTIN:
        return part.op.name not in OPERATOR_LEVEL
    return part.op.kind is not Kind.VARIABLE and part.op.level is Level.CONSTANT


def instances(
    schema: Schema, goal: Term, facts: Sequence[Term], operators: Sequence[Lambda]
) -> list[tuple[Schema, dict[Symbol, Term]]]:
    """At most a handful of instances of a constant ``schema``, best guesses first.

    They have no operators left, and may have free BOUND symbols where the match was found below
    binders of the obligation.  With each come the flexible values of symbols that it still declares,
    to be put in when it has been made first order.
    """
    out: list[tuple[Schema, dict[Symbol, Term]]] = []
    seen: set[tuple[object, ...]] = set()
    for solution in _solutions(schema, goal, facts, operators):
        instance = _instantiate(schema, solution)
        later = {s: v for s, v in solution.items() if not s.arity and not is_rigid(v)}
        parts = (e if isinstance(e, Term) else e.symbol for e in instance.elements)
        key = (*parts, instance.goal, *later.items())
        if key not in seen:
            seen.add(key)
            out.append((instance, later))
            if len(out) == _LIMIT:
                break
    return out


def _solutions(
    schema: Schema, goal: Term, facts: Sequence[Term], operators: Sequence[Lambda]
) -> Iterator[dict[Symbol, Term]]:
    metas = frozenset(e.symbol for e in schema.elements if isinstance(e, New))
    wanted = frozenset(schema.operators)
    conclusions = [*_conclusions(schema.goal), *_second_order(schema, metas)]
    premises = [e for e in schema.elements if not isinstance(e, New)]
    places = list(_candidates([goal]))
    more = list(_candidates(facts))
    rewritten = list(_rewritten(places, more))
    for conclusion in conclusions:
        for candidate in places + rewritten:
            found = _Match(metas).run(conclusion, candidate)
            if found is not None and wanted <= found.keys():
                yield found
    typings = [
        builtin("\\in", ref(e.symbol), e.domain)
        for e in schema.elements
        if isinstance(e, New) and e.domain is not None and not e.symbol.arity
    ]
    for part in _distinctive(schema.goal, wanted):
        for candidate in places + more:
            found = _Match(metas).run(part, candidate)
            if found is not None and wanted <= found.keys():
                found = _completed(found, metas, conclusions, places + rewritten)
                yield _completed(found, metas, [*typings, *premises], more)
    if len(wanted) == 1:
        (only,) = wanted
        for operator in operators:
            if len(operator.params) == only.arity:
                start: dict[Symbol, Term] = {only: operator}
                found = _Match(metas, start).run(schema.goal, goal)
                yield found if found is not None else start
    for pattern, terms in ((premises, places + more), (conclusions, more)):
        for premise in pattern:
            for candidate in terms:
                found = _Match(metas).run(premise, candidate)
                if not found:
                    continue
                if wanted <= found.keys():
                    yield found
                    continue
                again = _Match(metas, found).run(schema.goal, goal)
                if again is not None and wanted <= again.keys():
                    yield again


def _conclusions(goal: Term) -> list[Term]:
    """The goal, and its conjuncts and what its implications conclude."""
    out = [goal]
    if is_builtin(goal, "/\\"):
        assert isinstance(goal, Apply)
        for part in goal.args:
            out.extend(_conclusions(part))
    elif is_builtin(goal, "=>"):
        assert isinstance(goal, Apply)
        out.extend(_conclusions(goal.args[1]))
    return out


def _second_order(schema: Schema, metas: frozenset[Symbol]) -> Iterator[Term]:
    """Where the schema applies another operator to its own: ``Fold(LAMBDA a, b: op(a, b), ...)``."""
    terms = [e for e in schema.elements if isinstance(e, Term)]
    for term in (schema.goal, *terms):
        for part in subterms(term):
            if not isinstance(part, Apply) or part.op in metas or part.free:
                continue
            if any(isinstance(a, Lambda) for a in part.args):
                yield part


def _rewritten(places: Sequence[Term], facts: Sequence[Term]) -> Iterator[Term]:
    """The parts of the goal in which a symbol, primed or not, is replaced by what a fact equates it with.

    They only suggest instances, so that nothing depends on where the equation stands.
    """
    count = 0
    for fact in facts:
        if not (isinstance(fact, Apply) and is_builtin(fact, "=")):
            continue
        left, right = fact.args
        if not _is_name(left) or isinstance(right, Lambda) or left in subterms(right):
            continue
        for place in places:
            if place != left and left in subterms(place):
                yield _replace(place, left, right)
                count += 1
                if count == _REWRITTEN:
                    return


def _is_name(term: Term) -> bool:
    if is_builtin(term, "'"):
        assert isinstance(term, Apply)
        term = term.args[0]
    return isinstance(term, Apply) and not term.args and term.op.kind in (Kind.CONSTANT, Kind.VARIABLE)


def _replace(term: Term, old: Term, new: Term) -> Term:
    return new if term == old else map_children(term, lambda t: _replace(t, old, new))


def _distinctive(goal: Term, wanted: frozenset[Symbol]) -> list[Term]:
    """The proper subterms in which all ``wanted`` operators occur below a constructor, largest first.

    Their variables are bound within, so that what they match stands for itself.
    """
    out: dict[Term, None] = {}
    for part in subterms(goal):
        if part == goal or part.free or not isinstance(part, (Apply, Bind)):
            continue
        if isinstance(part, Apply) and part.op in wanted:
            continue
        if wanted and wanted <= symbols_of(part):
            out[part] = None
    return list(out)


def _completed(
    found: dict[Symbol, Term], metas: frozenset[Symbol], patterns: Sequence[Term], terms: Sequence[Term]
) -> dict[Symbol, Term]:
    """``found`` with values for more of the ``metas``, from patterns that match a term under it."""
    for pattern in patterns:
        unknown = (symbols_of(pattern) & metas) - found.keys()
        if not unknown:
            continue
        for term in terms:
            more = _Match(metas, found).run(pattern, term)
            if more is not None and unknown <= more.keys():
                found = more
                break
    return found


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


def _instantiate(schema: Schema, solution: dict[Symbol, Term]) -> Schema:
    """The schema with its operators replaced, and those of its values that are rigid."""
    values = {s: v for s, v in solution.items() if s.arity or is_rigid(v)}
    elements: list[New | Term] = []
    for element in schema.elements:
        if isinstance(element, New):
            domain = None if element.domain is None else replace_symbols(element.domain, values)
            value = values.get(element.symbol)
            if value is None:
                elements.append(New(element.symbol, domain))
            elif domain is not None and element.symbol.arity == 0:
                elements.append(builtin("\\in", value, domain))
        else:
            elements.append(replace_symbols(element, values))
    return Schema((), tuple(elements), replace_symbols(schema.goal, values))


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
        if isinstance(pattern, Lambda):
            if not isinstance(term, Lambda) or len(term.params) != len(pattern.params):
                return False
            inner = pairs | dict(zip(pattern.params, term.params, strict=True))
            return self._match(pattern.body, term.body, inner)
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
        distinct = len(set(params)) == len(params)
        if len(params) == len(pattern.args) and distinct:
            if not (term.free & local) <= frozenset(params):
                return False
            if not params:
                self._values[op] = term
                return True
            return self._agree(op, Lambda(params, term))
        if params and distinct and (term.free & local) <= frozenset(params):
            return self._abstract(pattern, term, names, pairs)
        return self._imitate(pattern, term, pairs)

    def _abstract(
        self, pattern: Apply, term: Term, names: list[Symbol | None], pairs: dict[Symbol, Symbol]
    ) -> bool:
        """``g(p, q)`` where q is bound in the pattern and p is not.

        The operator takes ``term`` as a function of q; of p too where its value is a constant symbol.
        """
        known = self._values.get(pattern.op)
        if isinstance(known, Lambda):
            args = [self._value(a, pairs) for a in pattern.args]
            values = tuple(a for a in args if a is not None)
            return len(values) == len(args) and beta(known, values) == term
        taken = set(term.free) | {n for n in names if n is not None}
        params: list[Symbol] = []
        constants: dict[Symbol, Term] = {}
        for name, arg in zip(names, pattern.args, strict=True):
            if name is None:
                name = fresh(Symbol("p", Kind.BOUND), taken)
                taken.add(name)
                value = self._values.get(arg.op) if isinstance(arg, Apply) and not arg.args else None
                if isinstance(value, Apply) and not value.args and value.op.kind is Kind.CONSTANT:
                    constants.setdefault(value.op, ref(name))
            params.append(name)
        self._values[pattern.op] = Lambda(tuple(params), replace_symbols(term, constants))
        return True

    def _value(self, arg: Term, pairs: dict[Symbol, Symbol]) -> Term | None:
        """What an argument that is a name stands for, as far as it is known."""
        if not isinstance(arg, Apply) or arg.args:
            return None
        if arg.op in pairs:
            return ref(pairs[arg.op])
        return self._values.get(arg.op) if arg.op in self._metas else arg

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
