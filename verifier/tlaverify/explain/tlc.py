"""A counterexample as a module that TLC can run, and the configuration that it is run with.

The module stands alone: it holds the values of the constants, the two states, and all definitions that
the obligation uses.  TLC takes the step from the state before to the state after and reports that ``Goal``
is false of it, and that ``Assumed`` is not.  A quantifier over all values is nothing that TLC can evaluate:
what has one is left out of ``Assumed``, as a comment tells.  Nat and Int are cut to the numbers in play and
a few more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tlaverify.evaluate.frames import Frame
from tlaverify.evaluate.machine import Machine
from tlaverify.evaluate.values import FiniteSet, Function, Integer, Model, Undefined, Value
from tlaverify.explain.counterexample import Counterexample, interpretation_of, statements
from tlaverify.explain.focus import focus
from tlaverify.explain.layout import Layout
from tlaverify.explain.machine import machine_of
from tlaverify.explain.names import chosen_names, field_order, models_of, renamed
from tlaverify.explain.reading import read_counterexample
from tlaverify.explain.tlc_names import Names, is_infix, with_symbols
from tlaverify.kernel.rewrite import substitute, subterms
from tlaverify.kernel.sequent import Definition, Obligation
from tlaverify.kernel.term import Apply, Bind, Binder, Kind, Num, Symbol, Term, is_builtin
from tlaverify.semantics.printing import show

__all__ = ["TlcModule", "tlc_module"]

_STANDARD: Final = frozenset({"Naturals", "Integers", "Sequences", "FiniteSets", "TLC"})
_RESERVED: Final = frozenset(
    (
        "Nat", "Int", "Seq", "Len", "Head", "Tail", "Append", "SubSeq", "SelectSeq", "Cardinality",
        "IsFiniteSet", "Print", "PrintT", "Assert", "JavaTime", "Permutations", "SortSeq", "TLCGet", "TLCSet",
        "RandomElement", "Any", "ToString", "TLCEval", "STRING", "BOOLEAN", "TRUE", "FALSE",
    )
)
"""What the modules that are extended define."""
_WIDTH: Final = 78
_MORE_NUMBERS: Final = 3


@dataclass(frozen=True, slots=True)
class TlcModule:
    """The texts of ``NAME.tla`` and of ``NAME.cfg``."""

    module: str
    configuration: str


def tlc_module(obligation: Obligation, found: Counterexample, name: str) -> TlcModule:
    """The counterexample as a module of this name."""
    writer = _Writer(obligation, found, name)
    if not writer.evaluable(obligation.goal):
        # TLC does not look among all values for the ones that make the goal false: tell it which they are
        case = focus(obligation, found)
        constants = {**found.constants, **dict(case.values)}
        instance = replace(obligation, declared=case.obligation.declared, goal=case.obligation.goal)
        writer = _Writer(instance, replace(found, constants=constants), name)
    return writer.write()


class _Writer:
    def __init__(self, obligation: Obligation, found: Counterexample, name: str) -> None:
        self.obligation, self.found, self.name = obligation, found, name
        self.reading = read_counterexample(obligation, found)
        self.layout = Layout(_WIDTH, field_order(obligation))
        self.machine, self.frame = machine_of(interpretation_of(found, obligation))
        facts = statements(obligation) or []
        self.facts = [f for f in facts if self.evaluable(f)]
        self.left_out = [f for f in facts if f not in self.facts]
        self.definitions = self._used([*self.facts, obligation.goal])
        self.names = Names({*_RESERVED, name})
        values = (self._value(d, self.machine, self.frame) for d in self.definitions)
        models = list(dict.fromkeys([*models_of(found), *(v for v in values if isinstance(v, Model))]))
        chosen = chosen_names(obligation, self.machine, self.frame)
        self.models = {m.name: self.names.new(_model_name(m.name, chosen)) for m in models}
        declared = [s for s in (*found.constants, *found.tables, *found.state) if s in obligation.declared]
        fixed = [d.symbol for d in self.definitions if self._value(d, self.machine, self.frame) is not None]
        # a definition that chooses a model value is that model value
        self.symbols: dict[Symbol, Symbol] = {
            s: Symbol(self.models[m], Kind.CONSTANT)
            for m, s in self._choosers(models).items() if s in fixed
        }
        for symbol in [*declared, *(d.symbol for d in self.definitions)]:
            if symbol not in self.symbols:
                self.symbols[symbol] = self.names.symbol(symbol)
        self.step = self.names.new("step")
        own = ("StateBefore", "StateAfter", "Step", "Assumed", "Goal", "allVariables")
        self.before, self.after, self.next, self.assumed, self.goal, self.all = map(self.names.new, own)

    # ------------------------------------------------------------- contents

    def _used(self, terms: Iterable[Term]) -> list[Definition]:
        """The definitions that the terms use, each after those that it uses itself."""
        out: dict[Symbol, Definition] = {}
        begun: set[Symbol] = set()

        def visit(term: Term) -> None:
            for t in subterms(term):
                if isinstance(t, Apply) and t.op.kind is Kind.DEFINED and t.op not in begun:
                    begun.add(t.op)
                    definition = self.obligation.definitions.get(t.op)
                    if definition is not None and t.op.scope not in _STANDARD:
                        visit(definition.body)
                        out[t.op] = definition

        for term in terms:
            visit(term)
        return list(out.values())

    def evaluable(self, fact: Term) -> bool:
        """Whether TLC can: no quantifier in the formula ranges over all values, Seq(S) or STRING."""
        if _unbounded(fact):
            return False
        for definition in self._used([fact]):
            if _unbounded(definition.body) and self._value(definition, self.machine, self.frame) is None:
                return False
        return True

    @staticmethod
    def _value(definition: Definition, machine: Machine, frame: Frame) -> Value | None:
        """The value of ``None == CHOOSE v : v \\notin S``, which TLC cannot look for."""
        body = definition.body
        if definition.params or not isinstance(body, Bind) or body.binder is not Binder.CHOOSE:
            return None
        if body.bounds[0].domain is not None or _function(definition) is not None:
            return None
        found = machine.value(body, {}, frame)
        return None if isinstance(found, Undefined) else found

    def _choosers(self, models: Sequence[Value]) -> dict[str, Symbol]:
        """The first definition that stands for each reserved model value."""
        out: dict[str, Symbol] = {}
        for definition in self.definitions:
            value = self._value(definition, self.machine, self.frame)
            if value in models:
                out.setdefault(repr(value), definition.symbol)
        return out

    def _numbers(self) -> tuple[int, int]:
        """The least and the greatest number in play."""
        seen = {0}
        for group in (self.found.constants, self.found.state, self.found.next_state):
            for value in group.values():
                seen.update(_integers(value))
        for term in [*self.facts, self.obligation.goal, *(d.body for d in self.definitions)]:
            seen.update(t.value for t in subterms(term) if isinstance(t, Num))
        return min(seen), max(seen)

    # ---------------------------------------------------------------- text

    def write(self) -> TlcModule:
        """The two texts."""
        low, high = self._numbers()
        nat, whole = self.names.new("SomeNat"), self.names.new("SomeInt")
        lines = [f"---- MODULE {self.name} ----", *self._comment()]
        lines.append("EXTENDS Integers, Sequences, FiniteSets, TLC")
        lines += ["", f"{nat} == 0..{high + _MORE_NUMBERS}"]
        lines += [f"{whole} == {low - _MORE_NUMBERS}..{high + _MORE_NUMBERS}"]
        if self.models:
            lines += ["", f"CONSTANTS {', '.join(self.models.values())}"]
        late = self._late()
        lines += ["", *self._constants(lambda s: s not in late)]
        variables = [self.symbols[s].name for s in self.found.state if s in self.symbols]
        lines += ["", f"VARIABLES {', '.join([*variables, self.step])}"]
        known = {s.name for old, s in self.symbols.items() if old not in late} | set(self.models.values())
        for definition in self.definitions:
            lines += self._definition(definition, known)
        lines += ["", *self._constants(lambda s: s in late)]
        known |= {s.name for s in self.symbols.values()}
        lines += self._states(variables)
        lines += ["", f"{self.assumed} ==", *self._conjunction(self.facts, known)]
        lines += ["", f"{self.goal} ==", "  " + self._show(self.obligation.goal, 2, known)]
        config = ["CHECK_DEADLOCK FALSE", f"INIT {self.before}", f"NEXT {self.next}"]
        config += [f"CONSTANT {m} = {m}" for m in self.models.values()]
        config += [f"CONSTANT Nat <- {nat}", f"CONSTANT Int <- {whole}"]
        if self.reading.stepwise:
            held, wanted = self.names.new("AssumedOfTheStep"), self.names.new("GoalOfTheStep")
            lines += ["", f"{held} == [][{self.assumed}]_{self.all}"]
            lines += [f"{wanted} == [][{self.goal}]_{self.all}"]
            config += [f"PROPERTY {held}", f"PROPERTY {wanted}"]
        else:
            config += [f"INVARIANT {self.assumed}", f"INVARIANT {self.goal}"]
        return TlcModule("\n".join(_once_blank([*lines, "===="])) + "\n", "\n".join(config) + "\n")

    def _comment(self) -> Iterator[str]:
        kind = "is TRUE here"
        if self.reading.stepwise:
            kind = "is TRUE of the step from StateBefore to StateAfter"
        yield f"\\* A counterexample to {self.obligation.id}: all that is"
        yield f"\\* assumed {kind}, and Goal is FALSE."
        yield f"\\* Run TLC with {self.name}.cfg: it reports that Goal does not hold."
        for fact in self.left_out:
            yield f"\\* Assumed too, but TLC cannot evaluate it: {show(fact, 100_000)[:200]}"
        if not self.evaluable(self.obligation.goal):
            yield "\\* TLC cannot evaluate Goal, which has a quantifier over all values."

    def _late(self) -> set[Symbol]:
        """The constants that no definition uses: the proof's own.

        They come after the definitions, which may bind variables of their names.
        """
        used = {t.op for d in self.definitions for t in subterms(d.body) if isinstance(t, Apply)}
        return {s for s in (*self.found.constants, *self.found.tables) if s not in used}

    def _constants(self, wanted: object) -> Iterator[str]:
        assert callable(wanted)
        for symbol, value in self.found.constants.items():
            if symbol in self.symbols and wanted(symbol):
                yield from self._assigned(f"{self.symbols[symbol].name} == ", value)
        for symbol, table in self.found.tables.items():
            if symbol in self.symbols and wanted(symbol):
                yield from self._table(self.symbols[symbol], table)

    def _table(self, symbol: Symbol, table: Mapping[tuple[Value, ...], Value]) -> Iterator[str]:
        params = [self.names.new(f"x{i}") for i in range(1, symbol.arity + 1)]
        yield f"{symbol.name}({', '.join(params)}) =="
        word = "CASE"
        for args, v in table.items():
            guard = " /\\ ".join(f"{p} = {self._flat(a)}" for p, a in zip(params, args, strict=True))
            yield f"  {word} {guard} -> {self._flat(v)}"
            word = "[]  "

    def _definition(self, definition: Definition, known: set[str]) -> Iterator[str]:
        symbol = self.symbols[definition.symbol]
        if symbol.name in self.models.values():
            return
        yield ""
        value = self._value(definition, self.machine, self.frame)
        if value is not None:
            yield from self._assigned(f"{symbol.name} == ", value)
            return
        function = _function(definition)
        if function is not None:
            # the name that the body calls itself by is the function's own
            body = function.body
            own = definition.body.bounds[0].symbol  # type: ignore[attr-defined]
            body = substitute(body, {own: Apply(definition.symbol)})
            whole = self._renamed(Bind(function.binder, function.bounds, body))
            bounds, _, text = show(whole, 100_000, 0, known)[1:-1].partition(" |-> ")
            yield f"{symbol.name}[{bounds}] =="
            yield f"  {text}"
            return
        # a parameter is printed as a bound variable is, under a name that nothing else has
        inside = subterms(definition.body)
        taken = known | {t.op.name for t in inside if isinstance(t, Apply) and t.op.kind is Kind.BOUND}
        new = {p: Symbol(_free_name(p.name, known, taken), Kind.BOUND, p.arity) for p in definition.params}
        body = substitute(definition.body, {p: Apply(n) for p, n in new.items() if p.name != n.name})
        params = [f"{n.name}({', '.join('_' * n.arity)})" if n.arity else n.name for n in new.values()]
        if definition.recursive:
            places = f"({', '.join('_' * len(params))})" if params else ""
            yield f"RECURSIVE {symbol.name}{places}"
        head = symbol.name
        if is_infix(symbol):
            head = f"{params[0]} {symbol.name} {params[1]}"
        elif params:
            head += f"({', '.join(params)})"
        text = self._show(body, 2, known | {n.name for n in new.values()})
        if "\n" in text or len(head) + 4 + len(text) > _WIDTH:
            yield f"{head} =="
            yield f"  {text}"
        else:
            yield f"{head} == {text}"

    def _states(self, variables: Sequence[str]) -> Iterator[str]:
        yield ""
        yield f"{self.all} == <<{', '.join([*variables, self.step])}>>"
        yield ""
        yield f"{self.before} =="
        yield f'  /\\ {self.step} = "before"'
        for symbol, value in self.found.state.items():
            if symbol in self.symbols:
                yield from self._assigned(f"  /\\ {self.symbols[symbol].name} = ", value)
        yield ""
        if not self.reading.stepwise:
            yield f"{self.next} == FALSE /\\ UNCHANGED {self.all}"
            return
        yield f"{self.after} =="
        yield f'  /\\ {self.step}\' = "after"'
        for symbol, value in self.found.next_state.items():
            if symbol in self.symbols:
                yield from self._assigned(f"  /\\ {self.symbols[symbol].name}' = ", value)
        yield ""
        yield f'{self.next} == {self.step} = "before" /\\ {self.after}'

    def _conjunction(self, facts: Sequence[Term], known: set[str]) -> Iterator[str]:
        if not facts:
            yield "  TRUE"
        for fact in facts:
            yield "  /\\ " + self._show(fact, 5, known)

    def _renamed(self, term: Term) -> Term:
        return with_symbols(term, self.symbols)

    def _show(self, term: Term, indent: int, known: set[str]) -> str:
        return show(self._renamed(term), _WIDTH, indent, known)

    def _assigned(self, head: str, value: Value) -> list[str]:
        return self.layout.assigned(head, renamed(value, self.models), 0)

    def _flat(self, value: Value) -> str:
        return self.layout.flat(renamed(value, self.models))


def _model_name(name: str, chosen: Mapping[str, str]) -> str:
    return chosen.get(name, f"other{name[7:]}" if name.startswith("choice!") else name)


def _free_name(name: str, known: set[str], taken: set[str]) -> str:
    """``name``, or one with a number that nothing is called, if something else is called so."""
    base, n = name.replace("$", "_"), 1
    new = base
    while new in known or (new != name and new in taken):
        new = f"{base}_{n}"
        n += 1
    return new


def _unbounded(term: Term) -> bool:
    for t in subterms(term):
        if isinstance(t, Bind):
            for bound in t.bounds:
                domain = bound.domain
                if domain is None or is_builtin(domain, "Seq") or is_builtin(domain, "STRING"):
                    return True
    return False


def _function(definition: Definition) -> Bind | None:
    """``[x \\in S |-> e]`` of ``f[x \\in S] == e``, which stands for CHOOSE f : f = [x \\in S |-> e]."""
    body = definition.body
    if not isinstance(body, Bind) or body.binder is not Binder.CHOOSE or body.bounds[0].domain is not None:
        return None
    equation = body.body
    if not is_builtin(equation, "=") or not isinstance(equation, Apply):
        return None
    left, right = equation.args
    if left == Apply(body.bounds[0].symbol) and isinstance(right, Bind) and right.binder is Binder.FUNCTION:
        return right
    return None


def _integers(value: Value) -> Iterator[int]:
    if isinstance(value, Integer):
        yield value.value
    elif isinstance(value, FiniteSet):
        for v in value.elements:
            yield from _integers(v)
    elif isinstance(value, Function):
        for k, v in value.items.items():
            yield from _integers(k)
            yield from _integers(v)


def _once_blank(lines: Sequence[str]) -> Iterator[str]:
    """The lines without a blank one after another."""
    last = "x"
    for line in lines:
        if line or last:
            yield line
        last = line
