"""What a counterexample tells, before it is laid out in lines or written as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tlaverify.evaluate.binders import conjuncts
from tlaverify.evaluate.values import Value
from tlaverify.evaluate.work import OutOfWork
from tlaverify.explain.action import Action, action_taken, changes
from tlaverify.explain.blame import Reason, why_false
from tlaverify.explain.counterexample import Counterexample, interpretation_of
from tlaverify.explain.focus import focus
from tlaverify.explain.machine import machine_of
from tlaverify.explain.names import chosen_names, field_order, models_of, renamed
from tlaverify.kernel.rewrite import substitute
from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.term import Apply, Kind, Level, Symbol, Term, is_builtin
from tlaverify.semantics.printing import show

__all__ = ["Reading", "read_counterexample", "stated_and_goal"]

Values = tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A counterexample with the names that people know its values by.

    assumed    the named state predicates among what is assumed, as text.
    stepwise   it is about a step: there is a state after.
    action     the step's action, where it has a name.
    table      the values of declared operators, ``Op(x)`` as text.
    before     the variables in the state before (or the only one), ``after`` in the state after.
    reasons    the way from the goal to the part of it that is false.
    undecided  names of assumptions that were not cited and of which the evaluator cannot tell.
    fields     the order of record fields.
    """

    assumed: tuple[str, ...]
    stepwise: bool
    action: Action | None
    constants: Values
    table: Values
    before: Values
    after: Values
    reasons: tuple[Reason, ...]
    undecided: tuple[str, ...]
    fields: Mapping[str, int]

    @property
    def inductive(self) -> bool:
        """Whether what is false is said of the state after."""
        return any(r.primed for r in self.reasons)

    def changed(self) -> Values:
        """The variables that the step changes, with their new values."""
        old = dict(self.before)
        return tuple((n, v) for n, v in self.after if old.get(n) != v)


def read_counterexample(obligation: Obligation, found: Counterexample) -> Reading:
    """The reading of a counterexample to the obligation."""
    machine, frame = machine_of(interpretation_of(found, obligation))
    stated, _ = stated_and_goal(obligation)
    try:
        reasons = why_false(machine, obligation.goal, frame)
        action = action_taken(machine, stated, frame)
        chosen = chosen_names(obligation, machine, frame)
        case = [s.name for s, _ in focus(obligation, found).of_action]
    except (OutOfWork, RecursionError):
        reasons, action, chosen, case = [], None, {}, []
    names = _plain_names(found, chosen)
    stepwise = bool(found.next_state) and any(changes(machine, t, set()) for t in [*stated, obligation.goal])
    declared = {s.name for s in obligation.declared}
    return Reading(
        tuple(_assumed(stated)), stepwise, action and _named_action(action, names),
        _values(((s, v) for s, v in found.constants.items() if s.name in declared), names),
        tuple(_table(found, names)), _values(found.state.items(), names),
        _values(found.next_state.items(), names) if stepwise else (),
        tuple(_named(_apart(r, declared | set(case)), names) for r in reasons), found.undecided,
        field_order(obligation),
    )


def stated_and_goal(obligation: Obligation) -> tuple[list[Term], Term]:
    """All that is assumed, the goal's own antecedents included, and what is left of the goal."""
    stated = [h.statement for h in obligation.hypotheses if isinstance(h.statement, Term)]
    goal = obligation.goal
    while is_builtin(goal, "=>") and isinstance(goal, Apply):
        stated.append(goal.args[0])
        goal = goal.args[1]
    return stated, goal


def _assumed(stated: Sequence[Term]) -> Iterable[str]:
    """The state predicates that are assumed under a name; one with arguments after those without."""
    found = {
        part: None for fact in stated for part in conjuncts(fact)
        if isinstance(part, Apply) and part.op.kind is Kind.DEFINED and part.op.level is Level.STATE
    }
    for part in sorted(found, key=lambda t: len(t.args) > 0):
        yield show(part)


def _plain_names(found: Counterexample, chosen: Mapping[str, str]) -> dict[str, str]:
    """What to call the values that CHOOSE reserves: one that no definition chooses is some other value."""
    names = dict(chosen)
    for m in models_of(found):
        if m.name.startswith("choice!"):
            names.setdefault(m.name, f"other{m.name[7:]}")
    return names


def _values(pairs: Iterable[tuple[Symbol, Value]], names: Mapping[str, str]) -> Values:
    return tuple((s.name, renamed(v, names)) for s, v in pairs)


def _table(found: Counterexample, names: Mapping[str, str]) -> Iterable[tuple[str, Value]]:
    for symbol, table in found.tables.items():
        for args, value in table.items():
            shown = ", ".join(repr(renamed(a, names)) for a in args)
            yield f"{symbol.name}({shown})", renamed(value, names)


def _named_action(action: Action, names: Mapping[str, str]) -> Action:
    return Action(
        action.name,
        tuple(v and renamed(v, names) for v in action.arguments),
        tuple((n, renamed(v, names)) for n, v in action.witnesses),
    )


def _apart(reason: Reason, declared: set[str]) -> Reason:
    """The reason with other names for bound variables that are named like a constant or the action's."""
    clashing = [s for s in reason.term.free if s.name in declared]
    other = {s: Symbol(f"{s.name}_1", Kind.BOUND, s.arity, s.level) for s in clashing}
    each = tuple((_with_names(t, other), _apart(r, declared)) for t, r in reason.each)
    if not other:
        return replace(reason, each=each)
    new = {s.name: o.name for s, o in other.items()}
    return replace(
        reason, term=_with_names(reason.term, other), each=each,
        values=tuple((new.get(n, n), v) for n, v in reason.values),
        parts=tuple((_with_names(t, other), v) for t, v in reason.parts),
    )


def _with_names(term: Term, other: Mapping[Symbol, Symbol]) -> Term:
    return substitute(term, {s: Apply(o) for s, o in other.items()})


def _named(reason: Reason, names: Mapping[str, str]) -> Reason:
    note = reason.note
    for old, new in names.items():
        note = note.replace(old, new)
    return replace(
        reason,
        values=tuple((n, renamed(v, names)) for n, v in reason.values),
        parts=tuple((t, renamed(v, names)) for t, v in reason.parts),
        each=tuple((t, _named(r, names)) for t, r in reason.each),
        note=note,
        culprit=None if reason.culprit is None else renamed(reason.culprit, names),
    )
