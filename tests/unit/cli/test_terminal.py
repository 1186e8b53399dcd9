"""What a terminal is shown: read from a pseudo-terminal, as a user would see it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
termios = pytest.importorskip("termios", reason="there are no pseudo-terminals here")

ROOT = Path(__file__).parents[3]
SOURCES = [str(ROOT / part) for part in ("verifier", "encodings", "obligations")]


def on_a_terminal(columns, *arguments, **more):
    """Exit code and everything that was written to a terminal so wide."""
    import fcntl
    import struct

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "NO_COLOR")}
    environment |= {"PYTHONPATH": os.pathsep.join(SOURCES), "TERM": "xterm-256color"}
    environment |= {"TLAVERIFY_CACHE": "false", **more}
    process = subprocess.Popen(
        [sys.executable, "-m", "tlaverify.cli.main", *arguments], cwd=ROOT / "tests/data/cli",
        env=environment, stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    chunks = []
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # Linux says so when the other side is closed
            break
        if not chunk:
            break
        chunks.append(chunk)
    os.close(ours)
    return process.wait(timeout=60), b"".join(chunks).decode("utf-8", "replace")


def plain(text):
    """What remains visible: without escapes, carriage returns and what was erased."""
    lines = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text).replace("\r", "\n").split("\n")
    return [line.rstrip() for line in lines if line.strip()]


def test_the_tree_and_the_summary_are_there_and_the_bar_is_gone():
    code, text = on_a_terminal(100, "all", "Counter.tla")
    assert code == 0
    lines = plain(text)
    assert "  proved   THEOREM Correct" in "\n".join(lines)
    assert lines[-1].startswith("2 theorems, 6 steps and 6 obligations proved")
    assert "\x1b[32m" in text
    assert text.count("\x1b[?25l") == text.count("\x1b[?25h")  # the cursor is shown again


@pytest.mark.parametrize("columns", [24, 40])
def test_a_narrow_terminal(columns):
    code, text = on_a_terminal(columns, "check", "Counter.tla", "Mixed.tla", "--budget", "0.02")
    assert code == 10
    assert "Traceback" not in text
    tree = [line for line in plain(text) if re.match(r"  (proved|refuted|unknown|omitted) ", line)]
    assert len(tree) >= 12
    assert all(len(line) <= columns for line in tree)


def test_no_color_means_no_colour():
    _, text = on_a_terminal(80, "all", "Counter.tla", NO_COLOR="1")
    assert re.search(r"\x1b\[[0-9;]*m", text) is None
    _, text = on_a_terminal(80, "all", "--no-color", "Counter.tla")
    assert re.search(r"\x1b\[[0-9;]*m", text) is None


def test_a_dumb_terminal_gets_plain_lines():
    _, text = on_a_terminal(80, "all", "Counter.tla", TERM="dumb")
    assert "\x1b" not in text
    assert "proved   THEOREM Correct" in text
