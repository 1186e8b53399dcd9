"""Expressions with instances, and what they stand for without any.

Every expression is made twice at once: its text, and its *plain* form, which is written without INSTANCE,
definitions and LET.  A function gives it for what the symbols mean (``Env``); it binds names that occur
nowhere else, puts everything in parentheses, and takes primes down to the variables.  What is put in is thus
never captured, and it shares no code with the program.

A variable means what was given for it, so its prime means that with primes.  With a conjunct for each
variable ``ENABLED (v' = e /\\ ... /\\ P)`` stands for P where e takes the place of v'.

Levels are upper bounds: a symbol stands for a constant or for a state function, by how it was drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, Final, TypeVar

__all__ = [
    "ACTION", "CONSTANT", "NOW", "STATE", "Definition", "Env", "Instance", "Meaning", "Module", "Node",
    "Operand", "Scope", "State", "Symbol", "Times", "TooLarge", "Way", "declared",
    "fresh", "instantiated", "itself", "small",
]  # fmt: skip

T = TypeVar("T")

CONSTANT, STATE, ACTION = range(3)
LARGE: Final = 2500
"""Characters of a plain form that is too large to be of use."""


@dataclass(frozen=True)
class Times:
    """What a variable and its prime are where an expression stands; None where nothing may be primed."""

    now: State
    then: State | None


@dataclass(frozen=True)
class State:
    """The values of the variables now or next; ``bound`` has those of an ENABLED around."""

    mark: str
    bound: Mapping[Symbol, str] = field(default_factory=dict)


Meaning = Callable[["tuple[Meaning, ...]", Times], str]
Env = Mapping[Any, Any]
"""Meanings of symbols; for an instance a function from its arguments' meanings to an Env."""


class TooLarge(Exception):
    """A plain form is too large."""


@dataclass(frozen=True, eq=False)
class Symbol:
    """A name of a module: a declaration, a definition, or something bound.

    sort    of its value: "int", "bool" or "set".
    params  of an operator, each a Symbol.
    """

    name: str
    sort: str
    level: int = CONSTANT
    params: tuple[Symbol, ...] = ()


@dataclass(frozen=True)
class Node:
    """An expression; ``parts`` are the paths into it with what each selects, given how far it binds."""

    text: str
    level: int
    plain: Callable[[Env, Times], str]
    parts: tuple[tuple[str, Node], ...] = ()
    bare: str = ""
    """The text without parentheses around it, if it has some."""


@dataclass(frozen=True)
class Operand:
    """An argument or a value: an expression, or an operator as LAMBDA or by its name alone."""

    text: str
    level: int
    meaning: Callable[[Env], Meaning]


@dataclass(frozen=True, eq=False)
class Definition:
    symbol: Symbol
    body: Node
    local: bool = False
    recursive: str = ""
    """How it is applied, if it is recursive: "(" for an operator, "[" for a function."""


@dataclass(frozen=True, eq=False)
class Instance:
    """``name(params) == INSTANCE module WITH ...``; the name is empty if there is none."""

    name: str
    params: tuple[Symbol, ...]
    module: Module
    values: Mapping[Symbol, Operand]
    level: int
    text: str
    local: bool = False


@dataclass(frozen=True)
class Way:
    """How a definition is reached: through instances, the innermost last."""

    through: tuple[Instance, ...]
    definition: Definition

    @property
    def level(self) -> int:
        return max([self.definition.symbol.level, *(i.level for i in self.through)])

    @property
    def params(self) -> tuple[Symbol, ...]:
        return (*(p for i in self.through for p in i.params), *self.definition.symbol.params)

    @property
    def head(self) -> str:
        """The name that has to be in scope."""
        return next((i.name for i in self.through if i.name), self.definition.symbol.name)

    def text(self, args: list[str]) -> str:
        rest = list(args)

        def applied(name: str, params: tuple[Symbol, ...]) -> str:
            own = [rest.pop(0) for _ in params]
            return f"{name}({', '.join(own)})" if own else name

        named = [applied(i.name, i.params) for i in self.through if i.name]
        last = applied(self.definition.symbol.name, self.definition.symbol.params)
        if self.definition.recursive == "[":
            last = last.replace("(", "[").replace(")", "]")
        return "!".join([*named, last])

    @property
    def alone(self) -> str:
        return "!".join([*(i.name for i in self.through if i.name), self.definition.symbol.name])

    def inside(self, args: tuple[Meaning, ...], env: Env) -> Env:
        """What the symbols of the definition's body mean."""
        for instance in self.through:
            own, args = args[: len(instance.params)], args[len(instance.params) :]
            env = env[instance](own)
        d = self.definition
        return {**env, **dict(zip(d.symbol.params, args, strict=True))}

    def meaning(self, env: Env) -> Meaning:
        return lambda args, times: self.definition.body.plain(self.inside(args, env), times)


@dataclass(frozen=True, eq=False)
class Module:
    name: str
    extends: tuple[Module, ...]
    declared: tuple[Symbol, ...]
    variables: tuple[Symbol, ...]
    items: tuple[Definition | Instance, ...]
    ways: tuple[Way, ...]
    text: str
    pure: bool
    """Whether it has no variables, nor has a module that it instantiates."""
    taken: frozenset[str]
    """The names that an EXTENDS of it brings."""
    scope: Scope
    """At its end."""

    def env(self, given: Env) -> Env:
        """The meanings of its names where the declared ones have the given meanings."""
        env: dict[Any, Any] = dict(given)
        for module in self.extends:
            env.update(module.env(given))
        for item in self.items:
            if isinstance(item, Instance):
                env[item] = instantiated(item, env)
        return env


def instantiated(instance: Instance, env: Env) -> Callable[[tuple[Meaning, ...]], Env]:
    def at(args: tuple[Meaning, ...]) -> Env:
        inner = {**env, **dict(zip(instance.params, args, strict=True))}
        return instance.module.env({s: _value(s, v.meaning(inner)) for s, v in instance.values.items()})

    return at


def _value(symbol: Symbol, meaning: Meaning) -> Meaning:
    """What is given for a parameter; an ENABLED of the module binds the prime of a variable."""

    def at(args: tuple[Meaning, ...], times: Times) -> str:
        return times.now.bound[symbol] if symbol in times.now.bound else meaning(args, times)

    return at


def declared(symbol: Symbol, *, variable: bool) -> Meaning:
    """A constant or variable of the outermost module means itself."""

    def at(args: tuple[Meaning, ...], times: Times) -> str:
        if symbol in times.now.bound:
            return times.now.bound[symbol]
        mark = times.now.mark if variable else ""
        return f"{symbol.name}({', '.join(a((), times) for a in args)})" if args else symbol.name + mark

    return at


def itself(name: str) -> Meaning:
    return lambda args, times: name


NOW: Final = Times(State(""), State("'"))
_NUMBER = count()


def fresh() -> str:
    return f"zz{next(_NUMBER)}"


@dataclass(frozen=True)
class Scope:
    """Where an expression stands: what is visible, and which names are taken.

    symbols    declared, bound or parameters.
    ways       to definitions; ``own`` are those of the module, which no LET has made.
    variables  of the module, of which an action may say what all of them become.
    modules    that may be instantiated.
    most       the highest level that the expression may have.
    formals    the parameters of a LAMBDA, which may stand in it whatever their level.
    """

    taken: frozenset[str]
    symbols: tuple[Symbol, ...] = ()
    ways: tuple[Way, ...] = ()
    own: tuple[Way, ...] = ()
    variables: tuple[Symbol, ...] = ()
    modules: tuple[Module, ...] = ()
    most: int = CONSTANT
    formals: frozenset[Symbol] = frozenset()

    def bind(self, *symbols: Symbol) -> Scope:
        return replace(self, taken=self.taken | {s.name for s in symbols}, symbols=(*self.symbols, *symbols))

    def define(self, name: str, ways: Iterable[Way]) -> Scope:
        return replace(self, taken=self.taken | {name}, ways=(*self.ways, *ways))

    def up_to(self, level: int) -> Scope:
        return replace(self, most=min(level, self.most), formals=frozenset())


def small(text: str) -> str:
    if len(text) > LARGE:
        raise TooLarge
    return text
