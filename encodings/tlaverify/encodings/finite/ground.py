"""Terms over small scopes: every quantifier written out, every unknown a circuit's input."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from tlaverify.encodings.finite.binding import bind, native_operator, quantified
from tlaverify.encodings.finite.bounds import bounded
from tlaverify.encodings.finite.circuit import FALSE, TRUE, Circuit, Lit
from tlaverify.encodings.finite.combine import Combine, TooLarge, negate
from tlaverify.encodings.finite.construct import case_of, construct, except_at, lift
from tlaverify.encodings.finite.environment import Closure, Env, Frame, Thunk
from tlaverify.encodings.finite.guesses import Guess
from tlaverify.encodings.finite.spaces import as_space, listed, member_of_space
from tlaverify.encodings.finite.symbolic import (
    Choice,
    Formula,
    Space,
    Symbolic,
)
from tlaverify.evaluate import values
from tlaverify.evaluate.frames import Frame as ConcreteFrame
from tlaverify.evaluate.library import NATIVE
from tlaverify.evaluate.machine import Machine
from tlaverify.evaluate.rules import STRICT
from tlaverify.evaluate.show import tabulate
from tlaverify.evaluate.values import Integer, LazySet, String, Undefined, Value
from tlaverify.evaluate.work import OutOfWork, Work
from tlaverify.kernel.rewrite import subterms
from tlaverify.kernel.sequent import Definition
from tlaverify.kernel.term import Apply, Bind, Binder, Kind, Lambda, Let, Num, Str, Symbol, Term, is_builtin

__all__ = ["Frame", "Grounder"]

_LOGICAL: Final = frozenset({
    "TRUE", "FALSE", "/\\", "\\/", "~", "=>", "<=>", "=", "\\in", "\\subseteq", "UNCHANGED", "[]_", "<<>>_",
})
"""The operators that ``formula`` treats itself."""



class Grounder:
    """Evaluates terms to symbolic values.

    constants    what the declared constants mean; ``operators`` gives the meaning of one with arguments.
    integers     what quantifiers over Int range over, over Nat those that are not negative.
    steps        how many formulas are evaluated before the obligation is given up as too large.
    everything   what an unbounded quantifier ranges over.
    """

    def __init__(
        self,
        circuit: Circuit,
        definitions: Mapping[Symbol, Definition],
        integers: Sequence[int],
        steps: int = 250_000,
    ) -> None:
        self.circuit: Final = circuit
        self.combine: Final = Combine(circuit)
        self.definitions: Final = definitions
        self.integers: Final = integers
        self.constants: dict[Symbol, Symbolic] = {}
        self.operators: Callable[[Symbol, tuple[Value, ...], bool], Symbolic | None] = lambda *_: None
        self.everything: list[Value] = []
        self.strings: list[str] = []
        self.memberships: list[Lit] = []
        self.guesses: list[Guess] = []
        self.collected: dict[Symbol, list[Symbolic]] | None = None
        self.work: Final = Work(steps=10**9, size=6_000)
        self._touching: dict[Term | Symbol, bool] = {}
        self._left = steps
        self.filters: dict[tuple[Bind, Symbol], list[Term]] = {}
        self.passed: dict[tuple[Term, Value], bool] = {}
        self._defined: dict[tuple[Symbol, tuple[Value, ...], Frame], Any] = {}

    def forget(self) -> None:
        """Drop what was remembered of defined operators: the states have changed."""
        self._defined.clear()

    # ------------------------------------------------------------ formulas

    def spend(self, steps: int) -> None:
        """Count work: formulas, and values for one combination of alternatives.  Raises TooLarge."""
        self._left -= steps
        if self._left < 0:
            raise TooLarge

    def formula(self, term: Term, env: Env, frame: Frame) -> Formula:
        """A formula's truth as a function of the circuit's inputs.  Raises TooLarge past the limit."""
        self.spend(1)
        combine = self.combine
        if isinstance(term, Bind) and term.binder in (Binder.FORALL, Binder.EXISTS):
            concrete = self.concretely(term, env)
            if concrete is not None:
                return self.truth(concrete)
            return quantified(self, term, env, frame)
        if isinstance(term, Let):
            return self.formula(term.body, self._let(term, env), frame)
        if not isinstance(term, Apply):
            return self.truth(self.value(term, env, frame))
        op, args = term.op, term.args
        if op.kind is Kind.DEFINED and (op.scope, op.name) not in NATIVE and op in self.definitions:
            key = self._key(term, env, frame)
            if key is not None and key in self._defined:
                known = self._defined[key]
                if isinstance(known, Formula):
                    return known
            body, inner = self.opened(term, env)
            out = self.formula(body, inner, frame)
            if key is not None:
                self._defined[key] = out
            return out
        if op.kind is Kind.BOUND:
            found = env.get(op)
            if isinstance(found, Thunk):
                return self.formula(found.term, found.env, frame)
            if isinstance(found, Closure):
                inner = dict(found.env)
                inner.update({p: self.argument(p, a, env) for p, a in zip(found.params, args, strict=True)})
                return self.formula(found.body, inner, frame)
        if op.kind is not Kind.BUILTIN:
            return self.truth(self.value(term, env, frame, formula=True))
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
            return self.member(self.value(args[0], env, frame), self.value(args[1], env, frame))
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
        return self.truth(self.value(term, env, frame))

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

    def truth(self, value: Symbolic | None) -> Formula:
        """A value as a formula: undefined where it is no Boolean."""
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

    def member(self, value: Symbolic | None, s: Symbolic | None) -> Formula:
        """``value \\in s``."""
        if value is None or s is None:
            return Formula(FALSE, FALSE)
        space = None if isinstance(value, Value) and isinstance(s, Value) else as_space(s)
        if space is not None:
            return member_of_space(self, value, space)
        return self.combine.member(value, s)

    def _subset(self, a: Symbolic | None, b: Symbolic | None) -> Formula:
        if a is None or b is None:
            return Formula(FALSE, FALSE)
        return self.combine.all_of(
            self.combine.any_of((self.combine.exact(-g), self.member(e, b)))
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
            return list(self.combine.as_set(bounded(s, self.integers, self.strings)).items.items())
        return list(self.combine.as_set(s).items.items())

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
            concrete = self.concretely(term, env)
            return concrete if concrete is not None else bind(self, term, env, frame)
        if not isinstance(term, Apply):
            return None
        op, args = term.op, term.args
        if op.kind is Kind.BUILTIN:
            return self._builtin(term, env, frame)
        if op.kind is Kind.BOUND:
            found = env.get(op)
            if isinstance(found, Thunk):
                if frame not in found.memo:
                    found.memo[frame] = self.value(found.term, found.env, frame)
                return found.memo[frame]
            if isinstance(found, Closure):
                inner = dict(found.env)
                inner.update({p: self.argument(p, a, env) for p, a in zip(found.params, args, strict=True)})
                return self.value(found.body, inner, frame)
            return found
        if op.kind is Kind.DEFINED:
            native = NATIVE.get((op.scope, op.name))
            if native is not None:
                return native_operator(self, op, args, env, frame)
            if op not in self.definitions:
                return None
            key = self._key(term, env, frame)
            if key is not None and key in self._defined and not isinstance(self._defined[key], Formula):
                known: Symbolic | None = self._defined[key]
                return known
            body, inner = self.opened(term, env)
            out = self.value(body, inner, frame)
            if key is not None:
                self._defined[key] = out
            return out
        if op.kind is Kind.CONSTANT:
            if not args:
                return self.constants.get(op)
            return lift(self,
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
            return case_of(self, args, env, frame)
        if name == "EXCEPT":
            return except_at(self, args, env, frame)
        found = [self.value(a, env, frame) for a in args]
        if any(v is None for v in found):
            return None
        parts = [v for v in found if v is not None]
        if all(isinstance(v, Value) for v in parts):
            return self.strict(name, tuple(v for v in parts if isinstance(v, Value)))
        return construct(self, name, parts)

    def strict(self, name: str, args: tuple[Value, ...]) -> Value | None:
        """A built-in operator of concrete values."""
        rule = STRICT.get(name)
        if rule is None:
            return None
        out = rule(args, self.work)
        return None if isinstance(out, Undefined) else out

    # ---------------------------------------------------------- references

    def opened(self, term: Apply, env: Env) -> tuple[Term, Env]:
        """The body of a defined operator, and what its parameters mean there."""
        definition = self.definitions[term.op]
        inner: Env = {p: self.argument(p, a, env) for p, a in zip(definition.params, term.args, strict=True)}
        return definition.body, inner

    def argument(self, param: Symbol, arg: Term, env: Env) -> Symbolic | Thunk | Closure:
        """An argument as it is passed: by name."""
        if isinstance(arg, Lambda):
            return Closure(arg.params, arg.body, env)
        if param.arity and isinstance(arg, Apply) and not arg.args:
            given = env.get(arg.op)
            if isinstance(given, Closure):
                return given
            params = tuple(Symbol(f"arg!{i}", Kind.BOUND) for i in range(param.arity))
            return Closure(params, Apply(arg.op, tuple(Apply(p) for p in params)), env)
        if isinstance(arg, Apply) and not arg.args and arg.op.kind is Kind.BOUND:
            given = env.get(arg.op)
            if given is not None:
                return given
        return Thunk(arg, env)

    def _let(self, term: Let, env: Env) -> Env:
        inner = dict(env)
        for d in term.defs:
            if d.recursive:
                raise TooLarge
            home = dict(inner)
            inner[d.symbol] = Closure(d.params, d.body, home) if d.params else Thunk(d.body, home)
        return inner

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

    def concretely(self, term: Term, env: Env) -> Value | None:
        """The value of a term in which nothing symbolic occurs, None if there is something."""
        if self.touches(term):
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

    def touches(self, term: Term) -> bool:
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
            return definition is None or self.touches(definition.body)
        return kind in (Kind.VARIABLE, Kind.OPAQUE) or is_builtin(term, "'")
