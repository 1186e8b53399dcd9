"""Elaborated modules: what loading a module yields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tlaverify.kernel.sequent import Definition, New, Place, Sequent
from tlaverify.kernel.term import Level, Symbol, Term
from tlaverify.semantics.levels import level_of
from tlaverify.semantics.scope import Defined, Entry, FactEntry, InstanceEntry, Scope
from tlaverify.syntax import ast

if TYPE_CHECKING:
    from tlaverify.syntax.source import Source

__all__ = [
    "AssumedUnit",
    "DeclaredUnit",
    "DefinedUnit",
    "InstanceUnit",
    "ModuleInfo",
    "NestedUnit",
    "Program",
    "TheoremUnit",
    "Unit",
    "UseHideUnit",
]


@dataclass(frozen=True, slots=True, eq=False)
class DeclaredUnit:
    """CONSTANTS or VARIABLES."""

    symbols: tuple[Symbol, ...]
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class DefinedUnit:
    """``Op(x) == e`` or ``f[x \\in S] == e``."""

    definition: Definition
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class InstanceUnit:
    """``I == INSTANCE M`` (or plain INSTANCE, ``entry`` None)."""

    entry: InstanceEntry | None
    module: str
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class AssumedUnit:
    """ASSUME or AXIOM; ``name`` is None where the text gives none."""

    name: str | None
    keyword: str
    statement: Term
    entry: FactEntry
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class TheoremUnit:
    """A theorem: ``id`` is its name, or ``line 12`` where it has none (``line 12#2`` for the line's second).

    before  the scope before it, in which ``node.statement`` was elaborated; the facts and
            definitions that its proof may use are in it.
    inner   ``before`` with the NEW symbols of the statement's ASSUME: the scope of its proof.
    """

    id: str
    name: str | None
    keyword: str
    statement: Term | Sequent
    entry: FactEntry
    node: ast.Theorem
    before: Scope
    inner: Scope
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class UseHideUnit:
    """USE or HIDE at module level; facts and definitions are resolved by ``elaborate`` in ``before``.

    ``id`` is ``line 12``, as for a theorem without a name.
    """

    id: str
    node: ast.UseHide
    before: Scope
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class NestedUnit:
    """A module inside the module."""

    module: ModuleInfo
    place: Place


Unit = DeclaredUnit | DefinedUnit | InstanceUnit | AssumedUnit | TheoremUnit | UseHideUnit | NestedUnit


@dataclass(frozen=True, slots=True, eq=False)
class ModuleInfo:
    """One elaborated module.

    units      its own units in the order of the text.
    extends    the modules it extends, directly, in order; ``all_extends`` transitively, each once, in
               the order in which their units stand before this module's.
    scope      the scope at its end.
    exports    the names another module gets by EXTENDS (all but LOCAL ones).
    constants, variables   its parameters, those of the modules it extends included.
    assumes    all ASSUMEs it rests on (its own and those of the modules it extends), in order.
    library    it is one of the package library.
    outer      for a nested module the name of the module around it.
    """

    name: str
    path: str
    source: Source
    node: ast.Module
    units: tuple[Unit, ...]
    extends: tuple[str, ...]
    all_extends: tuple[str, ...]
    scope: Scope
    exports: Mapping[str, Entry]
    constants: tuple[Symbol, ...]
    variables: tuple[Symbol, ...]
    assumes: tuple[FactEntry, ...]
    library: bool = False
    outer: str | None = None

    @property
    def definitions(self) -> Mapping[Symbol, Definition]:
        """All definitions known at the module's end, those behind the visible names included."""
        return self.scope.definitions

    @property
    def constant_level(self) -> bool:
        """Whether it is a constant module: no variables, no definition or theorem above constant level.

        Only such a module's CONSTANTs may be given values that are not constant.
        """
        return not self.variables and all(_constant(e, self.scope) for e in self.exports.values())

    @property
    def theorems(self) -> tuple[TheoremUnit, ...]:
        """The module's own theorems in the order of the text."""
        return tuple(u for u in self.units if isinstance(u, TheoremUnit))


def _constant(entry: Entry, scope: Scope) -> bool:
    if isinstance(entry, Defined):
        return entry.definition.symbol.level is Level.CONSTANT
    if isinstance(entry, InstanceEntry):
        return all(_constant(e, scope) for e in entry.members.values())
    return not isinstance(entry, FactEntry) or _constant_statement(entry.statement, scope)


def _constant_statement(statement: Term | Sequent, scope: Scope) -> bool:
    if isinstance(statement, Term):
        return level_of(statement, scope.definitions) is Level.CONSTANT
    for e in statement.context:
        if isinstance(e, New):
            if e.symbol.level is not Level.CONSTANT:
                return False
            if e.domain is not None and not _constant_statement(e.domain, scope):
                return False
        elif not _constant_statement(e, scope):
            return False
    return _constant_statement(statement.goal, scope)


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """A module with all that it extends and instantiates.

    ``modules`` holds every module that was read by its name (nested ones not: see
    ``NestedUnit``), ``main`` the one that was asked for.  ``looked`` tells the state (``looked.state_of``) of
    each path where a module's file was looked for, found or not: while none of them changes, loading
    gives the same.
    """

    modules: Mapping[str, ModuleInfo]
    main: ModuleInfo
    looked: Mapping[Path, str] = field(default_factory=dict)
