"""``verify stability [SELECTOR...]``: which proofs hang on a seed, an order, a name or a solver's version."""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tlaverify.cli.exits import Exit, first_of
from tlaverify.cli.flags import ProofFlags, with_flags

if TYPE_CHECKING:
    from tlaverify.cli.config import Settings
    from tlaverify.cli.console import Console
    from tlaverify.cli.project import Project
    from tlaverify.stability.run import Tried
    from tlaverify.stability.table import Figures
    from tlaverify.stability.trial import Variant

__all__ = ["command"]

Selectors = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SELECTOR",
        help="Modules, theorems, steps, paths; without any, everything.",
        show_default=False,
    ),
]


@dataclass(frozen=True, slots=True)
class StabilityFlags(ProofFlags):
    """The flags of ``verify stability``."""

    seeds: Annotated[int, typer.Option(min=0, metavar="N", help="Other random seeds.")] = 10
    shuffles: Annotated[
        int, typer.Option(min=0, metavar="N", help="Other orders of the assertions.")
    ] = 5
    renamings: Annotated[
        int, typer.Option(min=0, metavar="N", help="Other names of all symbols.")
    ] = 5
    z3: Annotated[
        str | None,
        typer.Option(
            "--z3",
            metavar="VERSIONS",
            help="Versions of Z3, with commas (4.13,5.4): pip installs them, apart from everything else.",
        ),
    ] = None


def verify_stability(selectors: Sequence[str], flags: StabilityFlags) -> int:
    """Try the proofs under other seeds, orders, names and versions of Z3: which are brittle?"""
    from tlaverify.cli.config import UsageProblem, read_settings
    from tlaverify.cli.console import make_console
    from tlaverify.cli.project import open_project
    from tlaverify.cli.prove import options_of
    from tlaverify.stability.run import mutants, try_variants
    from tlaverify.stability.table import figures
    from tlaverify.stability.trial import Mutation, Variant

    settings = read_settings(flags.settings())
    if settings.output_format not in ("text", "json"):
        raise UsageProblem(f"there is no {settings.output_format} here", "formats: text, json")
    if settings.cluster:
        raise UsageProblem("--cluster: stability is measured on this machine only", "leave it out")
    machine = settings.output_format == "json"
    console = make_console(machine, settings.quiet, settings.color)
    variants = mutants(flags.seeds, flags.shuffles, flags.renamings)
    with _libraries(flags.z3, settings) as libraries:
        project = open_project(selectors, settings, flags.keywords)
        console.diagnostics(project.diagnostics)
        chosen = project.obligations
        with _ticker(len(chosen) * (1 + len(libraries)), console) as tick:
            try:
                tried, interrupted = try_variants(chosen, options_of(settings), variants, libraries, tick)
            except ValueError as error:
                raise UsageProblem(str(error)) from None
        every = (*variants, *(Variant(Mutation.VERSION, version=v) for v in libraries))
    asked = [figures(t, settings.solver[0]) for t in tried if t.asked]
    _tell(tried, asked, every, settings, console)
    code = _exit_code(project, tried, interrupted)
    if interrupted:
        console.text("interrupted: what was not tried to its end counts as neither stable nor unstable")
    if machine:
        console.document(_document(project, tried, asked, every, settings, interrupted, code))
    return code


command = with_flags(StabilityFlags, Selectors, verify_stability)


def _exit_code(project: Project, tried: Sequence[Tried], interrupted: bool) -> Exit:
    """0 only if all that was selected is proved under every variant."""
    asked = [t for t in tried if t.asked]
    return first_of(
        code
        for code, holds in (
            (Exit.INTERRUPTED, interrupted),
            (Exit.INTERNAL, project.internal or any(t.errors for t in asked)),
            (Exit.UNREADABLE, project.unreadable),
            (Exit.FAILED, any(t.failed or not t.whole for t in asked) or any(t.unreadable for t in tried)),
            (Exit.INCOMPLETE, any(t.omitted for t in tried)),
            (Exit.NOTHING, bool(project.unmatched) or not tried),
        )
        if holds
    )


def _tell(
    tried: Sequence[Tried], asked: Sequence[Figures], variants: Sequence[Variant], settings: Settings,
    console: Console,
) -> None:
    """Print the table and what stands below it."""
    from tlaverify.stability.category import Category
    from tlaverify.stability.table import summary_lines, table_lines

    solver = settings.solver[0]
    shown = [f for f in asked if not settings.quiet or f.category is not Category.STABLE]
    for line in table_lines(shown, solver):
        console.text(line)
    for one in tried:
        if one.omitted or one.unreadable:
            console.text(f"{one.obligation.id}: {'omitted' if one.omitted else 'error'}, nothing was tried")
        for error in one.errors:
            console.text(f"{one.obligation.id}: {error}")
    if not tried:
        console.text("nothing was checked")
        return
    settled = sum(not t.asked and not t.omitted and not t.unreadable for t in tried)
    for line in summary_lines(asked, settled, variants, solver):
        console.text(line)


def _document(
    project: Project, tried: Sequence[Tried], asked: Sequence[Figures], variants: Sequence[Variant],
    settings: Settings, interrupted: bool, code: Exit,
) -> str:
    from tlaverify.report.diagnostics import shown_path
    from tlaverify.report.json_report import FORMAT, diagnostic_object, to_json
    from tlaverify.stability.category import Category
    from tlaverify.stability.table import obligation_object

    def of(one: Figures) -> dict[str, Any]:
        return {"path": shown_path(one.tried.obligation.place.path), **obligation_object(one)}

    return to_json({
        "format": FORMAT,
        "selected": "partial" if project.partial else "all",
        "interrupted": interrupted,
        "diagnostics": [diagnostic_object(d) for d in project.diagnostics],
        "solver": settings.solver[0],
        "variants": [str(v) for v in variants],
        "summary": {
            "obligations": len(tried),
            "no_solver": sum(not t.asked and not t.omitted and not t.unreadable for t in tried),
            "omitted": sum(t.omitted for t in tried),
            "error": sum(t.unreadable for t in tried),
            **{c.value: sum(f.category is c for f in asked) for c in Category},
        },
        "obligations": [of(one) for one in asked],
        "exit": int(code),
    })


@contextlib.contextmanager
def _libraries(versions: str | None, settings: Settings) -> Iterator[dict[str, str]]:
    """The versions of Z3 that were asked for, by their own names, and where their packages are.

    They are kept beside the cache, or for this run only with ``--no-cache``.
    """
    from tlaverify.cli.caching import user_cache_folder
    from tlaverify.cli.config import UsageProblem
    from tlaverify.stability.versions import VersionProblem, install_z3

    def tell(what: str) -> None:
        print(what, file=sys.stderr, flush=True)

    wanted = [v.strip() for v in (versions or "").split(",") if v.strip()]
    if versions is not None and not wanted:
        raise UsageProblem("--z3: at least one version is needed", "--z3 4.13,5.4")
    if wanted and "z3" not in settings.solver:
        raise UsageProblem("--z3: Z3 is not among the solvers", "--solver z3,cvc5")
    with contextlib.ExitStack() as stack:
        if settings.cache:
            folder = (settings.cache_dir or user_cache_folder()) / "solvers"
        else:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tlaverify-z3-")))
        found: dict[str, str] = {}
        for version in wanted:
            try:
                installed = install_z3(version, folder.resolve(), tell)
            except VersionProblem as problem:
                raise UsageProblem(f"--z3 {version}: {problem}", "name a version that PyPI has") from None
            found[installed.version] = installed.library
        yield found


@contextlib.contextmanager
def _ticker(total: int, console: Console) -> Iterator[Callable[[int], None]]:
    """Tells a terminal how many obligations are over, in a line that is gone at the end."""
    if not console.live or not sys.stderr.isatty():
        yield lambda index: None
        return
    done = 0

    def tick(index: int) -> None:
        nonlocal done
        done += 1
        sys.stderr.write(f"\r{done} of {total} ")
        sys.stderr.flush()

    try:
        yield tick
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
