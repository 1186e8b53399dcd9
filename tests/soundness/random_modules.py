"""Random modules that instantiate one another, with what each use of an instance stands for in plain words.

The names of what a module binds are from a few, so that they meet the names of other modules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from hypothesis import strategies as st
from plain_meanings import (
    ACTION,
    CONSTANT,
    NOW,
    STATE,
    Definition,
    Instance,
    Module,
    Scope,
    Symbol,
    TooLarge,
    Way,
    declared,
)
from random_expressions import INSTANCES, OPERATORS, Expressions, formal, text_of

__all__ = ["Claim", "Modules", "modules"]

CHOICES: Final = 2000
"""Bytes of which a set of modules is made."""


class Drawn(Expressions):
    """Draws sets of modules."""

    def module(self, name: str, known: tuple[Module, ...], *, main: bool = False) -> Module:
        """A module that may extend and instantiate those that are known."""
        extended = (self.pick(known),) if known and self.number(0, 3) == 3 else ()
        taken: frozenset[str] = frozenset().union(*(m.taken for m in extended))
        pure = not main and all(m.pure for m in extended) and self.number(0, 2) == 2
        level = STATE if pure and self.number(0, 1) else CONSTANT
        own: list[Symbol] = []
        for sort, arity in self._sorts(main):
            formals = tuple(Symbol("_", "int", STATE) for _ in range(arity))
            own.append(Symbol(self.name(taken), sort, level, formals))
            taken |= {own[-1].name}
        constants = tuple(own)
        variables: tuple[Symbol, ...] = ()
        for _ in range(0 if pure else self.number(1, 2)):
            variables += (Symbol(self.name(taken), self.pick(("int", "int", "set")), STATE),)
            taken |= {variables[-1].name}
        before = tuple(s for m in extended for s in m.declared)
        all_variables = (*(s for m in extended for s in m.variables), *variables)
        ways = tuple(w for m in extended for w in m.ways)
        usable = tuple(m for m in known if m.pure or not pure)
        scope = Scope(
            taken,
            (*before, *constants, *variables),
            ways,
            ways,
            all_variables,
            usable,
            STATE if pure else ACTION,
        )
        items: list[Definition | Instance] = []
        exported = list(ways)
        texts: list[str] = []
        for _ in range(self.number(2, 4)):
            item, new, text = self._item(scope, main=main)
            if item is None:
                continue
            items.append(item)
            texts.append(text)
            scope = replace(scope, taken=scope.taken | {w.head for w in new}, ways=(*scope.ways, *new))
            if isinstance(item, Instance) and item.name:
                scope = replace(scope, taken=scope.taken | {item.name})
            scope = replace(scope, own=scope.ways)
            if not item.local:
                exported += new
                taken |= {w.head for w in new} | (
                    {item.name} if isinstance(item, Instance) and item.name else set()
                )
        body = [
            f"CONSTANTS {', '.join(formal(s) for s in constants)}" if constants else "",
            f"VARIABLES {', '.join(s.name for s in variables)}" if variables else "",
            *texts,
        ]
        text = "\n".join(line for line in body if line)
        declared_ = (*before, *constants, *variables)
        return Module(
            name, extended, declared_, all_variables, tuple(items), tuple(exported), text, pure, taken, scope
        )

    def _sorts(self, main: bool) -> list[tuple[str, int]]:
        return [
            self.pick((("int", 0), ("int", 0), ("set", 0), ("int", 1), ("int", 2)))
            for _ in range(self.number(1, 2 + main))
        ]

    def _item(self, scope: Scope, *, main: bool) -> tuple[Definition | Instance | None, list[Way], str]:
        kind = self.number(0, 6 if scope.modules else 3)
        local = self.number(0, 3) == 3
        if kind > 3:
            module = self.pick(scope.modules)
            heads = {w.head for w in module.ways}
            unnamed = kind == 6 and not heads & scope.taken
            name = "" if unnamed else self.name(scope.taken, INSTANCES)
            instance = self.instance(module, scope, 2, name, local=local)
            return instance, [Way((instance, *w.through), w.definition) for w in module.ways], instance.text
        name = self.name(scope.taken, OPERATORS)
        if kind == 3 and self.number(0, 2) == 2:
            definition = self.recursive(name, scope, 1)
        else:
            definition = self.definition(name, scope, 3, local=local)
        return definition, [Way((), definition)], text_of(definition)

    def all(self) -> Modules:
        """An outermost module with what it needs, and claims about the instances in it."""
        known: tuple[Module, ...] = ()
        for name in ("A", "B")[: self.number(1, 2)]:
            known = (*known, self.module(name, known))
        main = self.module("Main", known, main=True)
        given = {s: declared(s, variable=s in main.variables) for s in main.declared}
        env = main.env(given)
        claims: list[Claim] = []
        reached = [w for w in main.scope.ways for _ in range(len(w.through) ** 2)]
        for _ in range(6):
            if reached and self.number(0, 4):
                node = self.use(self.pick(reached), main.scope, 2)
                if node.parts and self.number(0, 1):
                    path, part = self.pick(node.parts)
                    node = replace(part, text=f"{node.text}!{path}")
            else:
                sort = self.pick(("int", "bool", "set"))
                node = self.expression(sort, main.scope, 3)
            try:
                claims.append(Claim(node.text, node.plain(env, NOW)))
            except TooLarge:
                continue
        nested = frozenset(m.name for m in known if self._may_nest(m, known, main) and self.number(0, 2) == 2)
        sets = frozenset(s.name for s in main.declared if s.sort == "set")
        return Modules(_files(known, main, nested), sets, tuple(claims))

    def _may_nest(self, module: Module, known: tuple[Module, ...], main: Module) -> bool:
        """Whether only the outermost module speaks of it, and nothing is declared before it."""
        return module is known[-1] and not main.extends


@dataclass(frozen=True)
class Claim:
    """A use of instances, and the same in plain words."""

    use: str
    plain: str


@dataclass(frozen=True)
class Modules:
    """The texts of files by name, without the line that ends ``Main``, and claims to write there.

    sets  the names that ``Main`` declares for sets of numbers; the others are numbers, or operators on them.
    """

    files: Mapping[str, str]
    sets: frozenset[str]
    claims: tuple[Claim, ...]


def modules() -> st.SearchStrategy[Modules]:
    """Random sets of modules."""
    return st.binary(min_size=CHOICES, max_size=CHOICES).map(lambda choices: Drawn(choices).all())


def _files(known: tuple[Module, ...], main: Module, nested: frozenset[str]) -> dict[str, str]:
    def text(module: Module, inner: str = "") -> str:
        extends = ", ".join(["Integers", *(m.name for m in module.extends)])
        return f"---- MODULE {module.name} ----\nEXTENDS {extends}\n{inner}{module.text}\n"

    inner = "".join(f"{text(m)}====\n" for m in known if m.name in nested)
    files = {f"{m.name}.tla": f"{text(m)}====\n" for m in known if m.name not in nested}
    return {**files, "Main.tla": text(main, inner)}
