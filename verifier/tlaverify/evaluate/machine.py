"""The evaluator's recursion over terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from tlaverify.evaluate import compare
from tlaverify.evaluate.binders import bind
from tlaverify.evaluate.frames import Closure, Env, Frame, Thunk
from tlaverify.evaluate.kleene import all_of, any_of, negate
from tlaverify.evaluate.library import NATIVE
from tlaverify.evaluate.rules import STRICT, from_truth
from tlaverify.evaluate.values import (
    Boolean,
    Function,
    Integer,
    LazyFunction,
    String,
    Truth,
    Undefined,
    Value,
)
from tlaverify.evaluate.work import Work
from tlaverify.kernel.sequent import Definition
from tlaverify.kernel.term import (
    Apply,
    Bind,
    Decimal,
    Kind,
    Lambda,
    Let,
    Num,
    Str,
    Symbol,
    Term,
)

__all__ = ["Machine", "as_truth"]

Result = Value | Undefined


def as_truth(value: Result) -> Truth:
    """A Boolean value as a truth value; whether another value is true, TLA+ does not say."""
    if isinstance(value, Boolean):
        return value.value
    return value if isinstance(value, Undefined) else Undefined(f"{value!r} is not a Boolean")


class Machine:
    """One evaluation: the meaning of the symbols and the budget."""

    def __init__(
        self,
        constants: Mapping[Symbol, Any],
        definitions: Mapping[Symbol, Definition],
        descending: bool,
        work: Work,
    ) -> None:
        self.constants: Final = constants
        self.definitions: Final = definitions
        self.descending: Final = descending
        self.work: Final = work

    def value(self, term: Term, env: Env, frame: Frame) -> Result:
        """The value of ``term`` where its free symbols mean ``env`` and its variables ``frame``."""
        self.work.spend()
        if isinstance(term, Apply):
            return self._apply(term, env, frame)
        if isinstance(term, Num):
            return Integer(term.value)
        if isinstance(term, Str):
            return String(term.value)
        if isinstance(term, Bind):
            return bind(self, term, env, frame)
        if isinstance(term, Let):
            return self._let(term, env, frame)
        if isinstance(term, Decimal):
            whole, _, part = term.text.partition(".")
            return Undefined("a real number") if part.strip("0") else Integer(int(whole or "0"))
        return Undefined("an operator is not a value")

    def truth(self, term: Term, env: Env, frame: Frame) -> Truth:
        """The truth value of a formula."""
        return as_truth(self.value(term, env, frame))

    # --------------------------------------------------------- references

    def _apply(self, term: Apply, env: Env, frame: Frame) -> Result:
        op = term.op
        kind = op.kind
        if kind is Kind.BUILTIN:
            lazy = _LAZY.get(op.name)
            if lazy is not None:
                return lazy(self, term.args, env, frame)
            strict = STRICT.get(op.name)
            if strict is None:
                return Undefined(f"{op.name} is not evaluated")
            values = self._values(term.args, env, frame)
            return values if isinstance(values, Undefined) else strict(values, self.work)
        if kind is Kind.BOUND:
            return self._bound(term, env, frame)
        if kind is Kind.DEFINED:
            return self._defined(term, env, frame)
        if kind is Kind.CONSTANT:
            return self._constant(term, env, frame)
        found = frame.state.get(op)
        if found is None:
            return Undefined(f"{op.name} has no value in this state")
        return found if not term.args else Undefined(f"{op.name} is an operator of unknown meaning")

    def _values(self, args: tuple[Term, ...], env: Env, frame: Frame) -> tuple[Value, ...] | Undefined:
        out = []
        for arg in args:
            found = self.value(arg, env, frame)
            if isinstance(found, Undefined):
                return found
            out.append(found)
        return tuple(out)

    def _bound(self, term: Apply, env: Env, frame: Frame) -> Result:
        found = env.get(term.op)
        if isinstance(found, Thunk):
            return self.force(found, frame)
        if isinstance(found, Closure):
            return self._call(found.params, found.body, found.env, term.args, env, frame)
        return Undefined(f"{term.op.name} is not bound") if found is None else found

    def force(self, thunk: Thunk, frame: Frame) -> Result:
        """The value of an argument in this state."""
        known = thunk.memo.get(frame)
        if known is None:
            known = thunk.memo[frame] = self.value(thunk.term, thunk.env, frame)
        return known

    def _call(
        self, params: tuple[Symbol, ...], body: Term, home: Env, args: tuple[Term, ...],
        env: Env, frame: Frame,
    ) -> Result:
        if len(params) != len(args):
            return Undefined("an operator with the wrong number of arguments")
        inner = dict(home)
        for param, arg in zip(params, args, strict=True):
            inner[param] = self.argument(param, arg, env)
        return self.value(body, inner, frame)

    def argument(self, param: Symbol, arg: Term, env: Env) -> Value | Thunk | Closure:
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

    def _defined(self, term: Apply, env: Env, frame: Frame) -> Result:
        op = term.op
        native = NATIVE.get((op.scope, op.name))
        if native is not None:
            values = self._values(term.args, env, frame)
            return values if isinstance(values, Undefined) else native(values, self.work)
        definition = self.definitions.get(op)
        if definition is None:
            return Undefined(f"{op.name} has no definition here")
        if definition.params:
            return self._call(definition.params, definition.body, {}, term.args, env, frame)
        known = frame.memo.get(op)
        if known is None:
            known = frame.memo[op] = self.value(definition.body, {}, frame)
        return known

    def _constant(self, term: Apply, env: Env, frame: Frame) -> Result:
        meaning = self.constants.get(term.op)
        if isinstance(meaning, Value):
            return meaning if not term.args else Undefined(f"{term.op.name} is no operator")
        if isinstance(meaning, Lambda):
            return self._call(meaning.params, meaning.body, {}, term.args, env, frame)
        if meaning is None:
            return Undefined(f"{term.op.name} is not interpreted")
        values = self._values(term.args, env, frame)
        if isinstance(values, Undefined):
            return values
        found: Result = meaning(values)
        return found

    def _let(self, term: Let, env: Env, frame: Frame) -> Result:
        return self.value(term.body, self.opened(term, env), frame)

    def opened(self, term: Let, env: Env) -> Env:
        """The environment of a LET's body."""
        inner = dict(env)
        for d in term.defs:
            if d.params or d.recursive:
                closure = Closure(d.params, d.body, dict(inner))
                if d.recursive:
                    closure.env[d.symbol] = closure
                inner[d.symbol] = closure
            else:
                inner[d.symbol] = Thunk(d.body, dict(inner))
        return inner

    # ------------------------------------------------- operators by need

    def _and(self, args: tuple[Term, ...], env: Env, frame: Frame) -> Result:
        return from_truth(all_of(self.truth(a, env, frame) for a in args))

    def _or(self, args: tuple[Term, ...], env: Env, frame: Frame) -> Result:
        return from_truth(any_of(self.truth(a, env, frame) for a in args))

    def _not(self, args: tuple[Term, ...], env: Env, frame: Frame) -> Result:
        return from_truth(negate(self.truth(args[0], env, frame)))

    def _implies(self, args: tuple[Term, ...], env: Env, frame: Frame) -> Result:
        def parts() -> Iterable[Truth]:
            yield negate(self.truth(args[0], env, frame))
            yield self.truth(args[1], env, frame)

        return from_truth(any_of(parts()))

    def _iff(self, args: tuple[Term, ...], env: Env, frame: Frame) -> Result:
        left = self.truth(args[0], env, frame)
        right = self.truth(args[1], env, frame)
        if isinstance(left, Undefined):
            return left
        return right if isinstance(right, Undefined) else from_truth(left == right)

    def _if(self, args: tuple[Term, ...], env: Env, frame: Frame) -> Result:
        test = self.truth(args[0], env, frame)
        if isinstance(test, Undefined):
            return test
        return self.value(args[1] if test else args[2], env, frame)

    def _case(self, args: tuple[Term, ...], env: Env, frame: Frame) -> Result:
        """CASE chooses among the arms whose guards hold: defined where they all agree."""
        pairs = list(zip(args[::2], args[1::2], strict=False))
        possible: list[Term] = []
        certain = False
        for guard, arm in pairs:
            holds = self.truth(guard, env, frame)
            if holds is not False:
                possible.append(arm)
                certain = certain or holds is True
        if not certain:
            if not len(args) % 2:
                return Undefined("no arm of CASE is known to apply")
            possible.append(args[-1])
        found = self.value(possible[0], env, frame)
        if isinstance(found, Undefined):
            return found
        for arm in possible[1:]:
            other = self.value(arm, env, frame)
            same: Truth = other if isinstance(other, Undefined) else compare.equal(found, other, self.work)
            if same is not True:
                return Undefined("several arms of CASE apply and may differ")
        return found

    def _except(self, args: tuple[Term, ...], env: Env, frame: Frame) -> Result:
        f = self.value(args[0], env, frame)
        key = self.value(args[1], env, frame)
        if isinstance(f, Undefined):
            return f
        if isinstance(key, Undefined):
            return key
        if isinstance(f, LazyFunction):
            return self._except_lazy(f, key, args[2], env, frame)
        if not isinstance(f, Function):
            return Undefined(f"{f!r} is not known to be a function")
        items = dict(f.items)
        for k in f.items:
            same = compare.equal(k, key, self.work)
            if isinstance(same, Undefined):
                return same
            if same:
                new = self.value(args[2], env, frame)
                if isinstance(new, Undefined):
                    return new
                items[k] = new
        return Function(items)

    def _except_lazy(self, f: LazyFunction, key: Value, new: Term, env: Env, frame: Frame) -> Result:
        def call(x: Value) -> Result:
            same = compare.equal(x, key, self.work)
            if isinstance(same, Undefined):
                return same
            return self.value(new, env, frame) if same else f.call(x)

        return LazyFunction(f.domain, call)

    # ------------------------------------------------------------ actions

    def _prime(self, args: tuple[Term, ...], env: Env, frame: Frame) -> Result:
        if frame.following is None:
            return Undefined("there is no next state here")
        return self.value(args[0], env, frame.following)

    def _same(self, term: Term, env: Env, frame: Frame) -> Truth:
        now = self.value(term, env, frame)
        then = self._prime((term,), env, frame)
        if isinstance(now, Undefined):
            return now
        return then if isinstance(then, Undefined) else compare.equal(then, now, self.work)

    def _unchanged(self, args: tuple[Term, ...], env: Env, frame: Frame) -> Result:
        return from_truth(self._same(args[0], env, frame))

    def _box(self, args: tuple[Term, ...], env: Env, frame: Frame) -> Result:
        def parts() -> Iterable[Truth]:
            yield self.truth(args[0], env, frame)
            yield self._same(args[1], env, frame)

        return from_truth(any_of(parts()))

    def _angle(self, args: tuple[Term, ...], env: Env, frame: Frame) -> Result:
        def parts() -> Iterable[Truth]:
            yield self.truth(args[0], env, frame)
            yield negate(self._same(args[1], env, frame))

        return from_truth(all_of(parts()))

    def _enabled(self, args: tuple[Term, ...], env: Env, frame: Frame) -> Result:
        from tlaverify.evaluate.enabled import enabled

        return from_truth(enabled(self, args[0], env, frame))


_LAZY: Final[dict[str, Callable[[Machine, tuple[Term, ...], Env, Frame], Result]]] = {
    "/\\": Machine._and, "\\/": Machine._or, "~": Machine._not, "=>": Machine._implies, "<=>": Machine._iff,
    "IF": Machine._if, "CASE": Machine._case, "EXCEPT": Machine._except, "'": Machine._prime,
    "UNCHANGED": Machine._unchanged, "[]_": Machine._box, "<<>>_": Machine._angle,
    "ENABLED": Machine._enabled,
}
