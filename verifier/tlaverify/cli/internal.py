"""A defect of this program: written to a report file, told in two lines, never shown as a stack trace."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from importlib import metadata
from pathlib import Path

from tlaverify.kernel.diagnostic import Diagnostic

__all__ = ["internal_error", "version"]


def version() -> str:
    """The installed version; ``unknown`` where the program runs from a source tree that is not installed."""
    try:
        return metadata.version("tlaverify")
    except metadata.PackageNotFoundError:
        return "unknown"


def internal_error(error: BaseException, doing: str) -> Diagnostic:
    """The diagnostic for an unexpected exception, with the path of the report that was written."""
    text = "\n".join(
        [
            f"tlaverify {version()}, Python {platform.python_version()}, {platform.platform()}",
            f"arguments: {sys.argv[1:]!r}",
            f"{doing}:",
            "".join(traceback.format_exception(error)),
        ]
    )
    kind = type(error).__name__
    what = str(error).split("\n", 1)[0]
    try:
        handle, name = tempfile.mkstemp(prefix="tlaverify-error-", suffix=".txt", text=True)
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
        note = f"a report for the developers is in {Path(name)}"
    except OSError as problem:
        note = f"no report could be written: {problem}"
    return Diagnostic(
        "internal",
        f"{doing}: {kind}{f': {what}' if what else ''}",
        notes=(note,),
        hints=("this is a defect of tlaverify, not of your module; it makes nothing count as proved",),
    )
