"""Helpers for the tests of the parser: small texts, and expressions written back with all parentheses."""

from __future__ import annotations

import textwrap

from tlaverify.kernel.diagnostic import Diagnostic, DiagnosticError
from tlaverify.syntax import ast
from tlaverify.syntax.operators import OPERATORS, Fix
from tlaverify.syntax.parse import parse_module
from tlaverify.syntax.source import Source


def module(body: str) -> ast.Module:
    """The module with these units; they begin on its line 2."""
    return parse_module(Source("Test.tla", f"---- MODULE Test ----\n{textwrap.dedent(body)}\n====\n"))


def unit(body: str) -> ast.Unit:
    """The only unit of a module."""
    (only,) = module(body).units
    return only


def expression(text: str) -> ast.Expr:
    """An expression, read as the body of a definition."""
    definition = unit(f"Test == {text}")
    assert isinstance(definition, ast.OpDef)
    return definition.body


def refusal(body: str) -> Diagnostic:
    """What a module with these units is refused with."""
    try:
        module(body)
    except DiagnosticError as error:
        (diagnostic,) = error.diagnostics
        return diagnostic
    raise AssertionError("the text was accepted")


def theorem(body: str) -> ast.Theorem:
    """The only theorem of a module."""
    found = unit(body)
    assert isinstance(found, ast.Theorem)
    return found


def steps(body: str) -> tuple[ast.Step, ...]:
    """The steps of the proof of the only theorem."""
    return steps_of(theorem(body))


def steps_of(found: ast.Unit) -> tuple[ast.Step, ...]:
    """The steps of a theorem's proof."""
    assert isinstance(found, ast.Theorem) and isinstance(found.proof, ast.Steps)
    return found.proof.steps


def shown(expr: ast.Expr) -> str:
    """An expression with parentheses round every application of an operator symbol."""
    match expr:
        case ast.OpApp((ast.Name(name, args),)) if args and name in OPERATORS:
            inner = [shown(arg) for arg in args]
            match OPERATORS[name].fix:
                case Fix.INFIX:
                    return f"({inner[0]} {name} {inner[1]})"
                case Fix.PREFIX:
                    return f"({'-' if name == '-.' else name} {inner[0]})"
                case Fix.POSTFIX:
                    return f"({inner[0]}{name})"
        case ast.OpApp((ast.Name(name, ()),)):
            return name
        case ast.Num(value):
            return str(value)
        case ast.Paren(body):
            return shown(body)
        case ast.FnApp(fn, args):
            return f"({shown(fn)}[{', '.join(map(shown, args))}])"
        case ast.Field(record, name):
            return f"({shown(record)}.{name})"
        case ast.Times(factors):
            return "(" + " \\X ".join(map(shown, factors)) + ")"
        case ast.If(test, then, other):
            return f"(IF {shown(test)} THEN {shown(then)} ELSE {shown(other)})"
        case ast.Quant(kind, (ast.BindGroup((name,), None),), body):
            return f"({kind} {name} : {shown(body)})"
        case ast.Junction(op, items):
            return f"[{op} {', '.join(map(shown, items))}]"
    raise AssertionError(f"no way to show {expr}")
