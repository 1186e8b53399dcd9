"""Terms as TLA+ text, for people to read and for the parser to read again.

One line where it fits, else conjunctions and disjunctions as bulleted lists, and the body of
a quantifier, IF or LET on lines of its own.  Precedence follows the table of "Specifying
Systems", page 271; where two operators could be misread, parentheses are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from tlaverify.kernel.rewrite import subterms
from tlaverify.kernel.term import (
    Apply,
    Bind,
    Binder,
    Bound,
    Decimal,
    Kind,
    Lambda,
    Let,
    LetDef,
    Num,
    Str,
    Symbol,
    Term,
    is_builtin,
)

__all__ = ["show"]

_INFIX: Final[dict[str, tuple[int, int]]] = {
    "=>": (1, 1),
    "<=>": (2, 2),
    "~>": (2, 2),
    "-+->": (2, 2),
    "/\\": (3, 3),
    "\\/": (3, 3),
    "=": (5, 5),
    "#": (5, 5),
    "\\in": (5, 5),
    "\\notin": (5, 5),
    "\\subseteq": (5, 5),
    "<": (5, 5),
    "<=": (5, 5),
    "\\cdot": (5, 14),
    "\\cup": (8, 8),
    "\\cap": (8, 8),
    "\\": (8, 8),
    "..": (9, 9),
    "+": (10, 10),
    "%": (10, 11),
    "-": (11, 11),
    "*": (13, 13),
    "/": (13, 13),
    "\\div": (13, 13),
    "\\o": (13, 13),
    "^": (14, 14),
    "\\X": (10, 13),
}
_LEFT: Final = frozenset({"+", "-", "*", "\\cup", "\\cap", "\\o"})
_PREFIX: Final[dict[str, tuple[int, int]]] = {
    "~": (4, 4),
    "ENABLED": (4, 15),
    "UNCHANGED": (4, 15),
    "[]": (4, 15),
    "<>": (4, 15),
    "SUBSET": (8, 13),
    "UNION": (8, 13),
    "DOMAIN": (9, 14),
    "-.": (12, 12),
}
_ATOM: Final = (18, 18)
_OPEN: Final = (0, 0)  # extends as far as it can: quantifiers, IF, LET ...
_IDENTIFIER: Final = re.compile(r"\w*[A-Za-z]\w*\Z")
_LIKE_A_FILTER: Final = re.compile(r"(\w+|<<.*>>) \\in ")


def show(term: Term, width: int = 96, indent: int = 0, avoid: Iterable[str] = ()) -> str:
    """The term as TLA+; lines after the first are indented by ``indent`` columns more than their nesting.

    Bound variables are renamed where another symbol of their name would be captured, or stands in ``avoid``.
    """
    taken = {t.op.name for t in subterms(term) if isinstance(t, Apply) and t.op.kind is not Kind.BOUND}
    taken.update(avoid)
    printer = _Printer(taken, width)
    free = {s: _clean(s.name) for s in sorted(term.free, key=lambda s: s.name)}
    return "\n".join(printer.lines(term, free, indent))


def _clean(name: str) -> str:
    return name.replace("$", "_")


Names = dict[Symbol, str]


class _Printer:
    def __init__(self, taken: set[str], width: int) -> None:
        self._taken = taken
        self._width = width

    # ----------------------------------------------------------------- one line

    def flat(self, term: Term, names: Names, least: int = 0) -> str:
        """The term on one line, in parentheses if it binds no tighter than ``least``."""
        text, low = self._one(term, names)
        return f"({text})" if low <= least and low < _ATOM[0] and least > 0 else text

    def _one(self, term: Term, names: Names) -> tuple[str, int]:
        if isinstance(term, Num):
            return str(term.value), 18
        if isinstance(term, Str):
            return '"' + term.value.replace("\\", "\\\\").replace('"', '\\"') + '"', 18
        if isinstance(term, Decimal):
            return term.text, 18
        if isinstance(term, Bind):
            return self._bind(term, names)
        if isinstance(term, Lambda):
            inner, params = self._fresh(term.params, names)
            return f"LAMBDA {', '.join(params)} : {self.flat(term.body, inner)}", 0
        if isinstance(term, Let):
            inner, defs = self._let(term, names)
            return f"LET {' '.join(defs)} IN {self.flat(term.body, inner)}", 0
        assert isinstance(term, Apply)
        return self._apply(term, names)

    def _apply(self, term: Apply, names: Names) -> tuple[str, int]:
        op = term.op
        if op.kind is Kind.BUILTIN:
            return self._builtin(op.name, term.args, names)
        name = names.get(op, _clean(op.name)) if op.kind is Kind.BOUND else op.name
        last = name.rsplit("!", 1)[-1]
        if not _IDENTIFIER.match(last.replace("$", "_")):
            if len(term.args) == 2:
                left, right = (self.flat(a, names, 15) for a in term.args)
                return f"{left} {name} {right}", 5
            if len(term.args) == 1:
                return (
                    f"{self.flat(term.args[0], names, 15)}{name}"
                    if last in ("^+", "^*", "^#")
                    else f"{last}{self.flat(term.args[0], names, 15)}"
                ), 5
        if not term.args:
            return name, 18
        return f"{name}({', '.join(self._argument(a, names) for a in term.args)})", 18

    def _argument(self, arg: Term, names: Names) -> str:
        """An argument; an operator that only passes its parameters on is shown by its name."""
        if isinstance(arg, Lambda) and isinstance(arg.body, Apply):
            passed = tuple(a.op if isinstance(a, Apply) and not a.args else None for a in arg.body.args)
            if passed == arg.params and arg.body.op not in arg.params:
                op = arg.body.op
                name = names.get(op, _clean(op.name)) if op.kind is Kind.BOUND else op.name
                return f" {name}" if name == "*" else name  # not "(*", which would begin a comment
        return self.flat(arg, names)

    def _builtin(self, op: str, args: Sequence[Term], names: Names) -> tuple[str, int]:
        def f(t: Term, least: int = 0) -> str:
            return self.flat(t, names, least)

        if not args and op not in ("{}", "<<>>"):
            return op, 18
        if op == "~":
            inner = args[0]
            if isinstance(inner, Apply) and inner.op.kind is Kind.BUILTIN and inner.op.name in ("=", "\\in"):
                return self._infix("#" if inner.op.name == "=" else "\\notin", inner.args, names)
        if op in _INFIX:
            return self._infix(op, args, names)
        if op in _PREFIX:
            space = "" if op in ("~", "[]", "<>", "-.") else " "
            shown = "-" if op == "-." else op
            nested = isinstance(args[0], Apply) and args[0].op.name in _PREFIX and op != "-."
            return f"{shown}{space}{f(args[0], 0 if nested else _PREFIX[op][1])}", _PREFIX[op][0]
        if op == "'":
            return f"{f(args[0], 15)}'", 15
        if op == "IF":
            return f"IF {f(args[0])} THEN {f(args[1])} ELSE {f(args[2])}", 0
        if op == "CASE":
            arms = [f"{f(args[i], 1)} -> {f(args[i + 1], 1)}" for i in range(0, len(args) - 1, 2)]
            if len(args) % 2:
                arms.append(f"OTHER -> {f(args[-1], 1)}")
            return "CASE " + " [] ".join(arms), 0
        if op == "{}":
            return "{" + ", ".join(map(f, args)) + "}", 18
        if op == "<<>>":
            return "<<" + ", ".join(map(f, args)) + ">>", 18
        if op == "APPLY":
            return self._application(args[0], args[1], names)
        if op == "EXCEPT":
            return self._except(args, names), 18
        if op == "[->]":
            return f"[{f(args[0])} -> {f(args[1])}]", 18
        if op in ("REC", "RECSET"):
            sign = "|->" if op == "REC" else ":"
            fields = [f"{_text(args[i])} {sign} {f(args[i + 1])}" for i in range(0, len(args), 2)]
            return "[" + ", ".join(fields) + "]", 18
        if op == "[]_":
            return f"[{f(args[0])}]_{self._subscript(args[1], names)}", 18
        if op == "<<>>_":
            return f"<<{f(args[0])}>>_{self._subscript(args[1], names)}", 18
        if op in ("WF_", "SF_"):
            return f"{op}{self._subscript(args[0], names)}({f(args[1])})", 18
        return f"{op}({', '.join(map(f, args))})", 18

    def _infix(self, op: str, args: Sequence[Term], names: Names) -> tuple[str, int]:
        low, high = _INFIX[op]
        if len(args) == 1:
            return self._one(args[0], names)
        parts = []
        for i, arg in enumerate(args):
            same = i == 0 and op in _LEFT and isinstance(arg, Apply) and arg.op.name == op
            parts.append(self.flat(arg, names, 0 if same else high))
        tight = op in ("..", "^") and not any(" " in part for part in parts)
        glue = op if tight else f" {op} "
        return glue.join(parts), low

    def _application(self, fn: Term, arg: Term, names: Names) -> tuple[str, int]:
        head = self.flat(fn, names, 15)
        if isinstance(arg, Str) and _IDENTIFIER.match(arg.value):
            return f"{head}.{arg.value}", 17
        return f"{head}[{self._index(arg, names)}]", 17

    def _index(self, arg: Term, names: Names) -> str:
        if (
            isinstance(arg, Apply)
            and arg.op.name == "<<>>"
            and arg.op.kind is Kind.BUILTIN
            and len(arg.args) > 1
        ):
            return ", ".join(self.flat(a, names) for a in arg.args)
        return self.flat(arg, names)

    def _except(self, args: Sequence[Term], names: Names) -> str:
        updates: list[str] = []
        fn: Term = Apply(_EXCEPT, tuple(args))
        while isinstance(fn, Apply) and fn.op == _EXCEPT:
            inner, key, value = fn.args
            path = self._key(key, names)
            head: Term = Apply(_APPLY, (inner, key))
            while isinstance(value, Apply) and value.op == _EXCEPT and value.args[0] == head:
                path += self._key(value.args[1], names)
                head = Apply(_APPLY, (head, value.args[1]))
                value = value.args[2]
            updates.append(f"!{path} = {self.flat(value, names)}")
            fn = inner
        return f"[{self.flat(fn, names)} EXCEPT {', '.join(reversed(updates))}]"

    def _key(self, key: Term, names: Names) -> str:
        if isinstance(key, Str) and _IDENTIFIER.match(key.value):
            return f".{key.value}"
        return f"[{self._index(key, names)}]"

    def _subscript(self, sub: Term, names: Names) -> str:
        text, low = self._one(sub, names)
        return text if low == 18 and (text.isidentifier() or text.startswith("<<")) else f"({text})"

    # ---------------------------------------------------------------- binders

    def _fresh(self, symbols: Sequence[Symbol], names: Names) -> tuple[Names, list[str]]:
        inner = dict(names)
        used = self._taken | set(names.values())
        shown = []
        for s in symbols:
            name = base = _clean(s.name)
            n = 1
            while name in used and names.get(s) != name:
                name = f"{base}_{n}"
                n += 1
            used.add(name)
            inner[s] = name
            shown.append(name)
        return inner, shown

    def _bounds(self, bounds: Sequence[Bound], shown: Sequence[str], names: Names) -> str:
        out: list[tuple[list[str], Term | None]] = []
        for bound, name in zip(bounds, shown, strict=True):
            if out and out[-1][1] == bound.domain:
                out[-1][0].append(name)
            else:
                out.append(([name], bound.domain))
        return ", ".join(
            ", ".join(group) + ("" if domain is None else f" \\in {self.flat(domain, names, 5)}")
            for group, domain in out
        )

    def _bind(self, term: Bind, names: Names) -> tuple[str, int]:
        inner, shown = self._fresh([b.symbol for b in term.bounds], names)
        bounds = self._bounds(term.bounds, shown, names)
        body = self.flat(term.body, inner)
        if term.binder is Binder.FILTER:
            return f"{{{bounds} : {body}}}", 18
        if term.binder is Binder.MAP:
            # {a \\in S /\\ e : b \\in T} would be a subset of S /\\ e.
            like = is_builtin(term.body, "\\in") or _LIKE_A_FILTER.match(body)
            body = f"({body})" if like else body
            return f"{{{body} : {bounds}}}", 18
        if term.binder is Binder.FUNCTION:
            return f"[{bounds} |-> {body}]", 18
        return f"{self._head(term.binder, bounds)} : {body}", 0

    @staticmethod
    def _head(binder: Binder, bounds: str) -> str:
        return f"{binder.value} {bounds}"

    def _let(self, term: Let, names: Names) -> tuple[Names, list[str]]:
        inner = names
        out = []
        for d in term.defs:
            before = inner
            inner, (name,) = self._fresh((d.symbol,), inner)
            out.append(self._definition(d, name, inner if d.recursive else before))
        return inner, out

    def _definition(self, d: LetDef, name: str, names: Names) -> str:
        inner, params = self._fresh(d.params, names)
        shown = [
            p if s.arity == 0 else f"{p}({', '.join('_' * s.arity)})"
            for p, s in zip(params, d.params, strict=True)
        ]
        head = f"{name}({', '.join(shown)})" if shown else name
        return f"{head} == {self.flat(d.body, inner)}"

    # -------------------------------------------------------------- many lines

    def lines(self, term: Term, names: Names, indent: int) -> list[str]:
        """The term from column ``indent`` on; the first line is not indented."""
        flat = self.flat(term, names)
        if indent + len(flat) <= self._width or len(flat) <= 30:
            return [flat]
        if isinstance(term, Apply) and term.op.kind is Kind.BUILTIN:
            return self._long(term, names, indent) or [flat]
        if isinstance(term, Bind) and term.binder in (
            Binder.FORALL,
            Binder.EXISTS,
            Binder.CHOOSE,
            Binder.TEMPORAL_EXISTS,
            Binder.TEMPORAL_FORALL,
        ):
            inner, shown = self._fresh([b.symbol for b in term.bounds], names)
            head = self._head(term.binder, self._bounds(term.bounds, shown, names)) + " :"
            return [head, *self._below(term.body, inner, indent + 3)]
        if isinstance(term, Let):
            inner, defs = self._let(term, names)
            pad = " " * (indent + 4)
            return [
                f"LET {defs[0]}",
                *(pad + d for d in defs[1:]),
                " " * indent + "IN",
                *self._below(term.body, inner, indent + 3),
            ]
        return [flat]

    def _long(self, term: Apply, names: Names, indent: int) -> list[str] | None:
        """A built-in operator on several lines, None where there is no way to break it."""
        op, args = term.op.name, term.args
        if op in ("/\\", "\\/") and args:
            return self._bullets(op, args, names, indent)
        if op in ("=>", "<=>") and len(args) == 2:
            return self._arrow(op, args, names, indent)
        if op == "IF":
            return self._branches(args, names, indent)
        if op in _LEFT and len(args) == 2:
            return self._chain(term, names, indent)
        if op in ("=", "\\in", "<", "<=", "\\subseteq") and len(args) == 2:
            left = self.flat(args[0], names, 5)
            right = self._enclosed(args[1], names, indent + 3, 5)
            return [f"{left} {op}", " " * (indent + 3) + right[0], *right[1:]]
        if op in ("~", "[]", "<>", "ENABLED"):
            head = op + " " * (op == "ENABLED")
            inner = self._enclosed(args[0], names, indent + len(head), _PREFIX[op][1])
            return [head + inner[0], *inner[1:]]
        if op in ("REC", "RECSET"):
            sign = "|->" if op == "REC" else ":"
            out = []
            for i in range(0, len(args), 2):
                head = f"{_text(args[i])} {sign} "
                first, *rest = self.lines(args[i + 1], names, indent + 1 + len(head))
                out += [f"{' ' * (indent + 1) if i else '['}{head}{first}", *rest]
                out[-1] += "," if i + 2 < len(args) else "]"
            return out
        return None

    def _chain(self, term: Apply, names: Names, indent: int) -> list[str]:
        """``a \\cup b \\cup c``, each operand on a line of its own."""
        op, operands = term.op.name, [term.args[1]]
        left = term.args[0]
        while isinstance(left, Apply) and left.op == term.op:
            operands.append(left.args[1])
            left = left.args[0]
        high = _INFIX[op][1]
        out = self._enclosed(left, names, indent, high)
        for operand in reversed(operands):
            first, *rest = self._enclosed(operand, names, indent + len(op) + 1, high)
            out += [f"{' ' * indent}{op} {first}", *rest]
        return out

    def _enclosed(self, term: Term, names: Names, indent: int, least: int) -> list[str]:
        """The lines of an operand, in parentheses if it binds no tighter than ``least``."""
        if self._one(term, names)[1] > least:
            return self.lines(term, names, indent)
        found = self.lines(term, names, indent + 1)
        found[0] = f"({found[0]}"
        found[-1] += ")"
        return found

    def _below(self, term: Term, names: Names, indent: int) -> list[str]:
        first, *rest = self.lines(term, names, indent)
        return [" " * indent + first, *rest]

    def _bullets(self, op: str, items: Sequence[Term], names: Names, indent: int) -> list[str]:
        out: list[str] = []
        for item in items:
            first, *rest = self.lines(item, names, indent + 3)
            out += [f"{'' if not out else ' ' * indent}{op} {first}", *rest]
        return out

    def _arrow(self, op: str, args: Sequence[Term], names: Names, indent: int) -> list[str]:
        left = self._operand(args[0], names, indent, op)
        right = self._operand(args[1], names, indent + len(op) + 1, op)
        return [*left, f"{' ' * indent}{op} {right[0]}", *right[1:]]

    def _operand(self, term: Term, names: Names, indent: int, op: str) -> list[str]:
        """One side of an arrow; a list needs no parentheses, for it ends where the column goes back."""
        high = _INFIX[op][1]
        _, low = self._one(term, names)
        if low > high and not isinstance(term, Bind):
            found = self.lines(term, names, indent + 2)
            if len(found) == 1:
                return found
        first, *rest = self.lines(term, names, indent + 1)
        whole = [f"({first}", *rest]
        whole[-1] += ")"
        return whole

    def _branches(self, args: Sequence[Term], names: Names, indent: int) -> list[str]:
        test = self.lines(args[0], names, indent + 3)
        then = self.lines(args[1], names, indent + 7)
        other = self.lines(args[2], names, indent + 7)
        pad = " " * (indent + 2)
        return [
            f"IF {test[0]}",
            *test[1:],
            f"{pad}THEN {then[0]}",
            *then[1:],
            f"{pad}ELSE {other[0]}",
            *other[1:],
        ]


_EXCEPT: Final = Symbol("EXCEPT", Kind.BUILTIN, 3)
_APPLY: Final = Symbol("APPLY", Kind.BUILTIN, 2)


def _text(term: Term) -> str:
    assert isinstance(term, Str)
    return term.value
