"""The text of one module file, and where things stand in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tlaverify.kernel.diagnostic import Annotation, Diagnostic, DiagnosticError
from tlaverify.kernel.sequent import Place

if TYPE_CHECKING:
    from tlaverify.syntax.ast import Span

__all__ = ["Source", "read_source"]


@dataclass(frozen=True, slots=True)
class Source:
    """A module's text with the name to show for it.

    ``text`` has plain line feeds (``read_source`` turns CR LF and lone CR into them)
    and no byte order mark.  Lines and columns count from 1, columns in characters,
    a tab being one character.  ``digest`` is the sha256 of the file's bytes, "" where there was no file.
    """

    path: str
    text: str
    digest: str = field(default="", compare=False)

    def place(self, span: Span) -> Place:
        """The place of a span of this text."""
        return Place(self.path, span.line, span.column, span.end_line, span.end_column)

    def line(self, number: int) -> str:
        """The text of one line (from 1), without its end; empty past the last line."""
        lines = self.text.split("\n", number)
        return lines[number - 1] if 0 < number <= len(lines) else ""


def read_source(path: str | Path) -> Source:
    """Read a module file as UTF-8.

    Raises DiagnosticError with code ``unreadable-file`` where the file cannot be
    opened, and ``not-utf8``, with the line of the first bad byte, where it is not UTF-8.
    """
    shown = str(path)
    try:
        data = Path(path).read_bytes()
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else str(error)) or "it cannot be opened"
        raise DiagnosticError(
            [
                Diagnostic(
                    "unreadable-file",
                    f"cannot read {shown}: {reason}",
                    (Annotation(Place(shown, 1, 1, 1, 1)),),
                )
            ]
        ) from None
    digest = hashlib.sha256(data).hexdigest()
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        raise DiagnosticError(
            [
                Diagnostic(
                    "not-utf8",
                    f"{shown} is not UTF-8: byte 0x{data[error.start]:02x}",
                    (Annotation(Place(shown, line, column, line, column + 1), "this byte"),),
                    hints=("save the module as UTF-8 (plain ASCII is UTF-8 too)",),
                )
            ]
        ) from None
    return Source(shown, text.replace("\r\n", "\n").replace("\r", "\n"), digest)
