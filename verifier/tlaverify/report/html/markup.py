"""HTML as values: whatever is not ``Html`` already is escaped."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

__all__ = ["Html", "join", "tag", "text"]


class Html(str):
    """Text that is HTML: made by the functions of this file only, from escaped parts."""

    __slots__ = ()


_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_VOID = frozenset({"input", "link", "meta"})

Attribute = str | int | bool | None


def text(value: str) -> Html:
    """``value`` as text: escaped, and without what could hide or reorder other text.

    >>> text("<b> & </script>")
    '&lt;b&gt; &amp; &lt;/script&gt;'
    """
    value = _BIDI.sub(lambda m: f"[U+{ord(m.group()):04X}]", _FORBIDDEN.sub("\ufffd", value))
    return Html(html.escape(value, quote=True))


def join(parts: Iterable[str | None]) -> Html:
    """The parts one after the other; None is left out."""
    return Html("".join(p if isinstance(p, Html) else text(p) for p in parts if p is not None))


def tag(name: str, /, *children: str | None, **attributes: Attribute) -> Html:
    """An element.

    In attributes' names a final ``_`` is dropped and others become ``-``; None and False leave one out,
    True gives it without a value.

    >>> tag("a", "x < y", href="#s1", class_="v-proved", hidden=False)
    '<a href="#s1" class="v-proved">x &lt; y</a>'
    """
    words = [name]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        key = key.rstrip("_").replace("_", "-")
        words.append(key if value is True else f'{key}="{text(str(value))}"')
    opening = f"<{' '.join(words)}>"
    return Html(opening if name in _VOID else f"{opening}{join(children)}</{name}>")
