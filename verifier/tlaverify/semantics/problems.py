"""Making the diagnostics of the elaboration."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tlaverify.kernel.diagnostic import Annotation, Diagnostic, DiagnosticError
from tlaverify.kernel.sequent import Place

if TYPE_CHECKING:
    from tlaverify.semantics.scope import Scope
    from tlaverify.syntax import ast

__all__ = ["already_told", "did_you_mean", "refuse"]


def refuse(
    code: str,
    message: str,
    scope: Scope,
    span: ast.Span,
    label: str = "",
    hints: Iterable[str] = (),
    other: tuple[Place, str] | None = None,
) -> DiagnosticError:
    """The DiagnosticError, to be raised, for a span of the text that ``scope`` belongs to.

    ``other`` is a second place with its words, such as the earlier definition of a name.
    """
    marks = [Annotation(scope.place(span), label)]
    if other is not None:
        marks.append(Annotation(*other))
    return DiagnosticError([Diagnostic(code, message, tuple(marks), hints=tuple(hints))])


def already_told() -> DiagnosticError:
    """A DiagnosticError without diagnostics: the cause has been reported where it stands."""
    return DiagnosticError([])


def did_you_mean(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """A hint naming the most similar known names, empty if none is similar.

    >>> did_you_mean("maxVbal", ["maxVBal", "sent"])
    ('did you mean `maxVBal`?',)
    """
    candidates = sorted(set(known))
    lower = name.lower()
    same = [c for c in candidates if c.lower() == lower and c != name]
    close = same or difflib.get_close_matches(name, candidates, n=2, cutoff=0.75)
    if not close:
        return ()
    return (f"did you mean {' or '.join(f'`{c}`' for c in close)}?",)
