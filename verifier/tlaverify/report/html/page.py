"""The HTML report: one file that needs nothing else, and no script to be read."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources

from tlaverify.kernel.diagnostic import Diagnostic
from tlaverify.report.diagnostics import Lines, render_diagnostic, shown_path
from tlaverify.report.html.listing import listing
from tlaverify.report.html.markup import Html, tag
from tlaverify.report.html.timeline import timeline
from tlaverify.report.html.tree import anchors_of, proof_tree
from tlaverify.report.html.words import badge, duration
from tlaverify.report.model import VERDICTS, rank
from tlaverify.report.transcript import CheckedModule, CheckedObligation, Transcript
from tlaverify.report.tree import plural, summary_line

__all__ = ["to_html"]


def to_html(run: Transcript, sequents: Mapping[str, str] | None = None) -> str:
    """The run as an HTML page.

    sequents  the text of each obligation by id, where it is known: the goal stands in for it elsewhere.
    """
    anchors = anchors_of(run.modules)
    steps = {
        o.id: names[o.step]
        for module, names in zip(run.modules, anchors, strict=True)
        for theorem in module.theorems
        for o in theorem.obligations
    }
    style = Html(_resource("report.css"))
    script = Html(_resource("report.js"))
    mark = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{mark}'; base-uri 'none'"
    title = f"{_headline(run)} – verify"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=f"{policy}; form-action 'none'"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title),
        tag("style", style),
    )
    modules = [
        _module(module, number, names, sequents or {}, many=len(run.modules) > 1)
        for number, (module, names) in enumerate(zip(run.modules, anchors, strict=True))
    ]
    body = tag(
        "body",
        tag("a", "Skip to the proofs", href="#proofs", class_="skip"),
        _header(run),
        tag(
            "main",
            _problems(run, steps),
            _overview(run),
            timeline(run, steps),
            tag("section", tag("h2", "Proofs"), _filters(run), *modules, id="proofs", tabindex=-1),
        ),
        tag("footer", *_footer(run)),
        tag("script", script),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang='en')}\n"


def _resource(name: str) -> str:
    return resources.files("tlaverify.report.html").joinpath(name).read_text(encoding="utf-8")


def _headline(run: Transcript) -> str:
    if run.interrupted:
        return "Interrupted"
    if not run.obligations:
        return "Nothing was checked"
    if any(d.severity == "error" for d in run.diagnostics):
        return "There are errors"
    if all(o.verdict == "proved" for o in run.obligations):
        return "All that was selected is proved" if run.partial else "All proved"
    return "Not all is proved"


def _header(run: Transcript) -> Html:
    worst = max((o.verdict for o in run.obligations), key=rank, default="")
    errors = run.interrupted or any(d.severity == "error" for d in run.diagnostics)
    counts = run.summary.verdicts
    total = max(1, run.summary.obligations)
    parts = [
        tag(
            "span",
            class_=f"part v-{verdict}",
            style=f"width:{100 * counts.get(verdict, 0) / total:.3f}%",
            title=f"{counts[verdict]} {verdict}",
        )
        for verdict in VERDICTS
        if counts.get(verdict)
    ]
    legend = [
        tag("li", badge(verdict), tag("strong", str(counts[verdict])))
        for verdict in VERDICTS
        if counts.get(verdict)
    ]
    return tag(
        "header",
        tag("p", tag("code", run.made.command), class_="eyebrow"),
        tag("h1", badge("error" if errors else worst), _headline(run)),
        tag("p", summary_line(run.summary, run.modules), class_="lead"),
        tag("div", *parts, class_="meter", aria_hidden="true"),
        tag("ul", *legend, class_="legend", aria_label="Obligations by verdict"),
        class_="top",
    )


def _problems(run: Transcript, steps: Mapping[str, str]) -> Html | None:
    """What is amiss, first: with the input, then what is not proved."""
    failing = [o for o in run.obligations if o.verdict != "proved"]
    if not failing and not run.diagnostics:
        return None
    texts = {shown_path(m.path): m.text.split("\n") for m in run.modules}

    def lines(path: str) -> Sequence[str]:
        return texts.get(shown_path(path), ())

    return tag(
        "section",
        tag("h2", "What is amiss"),
        *(_diagnostic(d, lines) for d in run.diagnostics),
        tag("ul", *(_failing(o, steps) for o in failing), class_="failing") if failing else None,
        id="amiss",
    )


def _diagnostic(diagnostic: Diagnostic, lines: Lines) -> Html:
    return tag(
        "div",
        tag("pre", render_diagnostic(diagnostic, lines)),
        class_=f"diagnostic {diagnostic.severity}",
        role="note",
    )


def _failing(obligation: CheckedObligation, steps: Mapping[str, str]) -> Html:
    place = f"{shown_path(obligation.place.path)}:{obligation.place.line}"
    goal = " ".join(obligation.goal.split())
    return tag(
        "li",
        badge(obligation.verdict),
        tag("a", obligation.where, href=f"#{steps[obligation.id]}"),
        tag("code", goal if len(goal) <= 120 else f"{goal[:119]}…") if goal else None,
        tag("span", obligation.reason, class_="reason"),
        tag("span", place, class_="where"),
    )


def _overview(run: Transcript) -> Html | None:
    """A table of the modules, where there are several."""
    if len(run.modules) < 2:
        return None
    words = ("module", "verdict", "theorems", "steps", "obligations", "solvers")
    rows = []
    for number, module in enumerate(run.modules):
        steps = [s for t in module.theorems for s in t.root.walk() if s.verdict and s is not t.root]
        obligations = [o for t in module.theorems for o in t.obligations]
        rows.append(
            tag(
                "tr",
                tag("th", tag("a", module.name, href=f"#m{number}"), scope="row"),
                tag("td", badge(_worst(module))),
                tag("td", _share([t.verdict for t in module.theorems])),
                tag("td", _share([s.verdict for s in steps])),
                tag("td", _share([o.verdict for o in obligations])),
                tag("td", duration(sum(o.seconds for o in obligations)) or "–"),
            )
        )
    table = tag(
        "table",
        tag("thead", tag("tr", *(tag("th", w, scope="col") for w in words))),
        tag("tbody", *rows),
        class_="modules",
    )
    return tag("section", tag("h2", "Modules"), tag("div", table, class_="wide"), id="modules")


def _worst(module: CheckedModule) -> str:
    if not module.readable:
        return "error"
    found = [o.verdict for t in module.theorems for o in t.obligations]
    found += ["omitted" for t in module.theorems if t.verdict == "omitted"]
    if any(t.verdict == "partial" for t in module.theorems) and set(found) <= {"proved"}:
        return "partial"
    return max(found, key=rank, default="")


def _share(verdicts: list[str]) -> str:
    proved = verdicts.count("proved")
    return str(proved) if proved == len(verdicts) else f"{proved} of {len(verdicts)}"


def _filters(run: Transcript) -> Html:
    """The filters: a script shows them, for they do nothing without one."""
    counts = run.summary.verdicts
    boxes = [
        tag(
            "label",
            tag("input", type="checkbox", name="verdict", value=verdict, checked=True),
            badge(verdict),
            str(counts[verdict]),
        )
        for verdict in VERDICTS
        if counts.get(verdict)
    ]
    times = (("0", "any time"), ("0.01", "10 ms or more"), ("0.1", "0.1 s or more"), ("1", "1 s or more"))
    return tag(
        "form",
        tag("fieldset", tag("legend", "Verdict"), *boxes),
        tag(
            "label",
            "Solver time ",
            tag("select", *(tag("option", word, value=value) for value, word in times), name="least"),
        ),
        tag("label", "Name ", tag("input", type="search", name="words", placeholder="<1>2 or a theorem")),
        tag("button", "Unfold all", type="button", name="unfold"),
        tag("button", "Fold all", type="button", name="fold"),
        tag("output", aria_live="polite"),
        class_="filters",
        hidden=True,
    )


def _module(
    module: CheckedModule, number: int, anchors: Mapping[str, str], sequents: Mapping[str, str], many: bool
) -> Html:
    verdict = _worst(module)
    figures = plural(len(module.theorems), "theorem")
    summary = tag(
        "summary",
        badge(verdict),
        tag("h3", module.name),
        tag("span", shown_path(module.path), class_="where"),
        tag("span", figures, class_="figures"),
    )
    text = tag("pre", listing(module, number, anchors), class_="listing", tabindex=0) if module.text else None
    proofs = proof_tree(module, number, anchors, sequents) if module.theorems else None
    inside = tag(
        "div",
        tag("div", proofs, class_="proof") if proofs is not None else None,
        tag(
            "div",
            text or "The text could not be read.",
            class_="source",
            role="region",
            aria_label=f"Text of {module.name}",
        ),
        class_="columns" if proofs is not None else "columns alone",
    )
    return tag(
        "details", summary, inside, class_=f"module v-{verdict or 'none'}", id=f"m{number}",
        open=not many or verdict not in ("proved", ""),
    )  # fmt: skip


def _footer(run: Transcript) -> Iterator[Html]:
    made = run.made
    facts = [
        ("Run of", made.began.replace("T", " ").replace("+00:00", " UTC")),
        ("Program", f"tlaverify {made.version}"),
        ("Exit code", str(made.exit)),
        ("Solvers", ", ".join(made.solvers)),
        ("Seed", str(made.seed)),
        ("Budget", f"{made.budget:g}"),
        ("Digest of the modules", run.digest if run.sources else ""),
    ]
    yield tag(
        "dl",
        *(tag("div", tag("dt", word), tag("dd", value)) for word, value in facts if value),
    )
    yield tag(
        "p",
        "This page tells what a run came to; it proves nothing. To know what holds of the modules as they "
        "are now, run ",
        tag("code", "verify all"),
        " again.",
    )
