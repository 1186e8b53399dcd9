"""Many-sorted first-order expressions, simplified as they are built.

An ``Expr`` is an immutable SMT-LIB term over the sorts ``Bool``, ``Int`` and
``U``.  The constructors below fold constants, flatten conjunctions and
disjunctions, and apply the one-point rule; every one of them returns an
expression equivalent to the plain application it stands for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

__all__ = [
    "BOOL",
    "FALSE",
    "INT",
    "TRUE",
    "U",
    "Expr",
    "add",
    "app",
    "canonical",
    "conj",
    "disj",
    "distinct",
    "div",
    "eq",
    "exists",
    "forall",
    "forget",
    "iff",
    "implies",
    "integer",
    "ite",
    "le",
    "lt",
    "made",
    "mod",
    "mul",
    "neg",
    "not_",
    "replace",
    "sub",
    "var",
]

BOOL: Final = "Bool"
INT: Final = "Int"
U: Final = "U"


class Expr:
    """One node.  Equal nodes are one object (until ``forget``), so that they are compared by identity.

    op    an SMT-LIB operator, a declared symbol, ``forall``/``exists``, a
          variable's name (kind "var") or a literal (kind "lit").
    bound for quantifiers the bound variables; empty otherwise.
    pats  for quantifiers the explicit triggers, each a tuple of terms.
    free  the free variables.
    quantified  there is a quantifier in it.
    applied     it is made of variables, literals and applications of symbols only: no logic, no arithmetic.
    compares    for ``n <= e``, ``e <= n``, ``e = n`` and their negations, n a number: e, one of ``>= <= = #``
                and the number.
    """

    __slots__ = ("applied", "args", "bound", "compares", "free", "kind", "op", "pats", "quantified", "sort")

    kind: str
    op: str
    args: tuple[Expr, ...]
    sort: str
    bound: tuple[Expr, ...]
    pats: tuple[tuple[Expr, ...], ...]
    free: frozenset[Expr]
    quantified: bool
    applied: bool
    compares: tuple[Expr, str, int] | None

    def __new__(
        cls,
        kind: str,
        op: str,
        args: tuple[Expr, ...],
        sort: str,
        bound: tuple[Expr, ...] = (),
        pats: tuple[tuple[Expr, ...], ...] = (),
    ) -> Expr:
        key = (kind, op, args, sort, bound, pats)
        known = _MADE.get(key)
        if known is not None:
            return known
        self = object.__new__(cls)
        self.kind = kind
        self.op = op
        self.args = args
        self.sort = sort
        self.bound = bound
        self.pats = pats
        # one pass with few calls: this is where most of the time of an encoding would go
        quantified = kind == "quant"
        applied = kind == "app" or not args
        out = _EMPTY
        for a in args:
            if a.quantified:
                quantified = True
            if not a.applied:
                applied = False
            free = a.free
            if free and free is not out:
                out = out | free if out else free
        self.quantified = quantified
        self.applied = applied
        if kind == "var":
            self.free = frozenset((self,))
        else:
            self.free = out.difference(bound) if bound else out
        self.compares = _comparison(op, args) if kind == "op" and op in _COMPARING else None
        _MADE[key] = self
        return self

    def __repr__(self) -> str:
        if self.bound:
            return f"({self.op} ({' '.join(b.op for b in self.bound)}) {self.args[0]!r})"
        return f"({self.op} {' '.join(map(repr, self.args))})" if self.args else self.op


_COMPARING: Final = frozenset(("<=", "=", "not"))
_NEGATED: Final = {">=": ("<=", -1), "<=": (">=", +1), "=": ("#", 0), "#": ("=", 0)}


def _comparison(op: str, args: tuple[Expr, ...]) -> tuple[Expr, str, int] | None:
    """``Expr.compares`` of an application of one of ``_COMPARING``."""
    a = args[0]
    if op == "not":
        known = a.compares
        if known is None or a.op == "not":
            return None
        relation, shift = _NEGATED[known[1]]
        return known[0], relation, known[2] + shift
    if a.sort != "Int":
        return None
    b = args[1]
    if a.kind == "lit":
        if op == "=":
            return None if b.kind == "lit" else (b, "=", int(a.op))
        return b, ">=", int(a.op)
    if b.kind == "lit":
        return a, op, int(b.op)
    return None


_MADE: Final[dict[object, Expr]] = {}
_EMPTY: Final[frozenset[Expr]] = frozenset()

TRUE: Final = Expr("lit", "true", (), BOOL)
FALSE: Final = Expr("lit", "false", (), BOOL)


def made() -> int:
    """How many expressions there are."""
    return len(_MADE)


def forget() -> None:
    """Let go of all expressions.  To be called only where none of them is in use."""
    kept = {key: e for key, e in _MADE.items() if e is TRUE or e is FALSE}
    _MADE.clear()
    _MADE.update(kept)


def var(name: str, sort: str) -> Expr:
    """A variable to be bound by a quantifier.  Its name begins with ``?``, as no declared symbol's does."""
    return Expr("var", name if name[0] == "?" else f"?{name}", (), sort)


def app(op: str, args: tuple[Expr, ...], sort: str) -> Expr:
    """A declared symbol applied to arguments (a constant when there are none)."""
    return Expr("app", op, args, sort)


def integer(value: int) -> Expr:
    """An integer literal."""
    return Expr("lit", str(value), (), INT)


def _value(e: Expr) -> int | None:
    return int(e.op) if e.kind == "lit" and e.sort == INT else None


def not_(e: Expr) -> Expr:
    if e.kind == "lit":
        return FALSE if e.op == "true" else TRUE
    if e.op == "not" and e.kind == "op":
        return e.args[0]
    return Expr("op", "not", (e,), BOOL)


def conj(items: Iterable[Expr]) -> Expr:
    return _junction(items, "and", TRUE, FALSE)


def disj(items: Iterable[Expr]) -> Expr:
    return _junction(items, "or", FALSE, TRUE)


def _junction(items: Iterable[Expr], op: str, unit: Expr, zero: Expr) -> Expr:
    out: dict[Expr, None] = {}
    denied: set[Expr] = set()
    for e in items:
        for p in e.args if e.op == op and e.kind == "op" else (e,):
            if p.op == "not" and p.kind == "op":
                inner = p.args[0]
                if inner in out:
                    return zero
                denied.add(inner)
            elif p.kind == "lit":
                if p is zero:
                    return zero
                continue
            elif denied and p in denied:
                return zero
            out[p] = None
    if len(out) > 1:
        return Expr("op", op, tuple(out), BOOL)
    return next(iter(out)) if out else unit


def implies(a: Expr, b: Expr) -> Expr:
    """``a => b``, kept as a disjunction."""
    return disj((not_(a), b)) if a.op != "and" else disj((*(not_(x) for x in a.args), b))


def iff(a: Expr, b: Expr) -> Expr:
    if a == b:
        return TRUE
    if a == TRUE:
        return b
    if b == TRUE:
        return a
    if a == FALSE:
        return not_(b)
    if b == FALSE:
        return not_(a)
    return Expr("op", "=", (a, b), BOOL)


def eq(a: Expr, b: Expr) -> Expr:
    """Equality of two terms of one sort."""
    if a.sort != b.sort:
        raise AssertionError(f"= between {a.sort} and {b.sort}")
    if a == b:
        return TRUE
    if a.sort == BOOL:
        return iff(a, b)
    if a.kind == "lit" and b.kind == "lit":  # by what they say: two objects may say it (``forget``)
        return TRUE if a.op == b.op else FALSE
    if a.op == "ite" and a.kind == "op" and b.kind == "lit":
        return disj((conj((a.args[0], eq(a.args[1], b))), conj((not_(a.args[0]), eq(a.args[2], b)))))
    if a.sort == INT and a.kind == "op" and b.kind == "lit" and a.op == "+" and a.args[1].kind == "lit":
        return eq(a.args[0], integer(int(b.op) - int(a.args[1].op)))
    return Expr("op", "=", (a, b), BOOL)


def distinct(items: tuple[Expr, ...]) -> Expr:
    return TRUE if len(items) < 2 else Expr("op", "distinct", items, BOOL)


def ite(c: Expr, a: Expr, b: Expr) -> Expr:
    if c == TRUE or a == b:
        return a
    if c == FALSE:
        return b
    if a.sort == BOOL:
        if a == TRUE:
            return disj((c, b))
        if a == FALSE:
            return conj((not_(c), b))
        if b == TRUE:
            return disj((not_(c), a))
        if b == FALSE:
            return conj((c, a))
    return Expr("op", "ite", (c, a, b), a.sort)


def le(a: Expr, b: Expr) -> Expr:
    x, y = _value(a), _value(b)
    if x is not None and y is not None:
        return TRUE if x <= y else FALSE
    if x is not None and b.op == "+" and b.kind == "op" and b.args[1].kind == "lit":
        return le(integer(x - int(b.args[1].op)), b.args[0])
    if y is not None and a.op == "+" and a.kind == "op" and a.args[1].kind == "lit":
        return le(a.args[0], integer(y - int(a.args[1].op)))
    return TRUE if a == b else Expr("op", "<=", (a, b), BOOL)


def lt(a: Expr, b: Expr) -> Expr:
    return not_(le(b, a))


def add(a: Expr, b: Expr) -> Expr:
    x, y = _value(a), _value(b)
    if x is not None and y is not None:
        return integer(x + y)
    if x is not None:
        a, b, x, y = b, a, y, x
    if y == 0:
        return a
    if y is not None and a.kind == "op" and a.op == "+" and a.args[1].kind == "lit":
        return add(a.args[0], integer(int(a.args[1].op) + y))
    return Expr("op", "+", (a, b), INT)


def neg(a: Expr) -> Expr:
    x = _value(a)
    return integer(-x) if x is not None else Expr("op", "-", (a,), INT)


def sub(a: Expr, b: Expr) -> Expr:
    y = _value(b)
    if y is not None:
        return add(a, integer(-y))
    return integer(0) if a == b else Expr("op", "-", (a, b), INT)


def mul(a: Expr, b: Expr) -> Expr:
    x, y = _value(a), _value(b)
    if x is not None and y is not None:
        return integer(x * y)
    if x == 1:
        return b
    return a if y == 1 else Expr("op", "*", (a, b), INT)


def div(a: Expr, b: Expr) -> Expr:
    return Expr("op", "div", (a, b), INT)


def mod(a: Expr, b: Expr) -> Expr:
    return Expr("op", "mod", (a, b), INT)


def forall(bound: Iterable[Expr], body: Expr, pats: tuple[tuple[Expr, ...], ...] = ()) -> Expr:
    """``\\A bound : body``; ``\\A x : x = t => P`` becomes ``P[t/x]``."""
    return _quantify("forall", tuple(bound), body, pats)


def exists(bound: Iterable[Expr], body: Expr, pats: tuple[tuple[Expr, ...], ...] = ()) -> Expr:
    """``\\E bound : body``; ``\\E x : x = t /\\ P`` becomes ``P[t/x]``."""
    return _quantify("exists", tuple(bound), body, pats)


def _quantify(kind: str, bound: tuple[Expr, ...], body: Expr, pats: tuple[tuple[Expr, ...], ...]) -> Expr:
    while True:
        bound = tuple(v for v in bound if v in body.free)
        if not bound:
            return body
        if kind == "forall" and body.op == "and" and body.kind == "op":
            return conj(_quantify(kind, bound, b, pats) for b in body.args)
        if kind == "exists" and body.op == "or" and body.kind == "op":
            return disj(_quantify(kind, bound, b, pats) for b in body.args)
        if body.op == kind and body.bound and not pats and not body.pats:
            inner = body
            if not set(inner.bound) & set(bound):
                bound, body = bound + inner.bound, inner.args[0]
        point = _one_point(kind, bound, body)
        if point is None:
            break
        v, t, rest = point
        body = replace(rest, {v: t})
        pats = tuple(tuple(replace(p, {v: t}) for p in ps) for ps in pats)
        bound = tuple(b for b in bound if b != v)
    used = frozenset(bound)
    pats = tuple(ps for ps in pats if used <= frozenset().union(*(p.free for p in ps)))
    return Expr("quant", kind, (body,), BOOL, bound, pats)


def _one_point(kind: str, bound: tuple[Expr, ...], body: Expr) -> tuple[Expr, Expr, Expr] | None:
    if kind == "exists":
        parts = body.args if body.op == "and" and body.kind == "op" else (body,)
    else:
        parts = body.args if body.op == "or" and body.kind == "op" else (body,)
    for i, p in enumerate(parts):
        lit = p
        if kind == "forall":
            if p.op != "not" or p.kind != "op":
                continue
            lit = p.args[0]
        found = _solve(lit, bound)
        if found is not None:
            rest = parts[:i] + parts[i + 1 :]
            return (*found, conj(rest) if kind == "exists" else disj(rest))
    return None


def _solve(lit: Expr, bound: tuple[Expr, ...]) -> tuple[Expr, Expr] | None:
    if lit in bound:
        return lit, TRUE
    if lit.op == "not" and lit.kind == "op" and lit.args[0] in bound:
        return lit.args[0], FALSE
    if lit.op != "=" or lit.kind != "op":
        return None
    a, b = lit.args
    if a in bound and a not in b.free:
        return a, b
    if b in bound and b not in a.free:
        return b, a
    for x, y in ((a, b), (b, a)):
        if (
            x.op == "+"
            and x.kind == "op"
            and x.args[0] in bound
            and x.args[0] not in y.free
            and x.args[1].kind == "lit"
        ):
            return x.args[0], add(y, integer(-int(x.args[1].op)))
    return None


def replace(e: Expr, values: Mapping[Expr, Expr]) -> Expr:
    """Replace free variables; bound variables are unique, so nothing is captured.

    The encoder gives each quantifier variables of their own; where the same
    quantifier is met twice on one path, its variables are renamed here.
    """
    if e.free.isdisjoint(values):
        return e
    if e.kind == "var":
        return values.get(e, e)
    if e.kind == "quant":
        live = {v: t for v, t in values.items() if v in e.free}
        incoming: set[Expr] = set()
        for t in live.values():
            incoming |= t.free
        bound = list(e.bound)
        for i, b in enumerate(bound):
            if b in incoming:
                n = 1
                while any(f"{b.op}_{n}" == x.op for x in incoming | set(bound) | e.args[0].free):
                    n += 1
                bound[i] = var(f"{b.op}_{n}", b.sort)
                live[b] = bound[i]
        pats = tuple(tuple(replace(p, live) for p in ps) for ps in e.pats)
        return _quantify(e.op, tuple(bound), replace(e.args[0], live), pats)
    args = tuple(replace(a, values) for a in e.args)
    return rebuild(e, args)


def rebuild(e: Expr, args: tuple[Expr, ...]) -> Expr:
    """The application of ``e``'s operator to other arguments, simplified anew."""
    if e.kind == "app":
        return Expr("app", e.op, args, e.sort)
    match e.op:
        case "and":
            return conj(args)
        case "or":
            return disj(args)
        case "not":
            return not_(args[0])
        case "=":
            return eq(*args)
        case "ite":
            return ite(*args)
        case "<=":
            return le(*args)
        case "+":
            return add(*args)
        case "-":
            return neg(*args) if len(args) == 1 else sub(*args)
        case "*":
            return mul(*args)
    return Expr(e.kind, e.op, args, e.sort)


def canonical(e: Expr, depth: int = 0) -> Expr:
    """The expression with its bound variables named by their depth, so that alpha-equal ones are equal."""
    if not e.args:
        return e
    if e.kind == "quant":
        renaming = {b: var(f"#{depth + i}", b.sort) for i, b in enumerate(e.bound)}
        body = canonical(replace(e.args[0], renaming), depth + len(e.bound))
        return Expr("quant", e.op, (body,), BOOL, tuple(renaming.values()))
    return Expr(e.kind, e.op, tuple(canonical(a, depth) for a in e.args), e.sort)
