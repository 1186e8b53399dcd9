"""A warning for text that TLA+'s tools read in two ways."""

from __future__ import annotations

from tlaverify.kernel.diagnostic import Annotation, Diagnostic
from tlaverify.semantics.program import Program
from tlaverify.syntax import ast
from tlaverify.syntax.operators import BY_THE_BOOK
from tlaverify.syntax.walk import nodes

__all__ = ["two_readings"]


def two_readings(program: Program) -> tuple[Diagnostic, ...]:
    """Warnings for the main module, in the order of the text."""
    source = program.main.source
    found = [
        (n.span, n.path[0].name, operand.path[0].name)
        for n in nodes(program.main.node)
        if isinstance(n, ast.OpApp) and isinstance(n.path[0], ast.Name) and len(n.path[0].args) == 1
        for operand in n.path[0].args
        if isinstance(operand, ast.OpApp) and isinstance(operand.path[0], ast.Name)
        and (n.path[0].name, operand.path[0].name) in BY_THE_BOOK
    ]
    return tuple(
        Diagnostic(
            "two-readings", f"{prefix} a {infix} b is read as {prefix} (a {infix} b), as TLAPS does",
            (Annotation(source.place(span)),), severity="warning",
            notes=(f"SANY and TLC read ({prefix} a) {infix} b",), hints=("add parentheses",),
        )
        for span, prefix, infix in sorted(found, key=lambda f: (f[0].line, f[0].column))
    )
