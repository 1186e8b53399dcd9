"""``verify all`` and ``verify check``: run what is selected, show it, choose the exit code."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from tlaverify.cli.config import Settings, UsageProblem
from tlaverify.cli.console import Console, make_console
from tlaverify.cli.exits import Exit, first_of
from tlaverify.cli.flags import Flags
from tlaverify.cli.project import Project, open_project
from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.verdict import Unknown
from tlaverify.report.failures import Goal, failure, failures
from tlaverify.report.formats import document
from tlaverify.report.model import ModuleRun, Run, TheoremRun
from tlaverify.report.progress import LiveProgress, PlainProgress, Plan, Progress
from tlaverify.report.rests_on import rests_on
from tlaverify.report.tree import rests_on_lines, summary_line
from tlaverify.schedule.options import Options
from tlaverify.schedule.result import Result, result_for
from tlaverify.schedule.run import run as run_obligations

__all__ = ["exit_code", "prove"]


def prove(texts: Sequence[str], flags: Flags, settings: Settings) -> int:
    """Verify what is selected and report it; returns the exit code.

    texts  selectors; none means all of the configured paths, else of the working directory.
    """
    started = time.perf_counter()
    console = make_console(settings.output_format not in ("text", "github"), settings.quiet, settings.color)
    project = open_project(texts, settings, flags.keywords)
    console.diagnostics(project.diagnostics)
    run = _run(project, settings, console, started)
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


def _run(project: Project, settings: Settings, console: Console, started: float) -> Run:
    """Give the selected obligations to the scheduler and show what comes of them."""
    results: dict[int, Result] = {}
    interrupted = stopped = False
    with _progress(project, settings, console) as show:
        for batch in _batches(project.obligations):
            if interrupted or stopped:
                reason = "interrupted" if interrupted else "not run: an earlier obligation was not proved"
                found = tuple(result_for(o, Unknown(reason)) for o in batch)
            else:
                try:
                    outcome = run_obligations(batch, _options(settings), show)
                except ValueError as error:
                    raise UsageProblem(str(error)) from None
                found = outcome.results
                interrupted, stopped = outcome.interrupted, outcome.stopped
            results.update((id(o), r) for o, r in zip(batch, found, strict=True))
    modules = tuple(
        ModuleRun(
            m.name,
            str(m.path),
            tuple(
                TheoremRun(t.outline, tuple(results[id(o)] for o in t.obligations), t.total)
                for t in m.theorems
            ),
            readable=m.info is not None,
        )
        for m in project.modules
    )
    return Run(
        rests_on(modules, [m.program for m in project.modules]),
        tuple(project.diagnostics),
        project.partial,
        time.perf_counter() - started,
        interrupted,
        stopped,
    )


def _batches(obligations: Sequence[Obligation]) -> Iterator[list[Obligation]]:
    """The obligations in runs with unique ids: two files may hold modules of one name."""
    batch: list[Obligation] = []
    names: set[str] = set()
    for obligation in obligations:
        if obligation.id in names:
            yield batch
            batch, names = [], set()
        batch.append(obligation)
        names.add(obligation.id)
    if batch:
        yield batch


def _options(settings: Settings) -> Options:
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
    )


def _progress(project: Project, settings: Settings, console: Console) -> Progress:
    plan: Plan = [
        (
            ModuleRun(m.name, str(m.path)),
            [(TheoremRun(t.outline, (), t.total), [o.id for o in t.obligations]) for t in m.theorems],
        )
        for m in project.modules
    ]
    goal = _goals(project)

    def after(theorem: TheoremRun) -> None:
        found = [failure(theorem, result, goal) for result in theorem.results]
        shown = [d for d in found if d is not None and d.code != "omitted"]
        if shown:
            console.text()
            console.diagnostics(shown, aside=False)

    if console.live:
        return LiveProgress(
            plan, width=console.width, colour=console.colour, stderr=console.machine, after=after
        )
    return PlainProgress(
        plan,
        console.text,
        width=console.width,
        colour=console.colour,
        failing_only=settings.quiet,
        after=after,
    )


def _goals(project: Project) -> Goal:
    """The goals by id, printed when asked for."""
    by_id = {o.id: o for o in project.obligations}

    def goal(name: str) -> str:
        from tlaverify.semantics.printing import show

        return show(by_id[name].goal) if name in by_id else ""

    return goal


def _conclude(run: Run, project: Project, settings: Settings, console: Console) -> None:
    """What stands at the end: the document that was asked for, what rests on what, the summary."""
    if settings.output_format != "text":
        console.document(document(settings.output_format, run, failures(run, _goals(project))))
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
