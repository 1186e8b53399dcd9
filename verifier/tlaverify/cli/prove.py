"""``verify all`` and ``verify check``: run what is selected, show it, choose the exit code."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tlaverify.cli.caching import Caches, disagreements, open_caches, recheck_modules
from tlaverify.cli.config import Settings, UsageProblem
from tlaverify.cli.console import Console, make_console
from tlaverify.cli.contexts import CODES, CONTRADICTORY, with_warnings
from tlaverify.cli.exits import Exit, first_of
from tlaverify.cli.flags import Flags
from tlaverify.cli.hints import hint_lines
from tlaverify.cli.last_run import goals, keep_record, transcript_of
from tlaverify.cli.project import Find, Project, SelectedModule, open_project
from tlaverify.cli.reports import formats_of, sequents_of, write_report
from tlaverify.kernel.diagnostic import Diagnostic
from tlaverify.kernel.sequent import Obligation
from tlaverify.kernel.verdict import Unknown
from tlaverify.report.diagnostics import Lines, source_lines
from tlaverify.report.failures import failure
from tlaverify.report.formats import document
from tlaverify.report.json_lines import result_line, summary_json_line
from tlaverify.report.model import ModuleRun, Run, TheoremRun
from tlaverify.report.progress import LiveProgress, PlainProgress, Plan, Progress
from tlaverify.report.rests_on import citations, rests_on
from tlaverify.report.transcribe import checked
from tlaverify.report.transcript import Transcript
from tlaverify.report.tree import rests_on_lines, summary_line
from tlaverify.schedule.crew import Crew
from tlaverify.schedule.options import REFUTER, Options
from tlaverify.schedule.record import ModuleRecord
from tlaverify.schedule.result import Result, Span, result_for

__all__ = ["exit_code", "options_of", "prove", "run_project"]

INTERRUPTED = "interrupted"
STOPPED = "not run: an earlier obligation was not proved"


def prove(texts: Sequence[str], flags: Flags, settings: Settings, reports: Sequence[Path] = ()) -> int:
    """Verify what is selected and report it; returns the exit code.

    texts    selectors; none means all of the configured paths, else of the working directory.
    reports  files to write reports to; their names' endings choose the formats.
    """
    started = time.perf_counter()
    wanted = formats_of(reports)
    console = make_console(settings.output_format not in ("text", "github"), settings.quiet, settings.color)
    options = options_of(settings)
    caches = open_caches(settings, options, console)
    with Crew(options, None if caches is None else caches.outcomes) as crew:
        project = open_project(texts, settings, flags.keywords, find=_finding(caches, crew))
        project.diagnostics.extend(_nothing(project, flags.keywords))
        console.diagnostics(project.diagnostics)
        run = run_project(project, settings, console, started, caches, crew)
        code = exit_code(run, project, settings.strict)
        transcript = transcript_of(run, project, settings, code)
        readers = settings.output_format == "text"
        hints = hint_lines(run, project.obligations, options, crew) if readers else []
    if caches is not None:
        caches.outcomes.settle()
    _conclude(run, transcript, settings, console, hints)
    keep_record(transcript, settings, console)
    for name, file in wanted:
        write_report(name, file, transcript, lambda: sequents_of(project, settings), console.document)
    return code


def _finding(caches: Caches | None, crew: Crew) -> Find:
    """Look for modules in the caches; where one has to be read and proved, workers are started meanwhile."""

    def find(path: Path, roots: Sequence[Path]) -> ModuleRecord | None:
        record = None if caches is None else caches.find(path, roots)
        if record is None:
            with _usage():
                crew.ahead()
        return record

    return find


@contextmanager
def _usage() -> Iterator[None]:
    """What the scheduler cannot do anything with is the user's mistake."""
    try:
        yield
    except ValueError as error:
        raise UsageProblem(str(error)) from None


def _nothing(project: Project, keywords: str | None) -> Iterator[Diagnostic]:
    """An error where there is nothing to prove, so that no report of that looks like a success."""
    told = any(d.severity == "error" for d in project.diagnostics)
    if not told and not any(theorem.ids for module in project.modules for theorem in module.theorems):
        what = f"no theorem or step fits -k {keywords!r}" if keywords else "there is nothing to prove here"
        yield Diagnostic("nothing-selected", what)


def exit_code(run: Run, project: Project, strict: bool = False) -> Exit:
    """The code for what the run came to; nothing checked is never a success.

    strict  a proof from a contradiction counts as failed.
    """
    counts = run.summary().verdicts
    absurd = strict and any(d.code == CONTRADICTORY for d in project.diagnostics)
    return first_of(
        code
        for code, holds in (
            (Exit.INTERRUPTED, run.interrupted),
            (Exit.INTERNAL, project.internal),
            (Exit.UNREADABLE, project.unreadable),
            (Exit.FAILED, absurd or counts["refuted"] + counts["unknown"] + counts["error"] > 0),
            (Exit.INCOMPLETE, counts["omitted"] > 0),
            (Exit.NOTHING, bool(project.unmatched) or not run.results),
        )
        if holds
    )


def run_project(
    project: Project,
    settings: Settings,
    console: Console,
    started: float,
    caches: Caches | None = None,
    crew: Crew | None = None,
) -> Run:
    """Give the selected obligations to the scheduler and show what comes of them.

    caches  those that the modules were looked for in; the settings' where there are none.
    crew    workers for the settings' options, with those caches' outcomes; else there are some for this run.

    Where ``--recheck`` finds that the cache lied, the project counts as damaged: its ``internal`` is set.
    """
    options = options_of(settings)
    caches = caches or open_caches(settings, options, console)
    if crew is None:
        with Crew(options, None if caches is None else caches.outcomes) as own:
            run = run_project(project, settings, console, started, caches, own)
        if caches is not None:
            caches.outcomes.settle()
        return run
    modules: list[ModuleRun] = []
    halted = ""
    for batch in _batches(project.modules):
        results = [r for m in batch for t in m.theorems for r in t.results]
        with _progress(batch, settings, console) as show:
            for result in results:
                show(result)
            if settings.fail_fast and not halted and not all(r.proved for r in results):
                halted = STOPPED
            before = time.perf_counter() - started
            found, halted = _run(batch, options, show, caches, crew, halted)
        results += (_later(r, before) for r in found)
        lies = disagreements(results, settings)
        if settings.recheck and caches is not None and halted != INTERRUPTED:
            lies += recheck_modules(batch, settings, options, caches)
        if lies:
            project.internal = True
            project.diagnostics.extend(lies)
            console.diagnostics(lies)
        if found and not halted:
            try:
                batch = with_warnings(batch, options, crew)
            except KeyboardInterrupt:
                halted = INTERRUPTED
            told = [d for m in batch for d in m.warnings if d.code in CODES and m.record is None]
            project.diagnostics.extend(told)
            console.diagnostics(told)
        by_id = {r.id: r for r in results}
        if len(by_id) < len(results):  # then one verdict would stand for two
            raise AssertionError("two obligations have one id")
        if caches is not None and not lies:
            caches.keep(batch, by_id, finished=not halted)
        modules.extend(_with_results(batch, by_id))
    return Run(
        rests_on(modules, [_cited(m) for m in project.modules]),
        tuple(project.diagnostics),
        project.partial,
        time.perf_counter() - started,
        interrupted=halted == INTERRUPTED,
        stopped=halted == STOPPED,
    )


def _run(
    batch: Sequence[SelectedModule],
    options: Options,
    show: Callable[[Result], None],
    caches: Caches | None,
    crew: Crew,
    halted: str,
) -> tuple[list[Result], str]:
    """Results for what the cache does not know, and why the run has halted, if it has."""
    obligations = _obligations(batch)
    if halted:
        results = [result_for(o, Unknown(halted)) for o in obligations]
        for result in results:
            show(result)
        return results, halted
    if not obligations:
        return [], ""
    from tlaverify.schedule.run import run as run_obligations

    outcomes, expected = None, {}
    if caches is not None:
        outcomes, expected = caches.outcomes, caches.expected(batch)
        caches.outcomes.close()  # the workers open it for themselves
    with _usage():
        outcome = run_obligations(obligations, options, show, outcomes, expected, crew)
    halted = INTERRUPTED if outcome.interrupted else STOPPED if outcome.stopped else ""
    return [*outcome.results], halted


def _later(result: Result, seconds: float) -> Result:
    """The result with its span counted from a start that was ``seconds`` earlier."""
    span = result.span
    if span is None:
        return result
    return replace(result, span=Span(span.worker, span.began + seconds, span.ended + seconds))


def _cited(module: SelectedModule) -> Mapping[str, tuple[str, str]]:
    """The theorems that a module's proofs cite."""
    if module.record is not None:
        return module.record.cited
    if module.program is None:
        return {}
    facts = [name for t in module.theorems for o in t.obligations for name in o.rests_on]
    return citations(facts, module.program)


def _with_results(batch: Sequence[SelectedModule], results: Mapping[str, Result]) -> Iterator[ModuleRun]:
    for module in batch:
        theorems = tuple(
            TheoremRun(t.outline, tuple(results[name] for name in t.ids), t.left_out)
            for t in module.theorems
        )
        yield ModuleRun(module.name, str(module.path), theorems, readable=module.readable)


def _obligations(batch: Sequence[SelectedModule]) -> list[Obligation]:
    return [o for m in batch for t in m.theorems for o in t.obligations]


def _batches(modules: Sequence[SelectedModule]) -> Iterator[list[SelectedModule]]:
    """The modules in runs in which ids are unique: those of two files may have one name, nested ones too."""
    batch: list[SelectedModule] = []
    taken: set[str] = set()
    for module in modules:
        names = {module.name, *(t.outline.id for t in module.theorems)}
        if not taken.isdisjoint(names):
            yield batch
            batch, taken = [], set()
        batch.append(module)
        taken |= names
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
        cluster=settings.cluster,
    )


def _progress(batch: Sequence[SelectedModule], settings: Settings, console: Console) -> Progress:
    plan: Plan = [
        (
            ModuleRun(m.name, str(m.path)),
            [(TheoremRun(t.outline, (), t.left_out), t.ids) for t in m.theorems],
        )
        for m in batch
    ]
    goal = goals(batch)
    outlines = {name: t.outline for m in batch for t in m.theorems for name in t.ids}

    def details(theorem: TheoremRun) -> list[str]:
        found = [failure(checked(theorem.outline, r, goal, console.width)) for r in theorem.results]
        shown = [d for d in found if d is not None and d.code != "omitted"]
        return ["", *console.rendered(shown, source=_sources(batch))] if shown else []

    def stream(result: Result) -> None:
        if settings.output_format == "jsonl":
            console.document(result_line(checked(outlines[result.id], result)))

    if console.live and _obligations(batch):
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


def _conclude(
    run: Run, transcript: Transcript, settings: Settings, console: Console, hints: Sequence[str]
) -> None:
    """What stands at the end: the document that was asked for, what rests on what, the summary."""
    if settings.output_format == "jsonl":
        console.document(summary_json_line(transcript))
    elif settings.output_format != "text":
        console.document(document(settings.output_format, transcript))
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
    for line in hints:
        console.text(line)
    console.text(summary_line(transcript.summary, transcript.modules))
