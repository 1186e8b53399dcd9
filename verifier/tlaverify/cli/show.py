"""``verify show STEP``: the obligations as TLA+, or as the solvers see them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tlaverify.cli.exits import Exit, first_of
from tlaverify.cli.flags import Flags, with_flags

if TYPE_CHECKING:
    from tlaverify.kernel.sequent import Obligation

__all__ = ["ShowFlags", "command"]

Selectors = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SELECTOR", help="MODULE!THEOREM!<1>2, one obligation's id, FILE:LINE ...", show_default=False
    ),
]


@dataclass(frozen=True, slots=True)
class ShowFlags(Flags):
    """The flags of ``verify show``."""

    smt2: Annotated[
        bool, typer.Option("--smt2", help="Print the SMT-LIB text that the solvers are given.")
    ] = False
    encoding: Annotated[
        str | None,
        typer.Option(metavar="NAMES", help="With --smt2: these encodings (default: the first that applies)."),
    ] = None

    def settings(self) -> dict[str, Any]:
        return Flags.settings(self) | {"encoding": self.encoding}


def verify_show(selectors: Sequence[str], flags: ShowFlags) -> int:
    """Print what is to be proved: the context above the line, the goal below."""
    from tlaverify.cli.config import UsageProblem, read_settings
    from tlaverify.cli.console import make_console
    from tlaverify.cli.project import open_project

    if not selectors and flags.keywords is None:
        raise UsageProblem("nothing is selected", "name a theorem, a step, an obligation or FILE:LINE")
    settings = read_settings(flags.settings())
    machine = settings.output_format == "json"
    console = make_console(machine, settings.quiet, settings.color)
    project = open_project(selectors, settings, flags.keywords)
    console.diagnostics(project.diagnostics)
    chosen = project.obligations
    if machine:
        from tlaverify.report.json_report import FORMAT, diagnostic_object, to_json

        console.document(
            to_json(
                {
                    "format": FORMAT,
                    "diagnostics": [diagnostic_object(d) for d in project.diagnostics],
                    "obligations": [_object(o, flags.smt2, settings.encoding) for o in chosen],
                }
            )
        )
    else:
        for number, obligation in enumerate(chosen):
            if number:
                console.text()
            for line in _scripts(obligation, settings.encoding) if flags.smt2 else _sequent(obligation):
                console.text(line)
    return first_of(
        code
        for code, holds in (
            (Exit.INTERNAL, project.internal),
            (Exit.UNREADABLE, project.unreadable),
            (Exit.NOTHING, bool(project.unmatched) or not chosen),
        )
        if holds
    )


command = with_flags(ShowFlags, Selectors, verify_show)


def _sequent(obligation: Obligation) -> Iterator[str]:
    from tlaverify.report.sequent import sequent_lines

    return sequent_lines(obligation)


def _scripts(obligation: Obligation, encodings: Sequence[str]) -> Iterator[str]:
    """The queries of the first encoding that applies, or of each one that was asked for."""
    from tlaverify.encodings.encode import STRATEGIES, NotApplicable, encode

    yield f"; {obligation.id}"
    if obligation.refused:
        yield f"; {obligation.refused}"
        return
    if obligation.omitted:
        yield "; the proof is omitted: nothing is given to a solver"
        return
    for strategy in encodings or STRATEGIES:
        try:
            queries = encode(obligation, strategy)
        except NotApplicable as why:
            yield f"; {strategy} does not apply: {why}"
            continue
        for query in queries:
            precision = "" if query.exact else ", not exact"
            yield f"; {query.encoding}, part {query.part + 1} of {query.parts}{precision}"
            yield query.text.rstrip()
            yield "(check-sat)"
        if not encodings:
            return


def _object(obligation: Obligation, smt2: bool, encodings: Sequence[str]) -> dict[str, Any]:
    return {
        "id": obligation.id,
        "step": obligation.step,
        "kind": obligation.kind,
        "line": obligation.place.line,
        "column": obligation.place.column,
        "text": "\n".join(_scripts(obligation, encodings) if smt2 else _sequent(obligation)),
    }
