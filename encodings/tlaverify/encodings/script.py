"""From expressions to SMT-LIB text: triggers, theories, declarations."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import Final

from tlaverify.encodings import smt
from tlaverify.encodings.encoder import Encoder
from tlaverify.encodings.smt import BOOL, INT, Expr, U
from tlaverify.encodings.values import BoolVal, IntVal
from tlaverify.kernel.term import Kind

__all__ = ["script", "symbol_text"]

_THEORIES: Final = ("booleans", "integers", "intervals", "sequences", "extensionality")
_THEORY_SYMBOLS: Final[dict[str, dict[str, tuple[tuple[str, ...], str]]]] = {
    "booleans": {"true!": ((), U), "false!": ((), U)},
    "integers": {"i2u!": ((INT,), U), "u2i!": ((U,), INT), "isint!": ((U,), BOOL)},
    "intervals": {"range!": ((INT, INT), U), "in!": ((U, U), BOOL)},
    "sequences": {"isseq!": ((U,), BOOL), "len!": ((U,), INT), "isfcn!": ((U,), BOOL), "dom!": ((U,), U)},
    "extensionality": {
        "ext!": ((U, U), BOOL),
        "in!": ((U, U), BOOL),
        "differ!": ((U, U), U),
        "at!": ((U, U), U),
        "isfcn!": ((U,), BOOL),
        "dom!": ((U,), U),
        "app!": ((U, U), U),
    },
}
_GUARD: Final = "int?"
_ANY: Final = "any?"


@cache
def theory(name: str) -> str:
    """The axioms of a theory, comments included."""
    return files("tlaverify.encodings.theories").joinpath(f"{name}.smt2").read_text(encoding="utf-8")


def script(enc: Encoder, assertions: Iterable[Expr]) -> str:
    """The SMT-LIB script that asserts the theories, the definitional axioms and ``assertions``."""
    final = [_finish(a) for a in assertions]
    for n in enc.tuples:
        if "sequences" in enc.theories:
            _tuple_axioms(enc, n)
    axioms = [_finish(a) for a in enc.axioms]
    if any(_mentions(a, "ext!") for a in final):
        enc.theories["extensionality"] = None
    names = [t for t in _THEORIES if t in enc.theories]
    for t in names:
        for symbol, kind in _THEORY_SYMBOLS[t].items():
            enc.signature.setdefault(symbol, kind)
    if any(_mentions(a, _ANY) for a in final):
        final = [smt.app(_ANY, (e,), BOOL) for e in _universe_constants(enc)] + final
        axioms = [_finish(a) for a in enc.axioms]
    if any(_mentions(a, _ANY) for a in (*final, *axioms)):
        enc.signature.setdefault(_ANY, ((U,), BOOL))
    if any(_mentions(a, _GUARD) for a in (*final, *axioms)):
        enc.signature.setdefault(_GUARD, ((INT,), BOOL))
        final = [smt.app(_GUARD, (e,), BOOL) for e in _integer_constants(enc)] + final
    lines = ["(set-logic ALL)", "(declare-sort U 0)"]
    for name, (args, sort) in sorted(enc.signature.items()):
        if not name.startswith("value!"):
            lines.append(f"(declare-fun {symbol_text(name)} ({' '.join(args)}) {sort})")
    strings = tuple(smt.app(f'"{s}"', (), U) for s in sorted(enc.strings))
    if len(strings) > 1:
        lines.append(f"(assert {_text(smt.distinct(strings))})")
    if "STRING!" in enc.signature:
        lines += [f"(assert {_text(smt.app('in!', (s, smt.app('STRING!', (), U)), BOOL))})" for s in strings]
    lines += [theory(t).rstrip() for t in names]
    lines += [f"(assert {_text(a)})" for a in (*axioms, *final)]
    return "\n".join(lines) + "\n"


def _integer_constants(enc: Encoder) -> list[Expr]:
    return [
        smt.app(name, (), INT)
        for name, (args, sort) in enc.signature.items()
        if sort == INT and not args and "." not in name
    ]


def _universe_constants(enc: Encoder) -> list[Expr]:
    """The constants of the sequent as values of the universe."""
    return [
        enc.to_u(v)
        for (symbol, primed), v in list(enc.symbols.items())
        if symbol.kind is Kind.CONSTANT and not primed and not isinstance(v, IntVal | BoolVal)
    ]


def _tuple_axioms(enc: Encoder, n: int) -> None:
    bound = tuple(smt.var(f"f{i}", U) for i in range(n))
    e = smt.app(f"tuple! {n}", bound, U)
    for fact in (enc.is_seq_u(e), smt.eq(enc.len_u(e), smt.integer(n))):
        enc.axiom(smt.forall(bound, fact, ((e,),)) if bound else fact)


def _mentions(e: Expr, op: str) -> bool:
    return e.op == op or any(_mentions(a, op) for a in e.args)


# ------------------------------------------------------------------- triggers


def _finish(e: Expr) -> Expr:
    """Give every quantifier its triggers: its guard where the guard covers the variables.

    A variable that no relation covers gets the dummy guard ``int?`` or ``any?``, an
    uninterpreted predicate that holds of everything in the intended model.
    """
    if not e.args:
        return e
    args = tuple(_finish(a) for a in e.args)
    if e.kind != "quant":
        return smt.Expr(e.kind, e.op, args, e.sort)
    body = args[0]
    pats = tuple(p for p in e.pats if all(_pattern(t, frozenset(e.bound)) for t in p))
    if pats:
        return Expr("quant", e.op, (body,), BOOL, e.bound, pats)
    guards = _guards(e.op, body)
    covered: set[Expr] = set()
    chosen: list[Expr] = []
    wanted = frozenset(e.bound)
    for g in guards:
        new = (g.free & wanted) - covered
        if new and _pattern(g, wanted):
            chosen.append(g)
            covered |= new
    loose = [v for v in e.bound if v not in covered]
    dummies = tuple(smt.app(_GUARD, (v,), BOOL) for v in loose if v.sort == INT)
    others = [v for v in loose if v.sort != INT]
    if others:
        pats = _body_patterns(body, wanted)
        if pats:
            return Expr("quant", e.op, (body,), BOOL, e.bound, pats)
        dummies = (*dummies, *(smt.app(_ANY, (v,), BOOL) for v in others))
    if dummies:
        parts = _parts("or" if e.op == "forall" else "and", body)
        if e.op == "forall":
            body = smt.Expr("op", "or", (*(smt.not_(d) for d in dummies), *parts), BOOL)
        else:
            body = smt.Expr("op", "and", (*dummies, *parts), BOOL)
    return Expr("quant", e.op, (body,), BOOL, e.bound, (tuple(chosen) + dummies,))


def _parts(op: str, e: Expr) -> tuple[Expr, ...]:
    return e.args if e.kind == "op" and e.op == op else (e,)


def _guards(kind: str, body: Expr) -> list[Expr]:
    """The relational atoms under which the body says something."""
    if kind == "exists":
        return [p for p in _parts("and", body) if p.kind == "app" and p.args]
    return [
        p.args[0]
        for p in _parts("or", body)
        if p.kind == "op" and p.op == "not" and p.args[0].kind == "app" and p.args[0].args
    ]


def _pattern(e: Expr, wanted: frozenset[Expr]) -> bool:
    """Whether ``e`` may be a trigger: applications only, down to what holds a bound variable."""
    if e.kind == "var":
        return True
    return (e.kind == "app" or not e.args) and all(_pattern(a, wanted) for a in e.args)


def _body_patterns(body: Expr, wanted: frozenset[Expr]) -> tuple[tuple[Expr, ...], ...]:
    """Triggers from the body where no guard covers the variables: single terms, else pairs."""
    found: dict[Expr, None] = {}
    _applications(body, wanted, found)
    terms = list(found)
    single = [t for t in terms if wanted <= t.free]
    if single:
        smallest = [t for t in single if not any(o is not t and _inside(o, t) for o in single)]
        return tuple((t,) for t in smallest[:8])
    for size in (2, 3):
        multi = [
            c for c in combinations(terms[:12], size) if wanted <= frozenset().union(*(t.free for t in c))
        ]
        if multi:
            return tuple(multi[:4])
    return ()


def _applications(e: Expr, wanted: frozenset[Expr], found: dict[Expr, None]) -> None:
    if e.kind == "quant":
        inner: dict[Expr, None] = {}
        _applications(e.args[0], wanted, inner)
        found.update((t, None) for t in inner if not t.free & frozenset(e.bound))
        return
    if (
        e.kind == "app"
        and e.args
        and e.free & wanted
        and _pattern(e, wanted)
        and e.op not in ("i2u!", _GUARD)
    ):
        found[e] = None
    for a in e.args:
        _applications(a, wanted, found)


def _inside(small: Expr, big: Expr) -> bool:
    return small == big or any(_inside(small, a) for a in big.args)


# ----------------------------------------------------------------------- text


@cache
def symbol_text(name: str) -> str:
    """A name as SMT-LIB writes it."""
    simple = name.isascii() and name.replace("_", "a").replace("!", "a").replace(".", "a").isalnum()
    return name if simple and not name[0].isdigit() else "|" + name.replace("\\", "%").replace("|", "¦") + "|"


def _text(e: Expr) -> str:
    if e.kind == "lit":
        return f"(- {e.op[1:]})" if e.op.startswith("-") else e.op
    if e.kind == "quant":
        bound = " ".join(f"({symbol_text(b.op)} {b.sort})" for b in e.bound)
        body = _text(e.args[0])
        if e.pats:
            pats = " ".join(f":pattern ({' '.join(map(_text, p))})" for p in e.pats)
            body = f"(! {body} {pats})"
        return f"({e.op} ({bound}) {body})"
    head = e.op if e.kind == "op" else symbol_text(e.op)
    return f"({head} {' '.join(map(_text, e.args))})" if e.args else head
