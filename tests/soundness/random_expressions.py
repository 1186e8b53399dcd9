# ruff: noqa: E501 (the shapes read better in long lines)
"""Random expressions, definitions and instances, see ``plain_meanings``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import count
from typing import Final, TypeVar

from plain_meanings import (
    ACTION,
    CONSTANT,
    STATE,
    Definition,
    Env,
    Instance,
    Meaning,
    Module,
    Node,
    Operand,
    Scope,
    State,
    Symbol,
    Times,
    Way,
    fresh,
    instantiated,
    itself,
    small,
)

__all__ = ["INSTANCES", "OPERATORS", "Expressions", "formal", "text_of"]

T = TypeVar("T")

NAMES: Final = ("a", "x", "e_1", "p", "x_1")
OPERATORS: Final = ("Op", "P", "e_2", "Q", "x_2")
INSTANCES: Final = ("I", "J", "L")

SHAPES: Final = {
    "int": (
        "int + int", "int - int", "IF bool THEN int ELSE int", "CHOOSE ?b \\in {^int, ^int, 0} : bool \\/ ?b = 0",
        "[?b \\in {^int1, ^int2} |-> int][^int1]", "[[?b \\in {^int1, ^int2} |-> int] EXCEPT ![^int1] = ^int][^int2]",
        "[<<?b, ?c>> \\in {^int1} \\X {^int2} |-> int][^int1, ^int2]", "CASE bool -> int [] OTHER -> int",
        "[?b \\in {^int1}, ?c \\in {^int2} |-> int][^int1, ^int2]", "int * 2",
        "[[?b \\in {^int1} |-> int] EXCEPT ![^int1] = @ - ^int][^int1]",
    ),
    "bool": (
        "int = int", "int < int", "~bool", "bool /\\ bool", "bool => bool", "int \\in set", "set = set",
        "\\E ?b \\in ^set : bool", "\\A ?b \\in ^set : bool", "\\E ?b, ?c \\in ^set : bool", "bool <=> bool",
        "\\A ?b \\in ^set, ?c \\in ^set : bool", "\\E <<?b, ?c>> \\in ^set \\X ^set : bool",
    ),
    "set": (
        "{int, int}", "{?b \\in ^set : bool}", "{int : ?b \\in ^set}", "set \\cup set", "set \\ set", "{int}",
        "{int : ?b \\in ^set, ?c \\in ^set}", "{int : <<?b, ?c>> \\in ^set \\X ^set}", "UNION {set : ?b \\in ^set}",
        "DOMAIN [?b \\in ^set |-> int]", "{?b \\in ^set : bool} \\cap ^set",
    ),
}  # fmt: skip
"""``?b`` binds a name; what is marked ``^`` stands outside of it; int1 and int2 stand for one expression each."""
SIMPLE: Final = {"bool": ("int = int", "int < int"), "set": ("{int, int}", "{int}")}
CHAINS: Final = (
    "int + int",
    "int - int",
    "int = int",
    "int < int",
    "bool /\\ bool",
    "bool => bool",
    "int \\in set",
)
QUANTIFIERS: Final = ("\\E ?b \\in ^set : bool", "\\A ?b \\in ^set : bool")
_HOLES: Final = re.compile(r"\^?\b(?:int|bool|set)[12]?\b|\?[bc]")
Piece = str | Symbol | tuple[Node, bool]


class Expressions:
    """Draws expressions, definitions and instances; each byte is a choice, then all are the first one.

    (Of many small draws hypothesis would make most examples by changing a few of the one before.)
    """

    def __init__(self, choices: bytes) -> None:
        self._choices = iter(choices)

    def pick(self, among: Iterable[T]) -> T:
        options = list(among)
        return options[self.number(0, len(options) - 1)]

    def number(self, least: int, most: int) -> int:
        return least + next(self._choices, 0) % (most - least + 1)

    def name(self, taken: Iterable[str], among: tuple[str, ...] = NAMES) -> str:
        used = set(taken)
        free = [n for n in among if n not in used]
        return self.pick(free) if free else next(n for i in count() if (n := f"{among[0]}{i}") not in used)

    # ---------------------------------------------------------------- expressions

    def expression(self, sort: str, scope: Scope, depth: int) -> Node:
        kinds = [self._leaf]
        if depth > 0:
            kinds += [self._shape] * 3 + [self._let] + [self._mixed] * (3 if sort == "int" else 0)
            if self._callable(sort, scope):
                kinds += [self._call] * 4
            if scope.most >= ACTION:
                kinds.append(self._prime)
            if sort == "bool" and scope.variables and scope.most >= STATE:
                kinds += [self._enabled, *([self._unchanged] if scope.most >= ACTION else [])]
        return self.pick(kinds)(sort, scope, depth - 1)

    def _callable(self, sort: str, scope: Scope) -> list[Way]:
        fitting = [w for w in scope.ways if w.level <= scope.most and w.definition.symbol.sort == sort]
        return fitting + [w for w in fitting if w.through] + [w for w in fitting if len(w.through) > 1]

    def _leaf(self, sort: str, scope: Scope, depth: int) -> Node:
        fitting = [
            s for s in scope.symbols if s.sort == sort and (s.level <= scope.most or s in scope.formals)
        ]
        if depth < 0:
            fitting = [s for s in fitting if not s.params]
        if sort == "int" and not (fitting and self.number(0, 5)):
            return _literal(str(self.number(0, 3)))
        if sort != "int" and not (fitting and self.number(0, 3)):
            return self._filled(self.pick(SIMPLE[sort]), scope, -1)
        symbol = self.pick([*fitting, *fitting[-2:]])
        at = replace(scope, most=min(STATE, scope.most))
        args = [self.expression("int", at, depth) for _ in symbol.params]
        text = f"{symbol.name}({', '.join(a.text for a in args)})" if args else symbol.name

        def plain(env: Env, times: Times) -> str:
            return small(env[symbol](tuple(_closed(a, env) for a in args), times))

        return Node(text, max([symbol.level, *(a.level for a in args)]), plain)

    def _mixed(self, sort: str, scope: Scope, depth: int) -> Node:
        """The newest symbols, each of another weight: no value is taken for that of another."""
        newest = replace(scope, symbols=scope.symbols[-3:])
        nodes = [self._leaf("int", newest if i else scope, depth - 1) for i in range(self.number(2, 3))]
        bare = " + ".join(f"{10**i} * {n.text}" for i, n in enumerate(nodes))

        def plain(env: Env, times: Times) -> str:
            return small(f"({' + '.join(f'{10**i} * {n.plain(env, times)}' for i, n in enumerate(nodes))})")

        return Node(f"({bare})", max(n.level for n in nodes), plain, (), bare)

    def _shape(self, sort: str, scope: Scope, depth: int) -> Node:
        return self._filled(self.pick(SHAPES[sort]), scope, depth)

    def _filled(self, shape: str, scope: Scope, depth: int) -> Node:
        bound: dict[str, Symbol] = {}
        inside = scope
        for mark in dict.fromkeys(re.findall(r"\?[bc]", shape)):
            bound[mark] = Symbol(self.name(inside.taken), "int")
            inside = inside.bind(bound[mark])
        pieces: list[Piece] = []
        same: dict[str, Node] = {}
        at = 0
        for hole in _HOLES.finditer(shape):
            pieces.append(shape[at : hole.start()])
            at, word = hole.end(), hole[0]
            if word in bound:
                pieces.append(bound[word])
                continue
            outside = word[0] == "^"
            node = same.get(word) or self.expression(word.strip("^12"), scope if outside else inside, depth)
            if word[-1] in "12":
                same[word] = node
            pieces.append((node, outside))
        pieces.append(shape[at:])
        nodes = [p[0] for p in pieces if isinstance(p, tuple)]

        def plain(env: Env, times: Times) -> str:
            names = {s: fresh() for s in bound.values()}
            within = {**env, **{s: itself(n) for s, n in names.items()}}
            return small(f"({''.join(_plain_piece(p, names, env, within, times) for p in pieces)})")

        parts: tuple[tuple[str, Node], ...] = ()
        if shape in CHAINS:
            parts = tuple((str(i), n) for i, n in enumerate(nodes, 1))
        elif shape in QUANTIFIERS:
            two = {bound["?b"]: itself("2")}
            body = replace(nodes[1], plain=lambda env, times: nodes[1].plain({**env, **two}, times))
            parts = (("1", nodes[0]), ("(2)", body))
        bare = "".join(
            p if isinstance(p, str) else p.name if isinstance(p, Symbol) else p[0].text for p in pieces
        )
        return Node(f"({bare})", max([n.level for n in nodes], default=CONSTANT), plain, parts, bare)

    def _prime(self, sort: str, scope: Scope, depth: int) -> Node:
        inner = self.expression(sort, scope.up_to(STATE), depth)

        def plain(env: Env, times: Times) -> str:
            assert times.then is not None
            return inner.plain(env, Times(times.then, None))

        return Node(f"({inner.text})'", ACTION, plain)

    def _unchanged(self, sort: str, scope: Scope, depth: int) -> Node:
        step = self.expression("bool", scope, depth)
        boxed = self.number(0, 1) == 1
        names = f"<<{', '.join(s.name for s in scope.variables)}>>"

        def plain(env: Env, times: Times) -> str:
            assert times.then is not None
            then = Times(times.then, None)
            same = " /\\ ".join(f"(({env[s]((), then)}) = ({env[s]((), times)}))" for s in scope.variables)
            return small(f"({step.plain(env, times)} \\/ ({same}))" if boxed else f"({same})")

        return Node(f"([{step.text}]_{names})" if boxed else f"(UNCHANGED {names})", ACTION, plain)

    def _enabled(self, sort: str, scope: Scope, depth: int) -> Node:
        values = {s: self.expression(s.sort, scope.up_to(STATE), depth) for s in scope.variables}
        # Whether a prime of what a parameter stands for is bound too is not asked here.
        known = tuple(
            s for s in scope.symbols if s in scope.variables or (s.level == CONSTANT and not s.params)
        )
        step = self.expression("bool", replace(scope, most=ACTION, symbols=known, ways=scope.own), depth)
        sets = "".join(f" /\\ {s.name}' = {v.text}" for s, v in values.items())

        def plain(env: Env, times: Times) -> str:
            then = State("'", {s: v.plain(env, times) for s, v in values.items()})
            return small(step.plain(env, Times(times.now, then)))

        return Node(f"(ENABLED ({step.text}{sets}))", STATE, plain)

    def _call(self, sort: str, scope: Scope, depth: int) -> Node:
        # ``!1`` of it would be its first argument, not a part of what it stands for
        return replace(self.use(self.pick(self._callable(sort, scope)), scope, depth), parts=())

    def use(self, way: Way, scope: Scope, depth: int) -> Node:
        """A definition with arguments."""
        last = [] if not way.definition.recursive else [_number(self.number(0, 2))]
        args = [
            self.operand(p, scope, min(depth, 1)) for p in way.params[: len(way.params) - len(last)]
        ] + last
        level = max([way.level, *(a.level for a in args)])

        def part(node: Node) -> Node:
            def plain(env: Env, times: Times) -> str:
                return small(node.plain(way.inside(tuple(a.meaning(env) for a in args), env), times))

            return Node("", level, plain)

        body = way.definition.body
        text = way.text([a.text for a in args])
        parts = [] if way.definition.recursive else [(":", body), *body.parts]
        return Node(text, level, part(body).plain, tuple((path, part(n)) for path, n in parts))

    def operand(self, param: Symbol, scope: Scope, depth: int, *, infix: bool = False) -> Operand:
        """What may be given for a parameter; ``infix``: also ``+`` by its name alone."""
        scope = scope.up_to(param.level)
        arity = len(param.params)
        if not arity:
            node = self.expression(param.sort, scope, depth)
            return Operand(node.text, node.level, lambda env: _closed(node, env))
        named = [
            Operand(w.alone, w.level, w.meaning)
            for w in self._callable("int", scope)
            if len(w.params) == arity
            and not w.definition.recursive
            and all(not p.params and p.sort == "int" and p.level == STATE for p in w.params)
        ]
        named += [
            _given(s.name, s) for s in scope.symbols if len(s.params) == arity and s.level <= scope.most
        ]
        if arity == 2 and infix:
            named.append(Operand("+", CONSTANT, lambda env: lambda a, t: f"({a[0]((), t)} + {a[1]((), t)})"))
        if named and self.number(0, 2):
            return self.pick(named)
        formals: list[Symbol] = []
        for _ in range(arity):
            formals.append(Symbol(self.name(scope.taken), "int", STATE))
            scope = scope.bind(formals[-1])
        body = self.expression("int", replace(scope, formals=frozenset(formals)), depth)

        def meaning(env: Env) -> Meaning:
            return lambda args, times: body.plain({**env, **dict(zip(formals, args, strict=True))}, times)

        text = f"LAMBDA {', '.join(s.name for s in formals)} : {body.text}"
        return Operand(text, min(body.level, scope.most), meaning)

    def _let(self, sort: str, scope: Scope, depth: int) -> Node:
        if scope.modules and self.number(0, 1):
            name = self.name(scope.taken, INSTANCES)
            instance = self.instance(self.pick(scope.modules), scope, depth, name)
            ways = [Way((instance, *w.through), w.definition) for w in instance.module.ways]
            ways = [w for w in ways if len(w.through) == 1 and not w.definition.recursive]
            body = self.expression(sort, scope.define(name, ways * 3), depth + 1)

            def plain(env: Env, times: Times) -> str:
                return body.plain({**env, instance: instantiated(instance, env)}, times)

            bare = f"LET {instance.text} IN {body.text}"
            return Node(f"({bare})", body.level, plain, (), bare)
        definition = self.definition(self.name(scope.taken, OPERATORS + NAMES), scope, depth)
        way = Way((), definition)
        body = self.expression(sort, scope.define(definition.symbol.name, [way] * 3), depth)
        bare = f"LET {text_of(definition)} IN {body.text}"
        parts: tuple[tuple[str, Node], ...] = ()
        if all(p.sort == "int" and not p.params for p in way.params):
            applied = self.use(way, replace(scope, symbols=(), ways=()), 0)
            parts = ((f":!{applied.text}", applied),)
        return Node(f"({bare})", max(body.level, definition.symbol.level), body.plain, parts, bare)

    # ---------------------------------------------------------------- parts of modules

    def params(self, scope: Scope, arities: tuple[int, ...]) -> tuple[tuple[Symbol, ...], Scope]:
        out: list[Symbol] = []
        for _ in range(self.number(0, 2)):
            formals = tuple(Symbol("_", "int", STATE) for _ in range(self.pick(arities)))
            sort = "int" if formals else self.pick(("int", "int", "set"))
            level = self.pick((min(scope.most, STATE), CONSTANT))
            out.append(Symbol(self.name(scope.taken), sort, level, formals))
            scope = scope.bind(out[-1])
        return tuple(out), scope

    def definition(self, name: str, scope: Scope, depth: int, *, local: bool = False) -> Definition:
        params, inside = self.params(replace(scope, taken=scope.taken | {name}), (0, 0, 0, 1, 2))
        sort = self.pick(("int", "int", "bool", "set"))
        if params and sort == "int" and self.number(0, 1):
            body = self._mixed(sort, inside, depth)
        else:
            body = self.expression(sort, inside, depth)
        return Definition(Symbol(name, sort, body.level, params), body, local)

    def recursive(self, name: str, scope: Scope, depth: int) -> Definition:
        """``R(n)`` or ``R[n]`` for n in 0..2, by what it is at n - 1."""
        scope = scope.up_to(STATE)
        how = self.pick("([")
        n = Symbol(self.name(scope.taken | {name}), "int")
        at = f"{n.name} - 1"
        before = Symbol(f"{name}({at})" if how == "(" else f"{name}[{at}]", "int")
        inside = replace(scope, taken=scope.taken | {name}).bind(n)
        first = self.expression("int", inside, depth)
        step = self.expression("int", replace(inside, symbols=(*inside.symbols, before, before)), depth)

        def plain(env: Env, times: Times) -> str:
            last = int(env[n]((), times))
            value = first.plain({**env, n: itself("0")}, times)
            for i in range(1, last + 1):
                value = step.plain({**env, n: itself(str(i)), before: itself(value)}, times)
            return small(value)

        text = f"IF {n.name} = 0 THEN {first.text} ELSE {step.text}"
        body = Node(text, max(first.level, step.level), plain)
        return Definition(Symbol(name, "int", body.level, (n,)), body, recursive=how)

    def instance(
        self, module: Module, scope: Scope, depth: int, name: str, *, local: bool = False
    ) -> Instance:
        """An instance of the module; some of the names that are equal are left out of its WITH."""
        params, inside = (
            self.params(replace(scope, taken=scope.taken | {name}), (0,)) if name else ((), scope)
        )
        given: list[str] = []
        values: dict[Symbol, Operand] = {}
        for s in module.declared:
            top = STATE if s in module.variables else s.level if module.pure else CONSTANT
            own = next((o for o in inside.symbols if o.name == s.name), None)
            like = (
                own
                and (own.sort, len(own.params)) == (s.sort, len(s.params))
                and own.level <= min(top, scope.most)
            )
            if own and like and self.number(0, 2):
                values[s] = _given(s.name, own)
                if self.number(0, 1):
                    continue
            else:
                at = replace(inside, symbols=inside.symbols[-3:]) if params and self.number(0, 1) else inside
                values[s] = self.operand(replace(s, level=top), at, self.number(0, depth), infix=True)
            given.append(f"{s.name} <- {values[s].text}")
        head = f"{name}({', '.join(p.name for p in params)}) == " if params else f"{name} == " if name else ""
        end = f" WITH {', '.join(given)}" if given else ""
        level = max([CONSTANT, *(v.level for v in values.values())])
        text = f"{'LOCAL ' if local else ''}{head}INSTANCE {module.name}{end}"
        return Instance(name, params, module, values, level, text, local)


def _plain_piece(piece: Piece, names: Mapping[Symbol, str], env: Env, within: Env, times: Times) -> str:
    if isinstance(piece, str):
        return piece
    if isinstance(piece, Symbol):
        return names[piece]
    node, outside = piece
    return node.plain(env if outside else within, times)


def _given(name: str, symbol: Symbol) -> Operand:
    return Operand(name, symbol.level, lambda env: env[symbol])


def _number(n: int) -> Operand:
    return Operand(str(n), CONSTANT, lambda env: itself(str(n)))


def _literal(text: str) -> Node:
    return Node(text, CONSTANT, lambda env, times: text)


def _closed(node: Node, env: Env) -> Meaning:
    return lambda args, times: node.plain(env, times)


def formal(symbol: Symbol) -> str:
    return f"{symbol.name}({', '.join('_' for _ in symbol.params)})" if symbol.params else symbol.name


def text_of(definition: Definition) -> str:
    s = definition.symbol
    local = "LOCAL " if definition.local else ""
    if definition.recursive == "[":
        return f"{s.name}[{s.params[0].name} \\in 0 .. 2] == {definition.body.text}"
    head = f"{s.name}({', '.join(formal(p) for p in s.params)})" if s.params else s.name
    before = f"RECURSIVE {s.name}(_)\n" if definition.recursive else ""
    return f"{before}{local}{head} == {definition.body.bare or definition.body.text}"
