"""From prepared terms to sequents that can be encoded: introductions, Skolem constants, case splits.

Before: hypotheses ``Next``-like disjunctions of existentials and any goal.
After: a list of sequents, all of which must hold, whose hypotheses are
conjunct by conjunct, with constants for the existential variables.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tlaverify.encodings.discharge import discharge
from tlaverify.encodings.equations import rewritten
from tlaverify.encodings.instances import instances
from tlaverify.encodings.matching import lemma_instances, witness_denials
from tlaverify.kernel.rewrite import substitute, subterms
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

__all__ = ["Goal", "split"]

_LIMIT = 64

_ANYTHING = ref(Symbol("goal", Kind.CONSTANT, 0, scope="skolem"))
"""Stands for a goal that is a hypothesis, word by word: what follows for it follows for every formula."""


@dataclass(frozen=True, slots=True)
class Goal:
    """``hypotheses |- goal``; ``constants`` are the Skolem constants that were introduced."""

    hypotheses: tuple[Term, ...]
    goal: Term
    constants: tuple[Symbol, ...] = ()


@dataclass(slots=True)
class _State:
    hypotheses: dict[Term, None] = field(default_factory=dict)
    known: set[Term] = field(default_factory=set)  # the hypotheses before they were taken apart
    constants: list[Symbol] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def copy(self) -> _State:
        return _State(dict(self.hypotheses), set(self.known), list(self.constants), set(self.taken))


def split(
    hypotheses: tuple[Term, ...],
    goal: Term,
    *,
    by_conjunct: bool,
    by_action: bool = True,
    with_instances: bool = False,
) -> list[Goal]:
    """The sequents to prove, at most a few dozen.

    by_action       one for each disjunct of a hypothesis that speaks of primed variables.
    by_conjunct     one for each conjunct of the goal.
    with_instances  lemmas about all sets of a form are stated for those of the sequent, too, and those whose
                    conclusion is the goal for what they say of it; equations are used from left to right.
    """
    state = _State()
    state.taken = {
        t.op.name for h in (*hypotheses, goal) for t in subterms(h) if isinstance(t, Apply) and not t.args
    }
    for h in hypotheses:
        _add(state, h)
    final = _introduce(state, goal)
    _discharge(state)
    if with_instances:
        for h in instances(tuple(state.hypotheses), final):
            _add(state, h)
        _discharge(state)
    out: list[Goal] = []
    states = _split_actions(state) if by_action else [state]
    for s in states:
        for s2, g in _goals(s, final, by_conjunct):
            last = _elaborate(s2, g) if with_instances else g
            if with_instances and last in s2.hypotheses:  # whatever it says
                out.append(Goal((_ANYTHING,), _ANYTHING))
            else:
                out.append(Goal(tuple(s2.hypotheses), last, tuple(s2.constants)))
    return out


def _elaborate(state: _State, goal: Term) -> Term:
    """State what follows by the words of the hypotheses and the goal, which is given back in other words."""
    more, goal = rewritten(tuple(state.hypotheses), goal)
    for h in more:
        _add(state, h)
    goal = _introduce(state, goal)
    known = tuple(state.hypotheses)
    for h in (*lemma_instances(known, goal), *witness_denials(known, goal)):
        _add(state, h)
    _discharge(state)
    return goal


def _constant(state: _State, like: Symbol) -> Symbol:
    base = like.name.split("$")[0]
    name, n = base, 1
    while name in state.taken:
        name, n = f"{base}_{n}", n + 1
    state.taken.add(name)
    symbol = Symbol(name, Kind.CONSTANT, 0, scope="skolem")
    state.constants.append(symbol)
    return symbol


def _open(state: _State, t: Bind) -> Term:
    """The body of a quantifier with constants for its variables, whose domains become hypotheses."""
    values: dict[Symbol, Term] = {}
    for b in t.bounds:
        c = ref(_constant(state, b.symbol))
        values[b.symbol] = c
        if b.domain is not None:
            _add(state, builtin("\\in", c, b.domain))
    return substitute(t.body, values)


def _add(state: _State, h: Term) -> None:
    """Assert a hypothesis, taken apart as far as that makes no case distinction."""
    state.known.add(h)
    if isinstance(h, Bind) and h.binder is Binder.EXISTS:
        _add(state, _open(state, h))
        return
    if isinstance(h, Apply) and h.op.kind is Kind.BUILTIN:
        match h.op.name:
            case "/\\":
                for a in h.args:
                    _add(state, a)
                return
            case "TRUE":
                return
            case "~":
                if _add_negation(state, h.args[0]):
                    return
            case "=" if _tuples(h):
                left, right = h.args
                assert isinstance(left, Apply) and isinstance(right, Apply)
                for a, b in zip(left.args, right.args, strict=True):
                    _add(state, builtin("=", a, b))
                return
    state.hypotheses[h] = None


def _discharge(state: _State) -> None:
    """Leave out premises that are known, until that gives nothing new."""
    changed = True
    while changed:
        changed = False
        for h in list(state.hypotheses):
            short = discharge(h, state.known)
            if short is not h:
                del state.hypotheses[h]
                _add(state, short)
                changed = True


def _tuples(h: Apply) -> bool:
    a, b = h.args
    return is_builtin(a, "<<>>") and is_builtin(b, "<<>>") and len(a.args) == len(b.args)  # type: ignore[attr-defined]


def _add_negation(state: _State, h: Term) -> bool:
    if isinstance(h, Bind) and h.binder is Binder.FORALL:
        _add(state, builtin("~", _open(state, h)))
        return True
    if isinstance(h, Apply) and h.op.kind is Kind.BUILTIN:
        match h.op.name:
            case "~":
                _add(state, h.args[0])
                return True
            case "\\/":
                for a in h.args:
                    _add(state, builtin("~", a))
                return True
            case "=>":
                _add(state, h.args[0])
                _add(state, builtin("~", h.args[1]))
                return True
    return False


def _introduce(state: _State, goal: Term) -> Term:
    """Move what the goal assumes to the hypotheses."""
    while True:
        pointwise = _pointwise(goal)
        if pointwise is not None:
            goal = pointwise
        if isinstance(goal, Bind) and goal.binder is Binder.FORALL and _small(goal):
            goal = _open(state, goal)
        elif is_builtin(goal, "=>"):
            assert isinstance(goal, Apply)
            _add(state, goal.args[0])
            goal = goal.args[1]
        elif is_builtin(goal, "~"):
            assert isinstance(goal, Apply)
            _add(state, goal.args[0])
            return builtin("FALSE")
        elif is_builtin(goal, "\\/"):
            assert isinstance(goal, Apply)
            for a in goal.args[:-1]:
                _add(state, builtin("~", a))
            goal = goal.args[-1]
        else:
            return goal


def _pointwise(goal: Term) -> Bind | None:
    """``[x \\in S |-> e] = [y \\in S |-> f]`` as ``\\A x \\in S : e = f[x/y]``."""
    if not is_builtin(goal, "=") or not isinstance(goal, Apply):
        return None
    a, b = goal.args
    if not (isinstance(a, Bind) and isinstance(b, Bind) and a.binder is b.binder is Binder.FUNCTION):
        return None
    if [x.domain for x in a.bounds] != [x.domain for x in b.bounds]:
        return None
    avoid = a.free | b.free | a.body.free | b.body.free
    fresh_bounds = tuple(Bound(fresh(x.symbol, avoid), x.domain) for x in a.bounds)
    if len({x.symbol for x in fresh_bounds}) < len(fresh_bounds):
        return None
    left = substitute(a.body, {x.symbol: ref(n.symbol) for x, n in zip(a.bounds, fresh_bounds, strict=True)})
    right = substitute(b.body, {x.symbol: ref(n.symbol) for x, n in zip(b.bounds, fresh_bounds, strict=True)})
    return Bind(Binder.FORALL, fresh_bounds, builtin("=", left, right))


def _small(goal: Bind) -> bool:
    """Whether constants for these variables cost no case split: sets of state are left to the encoder."""
    return not any(
        isinstance(t, Apply) and t.op.kind is Kind.VARIABLE
        for b in goal.bounds
        if b.domain is not None
        for t in subterms(b.domain)
    )


def _determines(t: Term) -> bool:
    """Whether a disjunct, taken apart, tells what a primed variable equals."""
    if isinstance(t, Bind):
        return t.binder is Binder.EXISTS and _determines(t.body)
    if not isinstance(t, Apply) or t.op.kind is not Kind.BUILTIN:
        return False
    if t.op.name in ("/\\", "\\/", "IF"):
        return any(_determines(a) for a in t.args)
    return t.op.name == "=" and any(is_builtin(s, "'") for a in t.args for s in _sides(a))


def _sides(t: Term) -> tuple[Term, ...]:
    return t.args if is_builtin(t, "<<>>") and isinstance(t, Apply) else (t,)


def _cases(h: Term) -> tuple[Term, ...]:
    """The cases of a hypothesis that tells in some of them what a primed variable equals."""
    if not isinstance(h, Apply) or h.op.kind is not Kind.BUILTIN or not _determines(h):
        return ()
    if h.op.name == "\\/":
        return h.args
    if h.op.name == "IF":
        test, yes, no = h.args
        return builtin("/\\", test, yes), builtin("/\\", builtin("~", test), no)
    return ()


def _split_actions(state: _State) -> list[_State]:
    done: list[_State] = []
    todo = [state]
    while todo:
        s = todo.pop(0)
        cut = next((h for h in s.hypotheses if _cases(h)), None)
        cases = () if cut is None else _cases(cut)
        if cut is None or len(done) + len(todo) + len(cases) > _LIMIT:
            done.append(s)
            continue
        branches = []
        for d in cases:
            c = s.copy()
            del c.hypotheses[cut]
            _add(c, d)
            _discharge(c)
            branches.append(c)
        todo = branches + todo
    return done


def _goals(state: _State, goal: Term, by_conjunct: bool) -> list[tuple[_State, Term]]:
    if not by_conjunct:
        return [(state, goal)]
    if is_builtin(goal, "/\\"):
        assert isinstance(goal, Apply)
        out: list[tuple[_State, Term]] = []
        for a in goal.args:
            out.extend(_goals(state, a, True))
        return out if len(out) <= _LIMIT else [(state, goal)]
    if is_builtin(goal, "<=>"):
        assert isinstance(goal, Apply)
        a, b = goal.args
        return [*_goals(state, builtin("=>", a, b), True), *_goals(state, builtin("=>", b, a), True)]
    s = state.copy()
    final = _introduce(s, goal)
    if final == goal or not (is_builtin(final, "/\\") or is_builtin(final, "<=>")):
        return [(s, final)]
    return _goals(s, final, True)
