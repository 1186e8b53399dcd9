"""What is shown while a run is going on: a live tree on a terminal, plain lines in a pipe."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from tlaverify.report.model import VERDICTS, ModuleRun, TheoremRun, word
from tlaverify.report.tree import COLOURS, module_line, theorem_lines
from tlaverify.schedule.result import Result

if TYPE_CHECKING:
    from rich.console import Console as RichConsole
    from rich.console import RenderableType

__all__ = ["LiveProgress", "PlainProgress", "Plan", "Progress"]

Plan = Sequence[tuple[ModuleRun, Sequence[tuple[TheoremRun, Sequence[str]]]]]
"""The modules to run, each with its theorems (without results yet) and the ids of their obligations."""

Details = Callable[[TheoremRun], Sequence[str]]
"""Gives the lines that stand under a theorem's tree."""


def _nothing(_: TheoremRun) -> Sequence[str]:
    return ()


def _nowhere(_: Result) -> None:
    return None


class Progress(Protocol):
    """Shows a run: enter it, call it with each result, leave it."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def __call__(self, result: Result) -> None: ...


class PlainProgress:
    """Prints each theorem's tree, in the order of the text, as soon as it and all before it are done.

    write         prints a line.
    failing_only  print only the way to what is not proved.
    details       gives what to print under a theorem's tree (its failures).
    stream        called with each result at once.
    """

    def __init__(
        self,
        plan: Plan,
        write: Callable[[str], None],
        *,
        width: int | None = None,
        colour: bool = False,
        failing_only: bool = False,
        details: Details = _nothing,
        stream: Callable[[Result], None] = _nowhere,
    ) -> None:
        self._write, self._width, self._colour = write, width, colour
        self._failing_only, self._details, self._stream = failing_only, details, stream
        self._found: dict[str, Result] = {}
        self._queue = [
            (module, theorem, tuple(ids)) for module, theorems in plan for theorem, ids in theorems
        ]
        self._next = 0
        self._module: ModuleRun | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def __call__(self, result: Result) -> None:
        self._stream(result)
        self._found[result.id] = result
        self._print_ready()

    def _print_ready(self) -> None:
        while self._next < len(self._queue):
            module, theorem, ids = self._queue[self._next]
            if not all(name in self._found for name in ids):
                return
            self._next += 1
            self._print(module, with_results(theorem, [self._found[name] for name in ids]))

    def _print(self, module: ModuleRun, theorem: TheoremRun) -> None:
        lines = list(theorem_lines(theorem, self._failing_only))
        if not lines:
            return
        if module is not self._module:
            if self._module is not None:
                self._write("")
            self._write(module_line(module))
            self._module = module
        for line in lines:
            self._write(line.text(self._width, self._colour))
        for text in self._details(theorem):
            self._write(text)


def with_results(theorem: TheoremRun, results: Sequence[Result]) -> TheoremRun:
    """The theorem with these results."""
    return TheoremRun(theorem.outline, tuple(results), theorem.left_out, theorem.rests_on)


class LiveProgress:
    """The same trees on a terminal, and under them what is going on: theorems in work and a progress bar."""

    def __init__(
        self,
        plan: Plan,
        *,
        width: int | None = None,
        colour: bool = True,
        stderr: bool = False,
        details: Details = _nothing,
        stream: Callable[[Result], None] = _nowhere,
        failing_only: bool = False,
    ) -> None:
        from rich.console import Console as RichConsole
        from rich.live import Live

        self._console: RichConsole = RichConsole(
            stderr=stderr,
            color_system="auto" if colour else None,
            highlight=False,
            markup=False,
            emoji=False,
            width=width,
        )
        self._plain = PlainProgress(
            plan,
            self._above,
            width=width,
            colour=colour,
            failing_only=failing_only,
            details=details,
            stream=stream,
        )
        self._left = {theorem.outline.id: len(ids) for _, theorems in plan for theorem, ids in theorems}
        self._sizes = dict(self._left)
        self._names = {
            theorem.outline.id: f"{theorem.outline.keyword} {theorem.outline.name}"
            for _, theorems in plan
            for theorem, _ in theorems
        }
        self._owner = {name: t.outline.id for _, theorems in plan for t, ids in theorems for name in ids}
        self._counts = dict.fromkeys(VERDICTS, 0)  # all keys at once: another thread reads it
        self._total = len(self._owner)
        self._live = Live(
            console=self._console,
            refresh_per_second=8,
            transient=True,
            get_renderable=self._render,
            redirect_stdout=False,
            redirect_stderr=False,
        )

    def __enter__(self) -> Self:
        self._live.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.__exit__(kind, error, trace)

    def __call__(self, result: Result) -> None:
        self._counts[word(result.verdict)] += 1
        owner = self._owner.get(result.id)
        if owner is not None:
            self._left[owner] -= 1
        self._plain(result)

    def _above(self, line: str) -> None:
        from rich.text import Text

        self._console.print(Text.from_ansi(line), soft_wrap=True)

    def _render(self) -> RenderableType:
        from rich.console import Group
        from rich.progress_bar import ProgressBar
        from rich.table import Table
        from rich.text import Text

        done = sum(self._counts.values())
        busy = [name for name, left in self._left.items() if left > 0]
        shown = busy[: max(1, min(6, self._console.size.height - 4))]
        rows: list[RenderableType] = [
            Text.assemble(
                ("  … ", "dim"),
                f"{self._names[name]}  ",
                (f"{self._sizes[name] - self._left[name]}/{self._sizes[name]}", "dim"),
                overflow="ellipsis",
                no_wrap=True,
            )
            for name in shown
        ]
        bar = Table.grid(padding=(0, 1), expand=False)
        counts = Text(f"{done}/{self._total}", no_wrap=True)
        for verdict, number in self._counts.items():
            if number and verdict != "proved":
                counts.append(f"  {number} {verdict}", style=_STYLES[COLOURS[verdict]])
        bar.add_row(ProgressBar(total=max(1, self._total), completed=done, width=30), counts)
        return Group(*rows, bar)


_STYLES = {"31": "red", "32": "green", "33": "yellow", "35": "magenta", "36": "cyan"}
