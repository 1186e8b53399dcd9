"""The gate on some of the modules only: what they cite is run with them."""

from __future__ import annotations

import pytest

BELOW = """\
---- MODULE Below ----
LEMMA Same == \\A a : a = a
  OBVIOUS
====
"""

ABOVE = """\
---- MODULE Above ----
EXTENDS Below
THEOREM Uses == \\A a : a = a
  BY Same
====
"""


@pytest.fixture(scope="module")
def two(new_project):
    return new_project(Below=BELOW, Above=ABOVE)


def test_a_module_whose_lemmas_stand_in_another_is_no_regression(two):
    done = two.verify("ledger", "check", "specs/Above.tla", "--trust-cache")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "nothing differs from 2 ledgers" in done.stdout


def test_what_is_lost_in_the_module_below_is_told(two, tmp_path):
    project = two.copy(tmp_path / "project")
    project.edit("specs/Below.tla", "OBVIOUS", "OMITTED")
    done = project.verify("ledger", "check", "specs/Above.tla", "--trust-cache")
    assert done.returncode == 13
    assert "theorem Above!Uses now rests on Below!Same (omitted)" in done.stdout


def test_update_of_one_module_records_what_it_rests_on(two, tmp_path):
    project = two.copy(tmp_path / "project")
    before = project.state()
    assert project.verify("ledger", "update", "specs/Above.tla").returncode == 0
    assert project.state() == before
