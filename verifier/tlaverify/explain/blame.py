"""Which part of a formula is false, down to the smallest, and which values make it so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import Final

from tlaverify.evaluate import compare
from tlaverify.evaluate.frames import Env, Frame, Thunk
from tlaverify.evaluate.machine import Machine
from tlaverify.evaluate.values import Boolean, LazySet, Undefined, Value
from tlaverify.evaluate.work import Work
from tlaverify.explain.misfit import misfit
from tlaverify.kernel.rewrite import subterms
from tlaverify.kernel.term import Apply, Bind, Binder, Kind, Let, Symbol, Term, is_builtin

__all__ = ["Reason", "bound_values", "rows", "why_false"]

_DEEPEST: Final = 40
_MOST_PARTS: Final = 6
_MOST_ROWS: Final = 50_000


@dataclass(frozen=True, slots=True)
class Reason:
    """One step on the way to what is false: a formula, the values of its variables, and where it is meant.

    holds   the formula is TRUE (it stands under a negation), not FALSE.
    primed  the formula is about the state after.
    note    in words what is wrong with it, where there is more to say than that it is FALSE.
    culprit  the element that the note is about, where it is about one.
    parts   the values of the expressions in it, for the last reason.
    conjunct  it is one of several conjuncts.
    each    of the last reason, if it is a disjunction: why each of its alternatives is false.
    """

    term: Term
    values: tuple[tuple[str, Value], ...]
    primed: bool
    holds: bool = False
    note: str = ""
    culprit: Value | None = None
    parts: tuple[tuple[Term, Value], ...] = ()
    conjunct: bool = False
    each: tuple[tuple[Term, Reason], ...] = ()


def why_false(machine: Machine, goal: Term, frame: Frame) -> list[Reason]:
    """From the goal down to the smallest part that makes it FALSE, one reason a level."""
    return list(_Trace(machine).follow(goal, {}, frame, False, False, 0))


@dataclass(frozen=True, slots=True)
class _Trace:
    machine: Machine

    def follow(
        self, term: Term, env: Env, frame: Frame, primed: bool, holds: bool, depth: int,
        conjunct: bool = False,
    ) -> Iterator[Reason]:
        """The way down from a formula that is FALSE (``holds``: TRUE)."""
        here = Reason(term, bound_values(self.machine, term, env, frame), primed, holds, conjunct=conjunct)
        step = None if depth > _DEEPEST else self._below(term, env, frame, primed, holds)
        if step is None:
            yield self._last(here, term, env, frame, depth)
            return
        shown, part, inner, then, later, wanted = step
        if shown:
            yield here
        chosen = is_builtin(term, "/\\") or (conjunct and not shown)
        yield from self.follow(part, inner, then, later, wanted, depth + 1, chosen)

    def _below(
        self, term: Term, env: Env, frame: Frame, primed: bool, holds: bool
    ) -> tuple[bool, Term, Env, Frame, bool, bool] | None:
        """The one part that decides; whether the whole is worth a line of its own comes first."""
        m = self.machine
        if isinstance(term, Bind):
            return self._instance(term, env, frame, primed, holds)
        if isinstance(term, Let):
            return False, term.body, m.opened(term, env), frame, primed, holds
        if not isinstance(term, Apply):
            return None
        if term.op.kind is Kind.DEFINED:
            definition = m.definitions.get(term.op)
            if definition is None or definition.recursive or (holds and term.args):
                return None
            inner: Env = {
                p: m.argument(p, a, env) for p, a in zip(definition.params, term.args, strict=True)
            }
            return True, definition.body, inner, frame, primed, holds
        if is_builtin(term, "~"):
            return True, term.args[0], env, frame, primed, not holds
        if is_builtin(term, "'") and frame.following is not None:
            return False, term.args[0], env, frame.following, True, holds
        if is_builtin(term, "=>") and not holds:
            return True, term.args[1], env, frame, primed, False
        if is_builtin(term, "IF"):
            test = m.truth(term.args[0], env, frame)
            if not isinstance(test, Undefined):
                return True, term.args[1 if test else 2], env, frame, primed, holds
        if (is_builtin(term, "/\\") and not holds) or (is_builtin(term, "\\/") and holds):
            part = next((p for p in term.args if m.truth(p, env, frame) is holds), None)
            if part is not None:
                return False, part, env, frame, primed, holds
        return None

    def _instance(
        self, term: Bind, env: Env, frame: Frame, primed: bool, holds: bool
    ) -> tuple[bool, Term, Env, Frame, bool, bool] | None:
        """The instance of a quantifier that decides; of a false \\E only if its set has just one element."""
        if term.binder is (Binder.EXISTS if holds else Binder.FORALL):
            for inner in rows(self.machine, term, env, frame):
                if self.machine.truth(term.body, inner, frame) is holds:
                    return True, term.body, inner, frame, primed, holds
        elif term.binder is Binder.EXISTS and all(b.domain is not None for b in term.bounds):
            few = list(islice(rows(self.machine, term, env, frame), 2))
            if len(few) == 1 and self.machine.truth(term.body, few[0], frame) is False:
                return True, term.body, few[0], frame, primed, False
        return None

    def _last(self, here: Reason, term: Term, env: Env, frame: Frame, depth: int) -> Reason:
        culprit, note = (None, "") if here.holds else self._note(term, env, frame)
        parts = () if isinstance(term, Bind) else tuple(self._parts(term, env, frame))
        each: tuple[tuple[Term, Reason], ...] = ()
        if is_builtin(term, "\\/") and isinstance(term, Apply) and not here.holds and depth <= _DEEPEST:
            each = tuple(
                (t, list(self.follow(t, env, frame, here.primed, False, depth + 1))[-1]) for t in term.args
            )
        return replace(here, note=note, culprit=culprit, parts=parts, each=each)

    def _note(self, term: Term, env: Env, frame: Frame) -> tuple[Value | None, str]:
        m = self.machine
        if isinstance(term, Bind) and term.binder is Binder.EXISTS:
            few = list(islice(rows(m, term, env, frame), 1))
            return None, "none does" if few else "there is none to choose from"
        if is_builtin(term, "[]_"):
            return None, "it is no such step, and not everything is unchanged"
        if isinstance(term, Apply) and (is_builtin(term, "\\in") or is_builtin(term, "\\subseteq")):
            left, right = m.value(term.args[0], env, frame), m.value(term.args[1], env, frame)
            if not isinstance(left, Undefined) and not isinstance(right, Undefined):
                return misfit(left, right, m.work, inside=is_builtin(term, "\\subseteq"))
        return None, ""

    def _parts(self, term: Term, env: Env, frame: Frame) -> Iterator[tuple[Term, Value]]:
        """The values of the largest expressions in a formula that do not depend on variables bound in it."""
        seen: dict[Term, None] = {}
        todo = [term]
        while todo and len(seen) < _MOST_PARTS:
            t = todo.pop()
            if not isinstance(t, Apply) or t in seen:
                continue
            if t is not term and self._telling(t):
                value = self.machine.value(t, env, frame)
                if not isinstance(value, (Undefined, Boolean)):
                    seen[t] = None
                    yield t, value
                    continue
            todo.extend(reversed(t.args))

    @staticmethod
    def _telling(t: Apply) -> bool:
        """Whether the value of such an expression tells something: a function's value, a variable, ..."""
        if t.op.kind is Kind.BUILTIN:
            return t.op.name in ("APPLY", "DOMAIN", "+", "-", "*", "%", "\\div", "'")
        if t.op.kind is Kind.DEFINED:
            return bool(t.args) or t.op.name not in ("Nat", "Int", "Real", "STRING", "BOOLEAN")
        return t.op.kind is not Kind.BOUND


def rows(machine: Machine, term: Bind, env: Env, frame: Frame) -> Iterator[Env]:
    """The environments that the bounds of a quantifier range over; where they are infinite, some of them."""
    columns: list[tuple[Value, ...]] = []
    for bound in term.bounds:
        if bound.domain is None:
            columns.append((*machine.work.witnesses, *machine.work.models))
            continue
        domain = machine.value(bound.domain, env, frame)
        listed = domain if isinstance(domain, Undefined) else compare.elements(domain, machine.work)
        if isinstance(listed, Undefined):
            listed = tuple(_some(domain, machine.work)) if isinstance(domain, LazySet) else ()
        columns.append(listed)
    symbols = [b.symbol for b in term.bounds]
    for row in islice(product(*columns), _MOST_ROWS):
        yield {**env, **dict(zip(symbols, row, strict=True))}


def _some(domain: LazySet, work: Work) -> Iterator[Value]:
    """The witnesses that are in the set, and its samples."""
    yield from (x for x in work.witnesses if compare.member(x, domain, work) is True)
    yield from domain.samples(work)


def bound_values(machine: Machine, term: Term, env: Env, frame: Frame) -> tuple[tuple[str, Value], ...]:
    """The values of the bound variables that occur in the term, in the order in which they occur."""
    order: dict[Symbol, None] = {}
    for t in subterms(term):
        if isinstance(t, Apply) and t.op in term.free:
            order[t.op] = None
    out = []
    for symbol in order:
        found = env.get(symbol)
        value = machine.force(found, frame) if isinstance(found, Thunk) else found
        if isinstance(value, Value):
            out.append((symbol.name, value))
    return tuple(out)
