"""A transcript as a file: JSON, and every value is checked when it is read back."""

from __future__ import annotations

import json
import types
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from tlaverify.kernel.sequent import Place
from tlaverify.report.transcript import Transcript

__all__ = ["FORMAT", "parse_transcript", "render_transcript"]

FORMAT: Final = 1
"""Changes with the fields of a transcript: a record of another format is not read."""


def render_transcript(transcript: Transcript) -> str:
    """The transcript as JSON; relative paths are made absolute, for it may be read in another folder."""
    absolute = cache(lambda path: str(Path(path).absolute()))

    def plain(value: object) -> object:
        """A dataclass as JSON has it; its parts are left as they are, so that never all are there twice."""
        if isinstance(value, Place):
            return [absolute(value.path), value.line, value.column, value.end_line, value.end_column]
        if is_dataclass(value) and not isinstance(value, type):
            return {f.name: getattr(value, f.name) for f in fields(value)}
        raise TypeError(f"{type(value).__name__} is not for a record")

    whole = {"format": FORMAT, "transcript": transcript}
    return json.dumps(whole, separators=(",", ":"), default=plain)


def parse_transcript(text: str) -> Transcript:
    """The transcript in ``text``.  Raises ValueError if it is not one of this format."""
    data = json.loads(text)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ValueError(f"not a record of format {FORMAT}")
    found = _build(Transcript, data.get("transcript"))
    assert isinstance(found, Transcript)
    return found


@cache
def _types(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _build(kind: Any, value: Any) -> Any:
    """``value`` as a ``kind``: a dataclass, a tuple or dict of one kind, a plain value, or None."""
    origin = get_origin(kind)
    if kind is Place and isinstance(value, list):
        return Place(*(_build(k, v) for k, v in zip(_types(Place).values(), value, strict=True)))
    if origin is tuple and isinstance(value, list):
        return tuple(_build(get_args(kind)[0], v) for v in value)
    if origin is dict and isinstance(value, dict):
        return {str(k): _build(get_args(kind)[1], v) for k, v in value.items()}
    if origin is Literal and value in get_args(kind):
        return value
    if origin in (Union, types.UnionType):
        (inner,) = (k for k in get_args(kind) if k is not type(None))
        return None if value is None else _build(inner, value)
    if isinstance(kind, type) and is_dataclass(kind) and isinstance(value, dict):
        hints = _types(kind)
        if set(value) != set(hints):
            raise ValueError(f"a {kind.__name__} of other parts")
        return kind(**{name: _build(hint, value[name]) for name, hint in hints.items()})
    if kind is float and type(value) in (int, float):
        return float(value)
    if kind in (str, int, bool) and type(value) is kind:
        return value
    raise ValueError(f"{str(value)[:40]!r} does not stand for {kind}")
