"""Deep terms: read in a thread with a stack of its own."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from tlaverify.kernel.deep import deeply
from tlaverify.kernel.term import Apply, Level
from tlaverify.semantics.levels import level_of
from tlaverify.semantics.load import load_module


@pytest.mark.parametrize(
    ("body", "depth"),
    [
        (" + ".join(["x"] * 900), 899),
        (" @@\n".join(f"({n} :> x)" for n in range(900)), 900),
        ("IF x = 1 THEN 2 ELSE\n" * 250 + "x", 250),
        (" /\\\n".join(["x = 1"] * 5000), 2),
    ],
    ids=["sum", "functions", "IF", "conjunction"],
)
def test_deep_terms_are_read(tmp_path: Path, body: str, depth: int) -> None:
    file = tmp_path / "M.tla"
    text = f"---- MODULE M ----\nEXTENDS Integers, TLC\nVARIABLE x\nA == {body}\n====\n"
    file.write_text(text, encoding="utf-8")

    def read() -> tuple[Level, int]:
        scope = load_module(file).main.scope
        (definition,) = [d for s, d in scope.definitions.items() if s.name == "A"]
        found, term = 0, definition.body
        while isinstance(term, Apply) and term.args:
            found += 1
            term = term.args[-1] if term.op.name == "IF" else term.args[0]
        return level_of(definition.body, scope.definitions), found

    level, found = deeply(read)
    assert level is Level.STATE
    assert found >= depth


def test_deeply_hands_on_what_comes_of_it() -> None:
    def down(n: int) -> int:
        return 0 if n == 0 else 1 + max(down(n - 1), 0)

    limit = sys.getrecursionlimit()
    assert deeply(lambda: down(20_000)) == 20_000
    assert deeply(lambda: threading.current_thread().name) == "deep"
    with pytest.raises(ZeroDivisionError):
        deeply(lambda: 1 // 0)
    assert sys.getrecursionlimit() == limit
