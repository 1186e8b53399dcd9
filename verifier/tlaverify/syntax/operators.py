"""The operator symbols of TLA+: spellings, precedence ranges, associativity.

Source: L. Lamport, "Specifying Systems", tables 5, 6 and 8, with the ranges that
SANY uses where it is stricter than the book (``SUBSET``, ``UNION``, ``DOMAIN``
and ``\\X`` are 10-13; in the book SUBSET and UNION are 8-8, DOMAIN is 9-9).
Where that gives another tree than the book's and TLAPS's, theirs is taken (``BY_THE_BOOK``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

__all__ = [
    "BY_THE_BOOK",
    "CANONICAL",
    "KEYWORD_OPERATORS",
    "LONGEST_SYMBOL",
    "OPERATORS",
    "RESERVED",
    "SYNONYMS",
    "Fix",
    "Operator",
]


class Fix(Enum):
    """Where an operator stands: before its argument, between its two, or after it."""

    PREFIX = "prefix"
    INFIX = "infix"
    POSTFIX = "postfix"


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator with its precedence range; ``left`` says that ``a op b op c`` is ``(a op b) op c``."""

    name: str
    low: int
    high: int
    fix: Fix
    left: bool = False


def _infix(low: int, high: int, names: str, left: bool) -> list[Operator]:
    return [Operator(name, low, high, Fix.INFIX, left) for name in names.split()]


_TABLE: Final[list[Operator]] = [
    *_infix(1, 1, "=>", False),
    *_infix(2, 2, "<=> ~> -+->", False),
    *_infix(3, 3, "/\\ \\/", True),
    *_infix(
        5,
        5,
        "= # < > <= >= \\in \\notin \\subseteq"
        " \\subset \\supset \\supseteq \\sqsubset \\sqsubseteq \\sqsupset \\sqsupseteq"
        " \\prec \\succ \\preceq \\succeq \\sim \\simeq \\ll \\gg \\asymp \\approx"
        " \\cong \\doteq \\propto |- |= -| =| := ::=",
        False,
    ),
    *_infix(5, 14, "\\cdot", True),
    *_infix(6, 6, "@@", True),
    *_infix(7, 7, ":> <:", False),
    *_infix(8, 8, "\\", False),
    *_infix(8, 8, "\\cup \\cap", True),
    *_infix(9, 9, ".. ...", False),
    *_infix(9, 13, "!!", False),
    *_infix(9, 13, "## $ $$ ?? \\sqcap \\sqcup \\uplus", True),
    *_infix(9, 14, "\\wr", False),
    *_infix(10, 10, "+ ++ \\oplus", True),
    *_infix(10, 11, "%", False),
    *_infix(10, 11, "%% | ||", True),
    *_infix(10, 13, "\\X", True),
    *_infix(11, 11, "- -- \\ominus", True),
    *_infix(13, 13, "/ // \\oslash \\div", False),
    *_infix(13, 13, "* ** & && \\odot \\otimes \\star \\o \\bigcirc \\bullet", True),
    *_infix(14, 14, "^ ^^", False),
    Operator("~", 4, 4, Fix.PREFIX),
    *(Operator(name, 4, 15, Fix.PREFIX) for name in ("[]", "<>", "ENABLED", "UNCHANGED")),
    *(Operator(name, 10, 13, Fix.PREFIX) for name in ("SUBSET", "UNION", "DOMAIN")),
    Operator("-.", 12, 12, Fix.PREFIX),
    *(Operator(name, 15, 15, Fix.POSTFIX) for name in ("'", "^+", "^*", "^#")),
    # not operators of the language, but they bind like postfix ones: f[e] and r.f
    Operator("[", 16, 16, Fix.POSTFIX),
    Operator(".", 17, 17, Fix.POSTFIX),
]

#: Prefix operators with what belongs to their operand, without parentheses: ``SUBSET 0..n`` is
#: ``SUBSET (0..n)`` in the book and for TLAPS, and for SANY ``(SUBSET 0)..n``, which nobody can mean.
BY_THE_BOOK: Final = frozenset((p, i) for p in ("SUBSET", "UNION") for i in ("..", "..."))

#: Canonical name -> operator.
OPERATORS: Final[dict[str, Operator]] = {operator.name: operator for operator in _TABLE}

#: Canonical name -> its other spellings.
SYNONYMS: Final[dict[str, str]] = {
    "~": "\\lnot \\neg ¬",
    "/\\": "\\land ∧",
    "\\/": "\\lor ∨",
    "=>": "⟹ ⇒",
    "<=>": "\\equiv ≡ ⟺ ⇔",
    "~>": "⇝ ↝",
    "-+->": "⇸ ⥅",
    "[]": "□",
    "<>": "⋄ ◇",
    "#": "/= ≠",
    "<=": "=< \\leq ≤",
    ">=": "\\geq ≥",
    "\\in": "∈",
    "\\notin": "∉",
    "\\cup": "\\union ∪",
    "\\cap": "\\intersect ∩",
    "\\X": "\\times ×",
    "\\o": "\\circ ∘",
    "\\oplus": "(+) ⊕",
    "\\ominus": "(-) ⊖",
    "\\odot": "(.) ⊙",
    "\\oslash": "(/) ⊘",
    "\\otimes": "(\\X) ⊗",
    "..": "‥",
    "...": "…",
    "|-": "⊢",
    "|=": "⊨",
    "-|": "⊣",
    "=|": "⫤",
    ":=": "≔",
    "::=": "⩴",
    "||": "‖",
    "!!": "‼",
    "??": "⁇",
    "^+": "⁺",
    "\\approx": "≈",
    "\\asymp": "≍",
    "\\bigcirc": "◯",
    "\\bullet": "●",
    "\\cdot": "⋅",
    "\\cong": "≅",
    "\\div": "÷",
    "\\doteq": "≐",
    "\\gg": "≫",
    "\\ll": "≪",
    "\\prec": "≺",
    "\\preceq": "⪯",
    "\\propto": "∝",
    "\\sim": "∼",
    "\\simeq": "≃",
    "\\sqcap": "⊓",
    "\\sqcup": "⊔",
    "\\sqsubset": "⊏",
    "\\sqsubseteq": "⊑",
    "\\sqsupset": "⊐",
    "\\sqsupseteq": "⊒",
    "\\star": "⋆",
    "\\subset": "⊂",
    "\\subseteq": "⊆",
    "\\succ": "≻",
    "\\succeq": "⪰",
    "\\supset": "⊃",
    "\\supseteq": "⊇",
    "\\uplus": "⊎",
    "\\wr": "≀",
}

#: Any spelling of an operator -> its canonical name.
CANONICAL: Final[dict[str, str]] = {
    **{name: name for name in OPERATORS if name not in "[."},
    **{other: name for name, others in SYNONYMS.items() for other in others.split()},
}

#: Prefix operators that are written as words.
KEYWORD_OPERATORS: Final[frozenset[str]] = frozenset({"SUBSET", "UNION", "DOMAIN", "ENABLED", "UNCHANGED"})

#: The longest symbol at a place, as SANY's lexer takes it.
LONGEST_SYMBOL: Final = re.compile(
    "|".join(
        [r"={4,}", r"-{4,}", r"\\[oO][0-7]+", r"\\[bB][01]+", r"\\[hH][0-9a-fA-F]+"]
        + [
            re.escape(symbol)
            for symbol in sorted(
                {*CANONICAL, "-.", "==", "->", "<-", "|->", "<<", ">>", ">>_", "]_", "::", "\\A", "\\E"}
                | {"\\AA", "\\EE", "\\exists", "\\forall"},
                key=len,
                reverse=True,
            )
        ]
    )
)

#: Words that are no identifiers.
RESERVED: Final[frozenset[str]] = frozenset(
    {
        "ACTION",
        "ACTIONS",
        "ASSUME",
        "ASSUMPTION",
        "AXIOM",
        "BY",
        "CASE",
        "CHOOSE",
        "CONSTANT",
        "CONSTANTS",
        "COROLLARY",
        "DEF",
        "DEFINE",
        "DEFS",
        "DOMAIN",
        "ELSE",
        "ENABLED",
        "EXCEPT",
        "EXTENDS",
        "HAVE",
        "HIDE",
        "IF",
        "IN",
        "INSTANCE",
        "LAMBDA",
        "LEMMA",
        "LET",
        "LOCAL",
        "MODULE",
        "NEW",
        "OBVIOUS",
        "OMITTED",
        "ONLY",
        "OTHER",
        "PICK",
        "PROOF",
        "PROPOSITION",
        "PROVE",
        "QED",
        "RECURSIVE",
        "SF_",
        "STATE",
        "SUBSET",
        "SUFFICES",
        "TAKE",
        "TEMPORAL",
        "TEMPORALS",
        "THEN",
        "THEOREM",
        "UNCHANGED",
        "UNION",
        "USE",
        "VARIABLE",
        "VARIABLES",
        "WF_",
        "WITH",
        "WITNESS",
    }
)
