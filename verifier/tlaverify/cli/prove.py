"""``verify all`` and ``verify check``: run what is selected, show it, choose the exit code."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from tlaverify.cli.caching import disagreements, open_cache
from tlaverify.cli.config import Settings, UsageProblem
from tlaverify.cli.console import Console, make_console
from tlaverify.cli.exits import Exit, first_of
from tlaverify.cli.flags import Flags
from tlaverify.cli.internal import version
from tlaverify.cli.project import Project, SelectedModule, open_project
from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.verdict import Unknown
from tlaverify.report.diagnostics import Lines, source_lines
from tlaverify.report.failures import Goal, failure, failures
from tlaverify.report.formats import document
from tlaverify.report.json_lines import result_line
from tlaverify.report.model import ModuleRun, Run, TheoremRun
from tlaverify.report.progress import LiveProgress, PlainProgress, Plan, Progress
from tlaverify.report.rests_on import rests_on
from tlaverify.report.tree import rests_on_lines, summary_line
from tlaverify.schedule.options import REFUTER, Options
from tlaverify.schedule.result import Result, result_for
from tlaverify.schedule.run import run as run_obligations

__all__ = ["exit_code", "options_of", "prove", "run_project"]

INTERRUPTED = "interrupted"
STOPPED = "not run: an earlier obligation was not proved"


def prove(texts: Sequence[str], flags: Flags, settings: Settings) -> int:
    """Verify what is selected and report it; returns the exit code.

    texts  selectors; none means all of the configured paths, else of the working directory.
    """
    started = time.perf_counter()
    console = make_console(settings.output_format not in ("text", "github"), settings.quiet, settings.color)
    project = open_project(texts, settings, flags.keywords)
    console.diagnostics(project.diagnostics)
    run = run_project(project, settings, console, started)
    _conclude(run, project, settings, console)
    return exit_code(run, project)


def exit_code(run: Run, project: Project) -> Exit:
    """The code for what the run came to; nothing checked is never a success."""
    counts = run.summary().verdicts
    return first_of(
        code
        for code, holds in (
            (Exit.INTERRUPTED, run.interrupted),
            (Exit.INTERNAL, project.internal),
            (Exit.UNREADABLE, project.unreadable),
            (Exit.FAILED, counts["refuted"] + counts["unknown"] + counts["error"] > 0),
            (Exit.INCOMPLETE, counts["omitted"] > 0),
            (Exit.NOTHING, bool(project.unmatched) or not run.results),
        )
        if holds
    )


def run_project(project: Project, settings: Settings, console: Console, started: float) -> Run:
    """Give the selected obligations to the scheduler and show what comes of them.

    Where ``--recheck`` finds that the cache lied, the project counts as damaged: its ``internal`` is set.
    """
    cache = open_cache(settings, console)
    modules: list[ModuleRun] = []
    halted = ""
    for batch in _batches(project.modules):
        with _progress(batch, settings, console) as show:
            if halted:
                results = tuple(result_for(o, Unknown(halted)) for o in _obligations(batch))
                for result in results:
                    show(result)
            else:
                try:
                    outcome = run_obligations(_obligations(batch), options_of(settings), show, cache)
                except ValueError as error:
                    raise UsageProblem(str(error)) from None
                results = outcome.results
                if outcome.interrupted:
                    halted = INTERRUPTED
                elif outcome.stopped:
                    halted = STOPPED
        lies = disagreements(results, settings)
        if lies:
            project.internal = True
            project.diagnostics.extend(lies)
            console.diagnostics(lies)
        modules.extend(_with_results(batch, results))
    return Run(
        rests_on(modules, [m.program for m in project.modules]),
        tuple(project.diagnostics),
        project.partial,
        time.perf_counter() - started,
        interrupted=halted == INTERRUPTED,
        stopped=halted == STOPPED,
    )


def _with_results(batch: Sequence[SelectedModule], results: Sequence[Result]) -> Iterator[ModuleRun]:
    """The results, which come in the order of the obligations."""
    left = dict(zip((o.id for o in _obligations(batch)), results, strict=True))
    if len(left) < len(results):  # then one verdict would stand for two
        raise AssertionError("two obligations have one id")
    for module in batch:
        theorems = tuple(
            TheoremRun(t.outline, tuple(left[o.id] for o in t.obligations), t.left_out)
            for t in module.theorems
        )
        yield ModuleRun(module.name, str(module.path), theorems, readable=module.info is not None)


def _obligations(batch: Sequence[SelectedModule]) -> list[Obligation]:
    return [o for m in batch for t in m.theorems for o in t.obligations]


def _batches(modules: Sequence[SelectedModule]) -> Iterator[list[SelectedModule]]:
    """The modules in runs within which ids are unique: two files may hold modules of one name."""
    batch: list[SelectedModule] = []
    for module in modules:
        if any(module.name == other.name for other in batch):
            yield batch
            batch = []
        batch.append(module)
    if batch:
        yield batch


def options_of(settings: Settings) -> Options:
    """What the scheduler is told."""
    return Options(
        jobs=settings.jobs,
        budget=settings.budget,
        timeout=settings.timeout,
        memory=settings.memory,
        seed=settings.seed,
        solvers=settings.solver,
        encodings=settings.encoding or None,
        fail_fast=settings.fail_fast,
        portfolio=settings.portfolio,
        refuter=REFUTER,
        recheck=settings.recheck,
    )


def _progress(batch: Sequence[SelectedModule], settings: Settings, console: Console) -> Progress:
    plan: Plan = [
        (
            ModuleRun(m.name, str(m.path)),
            [(TheoremRun(t.outline, (), t.left_out), [o.id for o in t.obligations]) for t in m.theorems],
        )
        for m in batch
    ]
    goal = _goals(_obligations(batch))

    def details(theorem: TheoremRun) -> list[str]:
        found = [failure(theorem, result, goal, console.width) for result in theorem.results]
        shown = [d for d in found if d is not None and d.code != "omitted"]
        return ["", *console.rendered(shown, source=_sources(batch))] if shown else []

    def stream(result: Result) -> None:
        if settings.output_format == "jsonl":
            console.document(result_line(result))

    if console.live:
        return LiveProgress(
            plan,
            width=console.width,
            colour=console.colour,
            stderr=console.machine,
            details=details,
            stream=stream,
        )
    return PlainProgress(
        plan,
        console.text,
        width=console.width,
        colour=console.colour,
        failing_only=settings.quiet,
        details=details,
        stream=stream,
    )


def _sources(batch: Sequence[SelectedModule]) -> Lines:
    """The modules' texts as they were read: a file may have been edited while its proofs were running."""
    read = {m.info.source.path: m.info.source for m in batch if m.info is not None}
    return lambda path: read[path].text.split("\n") if path in read else source_lines(path)


def _goals(obligations: Sequence[Obligation]) -> Goal:
    """The goals by id, printed when asked for."""
    by_id = {o.id: o for o in obligations}

    def goal(name: str) -> str:
        from tlaverify.semantics.printing import show

        return show(by_id[name].goal) if name in by_id else ""

    return goal


def _conclude(run: Run, project: Project, settings: Settings, console: Console) -> None:
    """What stands at the end: the document that was asked for, what rests on what, the summary."""
    if settings.output_format != "text":
        console.document(
            document(settings.output_format, run, failures(run, _goals(project.obligations)), version())
        )
    if not run.results:
        console.text("nothing was checked")
        return
    if not settings.quiet:
        for line in rests_on_lines(run):
            console.text(line)
    if run.interrupted:
        console.text("interrupted: what was not finished counts as unknown")
    elif run.stopped:
        console.text("stopped at the first obligation that is not proved (--fail-fast)")
    console.text(summary_line(run))
