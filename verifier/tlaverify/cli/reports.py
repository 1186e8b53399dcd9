"""Writing reports: which format a file gets, and where its text comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tlaverify.cli.config import Settings, UsageProblem
from tlaverify.cli.project import Project, open_project
from tlaverify.report.files import write_whole
from tlaverify.report.transcript import Transcript

__all__ = ["ENDINGS", "formats_of", "sequents_of", "write_report"]

ENDINGS = {
    ".html": "html",
    ".xml": "junit",
    ".sarif": "sarif",
    ".json": "json",
    ".jsonl": "jsonl",
    ".md": "markdown",
}
"""The format that a file's name asks for."""


def formats_of(files: Sequence[Path]) -> list[tuple[str, Path]]:
    """Each file with its format.  Raises UsageProblem for a name with another ending."""
    for file in files:
        if file.suffix.lower() not in ENDINGS:
            raise UsageProblem(
                f"--report {file}: what should be in it?",
                f"names end with {', '.join(ENDINGS)} (JUnit's XML)",
            )
    return [(ENDINGS[file.suffix.lower()], file) for file in files]


def sequents_of(project: Project, settings: Settings) -> Mapping[str, str]:
    """The text of each obligation by id; modules of which only the result is at hand are read for that."""
    from tlaverify.report.sequent import sequent_lines

    cached = [str(m.path) for m in project.modules if m.record is not None]
    read = open_project(cached, settings).obligations if cached else []
    return {o.id: "\n".join(sequent_lines(o)) for o in (*project.obligations, *read)}


def write_report(
    name: str,
    file: Path,
    run: Transcript,
    sequents: Callable[[], Mapping[str, str]],
    write: Callable[[str], None],
) -> None:
    """Write one report; ``-`` stands for standard output, to which ``write`` writes.

    Raises UsageProblem where the file cannot be written.
    """
    from tlaverify.report.formats import document

    text = document(name, run, sequents)
    if str(file) == "-":
        write(text.removesuffix("\n"))
        return
    try:
        write_whole(file, (text.removesuffix("\n") + "\n").encode("utf-8", "replace"))
    except OSError as error:
        raise UsageProblem(f"cannot write {file}: {error.strerror or error}") from None
