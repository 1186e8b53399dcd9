"""Values and formulas laid out in a number of columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tlaverify.evaluate.values import FiniteSet, Function, String, Value, sequence_items, sort_key

__all__ = ["Layout"]


@dataclass(frozen=True, slots=True)
class Layout:
    """width   the columns that there are.
    fields  the place of each record field: the module's own order.
    """

    width: int = 80
    fields: Mapping[str, int] = field(default_factory=dict)

    def assigned(self, head: str, value: Value, indent: int, tail: str = "") -> list[str]:
        """``head value tail`` from column ``indent`` on, on as few lines as it takes."""
        start = " " * indent + head
        lines = self._lines(value, len(start), len(tail))
        if len(lines) > 1 and len(start) > indent + 12:
            # little room beside a long head: the value stands below it
            below = self._lines(value, indent + 4, len(tail))
            if len(below) < len(lines):
                below[0] = " " * (indent + 4) + below[0]
                below[-1] += tail
                return [start.rstrip(), *below]
        lines[0] = start + lines[0]
        lines[-1] += tail
        return lines

    def flat(self, value: Value) -> str:
        """The value on one line."""
        opening, items, closing = self._items(value)
        if items is None:
            return opening
        glue = " @@ " if opening == "(" else ", "
        return opening + glue.join(head + self.flat(v) for head, v in items) + closing

    def _items(self, value: Value) -> tuple[str, list[tuple[str, Value]] | None, str]:
        """The brackets of a composed value, and its items each with what stands before it."""
        if isinstance(value, FiniteSet):
            return "{", [("", v) for v in value.sorted()], "}"
        if not isinstance(value, Function):
            return repr(value), None, ""
        parts = sequence_items(value)
        if parts is not None:
            return "<<", [("", v) for v in parts], ">>"
        if repr(value).startswith("["):
            names = [(str(k)[1:-1], v) for k, v in value.items.items() if isinstance(k, String)]
            names.sort(key=lambda kv: (self.fields.get(kv[0], len(self.fields)), kv[0]))
            return "[", [(f"{k} |-> ", v) for k, v in names], "]"
        pairs = sorted(value.items.items(), key=lambda kv: sort_key(kv[0]))
        return "(", [(f"{self.flat(k)} :> ", v) for k, v in pairs], ")"

    def _lines(self, value: Value, column: int, after: int) -> list[str]:
        """The value from ``column`` on, with ``after`` columns left behind it; line 1 is not indented."""
        flat = self.flat(value)
        opening, items, closing = self._items(value)
        if column + len(flat) + after <= self.width or not items:
            return [flat]
        inner = column + len(opening)
        glue, pad = (" @@" if opening == "(" else ","), " " * inner
        out: list[str] = []
        line = ""
        for i, (head, v) in enumerate(items):
            end = glue if i + 1 < len(items) else closing
            need = len(end) + (after if i + 1 == len(items) else 0)
            text = head + self.flat(v)
            fits = inner + len(line) + bool(line) + len(text) + need <= self.width
            scalar = opening != "{" or not isinstance(v, (Function, FiniteSet))
            if line and fits and scalar:
                line += f" {text}{end}"
                continue
            if line:
                out.append(line)
            first, *rest = self._lines(v, inner + len(head), need)
            deep = [head + first, *(d[inner:] for d in rest)]
            deep[-1] += end
            out += deep[:-1]
            line = deep[-1]
            if rest:
                out.append(line)
                line = ""
        if line:
            out.append(line)
        return [opening + out[0], *(pad + o for o in out[1:])]
