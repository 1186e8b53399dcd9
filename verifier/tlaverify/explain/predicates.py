"""Predicates in a module's own words about the values in play in a case.

    b = m.bal    m.bal < maxBal[a]    a \\in Q    pc[i] = "cs"    VotedForIn(a, v, b)

Only what stands before the step is spoken of, so that a predicate says when the step fails and does not say
the goal again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, combinations, islice, product
from typing import Final

from tlaverify.evaluate.values import (
    Boolean,
    FiniteSet,
    Function,
    Integer,
    LazySet,
    Model,
    String,
    Undefined,
    Value,
)
from tlaverify.explain.focus import Case
from tlaverify.explain.names import reached
from tlaverify.explain.samples import Sample
from tlaverify.kernel.rewrite import map_children, substitute, subterms
from tlaverify.kernel.term import (
    Apply,
    Bind,
    Binder,
    Kind,
    Level,
    Num,
    Str,
    Symbol,
    Term,
    builtin,
    is_builtin,
    ref,
)

__all__ = ["predicates_of", "terms_in_play"]

_MOST_TERMS: Final = 28
_MOST_PREDICATES: Final = 140
_MOST_TRIED: Final = 1_000
_MOST_FREE: Final = 3
_ARITHMETIC: Final = frozenset({"APPLY", "+", "-", "*", "%", "\\div", "-."})
_FEW: Final = 6
_FEWEST: Final = 3
_MOST_INSTANCES: Final = 24
_MOST_STRINGS: Final = 6


def terms_in_play(case: Case) -> list[Term]:
    """The expressions of the action and of the goal whose values may matter, taken in the state before."""
    out: dict[Term, None] = {}
    for symbol, _ in (*case.of_action, *case.of_goal):
        out[ref(symbol)] = None
    found = [
        t for whole in (case.obligation.goal, *case.steps, *_own_facts(case))
        for t in subterms(_unprimed(whole)) if isinstance(t, Apply) and _is_data(t)
    ]
    out.update(dict.fromkeys(t for t in found if not t.free))
    for symbol in case.obligation.declared:
        if symbol.arity == 0 and symbol.scope != "case":
            out.setdefault(ref(symbol))
    # num[i][j] under \\A j: of the constants that the case is about
    for t in found:
        if t.free:
            out.update(dict.fromkeys(_instances_of(t, [ref(s) for s in _subjects(case)], loosely=True)))
    return list(out)


def _subjects(case: Case) -> list[Symbol]:
    """The constants that the case is about: those of its quantifiers, and the proof's own."""
    own = [s for s, _ in (*case.of_action, *case.of_goal)]
    home = case.obligation.id.split("!", 1)[0]
    constants = [s for s in case.obligation.declared if s.kind is Kind.CONSTANT]
    return own + [s for s in constants if s.scope not in ("case", home)]


def _instances_of(term: Term, values: Sequence[Term], loosely: bool = False) -> Iterator[Term]:
    """The term for values of its free variables that are called alike: a value of ``v``, v_1 or m.val.

    loosely: for any values, if none are called like some variable.
    """
    free = sorted(term.free, key=lambda s: s.name)
    if len(free) > _MOST_FREE or any(s.arity for s in free):
        return
    columns = [[v for v in values if _alike(_called(v), s.name)] for s in free]
    if loosely and not all(columns):
        columns = [list(values) for _ in free]
    for row in islice(product(*columns), _MOST_INSTANCES):
        yield substitute(term, dict(zip(free, row, strict=True)))


def _called(term: Term) -> str:
    """The name of a constant, or of a record's field; without the number that tells it from others."""
    if is_builtin(term, "APPLY") and isinstance(term, Apply):
        field = term.args[1]
        return field.value if isinstance(field, Str) else _called(term.args[0])
    return term.op.name.split("_")[0] if isinstance(term, Apply) else ""


def _alike(one: str, other: str) -> bool:
    """Whether of two names one begins as the other does: ``b``, ``b2`` and ``bal``."""
    one, other = one.rstrip("0123456789").lower(), other.rstrip("0123456789").lower()
    return bool(one and other) and (one.startswith(other) or other.startswith(one))


def _own_facts(case: Case) -> Iterator[Term]:
    """The facts about the new constants, and about the proof's own."""
    for h in case.obligation.hypotheses:
        if isinstance(h.statement, Term) and is_builtin(h.statement, "\\in"):
            yield h.statement


def _is_data(t: Apply) -> bool:
    if t.op.kind is Kind.BUILTIN:
        return t.op.name in _ARITHMETIC and not any(is_builtin(s, "'") for s in subterms(t))
    return t.op.kind in (Kind.CONSTANT, Kind.VARIABLE) and not t.args


def _unprimed(term: Term) -> Term:
    if is_builtin(term, "'") and isinstance(term, Apply):
        return _unprimed(term.args[0])
    return map_children(term, _unprimed)


def predicates_of(case: Case, samples: Sequence[Sample]) -> list[Term]:
    """The predicates that have a truth value in all samples, plain ones first; none of the goal's own."""
    values = {}
    for t in terms_in_play(case):
        worth = [s.value(t) for s in samples]
        known = [v for v in worth if not isinstance(v, Undefined)]
        if len(known) == len(worth):
            values[t] = known
        if len(values) >= _MOST_TERMS:
            break
    goal = set(_unprimed_parts(case.obligation.goal))
    out: dict[Term, None] = {}
    kinds = (_equalities(values), _comparisons(case, values), _memberships(values), _instances(case, values))
    found = dict.fromkeys(islice(chain(*kinds), _MOST_TRIED))
    for p in sorted(found, key=_size):
        if p in goal or len(out) >= _MOST_PREDICATES:
            continue
        if all(s.truth(p) is not None for s in samples):
            out[p] = None
    return list(out)


def _size(term: Term) -> int:
    return sum(1 for _ in subterms(term))


def _unprimed_parts(goal: Term) -> Iterator[Term]:
    """What the goal says of the state before, and all comparisons of what it compares.

    To say that again explains nothing.
    """
    if is_builtin(goal, "'"):
        return
    yield goal
    if isinstance(goal, Apply) and any(is_builtin(goal, op) for op in ("=", "<", "<=")):
        for a, b in (goal.args, goal.args[::-1]):
            yield from (builtin(op, a, b) for op in ("=", "<"))
    if isinstance(goal, Apply):
        for arg in goal.args:
            yield from _unprimed_parts(arg)


Values = dict[Term, list[Value]]


def _kind(values: Sequence[Value]) -> type[Value] | None:
    """The kind of all the values, if it is one whose equality tells something."""
    kinds = {type(v) for v in values}
    if len(kinds) != 1:
        return None
    kind = next(iter(kinds))
    return kind if kind in (Integer, Model, String, Boolean, Function) else None


def _equalities(values: Values) -> Iterator[Term]:
    kinds = {t: _kind(v) for t, v in values.items()}
    for a, b in combinations(values, 2):
        if kinds[a] is not None and kinds[a] is kinds[b] and not (_whole(a) and _whole(b)):
            yield builtin("=", a, b)
    for t, found in values.items():
        if kinds[t] is String:
            for v in list(dict.fromkeys(found))[:_MOST_STRINGS]:
                assert isinstance(v, String)
                yield builtin("=", t, Str(v.value))


def _whole(t: Term) -> bool:
    """A variable as a whole."""
    return isinstance(t, Apply) and t.op.kind is Kind.VARIABLE


def _comparisons(case: Case, values: Values) -> Iterator[Term]:
    numbers = [t for t, v in values.items() if _kind(v) is Integer]
    for a, b in combinations(numbers, 2):
        yield builtin("<", a, b)
        yield builtin("<", b, a)
    for t in numbers:
        for n in _numerals(case):
            yield builtin("=", t, n)
            yield builtin("<", t, n)


def _numerals(case: Case) -> list[Num]:
    wholes = (case.obligation.goal, *case.steps)
    found = (t for whole in wholes for t in subterms(whole) if isinstance(t, Num))
    return list(dict.fromkeys((Num(0), *found)))[:_FEWEST]


def _memberships(values: Values) -> Iterator[Term]:
    sets = [t for t, v in values.items() if all(isinstance(x, (FiniteSet, LazySet)) for x in v)]
    for s in sets:
        for t, found in values.items():
            members = {_sort(e) for v in values[s] if isinstance(v, FiniteSet) for e in v.elements}
            if t is not s and members & {_sort(v) for v in found}:
                yield builtin("\\in", t, s)
    for s in sets:
        yield builtin("=", s, builtin("{}"))
    for a, b in combinations([s for s in sets if not _whole(s)], 2):
        if _alike(_called(a), _called(b)):
            yield builtin("=", builtin("\\cap", a, b), builtin("{}"))


def _sort(value: Value) -> object:
    """What kind of value it is: of a model value, whose element."""
    if isinstance(value, Model):
        return value.name.rstrip("0123456789")
    if isinstance(value, Function):
        return frozenset(value.items)
    return type(value)


def _instances(case: Case, values: Values) -> Iterator[Term]:
    """The module's own state predicates: as the goal and the action have them, then of other values."""
    for whole in (case.obligation.goal, *case.steps):
        for t in subterms(_unprimed(whole)):
            if isinstance(t, Apply) and _is_state_predicate(t.op) and not t.free:
                yield t
    used: dict[Symbol, None] = {}
    quantified: dict[Term, None] = {}
    for whole in reached(case.obligation):
        for t in subterms(whole):
            if isinstance(t, Apply) and _is_state_predicate(t.op):
                used[t.op] = None
            elif isinstance(t, Bind) and t.binder in (Binder.EXISTS, Binder.FORALL) and t.free:
                quantified[t] = None
    kinds = (Integer, Model, String, Function)
    scalars = [t for t, v in values.items() if _kind(v) in kinds and not _whole(t)]
    for op in sorted(used, key=lambda s: (s.arity, s.name)):
        definition = case.obligation.definitions.get(op)
        if definition is not None and 0 < op.arity <= _MOST_FREE:
            whole = Apply(op, tuple(ref(p) for p in definition.params))
            yield from _instances_of(whole, scalars, loosely=op.arity <= _FEWEST - 1)
    for t in quantified:
        if not any(is_builtin(s, "'") for s in subterms(t)):
            yield from islice(_instances_of(t, [ref(s) for s in _subjects(case)]), _FEW)


def _is_state_predicate(op: Symbol) -> bool:
    return op.kind is Kind.DEFINED and op.level is Level.STATE
