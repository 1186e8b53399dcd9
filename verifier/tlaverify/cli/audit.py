"""``verify audit [SELECTOR...]``: what each theorem rests on, with the chain that leads there."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tlaverify.cli.flags import ProofFlags, with_flags

if TYPE_CHECKING:
    from tlaverify.audit.supports import Support, TheoremAudit
    from tlaverify.kernel.diagnostic import Diagnostic

__all__ = ["command"]

Selectors = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="THEOREM", help="Theorems, modules, paths; without any, everything.", show_default=False
    ),
]


@dataclass(frozen=True, slots=True)
class AuditFlags(ProofFlags):
    """The flags of ``verify audit``."""

    deny: Annotated[
        str | None,
        typer.Option(
            metavar="KINDS",
            help="Exit with 11 if a theorem rests on one of these: assume, axiom, trusted-library, omitted "
            "(or unchecked), unproved, unchecked, ptl; with commas.",
        ),
    ] = None


def verify_audit(selectors: Sequence[str], flags: AuditFlags) -> int:
    """Show what theorems rest on: assumptions, open proofs, trusted facts, solvers."""
    from tlaverify.audit.supports import audit
    from tlaverify.cli.cited import with_cited
    from tlaverify.cli.config import UsageProblem, read_settings
    from tlaverify.cli.console import make_console
    from tlaverify.cli.exits import Exit, first_of
    from tlaverify.cli.project import open_project
    from tlaverify.cli.prove import run_project

    started = time.perf_counter()
    denied = _kinds(flags.deny)
    settings = replace(read_settings(flags.settings()), quiet=True, fail_fast=False)
    if settings.output_format not in ("text", "json", "github"):
        raise UsageProblem(f"there is no {settings.output_format} here", "formats: text, json, github")
    machine = settings.output_format == "json"
    console = make_console(machine, settings.quiet, settings.color)
    asked = open_project(selectors, settings, flags.keywords)
    console.diagnostics(asked.diagnostics)
    project = with_cited(asked, selectors, settings)
    wanted = {t.outline.id for m in asked.modules for t in m.theorems}
    run = run_project(project, settings, console, started)
    audits = [a for a in audit(run.modules, [m.program for m in project.modules]) if a.id in wanted]
    problems = [_denial(a, s) for a in audits for s in a.named(denied)]
    open_ = {s.kind for a in audits for s in a.supports if s.chain == (a.id,)}
    code = first_of(
        code
        for code, holds in (
            (Exit.INTERRUPTED, run.interrupted),
            (Exit.INTERNAL, asked.internal or project.internal),
            (Exit.UNREADABLE, asked.unreadable or project.unreadable),
            (Exit.FAILED, any(a.named(("unproved",)) for a in audits)),
            (Exit.INCOMPLETE, "omitted" in open_ or bool(problems)),
            (Exit.NOTHING, bool(asked.unmatched) or not audits),
        )
        if holds
    )
    if machine:
        from tlaverify.report.json_report import FORMAT, diagnostic_object, to_json

        console.document(
            to_json(
                {
                    "format": FORMAT,
                    "diagnostics": [diagnostic_object(d) for d in project.diagnostics],
                    "theorems": [_object(a) for a in audits],
                    "denied": [diagnostic_object(d) for d in problems],
                    "exit": int(code),
                }
            )
        )
        return code
    for one in audits:
        for line in _lines(one):
            console.text(line)
    if settings.output_format == "github" and problems:
        from tlaverify.report.github import workflow_commands

        console.document(workflow_commands(problems))
    console.diagnostics(problems)
    return code


command = with_flags(AuditFlags, Selectors, verify_audit)


def _kinds(text: str | None) -> tuple[str, ...]:
    from tlaverify.audit.supports import KINDS
    from tlaverify.cli.config import UsageProblem

    kinds = tuple(k.strip() for k in (text or "").split(",") if k.strip())
    if text is not None and not kinds:
        raise UsageProblem("--deny: at least one kind is needed", f"there are {', '.join(KINDS)}")
    for kind in kinds:
        if kind not in KINDS:
            raise UsageProblem(f"--deny: there is no {kind}", f"there are {', '.join(KINDS)}")
    if "omitted" in kinds and "unchecked" not in kinds:
        kinds += ("unchecked",)  # its proof may be omitted
    return kinds


def _lines(one: TheoremAudit) -> Iterator[str]:
    yield f"{one.id}  {one.verdict}"
    for support in one.supports:
        yield f"  {support.kind:<15}  {support.name}{_where(support)}"
        if len(support.chain) > 1:
            yield f"  {'':<15}  by way of {' -> '.join(support.chain)}"
    if not one.supports:
        yield "  nothing but definitions"
    if one.backends:
        yield f"  {'solvers':<15}  {', '.join(one.backends)}"


def _where(support: Support) -> str:
    from tlaverify.report.diagnostics import shown_path

    if support.place is None or support.kind in ("ptl", "trusted-library"):
        return ""
    return f"  {shown_path(support.place.path)}:{support.place.line}"


def _denial(one: TheoremAudit, support: Support) -> Diagnostic:
    from tlaverify.kernel.diagnostic import Annotation, Diagnostic

    return Diagnostic(
        "denied",
        f"{one.id} rests on {support.name} ({support.kind})",
        (Annotation(one.place),),
        notes=(f"by way of {' -> '.join((*support.chain, support.name))}",),
    )


def _object(one: TheoremAudit) -> dict[str, Any]:
    from tlaverify.report.diagnostics import shown_path

    return {
        "id": one.id,
        "verdict": one.verdict,
        "path": shown_path(one.place.path),
        "line": one.place.line,
        "rests_on": [
            {
                "kind": s.kind,
                "name": s.name,
                "path": shown_path(s.place.path) if s.place is not None else None,
                "line": s.place.line if s.place is not None else None,
                "chain": list(s.chain),
            }
            for s in one.supports
        ],
        "backends": list(one.backends),
    }
