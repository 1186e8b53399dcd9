"""Change the text that the grammar sees where the grammar refuses legal TLA+.

Every change keeps all offsets; the lowering reads names from the unchanged text, so
nothing that is written here is ever read back::

    BY DEF Dec!\\ll        BY DEF Dec!zzz
    DEFINE @ == e         DEFINE z == e
    []ASSUME P []PROVE Q    ASSUME P   PROVE Q
    USE ONLY fact         USE      fact
    <1>* P    <2>-. Q     <1>  P    <2>   Q
    [CASE |-> 1]          [zzzz |-> 1]
"""

from __future__ import annotations

import re

from tlaverify.syntax.operators import CANONICAL, KEYWORD_OPERATORS, RESERVED

__all__ = ["USE_ONLY", "boxed_keywords", "rewrite"]

_SYMBOLS = "|".join(
    re.escape(symbol) + (r"(?![A-Za-z])" if symbol[-1].isalpha() else "")
    for symbol in sorted(CANONICAL.keys() - KEYWORD_OPERATORS - {"<>"}, key=len, reverse=True)
)
# An operator of an instance that is named, not applied: no argument list and no further ! follows.
_INSTANCE_SYMBOL = re.compile(
    rf"(?<=[A-Za-z0-9_)@:>⟩]!)(?:{_SYMBOLS}|-\.)(?=\s*(?:[,)\]}}]|\n|<\d+>|<[*+]>))"
)
_AT = re.compile(r"@(?=\s*(?:==|≜)(?!=))")
_BOXED = re.compile(r"(?:\[\]|□)(ASSUME|PROVE)\b")
USE_ONLY = re.compile(r"\bUSE\s+(ONLY)\b")
"""``USE ONLY``, which the grammar does not know; group 1 is the ONLY."""
# SANY's UnnumberedStepLexeme: a level with a * or a - for a name, and dots.
_NAMELESS_STEP = re.compile(r"(?<!<)(<(?:\d+|[*+])>)([*-]\.*)")
_LITERALS = "TRUE|FALSE|BOOLEAN|STRING|Nat|Int|Real|ℕ|ℤ|ℝ"
# The first field of a record may be a keyword, the first of a set of records only what names a value.
_FIRST_FIELD = re.compile(
    rf"(?<=\[)(\s*)({'|'.join(sorted(RESERVED, key=len, reverse=True))}|{_LITERALS})(?=\s*(?:\|->|↦))"
    rf"|(?<=\[)(\s*)({_LITERALS})(?=\s*:(?![:=>]))"
)
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def rewrite(text: str) -> str:
    """The text for the grammar: as long as the original, one UTF-16 unit for each character."""
    text = _ASTRAL.sub("?", text)
    text = _BOXED.sub(lambda match: " " * (match.end() - match.start() - len(match[1])) + match[1], text)
    text = _AT.sub("z", text)
    text = USE_ONLY.sub(lambda match: match[0][:-4] + "    ", text)
    text = _NAMELESS_STEP.sub(lambda match: match[1] + " " * len(match[2]), text)
    text = _FIRST_FIELD.sub(_hide_field, text)
    return _INSTANCE_SYMBOL.sub(lambda match: "z" * len(match[0]), text)


def _hide_field(match: re.Match[str]) -> str:
    word = match[2] or match[4]
    return match[0][: -len(word)] + "z" * len(word)


def boxed_keywords(text: str) -> frozenset[int]:
    """The offsets of the keywords ASSUME and PROVE that have a ``[]`` directly before them."""
    return frozenset(match.start(1) for match in _BOXED.finditer(text))
