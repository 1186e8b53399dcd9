"""Change the text that the grammar sees where the grammar refuses legal TLA+.

Every change keeps all offsets; the lowering reads names from the unchanged text, so
nothing that is written here is ever read back::

    BY DEF Dec!\\ll        BY DEF Dec!zzz
    DEFINE @ == e         DEFINE z == e
    []ASSUME P []PROVE Q    ASSUME P   PROVE Q
"""

from __future__ import annotations

import re

from tlaverify.syntax.operators import CANONICAL, KEYWORD_OPERATORS

__all__ = ["boxed_keywords", "rewrite"]

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
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def rewrite(text: str) -> str:
    """The text for the grammar: as long as the original, one UTF-16 unit for each character."""
    text = _ASTRAL.sub("?", text)
    text = _BOXED.sub(lambda match: " " * (match.end() - match.start() - len(match[1])) + match[1], text)
    text = _AT.sub("z", text)
    return _INSTANCE_SYMBOL.sub(lambda match: "z" * len(match[0]), text)


def boxed_keywords(text: str) -> frozenset[int]:
    """The offsets of the keywords ASSUME and PROVE that have a ``[]`` directly before them."""
    return frozenset(match.start(1) for match in _BOXED.finditer(text))
