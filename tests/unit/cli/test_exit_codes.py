"""Each exit code of the command line, through the installed command."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
HERE = Path()
SOURCES = [str(ROOT / part) for part in ("verifier", "encodings", "obligations")]
VERIFY = [str(shutil.which("verify", path=sysconfig.get_path("scripts")))]
FAST = ["--budget", "0.02", "--jobs", "1"]


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory):
    """A project of its own, so that this repository's configuration does not count."""
    place = tmp_path_factory.mktemp("project")
    for name in ("cli", "bad"):
        shutil.copytree(ROOT / "tests/data" / name, place / name)
    global HERE
    HERE = place / "cli"
    return HERE


def environment(**more):
    path = os.pathsep.join([*SOURCES, os.environ.get("PYTHONPATH", "")])
    kept = {k: v for k, v in os.environ.items() if not k.startswith("TLAVERIFY_") and k != "NO_COLOR"}
    return {**kept, "PYTHONPATH": path, "TLAVERIFY_CACHE": "false", **more}


def verify(*arguments, cwd=None, program=VERIFY, **more):
    return subprocess.run(
        [*program, *arguments], cwd=cwd or HERE, env=environment(**more), capture_output=True, text=True,
        timeout=120, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def verdicts(done):
    return {t["name"]: t["verdict"] for m in json.loads(done.stdout)["modules"] for t in m["theorems"]}


def test_0_all_proved():
    done = verify("all", "Counter.tla")
    assert done.returncode == 0, done.stderr
    assert "2 theorems, 6 steps and 6 obligations proved" in done.stdout
    assert "proved       <2>1 CASE" in done.stdout
    assert done.stderr == ""


def test_10_modules_nested_in_two_files_may_have_one_name(tmp_path):
    for outer, left, right in (("A", "1 = 2", "1 = 1"), ("B", "1 = 1", "1 = 2")):
        (tmp_path / f"{outer}.tla").write_text(
            f"---- MODULE {outer} ----\n---- MODULE Inner ----\nTHEOREM T == {left} OBVIOUS\n"
            f"THEOREM U == {right} OBVIOUS\n====\n====\n"
        )
    done = verify("all", "A.tla", "B.tla", "--json", cwd=tmp_path)
    assert done.returncode == 10, done.stderr
    found = [[t["verdict"] for t in m["theorems"]] for m in json.loads(done.stdout)["modules"]]
    assert found == [["refuted", "proved"], ["proved", "refuted"]]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("output", [">&-", ">&- 2>&-", "> /dev/full", "--json > /dev/full"])
def test_never_0_or_unlisted_where_nothing_can_be_written(output):
    """A closed stream is nobody's fault; one that takes nothing is an internal error."""
    for module, code in (("Counter.tla", 0), ("../bad/Truncated.tla", 4)):
        command = f"{VERIFY[0]} all {module} {output}"
        done = subprocess.run(
            ["/bin/sh", "-c", command], cwd=HERE, env=environment(), capture_output=True, text=True,
            timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode in ((code,) if "&-" in output else (3, 4)), done.stderr
        assert "Traceback" not in done.stderr


def test_10_two_theorems_on_a_line_have_verdicts_of_their_own(tmp_path):
    lines = ["---- MODULE OneLine ----", "THEOREM 1 = 2 OBVIOUS THEOREM 1 = 1 OBVIOUS", "===="]
    (tmp_path / "OneLine.tla").write_text("\n".join(lines), encoding="utf-8")
    done = verify("check", "OneLine.tla", "--json", cwd=tmp_path)
    assert done.returncode == 10
    assert verdicts(done) == {"line 2": "refuted", "line 2#2": "proved"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("all", "--jobs", "0", "Counter.tla"),
        ("all", "--jobs", "x", "Counter.tla"),
        ("all", "--solver", "z4", "Counter.tla"),
        ("all", "--output-format", "xml"),
        ("all", "--budget", "-1"),
        ("check",),
        ("check", "-k", "a and", "Counter.tla"),
        ("prove",),
        ("all", "--jbos", "2"),
        (),
    ],
)
def test_2_usage(arguments):
    done = verify(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr != ""
    assert "Traceback" not in done.stderr


def test_2_configuration(tmp_path):
    (tmp_path / "tlaverify.toml").write_text("jobs = 'many'\n")
    done = verify("all", cwd=tmp_path)
    assert done.returncode == 2
    assert "error[configuration]: tlaverify.toml: jobs" in done.stderr


def test_3_internal_error(tmp_path):
    broken = (
        "import tlaverify.obligations.generate as g; g.generate = None\n"
        "from tlaverify.cli.main import main; main()"
    )
    done = verify(
        "all", "Counter.tla", "--json", program=[sys.executable, "-c", broken], TMPDIR=str(tmp_path)
    )
    assert done.returncode == 3
    assert "error[internal]" in done.stderr
    assert "Traceback" not in done.stderr
    (report,) = tmp_path.glob("tlaverify-error-*.txt")
    assert "Traceback" in report.read_text()
    assert json.loads(done.stdout)["summary"]["proved"] == 0


def test_4_unreadable_but_the_rest_goes_on():
    done = verify("all", "../bad/NoQed.tla", "Counter.tla", "--json")
    assert done.returncode == 4
    assert verdicts(done) == {"Initial": "proved", "Correct": "proved"}
    value = json.loads(done.stdout)
    assert value["diagnostics"][0]["code"] == "proof-structure"
    assert [m["readable"] for m in value["modules"]] == [False, True]


REFUSED = """---- MODULE Refused ----
CONSTANTS a, b
ASSUME Same == a = b
THEOREM Good == b = a BY Same
THEOREM Bad == b = a
<1>1. a = b BY Smae
<1>2. b = a BY Same
<1> QED BY <1>1
THEOREM Lost == b = a
<1> SUFFICES c = a OBVIOUS
<1> QED BY Same
THEOREM Cites == a = b
<1>1. a = c OBVIOUS
<1>2. b = a BY <1>1, Same
<1>3. b = b OBVIOUS
<1> QED BY Same
===="""


def test_4_a_bad_citation_makes_its_step_an_error_and_the_rest_is_checked(tmp_path):
    (tmp_path / "Refused.tla").write_text(REFUSED, encoding="utf-8")
    done = verify("all", "Refused.tla", "--json", cwd=tmp_path)
    assert done.returncode == 4
    assert verdicts(done) == {"Good": "proved", "Bad": "error", "Lost": "error", "Cites": "error"}
    value = json.loads(done.stdout)
    steps = {o["id"]: o["verdict"] for t in value["modules"][0]["theorems"] for o in t["obligations"]}
    assert steps == {
        "Refused!Good/goal": "proved",
        "Refused!Bad!<1>1/goal": "error", "Refused!Bad!<1>2/goal": "proved",
        "Refused!Bad!<1>QED/goal": "proved",
        # what comes after a SUFFICES that is refused has another goal than the text says
        "Refused!Lost!<1>#1/goal": "error", "Refused!Lost!<1>QED/goal": "error",
        "Refused!Cites!<1>1/goal": "error", "Refused!Cites!<1>2/goal": "error",
        "Refused!Cites!<1>3/goal": "proved", "Refused!Cites!<1>QED/goal": "proved",
    }  # fmt: skip
    assert [d["code"] for d in value["diagnostics"]] == ["unknown-identifier"] * 3
    assert verify("check", "Refused!Bad", cwd=tmp_path).returncode == 4
    assert verify("check", "Refused!Good", cwd=tmp_path).returncode == 4  # the module has errors
    shown = verify("explain", "Refused!Bad!<1>1", cwd=tmp_path)
    assert shown.returncode == 4 and "not checked: `Smae` is not declared" in shown.stdout
    assert "not checked" in verify("show", "Refused!Bad!<1>1", cwd=tmp_path).stdout


def test_4_a_use_between_theorems_that_is_wrong_refuses_the_module(tmp_path):
    text = REFUSED.replace("THEOREM Good", "USE Smae\nTHEOREM Good")
    (tmp_path / "Refused.tla").write_text(text, encoding="utf-8")
    done = verify("all", "Refused.tla", "--json", cwd=tmp_path)
    assert done.returncode == 4 and verdicts(done) == {}


def test_10_failed_wins_over_11_incomplete():
    done = verify("all", "Mixed.tla", "--json", *FAST)
    assert done.returncode == 10
    assert verdicts(done) == {
        "Proved": "proved", "Wrong": "refuted", "Left": "omitted", "Bare": "omitted", "Uses": "proved",
        "line 21": "proved",
    }  # fmt: skip


@pytest.mark.parametrize("choice", [("--solver", "cvc5"), ("--encoding", "typed-inl-split")])
def test_10_under_a_choice_of_solver_or_encoding_that_the_hints_do_not_know(tmp_path, choice):
    text = "---- MODULE Any ----\nCONSTANT a, b\nASSUME A == a = b\nTHEOREM T == a = b OBVIOUS\n====\n"
    (tmp_path / "Any.tla").write_text(text, encoding="utf-8")
    for command in ("all", "explain"):
        done = verify(command, "Any.tla", *choice, cwd=tmp_path)
        assert done.returncode == 10, done.stderr
        assert "internal" not in done.stdout + done.stderr


def test_11_incomplete():
    done = verify("check", "Mixed!Left", "Mixed!Proved")
    assert done.returncode == 11
    assert "omitted  THEOREM Left" in done.stdout


def test_a_citation_of_an_omitted_lemma_is_named():
    done = verify("check", "Mixed!Uses", "--json")
    assert done.returncode == 0
    (theorem,) = json.loads(done.stdout)["modules"][0]["theorems"]
    assert (theorem["verdict"], theorem["rests_on"]) == ("proved", ["Left"])


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "Counter!Nothing"),
        ("check", "Nowhere!Correct"),
        ("check", "Counter.tla:1"),
        ("check", "Counter.tla", "-k", "nothing"),
        ("all", "no*.tla"),
        ("list", "Counter!*Nothing*"),
        ("show", "Counter!Correct!<1>9"),
    ],
)
def test_12_nothing_selected(arguments):
    assert verify(*arguments).returncode == 12


def test_12_an_empty_folder(tmp_path):
    assert verify("all", cwd=tmp_path).returncode == 12


@pytest.mark.parametrize("arguments", [("Counter.tla", "-k", "nothing"), ("Nothing.tla",)])
def test_12_no_report_of_nothing_looks_like_a_success(arguments, tmp_path):
    shutil.copy(HERE / "Counter.tla", tmp_path)
    (tmp_path / "Nothing.tla").write_text("---- MODULE Nothing ----\n====\n")
    done = verify("all", *arguments, "--output-format", "junit", cwd=tmp_path)
    assert (done.returncode, 'errors="1"' in done.stdout) == (12, True)
    assert "error[nothing-selected]" in done.stderr


def test_4_the_summary_says_what_could_not_be_read(tmp_path):
    shutil.copy(HERE / "Counter.tla", tmp_path)
    (tmp_path / "Half.tla").write_text("---- MODULE Half ----\nTHEOREM 1 =\n====\n")
    done = verify("all", cwd=tmp_path)
    assert done.returncode == 4
    assert "proved in 2 modules, 1 of which could not be read" in done.stdout


def test_12_even_where_something_else_is_proved():
    done = verify("check", "Counter!Initial", "Counter!Nothing")
    assert done.returncode == 12
    assert "nothing matches 'Counter!Nothing'" in done.stderr
    assert "proved   LEMMA Initial" in done.stdout


def test_13_the_ledger_regressed(tmp_path):
    (tmp_path / "M.tla").write_text("---- MODULE M ----\nTHEOREM T == \\A a : a = a\n  OBVIOUS\n====\n")
    assert verify("ledger", "update", cwd=tmp_path).returncode == 0
    assert verify("ledger", "check", cwd=tmp_path).returncode == 0
    (tmp_path / "M.tla").write_text("---- MODULE M ----\nTHEOREM T == TRUE\n  OBVIOUS\n====\n")
    done = verify("ledger", "check", cwd=tmp_path)
    assert done.returncode == 13
    assert "error[ledger-statement]: theorem M!T says something else" in done.stdout
    assert verify("all", cwd=tmp_path).returncode == 0, "no ledger is asked"


def test_13_comes_before_10_and_after_4(tmp_path):
    def write(name, claim):
        (tmp_path / f"{name}.tla").write_text(
            f"---- MODULE {name} ----\nTHEOREM T == {claim}\n  OBVIOUS\n====\n"
        )

    write("M", "\\A a : a = a")
    assert verify("ledger", "update", cwd=tmp_path).returncode == 0
    write("M", "\\A a, b : a = b")
    assert verify("ledger", "check", *FAST, cwd=tmp_path).returncode == 13
    write("Other", "/\\")
    assert verify("ledger", "check", *FAST, cwd=tmp_path).returncode == 4


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("Counter!Correct!<1>1!<2>2",), ["Counter!Correct!<1>1!<2>2"]),
        (("Counter.tla:23",), ["Counter!Correct!<1>1!<2>1"]),
        (("-k", "correct and qed"), ["Counter!Correct!<1>1!<2>QED", "Counter!Correct!<1>QED"]),
        (("Counter!Correct!<1>*QED",), ["Counter!Correct!<1>1!<2>QED", "Counter!Correct!<1>QED"]),
    ],
)
def test_a_part_is_checked_and_called_partial(arguments, expected):
    done = verify("check", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)
    assert value["selected"] == "partial"
    (theorem,) = value["modules"][0]["theorems"]
    assert theorem["verdict"] == "partial"
    assert list(dict.fromkeys(o["step"] for o in theorem["obligations"])) == expected


def test_json_is_printed_after_a_usage_error_too():
    done = verify("all", "--json", "--jobs", "none")
    assert done.returncode == 2
    assert json.loads(done.stdout)["diagnostics"][0]["code"] == "usage"


def test_precedence_of_settings(tmp_path):
    (tmp_path / "tlaverify.toml").write_text('paths = ["specs"]\noutput_format = "json"\n')
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "Counter.tla").write_text((ROOT / "tests/data/cli/Counter.tla").read_text())
    assert json.loads(verify("all", cwd=tmp_path).stdout)["summary"]["proved"] == 6
    assert verify("all", cwd=tmp_path, TLAVERIFY_OUTPUT_FORMAT="text").stdout.startswith("Counter  specs")
    done = verify("all", "--output-format", "github", cwd=tmp_path, TLAVERIFY_OUTPUT_FORMAT="text")
    assert done.returncode == 0


def test_the_same_run_twice_prints_the_same():
    def text(done):
        value = json.loads(done.stdout)
        for theorem in value["modules"][0]["theorems"]:
            for obligation in theorem["obligations"]:
                del obligation["solver_s"]
        return value["modules"]

    runs = [verify("all", "Mixed.tla", "--json", "--budget", "0.02", "--jobs", jobs) for jobs in ("1", "2")]
    assert text(runs[0]) == text(runs[1])


def test_fail_fast_stops_and_says_so():
    done = verify("all", "Mixed.tla", "--fail-fast", *FAST)
    assert done.returncode == 10
    assert "--fail-fast" in done.stdout


def test_a_reader_that_goes_away_changes_nothing():
    process = subprocess.Popen(
        [*VERIFY, "all", "Mixed.tla", *FAST], cwd=HERE, env=environment(),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=120) == 10
    assert error == b""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are different on Windows")
def test_130_ctrl_c_keeps_what_was_proved():
    process = subprocess.Popen(
        [*VERIFY, "all", "Hard.tla", "--budget", "10000", "--jobs", "1"], cwd=HERE,
        env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        stdin=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    first = [process.stdout.readline(), process.stdout.readline()]
    assert "proved   THEOREM Easy" in first[1]
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert "interrupted" in out
    assert "1 of 2 theorems" in out


def test_list_prints_steps_and_lines():
    done = verify("list", "Counter.tla")
    assert done.returncode == 0
    assert "    <1>1  line 20, 4 obligations" in done.stdout.split("\n")


def test_show_prints_the_obligation_as_tla():
    done = verify("show", "Counter!Correct!<1>1!<2>2")
    assert done.returncode == 0
    above, line, below = done.stdout.partition("-" * 60)
    assert line
    assert "count' = count" in above or "UNCHANGED count" in above
    assert below.strip() == "Inv'"


def test_show_smt2_is_what_a_solver_reads(tmp_path):
    import z3

    done = verify("show", "--smt2", "Counter!Correct!<1>1!<2>2")
    assert done.returncode == 0
    *queries, rest = done.stdout.split("(check-sat)")
    assert len(queries) == done.stdout.count(", part ") and not rest.strip()
    for query in queries:
        solver = z3.Solver()
        solver.from_string(query)
        assert solver.check() == z3.unsat


def test_version_and_help():
    assert verify("--version").returncode == 0
    done = verify("--help")
    assert done.returncode == 0
    assert all(word in done.stdout for word in ("all", "check", "list", "show", "Exit codes"))


def test_help_imports_nothing_heavy():
    done = verify(program=[
        sys.executable, "-c",
        "import sys; from tlaverify.cli.main import run; run(['--help'])\n"
        "print(sorted({'z3', 'cvc5', 'rich', 'sympy', 'tree_sitter'} & set(sys.modules)))",
    ])  # fmt: skip
    assert done.stdout.rstrip().endswith("[]")
