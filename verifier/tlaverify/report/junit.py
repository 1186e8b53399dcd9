"""JUnit XML: a test suite for each module, a test case for each step.

Source: the schema that Jenkins and others use for JUnit's reports (junit-10.xsd of its xUnit plugin).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from tlaverify.kernel.diagnostic import Diagnostic
from tlaverify.report.diagnostics import render_diagnostic, shown_path
from tlaverify.report.failures import failure
from tlaverify.report.model import rank
from tlaverify.report.transcript import CheckedModule, CheckedObligation, CheckedTheorem, Transcript

__all__ = ["to_junit"]


def to_junit(run: Transcript) -> str:
    """The run as an XML document.

    A step that is not proved is a failure, an omitted one is skipped; a module that could not be read, and
    whatever else is an error, is a case with an error.
    """
    root = ET.Element("testsuites", name="verify", time=f"{run.summary.wall_s:.3f}")
    for module in run.modules:
        _suite(root, run, module, [d for d in run.diagnostics if _about(d, module)])
    elsewhere = [d for d in run.diagnostics if not any(_about(d, m) for m in run.modules)]
    if elsewhere:
        suite = _begin(root, run, "verify")
        _errors(suite, "verify", elsewhere)
        _end(suite, elsewhere)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode")


def _about(diagnostic: Diagnostic, module: CheckedModule) -> bool:
    places = [a.place.path for a in diagnostic.annotations[:1]]
    return bool(places) and shown_path(places[0]) == shown_path(module.path)


def _begin(root: ET.Element, run: Transcript, name: str) -> ET.Element:
    """A suite that says of which run it is."""
    made = run.made
    suite = ET.SubElement(root, "testsuite", name=_clean(name))
    if made.began:
        suite.set("timestamp", made.began.removesuffix("+00:00"))
    facts = {"command": made.command, "version": made.version, "digest": run.digest if run.sources else ""}
    properties = ET.SubElement(suite, "properties")
    for key, value in facts.items():
        ET.SubElement(properties, "property", name=key, value=_clean(value))
    return suite


def _suite(
    root: ET.Element, run: Transcript, module: CheckedModule, diagnostics: Sequence[Diagnostic]
) -> None:
    suite = _begin(root, run, module.name)
    suite.set("file", _clean(shown_path(module.path)))
    _errors(suite, module.name, diagnostics, "" if module.readable else "read")
    for theorem in module.theorems:
        by_step: dict[str, list[CheckedObligation]] = {}
        for obligation in theorem.obligations:
            by_step.setdefault(obligation.step, []).append(obligation)
        for step, obligations in by_step.items():
            _case(suite, module, theorem, step, obligations)
    _end(suite, diagnostics)


def _case(
    suite: ET.Element,
    module: CheckedModule,
    theorem: CheckedTheorem,
    step: str,
    obligations: Sequence[CheckedObligation],
) -> None:
    case = ET.SubElement(
        suite,
        "testcase",
        classname=_clean(f"{module.name}.{theorem.name}"),
        name=_clean(step[len(theorem.root.id) + 1 :] or theorem.name),
        time=f"{sum(o.seconds for o in obligations):.3f}",
    )
    worst = max(obligations, key=lambda o: rank(o.verdict))
    match worst.verdict:
        case "proved":
            return
        case "omitted":
            ET.SubElement(case, "skipped", message=_clean(worst.reason))
            return
        case "error":
            element = ET.SubElement(case, "error", type="error")
        case _:
            element = ET.SubElement(case, "failure", type=worst.verdict)
    element.set("message", _clean(f"{worst.id}: {worst.reason}"))
    found = [d for o in obligations if (d := failure(o)) is not None]
    element.text = _clean("\n\n".join(render_diagnostic(d) for d in found))


def _errors(suite: ET.Element, owner: str, diagnostics: Sequence[Diagnostic], name: str = "") -> None:
    """A case for each error; ``name``, where given, is that of a single one for all of them."""
    errors = [d for d in diagnostics if d.severity == "error"]
    cases = [(name, errors)] if name else [(d.message, [d]) for d in errors]
    for title, about in cases:
        case = ET.SubElement(suite, "testcase", classname=_clean(owner), name=_clean(title), time="0.000")
        code, message = (about[0].code, about[0].message) if about else ("error", "it could not be read")
        element = ET.SubElement(case, "error", type=code, message=_clean(message))
        element.text = _clean("\n\n".join(render_diagnostic(d) for d in about))


def _end(suite: ET.Element, diagnostics: Sequence[Diagnostic]) -> None:
    """Warnings as the suite's error output, and how many cases there are of each kind."""
    cases = suite.findall("testcase")
    suite.set("tests", str(len(cases)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(sum(case.find(tag) is not None for case in cases)))
    suite.set("time", f"{sum(_times(cases)):.3f}")
    warnings = [d for d in diagnostics if d.severity != "error"]
    if warnings:
        said = ET.SubElement(suite, "system-err")
        said.text = _clean("\n\n".join(render_diagnostic(d) for d in warnings))


def _times(cases: Iterable[ET.Element]) -> Iterable[float]:
    return (float(case.get("time", "0")) for case in cases)


def _clean(text: str) -> str:
    """Without the control characters that XML 1.0 does not allow."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
