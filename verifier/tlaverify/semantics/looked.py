"""What stands where a module's file was looked for; no parser is needed to tell whether it has changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

__all__ = ["state", "state_of"]


def state(digest: str, resolved: Path) -> str:
    """The state of a path that leads to the file ``resolved``; digest: sha256 of its bytes, hexadecimal."""
    return f"{digest} {resolved}"


def state_of(path: Path) -> str:
    """The state of ``path`` now: its content, and where links lead; "" where there is no readable file."""
    try:
        if not path.is_file():
            return ""
        return state(hashlib.sha256(path.read_bytes()).hexdigest(), path.resolve())
    except (OSError, ValueError):
        return ""
