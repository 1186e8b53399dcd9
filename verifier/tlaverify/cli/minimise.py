"""``verify minimise STEP|MODULE``: the facts and definitions that the proofs really need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tlaverify.cli.exits import Exit, first_of
from tlaverify.cli.flags import ProofFlags, with_flags

if TYPE_CHECKING:
    from tlaverify.cli.project import SelectedModule
    from tlaverify.explain.needed import Needed
    from tlaverify.kernel.sequent import Obligation
    from tlaverify.schedule.result import Result

__all__ = ["command"]

Selectors = Annotated[
    list[str] | None,
    typer.Argument(metavar="SELECTOR", help="MODULE, FILE, MODULE!THEOREM!<1>2 ...", show_default=False),
]

_SHARE = 0.1
"""The share of the budget in which a shorter list must do: what barely passes is kept as it is."""


@dataclass(frozen=True, slots=True)
class MinimiseFlags(ProofFlags):
    """The flags of ``verify minimise``."""

    write: Annotated[
        bool, typer.Option("--write", help="Leave what is not needed out of the modules' BY lists.")
    ] = False


def verify_minimise(selectors: Sequence[str], flags: MinimiseFlags) -> int:
    """Print the BY and DEF lists that suffice, confirmed by a second run."""
    from tlaverify.cli.caching import open_caches
    from tlaverify.cli.config import UsageProblem, read_settings
    from tlaverify.cli.console import make_console
    from tlaverify.cli.contexts import contradictory_steps
    from tlaverify.cli.project import open_project
    from tlaverify.cli.prove import options_of
    from tlaverify.explain.needed import needed_citations
    from tlaverify.schedule.crew import Crew
    from tlaverify.schedule.run import asked

    if not selectors and flags.keywords is None:
        raise UsageProblem("nothing is selected", "name a module, a theorem, a step or FILE:LINE")
    settings = read_settings(flags.settings())
    machine = settings.output_format != "text"
    console = make_console(machine, settings.quiet, settings.color)
    project = open_project(selectors, settings, flags.keywords)
    console.diagnostics(project.diagnostics)
    options = replace(options_of(settings), refuter="", fail_fast=False)
    caches = open_caches(settings, options, console)
    cache = caches.outcomes if caches is not None else None

    crew = Crew(options, cache)
    passes: dict[str, tuple[str, str]] = {}

    def thorough(obligations: Sequence[Obligation]) -> list[bool]:
        results = asked(obligations, options, cache, crew) if obligations else ()
        passes.update((r.id, _pass(r, options.solvers)) for r in results if r.proved)
        return [r.proved for r in results]

    def quick(obligations: Sequence[Obligation]) -> list[bool]:
        """By what proved the obligation with all its citations."""
        proved: dict[int, bool] = {}
        using = [passes.get(o.id, ("", "")) for o in obligations]
        for solver, encoding in sorted(set(using)):
            told = replace(options, budget=options.budget * _SHARE)
            if solver:
                told = replace(told, solvers=(solver,), encodings=(encoding,))
            here = [i for i, u in enumerate(using) if u == (solver, encoding)]
            results = asked([obligations[i] for i in here], told, cache, crew)
            proved.update((i, r.proved) for i, r in zip(here, results, strict=True))
        return [proved[i] for i in range(len(obligations))]

    failed: list[str] = []
    absurd: list[str] = []
    documents: list[dict[str, object]] = []
    total = spare = 0
    with crew:
        for module in project.modules:
            chosen = [o for t in module.theorems for o in t.obligations]
            if module.info is None or module.program is None or not chosen:
                continue
            bad = {o.step: o.id for o, ok in zip(chosen, thorough(chosen), strict=True) if not ok}
            failed += bad.values()
            steps = {o.step for o in chosen} - bad.keys()
            absurd += contradictory_steps(module, [o for o in chosen if o.step in steps], options, crew)
            found = needed_citations(module.info, module.program, steps, quick, thorough)
            if flags.write and any(n.spare for n in found):
                _write(module, found)
            for needed in found:
                total += len(needed.node.facts) + len(needed.node.defs)
                spare += needed.spare
                documents.append(_object(module, needed))
                if needed.spare:
                    for line in _lines(documents[-1]):
                        console.text(line)
    if caches is not None:
        caches.outcomes.settle()
    for name in failed:
        console.text(f"{name}: not proved, left as it is")
    for name in absurd:
        console.text(f"{name}: FALSE follows from what it may use, so anything does")
    done = "left out" if flags.write else "not needed"
    console.text(f"{spare} of {total} citations {done} in {len(documents)} BY proofs")
    if machine:
        from tlaverify.report.json_report import FORMAT, diagnostic_object, to_json

        console.document(to_json({
            "format": FORMAT,
            "diagnostics": [diagnostic_object(d) for d in project.diagnostics],
            "summary": {"citations": total, "not_needed": spare, "written": flags.write},
            "not_proved": failed,
            "contradictory": absurd,
            "proofs": documents,
        }))
    return first_of(
        code
        for code, holds in (
            (Exit.INTERNAL, project.internal),
            (Exit.UNREADABLE, project.unreadable),
            (Exit.FAILED, bool(failed)),
            (Exit.NOTHING, bool(project.unmatched) or not project.obligations),
        )
        if holds
    )


command = with_flags(MinimiseFlags, Selectors, verify_minimise)


def _pass(result: Result, solvers: Sequence[str]) -> tuple[str, str]:
    """The solver and the encoding that proved it; empty where none of the ``solvers`` did."""
    last = result.attempts[-1] if result.attempts else None
    if last is None or last.outcome is None or last.solver not in solvers:
        return "", ""
    return last.solver, last.encoding.partition("/")[0]


def _object(module: SelectedModule, needed: Needed) -> dict[str, object]:
    from tlaverify.explain.shorten import text_of

    assert module.info is not None
    source, node = module.info.source, needed.node
    return {
        "step": needed.step,
        "path": str(module.path),
        "line": node.span.line,
        "column": node.span.column,
        "only": node.only,
        "facts": [text_of(source, node.facts[i]) for i in needed.facts],
        "definitions": [text_of(source, node.defs[i]) for i in needed.defs],
        "spare_facts": [text_of(source, f) for i, f in enumerate(node.facts) if i not in needed.facts],
        "spare_definitions": [text_of(source, d) for i, d in enumerate(node.defs) if i not in needed.defs],
    }


def _lines(about: dict[str, Any]) -> list[str]:
    facts, definitions = ", ".join(about["facts"]), ", ".join(about["definitions"])
    short = " ".join(
        ["BY", *(["ONLY"] if about["only"] else []), *([facts] if facts else []),
         *([f"DEF {definitions}"] if definitions else [])]
    )
    spare = ", ".join(
        [*about["spare_facts"], *(["DEF " + ", ".join(about["spare_definitions"])]
                                  if about["spare_definitions"] else [])]
    )
    return [
        f"{about['step']}  {about['path']}:{about['line']}",
        f"  suffices    {short if short != 'BY' else 'OBVIOUS'}",
        f"  not needed  {spare}",
    ]


def _write(module: SelectedModule, found: Sequence[Needed]) -> None:
    """Edit the file.

    Raises UsageProblem if it is not what was read any more, or cannot be written.
    """
    from tlaverify.cli.config import UsageProblem
    from tlaverify.explain.needed import with_citations
    from tlaverify.explain.shorten import shortened
    from tlaverify.syntax.parse import parse_module
    from tlaverify.syntax.source import Source, read_source

    assert module.info is not None
    path, source = Path(module.path), module.info.source
    text = shortened(source, found)
    wanted = [u.node for u in with_citations(module.info, found).theorems]
    written = [u for u in parse_module(Source(source.path, text)).units if type(u) is type(wanted[0])]
    if written != wanted:
        raise RuntimeError("the edited module does not read as meant; nothing was written")
    if read_source(path).text != source.text:
        raise UsageProblem(f"{path} was changed in the meantime", "run it again")
    data = path.read_bytes()
    if b"\r" in data:
        text = text.replace("\n", "\r\n" if b"\r\n" in data else "\r")
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    try:
        path.write_bytes(mark + text.encode("utf-8"))
    except OSError as problem:
        raise UsageProblem(f"cannot write {path}: {problem.strerror}", "make it writable") from None
