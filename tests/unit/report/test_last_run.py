"""``verify report`` and ``--report``: reports of the last run, which say of what texts they tell."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

Verify = Callable[..., "subprocess.CompletedProcess[str]"]

MODULE = """\
---- MODULE Small ----
EXTENDS Integers
THEOREM Right == \\A n \\in Int : n < n + 1
  OBVIOUS
THEOREM Wrong == \\A n \\in Int : n < 5
  OBVIOUS
====
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "specs").mkdir(parents=True)
    (folder / "tlaverify.toml").write_text('paths = ["specs"]\nbudget = 0.05\njobs = 1\n')
    (folder / "specs/Small.tla").write_text(MODULE)
    return folder


@pytest.fixture
def verify(project: Path, installed: str) -> Verify:
    def run(*arguments: str, cwd: str = ".") -> subprocess.CompletedProcess[str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("TLAVERIFY_")}
        environment = {**kept, "XDG_CACHE_HOME": str(project.parent / "cache")}
        return subprocess.run(
            [installed, *arguments], cwd=project / cwd, env=environment,
            capture_output=True, text=True, timeout=120, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    return run


def test_every_format_of_the_last_run_from_any_folder_of_the_project(verify: Verify, project: Path) -> None:
    done = verify("all")
    assert done.returncode == 10
    formats = ("html", "junit", "sarif", "json", "jsonl", "github", "markdown")
    done = verify("report", *(word for name in formats for word in (f"--{name}", f"out/{name}")), cwd="specs")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "exit code 10" in done.stderr and "changed" not in done.stderr
    out = project / "specs/out"
    page = (out / "html").read_text()
    assert "1 of 2 theorems" in page and "THEOREM Wrong" in page
    assert "EXTENDS Integers" not in page and "-----------" in page, "the obligation's text is there"
    assert ET.parse(out / "junit").getroot().get("failures") == "1"
    assert json.loads((out / "sarif").read_text())["runs"][0]["results"][0]["ruleId"] == "refuted"
    told = json.loads((out / "json").read_text())
    assert told["summary"]["proved"] == 1 and told["run"]["exit"] == 10
    lines = [json.loads(line) for line in (out / "jsonl").read_text().splitlines()]
    assert [line["type"] for line in lines] == ["obligation", "obligation", "summary"]
    assert (out / "github").read_text().startswith("::error file=Small.tla,line=5")
    assert told["run"]["digest"][:16] in (out / "markdown").read_text()


def test_a_report_says_that_the_modules_have_changed(verify: Verify, project: Path) -> None:
    verify("all")
    before = json.loads(verify("report", "--json", "-").stdout)["run"]["digest"]
    (project / "specs/Small.tla").write_text(MODULE.replace("n < 5", "n < n + 2"))
    done = verify("report", "--json", "-", "--html", "page.html")
    assert done.returncode == 0
    assert "warning[last-run]: the modules have changed since this run of" in done.stderr
    told = json.loads(done.stdout)
    assert [d["code"] for d in told["diagnostics"]] == ["last-run"]
    assert told["diagnostics"][0]["notes"] == [
        "other now, or gone: specs/Small.tla", f"the run read texts with digest {before}",
    ]  # fmt: skip
    assert told["summary"]["refuted"] == 1, "what the run came to, not what holds now"
    page = (project / "page.html").read_text()
    assert "the modules have changed since this run" in page and "n &lt; 5" in page
    (project / "specs/Small.tla").unlink()
    assert "other now, or gone: specs/Small.tla" in verify("report").stderr


def test_a_record_proves_nothing(verify: Verify, project: Path) -> None:
    """A forged record changes what a report says, never what is proved."""
    verify("all", "--no-cache")
    (record,) = (project.parent / "cache/tlaverify/runs").iterdir()
    record.write_text(record.read_text().replace('"verdict":"refuted"', '"verdict":"proved"'))
    assert (
        json.loads(verify("report", "--json", "-").stdout)["modules"][0]["theorems"][1]["verdict"] == "proved"
    )
    assert verify("all").returncode == 10
    assert json.loads(verify("report", "--json", "-").stdout)["summary"]["refuted"] == 1


def test_no_run_and_a_damaged_record(verify: Verify, project: Path) -> None:
    done = verify("report", "--html", "page.html")
    assert (done.returncode, done.stdout) == (12, "")
    assert "error[last-run]: no run of this project is known" in done.stderr
    verify("all")
    (record,) = (project.parent / "cache/tlaverify/runs").iterdir()
    record.write_bytes(record.read_bytes()[:200])
    done = verify("report", "--html", "page.html")
    assert done.returncode == 12
    assert "the record of the last run is of no use" in done.stderr and "Traceback" not in done.stderr
    assert not (project / "page.html").exists()


def test_reports_of_the_run_itself(verify: Verify, project: Path) -> None:
    names = ("a.html", "a.xml", "a.sarif", "a.json", "a.jsonl", "a.md")
    done = verify("check", "Small!Wrong", *(word for name in names for word in ("--report", f"out/{name}")))
    assert done.returncode == 10
    assert sorted(f.name for f in (project / "out").iterdir()) == sorted(names)
    assert json.loads((project / "out/a.json").read_text())["selected"] == "partial"


def test_a_report_that_cannot_be_made_is_2(verify: Verify, project: Path) -> None:
    done = verify("all", "--report", "a.pdf")
    assert done.returncode == 2 and done.stdout == ""
    assert "--report a.pdf: what should be in it?" in done.stderr
    (project / "file").write_text("")
    verify("all")
    done = verify("report", "--html", "file/page.html")
    assert done.returncode == 2
    assert "error[usage]: cannot write file/page.html" in done.stderr


def test_a_run_that_read_nothing_is_the_last_run_too(verify: Verify, project: Path) -> None:
    assert verify("all").returncode == 10
    (project / "specs/Small.tla").write_text("---- MODULE Small ----\nX == /\\\n====\n")
    assert verify("all").returncode == 4
    done = verify("report", "--junit", "-", "--html", "page.html")
    assert done.returncode == 0 and "exit code 4" in done.stderr
    cases = [c.get("name") for c in ET.fromstring(done.stdout).iter("testcase")]
    assert cases == ["read"]
    assert "error[syntax]" in (project / "page.html").read_text()


def test_a_record_that_cannot_be_kept_changes_nothing(verify: Verify, project: Path) -> None:
    (project.parent / "cache/tlaverify").mkdir(parents=True)
    (project.parent / "cache/tlaverify/runs").write_text("")
    done = verify("check", "Small!Right")
    assert done.returncode == 0
    assert "warning[last-run]: this run is not kept for verify report" in done.stderr


def test_the_gate_puts_its_regressions_into_the_record(verify: Verify, project: Path) -> None:
    assert verify("ledger", "update").returncode == 10
    (project / "specs/Small.tla").write_text(MODULE.replace("n < n + 1", "n < n + 2"))
    assert verify("ledger", "check").returncode == 13
    done = verify("report", "--junit", "-", "--markdown", "a.md")
    cases = [
        c.get("name") for c in ET.fromstring(done.stdout).iter("testcase") if c.find("error") is not None
    ]
    assert any("theorem Small!Right says something else" in str(name) for name in cases)
    assert "ledger-statement" in (project / "a.md").read_text()
