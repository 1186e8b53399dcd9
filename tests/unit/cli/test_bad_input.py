"""Bad input gets a clear error and nothing else: its golden text, exit code 4, no stack trace."""

from __future__ import annotations

from pathlib import Path

import pytest

from tlaverify.cli.main import run

ROOT = Path(__file__).parents[3]
BAD_PROOFS = ("UnknownDefinition.tla", "UnknownFact.tla", "UnknownStep.tla")
BAD = sorted(p.name for p in (ROOT / "tests/data/bad").glob("*.tla"))


@pytest.mark.parametrize("name", BAD)
def test_its_diagnostic(name, golden, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    code = run(["list", f"tests/data/bad/{name}"])
    out, err = capsys.readouterr()
    assert code == 4
    assert out == "" or name in BAD_PROOFS  # a bad citation spoils its step, not the module
    golden(f"diagnostics/{Path(name).stem}.txt", err)


def test_a_file_that_is_not_there(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert run(["all", "Gone.tla"]) == 4
    assert "error[unreadable-file]" in capsys.readouterr().err


def test_one_bad_module_does_not_stop_the_others(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    code = run(["list", "tests/data/bad/NoQed.tla", "tests/data/cli/Counter.tla", "tests/data/bad/Empty.tla"])
    out, err = capsys.readouterr()
    assert code == 4
    assert "THEOREM Correct" in out
    assert err.count("error[") == 2


def test_a_link_that_leaves_the_folder_is_refused(capsys, monkeypatch, tmp_path):
    outside = tmp_path / "outside" / "Secret.tla"
    outside.parent.mkdir()
    outside.write_text("---- MODULE Secret ----\nTHEOREM TRUE OBVIOUS\n====\n")
    inside = tmp_path / "project"
    inside.mkdir()
    try:
        (inside / "Secret.tla").symlink_to(outside)
    except OSError:
        pytest.skip("this system makes no symbolic links")
    monkeypatch.chdir(tmp_path)
    assert run(["list", "project"]) == 4
    assert "error[outside-roots]" in capsys.readouterr().err
    assert run(["list", "project/Secret.tla"]) == 0  # a path that is named is always allowed


def test_links_that_lead_nowhere(capsys, monkeypatch, tmp_path):
    for name, text in (("Good", "THEOREM TRUE OBVIOUS"), ("Uses", "EXTENDS Gone")):
        (tmp_path / f"{name}.tla").write_text(f"---- MODULE {name} ----\n{text}\n====\n")
    try:
        (tmp_path / "Gone.tla").symlink_to(tmp_path / "nowhere.tla")
        (tmp_path / "Loop.tla").symlink_to(tmp_path / "Loop.tla")
    except OSError:
        pytest.skip("this system makes no symbolic links")
    monkeypatch.chdir(tmp_path)
    assert run(["list"]) == 4
    out, err = capsys.readouterr()
    assert "THEOREM" in out  # of the module that is sound
    assert [line.partition(":")[0] for line in err.splitlines() if line.startswith("error")] == [
        "error[unreadable-file]", "error[unreadable-file]", "error[missing-module]",
    ]  # fmt: skip
    assert "did you mean `Gone`" not in err
    assert run(["all", "Loop.tla"]) == 4
    assert "error[unreadable-file]" in capsys.readouterr().err


def test_a_control_character_is_named(capsys, tmp_path):
    (tmp_path / "Nul.tla").write_bytes(b"---- MODULE Nul ----\nA == 1\x00\n====\n")
    assert run(["list", str(tmp_path / "Nul.tla")]) == 4
    assert "the character U+0000 is no part of TLA+" in capsys.readouterr().err


def test_what_a_module_extends_may_not_leave_the_roots(capsys, monkeypatch, tmp_path):
    outside = tmp_path / "outside" / "Base.tla"
    outside.parent.mkdir()
    outside.write_text("---- MODULE Base ----\n====\n")
    inside = tmp_path / "project"
    inside.mkdir()
    (inside / "Main.tla").write_text("---- MODULE Main ----\nEXTENDS Base\nTHEOREM TRUE OBVIOUS\n====\n")
    try:
        (inside / "Base.tla").symlink_to(outside)
    except OSError:
        pytest.skip("this system makes no symbolic links")
    monkeypatch.chdir(tmp_path)
    assert run(["list", "project/Main.tla"]) == 4
    err = capsys.readouterr().err
    assert "Traceback" not in err
    assert "Base" in err
    assert run(["list", "-I", "outside", "project/Main.tla"]) == 0


def test_a_module_of_50_000_lines(capsys, tmp_path):
    lines = ["---- MODULE Long ----", "EXTENDS Naturals"]
    for n in range(10_000):
        lines += [rf"\* operator {n}", f"Op{n} ==", f"  {n} +", f"    {n}", ""]
    lines += ["THEOREM Op7 = Op7 OBVIOUS", "===="]
    (tmp_path / "Long.tla").write_text("\n".join(lines))
    assert run(["list", str(tmp_path / "Long.tla")]) == 0
    assert "1 obligation" in capsys.readouterr().out


def test_deep_nesting_is_read_or_refused_but_no_crash(capsys, tmp_path):
    depth = 5_000
    (tmp_path / "Deep.tla").write_text(
        f"---- MODULE Deep ----\nTHEOREM {'(' * depth}TRUE{')' * depth} OBVIOUS\n====\n"
    )
    assert run(["list", str(tmp_path / "Deep.tla")]) in (0, 4)
    assert "internal" not in capsys.readouterr().err
