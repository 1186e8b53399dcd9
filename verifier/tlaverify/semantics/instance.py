"""INSTANCE: the names of a module carried over with expressions for its parameters.

The substitution works on terms.  A parameter becomes a BOUND placeholder first, so that the
capture-avoiding ``kernel.rewrite.substitute`` puts in the values.  Operators whose meaning the
substitution does not touch keep their symbols: ``F == INSTANCE FiniteSets`` gives the one
Cardinality.  ENABLED, WF_, SF_ and \\cdot bind the primed variables, see ``unfold``.

Source: "Specifying Systems", sections 17.5 and 17.6.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from tlaverify.kernel.rewrite import substitute
from tlaverify.kernel.sequent import New, Sequent
from tlaverify.kernel.term import Lambda, Symbol, Term, builtin
from tlaverify.semantics.instantiation import Instantiation, NotCarried, eta, renamed
from tlaverify.semantics.problems import refuse
from tlaverify.semantics.scope import (
    Broken,
    Defined,
    Entry,
    FactEntry,
    InstanceEntry,
    Interpreted,
    Meaning,
    ModuleEntry,
    Scope,
    Statement,
    Text,
    Unsupported,
)
from tlaverify.semantics.unfold import CannotUnfold, expand_all
from tlaverify.syntax import ast

if TYPE_CHECKING:
    from tlaverify.semantics.expressions import Elaborator

__all__ = ["instantiate", "instantiate_in_let", "put", "same_meaning", "sort_of"]


def instantiate(elab: Elaborator, node: ast.InstanceDef, scope: Scope) -> tuple[Scope, dict[str, Entry]]:
    """An INSTANCE of a module or proof: the scope with its names, and the names it adds."""
    if node.name is not None:
        elab.check_new(node.name, scope, node.span)
    work = _Instance(elab, node, scope)
    members = work.members()
    added: dict[str, Entry] = {}
    if node.name is not None:
        added[node.name] = InstanceEntry(node.name, node.module, work.params, members, node.local)
    else:
        for name, entry in members.items():
            old = scope.lookup(name)
            if old is None:
                added[name] = entry
            elif not same_meaning(old, entry) and sort_of(old) != sort_of(entry):
                # Of two definitions of one name the first one counts, as for the TLA+ tools.
                elab.check_new(name, scope, node.span)
    try:
        new = scope.with_definitions(work.definitions, work.infos).bind_all(added)
    except ValueError:  # two operators with one symbol would be taken for one
        raise refuse(
            "redefinition",
            f"an INSTANCE of {node.module} with other values has defined its names here",
            scope,
            node.span,
            hints=("name one of the two: `I == INSTANCE ...`",),
        ) from None
    elab.within(new)
    return new, added


def instantiate_in_let(elab: Elaborator, node: ast.InstanceDef, scope: Scope) -> Scope:
    """An INSTANCE inside LET: its names stand for the fully expanded operators."""
    if node.name is not None:
        elab.check_new(node.name, scope, node.span)
    work = _Instance(elab, node, scope, in_let=True)
    members = _Inlined(work, node, scope)
    if node.name is not None:
        return scope.bind(node.name, InstanceEntry(node.name, node.module, work.params, members, True))
    return scope.bind_all({n: members[n] for n in members if scope.lookup(n) is None})


def same_meaning(a: Entry, b: Entry) -> bool:
    """Whether two entries of one name mean the same, so that the name may come twice."""
    if a is b:
        return True
    if isinstance(a, Defined) and isinstance(b, Defined):
        return a.definition.symbol == b.definition.symbol
    if isinstance(a, Interpreted) and isinstance(b, Interpreted):
        return (a.name, a.arity) == (b.name, b.arity)
    if isinstance(a, FactEntry) and isinstance(b, FactEntry):
        return (a.module, a.path, a.statement) == (b.module, b.path, b.statement)
    if isinstance(a, ModuleEntry) and isinstance(b, ModuleEntry):
        return a.module is b.module
    return getattr(a, "symbol", None) is not None and getattr(a, "symbol", None) == getattr(b, "symbol", 0)


def sort_of(entry: Entry) -> str:
    """Definition, declaration, fact ...: in this, names that come twice may not differ."""
    if isinstance(entry, (Defined, Interpreted)):
        return "definition"
    return type(entry).__name__


class _Instance(Instantiation):
    """The names that an instance has."""

    def members(self) -> dict[str, Entry]:
        """The module's names as the instance has them."""
        out: dict[str, Entry] = {}
        for name, entry in self.module.exports.items():
            new = self.entry(entry)
            if new is not None:
                out[name] = new
        return out

    def entry(self, entry: Entry) -> Entry | None:
        """One entry carried over; None for what INSTANCE does not carry."""
        if isinstance(entry, Defined):
            old = entry.definition.symbol
            if old not in self.touched and old not in self.risky:
                return entry
            definition = self.definitions[self.symbol(old)]
            known = not definition.recursive or entry.definition.recursive
            return Defined(
                definition,
                self.infos[definition.symbol],
                self._text(entry.text) if known else None,
                entry.backend,
            )
        if isinstance(entry, Interpreted):
            return entry if not self.params else None
        if isinstance(entry, FactEntry):
            try:
                return self._fact(entry)
            except NotCarried as error:
                return Unsupported(self.prefix + entry.name, str(error))
        if isinstance(entry, InstanceEntry):
            inner = {n: e for n, m in entry.members.items() if (e := self.entry(m)) is not None}
            return InstanceEntry(self.prefix + entry.name, entry.module, (*self.params, *entry.params), inner)
        if isinstance(entry, (Broken, Unsupported)):
            return entry
        return None

    def _text(self, text: Text | None) -> Text | None:
        if text is None:
            return None
        before = text.transform
        prefix = self.set_apart(text.prefix)

        def work(term: Term) -> Term:
            term = substitute(term if before is None else before(term), _renaming(text.prefix, prefix))
            try:
                return self.operator(term) if isinstance(term, Lambda) else self.term(term)
            except NotCarried as error:
                raise refuse("unsupported", str(error), self.scope, self.node.span) from None

        return Text(text.body, text.scope, text.params, work, (*self.params, *prefix), text.inner)

    def _fact(self, entry: FactEntry) -> FactEntry:
        statement = entry.statement
        if entry.theorem:
            statement = _under(tuple(a.statement for a in self.module.assumes if not a.params), statement)
        params = self.set_apart(entry.params)
        statement = put(statement, _renaming(entry.params, params))
        symbol = (
            None
            if entry.symbol is None
            else (self.symbol(entry.symbol) if entry.symbol in self.touched else entry.symbol)
        )
        return FactEntry(
            self.prefix + entry.name,
            entry.keyword,
            entry.module,
            entry.path,
            self.statement(statement),
            symbol,
            entry.place,
            (*self.params, *params),
            self.limits + entry.limits,
            False,
            entry.theorem,
            entry.library,
            self._text(entry.text),
            in_proof="<" in self.scope.origin,
        )


class _Inlined(Mapping[str, Entry]):
    """The members of an INSTANCE inside LET, expanded when they are asked for."""

    def __init__(self, work: _Instance, node: ast.InstanceDef, scope: Scope) -> None:
        self._work, self._node, self._scope = work, node, scope

    def __getitem__(self, name: str) -> Entry:
        entry = self._work.module.exports[name]
        if isinstance(entry, (Interpreted, Broken)):
            return entry
        if not isinstance(entry, Defined):
            raise KeyError(name)
        d, work = entry.definition, self._work
        if d.symbol in work.risky:
            return Unsupported(
                name, "a parameter stands under ENABLED, and variables are replaced by expressions"
            )
        if d.symbol not in work.touched:
            return entry
        apart = work.apart(d)
        try:
            body = expand_all(renamed(d, apart), work.module.scope.definitions)
        except CannotUnfold as error:
            raise refuse(
                "unsupported",
                f"`{name}` rests on the recursive operator `{error}`: an INSTANCE inside LET cannot carry it",
                self._scope,
                self._node.span,
            ) from None
        try:
            new = work.operator(Lambda(apart, body))
        except NotCarried as error:
            return Unsupported(name, str(error))
        params = (*work.params, *new.params)
        return Meaning(Lambda(params, new.body) if params else new.body, len(params))

    def __iter__(self) -> Iterator[str]:
        return (
            n for n, e in self._work.module.exports.items() if isinstance(e, (Defined, Interpreted, Broken))
        )

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _renaming(old: tuple[Symbol, ...], new: tuple[Symbol, ...]) -> dict[Symbol, Term]:
    return {a: eta(b) for a, b in zip(old, new, strict=True) if a != b}


def put(statement: Statement, values: Mapping[Symbol, Term]) -> Statement:
    """The statement with values for BOUND symbols that are free in it."""
    if isinstance(statement, Term):
        return substitute(statement, values)
    context = tuple(
        New(e.symbol, None if e.domain is None else substitute(e.domain, values))
        if isinstance(e, New)
        else put(e, values)
        for e in statement.context
    )
    return Sequent(context, substitute(statement.goal, values), statement.boxed)


def _under(assumes: tuple[Statement, ...], statement: Statement) -> Statement:
    """``assumptions => theorem``."""
    if not assumes:
        return statement
    if isinstance(statement, Sequent):
        return Sequent((*assumes, *statement.context), statement.goal, statement.boxed)
    terms = tuple(a for a in assumes if isinstance(a, Term))
    if len(terms) != len(assumes):
        return Sequent(assumes, statement)
    return builtin("=>", terms[0] if len(terms) == 1 else builtin("/\\", *terms), statement)
