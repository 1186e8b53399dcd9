"""JUnit XML: a test suite for each module, a test case for each step.

Source: the schema that Jenkins and others use for JUnit's reports (junit-10.xsd of its xUnit plugin).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from tlaverify.kernel.diagnostic import Diagnostic
from tlaverify.kernel.verdict import Error, Omitted, Proved
from tlaverify.report.diagnostics import render_diagnostic, shown_path
from tlaverify.report.failures import failure
from tlaverify.report.model import ModuleRun, Run, TheoremRun, rank, reason, word
from tlaverify.schedule.result import Result

__all__ = ["to_junit"]


def to_junit(run: Run) -> str:
    """The run as an XML document.

    A step that is not proved is a failure, an omitted one is skipped; a module that could not be read is a
    case with an error.
    """
    root = ET.Element("testsuites", name="verify", time=f"{run.wall_s:.3f}")
    for module in run.modules:
        _suite(root, module, [d for d in run.diagnostics if _about(d, module)])
    elsewhere = [d for d in run.diagnostics if not any(_about(d, m) for m in run.modules)]
    if elsewhere:
        suite = ET.SubElement(root, "testsuite", name="verify")
        _unreadable(suite, "verify", elsewhere)
        _count(suite)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode")


def _about(diagnostic: Diagnostic, module: ModuleRun) -> bool:
    places = [a.place.path for a in diagnostic.annotations[:1]]
    return bool(places) and shown_path(places[0]) == shown_path(module.path)


def _suite(root: ET.Element, module: ModuleRun, diagnostics: Sequence[Diagnostic]) -> None:
    suite = ET.SubElement(root, "testsuite", name=module.name)
    if diagnostics or not module.readable:
        _unreadable(suite, module.name, diagnostics)
    for theorem in module.theorems:
        by_step: dict[str, list[Result]] = {}
        for result in theorem.results:
            by_step.setdefault(result.step, []).append(result)
        for step, results in by_step.items():
            _case(suite, module, theorem, step, results)
    _count(suite)


def _case(
    suite: ET.Element, module: ModuleRun, theorem: TheoremRun, step: str, results: Sequence[Result]
) -> None:
    case = ET.SubElement(
        suite,
        "testcase",
        classname=_clean(f"{module.name}.{theorem.outline.name}"),
        name=_clean(step[len(theorem.outline.id) + 1 :] or theorem.outline.name),
        time=f"{sum(r.solver_seconds for r in results):.3f}",
        file=shown_path(module.path),
        line=str(results[0].place.line),
    )
    worst = max(results, key=lambda r: rank(r.verdict))
    match worst.verdict:
        case Proved():
            return
        case Omitted():
            ET.SubElement(case, "skipped", message=_clean(reason(worst.verdict)))
            return
        case Error():
            element = ET.SubElement(case, "error", type="error")
        case _:
            element = ET.SubElement(case, "failure", type=word(worst.verdict))
    element.set("message", _clean(f"{worst.id}: {reason(worst.verdict)}"))
    found = [d for r in results if (d := failure(theorem, r)) is not None]
    element.text = _clean("\n\n".join(render_diagnostic(d) for d in found))


def _unreadable(suite: ET.Element, name: str, diagnostics: Sequence[Diagnostic]) -> None:
    case = ET.SubElement(suite, "testcase", classname=_clean(name), name="read", time="0.000")
    errors = [d for d in diagnostics if d.severity == "error"]
    if errors:
        element = ET.SubElement(case, "error", type=errors[0].code, message=_clean(errors[0].message))
        element.text = _clean("\n\n".join(render_diagnostic(d) for d in errors))


def _count(suite: ET.Element) -> None:
    cases = list(suite)
    suite.set("tests", str(len(cases)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(sum(case.find(tag) is not None for case in cases)))
    suite.set("time", f"{sum(_times(cases)):.3f}")


def _times(cases: Iterable[ET.Element]) -> Iterable[float]:
    return (float(case.get("time", "0")) for case in cases)


def _clean(text: str) -> str:
    """Without the control characters that XML 1.0 does not allow."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
