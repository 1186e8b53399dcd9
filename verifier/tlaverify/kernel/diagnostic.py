"""The one diagnostic type: what a user is told, wherever it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tlaverify.kernel.sequent import Place

__all__ = ["Annotation", "Diagnostic", "DiagnosticError", "Severity"]

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Annotation:
    """A place with the few words that stand under its carets."""

    place: Place
    label: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """``error[code]: message``, its places (the first is the primary one), notes and hints.

    ``code`` is one of the registry in ``kernel/codes.py``.
    """

    code: str
    message: str
    annotations: tuple[Annotation, ...] = ()
    severity: Severity = "error"
    notes: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


class DiagnosticError(Exception):
    """Raised where reading a module cannot go on; carries what to tell the user."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__(diagnostics[0].message if diagnostics else "")
        self.diagnostics = tuple(diagnostics)
