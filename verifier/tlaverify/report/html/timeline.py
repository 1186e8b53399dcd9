"""The timeline of a run: a lane for each worker, a bar for each obligation; the slowest ones as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tlaverify.report.html.markup import Html, tag
from tlaverify.report.html.words import badge, duration
from tlaverify.report.transcript import CheckedObligation, Transcript
from tlaverify.report.tree import plural

__all__ = ["lanes_of", "timeline"]

SLOWEST = 10


def lanes_of(obligations: Sequence[CheckedObligation]) -> list[list[CheckedObligation]]:
    """The obligations that workers had, in lanes: a worker that replaced another stands in its lane.

    What overlaps stands in lanes of its own (a cluster has many obligations at a time).
    """
    by_worker: dict[str, list[CheckedObligation]] = {}
    for one in sorted((o for o in obligations if o.worker), key=lambda o: (o.began, o.id)):
        by_worker.setdefault(one.worker, []).append(one)
    tracks: list[list[CheckedObligation]] = []
    for work in by_worker.values():
        own: list[list[CheckedObligation]] = []
        for one in work:
            _put(own, [one])
        tracks.extend(own)
    lanes: list[list[CheckedObligation]] = []
    for track in sorted(tracks, key=lambda track: (track[0].began, track[0].id)):
        _put(lanes, track)
    return lanes


def _put(lanes: list[list[CheckedObligation]], work: list[CheckedObligation]) -> None:
    """Put ``work`` into the first lane that is free by then, else into one of its own."""
    free = next((lane for lane in lanes if lane[-1].ended <= work[0].began), None)
    if free is None:
        lanes.append(work)
    else:
        free.extend(work)


def timeline(run: Transcript, anchors: Mapping[str, str]) -> Html | None:
    """The section; None where nothing was checked.

    anchors  for each obligation's id the anchor of its step.
    """
    lanes = lanes_of(run.obligations)
    if not lanes and not run.obligations:
        return None
    if not lanes:
        words = "No worker was needed: all of it was found in the cache, or needs no solver."
        return tag("section", tag("h2", "Timeline"), tag("p", words, class_="lead"), id="timeline")
    whole = max(run.summary.wall_s, *(o.ended for lane in lanes for o in lane), 0.001)
    rows = [
        tag(
            "div",
            tag("span", _who(lane), class_="who"),
            tag("div", *(_bar(o, whole, anchors) for o in lane), class_="track"),
            class_="lane",
        )
        for lane in lanes
    ]
    ticks = [
        tag("span", f"{at:g} s", style=f"left:{100 * at / whole:.2f}%", class_="tick") for at in _ticks(whole)
    ]
    axis = tag("div", tag("span", class_="who"), tag("div", *ticks, class_="track axis"), class_="lane")
    said = f"{plural(sum(map(len, lanes)), 'obligation')} over {whole:.1f} s in {plural(len(lanes), 'lane')}"
    return tag(
        "section",
        tag("h2", "Timeline"),
        tag("p", f"{said}; each bar is an obligation in its worker’s hands.", class_="lead"),
        tag("div", *rows, axis, class_="lanes", role="group", aria_label=f"Timeline: {said}"),
        _slowest(run.obligations, anchors),
        id="timeline",
    )


def _who(lane: Sequence[CheckedObligation]) -> str:
    workers = list(dict.fromkeys(o.worker for o in lane))
    return workers[0] if len(workers) == 1 else f"{workers[0]} and {len(workers) - 1} after it"


def _bar(obligation: CheckedObligation, whole: float, anchors: Mapping[str, str]) -> Html:
    left = 100 * obligation.began / whole
    width = 100 * (obligation.ended - obligation.began) / whole
    took = duration(obligation.ended - obligation.began) or "< 1 ms"
    label = f"{obligation.id}: {obligation.verdict}, {took}, {obligation.worker}"
    return tag(
        "a",
        class_=f"bar v-{obligation.verdict}",
        href=f"#{anchors[obligation.id]}",
        style=f"left:{left:.3f}%;width:{width:.3f}%",
        title=label,
        aria_label=label,
        tabindex=-1,
    )


def _ticks(whole: float) -> list[float]:
    """Four to ten round times within ``whole`` seconds."""
    step = 0.001
    while True:
        for factor in (1, 2, 5):
            if whole / (step * factor) <= 8:
                return [step * factor * n for n in range(int(0.97 * whole / (step * factor)) + 1)]
        step *= 10


def _slowest(obligations: Sequence[CheckedObligation], anchors: Mapping[str, str]) -> Html:
    worked = sorted((o for o in obligations if o.worker), key=lambda o: (o.began - o.ended, o.id))[:SLOWEST]
    head = tag(
        "tr", *(tag("th", w, scope="col") for w in ("obligation", "verdict", "worker", "from", "took"))
    )
    rows = [
        tag(
            "tr",
            tag("td", tag("a", o.id, href=f"#{anchors[o.id]}")),
            tag("td", badge(o.verdict)),
            tag("td", o.worker),
            tag("td", f"{o.began:.2f} s"),
            tag("td", duration(o.ended - o.began)),
        )
        for o in worked
    ]
    table = tag("table", tag("thead", head), tag("tbody", *rows))
    return tag(
        "details", tag("summary", f"The slowest {len(rows)}"), tag("div", table, class_="wide"), class_="more"
    )
