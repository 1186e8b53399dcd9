"""A warning for field names that look like slips of the pen.

TLA+ has no declarations of records: ``m.maxVbal`` is legal where every record has ``maxVBal``, and
only says nothing.  The proof step that needed it then fails, often far away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tlaverify.kernel.diagnostic import Annotation, Diagnostic
from tlaverify.semantics.problems import did_you_mean
from tlaverify.semantics.program import Program
from tlaverify.syntax import ast
from tlaverify.syntax.walk import nodes

__all__ = ["odd_fields"]


def odd_fields(program: Program) -> tuple[Diagnostic, ...]:
    """Warnings for the main module, in the order of the text.

    A field that is read but that no record has, where a similar one exists; and of two field names
    that differ in their capitals only, the rarer.
    """
    made: Counter[str] = Counter()
    read: Counter[str] = Counter()
    main = list(_uses(program.main.node))
    for info in program.modules.values():
        if info.library:  # the records of the library are not those of a protocol
            continue
        for name, _, making in main if info is program.main else _uses(info.node):
            (made if making else read)[name] += 1
    all_uses = made + read
    out: list[Diagnostic] = []
    source = program.main.source
    for name, span, making in main:
        twins = [n for n in all_uses if n != name and n.lower() == name.lower()]
        if any(all_uses[n] > all_uses[name] for n in twins):
            message = f"the field `{name}` differs from another only in its capitals"
            hints = did_you_mean(name, twins)
        elif not making and name not in made:
            message = f"no record here has a field `{name}`"
            hints = did_you_mean(name, made)
            if not hints:
                continue
        else:
            continue
        place = Annotation(source.place(span))
        out.append(Diagnostic("odd-field", message, (place,), severity="warning", hints=hints))
    return tuple(sorted(out, key=lambda d: (d.annotations[0].place.line, d.annotations[0].place.column)))


def _uses(node: ast.Node) -> Iterator[tuple[str, ast.Span, bool]]:
    """Field names with where they stand and whether a record with the field is made there."""
    for n in nodes(node):
        if isinstance(n, ast.Field):
            yield n.name, n.span, False
        elif isinstance(n, ast.RecCons | ast.RecSet):
            for name, _ in n.fields:
                yield name, n.span, True
