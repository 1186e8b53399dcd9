"""``verify explain STEP``: why a step fails: a checked counterexample, what was forgotten, or unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from tlaverify.cli.exits import Exit, first_of
from tlaverify.cli.flags import ProofFlags, with_flags

if TYPE_CHECKING:
    from tlaverify.cli.console import Console
    from tlaverify.explain.condition import Condition
    from tlaverify.explain.counterexample import Counterexample
    from tlaverify.explain.missing import Missing
    from tlaverify.explain.reading import Reading
    from tlaverify.kernel.sequent import Obligation
    from tlaverify.schedule.crew import Crew
    from tlaverify.schedule.options import Options
    from tlaverify.schedule.result import Result

__all__ = ["command"]

Selectors = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SELECTOR", help="MODULE!THEOREM!<1>2, one obligation's id, FILE:LINE ...", show_default=False
    ),
]


@dataclass(frozen=True, slots=True)
class ExplainFlags(ProofFlags):
    """The flags of ``verify explain``."""

    itf: Annotated[
        Path | None,
        typer.Option("--itf", metavar="FILE", help="Write the first counterexample as an ITF trace."),
    ] = None
    tla: Annotated[
        Path | None,
        typer.Option(
            "--tla", metavar="FILE",
            help="Write the first counterexample as a module for TLC, and its .cfg beside it.",
        ),
    ] = None


_MODULE_NAME: Final = re.compile(r"[A-Za-z0-9_]*[A-Za-z][A-Za-z0-9_]*\Z")
_WIDTH: Final = 80
_WIDEST: Final = 100
"""Columns: where no terminal tells how many there are, and what people still read with ease."""


@dataclass(frozen=True, slots=True)
class _Explained:
    """What was found out about one obligation that is not proved."""

    obligation: Obligation
    result: Result
    counterexample: Counterexample | None
    reading: Reading | None
    condition: Condition | None
    missing: Missing | None


def verify_explain(selectors: Sequence[str], flags: ExplainFlags) -> int:
    """Say why what is selected is not proved."""
    from tlaverify.cli.config import UsageProblem, read_settings
    from tlaverify.cli.console import make_console
    from tlaverify.cli.contexts import contradictory_steps
    from tlaverify.cli.project import open_project
    from tlaverify.cli.prove import options_of
    from tlaverify.kernel.verdict import Error, Omitted, Proved
    from tlaverify.schedule.crew import Crew
    from tlaverify.schedule.run import asked

    _check_name(flags.tla)
    if not selectors and flags.keywords is None:
        raise UsageProblem("nothing is selected", "name a theorem, a step, an obligation or FILE:LINE")
    settings = read_settings(flags.settings())
    machine = settings.output_format != "text"
    console = make_console(machine, settings.quiet, settings.color)
    width = min(console.width or _WIDTH, _WIDEST)
    project = open_project(selectors, settings, flags.keywords)
    console.diagnostics(project.diagnostics)
    options = replace(options_of(settings), refuter="")  # the search here is wider than the workers'
    chosen = list(project.obligations)
    with Crew(options) as crew:
        results = asked(chosen, options, crew=crew) if chosen else ()
        explained: list[_Explained] = []
        absurd = [
            name for m in project.modules
            for name in contradictory_steps(m, [o for t in m.theorems for o in t.obligations], options, crew)
        ]
        for obligation, result in zip(chosen, results, strict=True):
            if isinstance(result.verdict, Proved):
                if not settings.quiet:
                    console.text(f"{obligation.id}: proved")
            elif isinstance(result.verdict, Omitted | Error):
                console.text(f"{obligation.id}: {result.verdict.reason}")
            else:
                one = _explain(obligation, result, options, crew)
                explained.append(one)
                for line in ("", *_heading(obligation), *_lines(one, width)):
                    console.text(line)
            if obligation.id in absurd:
                warning = "FALSE follows from what it may use, so anything does"
                console.text(f"warning: {obligation.id}: {warning}")
    if machine:
        console.document(_document(project.diagnostics, explained, absurd))
    _write_files(flags, explained, console)
    return first_of(
        code
        for code, holds in (
            (Exit.INTERNAL, project.internal),
            (Exit.UNREADABLE, project.unreadable),
            (Exit.FAILED, bool(explained) or any(isinstance(r.verdict, Error) for r in results)),
            (Exit.INCOMPLETE, any(isinstance(r.verdict, Omitted) for r in results)),
            (Exit.NOTHING, bool(project.unmatched) or not chosen),
        )
        if holds
    )


command = with_flags(ExplainFlags, Selectors, verify_explain)


def _explain(obligation: Obligation, result: Result, options: Options, crew: Crew) -> _Explained:
    from tlaverify.explain.condition import find_condition
    from tlaverify.explain.counterexample import find_counterexample
    from tlaverify.explain.missing import may_be_missing, missing_citations
    from tlaverify.explain.names import shortly_named
    from tlaverify.explain.reading import read_counterexample
    from tlaverify.schedule.portfolio import probing
    from tlaverify.schedule.run import asked

    quick = probing(options)

    def proved(obligations: Sequence[Obligation]) -> list[bool]:
        return [r.proved for r in asked(obligations, quick, crew=crew)]

    def proved_at_length(obligations: Sequence[Obligation]) -> list[bool]:
        return [r.proved for r in asked(obligations, replace(options, fail_fast=False), crew=crew)]

    found = find_counterexample(obligation)
    missing = missing_citations(obligation, proved) if may_be_missing(obligation, found) else None
    if found is not None:
        found = shortly_named(obligation, found)
    if found is None:
        return _Explained(obligation, result, None, None, None, missing)
    condition = None if missing else find_condition(obligation, found, proved_at_length)
    return _Explained(
        obligation, result, found, read_counterexample(obligation, found), condition, missing
    )


def _heading(obligation: Obligation) -> list[str]:
    from tlaverify.report.diagnostics import shown_path

    place = obligation.place
    return [f"{obligation.id}: not proved", f"  --> {shown_path(place.path)}:{place.line}:{place.column}", ""]


def _lines(one: _Explained, width: int) -> list[str]:
    from tlaverify.explain.condition_text import condition_lines
    from tlaverify.explain.text import reading_lines
    from tlaverify.kernel.verdict import Error, Unknown

    out: list[str] = []
    if one.reading is not None:
        out += reading_lines(one.reading, width)
        if one.missing is None:
            out += condition_lines(one.condition, width)
    elif isinstance(one.result.verdict, (Unknown, Error)):
        out.append(f"unknown: {one.result.verdict.reason}")
        out.append("no counterexample was found in small scopes (which proves nothing)")
    if one.missing is not None:
        these = "this" if len(one.missing.facts) + len(one.missing.definitions) == 1 else "these"
        out += ["", f"hint: it is proved with {these} cited too, add: {one.missing.text()}"]
    return out


def _document(
    diagnostics: Sequence[Any], explained: Sequence[_Explained], absurd: Sequence[str]
) -> str:
    from tlaverify.explain.condition_text import condition_object
    from tlaverify.explain.json_object import counterexample_object
    from tlaverify.report.json_report import FORMAT, diagnostic_object, to_json

    return to_json({
        "format": FORMAT,
        "diagnostics": [diagnostic_object(d) for d in diagnostics],
        "explanations": [
            {
                "id": e.obligation.id,
                "step": e.obligation.step,
                "verdict": "refuted" if e.counterexample is not None else "unknown",
                "counterexample": e.reading and counterexample_object(e.reading),
                "condition": e.condition and condition_object(e.condition),
                "missing": None if e.missing is None else {
                    "facts": list(e.missing.facts), "definitions": list(e.missing.definitions)
                },
                "text": "\n".join(_lines(e, _WIDTH)),
            }
            for e in explained
        ],
        "contradictory": list(absurd),
    })


def _write_files(flags: ExplainFlags, explained: Sequence[_Explained], console: Console) -> None:
    """Write the first counterexample to the files that were asked for."""
    import json

    from tlaverify.explain.itf import itf_object
    from tlaverify.explain.tlc import tlc_module

    if flags.itf is None and flags.tla is None:
        return
    one = next((e for e in explained if e.counterexample is not None), None)
    if one is None or one.counterexample is None:
        console.text("no counterexample was found: no file was written")
        return
    if flags.itf is not None:
        trace = itf_object(one.obligation, one.counterexample)
        _write(flags.itf, json.dumps(trace, indent=1, ensure_ascii=False) + "\n")
    if flags.tla is not None:
        module = tlc_module(one.obligation, one.counterexample, flags.tla.stem)
        _write(flags.tla, module.module)
        _write(flags.tla.with_suffix(".cfg"), module.configuration)


def _check_name(path: Path | None) -> None:
    """A module stands in the file of its name."""
    from tlaverify.cli.config import UsageProblem

    if path is not None and (path.suffix != ".tla" or not _MODULE_NAME.match(path.stem)):
        raise UsageProblem(f"--tla {path}: no name for a module's file", "name it Counterexample.tla")


def _write(path: Path, text: str) -> None:
    from tlaverify.cli.config import UsageProblem

    try:
        path.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise UsageProblem(f"cannot write {path}: {problem.strerror}", "name another file") from None
