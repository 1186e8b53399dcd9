"""The unknowns of an obligation: what its constants and variables may be in a small scope.

What the facts say of a symbol gives its shape: ``x \\in SUBSET S`` a set with elements
of S, ``f \\in [S -> T]`` a function, ``x = e`` the value of e, any other ``x \\in S`` one of
S's elements.  A constant of which nothing is said and that is used as a set becomes a
set of model values named after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from tlaverify.encodings.finite.circuit import FALSE, TRUE, Circuit, Lit
from tlaverify.encodings.finite.combine import TooLarge
from tlaverify.encodings.finite.environment import Frame
from tlaverify.encodings.finite.ground import Grounder
from tlaverify.encodings.finite.guesses import instances
from tlaverify.encodings.finite.symbolic import (
    Choice,
    Formula,
    Space,
    Symbolic,
    SymbolicFunction,
    SymbolicSet,
)
from tlaverify.encodings.finite.told import Told, is_symbol, primed
from tlaverify.evaluate import values
from tlaverify.evaluate.lazy import FunctionSet, Powerset, Product, RecordSet, Sequences
from tlaverify.evaluate.values import Function, Integer, LazySet, Model, String, Value, finite_set
from tlaverify.kernel.rewrite import subterms
from tlaverify.kernel.sequent import Definition
from tlaverify.kernel.term import Apply, Bind, Kind, Str, Symbol, Term, is_builtin

__all__ = ["Candidate", "Scope", "Unknowns", "formula_of"]


@dataclass(frozen=True, slots=True)
class Scope:
    """models: how many elements a constant set has; naturals: Nat is cut to ``0..naturals-1``.

    loose: the constant sets of which nothing is said are any sets of common elements, not
    disjoint sets of that size.  steps: how many formulas may be grounded.

    What a model of an exact query adds (``explain.models``): further ``numbers``; ``sizes``, how many
    elements single constant sets have, and what single numbers are that end an interval; ``longest``,
    the length up to which sequences are made, element by element (0: they are short, and listed).
    """

    models: int
    naturals: int
    loose: bool = False
    steps: int = 250_000
    numbers: tuple[int, ...] = ()
    sizes: tuple[tuple[Symbol, int], ...] = ()
    longest: int = 0

    def integers(self, more: int = 0) -> tuple[int, ...]:
        """What Int is cut to; with ``more`` naturals than Nat has here."""
        return tuple(sorted({*range(-2, self.naturals + more), *self.numbers}))

    def size(self, symbol: Symbol) -> int:
        """How many elements the constant set has."""
        return dict(self.sizes).get(symbol, self.models)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Values for all symbols, from a model of the circuit; ``witnesses`` for what the goal quantifies."""

    constants: Mapping[Symbol, Value]
    tables: Mapping[Symbol, Mapping[tuple[Value, ...], Value]]
    state: Mapping[Symbol, Value]
    next_state: Mapping[Symbol, Value]
    witnesses: tuple[Value, ...] = ()


class Unknowns:
    """Makes the unknowns of an obligation in a scope and reads them back from a model."""

    def __init__(
        self, declared: Iterable[Symbol], facts: Iterable[Term], goal: Term,
        definitions: Mapping[Symbol, Definition], scope: Scope,
    ) -> None:
        self.circuit: Final = Circuit()
        self.scope: Final = scope
        self.grounder: Final = Grounder(self.circuit, definitions, scope.integers(), scope.steps)
        self.next: Final = Frame({}, None)
        self.now: Final = Frame({}, self.next)
        self._definitions: Final = definitions
        self._tables: dict[Symbol, dict[tuple[Value, ...], Symbolic]] = {}
        self._told: Final = Told(facts, goal, definitions)
        self.free_sets = False
        self.sizes: list[Lit] = []
        self._wide = False
        self._open: list[Symbol] = []
        self.grounder.operators = self._operator
        self.grounder.strings = self._told.strings()
        self._make([s for s in declared if s.kind in (Kind.CONSTANT, Kind.VARIABLE)])

    @property
    def memberships(self) -> list[Lit]:
        """The inputs that say which elements the unknown sets have; ``sizes`` are the state's own."""
        return self.grounder.memberships

    # ------------------------------------------------------------ building

    def _make(self, symbols: list[Symbol]) -> None:
        used = self._told.symbols_of(self._told.terms)
        left = [s for s in symbols if s in used and s.arity == 0]
        for s in [s for s in left if s.kind is Kind.CONSTANT and self._told.ends_interval(s)]:
            self.grounder.constants[s] = Integer(self.scope.size(s))
            left.remove(s)
        unsaid = [s for s in left if s.kind is Kind.CONSTANT and self._told.said(s) is None]
        for s in [s for s in unsaid if self._told.is_set(s)]:
            self.free_sets = True
            name = "e" if self.scope.loose else s.name
            names = finite_set(Model(f"{name}{i}") for i in range(1, self.scope.size(s) + 1))
            self.grounder.constants[s] = self._subset_of(names) if self.scope.loose else names
            left.remove(s)
        while left:
            ready = next((s for s in left if self._ready(s)), None)
            chosen = ready or left[0]
            left.remove(chosen)
            self._add(chosen, self._told.said(chosen) if ready else None)
        self.grounder.everything = self._everything()
        steps = self._steps() if self._open else {}
        for symbol in self._open:
            now = self.now.state[symbol]
            found = steps.get(symbol)
            if found:
                self.next.state[symbol] = self._like([now, *found])
            else:
                self._wide = True
                self.next.state[symbol] = self._unknown(self._told.said(symbol), self.now)
                self._wide = False

    def _steps(self) -> dict[Symbol, list[Symbolic]]:
        """What the actions among the facts may assign to the variables."""
        collected: dict[Symbol, list[Symbolic]] = {s: [] for s in self._open}
        self.grounder.collected = collected
        try:
            for fact in self._told.conjuncts:
                if self._told.mentions_next(fact):
                    self.grounder.formula(fact, {}, self.now)
        except TooLarge:
            collected = {}
        self.grounder.collected = None
        self.grounder.forget()
        return collected

    def _like(self, shapes: list[Symbolic]) -> Symbolic:
        """A fresh unknown that may be any of the values that the shapes may be."""
        combine = self.grounder.combine
        try:
            stock = dict.fromkeys(v for s in shapes for v in combine.as_set(s).items)
            out = {v: self.circuit.new_input() for v in stock}
            self.grounder.memberships.extend(out.values())
            return SymbolicSet(out)
        except TooLarge:
            pass
        functions = [combine.as_function(s) for s in shapes]
        found = [f for f in functions if f is not None]
        partial = any(f.guards for f in found)
        if len(found) == len(shapes) and (partial or len({frozenset(f.items) for f in found}) == 1):
            columns: dict[Value, list[Symbolic]] = {}
            for f in found:
                for k, item in f.items.items():
                    columns.setdefault(k, []).append(item)
            return SymbolicFunction(
                {k: self._like(items) for k, items in columns.items()},
                {
                    k: self.circuit.new_input() for k, items in columns.items()
                    if len(items) < len(found) or any(k in f.guards for f in found)
                },
            )
        return self._choice(list(dict.fromkeys(v for s in shapes for _, v in combine.alternatives(s))))

    def _add(self, symbol: Symbol, said: tuple[str, Term] | None) -> None:
        if symbol.kind is Kind.CONSTANT:
            self.grounder.constants[symbol] = self._unknown(said, self.now)
            return
        before = len(self.memberships)
        self.now.state[symbol] = self._unknown(said, self.now)
        self.sizes.extend(self.memberships[before:])
        step = self._step(symbol)
        if step is not None:
            found = self.grounder.value(step, {}, self.now)
            if found is not None and not isinstance(found, (Space, LazySet)):
                self.next.state[symbol] = found
                return
        self._open.append(symbol)

    def _step(self, symbol: Symbol) -> Term | None:
        """e of a fact ``x' = e`` whose symbols have values already."""
        for fact in self._told.conjuncts:
            if is_builtin(fact, "=") and isinstance(fact, Apply):
                left, right = fact.args
                mine = is_builtin(left, "'") and isinstance(left, Apply) and is_symbol(left.args[0], symbol)
                if mine and not self._missing([right]) and not primed(right):
                    return right
            if is_builtin(fact, "UNCHANGED") and isinstance(fact, Apply):
                inside = self._told.opened(fact.args[0])
                parts = inside.args if is_builtin(inside, "<<>>") and isinstance(inside, Apply) else (inside,)
                if any(is_symbol(p, symbol) for p in parts):
                    return Apply(symbol)
        return None

    def _ready(self, symbol: Symbol) -> bool:
        said = self._told.said(symbol)
        return said is not None and not self._missing([said[1]])

    def _missing(self, terms: Iterable[Term]) -> bool:
        return any(
            s.arity == 0 and s not in self.grounder.constants and s not in self.now.state
            for s in self._told.symbols_of(terms)
        )

    # -------------------------------------------------------------- shapes

    def _unknown(self, said: tuple[str, Term] | None, frame: Frame) -> Symbolic:
        """A fresh unknown of the shape that the fact gives."""
        if said is None:
            return self._choice(self._everything())
        relation, term = said
        if relation == "pointwise":
            return self._pointwise(term, frame)
        found = self.grounder.value(term, {}, frame)
        if found is None:
            raise TooLarge
        if relation == "=":
            return found
        return self._subset_of(found) if relation == "\\subseteq" else self._element_of(found)

    def _pointwise(self, term: Term, frame: Frame) -> Symbolic:
        """A function whose values are elements of sets that depend on the argument."""
        assert isinstance(term, Bind)
        bound = term.bounds[0]
        assert bound.domain is not None
        domain = self.grounder.value(bound.domain, {}, frame)
        if domain is None:
            raise TooLarge
        out: dict[Value, Symbolic] = {}
        guards: dict[Value, Lit] = {}
        for key, guard in self.grounder.items(domain):
            within = self.grounder.value(term.body, {bound.symbol: key}, frame)
            if within is None:
                raise TooLarge
            out[key] = self._element_of(within)
            if guard != TRUE:
                guards[key] = guard
        return SymbolicFunction(out, guards)

    def _subset_of(self, s: Symbolic) -> SymbolicSet:
        out: dict[Value, Lit] = {}
        for v, g in self._items(s):
            if g != FALSE:
                out[v] = self.circuit.new_input()
                self.grounder.memberships.append(out[v])
        return SymbolicSet(out)

    def _items(self, s: Symbolic) -> list[tuple[Value, Lit]]:
        if not self._wide:
            return self.grounder.items(s)
        wide = Grounder(self.circuit, self._definitions, self.scope.integers(more=1))
        wide.strings = self.grounder.strings
        return wide.items(s)

    def _element_of(self, s: Symbolic) -> Symbolic:
        if isinstance(s, Powerset):
            return self._subset_of(s.base)
        if isinstance(s, Space) and s.op == "SUBSET":
            return self._subset_of(s.parts[0])
        if isinstance(s, FunctionSet) or (isinstance(s, Space) and s.op == "[->]"):
            domain, codomain = (s.domain, s.codomain) if isinstance(s, FunctionSet) else s.parts
            keys = [(k, g) for k, g in self.grounder.items(domain) if g != FALSE]
            return SymbolicFunction(
                {k: self._element_of(codomain) for k, _ in keys}, {k: g for k, g in keys if g != TRUE}
            )
        if isinstance(s, RecordSet):
            return SymbolicFunction({String(f): self._element_of(v) for f, v in s.fields})
        if isinstance(s, Product):
            return SymbolicFunction({Integer(i): self._element_of(f) for i, f in enumerate(s.factors, 1)})
        if self.scope.longest and isinstance(s, Sequences):
            return self._sequence_of(s.base)
        if self.scope.longest and isinstance(s, Space) and s.op == "Seq":
            return self._sequence_of(s.parts[0])
        return self._choice([v for v, g in self._items(s) if g != FALSE])

    def _sequence_of(self, s: Symbolic) -> Symbolic:
        """A sequence of elements of ``s``: with the i-th there are all before it."""
        guards: dict[Value, Lit] = {}
        guard = TRUE
        for i in range(1, self.scope.longest + 1):
            there = self.circuit.new_input()
            self.grounder.memberships.append(there)
            guard = guards[Integer(i)] = self.circuit.and_((guard, there))
        return SymbolicFunction({k: self._element_of(s) for k in guards}, guards)

    def _choice(self, options: list[Value]) -> Symbolic:
        if not options:
            raise TooLarge
        ordered = sorted(options, key=values.sort_key)
        return ordered[0] if len(ordered) == 1 else Choice(
            dict(zip(ordered, self.circuit.one_of(len(ordered)), strict=True))
        )

    def _everything(self) -> list[Value]:
        """A few values of each kind in play."""
        out: dict[Value, None] = {}
        for c in self.grounder.constants.values():
            stock = c.sorted() if isinstance(c, values.FiniteSet) else getattr(c, "items", ())
            if isinstance(c, (values.FiniteSet, SymbolicSet)):
                out.update(dict.fromkeys(v for v in stock if isinstance(v, Model)))
        for n in self.scope.integers()[1:]:
            out[Integer(n)] = None
        for t in self._told.terms:
            for s in subterms(t):
                if isinstance(s, Str) and len(out) < 24:
                    out[String(s.value)] = None
        out[Model("other")] = None
        return list(out)

    def _operator(self, symbol: Symbol, args: tuple[Value, ...], formula: bool) -> Symbolic:
        """The value of a declared operator: a table that is filled as it is used."""
        table = self._tables.setdefault(symbol, {})
        if args not in table:
            options: list[Value] = [values.FALSE, values.TRUE] if formula else self._everything()
            table[args] = self._choice(options)
        return table[args]

    # ------------------------------------------------------------- reading

    def learn(self, true: frozenset[Lit]) -> list[Lit]:
        """What the model in which just the inputs ``true`` are true got wrong: clauses that exclude it."""
        known: dict[Lit, bool] = {}
        try:
            return instances(self.grounder, lambda lit: self._holds(lit, true, known))
        except (TooLarge, OverflowError, RecursionError):
            return []

    def read(self, true: frozenset[Lit]) -> Candidate:
        """The values in the model in which just the inputs ``true`` are true."""
        known: dict[Lit, bool] = {}

        def holds(lit: Lit) -> bool:
            return self._holds(lit, true, known)

        def value(v: Symbolic) -> Value:
            if isinstance(v, Choice):
                return next((x for x, g in v.items.items() if holds(g)), Model("undefined"))
            if isinstance(v, SymbolicSet):
                return finite_set(x for x, g in v.items.items() if holds(g))
            if isinstance(v, SymbolicFunction):
                return Function({k: value(x) for k, x in v.items.items() if holds(v.guards.get(k, TRUE))})
            if isinstance(v, Space):
                raise TooLarge
            return v

        return Candidate(
            {s: value(v) for s, v in self.grounder.constants.items()},
            {s: {a: value(v) for a, v in t.items()} for s, t in self._tables.items()},
            {s: value(v) for s, v in self.now.state.items()},
            {s: value(v) for s, v in self.next.state.items()},
        )

    def _holds(self, lit: Lit, true: frozenset[Lit], known: dict[Lit, bool]) -> bool:
        node = abs(lit)
        if node == TRUE:
            found = True
        elif node in known:
            found = known[node]
        else:
            parts = self.circuit.parts(node)
            found = node in true if parts is None else all(self._holds(p, true, known) for p in parts)
            known[node] = found
        return found if lit > 0 else not found


def formula_of(unknowns: Unknowns, term: Term) -> Formula:
    """The truth of a formula in the unknowns' states."""
    return unknowns.grounder.formula(term, {}, unknowns.now)
