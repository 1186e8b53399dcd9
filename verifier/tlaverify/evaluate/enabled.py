"""ENABLED A: is there a next state with A?

The successor is searched as TLC does it: a conjunct ``x' = e`` or ``x' \\in S`` gives
values to a primed variable, disjunctions and bounded \\E branch, whatever else is
tested when the variables in it have values.  Where a primed variable is still open at
the end the branch is Undefined, so that FALSE is only said when every branch was closed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tlaverify.evaluate import compare
from tlaverify.evaluate.frames import Closure, Env, Frame
from tlaverify.evaluate.kleene import any_of
from tlaverify.evaluate.values import Truth, Undefined, Value
from tlaverify.kernel.term import Apply, Bind, Binder, Kind, Symbol, Term, builtin, is_builtin

if TYPE_CHECKING:
    from tlaverify.evaluate.machine import Machine

__all__ = ["enabled"]

Task = tuple[Term, Env]


def enabled(machine: Machine, action: Term, env: Env, frame: Frame) -> Truth:
    """Whether some next state makes ``action`` true."""
    return any_of(_search(machine, [(action, env)], [], Frame(frame.state, Frame({}, None))))


def _search(
    machine: Machine, todo: list[Task], later: list[Task], frame: Frame
) -> Iterator[Truth]:
    machine.work.spend()
    while todo:
        (term, env), todo = todo[0], todo[1:]
        opened = _open(machine, term, env)
        if opened is not None:
            term, env = opened
        if is_builtin(term, "/\\"):
            assert isinstance(term, Apply)
            todo = [(a, env) for a in term.args] + todo
            continue
        branches = _branches(machine, term, env, frame)
        if branches is not None:
            for branch in branches:
                yield from _search(machine, [branch, *todo], later, frame)
            return
        assigned = _assignment(machine, term, env, frame)
        if assigned is not None:
            symbol, values = assigned
            for value in values:
                assert frame.following is not None
                state = {**frame.following.state, symbol: value}
                yield from _search(machine, [*later, *todo], [], Frame(frame.state, Frame(state, None)))
            return
        held = machine.truth(term, env, frame)
        if held is False:
            yield False
            return
        if isinstance(held, Undefined):
            later = [*later, (term, env)]
    if not later:
        yield True
    else:
        yield Undefined("a successor state that is left open")


def _open(machine: Machine, term: Term, env: Env) -> Task | None:
    """Expand a defined operator at the root; [A]_v and UNCHANGED become what they abbreviate."""
    changed = False
    while isinstance(term, Apply):
        if term.op.kind is Kind.DEFINED and term.op in machine.definitions:
            definition = machine.definitions[term.op]
            inner: Env = {
                p: machine.argument(p, a, env) for p, a in zip(definition.params, term.args, strict=True)
            }
            term, env, changed = definition.body, inner, True
        elif term.op.kind is Kind.BOUND and isinstance(given := env.get(term.op), Closure):
            inner = dict(given.env)
            for p, a in zip(given.params, term.args, strict=True):
                inner[p] = machine.argument(p, a, env)
            term, env, changed = given.body, inner, True
        elif is_builtin(term, "[]_"):
            action, sub = term.args
            term, changed = builtin("\\/", action, builtin("UNCHANGED", sub)), True
        elif is_builtin(term, "<<>>_"):
            action, sub = term.args
            term, changed = builtin("/\\", action, builtin("~", builtin("UNCHANGED", sub))), True
        elif is_builtin(term, "UNCHANGED"):
            inside = term.args[0]
            if is_builtin(inside, "<<>>"):
                assert isinstance(inside, Apply)
                term = builtin("/\\", *(builtin("UNCHANGED", a) for a in inside.args))
            elif isinstance(inside, Apply) and inside.op.kind is Kind.DEFINED and not inside.args:
                if inside.op not in machine.definitions:
                    break
                term = builtin("UNCHANGED", machine.definitions[inside.op].body)
                env = {}
            else:
                term = builtin("=", builtin("'", inside), inside)
            changed = True
        else:
            break
    return (term, env) if changed else None


def _branches(machine: Machine, term: Term, env: Env, frame: Frame) -> list[Task] | None:
    if is_builtin(term, "\\/"):
        assert isinstance(term, Apply)
        return [(a, env) for a in term.args]
    if is_builtin(term, "IF"):
        assert isinstance(term, Apply)
        test = machine.truth(term.args[0], env, frame)
        return None if isinstance(test, Undefined) else [(term.args[1 if test else 2], env)]
    if isinstance(term, Bind) and term.binder is Binder.EXISTS:
        out: list[Env] = [env]
        for bound in term.bounds:
            if bound.domain is None:
                return None
            domain = machine.value(bound.domain, env, frame)
            listed = domain if isinstance(domain, Undefined) else compare.elements(domain, machine.work)
            if isinstance(listed, Undefined):
                return None
            out = [{**e, bound.symbol: x} for e in out for x in listed]
        return [(term.body, e) for e in out]
    return None


def _assignment(
    machine: Machine, term: Term, env: Env, frame: Frame
) -> tuple[Symbol, tuple[Value, ...]] | None:
    if not (is_builtin(term, "=") or is_builtin(term, "\\in")):
        return None
    assert isinstance(term, Apply) and frame.following is not None
    left, right = term.args
    if not is_builtin(left, "'"):
        return None
    assert isinstance(left, Apply)
    target = left.args[0]
    if not isinstance(target, Apply) or target.args or target.op.kind is not Kind.VARIABLE:
        return None
    if target.op in frame.following.state:
        return None
    value = machine.value(right, env, frame)
    if isinstance(value, Undefined):
        return None
    if is_builtin(term, "="):
        return target.op, (value,)
    listed = compare.elements(value, machine.work)
    return None if isinstance(listed, Undefined) else (target.op, listed)
