"""Nest a flat chain of operators and operands by the published precedences.

The grammar's own nesting is not used: it takes ``~(a) = c`` for ``(~a) = c`` and
accepts ``a = b = c``.  A chain is the operands and operators in the order of the
text; ``nest`` builds the tree, or raises ``Conflict`` where the language asks for
parentheses.

Source: "Specifying Systems", section 15.2.1: if the ranges of two operators that
compete for an operand overlap, the expression is illegal, unless they are the same
left-associative operator.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tlaverify.syntax import ast
from tlaverify.syntax.ast import Expr, Span
from tlaverify.syntax.operators import BY_THE_BOOK, OPERATORS, Fix, Operator

__all__ = ["Apply", "Chain", "Conflict", "Element", "Open", "Select", "Symbol", "join", "nest"]


@dataclass(frozen=True, slots=True)
class Symbol:
    """A prefix, infix or postfix operator in a chain."""

    operator: Operator
    span: Span


@dataclass(frozen=True, slots=True)
class Apply:
    """``[e1, ..., en]`` after a function."""

    args: tuple[Expr, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Select:
    """``.f`` after a record."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Open:
    """The head of a construct whose last part reaches as far right as it can: ``\\A x \\in S :``,
    ``IF p THEN e ELSE``, ``LET ... IN``, ``lab ::``; ``build`` makes the node from that part."""

    build: Callable[[Expr], Expr]
    span: Span
    label: bool = False


Element = Expr | Symbol | Apply | Select | Open
Chain = Sequence[Element]


class Conflict(Exception):
    """Two operators between which parentheses are needed."""

    def __init__(self, left: Symbol, right: Symbol) -> None:
        super().__init__(f"{left.operator.name} {right.operator.name}")
        self.left = left
        self.right = right


def join(first: Span, last: Span) -> Span:
    """From the start of one span to the end of another."""
    return Span(first.line, first.column, last.end_line, last.end_column)


def nest(chain: Chain) -> Expr:
    """The expression that a chain stands for.

    The chain alternates as the grammar demands (operands between infix operators,
    and so on).  Raises Conflict.
    """
    last = len(chain)
    operand: Expr | None = None
    for index in range(len(chain) - 1, -1, -1):
        element = chain[index]
        if isinstance(element, Open):
            segment = list(chain[index + 1 : last])
            body = _nest_closed(segment if operand is None else [*segment, operand])
            operand = element.build(body)
            last = index
    segment = list(chain[:last])
    return _nest_closed(segment if operand is None else [*segment, operand])


#: What stands below the operand on top: prefix operators, and infix ones with their left operand.
_Pending = list[tuple[Symbol, Expr | None]]


def _nest_closed(chain: Sequence[Element]) -> Expr:
    pending: _Pending = []
    operand: Expr | None = None
    for element in chain:
        if isinstance(element, Symbol):
            operator = element.operator
            if operator.fix is Fix.PREFIX:
                _check_minus(pending, element)
                pending.append((element, None))
                continue
            assert operand is not None
            operand = _reduce(pending, operand, element)
            if operator.fix is Fix.INFIX:
                pending.append((element, operand))
                operand = None
            else:
                operand = _application(element, operand)
        elif isinstance(element, Apply):
            assert operand is not None
            operand = _reduce(pending, operand, Symbol(OPERATORS["["], element.span))
            operand = ast.FnApp(operand, element.args, span=join(operand.span, element.span))
        elif isinstance(element, Select):
            assert operand is not None
            operand = _reduce(pending, operand, Symbol(OPERATORS["."], element.span))
            operand = ast.Field(operand, element.name, span=join(operand.span, element.span))
        else:
            assert not isinstance(element, Open)
            operand = element
    assert operand is not None
    while pending:
        operand = _close(pending, operand)
    return operand


def _check_minus(pending: _Pending, symbol: Symbol) -> None:
    # The one prefix operator whose place SANY restricts on the left: a * -b is refused, a + -b is not.
    if symbol.operator.name == "-." and pending and pending[-1][0].operator.low > symbol.operator.high:
        raise Conflict(pending[-1][0], symbol)


def _reduce(pending: _Pending, operand: Expr, right: Symbol) -> Expr:
    """Close what binds the operand more tightly than the operator to its right does."""
    while pending:
        left = pending[-1][0]
        if (left.operator.name, right.operator.name) in BY_THE_BOOK:
            break
        if left.operator.low > right.operator.high or (
            left.operator is right.operator and left.operator.left
        ):
            operand = _close(pending, operand)
        elif left.operator.high < right.operator.low:
            break
        else:
            raise Conflict(left, right)
    return operand


def _close(pending: _Pending, operand: Expr) -> Expr:
    symbol, left = pending.pop()
    if left is None:
        return _application(symbol, operand)
    if symbol.operator.name == "\\X":
        factors = left.factors if isinstance(left, ast.Times) else (left,)
        return ast.Times((*factors, operand), span=join(left.span, operand.span))
    return _application(symbol, left, operand)


def _application(symbol: Symbol, *args: Expr) -> Expr:
    first = args[0].span if symbol.operator.fix is not Fix.PREFIX else symbol.span
    last = args[-1].span if symbol.operator.fix is not Fix.POSTFIX else symbol.span
    name = ast.Name(symbol.operator.name, args, span=symbol.span)
    return ast.OpApp((name,), span=join(first, last))
