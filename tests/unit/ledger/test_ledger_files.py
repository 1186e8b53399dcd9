"""What a ledger looks like, and how it is written."""

from __future__ import annotations

import json
import sqlite3
from importlib import resources

import jsonschema

from tlaverify.ledger.files import parse_ledger, render_ledger
from tlaverify.ledger.record import natural


def test_the_ledger_fits_its_schema_and_reads_back(workspace):
    schema = json.loads(resources.files("tlaverify.ledger").joinpath("ledger.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    for name in ("Lock", "Pairs"):
        text = workspace.file(f"record/{name}.json").read_text(encoding="utf-8")
        jsonschema.validate(json.loads(text), schema)
        assert render_ledger(parse_ledger(text)) == text


def test_one_sorted_line_for_each_obligation_and_nothing_of_the_machine(workspace):
    text = workspace.file("record/Lock.json").read_text()
    ledger = json.loads(text)
    steps = [o["step"] for o in ledger["obligations"]]
    assert ledger["path"] == "../specs/Lock.tla"
    assert steps == sorted(steps, key=natural)
    assert len(steps) == 8
    assert all(line.count('"step"') <= 1 for line in text.splitlines())
    assert str(workspace.folder) not in text
    assert [t["rests_on"] for t in ledger["theorems"] if t["theorem"] == "Lock!Safe"] == [
        ["assume Lock!LimitAssumption"]
    ]


def test_update_is_stable_and_removes_what_is_gone(workspace):
    before = workspace.state()
    done = workspace.verify("ledger", "update")
    assert done.returncode == 0
    assert "unchanged: record/Lock.json: 8 obligations, 8 proved" in done.stdout
    assert workspace.state() == before
    workspace.file("specs/Pairs.tla").unlink()
    done = workspace.verify("ledger", "update")
    assert done.returncode == 0
    assert "removed record/Pairs.json: its module is gone" in done.stdout
    assert workspace.verify("ledger", "check").returncode == 0


def test_update_mends_a_damaged_ledger_and_refuses_a_newer_one(workspace):
    good = workspace.file("record/Pairs.json").read_bytes()
    workspace.file("record/Pairs.json").write_text("<<<<<<< ours")
    done = workspace.verify("ledger", "update", "specs/Pairs.tla")
    assert done.returncode == 0
    assert workspace.file("record/Pairs.json").read_bytes() == good
    workspace.edit("record/Pairs.json", '"format": 1', '"format": 7')
    before = workspace.state()
    done = workspace.verify("ledger", "update", "specs/Pairs.tla")
    assert done.returncode == 2
    assert "has format 7" in done.stderr
    assert workspace.state() == before


def test_a_module_that_cannot_be_read_keeps_its_ledger(workspace):
    workspace.edit("specs/Pairs.tla", "THEOREM Swap ==", "THEOREM Swap == ==")
    before = workspace.file("record/Pairs.json").read_bytes()
    assert workspace.verify("ledger", "update").returncode == 4
    assert workspace.file("record/Pairs.json").read_bytes() == before


def test_a_module_with_a_bad_citation_keeps_its_ledger_and_the_gate_stops(workspace):
    workspace.edit("specs/Pairs.tla", "====", "THEOREM TRUE\n  BY Nowhere\n====")
    before = workspace.file("record/Pairs.json").read_bytes()
    done = workspace.verify("ledger", "update")
    assert done.returncode == 4
    assert "not written: record/Pairs.json" in done.stdout
    assert workspace.file("record/Pairs.json").read_bytes() == before
    assert workspace.verify("ledger", "check").returncode == 13


def test_only_whole_modules(workspace):
    assert workspace.verify("ledger", "check", "Lock!Safe").returncode == 2
    assert workspace.verify("ledger", "check", "-k", "Safe").returncode == 2
    assert workspace.verify("ledger", "check", "specs/Pairs.tla").returncode == 0


def test_json(workspace):
    workspace.edit("specs/Pairs.tla", "a = b => b = a", "a = b => a = a")
    done = workspace.verify("ledger", "check", "specs/Pairs.tla", "--json")
    assert done.returncode == 13
    told = json.loads(done.stdout)
    assert [(r["name"], r["code"]) for r in told["regressions"]] == [("Pairs!Swap", "ledger-statement")]
    assert told["exit"] == 13


def cache_file(workspace):
    (file,) = workspace.file("cache/tlaverify").glob("outcomes-*.sqlite")
    return file


def test_a_damaged_cache_is_begun_afresh(workspace):
    assert workspace.verify("all").returncode == 0
    cache_file(workspace).write_bytes(b"not a database" * 400)
    done = workspace.verify("ledger", "check", "--trust-cache")
    assert done.returncode == 0
    assert done.stderr.count("warning[cache]") == 1
    assert "starting afresh" in done.stderr


def test_a_lying_cache_is_not_believed(workspace):
    """Answers turned to unsat, with digests to match: neither a fresh check nor a re-check believes them."""
    import hashlib

    workspace.edit("specs/Pairs.tla", "a = b => b = a", "a = b")
    assert workspace.verify("all", "specs/Pairs.tla").returncode == 10
    with sqlite3.connect(cache_file(workspace)) as database:
        rows = database.execute("SELECT key, value FROM outcome").fetchall()
        for key, value in rows:
            forged = json.dumps(["unsat", *json.loads(value)[1:3], "", *json.loads(value)[4:]])
            mark = hashlib.sha256(f"outcome\0{key}\0{forged}".encode()).hexdigest()
            database.execute("UPDATE outcome SET value = ?, digest = ? WHERE key = ?", (forged, mark, key))
    assert rows
    database.close()
    assert workspace.verify("all", "specs/Pairs.tla", "--no-cache").returncode == 10
    assert workspace.verify("ledger", "check", "specs/Pairs.tla").returncode == 13
    done = workspace.verify("all", "specs/Pairs.tla", "--recheck", "100%")
    assert done.returncode == 3
    assert "the cache disagrees: it holds unsat" in done.stderr
