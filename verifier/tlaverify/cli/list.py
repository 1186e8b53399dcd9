"""``verify list``: theorems, steps and obligations, without proving anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tlaverify.cli.exits import Exit, first_of
from tlaverify.cli.flags import Flags, with_flags

if TYPE_CHECKING:
    from tlaverify.cli.project import Project, SelectedModule, SelectedTheorem
    from tlaverify.obligations.step_outline import StepOutline

__all__ = ["command"]

Selectors = Annotated[
    list[str] | None,
    typer.Argument(metavar="SELECTOR", help="What to list; without any, everything.", show_default=False),
]


def verify_list(selectors: Sequence[str], flags: Flags) -> int:
    """List theorems, steps and obligations, unproved."""
    from tlaverify.cli.config import read_settings
    from tlaverify.cli.console import make_console
    from tlaverify.cli.project import open_project

    settings = read_settings(flags.settings())
    machine = settings.output_format == "json"
    console = make_console(machine, settings.quiet, settings.color)
    project = open_project(selectors, settings, flags.keywords)
    console.diagnostics(project.diagnostics)
    if machine:
        from tlaverify.report.json_report import to_json

        console.document(to_json(_object(project)))
    else:
        for line in _lines(project):
            console.text(line)
    return first_of(
        code
        for code, holds in (
            (Exit.INTERNAL, project.internal),
            (Exit.UNREADABLE, project.unreadable),
            (Exit.NOTHING, bool(project.unmatched) or not project.obligations),
        )
        if holds
    )


command = with_flags(Flags, Selectors, verify_list)


def _lines(project: Project) -> Iterator[str]:
    from tlaverify.report.diagnostics import shown_path
    from tlaverify.report.tree import plural, step_title

    for module in project.modules:
        if not module.theorems:
            continue
        yield f"{module.name}  {shown_path(str(module.path))}"
        for theorem in module.theorems:
            counts = _counts(theorem)
            for step, depth in _walk(theorem.outline, 0):
                if step.id in counts:
                    name = step_title(step, depth)
                    count = plural(counts[step.id], "obligation")
                    yield f"  {'  ' * depth}{name}  line {step.place.line}, {count}"


def _walk(step: StepOutline, depth: int) -> Iterator[tuple[StepOutline, int]]:
    yield step, depth
    for child in step.children:
        yield from _walk(child, depth + 1)


def _counts(theorem: SelectedTheorem) -> Counter[str]:
    """How many of the selected obligations each step has, those below it included."""
    counts: Counter[str] = Counter()
    for obligation in theorem.obligations:
        name = obligation.step
        while name.startswith(theorem.outline.id):
            counts[name] += 1
            if name == theorem.outline.id:
                break
            name = name.rpartition("!")[0]
    return counts


def _object(project: Project) -> dict[str, Any]:
    from tlaverify.report.json_report import FORMAT, diagnostic_object

    modules = project.modules
    return {
        "format": FORMAT,
        "selected": "partial" if project.partial else "all",
        "diagnostics": [diagnostic_object(d) for d in project.diagnostics],
        "summary": {
            "modules": len(modules),
            "theorems": sum(len(m.theorems) for m in modules),
            "steps": sum(len(_counts(t)) - 1 for m in modules for t in m.theorems),
            "obligations": len(project.obligations),
        },
        "modules": [_module(m) for m in modules],
    }


def _module(module: SelectedModule) -> dict[str, Any]:
    from tlaverify.report.diagnostics import shown_path

    return {
        "name": module.name,
        "path": shown_path(str(module.path)),
        "readable": module.info is not None,
        "theorems": [
            {
                "name": t.outline.name,
                "id": t.outline.id,
                "keyword": t.outline.keyword,
                "line": t.outline.place.line,
                "end_line": t.outline.place.end_line,
                "steps": [
                    {"id": s.id, "keyword": s.keyword, "line": s.place.line, "end_line": s.place.end_line}
                    for s in t.outline.walk()
                    if s is not t.outline
                ],
                "obligations": [
                    {
                        "id": o.id,
                        "step": o.step,
                        "kind": o.kind,
                        "line": o.place.line,
                        "column": o.place.column,
                        "omitted": o.omitted,
                        "backends": sorted(o.backends),
                    }
                    for o in t.obligations
                ],
            }
            for t in module.theorems
        ],
    }
