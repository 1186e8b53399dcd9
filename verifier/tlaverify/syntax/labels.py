"""Hold labels to where they can be named: in definitions, named theorems and named steps, once each.

Source: L. Lamport, "TLA+2: A Preliminary Guide", section 6.1: a label names a subexpression of what has
a name, and labels are distinct but for those inside another label.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from tlaverify.kernel.diagnostic import Annotation, Diagnostic, DiagnosticError
from tlaverify.syntax import ast
from tlaverify.syntax.source import Source

__all__ = ["check_labels"]


def check_labels(module: ast.Module, source: Source) -> None:
    """Raises DiagnosticError (code ``label``) for a label in what has no name, and for a second one."""
    # A node, and the labels seen so far in what has the name (None where nothing has one).
    stack: list[tuple[object, dict[str, ast.Span] | None]] = [(module, None)]
    while stack:
        node, seen = stack.pop()
        if isinstance(node, tuple):
            stack.extend((item, seen) for item in reversed(node))
            continue
        if not isinstance(node, ast.Node):
            continue
        if isinstance(node, ast.Label):
            _note(node, seen, source)
            stack.append((node.body, {}))
        elif isinstance(node, ast.OpDef | ast.FnDef):
            stack.append((node.body, {}))
        elif isinstance(node, ast.Theorem):
            stack += [(node.proof, None), (node.statement, None if node.name is None else {})]
        elif isinstance(node, ast.Assumption):
            stack.append((node.body, None if node.name is None else {}))
        elif isinstance(node, ast.Step):
            stack += [(node.proof, None), (node.body, None if node.id.label is None else {})]
        elif isinstance(node, ast.By | ast.InstanceDef):
            stack += [(part, None) for part in _parts(node)]
        else:
            stack += [(part, seen) for part in _parts(node)]


def _note(label: ast.Label, seen: dict[str, ast.Span] | None, source: Source) -> None:
    hint = "name the theorem or the step, or leave out the label"
    if seen is None:
        message = f"nothing that has a name holds the label `{label.name}`"
        raise _refusal(source, message, label.span, hint)
    first = seen.setdefault(label.name, label.span)
    if first is not label.span:
        message = f"the label `{label.name}` is used twice"
        raise _refusal(
            source, message, label.span, f"it stands in line {first.line} too: give one another name"
        )


def _refusal(source: Source, message: str, span: ast.Span, hint: str) -> DiagnosticError:
    place = Annotation(source.place(span))
    return DiagnosticError([Diagnostic("label", message, (place,), hints=(hint,))])


def _parts(node: ast.Node) -> Iterator[object]:
    """What a node is made of, the last first."""
    return (getattr(node, f.name) for f in reversed(fields(node)) if f.name not in ("span", "name_spans"))
