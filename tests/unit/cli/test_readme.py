"""The README's first proof and first failure print what it says, times apart."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[3]
TIMES = re.compile(r"(,| ) \d+\.\d+ s( \(solvers \d+\.\d+ s\))?$", re.MULTILINE)


def blocks() -> list[str]:
    """The fenced texts under the heading, in order."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## A first proof, and a first failure")[2].partition("\n## ")[0]
    return re.findall(r"```\w*\n(.*?)```", section, re.DOTALL)


def test_the_first_proof_and_the_first_failure(installed: str, tmp_path: Path) -> None:
    module, *sessions = blocks()
    file = tmp_path / "Counter.tla"
    file.write_text(module, encoding="utf-8")

    def said(line: str) -> str:
        words = [word.strip("'") for word in line.removeprefix("$ verify ").split()]
        run = subprocess.run(
            [installed, *words, "--no-cache"] if words[0] == "all" else [installed, *words],
            cwd=tmp_path, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert run.returncode == (10 if "refuted" in run.stdout else 0)
        return TIMES.sub("", run.stdout)

    for number, session in enumerate(sessions):
        if number == 2:  # "With count' = count + 1 the theorem is proved"
            file.write_text(module.replace("count - 1", "count + 1"), encoding="utf-8")
        command, _, shown = session.partition("\n")
        assert said(command) == shown
    assert len(sessions) == 3
