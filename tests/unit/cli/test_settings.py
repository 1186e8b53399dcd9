"""Command line before environment before configuration file before defaults."""

from __future__ import annotations

import pytest

from tlaverify.cli.config import UsageProblem, read_settings


def test_defaults(tmp_path):
    settings = read_settings({}, {}, tmp_path)
    assert (settings.jobs, settings.budget, settings.solver) == (None, 1.0, ("z3", "cvc5"))


def test_precedence(tmp_path):
    (tmp_path / "tlaverify.toml").write_text('jobs = 3\nseed = 3\nmemory = 300\nsolver = ["cvc5"]\n')
    settings = read_settings(
        {"jobs": 1, "seed": None}, {"TLAVERIFY_JOBS": "2", "TLAVERIFY_SEED": "2"}, tmp_path
    )
    assert (settings.jobs, settings.seed, settings.memory, settings.solver) == (1, 2, 300, ("cvc5",))


def test_the_nearest_file_counts(tmp_path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.tlaverify]\nseed = 7\npaths = ["a"]\n')
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\n")
    settings = read_settings({}, {}, inner)
    assert settings.seed == 7
    assert settings.base == tmp_path
    assert settings.paths == (tmp_path / "a",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("jobs = 0", "jobs: must be at least 1"),
        ("jobs = true", "whole number"),
        ("budget = -1", "must be positive"),
        ("budget = 'x'", "a number is needed"),
        ("colour = true", "there is no such setting"),
        ("paths = 'specs'", "a list of paths"),
        ("paths = ['..']", "leaves the project"),
        ("roots = ['/']", "leaves the project"),
        ("solver = []", "at least one name"),
        ("output_format = 'xml'", "there is no format"),
        ("quiet = 'maybe'", "true or false"),
        ("jobs =", "is not TOML"),
    ],
)
def test_a_wrong_configuration_is_refused(tmp_path, text, words):
    (tmp_path / "tlaverify.toml").write_text(text)
    with pytest.raises(UsageProblem) as caught:
        read_settings({}, {}, tmp_path)
    assert words in caught.value.diagnostics[0].message
    assert caught.value.diagnostics[0].code == "configuration"


def test_the_command_line_may_leave_the_project(tmp_path):
    (tmp_path / "tlaverify.toml").write_text("")
    assert read_settings({"roots": [str(tmp_path.parent)]}, {}, tmp_path).roots == (tmp_path.parent,)


@pytest.mark.parametrize("name", ["jobs", "seed", "timeout", "memory"])
def test_the_message_names_where_the_value_stood(tmp_path, name):
    with pytest.raises(UsageProblem, match=f"TLAVERIFY_{name.upper()}: "):
        read_settings({}, {f"TLAVERIFY_{name.upper()}": "many"}, tmp_path)
    with pytest.raises(UsageProblem, match=f"--{name}: "):
        read_settings({name: "many"}, {}, tmp_path)


SHARES = [("5%", 0.05), ("0.05", 0.05), ("100 %", 1.0), (0, 0.0), (1, 1.0)]


@pytest.mark.parametrize(("given", "share"), SHARES)
def test_shares(tmp_path, given, share):
    assert read_settings({"recheck": given}, {}, tmp_path).recheck == share


@pytest.mark.parametrize("given", ["5", "-1%", "101%", "nan", "many", "%", True])
def test_what_is_no_share(tmp_path, given):
    with pytest.raises(UsageProblem, match="share"):
        read_settings({"recheck": given}, {}, tmp_path)


def test_folders_of_the_configuration_are_below_it(tmp_path):
    (tmp_path / "tlaverify.toml").write_text('ledgers = "record"\ncache_dir = "c"\ncache = false\n')
    settings = read_settings({}, {}, tmp_path)
    assert (settings.ledgers, settings.cache_dir) == (tmp_path / "record", tmp_path / "c")
    assert settings.cache is False
    (tmp_path / "tlaverify.toml").write_text('ledgers = "../record"\n')
    with pytest.raises(UsageProblem, match="leaves the project"):
        read_settings({}, {}, tmp_path)
