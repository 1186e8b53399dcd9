"""Which part of a formula is false, and which action a step took."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

from tlaverify.evaluate import compare
from tlaverify.evaluate.frames import Env, Frame, Thunk
from tlaverify.evaluate.machine import Machine
from tlaverify.evaluate.values import LazySet, Undefined, Value
from tlaverify.kernel.term import Apply, Bind, Binder, Kind, Symbol, Term, is_builtin

__all__ = ["Reason", "action_taken", "why_false"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One step on the way to what is false: a formula, the values of its variables, and where it is meant.

    primed  the formula is about the state after.
    note    in words what is wrong with it, where there is more to say than that it is FALSE.
    """

    term: Term
    values: tuple[tuple[str, Value], ...]
    primed: bool
    note: str = ""


def why_false(machine: Machine, goal: Term, frame: Frame) -> list[Reason]:
    """From the goal down to the smallest part that makes it FALSE, one reason a level."""
    return list(_false(machine, goal, {}, frame, False, 0))


def _false(
    machine: Machine, term: Term, env: Env, frame: Frame, primed: bool, depth: int
) -> Iterator[Reason]:
    here = Reason(term, _values(machine, term, env, frame), primed)
    if depth > 40:
        yield here
        return
    if isinstance(term, Bind) and term.binder is Binder.FORALL:
        found = _instance(machine, term, env, frame)
        yield here
        if found is not None:
            yield from _false(machine, term.body, found, frame, primed, depth + 1)
        return
    if isinstance(term, Bind):
        note = "no such value exists" if term.binder is Binder.EXISTS else ""
        yield Reason(term, here.values, primed, note)
        return
    if not isinstance(term, Apply):
        yield here
        return
    if term.op.kind is Kind.DEFINED and term.op in machine.definitions:
        definition = machine.definitions[term.op]
        yield here
        inner: Env = {
            p: machine.argument(p, a, env) for p, a in zip(definition.params, term.args, strict=True)
        }
        yield from _false(machine, definition.body, inner, frame, primed, depth + 1)
        return
    if is_builtin(term, "/\\"):
        for part in term.args:
            if machine.truth(part, env, frame) is False:
                yield from _false(machine, part, env, frame, primed, depth + 1)
                return
    if is_builtin(term, "=>"):
        yield here
        yield from _false(machine, term.args[1], env, frame, primed, depth + 1)
        return
    if is_builtin(term, "'") and frame.following is not None:
        yield from _false(machine, term.args[0], env, frame.following, True, depth + 1)
        return
    if is_builtin(term, "\\subseteq"):
        yield Reason(term, here.values, primed, _extra(machine, term, env, frame))
        return
    if is_builtin(term, "\\in") and is_builtin(term.args[1], "SUBSET"):
        yield Reason(term, here.values, primed, _extra(machine, term, env, frame))
        return
    if is_builtin(term, "\\/"):
        yield Reason(term, here.values, primed, "every alternative is false")
        return
    yield here


def _extra(machine: Machine, term: Apply, env: Env, frame: Frame) -> str:
    """The element that keeps ``S \\subseteq T`` from holding."""
    right = term.args[1]
    if is_builtin(right, "SUBSET") and isinstance(right, Apply):
        right = right.args[0]
    small, large = machine.value(term.args[0], env, frame), machine.value(right, env, frame)
    if isinstance(small, Undefined) or isinstance(large, Undefined):
        return ""
    listed = compare.elements(small, machine.work)
    if isinstance(listed, Undefined):
        return ""
    for x in listed:
        if compare.member(x, large, machine.work) is False:
            return f"{x!r} is not in the right-hand set"
    return ""


def _instance(machine: Machine, term: Bind, env: Env, frame: Frame) -> Env | None:
    """Values of the bound variables for which the body is FALSE."""
    rows = _rows(machine, term, env, frame)
    return next((e for e in rows if machine.truth(term.body, e, frame) is False), None)


def _rows(machine: Machine, term: Bind, env: Env, frame: Frame) -> Iterator[Env]:
    """The environments that the bounds of a quantifier range over; a sample where they are infinite."""
    columns: list[tuple[Value, ...]] = []
    for bound in term.bounds:
        if bound.domain is None:
            columns.append(machine.work.models)
            continue
        domain = machine.value(bound.domain, env, frame)
        listed = domain if isinstance(domain, Undefined) else compare.elements(domain, machine.work)
        if isinstance(listed, Undefined):
            listed = tuple(domain.samples(machine.work)) if isinstance(domain, LazySet) else ()
        columns.append(listed)
    symbols = [b.symbol for b in term.bounds]
    for row in islice(product(*columns), 50_000):
        yield {**env, **dict(zip(symbols, row, strict=True))}


def _values(machine: Machine, term: Term, env: Env, frame: Frame) -> tuple[tuple[str, Value], ...]:
    """The values of the bound variables that occur in the term."""
    out = []
    for symbol in sorted(term.free, key=lambda s: s.name):
        found = env.get(symbol)
        value = machine.force(found, frame) if isinstance(found, Thunk) else found
        if isinstance(value, Value):
            out.append((symbol.name, value))
    return tuple(out)


def action_taken(machine: Machine, facts: list[Term], frame: Frame) -> str:
    """The action that is true of the step, with its parameters, ``Phase1b(a1)``; empty if none is named."""
    for fact in facts:
        name = _taken(machine, fact, {}, frame, "", 0)
        if name:
            return name
    return ""


def _taken(machine: Machine, term: Term, env: Env, frame: Frame, name: str, depth: int) -> str:
    """The innermost named action along disjunctions, existentials and definitions that are TRUE."""
    if depth > 30 or machine.truth(term, env, frame) is not True:
        return ""
    if isinstance(term, Bind) and term.binder is Binder.EXISTS:
        for inner in _witnesses(machine, term, env, frame):
            return _taken(machine, term.body, inner, frame, name, depth + 1)
        return name
    if not isinstance(term, Apply):
        return name
    if term.op.kind is Kind.DEFINED and term.op in machine.definitions:
        definition = machine.definitions[term.op]
        if not _changes(machine, definition.body, set()):
            return ""
        own = _named(machine, term, env, frame)
        opened: Env = {
            p: machine.argument(p, a, env) for p, a in zip(definition.params, term.args, strict=True)
        }
        return _taken(machine, definition.body, opened, frame, own, depth + 1) or own
    if is_builtin(term, "\\/"):
        for part in term.args:
            found = _taken(machine, part, env, frame, name, depth + 1)
            if found:
                return found
        return name
    if is_builtin(term, "/\\") and not name:
        for part in term.args:
            found = _taken(machine, part, env, frame, "", depth + 1)
            if found:
                return found
        return name
    if is_builtin(term, "[]_"):
        return _taken(machine, term.args[0], env, frame, "", depth + 1) or "a stuttering step"
    return name


def _named(machine: Machine, term: Apply, env: Env, frame: Frame) -> str:
    args = []
    for a in term.args:
        found = machine.value(a, env, frame)
        args.append("..." if isinstance(found, Undefined) else repr(found))
    return term.op.name + (f"({', '.join(args)})" if args else "")


def _witnesses(machine: Machine, term: Bind, env: Env, frame: Frame) -> Iterator[Env]:
    yield from (e for e in _rows(machine, term, env, frame) if machine.truth(term.body, e, frame) is True)


def _changes(machine: Machine, term: Term, seen: set[Symbol]) -> bool:
    """Whether a prime occurs, also in definitions."""
    from tlaverify.kernel.rewrite import subterms

    for t in subterms(term):
        if is_builtin(t, "'") or is_builtin(t, "UNCHANGED") or is_builtin(t, "[]_"):
            return True
        if isinstance(t, Apply) and t.op.kind is Kind.DEFINED and t.op not in seen:
            seen.add(t.op)
            definition = machine.definitions.get(t.op)
            if definition is not None and _changes(machine, definition.body, seen):
                return True
    return False
