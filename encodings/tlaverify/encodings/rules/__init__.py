"""The encoder's rules, one operator family per file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tlaverify.encodings.encoder import BindRule, Rule
from tlaverify.encodings.rules import arithmetic, choose, functions, logic, records, sequences, sets

__all__ = ["BINDERS", "RULES"]

RULES: Final[Mapping[str, Rule]] = {
    **logic.RULES,
    **sets.RULES,
    **functions.RULES,
    **records.RULES,
    **arithmetic.RULES,
    **sequences.RULES,
}
"""Rules of the built-in operators by name."""

BINDERS: Final[Mapping[str, BindRule]] = {
    **logic.BINDERS,
    **sets.BINDERS,
    **functions.BINDERS,
    **choose.BINDERS,
}
"""Rules of the binding constructs by the name of the Binder."""
