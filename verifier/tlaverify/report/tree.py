"""The proof tree as lines of text, a verdict at each step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tlaverify.obligations.step_outline import StepOutline
from tlaverify.report.diagnostics import shown_path
from tlaverify.report.model import ModuleRun, Run, StepFigures, Summary, TheoremRun
from tlaverify.report.transcript import CheckedModule

__all__ = [
    "COLOURS",
    "Line",
    "module_line",
    "paint",
    "step_title",
    "plural",
    "rests_on_lines",
    "summary_line",
    "theorem_lines",
]

COLOURS = {
    "proved": "32",
    "refuted": "31",
    "unknown": "33",
    "omitted": "35",
    "error": "31",
    "partial": "36",
}
"""ANSI colours of the verdicts."""


@dataclass(frozen=True, slots=True)
class Line:
    """``proved     <1>2 CASE      3 obligations``: a verdict, an indented name, figures."""

    verdict: str
    depth: int
    name: str
    figures: str = ""

    def text(self, width: int | None = None, colour: bool = False) -> str:
        """The line, cut to ``width`` columns where one is given."""
        body = f"{'  ' * self.depth}{self.name}"
        if width is not None:
            body = _cut(body, max(8, width - 11))
        figures = f"  {self.figures}" if self.figures else ""
        if width is not None and 11 + len(body) + len(figures) > width:
            figures = ""
        return f"  {paint(f'{self.verdict:<8}', self.verdict, colour)} {body}{_dim(figures, colour)}"


def paint(text: str, verdict: str, colour: bool) -> str:
    """``text`` in the colour of ``verdict``."""
    return f"\x1b[{COLOURS[verdict]}m{text}\x1b[0m" if colour and verdict in COLOURS else text


def _dim(text: str, colour: bool) -> str:
    return f"\x1b[2m{text}\x1b[0m" if colour and text else text


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def module_line(module: ModuleRun) -> str:
    """The heading of a module."""
    return f"{module.name}  {shown_path(module.path)}"


def theorem_lines(theorem: TheoremRun, failing_only: bool = False) -> Iterator[Line]:
    """The theorem and each of its steps that was checked, or only the way to those that are not proved."""
    yield from _lines(theorem.outline, theorem.steps, 0, failing_only, theorem.verdict)


def _lines(
    step: StepOutline,
    figures: dict[str, StepFigures],
    depth: int,
    failing_only: bool,
    verdict: str | None = None,
) -> Iterator[Line]:
    own = figures.get(step.id)
    if own is None and depth:
        return
    shown = verdict or (own.verdict if own else "omitted")
    if failing_only and shown == "proved":
        return
    yield Line(shown, depth, step_title(step, depth), _figures(own, depth))
    for child in step.children:
        yield from _lines(child, figures, depth + 1, failing_only)


def step_title(step: StepOutline, depth: int) -> str:
    """``THEOREM Invariant`` at depth 0, ``<1>2 CASE`` below."""
    if not depth:
        return f"{step.keyword} {step.name}"
    return step.name if step.keyword in ("", "QED") else f"{step.name} {step.keyword}"


def _figures(figures: StepFigures | None, depth: int) -> str:
    if figures is None:
        return ""
    parts = []
    if not depth or figures.obligations != 1:
        parts.append(plural(figures.obligations, "obligation"))
    if figures.solver_s >= (0.01 if not depth else 0.1):
        parts.append(f"{figures.solver_s:.2f} s")
    return ", ".join(parts)


def plural(count: int, noun: str) -> str:
    """``1 step``, ``2 steps``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def summary_line(figures: Summary, modules: Iterable[ModuleRun | CheckedModule]) -> str:
    """What a run came to, in one line; ``modules`` are those that were selected."""
    counts = ", ".join(
        f"{n} {verdict}" for verdict, n in figures.verdicts.items() if n and verdict != "proved"
    )
    parts = []
    if figures.theorems > figures.partial:
        parts.append(_share(figures.theorems_proved, figures.theorems - figures.partial, "theorem"))
    if figures.steps:
        parts.append(_share(figures.steps_proved, figures.steps, "step"))
    parts.append(_share(figures.verdicts["proved"], figures.obligations, "obligation"))
    head = " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]])) + " proved"
    if figures.partial:
        head += f", of {plural(figures.partial, 'theorem')} a part"
    return f"{head}{f' ({counts})' if counts else ''} {_where(figures, modules)}"


def _where(figures: Summary, modules: Iterable[ModuleRun | CheckedModule]) -> str:
    unread = sum(not m.readable for m in modules)
    told = f", {unread} of which could not be read" if unread else ""
    where = plural(figures.modules, "module")
    return f"in {where}{told}, {figures.wall_s:.1f} s (solvers {figures.solver_s:.1f} s)"


def _share(part: int, whole: int, noun: str) -> str:
    return f"{part} of {plural(whole, noun)}" if part != whole else plural(whole, noun)


def rests_on_lines(run: Run) -> Iterator[str]:
    """What theorems rest on without proof, a line for each theorem that rests on anything."""
    for theorem in run.theorems:
        if theorem.rests_on and theorem.verdict == "proved":
            yield f"{theorem.outline.id} rests on {', '.join(theorem.rests_on)}"
