"""Where output goes: standard output for what was asked, standard error for everything else."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import TextIO

from tlaverify.kernel.diagnostic import Diagnostic
from tlaverify.report.diagnostics import Lines, render_diagnostic, source_lines

__all__ = ["Console", "make_console"]


@dataclass
class Console:
    """The two streams, and how to write to them.

    machine  standard output carries one machine-readable document: text goes to standard error.
    colour   for the stream that text goes to.
    width    of the terminal; None where text goes to a file or pipe.
    """

    machine: bool = False
    quiet: bool = False
    colour: bool = False
    width: int | None = None
    _closed: set[int] = field(default_factory=set)

    @property
    def text_stream(self) -> TextIO:
        """Where text for people goes."""
        return sys.stderr if self.machine else sys.stdout

    @property
    def live(self) -> bool:
        """Whether text goes to a terminal that can redraw itself."""
        return self.width is not None and os.environ.get("TERM", "") != "dumb" and not self.quiet

    def text(self, line: str = "") -> None:
        """A line for people."""
        self._write(self.text_stream, line)

    def document(self, text: str) -> None:
        """The machine-readable document, on standard output."""
        self._write(sys.stdout, text)

    def diagnostics(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Diagnostics on standard error, an empty line after each."""
        for text in self.rendered(diagnostics, sys.stderr):
            self._write(sys.stderr, text)

    def rendered(
        self, diagnostics: Iterable[Diagnostic], stream: TextIO | None = None, source: Lines = source_lines
    ) -> list[str]:
        """Diagnostics as text for ``stream`` (where text goes, unless told), an empty line after each.

        source  where the lines of a file come from.
        """
        lines = cache(source)
        terminal = (stream or self.text_stream).isatty()
        width = self.width if terminal else None
        return [render_diagnostic(d, lines, width, self.colour and terminal) + "\n" for d in diagnostics]

    def _write(self, stream: TextIO, text: str) -> None:
        """Write and flush; a reader that went away (``verify all | head``) changes no exit code."""
        if id(stream) in self._closed:
            return
        try:
            stream.write(text + "\n")
            stream.flush()
        except BrokenPipeError:
            self._closed.add(id(stream))
            _silence(stream)


def _silence(stream: TextIO) -> None:
    """Point a broken stream to nowhere, so that closing it at exit does not complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def make_console(machine: bool = False, quiet: bool = False, colour: bool = True) -> Console:
    """The console for this process.

    colour  whether colours are wanted at all; they are used on a terminal, unless NO_COLOR is set.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    target = sys.stderr if machine else sys.stdout
    terminal = target.isatty()
    wanted = colour and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "") != "dumb"
    return Console(
        machine=machine,
        quiet=quiet,
        colour=terminal and wanted,
        width=max(20, shutil.get_terminal_size().columns) if terminal else None,
    )
