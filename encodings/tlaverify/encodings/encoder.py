"""The encoder: from first-order terms to SMT expressions, by symbolic evaluation.

``value`` gives a term the most precise form (``values``) that is *certain*; a
``formula`` is an expression equivalent to the term in every TLA+ model that
satisfies what is assumed where it stands.  The rules of the operators live in
``rules/``, one family per file.

Soundness: each TLA+ model of the sequent gives a model of the SMT script.  The
sort U is the universe of TLA+ values; ``in!``, ``app!``, ``dom!`` are membership,
application and DOMAIN; ``i2u!`` injects the integers.  Symbols introduced for
sets, functions and CHOOSE are definitional: their axioms only say what the
value that they name is.  See docs/adr/001.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, TypeAlias

from tlaverify.encodings import smt
from tlaverify.encodings.smt import BOOL, FALSE, INT, TRUE, Expr, U
from tlaverify.encodings.types import ANY, FunT, IntT, Type, flat, join, merge
from tlaverify.encodings.values import (
    BoolVal,
    FunVal,
    IntVal,
    IteVal,
    RecVal,
    RelVal,
    SeqVal,
    SetVal,
    StrVal,
    TupVal,
    UVal,
    Value,
)
from tlaverify.encodings.vocabulary import Vocabulary
from tlaverify.kernel.operators import PREDICATES
from tlaverify.kernel.sequent import Definition
from tlaverify.kernel.term import Apply, Bind, Decimal, Kind, Num, Str, Symbol, Term
from tlaverify.obligations.opaque import BOOLEAN

__all__ = ["Encoder", "Env", "Mark", "Rule", "Unsupported"]

Env: TypeAlias = Mapping[Symbol, Value]
Rule: TypeAlias = Callable[["Encoder", Apply, Env], Value]
BindRule: TypeAlias = Callable[["Encoder", Bind, Env], Value]
Mark: TypeAlias = tuple[int, tuple[int, ...]]
"""A place to turn back to: how much had been assumed, and how large each table was."""


class Unsupported(Exception):
    """The term has no meaning in this encoding (``reason`` says why)."""


class Encoder(Vocabulary):
    """The state of one query: its symbols (``Vocabulary``), what is known (``Knowledge``), and forms.

    rules, binders   the operators' rules, by name.
    symbols          the forms of constants and variables: (symbol, primed) -> value.
    domains          what DOMAIN of a value of the universe is known to be.
    described        the operators' symbols whose axioms are stated.
    arguments        an operator, a position, a closed argument there, and whether that is a set or function
                     by form.
    """

    def __init__(self, rules: Mapping[str, Rule], binders: Mapping[str, BindRule]) -> None:
        super().__init__()
        self.rules: Final = rules
        self.binders: Final = binders
        self.symbols: Final[dict[tuple[Symbol, bool], Value]] = {}
        self.domains: Final[dict[Expr, Value]] = {}
        self.described: Final[dict[Expr, None]] = {}
        self.arguments: Final[dict[tuple[str, int, Expr, bool], None]] = {}
        self._functions: dict[tuple[str, tuple[Expr, ...], int], tuple[FunVal, Expr]] = {}
        self._closed: dict[Term, Value] = {}
        self._definitions: Mapping[Symbol, Definition] = {}
        self._predicates: dict[Symbol, bool] = {}

    # ---------------------------------------------------------- turning back

    def tables(self) -> tuple[dict[Any, Any], ...]:
        """What grows."""
        own = (self.symbols, self.domains, self.described, self.arguments, self._functions, self._closed)
        return (*super().tables(), *own)

    def mark(self) -> Mark:
        """Where the encoder stands; to be asked for outside of all quantifiers and assumptions."""
        return self.assumed, tuple(map(len, self.tables()))

    def rewind(self, mark: Mark) -> None:
        """Forget all that was made and assumed since ``mark``."""
        assumed, sizes = mark
        self.forget_after(assumed)
        for table, size in zip(self.tables(), sizes, strict=True):
            while len(table) > size:
                table.popitem()

    @contextmanager
    def knowing_nothing(self) -> Iterator[None]:
        """Within, nothing is assumed, and no value is used that was made under assumptions."""
        closed, self._closed = self._closed, {}
        try:
            with self.nothing():
                yield
        finally:
            self._closed = closed

    # ------------------------------------------------------------ evaluation

    def value(self, term: Term, env: Env) -> Value:
        """The value of ``term`` where ``env`` gives its free bound symbols."""
        if term.free or not isinstance(term, Apply) or not term.args:
            return self._value(term, env)
        # a closed term's value may be used again wherever it was made without local assumptions
        found = self._closed.get(term)
        if found is None:
            found = self._value(term, env)
            if not self.local:
                self._closed[term] = found
        return found

    def _value(self, term: Term, env: Env) -> Value:
        if isinstance(term, Apply):
            op = term.op
            kind = op.kind
            if kind is Kind.BUILTIN:
                rule = self.rules.get(op.name)
                if rule is None:
                    raise Unsupported(f"operator {op.name}")
                return rule(self, term, env)
            if not term.args:
                if kind is Kind.BOUND:
                    return env[op]
                if (kind is Kind.CONSTANT or kind is Kind.VARIABLE) and op.arity == 0:
                    return self.symbol(op, primed=False)
            return self.opaque(op, tuple(self.value(a, env) for a in term.args))
        if isinstance(term, Bind):
            return self.binders[term.binder.name](self, term, env)
        if isinstance(term, Num):
            return IntVal(smt.integer(term.value))
        if isinstance(term, Str):
            return StrVal(term.value)
        if isinstance(term, Decimal):
            return UVal(self.constant(f"decimal {term.text}", U))
        raise Unsupported(f"term {type(term).__name__}")

    def formula(self, term: Term, env: Env) -> Expr:
        """``term`` as a formula."""
        return self.truth(self.value(term, env))

    def truth(self, v: Value) -> Expr:
        """The value used as a formula: it holds when the value is TRUE."""
        if isinstance(v, BoolVal):
            return v.e
        if isinstance(v, IteVal):
            return smt.ite(v.test, self.truth(v.then), self.truth(v.other))
        return smt.eq(self.to_u(v), self.true_u())

    def symbol(self, s: Symbol, *, primed: bool) -> Value:
        """The value of a constant, a variable or a primed variable."""
        found = self.symbols.get((s, primed))
        if found is None:
            found = UVal(self.constant(self.names.of(s, primed), U))
            self.symbols[s, primed] = found
        return found

    def opaque(self, op: Symbol, args: tuple[Value, ...]) -> Value:
        """An application of an operator of which nothing is known."""
        name = self.names.of(op, False)
        us = tuple(self.to_u(a) for a in args)
        for i, (u, a) in enumerate(zip(us, args, strict=True)):
            self._argument(name, i, u, a)
        if self.is_predicate(op):
            return BoolVal(self.call(name, us, BOOL))
        return UVal(self.call(name, us, U))

    def _argument(self, name: str, place: int, u: Expr, a: Value) -> None:
        if not u.free and isinstance(a, UVal | SetVal | RelVal | FunVal | SeqVal):
            self.arguments[name, place, u, not isinstance(a, UVal)] = None

    def define(self, definitions: Mapping[Symbol, Definition]) -> None:
        """From now on these tell which opaque operators are predicates."""
        if definitions is not self._definitions:
            self._definitions = definitions
            self._predicates = {}

    def is_predicate(self, op: Symbol) -> bool:
        """Whether the operator's values are Boolean by its definition, opaque or not."""
        if op.kind is Kind.OPAQUE:
            return op.scope == BOOLEAN
        found = self._predicates.get(op)
        if found is None:
            self._predicates[op] = False  # a recursive definition tells nothing of itself
            d = self._definitions.get(op)
            found = d is not None and not d.recursive and self._boolean(d.body)
            self._predicates[op] = found
        return found

    def _boolean(self, t: Term) -> bool:
        if isinstance(t, Bind):
            return t.binder.name in ("FORALL", "EXISTS", "TEMPORAL_FORALL", "TEMPORAL_EXISTS")
        if not isinstance(t, Apply):
            return False
        if t.op.kind is Kind.DEFINED:
            return self.is_predicate(t.op)
        if t.op.kind is not Kind.BUILTIN:
            return False
        if t.op.name == "IF":
            return self._boolean(t.args[1]) and self._boolean(t.args[2])
        return t.op.name in PREDICATES or (t.op.name == "'" and self._boolean(t.args[0]))

    # ----------------------------------------------------------- conditionals

    def ite(self, test: Expr, then: Callable[[], Value], other: Callable[[], Value]) -> Value:
        """``IF test THEN then ELSE other``, each branch made under its assumption."""
        test = self.settle(test)
        if test == TRUE:
            return then()
        if test == FALSE:
            return other()
        with self.assuming(test):
            a = then()
        with self.assuming(smt.not_(test)):
            b = other()
        return self.choose_form(test, a, b)

    def choose_form(self, test: Expr, a: Value, b: Value) -> Value:
        if a == b:
            return a
        match a, b:
            case IntVal(x), IntVal(y):
                return IntVal(smt.ite(test, x, y))
            case BoolVal(x), BoolVal(y):
                return BoolVal(smt.ite(test, x, y))
            case UVal(x), UVal(y):
                return UVal(smt.ite(test, x, y))
        return IteVal(test, a, b)

    # --------------------------------------------------------------- symbols

    # ------------------------------------------------------------ to universe

    def to_u(self, v: Value) -> Expr:
        """The value as an element of the universe."""
        if isinstance(v, UVal):  # by far the most frequent
            return v.e
        match v:
            case IntVal(e):
                if e.op == "u2i!" and self.is_int(e.args[0]) == TRUE:
                    return e.args[0]
                return self.int_u(e)
            case BoolVal(e):
                self.theories["booleans"] = None
                return smt.ite(e, self.true_u(), self.constant("false!", U))
            case StrVal(text):
                return self.string_u(text)
            case RecVal(fields):
                return self.record_u(tuple(f for f, _ in fields), tuple(self.to_u(x) for _, x in fields))
            case TupVal(items):
                return self.tuple_u(tuple(self.to_u(x) for x in items))
            case IteVal(test, a, b):
                return smt.ite(test, self.to_u(a), self.to_u(b))
            case SetVal() if v.name is not None:
                return v.name()
            case SetVal() | RelVal():
                return self.set_u(lambda x: self.member(UVal(x), v))
            case FunVal():
                return self._function_u(v)
            case SeqVal() if v.name is not None:
                return v.name()
            case SeqVal():
                return self._sequence_u(v)

    def _function_u(self, f: FunVal) -> Expr:
        """The function as a value of the universe.

        One that has a symbol of its own is made from what is known everywhere, so that it has one name.
        """
        if f.origin is None:
            return self._name_function(f)
        key = (*f.origin, id(f.domain))
        found = self._functions.get(key)
        if found is None:
            with self.at_top():
                found = self._functions[key] = f, self._name_function(f)  # f keeps the key's id alive
        return found[1]

    def _name_function(self, f: FunVal) -> Expr:
        dom = self.to_u(f.domain)
        self._depth += 1
        try:
            x = self.fresh_var("x", U)
            inside = smt.conj((self.in_u(x, dom), self.member(UVal(x), f.domain)))
            with self.assuming(inside):
                result = self.to_u(f.apply(UVal(x)))
        finally:
            self._depth -= 1
        c = self._close("fcn", x, (dom, result))
        if c.fresh:
            own, value = c.bodies
            at = self.app_u(c.shape, c.x)
            self._about(c, self.is_fcn_u(c.shape))
            self._about(c, smt.eq(self.dom_u(c.shape), own))
            body = smt.implies(self.in_u(c.x, own), smt.eq(at, value))
            self.axiom(smt.forall((*c.params, c.x), body, ((at,),)))
        return c.term

    def _sequence_u(self, s: SeqVal) -> Expr:
        self._depth += 1
        try:
            i = self.fresh_var("i", INT)
            inside = smt.conj((smt.le(smt.integer(1), i), smt.le(i, s.length)))
            with self.assuming(inside):
                result = self.to_u(s.at(i))
        finally:
            self._depth -= 1
        c = self._close("seq", i, (s.length, result))
        if c.fresh:
            self.describe_sequence(c.shape, c.params, smt.le(smt.integer(0), c.bodies[0]), c.x, *c.bodies)
        return c.term

    # ---------------------------------------------------------------- binding

    def quantify(
        self,
        universal: bool,
        binds: tuple[tuple[str, Value | None], ...],
        body: Callable[[tuple[Value, ...]], Expr],
    ) -> Expr:
        """``\\A``/``\\E`` over sets (None: the universe): one quantifier per type of the elements."""
        return self._quantify(universal, binds, (), body)

    def _quantify(
        self,
        universal: bool,
        binds: tuple[tuple[str, Value | None], ...],
        done: tuple[Value, ...],
        body: Callable[[tuple[Value, ...]], Expr],
    ) -> Expr:
        if not binds:
            return body(done)
        (hint, domain), rest = binds[0], binds[1:]
        if isinstance(domain, IteVal):
            return self._quantify_cases(universal, hint, domain, rest, done, body)
        if isinstance(domain, SetVal) and domain.over is not None:
            return domain.over(universal, lambda v: self._quantify(universal, rest, (*done, v), body))
        types = (ANY,) if domain is None else self.types(domain)
        out: list[Expr] = []
        for t in types:
            out.append(self._quantify_one(universal, hint, domain, flat(t), rest, done, body))
        return smt.conj(out) if universal else smt.disj(out)

    def _quantify_cases(
        self,
        universal: bool,
        hint: str,
        domain: IteVal,
        rest: tuple[tuple[str, Value | None], ...],
        done: tuple[Value, ...],
        body: Callable[[tuple[Value, ...]], Expr],
    ) -> Expr:
        """Over ``IF test THEN S ELSE T``: over S where the test holds, over T where it does not."""
        test = self.settle(domain.test)
        out: list[Expr] = []
        for guard, part in ((test, domain.then), (smt.not_(test), domain.other)):
            if guard == FALSE:
                continue
            with self.assuming(guard):
                inner = self._quantify(universal, ((hint, part), *rest), done, body)
            out.append(smt.implies(guard, inner) if universal else smt.conj((guard, inner)))
        return smt.conj(out) if universal else smt.disj(out)

    def _quantify_one(
        self,
        universal: bool,
        hint: str,
        domain: Value | None,
        t: Type,
        rest: tuple[tuple[str, Value | None], ...],
        done: tuple[Value, ...],
        body: Callable[[tuple[Value, ...]], Expr],
    ) -> Expr:
        def make(t: Type, *, not_integer: bool = False) -> tuple[Expr, tuple[Expr, ...]]:
            self._depth += 1
            try:
                v, bound = self.bound_value(t, hint)
                guard = TRUE if domain is None else self.settle(self.member(v, domain))
                if not_integer:
                    guard = smt.not_(self.call("isint!", (bound[0],), BOOL))
                if guard == FALSE:
                    return (TRUE if universal else FALSE), ()
                with self.assuming(guard):
                    inner = self._quantify(universal, rest, (*done, v), body)
                if universal:
                    return smt.implies(guard, inner), bound
                return smt.conj((guard, inner)), bound
            finally:
                self._depth -= 1

        quantifier = smt.forall if universal else smt.exists
        e, bound = make(t)
        if domain is None and t == ANY and bound and self.casts(e, bound[0]):
            # exact: a value is an integer or it is not; integers then need no casts
            one, one_bound = make(IntT())
            two, two_bound = make(ANY, not_integer=True)
            both = (quantifier(one_bound, one), quantifier(two_bound, two))
            return smt.conj(both) if universal else smt.disj(both)
        return quantifier(bound, e)

    def casts(self, e: Expr, v: Expr) -> bool:
        """Whether ``e`` asks if the variable ``v``, of sort U, is an integer."""
        if v not in e.free:
            return False
        if e.kind == "app" and e.op in ("isint!", "u2i!") and e.args[0] == v:
            return True
        return any(self.casts(a, v) for a in e.args)

    def bound_value(self, t: Type, hint: str) -> tuple[Value, tuple[Expr, ...]]:
        """A value of a flat type with variables of its own."""
        from tlaverify.encodings.forms import build, sorts

        bound = tuple(self.fresh_var(hint + suffix, sort) for suffix, sort in sorts(t))
        return build(t, iter(bound)), bound

    def each(self, universal: bool, hint: str, domain: Value, body: Callable[[Value], Expr]) -> Expr:
        """``quantify`` over one set."""
        return self._quantify(universal, ((hint, domain),), (), lambda v: body(v[0]))

    # ------------------------------------------------------------ delegations

    def types(self, v: Value) -> tuple[Type, ...]:
        """Types that cover all elements of the set ``v``."""
        match v:
            case SetVal():
                return v.types()
            case RelVal(parts, _):
                return tuple(t for _, t in parts)
            case IteVal(_, a, b):
                return merge((*self.types(a), *self.types(b)))
        return (ANY,)

    def member(self, x: Value, s: Value) -> Expr:
        """``x \\in s``."""
        if isinstance(s, SetVal):
            return s.member(x)
        if isinstance(s, RelVal):
            from tlaverify.encodings.forms import match

            out = []
            for name, t in s.parts:
                guard, leaves = match(self, t, x)
                if guard != FALSE:
                    out.append(smt.conj((guard, self.call(name, (*s.params, *leaves), BOOL))))
            return smt.disj(out)
        if isinstance(s, IteVal):
            return smt.ite(s.test, self.member(x, s.then), self.member(x, s.other))
        element, inside = self.to_u(x), self.to_u(s)
        if not inside.args and not inside.free:  # {} is not in S and t is: then t is not empty
            self._argument(f"in! {inside.op}", 0, element, x)
        return self.in_u(element, inside)

    def function_type(self, f: FunVal) -> FunT:
        return FunT(f.domain, join(self.types(f.domain)), f.result())
