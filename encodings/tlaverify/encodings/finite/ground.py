"""Terms over small scopes: every quantifier written out, every unknown a circuit's input."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Final

from tlaverify.encodings.finite.bounds import bounded
from tlaverify.encodings.finite.circuit import FALSE, TRUE, Circuit, Lit
from tlaverify.encodings.finite.combine import Combine, TooLarge, negate
from tlaverify.encodings.finite.spaces import as_space, listed, member_of_space
from tlaverify.encodings.finite.symbolic import (
    Choice,
    Formula,
    Space,
    Symbolic,
    SymbolicFunction,
    SymbolicSet,
)
from tlaverify.evaluate import values
from tlaverify.evaluate.binders import conjuncts, membership_guards
from tlaverify.evaluate.frames import Frame as ConcreteFrame
from tlaverify.evaluate.library import NATIVE
from tlaverify.evaluate.machine import Machine
from tlaverify.evaluate.rules import STRICT
from tlaverify.evaluate.show import tabulate
from tlaverify.evaluate.values import FiniteSet, Integer, LazySet, String, Undefined, Value, finite_set
from tlaverify.evaluate.work import OutOfWork, Work
from tlaverify.kernel.rewrite import subterms
from tlaverify.kernel.sequent import Definition
from tlaverify.kernel.term import Apply, Bind, Binder, Kind, Lambda, Let, Num, Str, Symbol, Term, is_builtin

__all__ = ["Frame", "Grounder"]

_MOST_COMBINATIONS: Final = 20_000
_LOGICAL: Final = frozenset({
    "TRUE", "FALSE", "/\\", "\\/", "~", "=>", "<=>", "=", "\\in", "\\subseteq", "UNCHANGED", "[]_", "<<>>_",
})
"""The operators that ``formula`` treats itself."""


def _conditions(term: Bind) -> list[Term]:
    """What must hold for the body of a quantifier to matter."""
    body = term.body
    if term.binder is Binder.FORALL:
        if not is_builtin(body, "=>"):
            return []
        assert isinstance(body, Apply)
        body = body.args[0]
    return conjuncts(body)


@dataclass(eq=False, slots=True)
class Frame:
    """A state, with the state that primes refer to."""

    state: dict[Symbol, Symbolic]
    following: Frame | None
    memo: dict[Any, Any] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class _Thunk:
    term: Term
    env: Env
    memo: dict[Frame, Symbolic | None] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class _Closure:
    params: tuple[Symbol, ...]
    body: Term
    env: Env


Env = dict[Symbol, "Symbolic | _Thunk | _Closure"]


class Grounder:
    """Evaluates terms to symbolic values.

    constants    what the declared constants mean; ``operators`` gives the meaning of one with arguments.
    naturals     quantifiers over Nat range over ``0..naturals-1``, over Int from -2 on.
    steps        how many formulas are evaluated before the obligation is given up as too large.
    everything   what an unbounded quantifier ranges over.
    """

    def __init__(
        self,
        circuit: Circuit,
        definitions: Mapping[Symbol, Definition],
        naturals: int,
        steps: int = 250_000,
    ) -> None:
        self.circuit: Final = circuit
        self.combine: Final = Combine(circuit)
        self.definitions: Final = definitions
        self.naturals: Final = naturals
        self.constants: dict[Symbol, Symbolic] = {}
        self.operators: Callable[[Symbol, tuple[Value, ...], bool], Symbolic | None] = lambda *_: None
        self.everything: list[Value] = []
        self.strings: list[str] = []
        self.memberships: list[Lit] = []
        self.collected: dict[Symbol, list[Symbolic]] | None = None
        self._work: Final = Work(steps=10**9, size=6_000)
        self._touching: dict[Term | Symbol, bool] = {}
        self._left = steps
        self._filters: dict[tuple[Bind, Symbol], list[Term]] = {}
        self._passed: dict[tuple[Term, Value], bool] = {}
        self._defined: dict[tuple[Symbol, tuple[Value, ...], Frame], Any] = {}

    def forget(self) -> None:
        """Drop what was remembered of defined operators: the states have changed."""
        self._defined.clear()

    # ------------------------------------------------------------ formulas

    def formula(self, term: Term, env: Env, frame: Frame) -> Formula:
        """A formula's truth as a function of the circuit's inputs.  Raises TooLarge past the limit."""
        self._left -= 1
        if self._left < 0:
            raise TooLarge
        combine = self.combine
        if isinstance(term, Bind) and term.binder in (Binder.FORALL, Binder.EXISTS):
            concrete = self._concretely(term, env)
            if concrete is not None:
                return self._truth(concrete)
            return self._quantified(term, env, frame)
        if isinstance(term, Let):
            return self.formula(term.body, self._let(term, env), frame)
        if not isinstance(term, Apply):
            return self._truth(self.value(term, env, frame))
        op, args = term.op, term.args
        if op.kind is Kind.DEFINED and (op.scope, op.name) not in NATIVE and op in self.definitions:
            key = self._key(term, env, frame)
            if key is not None and key in self._defined:
                known = self._defined[key]
                if isinstance(known, Formula):
                    return known
            body, inner = self._opened(term, env)
            out = self.formula(body, inner, frame)
            if key is not None:
                self._defined[key] = out
            return out
        if op.kind is Kind.BOUND:
            found = env.get(op)
            if isinstance(found, _Thunk):
                return self.formula(found.term, found.env, frame)
            if isinstance(found, _Closure):
                inner = dict(found.env)
                inner.update({p: self._argument(p, a, env) for p, a in zip(found.params, args, strict=True)})
                return self.formula(found.body, inner, frame)
        if op.kind is not Kind.BUILTIN:
            return self._truth(self.value(term, env, frame, formula=True))
        name = op.name
        if name == "/\\":
            return combine.all_of(self._until(args, env, frame, lambda f: f.fails == TRUE))
        if name == "\\/":
            return combine.any_of(self._until(args, env, frame, lambda f: f.holds == TRUE))
        if name == "~":
            return negate(self.formula(args[0], env, frame))
        if name == "=>":
            left = negate(self.formula(args[0], env, frame))
            return left if left.holds == TRUE else combine.any_of((left, self.formula(args[1], env, frame)))
        if name == "<=>":
            return self._iff(self.formula(args[0], env, frame), self.formula(args[1], env, frame))
        if name == "TRUE":
            return Formula(TRUE, FALSE)
        if name == "FALSE":
            return Formula(FALSE, TRUE)
        if name in ("=", "\\in") and self.collected is not None and self._collects(name, args, env, frame):
            return Formula(FALSE, FALSE)
        if name == "=":
            return self._equal(self.value(args[0], env, frame), self.value(args[1], env, frame))
        if name == "\\in":
            return self._member(self.value(args[0], env, frame), self.value(args[1], env, frame))
        if name == "\\subseteq":
            return self._subset(self.value(args[0], env, frame), self.value(args[1], env, frame))
        if name == "IF":
            test = self.formula(args[0], env, frame)
            cases = []
            if test.holds != FALSE:
                cases.append((test.holds, self.formula(args[1], env, frame)))
            if test.fails != FALSE:
                cases.append((test.fails, self.formula(args[2], env, frame)))
            return combine.cases(cases)
        if name == "'":
            if frame.following is None:
                return Formula(FALSE, FALSE)
            return self.formula(args[0], env, frame.following)
        if name == "UNCHANGED":
            return self._same(args[0], env, frame)
        if name == "[]_":
            return combine.any_of((self.formula(args[0], env, frame), self._same(args[1], env, frame)))
        if name == "<<>>_":
            same = self._same(args[1], env, frame)
            return combine.all_of((self.formula(args[0], env, frame), negate(same)))
        return self._truth(self.value(term, env, frame))

    def _until(
        self, args: tuple[Term, ...], env: Env, frame: Frame, settled: Callable[[Formula], bool]
    ) -> list[Formula]:
        out: list[Formula] = []
        for a in args:
            out.append(self.formula(a, env, frame))
            if settled(out[-1]):
                break
        return out

    def _iff(self, a: Formula, b: Formula) -> Formula:
        c = self.circuit
        return Formula(
            c.or_((c.and_((a.holds, b.holds)), c.and_((a.fails, b.fails)))),
            c.or_((c.and_((a.holds, b.fails)), c.and_((a.fails, b.holds)))),
        )

    def _truth(self, value: Symbolic | None) -> Formula:
        if isinstance(value, values.Boolean):
            return Formula(TRUE, FALSE) if value.value else Formula(FALSE, TRUE)
        if isinstance(value, Choice):
            return Formula(value.items.get(values.TRUE, FALSE), value.items.get(values.FALSE, FALSE))
        return Formula(FALSE, FALSE)

    def _equal(self, a: Symbolic | None, b: Symbolic | None) -> Formula:
        if a is None or b is None:
            return Formula(FALSE, FALSE)
        if isinstance(a, Space) or isinstance(b, Space):
            return self.combine.all_of((self._subset(a, b), self._subset(b, a)))
        return self.combine.equal(a, b)

    def _collects(self, name: str, args: tuple[Term, ...], env: Env, frame: Frame) -> bool:
        """Note the e of ``x' = e`` or ``x' \\in e`` where values of x' are being collected."""
        left = args[0]
        if not is_builtin(left, "'") or not isinstance(left, Apply):
            return False
        variable = left.args[0]
        if not isinstance(variable, Apply) or self.collected is None or variable.op not in self.collected:
            return False
        value = self.value(args[1], env, frame)
        if value is not None and name == "=":
            self.collected[variable.op].append(value)
        elif value is not None:
            self.collected[variable.op].extend(v for v, g in self.items(value) if g != FALSE)
        return True

    def _same(self, term: Term, env: Env, frame: Frame) -> Formula:
        if frame.following is None:
            return Formula(FALSE, FALSE)
        return self._equal(self.value(term, env, frame.following), self.value(term, env, frame))

    def _member(self, value: Symbolic | None, s: Symbolic | None) -> Formula:
        if value is None or s is None:
            return Formula(FALSE, FALSE)
        space = None if isinstance(value, Value) and isinstance(s, Value) else as_space(s)
        if space is not None:
            return member_of_space(self, value, space)
        return self.combine.member(value, s)

    def member(self, value: Symbolic, s: Symbolic) -> Formula:
        """``value \\in s``."""
        return self._member(value, s)

    def _subset(self, a: Symbolic | None, b: Symbolic | None) -> Formula:
        if a is None or b is None:
            return Formula(FALSE, FALSE)
        return self.combine.all_of(
            self.combine.any_of((self.combine.exact(-g), self._member(e, b)))
            for e, g in self.items(a)
            if g != FALSE
        )

    def subset(self, a: Symbolic, b: Symbolic) -> Formula:
        """``a \\subseteq b``."""
        return self._subset(a, b)

    # --------------------------------------------------------- quantifiers

    def items(self, s: Symbolic) -> list[tuple[Value, Lit]]:
        """The elements that a set may have, with guards; infinite sets are cut off.  Raises TooLarge."""
        if isinstance(s, Space):
            return listed(self, s)
        if isinstance(s, LazySet):
            return list(self.combine.as_set(bounded(s, self.naturals, self.strings)).items.items())
        return list(self.combine.as_set(s).items.items())

    def _quantified(self, term: Bind, env: Env, frame: Frame) -> Formula:
        every = term.binder is Binder.FORALL
        domains = self._domains(term, env, frame, witnesses=True)
        if domains is None:
            return Formula(FALSE, FALSE)
        domains = [self._relevant(term, b.symbol, d) for b, d in zip(term.bounds, domains, strict=True)]
        parts: list[Formula] = []
        symbols = [b.symbol for b in term.bounds]
        count = 1
        for d in domains:
            count *= len(d)
        if count > _MOST_COMBINATIONS:
            raise TooLarge
        for row in product(*domains):
            guard = self.circuit.and_(g for _, g in row)
            if guard == FALSE:
                continue
            inner = dict(env)
            inner.update(zip(symbols, (v for v, _ in row), strict=True))
            body = self.formula(term.body, inner, frame)
            if every:
                body = negate(body)
            part = self.combine.under(guard, body)
            parts.append(part)
            if part.holds == TRUE:
                break
        found = self.combine.any_of(parts)
        if any(not isinstance(v, Value) for d in domains for v, _ in d):
            # One witness stands for all subsets: that there is none cannot be told from it.
            found = Formula(found.holds, FALSE)
        return negate(found) if every else found

    def _relevant(self, term: Bind, x: Symbol, domain: list[tuple[Any, Lit]]) -> list[tuple[Any, Lit]]:
        """The domain without the elements that a condition on x alone settles, as ``m.type = "1a"`` does."""
        filters = self._filters.get((term, x))
        if filters is None:
            filters = [c for c in _conditions(term) if c.free == {x} and not self._touches(c)]
            self._filters[term, x] = filters
        for c in filters:
            domain = [(v, g) for v, g in domain if not isinstance(v, Value) or self._passes(c, x, v)]
        return domain

    def _passes(self, condition: Term, x: Symbol, value: Value) -> bool:
        """Whether the condition is not FALSE of the value."""
        key = (condition, value)
        known = self._passed.get(key)
        if known is None:
            known = self._passed[key] = self.formula(condition, {x: value}, Frame({}, None)).fails != TRUE
        return known

    def _witness(self, s: Symbolic) -> list[tuple[Symbolic, Lit]]:
        """Some subset, left to the solver, where ``s`` is a set of too many subsets.  Raises TooLarge."""
        space = as_space(s)
        if space is None or space.op != "SUBSET":
            raise TooLarge
        chosen: dict[Value, Lit] = {}
        for v, g in self.items(space.parts[0]):
            if g != FALSE:
                free = self.circuit.new_input()
                self.memberships.append(free)
                chosen[v] = self.circuit.and_((g, free))
        return [(SymbolicSet(chosen), TRUE)]

    def _domains(
        self, term: Bind, env: Env, frame: Frame, witnesses: bool = False
    ) -> list[list[tuple[Any, Lit]]] | None:
        guards = membership_guards(term)
        out: list[list[tuple[Any, Lit]]] = []
        for b in term.bounds:
            domain = b.domain or guards.get(b.symbol)
            if domain is None:
                out.append([(v, TRUE) for v in self.everything])
                continue
            found = self.value(domain, env, frame)
            if found is None:
                return None
            try:
                out.append([(v, g) for v, g in self.items(found) if g != FALSE])
            except TooLarge:
                if not witnesses:
                    raise
                out.append(self._witness(found))
        return out

    # -------------------------------------------------------------- values

    def value(self, term: Term, env: Env, frame: Frame, formula: bool = False) -> Symbolic | None:
        """A term's value; None where it is undefined.  Raises TooLarge."""
        if isinstance(term, Num):
            return Integer(term.value)
        if isinstance(term, Str):
            return String(term.value)
        if isinstance(term, Let):
            return self.value(term.body, self._let(term, env), frame)
        if isinstance(term, Bind):
            concrete = self._concretely(term, env)
            return concrete if concrete is not None else self._binder(term, env, frame)
        if not isinstance(term, Apply):
            return None
        op, args = term.op, term.args
        if op.kind is Kind.BUILTIN:
            return self._builtin(term, env, frame)
        if op.kind is Kind.BOUND:
            found = env.get(op)
            if isinstance(found, _Thunk):
                if frame not in found.memo:
                    found.memo[frame] = self.value(found.term, found.env, frame)
                return found.memo[frame]
            if isinstance(found, _Closure):
                inner = dict(found.env)
                inner.update({p: self._argument(p, a, env) for p, a in zip(found.params, args, strict=True)})
                return self.value(found.body, inner, frame)
            return found
        if op.kind is Kind.DEFINED:
            native = NATIVE.get((op.scope, op.name))
            if native is not None:
                return self._native(op, args, env, frame)
            if op not in self.definitions:
                return None
            key = self._key(term, env, frame)
            if key is not None and key in self._defined and not isinstance(self._defined[key], Formula):
                known: Symbolic | None = self._defined[key]
                return known
            body, inner = self._opened(term, env)
            out = self.value(body, inner, frame)
            if key is not None:
                self._defined[key] = out
            return out
        if op.kind is Kind.CONSTANT:
            if not args:
                return self.constants.get(op)
            return self._lift(
                [self.value(a, env, frame) for a in args], lambda vs: self.operators(op, vs, formula)
            )
        return frame.state.get(op)

    def _builtin(self, term: Apply, env: Env, frame: Frame) -> Symbolic | None:
        name, args = term.op.name, term.args
        if name in _LOGICAL:
            f = self.formula(term, env, frame)
            if f.holds == TRUE:
                return values.TRUE
            if f.fails == TRUE:
                return values.FALSE
            return Choice({values.TRUE: f.holds, values.FALSE: f.fails})
        if name == "'":
            return None if frame.following is None else self.value(args[0], env, frame.following)
        if name == "IF":
            test = self.formula(args[0], env, frame)
            if test.holds == TRUE:
                return self.value(args[1], env, frame)
            if test.fails == TRUE:
                return self.value(args[2], env, frame)
            return self.combine.merge([
                (test.holds, self.value(args[1], env, frame)), (test.fails, self.value(args[2], env, frame))
            ])
        if name == "CASE":
            return self._case(args, env, frame)
        if name == "EXCEPT":
            return self._except(args, env, frame)
        found = [self.value(a, env, frame) for a in args]
        if any(v is None for v in found):
            return None
        parts = [v for v in found if v is not None]
        if all(isinstance(v, Value) for v in parts):
            return self._strict(name, tuple(v for v in parts if isinstance(v, Value)))
        return self._symbolic(name, parts)

    def _strict(self, name: str, args: tuple[Value, ...]) -> Value | None:
        rule = STRICT.get(name)
        if rule is None:
            return None
        out = rule(args, self._work)
        return None if isinstance(out, Undefined) else out

    def _symbolic(self, name: str, parts: list[Symbolic]) -> Symbolic | None:
        c = self.combine
        if name == "APPLY":
            return self._call(parts[0], parts[1])
        if name == "{}":
            out: dict[Value, list[Lit]] = {}
            for p in parts:
                for g, v in c.alternatives(p):
                    out.setdefault(v, []).append(g)
            return SymbolicSet({v: self.circuit.or_(gs) for v, gs in out.items()})
        if name == "\\cup":
            if any(isinstance(p, (Space, LazySet)) for p in parts):
                return Space(name, tuple(parts))
            return c.merge([(TRUE, p) for p in parts]) if all(self._is_set(p) for p in parts) else None
        if name in ("\\cap", "\\"):
            base, other = parts
            if name == "\\cap" and isinstance(base, (Space, LazySet)):
                base, other = other, base
            kept: dict[Value, Lit] = {}
            for v, g in self.items(base):
                inside = self._member(v, other)
                kept[v] = self.circuit.and_((g, inside.holds if name == "\\cap" else inside.fails))
            return SymbolicSet(kept)
        if name in ("SUBSET", "[->]", "\\X", "Seq", "RECSET"):
            return Space(name, tuple(parts))
        if name == "UNION":
            merged: dict[Value, list[Lit]] = {}
            for s, g in self.items(parts[0]):
                for v, h in self.items(s):
                    merged.setdefault(v, []).append(self.circuit.and_((g, h)))
            return SymbolicSet({v: self.circuit.or_(gs) for v, gs in merged.items()})
        if name == "<<>>":
            return SymbolicFunction({Integer(i): p for i, p in enumerate(parts, 1)})
        if name == "REC":
            return SymbolicFunction({
                k: v for k, v in zip(parts[::2], parts[1::2], strict=True) if isinstance(k, Value)
            })
        if name == "DOMAIN":
            f = c.as_function(parts[0])
            if f is not None:
                return finite_set(f.items)
        return self._lift(list(parts), lambda vs: self._strict(name, vs))

    @staticmethod
    def _is_set(value: Symbolic) -> bool:
        return isinstance(value, (SymbolicSet, FiniteSet)) or (
            isinstance(value, Choice) and all(isinstance(v, FiniteSet) for v in value.items)
        )

    def _lift(
        self, parts: Iterable[Symbolic | None], rule: Callable[[tuple[Value, ...]], Symbolic | None]
    ) -> Symbolic | None:
        """``rule`` for every combination of the parts' alternatives."""
        columns = []
        count = 1
        for p in parts:
            if p is None:
                return None
            columns.append(self.combine.alternatives(p))
            count *= len(columns[-1])
        if count > _MOST_COMBINATIONS:
            raise TooLarge
        cases: list[tuple[Lit, Symbolic | None]] = []
        for row in product(*columns):
            guard = self.circuit.and_(g for g, _ in row)
            if guard != FALSE:
                cases.append((guard, rule(tuple(v for _, v in row))))
        return self.combine.merge(cases)

    def _call(self, f: Symbolic, key: Symbolic) -> Symbolic | None:
        whole = self.combine.as_function(f)
        if whole is None:
            return self._lift([f, key], lambda vs: self._strict("APPLY", vs))
        if isinstance(key, Value):
            return whole.items.get(key)
        return self.combine.merge([(g, whole.items.get(k)) for g, k in self.combine.alternatives(key)])

    def _except(self, args: tuple[Term, ...], env: Env, frame: Frame) -> Symbolic | None:
        f = self.value(args[0], env, frame)
        key = self.value(args[1], env, frame)
        if f is None or key is None:
            return None
        whole = self.combine.as_function(f)
        if whole is None:
            new = self.value(args[2], env, frame)
            return None if new is None else self._lift([f, key, new], self._updated)
        hits = {k: self.combine.equal(key, k) for k in whole.items}
        if all(h.fails == TRUE for h in hits.values()):
            return f
        new = self.value(args[2], env, frame)
        out: dict[Value, Symbolic] = {}
        for k, old in whole.items.items():
            item = self.combine.merge([(hits[k].holds, new), (hits[k].fails, old)])
            if item is None:
                return None
            out[k] = item
        return SymbolicFunction(out)

    @staticmethod
    def _updated(args: tuple[Value, ...]) -> Value | None:
        f, key, new = args
        if not isinstance(f, values.Function):
            return None
        return values.Function({k: new if k == key else v for k, v in f.items.items()})

    def _case(self, args: tuple[Term, ...], env: Env, frame: Frame) -> Symbolic | None:
        """The first arm that applies: where several do, the evaluator decides whether they agree."""
        cases: list[tuple[Lit, Symbolic | None]] = []
        before: list[Lit] = []
        for guard, arm in zip(args[::2], args[1::2], strict=False):
            test = self.formula(guard, env, frame)
            here = self.circuit.and_([test.holds, *before])
            if here != FALSE:
                cases.append((here, self.value(arm, env, frame)))
            before.append(test.fails)
        if len(args) % 2:
            here = self.circuit.and_(before)
            if here != FALSE:
                cases.append((here, self.value(args[-1], env, frame)))
        return self.combine.merge(cases)

    # ------------------------------------------------------------- binders

    def _binder(self, term: Bind, env: Env, frame: Frame) -> Symbolic | None:
        if term.binder in (Binder.FORALL, Binder.EXISTS):
            f = self.formula(term, env, frame)
            return Choice({values.TRUE: f.holds, values.FALSE: f.fails})
        if term.binder is Binder.CHOOSE and term.bounds[0].domain is None:
            return self._choose_any(term, env, frame)
        domains = self._domains(term, env, frame)
        if domains is None:
            return None
        symbols = [b.symbol for b in term.bounds]

        def rows() -> Iterable[tuple[Env, Lit, tuple[Value, ...]]]:
            for row in product(*domains):
                inner = dict(env)
                inner.update(zip(symbols, (v for v, _ in row), strict=True))
                yield inner, self.circuit.and_(g for _, g in row), tuple(v for v, _ in row)

        if term.binder is Binder.FILTER:
            kept: dict[Value, Lit] = {}
            for inner, guard, (x,) in rows():
                kept[x] = self.circuit.and_((guard, self.formula(term.body, inner, frame).holds))
            return SymbolicSet({v: g for v, g in kept.items() if g != FALSE})
        if term.binder is Binder.MAP:
            out: dict[Value, list[Lit]] = {}
            for inner, guard, _ in rows():
                item = self.value(term.body, inner, frame)
                if item is None or guard == FALSE:
                    continue
                for g, v in self.combine.alternatives(item):
                    out.setdefault(v, []).append(self.circuit.and_((guard, g)))
            return SymbolicSet({v: self.circuit.or_(gs) for v, gs in out.items()})
        if term.binder is Binder.FUNCTION:
            table: dict[Value, Symbolic] = {}
            for inner, guard, row in rows():
                if guard != TRUE:
                    raise TooLarge
                item = self.value(term.body, inner, frame)
                if item is None:
                    return None
                table[row[0] if len(row) == 1 else values.sequence(row)] = item
            return SymbolicFunction(table)
        return self._first([(x, inner, guard) for inner, guard, (x,) in rows()], term.body, frame)

    def _choose_any(self, term: Bind, env: Env, frame: Frame) -> Symbolic | None:
        x = term.bounds[0].symbol
        for part in conjuncts(term.body):
            if is_builtin(part, "\\in") and isinstance(part, Apply):
                left, right = part.args
                if isinstance(left, Apply) and left.op == x and x not in right.free:
                    s = self.value(right, env, frame)
                    if s is None:
                        return None
                    return self._first([(v, {**env, x: v}, g) for v, g in self.items(s)], term.body, frame)
        return None

    def _first(self, rows: list[tuple[Value, Env, Lit]], body: Term, frame: Frame) -> Symbolic | None:
        """The first value in the order of ``sort_key`` that satisfies the body, as the evaluator chooses."""
        cases: list[tuple[Lit, Symbolic | None]] = []
        before: list[Lit] = []
        for x, inner, guard in sorted(rows, key=lambda r: values.sort_key(r[0])):
            if guard == FALSE:
                continue
            here = self.circuit.and_((guard, self.formula(body, inner, frame).holds))
            cases.append((self.circuit.and_([here, *before]), x))
            before.append(-here)
            if here == TRUE:
                break
        return self.combine.merge(cases)

    # ---------------------------------------------------------- references

    def _opened(self, term: Apply, env: Env) -> tuple[Term, Env]:
        definition = self.definitions[term.op]
        inner: Env = {p: self._argument(p, a, env) for p, a in zip(definition.params, term.args, strict=True)}
        return definition.body, inner

    def _argument(self, param: Symbol, arg: Term, env: Env) -> Symbolic | _Thunk | _Closure:
        if isinstance(arg, Lambda):
            return _Closure(arg.params, arg.body, env)
        if param.arity and isinstance(arg, Apply) and not arg.args:
            given = env.get(arg.op)
            if isinstance(given, _Closure):
                return given
            params = tuple(Symbol(f"arg!{i}", Kind.BOUND) for i in range(param.arity))
            return _Closure(params, Apply(arg.op, tuple(Apply(p) for p in params)), env)
        if isinstance(arg, Apply) and not arg.args and arg.op.kind is Kind.BOUND:
            given = env.get(arg.op)
            if given is not None:
                return given
        return _Thunk(arg, env)

    def _let(self, term: Let, env: Env) -> Env:
        inner = dict(env)
        for d in term.defs:
            if d.recursive:
                raise TooLarge
            home = dict(inner)
            inner[d.symbol] = _Closure(d.params, d.body, home) if d.params else _Thunk(d.body, home)
        return inner

    def _native(self, op: Symbol, args: tuple[Term, ...], env: Env, frame: Frame) -> Symbolic | None:
        found = [self.value(a, env, frame) for a in args]
        if op.name == "IsFiniteSet" and found and not isinstance(found[0], LazySet):
            return values.TRUE
        if op.name == "Cardinality" and found and isinstance(found[0], SymbolicSet):
            return self._count(found[0])

        def run(vs: tuple[Value, ...]) -> Value | None:
            out = NATIVE[(op.scope, op.name)](vs, self._work)
            return None if isinstance(out, Undefined) else out

        return self._lift(found, run)

    def _count(self, s: SymbolicSet) -> Symbolic:
        counts: list[Lit] = [TRUE]
        c = self.circuit
        for g in s.items.values():
            grown = [c.and_((counts[0], -g))]
            for n in range(1, len(counts)):
                grown.append(c.or_((c.and_((counts[n], -g)), c.and_((counts[n - 1], g)))))
            grown.append(c.and_((counts[-1], g)))
            counts = grown
        return Choice({Integer(n): g for n, g in enumerate(counts) if g != FALSE})

    def _key(self, term: Apply, env: Env, frame: Frame) -> tuple[Symbol, tuple[Value, ...], Frame] | None:
        """A memo key for a defined operator whose arguments are concrete."""
        out: list[Value] = []
        for a in term.args:
            if isinstance(a, Apply) and a.op.kind is Kind.BOUND and not a.args:
                found = env.get(a.op)
                if isinstance(found, Value):
                    out.append(found)
                    continue
            if isinstance(a, Num):
                out.append(Integer(a.value))
                continue
            return None
        return (term.op, tuple(out), frame)

    # ------------------------------------------------------ concrete terms

    def _concretely(self, term: Term, env: Env) -> Value | None:
        """The value of a term in which nothing symbolic occurs, None if there is something."""
        if self._touches(term):
            return None
        inner: dict[Symbol, Any] = {}
        for s in term.free:
            found = env.get(s)
            if not isinstance(found, Value):
                return None
            inner[s] = found
        constants = {s: v for s, v in self.constants.items() if isinstance(v, Value)}
        machine = Machine(constants, self.definitions, False, Work(steps=200_000, size=6_000))
        try:
            out = machine.value(term, inner, ConcreteFrame({}, None))
        except (OutOfWork, RecursionError):
            return None
        return None if isinstance(out, Undefined) else tabulate(out)

    def _touches(self, term: Term) -> bool:
        """Whether a variable or a constant without a concrete value occurs, also in definitions."""
        known = self._touching.get(term)
        if known is None:
            self._touching[term] = False  # a recursive definition adds nothing to itself
            known = self._touching[term] = any(self._symbol_touches(t) for t in subterms(term))
        return known

    def _symbol_touches(self, term: Term) -> bool:
        if not isinstance(term, Apply):
            return False
        kind = term.op.kind
        if kind is Kind.CONSTANT:
            return bool(term.args) or not isinstance(self.constants.get(term.op), Value)
        if kind is Kind.DEFINED:
            definition = self.definitions.get(term.op)
            return definition is None or self._touches(definition.body)
        return kind in (Kind.VARIABLE, Kind.OPAQUE) or is_builtin(term, "'")
