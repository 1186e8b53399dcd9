"""From expressions to SMT-LIB text: triggers, theories, declarations."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Final

from tlaverify.encodings import smt
from tlaverify.encodings.encoder import Encoder
from tlaverify.encodings.smt import BOOL, INT, TRUE, Expr, U
from tlaverify.encodings.statement import Statement, stated, symbol_text, text
from tlaverify.encodings.triggers import ANY_MARK, INT_MARK
from tlaverify.encodings.values import BoolVal, IntVal
from tlaverify.kernel.term import Kind

__all__ = ["script"]

_WITNESSES: Final = 8
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


@cache
def theory(name: str) -> str:
    """The axioms of a theory, comments included."""
    return files("tlaverify.encodings.theories").joinpath(f"{name}.smt2").read_text(encoding="utf-8")


def script(enc: Encoder, assertions: Iterable[Statement]) -> str:
    """The SMT-LIB script that asserts the theories, the definitional axioms and ``assertions``."""
    final = stated(assertions)
    for n in list(enc.tuples):
        if "sequences" in enc.theories:
            _tuple_axioms(enc, n)
    used = _symbols(final)
    if "ext!" in used:
        enc.theories["extensionality"] = None
    marks: list[Expr] = []
    if ANY_MARK in used:
        marks += [smt.app(ANY_MARK, (e,), BOOL) for e in _universe_constants(enc)]
    axioms = stated(enc.axioms.values())
    names = [t for t in _THEORIES if t in enc.theories]
    for t in names:
        for symbol, kind in _THEORY_SYMBOLS[t].items():
            enc.signature.setdefault(symbol, kind)
    used |= _symbols(axioms)
    if ANY_MARK in used:
        enc.signature.setdefault(ANY_MARK, ((U,), BOOL))
    if INT_MARK in used:
        enc.signature.setdefault(INT_MARK, ((INT,), BOOL))
        marks = [smt.app(INT_MARK, (e,), BOOL) for e in _integer_constants(enc)] + marks
    lines = ["(set-logic ALL)", "(declare-sort U 0)"]
    for name, (args, sort) in sorted(enc.signature.items()):
        lines.append(f"(declare-fun {symbol_text(name)} ({' '.join(args)}) {sort})")
    strings = tuple(smt.app(f'"{s}"', (), U) for s in sorted(enc.strings))
    if len(strings) > 1:
        lines.append(f"(assert {text(smt.distinct(strings))})")
    if "STRING!" in enc.signature:
        lines += [f"(assert {text(smt.app('in!', (s, smt.app('STRING!', (), U)), BOOL))})" for s in strings]
    lines += [theory(t).rstrip() for t in names]
    lines += [f"(assert {a.text})" for a in axioms if a.triggered != TRUE]
    lines += [f"(assert {text(m)})" for m in marks]
    lines += [f"(assert {a.text})" for a in final if a.triggered != TRUE]
    return "\n".join(lines) + "\n"


def _symbols(statements: Iterable[Statement]) -> frozenset[str]:
    return frozenset().union(*(s.symbols for s in statements))


def _integer_constants(enc: Encoder) -> list[Expr]:
    return [
        smt.app(name, (), INT)
        for name, (args, sort) in enc.signature.items()
        if sort == INT and not args and "." not in name
    ]


def _universe_constants(enc: Encoder) -> list[Expr]:
    """The constants of the sequent as values of the universe, and a few of the sets and functions in it:
    those that the forms of symbols are made of before all others."""
    constants = [
        enc.to_u(v)
        for (symbol, primed), v in list(enc.symbols.items())
        if symbol.kind is Kind.CONSTANT and not primed and not isinstance(v, IntVal | BoolVal)
    ]
    named = list(dict.fromkeys((*enc.formed_terms, *enc.closed_terms)))
    return list(dict.fromkeys((*constants, *named[:_WITNESSES])))


def _tuple_axioms(enc: Encoder, n: int) -> None:
    """Tuples of length n are the sequences of length n."""
    bound = tuple(smt.var(f"f{i}", U) for i in range(n))
    e = smt.app(f"tuple! {n}", bound, U)
    for fact in (enc.is_seq_u(e), smt.eq(enc.len_u(e), smt.integer(n))):
        enc.axiom(smt.forall(bound, fact, ((e,),)) if bound else fact)
    s = smt.var("s", U)
    items = tuple(enc.app_u(s, smt.app("i2u!", (smt.integer(i + 1),), U)) for i in range(n))
    sized = smt.conj((enc.is_seq_u(s), smt.eq(enc.len_u(s), smt.integer(n))))
    whole = smt.implies(sized, smt.eq(s, smt.app(f"tuple! {n}", items, U)))
    enc.axiom(smt.forall((s,), whole, ((enc.len_u(s),),)))
