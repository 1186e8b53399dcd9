"""Scopes: what a name means at a point of a module or proof.

A Scope is persistent: ``scope.bind(...)`` returns a larger one and leaves the old
as it was, so that each proof step keeps the scope before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tlaverify.kernel.sequent import Definition, Place, Sequent
from tlaverify.kernel.term import Level, Symbol, Term
from tlaverify.semantics.table import Table
from tlaverify.syntax import ast

if TYPE_CHECKING:
    from tlaverify.semantics.program import ModuleInfo
    from tlaverify.syntax.source import Source

__all__ = [
    "Backend",
    "Broken",
    "Declared",
    "Defined",
    "Entry",
    "FactEntry",
    "Forward",
    "InstanceEntry",
    "Interpreted",
    "LetDefined",
    "Meaning",
    "ModuleEntry",
    "OperatorInfo",
    "Scope",
    "StepEntry",
    "Text",
    "Unsupported",
]

Statement = Term | Sequent


@dataclass(frozen=True, slots=True)
class OperatorInfo:
    """What level checking knows of an operator ("Specifying Systems" 17.2).

    level    the level of its value when all its arguments are constants.
    weights  per parameter: does the argument's level count for the value's?
    limits   per parameter: the greatest level that an argument may have.
    leibniz  per parameter: do equal arguments give equal values?
    """

    level: Level
    weights: tuple[bool, ...] = ()
    limits: tuple[Level, ...] = ()
    leibniz: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """The text that a name stands for, for subexpression references (``Op(a)!1!2``, ``<1>2!Q``).

    The body is elaborated in ``scope`` with ``params`` (BOUND symbols under their
    names) in it; ``transform`` then carries the term from the module that was
    instantiated to the instance (the identity where there is none), where ``prefix`` are
    the parameters of the instance, free in the result.  ``inner`` is the scope inside an
    ASSUME/PROVE, with the symbols its NEWs declared; ``suffices`` marks a SUFFICES step,
    whose statement is its operand ``!1``.
    """

    body: ast.Expr
    scope: Scope
    params: tuple[tuple[str, Symbol], ...] = ()
    transform: Callable[[Term], Term] | None = None
    prefix: tuple[Symbol, ...] = ()
    inner: Scope | None = None
    suffices: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Declared:
    """A CONSTANT, VARIABLE, NEW symbol, bound variable or formal parameter."""

    symbol: Symbol
    place: Place | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Backend:
    """A TLAPS pragma such as ``SMT``: cited as a fact it chooses provers and says nothing."""

    name: str
    provers: tuple[str, ...]
    arity: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Defined:
    """An operator with its definition; ``backend`` where its definition carries a ``by`` pragma."""

    definition: Definition
    info: OperatorInfo
    text: Text | None = None
    backend: Backend | None = None
    local: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Interpreted:
    """An operator of a standard module that is one of ``kernel.operators``; ``name`` is the kernel's."""

    name: str
    arity: int
    module: str
    place: Place | None = None


@dataclass(frozen=True, slots=True, eq=False)
class LetDefined:
    """An operator defined by a LET around this point: a BOUND symbol; ``arities`` are its parameters'."""

    symbol: Symbol
    info: OperatorInfo
    arities: tuple[int, ...]
    text: Text | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Forward:
    """An operator between its RECURSIVE declaration and its definition."""

    symbol: Symbol
    info: OperatorInfo
    arities: tuple[int, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """A name for a term or operator (Lambda): a member of an INSTANCE inside LET, or a proof's ``@``."""

    term: Term
    arity: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class FactEntry:
    """A named ASSUME, AXIOM or theorem.

    name        as it is cited: ``Thm``, ``I!Thm``.
    keyword     ASSUME, ASSUMPTION, AXIOM, THEOREM, LEMMA, PROPOSITION, COROLLARY.
    module      the module whose text states it.
    path        that module's file.
    params      the parameters of the instance(s) it came through (BOUND symbols, free in the statement);
                ``limits`` are the greatest levels of what may be given for them.
    statement   what may be used when it is cited; for a theorem that came through INSTANCE this
                is ``the module's ASSUMEs => the theorem``.
    symbol      stands for the formula where the name is used as an operator (None for ASSUME/PROVE).
    assumed     it is an ASSUME/AXIOM of this module or of one that is extended, so that it may be used.
                False for a theorem, and for an ASSUME of an instantiated module, which is no fact.
    theorem     it is a theorem.
    library     its module is one of the package library.
    in_proof    it came through an INSTANCE in a proof, whose name means nothing outside.
    """

    name: str
    keyword: str
    module: str
    path: str
    statement: Statement
    symbol: Symbol | None
    place: Place
    params: tuple[Symbol, ...] = ()
    limits: tuple[Level, ...] = ()
    assumed: bool = False
    theorem: bool = True
    library: bool = False
    text: Text | None = None
    local: bool = False
    in_proof: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class StepEntry:
    """A proof step in scope: ``<1>2``.

    ``statement`` is what its name stands for in an expression, None where the step asserts
    nothing (PICK, HAVE, USE ...); ``text`` is where its subexpressions are looked up, ``data`` whatever
    the generator of obligations keeps with it.
    """

    name: str
    statement: Statement | None
    text: Text | None = None
    data: object = None
    place: Place | None = None


@dataclass(frozen=True, slots=True, eq=False)
class InstanceEntry:
    """``I(p) == INSTANCE M WITH ...``: ``members`` holds the entries of M carried over.

    Each member takes the instance's parameters first.
    """

    name: str
    module: str
    params: tuple[Symbol, ...]
    members: Mapping[str, Entry]
    local: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class ModuleEntry:
    """A nested module, named in INSTANCE (and in ``MODULE M`` facts)."""

    module: ModuleInfo


@dataclass(frozen=True, slots=True, eq=False)
class Broken:
    """A name whose own definition was refused; its uses are not reported again."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Unsupported:
    """A member of an instance that cannot be carried over soundly; refused where it is used."""

    name: str
    reason: str


Entry = (
    Declared
    | Defined
    | Interpreted
    | LetDefined
    | Forward
    | Meaning
    | FactEntry
    | StepEntry
    | InstanceEntry
    | ModuleEntry
    | Broken
    | Unsupported
)


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """What is declared, defined, assumed and proved before a point.

    module       the module whose text is being read; ``source`` its text (for places).
    origin       the ``scope`` given to symbols introduced here: the module's name, or the theorem and step.
    names        name -> entry; steps stand under ``<1>2``, nested modules under ``MODULE M``.
    definitions  all definitions known, those behind the visible names included.
    operators    level information of every defined symbol.
    declared     the constants, variables and NEW symbols, in the order of the text.
    library      whether the module is one of the package library (its ``builtin`` pragmas count).
    """

    module: str
    source: Source
    origin: str
    names: Table[str, Entry]
    definitions: Table[Symbol, Definition]
    operators: Table[Symbol, OperatorInfo]
    declared: tuple[Symbol, ...] = ()
    library: bool = False

    def lookup(self, name: str) -> Entry | None:
        """What ``name`` means here, None if nothing (built-in operators of the language are not entries)."""
        return self.names.get(name)

    def place(self, span: ast.Span) -> Place:
        """The place of a span of the text being read."""
        return self.source.place(span)

    def at(self, origin: str) -> Scope:
        """The same scope for symbols of another ``origin`` (a theorem, or a step of its proof)."""
        return replace(self, origin=origin)

    def bind(self, name: str, entry: Entry) -> Scope:
        """With ``name`` meaning ``entry``; no check for redefinition (see ``elaborate``)."""
        return self.bind_all({name: entry})

    def bind_all(self, entries: Mapping[str, Entry]) -> Scope:
        """With several names at once."""
        names = self.names.with_(entries)
        defined = [e for e in entries.values() if isinstance(e, Defined)]
        if not defined:
            return Scope(
                self.module,
                self.source,
                self.origin,
                names,
                self.definitions,
                self.operators,
                self.declared,
                self.library,
            )
        return self.with_definitions(
            {e.definition.symbol: e.definition for e in defined},
            {e.definition.symbol: e.info for e in defined},
            names,
        )

    def with_definitions(
        self,
        definitions: Mapping[Symbol, Definition],
        operators: Mapping[Symbol, OperatorInfo],
        names: Table[str, Entry] | None = None,
    ) -> Scope:
        """With definitions that need not have a name here (those behind an instance's or a module's names).

        Raises ValueError if a symbol already has another definition: two operators must never share one.
        """
        new: dict[Symbol, Definition] = {}
        for symbol, definition in definitions.items():
            old = self.definitions.get(symbol)
            if old is None:
                new[symbol] = definition
            elif old is not definition and (old.params, old.body) != (definition.params, definition.body):
                raise ValueError(f"two definitions of {symbol.name} from {symbol.scope}")
        return Scope(
            self.module,
            self.source,
            self.origin,
            self.names if names is None else names,
            self.definitions.with_(new),
            self.operators.with_({s: operators[s] for s in new}),
            self.declared,
            self.library,
        )

    def declare(self, name: str, symbol: Symbol, place: Place | None = None) -> Scope:
        """With a CONSTANT, VARIABLE or NEW symbol."""
        return Scope(
            self.module,
            self.source,
            self.origin,
            self.names.with_({name: Declared(symbol, place)}),
            self.definitions,
            self.operators,
            (*self.declared, symbol),
            self.library,
        )

    def with_declared(self, symbols: Iterable[Symbol]) -> Scope:
        """With the constants and variables of a module that is extended."""
        return Scope(
            self.module,
            self.source,
            self.origin,
            self.names,
            self.definitions,
            self.operators,
            (*self.declared, *symbols),
            self.library,
        )

    def bind_step(self, entry: StepEntry) -> Scope:
        """With a proof step under its name (``<1>2``)."""
        return self.bind(entry.name, entry)
