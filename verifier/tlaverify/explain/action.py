"""Which action a step took, with its parameters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tlaverify.evaluate.frames import Env, Frame
from tlaverify.evaluate.machine import Machine
from tlaverify.evaluate.values import Undefined, Value
from tlaverify.explain.blame import rows
from tlaverify.kernel.rewrite import subterms
from tlaverify.kernel.term import Apply, Bind, Binder, Kind, Let, Symbol, Term, is_builtin

__all__ = ["STUTTERING", "Action", "action_taken", "changes"]

STUTTERING: Final = "a stuttering step"


@dataclass(frozen=True, slots=True)
class Action:
    """``name(arguments)``, and the values for which its \\E hold: ``Phase2b(a2)`` with its m."""

    name: str
    arguments: tuple[Value | None, ...] = ()
    witnesses: tuple[tuple[str, Value], ...] = ()


def action_taken(machine: Machine, facts: Sequence[Term], frame: Frame) -> Action | None:
    """The innermost named action that is TRUE of the step; None if none is named."""
    for fact in facts:
        found = _taken(machine, fact, {}, frame, None, 0)
        if found is not None:
            return found
    return None


def _taken(
    machine: Machine, term: Term, env: Env, frame: Frame, best: Action | None, depth: int
) -> Action | None:
    """The action along disjunctions, existentials and definitions that are TRUE."""
    if depth > 30 or machine.truth(term, env, frame) is not True:
        return None
    if isinstance(term, Bind) and term.binder is Binder.EXISTS:
        return _instance(machine, term, env, frame, best, depth)
    if isinstance(term, Let):
        return _taken(machine, term.body, machine.opened(term, env), frame, best, depth + 1)
    if not isinstance(term, Apply):
        return best
    if term.op.kind is Kind.DEFINED and term.op in machine.definitions:
        definition = machine.definitions[term.op]
        if not changes(machine, definition.body, set()):
            return None
        own = _named(machine, term, env, frame)
        opened: Env = {
            p: machine.argument(p, a, env) for p, a in zip(definition.params, term.args, strict=True)
        }
        return _taken(machine, definition.body, opened, frame, own, depth + 1) or own
    if is_builtin(term, "\\/"):
        for part in term.args:
            found = _taken(machine, part, env, frame, best, depth + 1)
            if found is not None:
                return found
        return best
    if is_builtin(term, "/\\") and term.args:
        return _conjunction(machine, term, env, frame, best, depth)
    if is_builtin(term, "[]_"):
        return _taken(machine, term.args[0], env, frame, None, depth + 1) or Action(STUTTERING)
    return best


def _conjunction(
    machine: Machine, term: Apply, env: Env, frame: Frame, best: Action | None, depth: int
) -> Action | None:
    """Inside a named action the conjuncts only give more witnesses, else one of them may name it."""
    for part in term.args:
        if best is None:
            found = _taken(machine, part, env, frame, None, depth + 1)
            if found is not None:
                return found
        elif isinstance(part, Bind) and part.binder is Binder.EXISTS:
            best = _taken(machine, part, env, frame, best, depth + 1) or best
    return best


def _instance(
    machine: Machine, term: Bind, env: Env, frame: Frame, best: Action | None, depth: int
) -> Action | None:
    for inner in rows(machine, term, env, frame):
        if machine.truth(term.body, inner, frame) is not True:
            continue
        if best is not None and changes(machine, term, set()):
            chosen = tuple((b.symbol.name, v) for b in term.bounds if isinstance(v := inner[b.symbol], Value))
            best = Action(best.name, best.arguments, (*best.witnesses, *chosen))
        return _taken(machine, term.body, inner, frame, best, depth + 1)
    return best


def _named(machine: Machine, term: Apply, env: Env, frame: Frame) -> Action:
    found = [machine.value(a, env, frame) for a in term.args]
    return Action(term.op.name, tuple(None if isinstance(v, Undefined) else v for v in found))


def changes(machine: Machine, term: Term, seen: set[Symbol]) -> bool:
    """Whether a prime occurs, also in definitions."""
    for t in subterms(term):
        if is_builtin(t, "'") or is_builtin(t, "UNCHANGED") or is_builtin(t, "[]_"):
            return True
        if isinstance(t, Apply) and t.op.kind is Kind.DEFINED and t.op not in seen:
            seen.add(t.op)
            definition = machine.definitions.get(t.op)
            if definition is not None and changes(machine, definition.body, seen):
                return True
    return False
