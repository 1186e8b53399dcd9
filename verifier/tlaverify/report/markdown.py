"""A summary in Markdown, for a pull request or a job's summary page."""

from __future__ import annotations

from collections.abc import Iterator

from tlaverify.kernel.diagnostic import Diagnostic
from tlaverify.report.diagnostics import shown_path
from tlaverify.report.failures import failures
from tlaverify.report.transcript import Transcript
from tlaverify.report.tree import summary_line

__all__ = ["to_markdown"]


def to_markdown(run: Transcript) -> str:
    """A table of the theorems, then what is not proved."""
    return "\n".join(_lines(run))


def _lines(run: Transcript) -> Iterator[str]:
    yield f"**{summary_line(run.summary, run.modules)}**"
    yield ""
    if run.theorems:
        yield "| module | theorem | verdict | obligations | rests on |"
        yield "|---|---|---|---|---|"
    for module in run.modules:
        for theorem in module.theorems:
            proved = sum(o.verdict == "proved" for o in theorem.obligations)
            rests = ", ".join(_code(name) for name in theorem.rests_on)
            yield (
                f"| {_code(module.name)} | {_code(theorem.name)} | {theorem.verdict} "
                f"| {proved} of {theorem.total} | {rests} |"
            )
    for title, diagnostics in (("Errors and warnings", run.diagnostics), ("Not proved", failures(run))):
        if diagnostics:
            yield ""
            yield f"### {title}"
            yield ""
            yield from (_item(d) for d in diagnostics)
    if run.made.began:
        yield ""
        yield f"{_code(run.made.command)} of {run.made.began}, tlaverify {run.made.version}" + (
            f", digest of the modules {_code(run.digest[:16])}" if run.sources else ""
        )


def _item(diagnostic: Diagnostic) -> str:
    where = ""
    if diagnostic.annotations:
        first = diagnostic.annotations[0]
        where = f" at {_code(f'{shown_path(first.place.path)}:{first.place.line}')}"
        where += f" ({_code(first.label)})" if first.label else ""
    rest = "; ".join(" ".join(text.split()) for text in (*diagnostic.notes, *diagnostic.hints))
    return f"- **{diagnostic.code}**{where}: {_code(diagnostic.message)}{f' {_escape(rest)}' if rest else ''}"


def _code(text: str) -> str:
    """``text`` between as many backticks as it needs; a bar would end the table's cell."""
    text = " ".join(text.split()).replace("|", "\\|")
    ticks = "`"
    while ticks in text:
        ticks += "`"
    pad = " " if "`" in text else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _escape(text: str) -> str:
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in text)
