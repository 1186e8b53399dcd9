"""The record of the last run of a project: ``verify report`` tells of it; nothing is ever proved by it."""

from __future__ import annotations

import hashlib
import shlex
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tlaverify.cli.caching import user_cache_folder
from tlaverify.cli.config import Settings
from tlaverify.cli.console import Console
from tlaverify.cli.exits import Exit
from tlaverify.cli.internal import version
from tlaverify.cli.project import Project, SelectedModule
from tlaverify.kernel.diagnostic import Diagnostic, DiagnosticError
from tlaverify.report.files import write_whole
from tlaverify.report.model import Run
from tlaverify.report.stored import parse_transcript, render_transcript
from tlaverify.report.transcribe import Goal, digest_of, transcribe
from tlaverify.report.transcript import Circumstances, Transcript
from tlaverify.syntax.source import read_source

__all__ = ["changed_since", "goals", "keep_record", "read_record", "transcript_of"]


def transcript_of(run: Run, project: Project, settings: Settings, code: Exit) -> Transcript:
    """The transcript of a run that ends with ``code``."""
    began = datetime.now(UTC) - timedelta(seconds=run.wall_s)
    made = Circumstances(
        version(),
        shlex.join(["verify", *sys.argv[1:]]),
        began.isoformat(timespec="seconds"),
        settings.seed,
        settings.budget,
        settings.solver,
        int(code),
    )
    return transcribe(run, made, goals(project.modules), _texts(project))


def goals(modules: Sequence[SelectedModule]) -> Goal:
    """The goals by id, printed when asked for."""
    by_id = {o.id: o for m in modules for t in m.theorems for o in t.obligations}
    printed = {name: text for m in modules if m.record is not None for name, text in m.record.goals.items()}

    def goal(name: str) -> str:
        if name not in by_id:
            return printed.get(name, "")
        from tlaverify.semantics.printing import show

        return show(by_id[name].goal)

    return goal


def _texts(project: Project) -> Mapping[str, str]:
    """The texts of the module files that were read, those of the package library left out."""
    found: dict[str, str] = {}
    for module in project.modules:
        if module.program is not None:
            infos = (i for i in module.program.modules.values() if not i.library)
            found |= {i.source.path: i.source.text for i in infos}
            continue
        for path in module.record.files if module.record is not None else (str(module.path),):
            text = _text(Path(path)) if path not in found else None
            if text is not None:
                found[path] = text
    return found


def _text(path: Path) -> str | None:
    try:
        return read_source(path).text
    except DiagnosticError:
        return None


def _file(settings: Settings) -> Path | None:
    """Where the record of this project is; None where there is no home folder."""
    try:
        folder = settings.cache_dir or user_cache_folder()
    except RuntimeError:
        return None
    key = hashlib.sha256(str(settings.base.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return folder / "runs" / f"{key[:32]}.json"


def keep_record(transcript: Transcript, settings: Settings, console: Console) -> None:
    """Keep the record of this run in place of the one before; that it cannot be kept is only a warning."""
    file = _file(settings)
    if file is None:
        return
    try:
        write_whole(file, render_transcript(transcript).encode())
    except OSError as error:
        text = f"this run is not kept for verify report: {error.strerror or error}"
        console.diagnostics([Diagnostic("last-run", text, severity="warning")])


def read_record(settings: Settings) -> Transcript | None:
    """The last run of this project; None if there is none.

    Raises DiagnosticError for a record that cannot be read.
    """
    file = _file(settings)
    if file is None or not file.exists():
        return None
    try:
        return parse_transcript(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        hint = "verify all writes another"
        raise DiagnosticError(
            [
                Diagnostic(
                    "last-run",
                    "the record of the last run is of no use: it is damaged, or of another version",
                    notes=(f"{file}: {error}",),
                    hints=(hint,),
                )
            ]
        ) from None


def changed_since(transcript: Transcript) -> list[str]:
    """The module files whose text is no longer what the run read, or that are gone."""
    out = []
    for source in transcript.sources:
        text = _text(Path(source.path))
        if text is None or digest_of(text) != source.digest:
            out.append(source.path)
    return out
