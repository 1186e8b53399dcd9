"""The symbols of a query and what its axioms say of them: the universe, its sets, functions and sequences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from tlaverify.encodings import smt
from tlaverify.encodings.closures import Closure, Closures
from tlaverify.encodings.knowledge import Knowledge
from tlaverify.encodings.names import Names
from tlaverify.encodings.smt import BOOL, INT, TRUE, Expr, U
from tlaverify.encodings.statement import Statement

__all__ = ["Vocabulary"]


class Vocabulary(Knowledge):
    """Declares symbols as they are used, with the axioms that define them.

    signature  argument sorts and sort of each symbol.
    axioms     what is asserted of symbols, in order.
    strings, theories, tuples   the literals, axiom files and tuple lengths that are in use.
    formed_terms, closed_terms  the sets, functions, ... without variables that were named: those in the forms
               of symbols, and all.

    All its tables only grow, so that ``rewind`` can take it back to where it was at a ``mark``.
    """

    def __init__(self) -> None:
        super().__init__()
        self.names: Final = Names()
        self.signature: Final[dict[str, tuple[tuple[str, ...], str]]] = {}
        self.axioms: Final[dict[Expr, Statement]] = {}
        self.strings: Final[dict[str, None]] = {}
        self.theories: Final[dict[str, None]] = {}
        self.tuples: Final[dict[int, None]] = {}
        self.formed_terms: Final[dict[Expr, None]] = {}
        self.closed_terms: Final[dict[Expr, None]] = {}
        self._closures = Closures()
        self._depth = 0
        self._forming = False

    def tables(self) -> tuple[dict[Any, Any], ...]:
        """What grows."""
        return (
            self.signature, self.axioms, self.strings, self.theories, self.tuples, self.formed_terms,
            self.closed_terms, *self.names.tables, *self._closures.tables,
        )  # fmt: skip

    @contextmanager
    def forming(self) -> Iterator[None]:
        """Within, forms are given to symbols, by what they are said to equal or to be in and nothing else."""
        self._forming = True
        try:
            with self.nothing():
                yield
        finally:
            self._forming = False

    # --------------------------------------------------------------- symbols

    def constant(self, name: str, sort: str) -> Expr:
        return self.call(name, (), sort)

    def call(self, name: str, args: tuple[Expr, ...], sort: str) -> Expr:
        """Apply the symbol ``name``, which is declared at its first use."""
        sorts = tuple([a.sort for a in args])
        known = self.signature.setdefault(name, (sorts, sort))
        if known[0] != sorts or known[1] != sort:
            raise AssertionError(f"{name} used as {known} and as {(sorts, sort)}")
        return smt.app(name, args, sort)

    def true_u(self) -> Expr:
        self.theories["booleans"] = None
        return self.constant("true!", U)

    def is_int(self, u: Expr) -> Expr:
        if u.op == "i2u!":
            return TRUE
        if u.kind == "op" and u.op == "ite":
            return smt.ite(u.args[0], self.is_int(u.args[1]), self.is_int(u.args[2]))
        self.theories["integers"] = None
        return self.settle(self.call("isint!", (u,), BOOL))

    def u2i(self, u: Expr) -> Expr:
        if u.op == "i2u!":
            return u.args[0]
        self.theories["integers"] = None
        return self.call("u2i!", (u,), INT)

    def int_u(self, e: Expr) -> Expr:
        """The integer as a value of the universe."""
        self.theories["integers"] = None
        return self.call("i2u!", (e,), U)

    def in_u(self, x: Expr, s: Expr) -> Expr:
        return self.call("in!", (x, s), BOOL)

    def app_u(self, f: Expr, x: Expr) -> Expr:
        return self.call("app!", (f, x), U)

    def dom_u(self, f: Expr) -> Expr:
        return self.call("dom!", (f,), U)

    def is_fcn_u(self, f: Expr) -> Expr:
        return self.call("isfcn!", (f,), BOOL)

    def string_u(self, text: str) -> Expr:
        self.strings[text] = None
        return self.constant(f'"{text}"', U)

    def record_u(self, fields: tuple[str, ...], args: tuple[Expr, ...]) -> Expr:
        """The record with these fields as a value of the universe."""
        name = "rec! " + " ".join(fields)
        if name not in self.signature:
            e = self.call(name, tuple(smt.var(f"f{i}", U) for i in range(len(fields))), U)
            bound = tuple(smt.var(f"f{i}", U) for i in range(len(fields)))
            facts = [smt.eq(self.app_u(e, self.string_u(f)), b) for f, b in zip(fields, bound, strict=True)]
            dom = self.set_of_u(tuple(self.string_u(f) for f in fields))
            facts += [self.is_fcn_u(e), smt.eq(self.dom_u(e), dom)]
            self.axiom(smt.forall(bound, smt.conj(facts), ((e,),)))
        return self.call(name, args, U)

    def tuple_u(self, args: tuple[Expr, ...]) -> Expr:
        """The tuple as a value of the universe."""
        n = len(args)
        name = f"tuple! {n}"
        if name not in self.signature:
            bound = tuple(smt.var(f"f{i}", U) for i in range(n))
            e = self.call(name, bound, U)
            facts = [
                smt.eq(self.app_u(e, self.int_u(smt.integer(i + 1))), b) for i, b in enumerate(bound)
            ]
            facts += [
                self.is_fcn_u(e),
                smt.eq(self.dom_u(e), self.interval_u(smt.integer(1), smt.integer(n))),
            ]
            self.tuples[n] = None
            for f in facts:
                self.axiom(smt.forall(bound, f, ((e,),)) if bound else f)
        return self.call(name, args, U)

    def set_of_u(self, elements: tuple[Expr, ...]) -> Expr:
        """The set of these constants of sort U."""
        x = smt.var("x", U)
        return self.closure("set", x, smt.disj(smt.eq(x, e) for e in elements))

    def set_u(self, member: Callable[[Expr], Expr]) -> Expr:
        """The set of the x for which ``member(x)`` holds, as a value of the universe."""
        self._depth += 1
        try:
            x = self.fresh_var("x", U)
            body = member(x)
        finally:
            self._depth -= 1
        return self.closure("set", x, body)

    def interval_u(self, lo: Expr, hi: Expr) -> Expr:
        """``lo .. hi`` as a value of the universe."""
        self.theories["integers"] = None
        self.theories["intervals"] = None
        self.signature.setdefault("in!", ((U, U), BOOL))
        return self.call("range!", (lo, hi), U)

    def is_seq_u(self, s: Expr) -> Expr:
        self.theories["sequences"] = None
        self.theories["intervals"] = None
        self.theories["integers"] = None
        return self.call("isseq!", (s,), BOOL)

    def len_u(self, s: Expr) -> Expr:
        self.is_seq_u(s)
        return self.call("len!", (s,), INT)

    def axiom(self, e: Expr) -> None:
        """Assert a definitional axiom."""
        if e != TRUE and e not in self.axioms:
            self.axioms[e] = Statement(e)

    # -------------------------------------------------------------- closures

    def closure(self, kind: str, x: Expr, body: Expr, *, total: bool = False) -> Expr:
        """The U value named by a formula: ``{x : body}`` ("set") or ``CHOOSE x : body`` ("choose").

        Equal formulas (up to the names of their free variables) give the same symbol,
        applied to those free variables.  total: some x is known to satisfy the formula.
        """
        c = self._close(kind, x, (body,))
        if c.fresh:
            (formula,) = c.bodies
            if kind == "set":
                member = self.in_u(c.x, c.shape)
                self.axiom(smt.forall((*c.params, c.x), smt.iff(member, formula), ((member,),)))
            else:
                some = TRUE if total else smt.exists((c.x,), formula)
                chosen = smt.replace(formula, {c.x: c.shape})
                self._about(c, smt.implies(some, chosen))
        return c.term

    def _close(self, kind: str, x: Expr, bodies: tuple[Expr, ...]) -> Closure:
        c = self._closures.name(kind, x, bodies)
        self.call(c.term.op, c.term.args, U)
        if not c.term.free:
            self.closed_terms[c.term] = None
            if self._forming:
                self.formed_terms[c.term] = None
        return c

    def _about(self, c: Closure, fact: Expr) -> None:
        """Assert a fact of a closure, for all its parts."""
        self.axiom(smt.forall(c.params, fact, ((c.shape,),)) if c.params else fact)

    def describe_sequence(
        self, shape: Expr, params: tuple[Expr, ...], guard: Expr, i: Expr, length: Expr, value: Expr
    ) -> None:
        """Assert, for all ``params``: under ``guard``, ``shape`` has this length and ``value`` at i."""

        def about(fact: Expr) -> None:
            self.axiom(smt.forall(params, fact, ((shape,),)) if params else fact)

        for fact in (
            self.is_seq_u(shape),
            self.is_fcn_u(shape),
            smt.eq(self.len_u(shape), length),
            smt.eq(self.dom_u(shape), self.interval_u(smt.integer(1), length)),
        ):
            about(smt.implies(guard, fact))
        at = self.app_u(shape, self.int_u(i))
        own = smt.conj((guard, smt.le(smt.integer(1), i), smt.le(i, length)))
        self.axiom(smt.forall((*params, i), smt.implies(own, smt.eq(at, value)), ((at,),)))
        # the first and the last element are what existence proofs ask for
        for end in (smt.integer(1), length):
            there = smt.eq(self.app_u(shape, self.int_u(end)), smt.replace(value, {i: end}))
            about(smt.implies(smt.conj((guard, smt.le(smt.integer(1), length))), there))

    # ---------------------------------------------------------------- binding

    @property
    def depth(self) -> int:
        """How many quantifiers enclose what is being made; variables are named by it."""
        return self._depth

    def deepen(self, by: int) -> None:
        """Enter (+1) or leave (-1) the scope of a quantifier."""
        self._depth += by

    def fresh_var(self, hint: str, sort: str) -> Expr:
        return smt.var(f"{hint}.{self._depth}", sort)
