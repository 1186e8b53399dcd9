"""The units of a module, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from tlaverify.kernel.diagnostic import Diagnostic, DiagnosticError
from tlaverify.kernel.sequent import Definition, Sequent
from tlaverify.kernel.term import Kind, Level, Symbol, Term
from tlaverify.semantics import statements
from tlaverify.semantics.definitions import define_operator, run_units
from tlaverify.semantics.expressions import Elaborator
from tlaverify.semantics.instance import instantiate, same_meaning, sort_of
from tlaverify.semantics.problems import refuse
from tlaverify.semantics.program import (
    AssumedUnit,
    DeclaredUnit,
    DefinedUnit,
    InstanceUnit,
    ModuleInfo,
    NestedUnit,
    TheoremUnit,
    Unit,
    UseHideUnit,
)
from tlaverify.semantics.scope import (
    Broken,
    Defined,
    Entry,
    FactEntry,
    Forward,
    InstanceEntry,
    ModuleEntry,
    OperatorInfo,
    Scope,
    StepEntry,
)
from tlaverify.semantics.table import Table
from tlaverify.syntax import ast

if TYPE_CHECKING:
    from tlaverify.syntax.source import Source

__all__ = ["elaborate_module"]

Finder = Callable[[str, ast.Span, Scope], ModuleInfo]


def elaborate_module(
    node: ast.Module,
    source: Source,
    find: Finder,
    origin: str,
    library: bool,
    outer: Scope | None = None,
    around: set[str] | None = None,
) -> ModuleInfo:
    """Elaborate a module.

    find    yields the modules that it extends or instantiates, or raises DiagnosticError.
    origin  the ``scope`` of its symbols, different for different modules.
    outer   for a nested module the scope at its place.
    around  the names of the modules that the file has had so far; it is filled.

    Raises DiagnosticError with all that is wrong in it.
    """
    if outer is None:
        scope = Scope(node.name, source, origin, Table(), Table(), Table(), (), library)
    else:
        scope = Scope(
            node.name,
            source,
            origin,
            outer.names,
            outer.definitions,
            outer.operators,
            outer.declared,
            library,
        )
    work = _Module(node, scope, find, outer, {node.name} if around is None else around)
    return work.run()


def _instances(node: ast.Module) -> Iterator[ast.InstanceDef]:
    """The INSTANCEs in the LETs and proofs of a module, and of the modules inside it."""
    stack: list[object] = [u.substitutions if isinstance(u, ast.InstanceDef) else u for u in node.units]
    names: dict[type, list[str]] = {}
    while stack:
        item = stack.pop()
        if isinstance(item, ast.InstanceDef):
            yield item
            stack.append(item.substitutions)
        elif isinstance(item, tuple):
            stack.extend(reversed(item))
        elif isinstance(item, ast.Node) and not isinstance(item, ast.Span):
            kind = type(item)
            if kind not in names:
                names[kind] = [f.name for f in reversed(fields(item)) if f.name not in ("span", "name_spans")]
            stack.extend(getattr(item, n) for n in names[kind])


def _nested_names(node: ast.Module) -> Iterator[str]:
    """The names of the modules inside a module, at any depth."""
    for unit in node.units:
        if isinstance(unit, ast.Module):
            yield unit.name
            yield from _nested_names(unit)


class _Module:
    def __init__(
        self, node: ast.Module, scope: Scope, find: Finder, outer: Scope | None, around: set[str]
    ) -> None:
        self.node = node
        self.around = around
        self.scope = scope
        self.find = find
        self.outer = outer
        self.elab = Elaborator(scope)
        self.problems: list[Diagnostic] = []
        self.local: set[str] = set()
        self.extended: set[str] = set()
        self.all_extends: dict[str, None] = {}
        self.constants: dict[Symbol, None] = {}
        self.variables: dict[Symbol, None] = {}
        self.assumes: list[FactEntry] = []
        self.at_line: dict[tuple[int, bool], int] = {}

    def run(self) -> ModuleInfo:
        """All units; what is wrong is collected."""
        scope = self.scope
        for name, span in self.node.extends:
            scope = self._extend(name, span, scope)
        scope = self._inner_instances(scope)
        units: list[Unit] = []
        try:
            scope, found = run_units(self.node.units, scope, self._unit, self._forward)
            units = [u for u in found if u is not None]
        except DiagnosticError as error:
            self.problems.extend(error.diagnostics)
        if self.problems:
            raise DiagnosticError(list(dict.fromkeys(self.problems)))
        inherited = self.outer.names if self.outer is not None else None
        exports = {
            n: e
            for n, e in scope.names.items()
            if n not in self.local
            and not isinstance(e, StepEntry)
            and (inherited is None or inherited.get(n) is not e or n in self.extended)
        }
        return ModuleInfo(
            self.node.name,
            scope.source.path,
            scope.source,
            self.node,
            tuple(units),
            tuple(n for n, _ in self.node.extends),
            tuple(self.all_extends),
            scope,
            exports,
            tuple(self.constants),
            tuple(self.variables),
            tuple(self.assumes),
            scope.library,
            self.outer.module if self.outer is not None else None,
        )

    def _known(self, name: str, span: ast.Span, scope: Scope) -> ModuleInfo:
        entry = scope.lookup(f"MODULE {name}")
        return entry.module if isinstance(entry, ModuleEntry) else self.find(name, span, scope)

    def _inner_instances(self, scope: Scope) -> Scope:
        """Make known the modules that LETs and proofs instantiate, which read no files themselves."""
        own = sum(isinstance(u, ast.InstanceDef) for u in self.node.units)
        if self.outer is not None or scope.source.text.count("INSTANCE") <= own:
            return scope
        nested = set(_nested_names(self.node))
        for instance in _instances(self.node):
            key = f"MODULE {instance.module}"
            if scope.lookup(key) is None and instance.module not in nested:
                scope = scope.bind(key, ModuleEntry(self.find(instance.module, instance.span, scope)))
                self.local.add(key)
        return scope

    # -------------------------------------------------------------------- EXTENDS

    def _extend(self, name: str, span: ast.Span, scope: Scope) -> Scope:
        info = self._known(name, span, scope)
        added: dict[str, Entry] = {}
        self.extended.update(info.exports)
        for key, entry in info.exports.items():
            old = scope.lookup(key)
            if old is None:
                added[key] = entry
            elif not same_meaning(old, entry) and sort_of(old) != sort_of(entry):
                # Of two different definitions the first one counts, as for the TLA+ tools; what the
                # second module says about its own stays about its own, for the symbols differ.
                raise refuse(
                    "redefinition", f"`{key}` of module {name} already has another meaning here", scope, span
                )
        added[f"MODULE {name}"] = ModuleEntry(info)
        self.local.add(f"MODULE {name}")
        for symbol in info.constants:
            self.constants[symbol] = None
        for symbol in info.variables:
            self.variables[symbol] = None
        known = {id(a) for a in self.assumes}
        self.assumes.extend(a for a in info.assumes if id(a) not in known)
        for other in (*info.all_extends, name):
            self.all_extends[other] = None
        scope = scope.with_definitions(info.scope.definitions, info.scope.operators)
        scope = scope.bind_all(added)
        seen = set(scope.declared)
        scope = scope.with_declared(s for s in (*info.constants, *info.variables) if s not in seen)
        self.elab.within(scope)
        return scope

    # ---------------------------------------------------------------------- units

    def _forward(self, op: ast.Arity, info: OperatorInfo, scope: Scope) -> Forward:
        symbol = Symbol(op.name, Kind.DEFINED, op.arity, info.level, scope.origin)
        return Forward(symbol, info, (0,) * op.arity, scope.place(op.span))

    def _unit(self, unit: ast.Unit, scope: Scope) -> tuple[Scope, Unit | None]:
        self.elab.within(scope)
        try:
            return self._dispatch(unit, scope)
        except (DiagnosticError, RecursionError) as error:
            if isinstance(error, RecursionError):
                error = refuse("nesting", "this is nested too deeply to be read", scope, unit.span)
            self.problems.extend(error.diagnostics)
            name = getattr(unit, "name", None)
            if isinstance(name, str) and scope.lookup(name) is None:
                scope = scope.bind(name, Broken(name))
            return scope, None

    def _dispatch(self, unit: ast.Unit, scope: Scope) -> tuple[Scope, Unit | None]:
        place = scope.place(unit.span)
        if isinstance(unit, (ast.OpDef, ast.FnDef)):
            if unit.local:
                self.local.add(unit.name)
            scope, entry = define_operator(self.elab, unit, scope)
            return scope, DefinedUnit(entry.definition, place) if isinstance(entry, Defined) else None
        if isinstance(unit, (ast.ConstantDecl, ast.VariableDecl)):
            return self._declare(unit, scope)
        if isinstance(unit, ast.Theorem):
            return self._theorem(unit, scope)
        if isinstance(unit, ast.Assumption):
            return self._assumption(unit, scope)
        if isinstance(unit, ast.InstanceDef):
            return self._instance(unit, scope)
        if isinstance(unit, ast.UseHide):
            return scope, UseHideUnit(self._line_id(unit.span), unit, scope, place)
        if isinstance(unit, ast.Module):
            return self._nested(unit, scope)
        return scope, None

    def _declare(self, unit: ast.ConstantDecl | ast.VariableDecl, scope: Scope) -> tuple[Scope, Unit]:
        constant = isinstance(unit, ast.ConstantDecl)
        kind, level = (Kind.CONSTANT, Level.CONSTANT) if constant else (Kind.VARIABLE, Level.STATE)
        symbols = []
        for op in unit.ops if isinstance(unit, ast.ConstantDecl) else unit.names:
            span = op.span if op.span.line else unit.span
            self.elab.check_new(op.name, scope, span)
            symbol = Symbol(op.name, kind, op.arity, level, scope.origin)
            scope = scope.declare(op.name, symbol, scope.place(span))
            (self.constants if constant else self.variables)[symbol] = None
            symbols.append(symbol)
        return scope, DeclaredUnit(tuple(symbols), scope.place(unit.span))

    def _formula_symbol(
        self, name: str | None, stated: Term | Sequent, scope: Scope
    ) -> tuple[Scope, Symbol | None]:
        """A symbol that is defined to be the formula, for the name's use in expressions."""
        if name is None or not isinstance(stated, Term):
            return scope, None
        level = self.elab.levels.level(stated)
        symbol = Symbol(name, Kind.DEFINED, 0, level, scope.origin)
        definition = Definition(symbol, (), stated)
        return scope.with_definitions({symbol: definition}, {symbol: OperatorInfo(level)}), symbol

    def _line_id(self, span: ast.Span, *, assumed: bool = False) -> str:
        """The id of a unit without a name: its line, numbered where several stand there.

        Assumptions are counted apart, so that the theorems keep their ids.
        """
        key = span.line, assumed
        count = self.at_line[key] = self.at_line.get(key, 0) + 1
        return f"line {span.line}" if count == 1 else f"line {span.line}#{count}"

    def _theorem(self, unit: ast.Theorem, scope: Scope) -> tuple[Scope, Unit]:
        if unit.name is not None:
            self.elab.check_new(unit.name, scope, unit.span)
        ident = unit.name or self._line_id(unit.span)
        before = scope
        stated, inner = statements.statement(self.elab, unit.statement, scope.at(f"{scope.origin}!{ident}"))
        if not isinstance(stated, Sequent):
            inner = scope
        text = statements.text_of(unit.statement, before, inner)
        after, symbol = self._formula_symbol(unit.name, stated, scope)
        place = scope.place(unit.span)
        entry = FactEntry(
            ident,
            unit.keyword,
            scope.module,
            scope.source.path,
            stated,
            symbol,
            place,
            theorem=True,
            library=scope.library,
            text=text,
        )
        if unit.name is not None:
            # In its own proof the theorem's name stands for the formula, and is no fact.
            own = replace(entry, theorem=False)
            inner = (inner if symbol is None else after).bind(unit.name, own)
            after = after.bind(unit.name, entry)
        return after, TheoremUnit(ident, unit.name, unit.keyword, stated, entry, unit, before, inner, place)

    def _assumption(self, unit: ast.Assumption, scope: Scope) -> tuple[Scope, Unit]:
        if unit.name is not None:
            self.elab.check_new(unit.name, scope, unit.span)
        term = self.elab.body(unit.body, scope)
        self.elab.require(term, Level.CONSTANT, unit.body.span, scope, "an assumption")
        after, symbol = self._formula_symbol(unit.name, term, scope)
        place = scope.place(unit.span)
        entry = FactEntry(
            unit.name or self._line_id(unit.span, assumed=True),
            unit.keyword,
            scope.module,
            scope.source.path,
            term,
            symbol,
            place,
            assumed=True,
            theorem=False,
            library=scope.library,
            text=statements.text_of(unit.body, scope, scope),
        )
        self.assumes.append(entry)
        if unit.name is not None:
            after = after.bind(unit.name, entry)
        return after, AssumedUnit(unit.name, unit.keyword, term, entry, place)

    def _instance(self, unit: ast.InstanceDef, scope: Scope) -> tuple[Scope, Unit]:
        key = f"MODULE {unit.module}"
        info = self._known(unit.module, unit.span, scope)
        scope = scope.bind(key, ModuleEntry(info))
        self.local.add(key)
        new, added = instantiate(self.elab, unit, scope)
        if unit.local:
            self.local.update(added)
        entry = added.get(unit.name) if unit.name is not None else None
        return new, InstanceUnit(
            entry if isinstance(entry, InstanceEntry) else None, unit.module, scope.place(unit.span)
        )

    def _nested(self, unit: ast.Module, scope: Scope) -> tuple[Scope, Unit]:
        key = f"MODULE {unit.name}"
        if scope.lookup(key) is not None:
            raise refuse("redefinition", f"there is already a module {unit.name} here", scope, unit.span)
        if unit.name in self.around:
            # Its theorems would have the ids of the other module's.
            raise refuse(
                "redefinition", f"another module in this file is called {unit.name}", scope, unit.span
            )
        self.around.add(unit.name)
        info = elaborate_module(
            unit, scope.source, self.find, f"{scope.origin}!{unit.name}", scope.library, scope, self.around
        )
        return scope.bind(key, ModuleEntry(info)), NestedUnit(info, scope.place(unit.span))
