"""One name for each symbol of a module in which everything stands side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tlaverify.kernel.rewrite import map_children
from tlaverify.kernel.term import Apply, Kind, Symbol, Term

__all__ = ["Names", "is_infix", "with_symbols"]

_WORD = re.compile(r"\w*[A-Za-z]\w*\Z")


def is_infix(symbol: Symbol) -> bool:
    """Whether the symbol is written between its arguments: ``a \\ll b``."""
    return not _WORD.match(symbol.name.rsplit("!", 1)[-1]) and symbol.arity == 2


class Names:
    """Gives out names, each once; ``I!Op`` becomes ``I_Op``."""

    def __init__(self, reserved: Iterable[str]) -> None:
        self._taken = set(reserved)

    def new(self, wanted: str) -> str:
        """``wanted``, or the first of ``wanted_1``, ``wanted_2``, ... that is free."""
        base = wanted.replace("!", "_").replace("$", "_")
        name, n = base, 1
        while name in self._taken:
            name = f"{base}_{n}"
            n += 1
        self._taken.add(name)
        return name

    def symbol(self, old: Symbol) -> Symbol:
        """The symbol under a name of its own; infix operators of instances get a word for a name."""
        if is_infix(old) and "!" not in old.name and old.name not in self._taken:
            self._taken.add(old.name)
            return old
        plain = old.name if not is_infix(old) and _WORD.match(old.name.replace("!", "_")) else "Op"
        return Symbol(self.new(plain), old.kind, old.arity, old.level)


def with_symbols(term: Term, new: Mapping[Symbol, Symbol]) -> Term:
    """The term with other symbols for the declared and defined ones."""
    out = map_children(term, lambda t: with_symbols(t, new))
    if isinstance(out, Apply) and out.op.kind not in (Kind.BOUND, Kind.BUILTIN) and out.op in new:
        return Apply(new[out.op], out.args)
    return out
