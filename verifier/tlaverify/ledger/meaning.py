"""Digests of statements: the same for two texts exactly if they say the same, up to names that are bound.

A digest covers the statement with every definition that it reaches.  It does not depend on comments, layout,
line numbers, the names of defined operators, of bound variables and of the NEW symbols of an ASSUME, nor on
where in the module the statement stands.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from typing import Final

from tlaverify.kernel.sequent import Definition, New, Obligation, Sequent
from tlaverify.kernel.term import Apply, Bind, Decimal, Kind, Lambda, Let, Num, Str, Symbol, Term

__all__ = ["DIGITS", "definition_digest", "obligation_digest", "reached", "statement_digest"]

DIGITS: Final = 24
"""Hexadecimal digits of a digest (96 bits of a sha256)."""

_Lookup = Callable[[Symbol], Definition | None]
_Levels = dict[Symbol, int]


def statement_digest(statement: Term | Sequent, lookup: _Lookup) -> str:
    """The digest of a theorem or assumption; ``lookup`` gives the definitions."""
    writer = _Writer(lookup)
    writer.statement(statement, {})
    return writer.digest()


def obligation_digest(obligation: Obligation) -> str:
    """The digest of what is to be proved: usable facts, goal, and the definitions that may be expanded.

    A definition that is not visible counts by its name.
    """
    writer = _Writer(lambda s: obligation.definitions.get(s) if s in obligation.visible else None)
    for hypothesis in obligation.hypotheses:
        writer.statement(hypothesis.statement, {})
    writer.put("|-")
    writer.term(obligation.goal, {})
    writer.put("omitted" if obligation.omitted else "")
    return writer.digest()


def definition_digest(definition: Definition) -> str:
    """The digest of a definition's own text; what it mentions counts by its name."""
    writer = _Writer(lambda _: None)
    writer.definition(definition)
    return writer.digest()


def reached(statement: Term | Sequent, lookup: _Lookup) -> tuple[Symbol, ...]:
    """The symbols of all definitions that the statement reaches."""
    writer = _Writer(lookup)
    writer.statement(statement, {})
    writer.digest()
    return tuple(writer.defined)


class _Writer:
    """Writes terms in a canonical form; definitions follow in the order in which they are first met.

    defined   the defined symbols met, with their numbers.
    """

    def __init__(self, lookup: _Lookup) -> None:
        self._lookup: Final = lookup
        self._out: Final[list[str]] = []
        self.defined: Final[dict[Symbol, int]] = {}
        self._queue: Final[list[Definition]] = []
        self._named: Final[dict[tuple[str, str], list[str]]] = {}

    def put(self, text: str) -> None:
        """A word that no other word can be mistaken for a part of."""
        self._out.append(text)

    def digest(self) -> str:
        """The digest of what was written, with the definitions that it reaches."""
        while self._queue:
            self.definition(self._queue.pop(0))
        text = json.dumps(self._out, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]

    def statement(self, statement: Term | Sequent, levels: _Levels) -> None:
        """A formula or an ASSUME/PROVE, closed by a word of its own."""
        if isinstance(statement, Term):
            self.term(statement, levels)
            return
        self.put("[box" if statement.boxed else "[")
        for element in statement.context:
            if isinstance(element, New):
                symbol = element.symbol
                self.put(f"new {symbol.kind.value} {symbol.arity} {int(symbol.level)}")
                if element.domain is not None:
                    self.term(element.domain, levels)
                levels = _more(levels, (symbol,))
            else:
                self.statement(element, levels)
        self.put("prove")
        self.term(statement.goal, levels)
        self.put("]")

    def definition(self, definition: Definition) -> None:
        """Parameters, body and what it hides; not the name."""
        self.put(f"== {int(definition.recursive)}")
        self._lambda(definition.params, definition.body, {})
        for hidden in definition.hides:
            self.put("hides")
            self.term(hidden, {})

    def term(self, term: Term, levels: _Levels) -> None:
        """One term, in prefix form; every node says how many arguments it has."""
        match term:
            case Num():
                self.put(f"# {term.value}")
            case Str():
                self.put(f"s {term.value}")
            case Decimal():
                self.put(f"d {term.text}")
            case Apply():
                self.put(f"{self._symbol(term.op, levels)} ({len(term.args)}")
                for argument in term.args:
                    self.term(argument, levels)
            case Lambda():
                self._lambda(term.params, term.body, levels)
            case Bind():
                self.put(f"bind {term.binder.value} {len(term.bounds)}")
                for bound in term.bounds:
                    self.put(f"arity {bound.symbol.arity}, domain {int(bound.domain is not None)}")
                    if bound.domain is not None:
                        self.term(bound.domain, levels)
                self.term(term.body, _more(levels, (b.symbol for b in term.bounds)))
            case Let():
                self.put(f"let {len(term.defs)}")
                for local in term.defs:
                    self.put(f"recursive {int(local.recursive)}")
                    inner = _more(levels, (local.symbol,))
                    self._lambda(local.params, local.body, inner if local.recursive else levels)
                    levels = inner
                self.term(term.body, levels)
            case _:
                raise TypeError(type(term).__name__)

    def _lambda(self, params: tuple[Symbol, ...], body: Term, levels: _Levels) -> None:
        self.put("\\ " + " ".join(str(p.arity) for p in params))
        self.term(body, _more(levels, params))

    def _symbol(self, symbol: Symbol, levels: _Levels) -> str:
        if symbol in levels:
            return f"v {levels[symbol]}"
        if symbol.kind is Kind.BUILTIN:
            return f"b {symbol.name}"
        if symbol.kind is Kind.DEFINED:
            number = self.defined.get(symbol)
            if number is None:
                definition = self._lookup(symbol)
                if definition is not None:
                    number = self.defined[symbol] = len(self.defined)
                    self._queue.append(definition)
            if number is not None:
                return f"= {number}"
        # Names of the same kind that are declared in different places are told apart by their order.
        scopes = self._named.setdefault((symbol.kind.value, symbol.name), [])
        if symbol.scope not in scopes:
            scopes.append(symbol.scope)
        return f"{symbol.kind.value} {int(symbol.level)} {scopes.index(symbol.scope)} {symbol.name}"


def _more(levels: _Levels, symbols: Iterable[Symbol]) -> _Levels:
    """With more bound symbols; each gets a number that none in scope has."""
    out = dict(levels)
    next_level = max(levels.values(), default=-1) + 1
    for symbol in symbols:
        out[symbol] = next_level
        next_level += 1
    return out
