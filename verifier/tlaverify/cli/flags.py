"""The flags that commands share, declared once: a command takes one ``Flags`` value."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any

import typer

__all__ = ["Flags", "ProofFlags", "RunFlags", "with_flags"]


@dataclass(frozen=True, slots=True)
class Flags:
    """Flags of every command that reads modules; None for what was not said."""

    keywords: Annotated[
        str | None,
        typer.Option("-k", metavar="EXPR", help="Only ids that match: words with and, or, not, parentheses."),
    ] = None
    roots: Annotated[
        list[Path] | None,
        typer.Option("-I", metavar="DIR", help="Look for modules here too; may be given several times."),
    ] = None
    json: Annotated[bool, typer.Option("--json", help="The same as --output-format json.")] = False
    quiet: Annotated[
        bool | None, typer.Option("--quiet", "-q", help="Only what is not proved, and the summary.")
    ] = None
    no_color: Annotated[bool, typer.Option("--no-color", help="No colours (NO_COLOR does the same).")] = False

    def settings(self) -> dict[str, Any]:
        """What was said, by the settings' names."""
        return {
            "roots": [str(r) for r in self.roots] if self.roots else None,
            "output_format": "json" if self.json else None,
            "quiet": self.quiet,
            "color": False if self.no_color else None,
        }


@dataclass(frozen=True, slots=True)
class ProofFlags(Flags):
    """Flags of the commands that prove something."""

    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", metavar="N", help="Worker processes (default: one for each core)."),
    ] = None
    budget: Annotated[
        float | None,
        typer.Option(
            metavar="FACTOR",
            help="Multiply every budget of solver resources, which are counts and not seconds (default 1).",
        ),
    ] = None
    timeout: Annotated[
        float | None,
        typer.Option(metavar="SECONDS", help="A safety net for each query; verdicts rest on budgets."),
    ] = None
    memory: Annotated[
        int | None, typer.Option(metavar="MIB", help="What a worker process may use (default 2048).")
    ] = None
    seed: Annotated[int | None, typer.Option(metavar="N", help="The solvers' random seed (default 0).")] = (
        None
    )
    solver: Annotated[
        str | None, typer.Option(metavar="NAMES", help="Solvers to use, with commas (default z3,cvc5).")
    ] = None
    encoding: Annotated[
        str | None, typer.Option(metavar="NAMES", help="Encodings to use, with commas (default: all).")
    ] = None
    fail_fast: Annotated[
        bool | None,
        typer.Option("--fail-fast", "-x", help="Stop at the first obligation that is not proved."),
    ] = None
    cache_dir: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Keep the cache here (default: the user's cache folder)."),
    ] = None
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Neither use nor fill the cache.")
    ] = False
    recheck: Annotated[
        str | None,
        typer.Option(metavar="SHARE", help="Prove a share of what the cache gives again: 5%."),
    ] = None
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Prove on the workers of the Dask scheduler at tcp://HOST:PORT."),
    ] = None
    output_format: Annotated[
        str | None,
        typer.Option(
            "--output-format", metavar="FORMAT", help="text, json, jsonl, github, junit, sarif or markdown."
        ),
    ] = None

    def settings(self) -> dict[str, Any]:
        return Flags.settings(self) | {
            "jobs": self.jobs,
            "budget": self.budget,
            "timeout": self.timeout,
            "memory": self.memory,
            "seed": self.seed,
            "solver": self.solver,
            "encoding": self.encoding,
            "fail_fast": self.fail_fast,
            "cache": False if self.no_cache else None,
            "cache_dir": self.cache_dir,
            "recheck": self.recheck,
            "cluster": self.cluster,
            "output_format": "json" if self.json else self.output_format,
        }


@dataclass(frozen=True, slots=True)
class RunFlags(ProofFlags):
    """Flags of the commands that run proofs to report them."""

    reports: Annotated[
        list[Path] | None,
        typer.Option(
            "--report",
            metavar="FILE",
            help="Write a report too: .html, .xml (JUnit), .sarif, .json, .jsonl or .md; may be repeated.",
        ),
    ] = None
    strict: Annotated[
        bool | None,
        typer.Option("--strict", help="A proof from assumptions that contradict one another fails the run."),
    ] = None

    def settings(self) -> dict[str, Any]:
        return ProofFlags.settings(self) | {"strict": self.strict}


def with_flags(
    kind: type[Flags], selectors: object, command: Callable[[Sequence[str], Any], int]
) -> Callable[..., int]:
    """``command(selectors, flags)`` as a function whose signature typer can read.

    kind       the dataclass of the command's flags.
    selectors  the annotated type of its positional arguments.
    """

    def call(**given: Any) -> int:
        words = given.pop("selectors", None) or ()
        return command(tuple(words), kind(**given))

    hints = typing.get_type_hints(kind, include_extras=True)
    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [inspect.Parameter("selectors", keyword, annotation=selectors, default=None)]
    parameters += [
        inspect.Parameter(f.name, keyword, annotation=hints[f.name], default=f.default) for f in fields(kind)
    ]
    call.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    call.__annotations__ = {p.name: p.annotation for p in parameters}
    call.__doc__ = command.__doc__
    return call
