"""The verdicts as they are shown: a sign and a word beside each colour."""

from __future__ import annotations

from typing import Final

from tlaverify.report.html.markup import Html, tag

__all__ = ["badge", "duration", "sign"]

_SIGNS: Final = {
    "proved": "✓", "refuted": "✗", "unknown": "?", "omitted": "○", "error": "!", "partial": "◐",
}  # fmt: skip


def sign(verdict: str) -> str:
    """One character for the verdict; a dot for what was not checked."""
    return _SIGNS.get(verdict, "·")


def badge(verdict: str) -> Html:
    """The verdict as a sign in its colour and a word; none where there was nothing to check."""
    word = verdict or "nothing to check"
    return tag(
        "span",
        tag("span", sign(verdict), class_="sign", aria_hidden="true"),
        tag("span", word, class_="word"),
        class_=f"badge v-{verdict or 'none'}",
    )


def duration(seconds: float) -> str:
    """``1.25 s``, ``40 ms``; empty for less than a millisecond.

    >>> duration(1.254), duration(0.0404), duration(0.0001), duration(75)
    ('1.25 s', '40 ms', '', '75 s')
    """
    if seconds < 0.001:
        return ""
    if seconds < 0.9995:
        return f"{seconds * 1000:.0f} ms"
    return f"{seconds:.2f} s" if seconds < 10 else f"{seconds:.0f} s"
