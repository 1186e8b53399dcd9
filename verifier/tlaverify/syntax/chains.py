"""Lower operator chains and the constructs that reach to their right end; binders."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Final, NoReturn

from tree_sitter import Node

from tlaverify.syntax import ast
from tlaverify.syntax.ast import Expr, Span
from tlaverify.syntax.nesting import Apply, Conflict, Element, Open, Symbol, join, nest
from tlaverify.syntax.nesting import Select as Selection
from tlaverify.syntax.operators import CANONICAL, OPERATORS, Fix
from tlaverify.syntax.reader import Reader

__all__ = ["MAX_CHAIN", "Chains"]

#: Operators that may stand side by side, without parentheses, bullets or a /\ or \/ between them.
MAX_CHAIN: Final = 1_000


class Chains(Reader):
    """The part of the lowering that flattens chains of operators and nests them again."""

    # ------------------------------------------------------------------ chains

    def expression(self, node: Node) -> Expr:
        """Any expression."""
        kind = node.type
        return self._chain(node) if kind in _CHAIN_KINDS else self.primary(node, kind)

    @abstractmethod
    def primary(self, node: Node, kind: str) -> Expr:
        """An expression that is closed on both sides."""

    @abstractmethod
    def nonfix_application(self, node: Node) -> Expr:
        """``+(a, b)``."""

    @abstractmethod
    def local_definition(self, node: Node) -> ast.Unit:
        """A definition or RECURSIVE declaration of a LET."""

    def _chain(self, node: Node) -> Expr:
        elements: list[Element] = []
        todo: list[Node | Element] = [node]
        while todo:
            item = todo.pop()
            if not isinstance(item, Node):
                elements.append(item)
                continue
            kind = item.type
            flatten = _CHAIN_KINDS.get(kind)
            if flatten is None:
                elements.append(self.expression(item))
            else:
                todo.extend(reversed(flatten(self, item)))
        if _depth(elements) > MAX_CHAIN:
            self.fail(
                "nesting",
                f"more than {MAX_CHAIN} operators stand side by side here",
                self.span(node),
                hint="name parts of it with definitions",
            )
        try:
            if any(isinstance(element, Open) and element.label for element in elements[1:]):
                self._check_labels(elements)
            return nest(elements)
        except Conflict as conflict:
            self._fail_conflict(conflict)

    def _check_labels(self, elements: list[Element]) -> None:
        """A label may not change how the expression around it is parsed."""
        labels = [element for element in elements if isinstance(element, Open) and element.label]
        try:
            without: Expr | None = nest([element for element in elements if element not in labels])
        except Conflict:
            without = None
        bare = [
            Open(lambda body: body, element.span) if element in labels else element for element in elements
        ]
        if nest(bare) != without:
            self.fail(
                "precedence",
                "this label would change how the expression is parsed",
                labels[-1].span,
                hint="put the labelled expression in parentheses",
            )

    def _fail_conflict(self, conflict: Conflict) -> NoReturn:
        left, right = conflict.left.operator, conflict.right.operator
        shown = [{"[": "[...]", "-.": "-"}.get(operator.name, operator.name) for operator in (left, right)]
        if left is right:
            message = f"{shown[0]} does not associate"
        elif {left.name, right.name} == {"/\\", "\\/"}:
            message = "/\\ and \\/ bind equally tightly"
        else:
            message = f"the precedences of {shown[0]} and {shown[1]} conflict"
        mistyped = right.name == "=" and conflict.left.span.line < conflict.right.span.line
        hint = "perhaps == was meant here" if mistyped else "add parentheses"
        self.fail("precedence", message, conflict.right.span, label=f"after {shown[0]}", hint=hint)

    def _infix(self, node: Node) -> list[Node | Element]:
        left, symbol, right = node.named_children
        return [left, self._symbol(symbol, Fix.INFIX), right]

    def _prefix(self, node: Node) -> list[Node | Element]:
        symbol, operand = node.named_children
        return [self._symbol(symbol, Fix.PREFIX), operand]

    def _postfix(self, node: Node) -> list[Node | Element]:
        operand, symbol = node.named_children
        return [operand, self._symbol(symbol, Fix.POSTFIX)]

    def _symbol(self, node: Node, fix: Fix) -> Symbol:
        text = self.text(node)
        self.check_longest(node, text)
        name = "-." if text == "-" and fix is Fix.PREFIX else CANONICAL[text]
        return Symbol(OPERATORS[name], self.span(node))

    def _nonfix(self, node: Node) -> list[Node | Element]:
        # op(e): for a prefix operator, the operator before a parenthesis; else a plain application.
        children = node.named_children
        symbol = children[0]
        if symbol.type == "prefix_op_symbol":
            inner = self.expression(children[1])
            begin = self.span(node.children[1])
            return [self._symbol(symbol, Fix.PREFIX), ast.Paren(inner, span=join(begin, self.span(node)))]
        return [self.nonfix_application(node)]

    def _function_evaluation(self, node: Node) -> list[Node | Element]:
        function, bracket, *rest = node.children
        args = tuple(self.expression(child) for child in rest if child.is_named)
        return [function, Apply(args, join(self.span(bracket), self.span(rest[-1])))]

    def _record_value(self, node: Node) -> list[Node | Element]:
        record, name = node.named_children
        return [record, Selection(self.field_name(name), self.span(name))]

    # ------------------------------------------------- constructs open to the right

    def _quantification(self, node: Node) -> list[Node | Element]:
        quantifier, *middle, body = node.named_children
        text = self.text(quantifier)
        kind = {"\\AA": "\\AA", "\\EE": "\\EE", "\\E": "\\E", "\\exists": "\\E", "∃": "\\E"}.get(text, "\\A")
        binds = self.binds(middle)
        start = self.span(quantifier)
        return [Open(lambda e: ast.Quant(kind, binds, e, span=join(start, e.span)), start), body]

    def _choose(self, node: Node) -> list[Node | Element]:
        children = [child for child in node.named_children if child.type != "set_in"]
        intro, body = children[0], children[-1]
        domain = self.expression(children[1]) if len(children) == 3 else None
        tupled = intro.type == "tuple_of_identifiers"
        names = [child for child in intro.named_children if child.type == "identifier"] if tupled else [intro]
        bind = self._bind_group(names, domain, tupled, self.span(intro))
        start = self.span(node.children[0])
        return [Open(lambda e: ast.Choose(bind, e, span=join(start, e.span)), start), body]

    def _if(self, node: Node) -> list[Node | Element]:
        test, then, other = node.named_children
        test_expr, then_expr = self._inner(test), self._inner(then)
        start = self.span(node.children[0])
        return [Open(lambda e: ast.If(test_expr, then_expr, e, span=join(start, e.span)), start), other]

    def _case(self, node: Node) -> list[Node | Element]:
        arms = [child for child in node.named_children if child.type != "case_box"]
        done: list[tuple[Expr, Expr]] = []
        for arm in arms[:-1]:
            test, _, value = arm.named_children
            done.append((self._inner(test), self._inner(value)))
        start = self.span(node.children[0])
        last = arms[-1]
        body = last.named_children[-1]
        if last.type == "other_arm":
            return [Open(lambda e: ast.Case(tuple(done), e, span=join(start, e.span)), start), body]
        last_test = self._inner(last.named_children[0])

        def build(value: Expr) -> Expr:
            return ast.Case((*done, (last_test, value)), None, span=join(start, value.span))

        return [Open(build, start), body]

    def _let(self, node: Node) -> list[Node | Element]:
        *definitions, body = node.named_children
        self.enter(node)
        units = tuple(self.local_definition(unit) for unit in definitions)
        self.leave()
        start = self.span(node.children[0])
        return [Open(lambda e: ast.Let(units, e, span=join(start, e.span)), start), body]

    def _label(self, node: Node) -> list[Node | Element]:
        children = [child for child in node.named_children if child.type != "label_as"]
        name, *params, body = children
        label = self.identifier(name)
        names = tuple(self.identifier(param) for param in params)
        start = self.span(name)
        return [Open(lambda e: ast.Label(label, names, e, span=join(start, e.span)), start, True), body]

    def _inner(self, node: Node) -> Expr:
        self.enter(node)
        result = self.expression(node)
        self.leave()
        return result

    # ------------------------------------------------------------------ binders

    def binds(self, nodes: list[Node]) -> tuple[ast.BindGroup, ...]:
        """The groups of a list of bounds, or the one unbounded group of a list of identifiers."""
        if nodes and nodes[0].type == "identifier":
            return (self._bind_group(nodes, None, False, join(self.span(nodes[0]), self.span(nodes[-1]))),)
        return tuple(self._bound(node) for node in nodes)

    def _bound(self, node: Node) -> ast.BindGroup:
        *intro, _, domain = node.named_children
        bound = self.expression(domain)
        span = join(self.span(node), bound.span)
        if intro[0].type == "tuple_of_identifiers":
            names = [child for child in intro[0].named_children if child.type == "identifier"]
            return self._bind_group(names, bound, True, span)
        return self._bind_group(intro, bound, False, span)

    def _bind_group(self, names: list[Node], domain: Expr | None, tupled: bool, span: Span) -> ast.BindGroup:
        return ast.BindGroup(
            tuple(self.identifier(name) for name in names),
            domain,
            tupled,
            tuple(self.span(name) for name in names),
            span=span,
        )


def _depth(elements: list[Element]) -> int:
    """How deep the expression of a chain can be: a row of /\\ or of \\/ becomes one list."""
    opened = row = longest = 0
    for item in elements:
        if isinstance(item, Open):
            opened += 1
        elif isinstance(item, Symbol) and item.operator.name in ("/\\", "\\/"):
            row = 0
        elif isinstance(item, Symbol | Apply | Selection):
            row += 1
            longest = max(longest, row)
    return opened + longest


_Flatten = Callable[[Chains, Node], "list[Node | Element]"]

#: The nodes that are parts of a chain, with what they flatten to.
_CHAIN_KINDS: Final[dict[str, _Flatten]] = {
    "bound_infix_op": Chains._infix,
    "bound_prefix_op": Chains._prefix,
    "bound_postfix_op": Chains._postfix,
    "bound_nonfix_op": Chains._nonfix,
    "function_evaluation": Chains._function_evaluation,
    "record_value": Chains._record_value,
    "bounded_quantification": Chains._quantification,
    "unbounded_quantification": Chains._quantification,
    "choose": Chains._choose,
    "if_then_else": Chains._if,
    "case": Chains._case,
    "let_in": Chains._let,
    "label": Chains._label,
}
