"""Ledgers as files: JSON, one line for each thing that is listed, sorted, so that diffs can be read.

``ledger.schema.json`` beside this file describes format 1 (JSON Schema 2020-12).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Final, TypeVar

from tlaverify.ledger.model import FORMAT, Assumption, Defined, Ledger, ObligationLine, TheoremLine
from tlaverify.report.files import write_whole
from tlaverify.report.model import VERDICTS

__all__ = ["LedgerProblem", "ledger_files", "parse_ledger", "read_ledger", "render_ledger", "write_ledger"]

REWRITE: Final = "verify ledger update writes it anew: look at the diff before you commit it"

_Line = TypeVar("_Line", Assumption, Defined, TheoremLine, ObligationLine)


class LedgerProblem(Exception):
    """A ledger that cannot be used; ``hint`` says what to do, ``newer`` that a later version wrote it."""

    def __init__(self, message: str, hint: str = REWRITE, newer: bool = False) -> None:
        super().__init__(message)
        self.hint: Final = hint
        self.newer: Final = newer


def ledger_files(folder: Path) -> list[Path]:
    """The ledgers in ``folder``, sorted by name."""
    return sorted(folder.glob("*.json"))


def read_ledger(file: Path) -> Ledger:
    """The ledger in ``file``.  Raises LedgerProblem."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LedgerProblem(f"cannot be read: {error}") from None
    return parse_ledger(text)


def parse_ledger(text: str) -> Ledger:
    """The ledger that ``text`` is.  Raises LedgerProblem for anything but a whole ledger of this format."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise LedgerProblem(f"is not JSON, or only a part of it: {error}") from None
    except RecursionError:
        raise LedgerProblem("is nested too deeply") from None
    if not isinstance(data, dict):
        raise LedgerProblem("is not a ledger: no JSON object")
    number = data.get("format")
    if isinstance(number, bool) or not isinstance(number, int):
        raise LedgerProblem("is not a ledger: it has no format number")
    if number > FORMAT:
        raise LedgerProblem(
            f"has format {number}; this version of verify reads format {FORMAT}",
            "install the version that wrote it; or delete the file, and let verify ledger update write it",
            newer=True,
        )
    if number < FORMAT:
        raise LedgerProblem(f"has format {number}, which is older than this version's {FORMAT}")
    try:
        return _ledger(data)
    except (KeyError, TypeError, ValueError) as error:
        raise LedgerProblem(f"does not fit format {FORMAT}: {error}") from None


def _ledger(data: Mapping[str, Any]) -> Ledger:
    keys = {"format", *(f.name for f in fields(Ledger))}
    if set(data) != keys:
        raise ValueError(f"wrong or missing keys {sorted(set(data) ^ keys)}")
    ledger = Ledger(
        _text(data["module"]),
        _text(data["path"]),
        _lines(Assumption, data["assumptions"]),
        _lines(Defined, data["definitions"]),
        _lines(TheoremLine, data["theorems"]),
        _lines(ObligationLine, data["obligations"]),
    )
    if not ledger.module or not ledger.path:
        raise ValueError("no module, or no path")
    verdicts = {*(t.verdict for t in ledger.theorems), *(o.verdict for o in ledger.obligations)}
    if not verdicts <= set(VERDICTS):
        raise ValueError(f"there is no verdict {sorted(verdicts - set(VERDICTS))[0]!r}")
    return ledger


def _lines(kind: type[_Line], value: object) -> tuple[_Line, ...]:
    if not isinstance(value, list):
        raise TypeError(f"a list is needed, not {type(value).__name__}")
    names = [f.name for f in fields(kind)]
    out: list[_Line] = []
    for item in value:
        if not isinstance(item, dict) or set(item) != set(names):
            raise ValueError(f"a line of {', '.join(names)} is needed, not {str(item)[:80]}")
        out.append(kind(*(_texts(item[n]) if n == "rests_on" else _text(item[n]) for n in names)))  # type: ignore[arg-type]
    first = [getattr(line, names[0]) for line in out]
    twice = sorted({name for name in first if first.count(name) > 1}) if len(set(first)) < len(first) else []
    if twice:
        raise ValueError(f"{twice[0]} is listed twice")
    return tuple(out)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a text is needed, not {value!r}")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f"a list is needed, not {value!r}")
    return tuple(_text(v) for v in value)


def render_ledger(ledger: Ledger) -> str:
    """The ledger's text, the same for equal ledgers."""
    head = [f'"format": {FORMAT}', f'"module": {_json(ledger.module)}', f'"path": {_json(ledger.path)}']
    sections = []
    for name in ("assumptions", "definitions", "theorems", "obligations"):
        lines = [
            "  {" + ", ".join(f"{_json(f.name)}: {_json(getattr(line, f.name))}" for f in fields(line)) + "}"
            for line in getattr(ledger, name)
        ]
        sections.append(f'"{name}": [\n' + ",\n".join(lines) + "\n]" if lines else f'"{name}": []')
    return "{\n" + ",\n".join([*head, *sections]) + "\n}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def write_ledger(file: Path, ledger: Ledger) -> bool:
    """Write the ledger whole or not at all; returns whether that changed the file.  Raises OSError."""
    data = render_ledger(ledger).encode()
    if file.is_file() and file.read_bytes() == data:
        return False
    write_whole(file, data)
    return True
