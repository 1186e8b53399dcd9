"""Terms: the one language between the front end and the encodings.

A term is an immutable tree over five node classes: ``Apply`` (an operator
applied to arguments, a reference when there are none), ``Bind`` (everything
that binds variables), ``Lambda`` (an operator argument), ``Let`` and the
literals ``Num``, ``Str`` and ``Decimal``.  Syntax that is only notation is gone: parentheses,
labels, junction lists, ``#``, ``\\notin``, tuple patterns, ``.f``, ``@`` and
multiple EXCEPT updates are expressed by the operators of ``builtin``.

Equality and hash are structural up to spans and cached, so terms serve as keys.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, IntEnum
from functools import lru_cache
from typing import Final

__all__ = [
    "Apply", "Arg", "Bind", "Binder", "Bound", "Decimal", "Kind", "Lambda", "Let", "LetDef", "Level", "Num",
    "Str", "Symbol", "Term", "builtin", "fresh", "is_builtin", "ref",
]


class Level(IntEnum):
    """The levels of TLA+ ("Specifying Systems", section 17.2)."""

    CONSTANT = 0
    STATE = 1
    ACTION = 2
    TEMPORAL = 3


class Kind(Enum):
    """What a symbol names.  Only BOUND symbols are ever bound or substituted for."""

    BUILTIN = "builtin"
    CONSTANT = "constant"  # CONSTANT, NEW CONSTANT, PICK, TAKE: rigid
    VARIABLE = "variable"  # VARIABLE, NEW VARIABLE: flexible, of level STATE
    OPAQUE = "opaque"  # NEW STATE / ACTION / TEMPORAL: of that level, nothing else known
    DEFINED = "defined"
    BOUND = "bound"  # bound by a Bind or a Lambda, or a formal parameter


class Symbol:
    """A name with its meaning's kind.

    ``name`` is what the reader wrote (``I!Op`` for an operator of an instance).
    ``scope`` tells apart symbols of one name: the module that declares it, or the
    theorem and step for a symbol that a proof introduces; empty for builtins and
    bound variables.  ``level`` is the level of the symbol itself (for a DEFINED
    symbol: of its body, with its parameters taken as constants).
    """

    __slots__ = ("_hash", "arity", "kind", "level", "name", "scope")

    def __init__(
        self, name: str, kind: Kind, arity: int = 0, level: Level = Level.CONSTANT, scope: str = ""
    ) -> None:
        self.name: Final = name
        self.kind: Final = kind
        self.arity: Final = arity
        self.level: Final = level
        self.scope: Final = scope
        self._hash: Final = hash((name, kind.value, arity, scope))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return (
            isinstance(other, Symbol)
            and self._hash == other._hash
            and self.name == other.name
            and self.kind is other.kind
            and self.arity == other.arity
            and self.scope == other.scope
        )

    def __repr__(self) -> str:
        return f"<{self.kind.value} {self.name}/{self.arity}>"

    def __reduce__(self) -> tuple[object, ...]:
        return (_symbol, (self.name, self.kind.value, self.arity, int(self.level), self.scope))


@lru_cache(1024)
def _symbol(name: str, kind: str, arity: int, level: int, scope: str) -> Symbol:
    """The symbol that was pickled: one object for all the messages that it comes in."""
    return Symbol(name, Kind(kind), arity, Level(level), scope)


_NONE: Final[frozenset[Symbol]] = frozenset()


class Term:
    """The base of all terms; ``free`` holds its free BOUND symbols."""

    __slots__ = ("_hash", "free")

    _hash: int
    free: frozenset[Symbol]

    def _parts(self) -> tuple[object, ...]:
        """What it is made of, as its constructor takes it."""
        raise NotImplementedError

    def _seal(self, free: frozenset[Symbol]) -> None:
        self._hash = hash((type(self).__name__, self._parts()))
        self.free = free

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return type(self) is type(other) and self._hash == other._hash and self._parts() == other._parts()

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), self._parts())


def _free(terms: Iterable[Term]) -> frozenset[Symbol]:
    out = _NONE
    for term in terms:
        if term.free:
            out = out | term.free if out else term.free
    return out


class Num(Term):
    """A natural number."""

    __slots__ = ("value",)

    def __init__(self, value: int) -> None:
        self.value: Final = value
        self._seal(_NONE)

    def _parts(self) -> tuple[object, ...]:
        return (self.value,)

    def __repr__(self) -> str:
        return str(self.value)


class Str(Term):
    """A string."""

    __slots__ = ("value",)

    def __init__(self, value: str) -> None:
        self.value: Final = value
        self._seal(_NONE)

    def _parts(self) -> tuple[object, ...]:
        return (self.value,)

    def __repr__(self) -> str:
        return f'"{self.value}"'


class Decimal(Term):
    """A decimal numeral, kept as text."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text: Final = text
        self._seal(_NONE)

    def _parts(self) -> tuple[object, ...]:
        return (self.text,)

    def __repr__(self) -> str:
        return self.text


class Lambda(Term):
    """An operator given as an argument; ``params`` are BOUND symbols (of any arity)."""

    __slots__ = ("body", "params")

    def __init__(self, params: tuple[Symbol, ...], body: Term) -> None:
        self.params: Final = params
        self.body: Final = body
        self._seal(body.free - frozenset(params))

    def _parts(self) -> tuple[object, ...]:
        return (self.params, self.body)

    def __repr__(self) -> str:
        return f"LAMBDA {', '.join(p.name for p in self.params)}: {self.body!r}"


Arg = Term  # an argument is a term, or a Lambda where the parameter has arity > 0


class Apply(Term):
    """``op(args)``; a constant, variable or bound variable is an Apply without arguments."""

    __slots__ = ("args", "op")

    def __init__(self, op: Symbol, args: tuple[Term, ...] = ()) -> None:
        self.op: Final = op
        self.args: Final = args
        free = _free(args)
        if op.kind is Kind.BOUND:
            free = free | {op}
        self._seal(free)

    def _parts(self) -> tuple[object, ...]:
        return (self.op, self.args)

    def __repr__(self) -> str:
        return f"{self.op.name}({', '.join(map(repr, self.args))})" if self.args else self.op.name


class Binder(Enum):
    FORALL = "\\A"
    EXISTS = "\\E"
    CHOOSE = "CHOOSE"  # one bound
    FILTER = "filter"  # {x \in S : body}, one bound with a domain
    MAP = "map"  # {body : x \in S, ...}
    FUNCTION = "fn"  # [x \in S, ... |-> body]; several bounds: a function on tuples
    TEMPORAL_FORALL = "\\AA"
    TEMPORAL_EXISTS = "\\EE"


class Bound:
    """A bound variable with its domain (None where unbounded).

    Domains are outside the scope of all the variables of their Bind.
    """

    __slots__ = ("domain", "symbol")

    def __init__(self, symbol: Symbol, domain: Term | None) -> None:
        self.symbol: Final = symbol
        self.domain: Final = domain

    def __hash__(self) -> int:
        return hash((self.symbol, self.domain))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Bound) and self.symbol == other.symbol and self.domain == other.domain

    def __repr__(self) -> str:
        return self.symbol.name if self.domain is None else f"{self.symbol.name} \\in {self.domain!r}"

    def __reduce__(self) -> tuple[object, ...]:
        return (Bound, (self.symbol, self.domain))


class Bind(Term):
    """A quantifier, CHOOSE, set or function constructor."""

    __slots__ = ("binder", "body", "bounds")

    def __init__(self, binder: Binder, bounds: tuple[Bound, ...], body: Term) -> None:
        self.binder: Final = binder
        self.bounds: Final = bounds
        self.body: Final = body
        free = body.free - {b.symbol for b in bounds}
        self._seal(free | _free(b.domain for b in bounds if b.domain is not None))

    def _parts(self) -> tuple[object, ...]:
        return (self.binder, self.bounds, self.body)

    def __repr__(self) -> str:
        return f"({self.binder.value} {', '.join(map(repr, self.bounds))} : {self.body!r})"


class LetDef:
    """One operator of a LET; ``params`` are BOUND symbols; recursive ones are never expanded."""

    __slots__ = ("body", "params", "recursive", "symbol")

    def __init__(
        self, symbol: Symbol, params: tuple[Symbol, ...], body: Term, recursive: bool = False
    ) -> None:
        self.symbol: Final = symbol
        self.params: Final = params
        self.body: Final = body
        self.recursive: Final = recursive

    def __hash__(self) -> int:
        return hash((self.symbol, self.params, self.body))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, LetDef)
            and self.symbol == other.symbol
            and self.params == other.params
            and self.body == other.body
        )

    def __repr__(self) -> str:
        return f"{self.symbol.name}({', '.join(p.name for p in self.params)}) == {self.body!r}"

    def __reduce__(self) -> tuple[object, ...]:
        return (LetDef, (self.symbol, self.params, self.body, self.recursive))


class Let(Term):
    """``LET defs IN body``.  The defined symbols are BOUND symbols of the definitions' arities, visible from
    the next definition on (in their own body too where ``recursive``)."""

    __slots__ = ("body", "defs")

    def __init__(self, defs: tuple[LetDef, ...], body: Term) -> None:
        self.defs: Final = defs
        self.body: Final = body
        free = body.free
        for d in reversed(defs):
            inner = d.body.free - frozenset(d.params)
            free = (free | inner) - {d.symbol} if d.recursive else (free - {d.symbol}) | inner
        self._seal(free)

    def _parts(self) -> tuple[object, ...]:
        return (self.defs, self.body)

    def __repr__(self) -> str:
        return f"LET {'; '.join(map(repr, self.defs))} IN {self.body!r}"


_BUILTINS: Final[dict[tuple[str, int], Symbol]] = {}


def builtin(name: str, *args: Term) -> Apply:
    """The application of a built-in operator; see ``kernel/operators.py`` for their names and meanings."""
    key = (name, len(args))
    symbol = _BUILTINS.get(key)
    if symbol is None:
        symbol = _BUILTINS.setdefault(key, Symbol(name, Kind.BUILTIN, len(args)))
    return Apply(symbol, args)


def is_builtin(term: Term, name: str) -> bool:
    """Whether ``term`` is an application of the built-in operator ``name`` (any number of arguments)."""
    return isinstance(term, Apply) and term.op.kind is Kind.BUILTIN and term.op.name == name


def ref(symbol: Symbol) -> Apply:
    """The term that is just this symbol."""
    return Apply(symbol, ())


def fresh(symbol: Symbol, avoid: frozenset[Symbol] | set[Symbol]) -> Symbol:
    """A BOUND symbol like ``symbol`` that is not in ``avoid``; its name depends on nothing else."""
    if symbol not in avoid:
        return symbol
    taken = {s.name for s in avoid}
    base = symbol.name.split("$")[0]
    n = 1
    while f"{base}${n}" in taken:
        n += 1
    return Symbol(f"{base}${n}", Kind.BOUND, symbol.arity, symbol.level)
