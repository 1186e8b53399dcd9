"""The proof tree: nested ``details``, with obligations and counterexamples in the leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from tlaverify.report.html.markup import Html, tag
from tlaverify.report.html.words import badge, duration
from tlaverify.report.transcript import CheckedModule, CheckedObligation, CheckedStep, CheckedTheorem
from tlaverify.report.tree import plural

__all__ = ["anchors_of", "proof_tree"]


def anchors_of(modules: Sequence[CheckedModule]) -> list[dict[str, str]]:
    """For each module the anchors of its steps, by id."""
    number = 0
    out = []
    for module in modules:
        anchors: dict[str, str] = {}
        for theorem in module.theorems:
            for step in theorem.root.walk():
                number += 1
                anchors[step.id] = f"s{number}"
        out.append(anchors)
    return out


_NAME = re.compile(r"(<\d+>[\w*]*\.?|(LEMMA|THEOREM|PROPOSITION|COROLLARY)( \w+ ?==)?) ?")


class _Tree:
    """The tree of one module: what its parts need to know of each other."""

    def __init__(
        self, module: CheckedModule, number: int, anchors: Mapping[str, str], sequents: Mapping[str, str]
    ) -> None:
        self.number, self.anchors, self.sequents = number, anchors, sequents
        self.lines = module.text.split("\n")

    def theorem(self, theorem: CheckedTheorem) -> Html:
        by_step: dict[str, list[CheckedObligation]] = {}
        for obligation in theorem.obligations:
            by_step.setdefault(obligation.step, []).append(obligation)
        note = None
        if theorem.rests_on:
            note = tag("p", "rests on ", *_listed(theorem.rests_on), class_="rests")
        return self.step(theorem.root, by_step, theorem.verdict, note)

    def step(
        self,
        step: CheckedStep,
        by_step: Mapping[str, Sequence[CheckedObligation]],
        verdict: str,
        note: Html | None = None,
    ) -> Html:
        inner = [self.step(child, by_step, child.verdict) for child in step.children if child.verdict]
        figures = [plural(step.obligations, "obligation")] if inner or step.obligations != 1 else []
        figures += [duration(step.seconds)]
        summary = tag(
            "summary",
            badge(verdict),
            tag("span", step.title, class_="name"),
            tag("span", self.words(step), class_="goal"),
            tag("span", " · ".join(f for f in figures if f), class_="figures"),
        )
        where = tag("a", self.span(step), class_="where", href=f"#m{self.number}-L{step.head.line}")
        own = [self.obligation(o) for o in by_step.get(step.id, ())]
        return tag(
            "li",
            tag(
                "details",
                summary,
                tag("div", where, note, *own, tag("ul", *inner) if inner else None, class_="below"),
                id=self.anchors[step.id],
                class_=f"step v-{verdict or 'none'}",
                open=verdict != "proved",
            ),
        )

    def said(self, step: CheckedStep) -> list[str]:
        """The lines of what the step says, without its proof."""
        head = step.head
        lines = self.lines[head.line - 1 : head.end_line]
        if not lines:
            return []
        if len(lines) == head.end_line - head.line + 1:
            lines[-1] = lines[-1][: head.end_column - 1]
        lines[0] = lines[0][head.column - 1 :]
        while len(lines) > 1 and not lines[-1].strip():
            lines.pop()
        return lines

    def span(self, step: CheckedStep) -> str:
        """``line 3`` or ``lines 3 to 5``."""
        first, last = step.head.line, step.head.line + max(0, len(self.said(step)) - 1)
        return f"line {first}" if first == last else f"lines {first} to {last}"

    def words(self, step: CheckedStep) -> str:
        """What the step says, on one line, as the text has it, without its name and keyword."""
        said = " ".join(" ".join(self.said(step)).split())
        match = _NAME.match(said)
        return said[match.end() :] if match else said

    def obligation(self, obligation: CheckedObligation) -> Html:
        return tag(
            "div",
            tag(
                "p",
                badge(obligation.verdict),
                tag("span", obligation.id.rpartition("/")[2], class_="kind"),
                tag("span", _account(obligation), class_="account"),
            ),
            tag("p", obligation.reason, class_="reason") if obligation.reason else None,
            *self.parts(obligation),
            class_=f"obligation v-{obligation.verdict}",
            data_verdict=obligation.verdict,
            data_seconds=f"{obligation.seconds:.4f}",
            data_name=obligation.id,
        )

    def parts(self, obligation: CheckedObligation) -> Iterator[Html]:
        """What is behind a click."""
        if obligation.counterexample:
            lines = "\n".join(obligation.counterexample)
            yield _behind("counterexample", tag("pre", lines))
        sequent = self.sequents.get(obligation.id, obligation.goal)
        if sequent:
            label = "obligation" if obligation.id in self.sequents else "goal"
            yield _behind(label, tag("pre", sequent))
        if len(obligation.tried) > 1 or (obligation.tried and obligation.verdict != "proved"):
            head = tag(
                "tr", *(tag("th", w, scope="col") for w in ("pass", "solver", "answer", "time", "note"))
            )
            rows = [
                tag(
                    "tr",
                    tag("td", f"{t.name} ({t.encoding})" if t.encoding else t.name),
                    tag("td", f"{t.solver} {t.version}".strip()),
                    tag("td", t.answer or "–"),
                    tag("td", duration(t.seconds)),
                    tag("td", f"{t.note}{' (from the cache)' if t.cached else ''}".strip()),
                )
                for t in obligation.tried
            ]
            table = tag("table", tag("thead", head), tag("tbody", *rows))
            queries = "query" if len(rows) == 1 else "queries"
            yield _behind(f"{len(rows)} {queries} tried", tag("div", table, class_="wide"))


def _behind(label: str, body: Html) -> Html:
    return tag("details", tag("summary", label), body, class_="more")


def _account(obligation: CheckedObligation) -> str:
    """Who proved it, on which encoding, in which time."""
    if obligation.verdict != "proved":
        return duration(obligation.seconds)
    if obligation.solver == "trivial":
        return "the goal is one of the facts"
    took = duration(obligation.seconds)
    cached = any(t.cached and t.answer == "unsat" for t in obligation.tried)
    words = f"{obligation.solver} {obligation.version} on {obligation.encoding}"
    return " · ".join(w for w in (words, took, "from the cache" if cached else "") if w)


def _listed(names: Sequence[str]) -> Iterator[str]:
    for n, name in enumerate(names):
        if n:
            yield ", "
        yield tag("code", name)


def proof_tree(
    module: CheckedModule, number: int, anchors: Mapping[str, str], sequents: Mapping[str, str]
) -> Html:
    """The theorems of module ``number`` of the report.

    sequents  the text of each obligation by id, where it is known.
    """
    tree = _Tree(module, number, anchors, sequents)
    return tag("ul", *(tree.theorem(t) for t in module.theorems), class_="tree")
