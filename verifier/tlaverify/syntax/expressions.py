"""Lower the expressions of the concrete syntax tree."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Iterator
from typing import Final, NoReturn

from tree_sitter import Node

from tlaverify.syntax import ast
from tlaverify.syntax.ast import Args, Expr, Name, OpApp, Select, Span
from tlaverify.syntax.nesting import Apply, Conflict, Element, Open, Symbol, join, nest
from tlaverify.syntax.nesting import Select as Selection
from tlaverify.syntax.operators import CANONICAL, OPERATORS, Fix
from tlaverify.syntax.reader import Reader

__all__ = ["MAX_CHAIN", "Expressions"]

#: Operators that may stand in one chain without parentheses or bullets.
MAX_CHAIN: Final = 300

_OPERATOR_SYMBOLS: Final = frozenset({"prefix_op_symbol", "infix_op_symbol", "postfix_op_symbol"})
_BASE: Final = {"b": 2, "o": 8, "h": 16}
_ESCAPE: Final = re.compile(r"\\(.)")
_ESCAPES: Final = {"t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


class Expressions(Reader):
    """The part of the lowering that turns expression nodes into expressions."""

    @abstractmethod
    def local_definition(self, node: Node) -> ast.Unit:
        """A definition or RECURSIVE declaration of a LET."""

    # ------------------------------------------------------------------ chains

    def expression(self, node: Node) -> Expr:
        """Any expression."""
        kind = node.type
        if kind == "identifier_ref":
            return self._reference(node)
        if kind in _CHAIN_KINDS:
            return self._chain(node)
        return self._primary(node, kind)

    def _primary(self, node: Node, kind: str) -> Expr:
        method = _PRIMARIES.get(kind)
        if method is None:
            self.fail("syntax", f"unexpected {self.text(node)[:40]!r} in an expression", self.span(node))
        self.enter(node)
        result = method(self, node)
        self.depth -= 1
        return result

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
        if sum(isinstance(item, Symbol | Apply | Selection | Open) for item in elements) > MAX_CHAIN:
            self.fail(
                "nesting",
                f"more than {MAX_CHAIN} operators stand side by side here",
                self.span(node),
                hint="use a bulleted list of /\\ or \\/, or name parts of it with definitions",
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
        return [self._bound_nonfix(node)]

    def _bound_nonfix(self, node: Node) -> OpApp:
        span = self.span(node)
        return OpApp((self._nonfix_name(node),), span=span)

    def _nonfix_name(self, node: Node) -> Name:
        symbol, *args = node.named_children
        return Name(
            self.operator_name(symbol), tuple(self.expression(arg) for arg in args), span=self.span(node)
        )

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
        units = tuple(self.local_definition(definition) for definition in definitions)
        self.depth -= 1
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
        self.depth -= 1
        return result

    # --------------------------------------------------------------- references

    def _reference(self, node: Node) -> OpApp:
        span = self.span(node)
        return OpApp((Name(self.identifier(node), span=span),), span=span)

    def _word(self, node: Node) -> OpApp:
        span = self.span(node)
        return OpApp((Name(self.text(node), span=span),), span=span)

    def _bound_op(self, node: Node) -> OpApp:
        return OpApp((self._bound_op_name(node),), span=self.span(node))

    def _bound_op_name(self, node: Node) -> Name:
        name, *args = node.named_children
        return Name(self.identifier(name), tuple(self.argument(arg) for arg in args), span=self.span(node))

    def argument(self, node: Node) -> Expr:
        """An argument of an operator: an expression, or an operator's name, or a LAMBDA."""
        if node.type in _OPERATOR_SYMBOLS:
            span = self.span(node)
            return OpApp((Name(self.operator_name(node), span=span),), span=span)
        return self.expression(node)

    def _subexpression(self, node: Node) -> OpApp:
        prefix, last = node.named_children
        path = [*self._prefix_path(prefix), self._component(last)]
        return OpApp(tuple(path), span=self.span(node))

    def _prefix_path(self, node: Node) -> Iterator[Name | Select | Args]:
        for child in node.named_children:
            if child.type == "subexpr_component":
                yield self._component(child.named_children[0])
            else:
                yield self._component(child)

    def _component(self, node: Node) -> Name | Select | Args:
        kind = node.type
        if kind == "subexpr_tree_nav":
            inner = node.named_children[0]
            span = self.span(inner)
            if inner.type == "operator_args":
                return Args(tuple(self.argument(arg) for arg in inner.named_children), span=span)
            text = {"langle_bracket": "<<", "rangle_bracket": ">>"}.get(inner.type) or self.text(inner)
            return Select(text, span=span)
        if kind == "bound_op":
            return self._bound_op_name(node)
        if kind == "bound_nonfix_op":
            return self._nonfix_name(node)
        if kind == "proof_step_ref":
            return Name(self.step_reference(node), span=self.span(node))
        if kind in _OPERATOR_SYMBOLS:
            return Name(self.operator_name(node), span=self.span(node))
        return Name(self.identifier(node), span=self.span(node))

    @abstractmethod
    def step_reference(self, node: Node) -> str:
        """The name of the step that ``<1>2`` or ``<*>2`` refers to."""

    def _step_reference(self, node: Node) -> OpApp:
        span = self.span(node)
        return OpApp((Name(self.step_reference(node), span=span),), span=span)

    # ----------------------------------------------------------------- literals

    def _number(self, node: Node) -> Expr:
        text = self.text(node)
        if text[0] == "\\":
            return ast.Num(int(text[2:], _BASE[text[1].lower()]), span=self.span(node))
        if len(text) > 4000:
            self.fail("syntax", "this number has more than 4000 digits", self.span(node))
        return ast.Num(int(text), span=self.span(node))

    def _decimal(self, node: Node) -> Expr:
        return ast.Decimal(self.text(node), span=self.span(node))

    def _string(self, node: Node) -> Expr:
        inside = self.text(node)[1:-1]
        for escape in _ESCAPE.findall(inside):
            if escape not in _ESCAPES:
                self.fail(
                    "syntax",
                    f"\\{escape} is no escape sequence",
                    self.span(node),
                    hint='the escapes are \\" \\\\ \\t \\n \\f \\r',
                )
        value = _ESCAPE.sub(lambda match: _ESCAPES[match[1]], inside)
        return ast.Str(value, span=self.span(node))

    def _at(self, node: Node) -> Expr:
        return ast.At(span=self.span(node))

    # ----------------------------------------------------------------- brackets

    def _all(self, node: Node) -> tuple[Expr, ...]:
        return tuple(self.expression(child) for child in node.named_children)

    def _parentheses(self, node: Node) -> Expr:
        return ast.Paren(self.expression(node.named_children[0]), span=self.span(node))

    def _junction(self, node: Node) -> Expr:
        items: list[Expr] = []
        first: Span | None = None
        for item in node.named_children:
            bullet, body = item.named_children
            first = first or self.span(bullet)
            items.append(self.expression(body))
            self._check_indentation(bullet.start_point[1] >> 1, items[-1].span)
        assert first is not None
        op = "/\\" if node.type == "conj_list" else "\\/"
        return ast.Junction(op, tuple(items), span=join(first, items[-1].span))

    def _check_indentation(self, bullet: int, item: Span) -> None:
        """An item stands to the right of its bullet, also inside brackets, where the grammar lets it go."""
        for line in range(item.line + 1, item.end_line + 1):
            indent = self.indents[line - 1]
            if 0 <= indent <= bullet:
                self.fail(
                    "syntax",
                    "this belongs to an item of a bulleted list, but stands left of its text",
                    self.blanked.span(
                        self.blanked.starts[line - 1] + indent, self.blanked.starts[line - 1] + indent + 1
                    ),
                    label=f"the bullet is in column {bullet + 1}",
                    hint="indent it further than the bullet, or close what is open before",
                )

    def _set_enum(self, node: Node) -> Expr:
        return ast.SetEnum(self._all(node), span=self.span(node))

    def _set_filter(self, node: Node) -> Expr:
        generator, body = node.named_children
        return ast.SetFilter(self._bound(generator), self.expression(body), span=self.span(node))

    def _set_map(self, node: Node) -> Expr:
        body, *binds = node.named_children
        value = self.expression(body)
        if isinstance(value, OpApp) and isinstance(value.path[0], Name) and value.path[0].name == "\\in":
            self.fail(
                "syntax",
                "{a \\in b : c \\in d} can be read in two ways",
                value.span,
                hint="put a \\in b in parentheses",
            )
        return ast.SetMap(value, self.binds(binds), span=self.span(node))

    def _function_literal(self, node: Node) -> Expr:
        *binds, _, body = node.named_children
        return ast.FnCons(self.binds(binds), self.expression(body), span=self.span(node))

    def _function_set(self, node: Node) -> Expr:
        domain, _, codomain = node.named_children
        return ast.FnSet(self.expression(domain), self.expression(codomain), span=self.span(node))

    def _fields(self, node: Node) -> tuple[tuple[str, Expr], ...]:
        children = [child for child in node.named_children if child.type != "all_map_to"]
        pairs = zip(children[::2], children[1::2], strict=True)
        return tuple((self.field_name(name), self.expression(value)) for name, value in pairs)

    def _record_literal(self, node: Node) -> Expr:
        return ast.RecCons(self._fields(node), span=self.span(node))

    def _record_set(self, node: Node) -> Expr:
        return ast.RecSet(self._fields(node), span=self.span(node))

    def _tuple(self, node: Node) -> Expr:
        children = node.named_children[1:-1]
        return ast.Tuple(tuple(self.expression(child) for child in children), span=self.span(node))

    def _except(self, node: Node) -> Expr:
        function, *updates = node.named_children
        return ast.Except(
            self.expression(function), tuple(self._update(update) for update in updates), span=self.span(node)
        )

    def _update(self, node: Node) -> ast.Update:
        specifier, value = node.named_children
        path: list[tuple[Expr, ...] | str] = []
        for part in specifier.named_children:
            if part.type == "except_update_fn_appl":
                path.append(self._all(part))
            else:
                path.append(self.field_name(part.named_children[0]))
        return ast.Update(tuple(path), self.expression(value), span=self.span(node))

    def _box(self, node: Node) -> Expr:
        action, sub = node.named_children
        return ast.Box(self.expression(action), self.expression(sub), span=self.span(node))

    def _angle(self, node: Node) -> Expr:
        _, action, _, sub = node.named_children
        return ast.Angle(self.expression(action), self.expression(sub), span=self.span(node))

    def _fairness(self, node: Node) -> Expr:
        kind = self.text(node.children[0])
        sub, action = node.named_children
        return ast.Fairness(kind, self.expression(sub), self.expression(action), span=self.span(node))

    def _lambda(self, node: Node) -> Expr:
        *params, body = node.named_children
        arities = tuple(ast.Arity(self.identifier(param), span=self.span(param)) for param in params)
        return ast.Lambda(arities, self.expression(body), span=self.span(node))

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


_Flatten = Callable[[Expressions, Node], "list[Node | Element]"]

#: The nodes that are parts of a chain, with what they flatten to.
_CHAIN_KINDS: Final[dict[str, _Flatten]] = {
    "bound_infix_op": Expressions._infix,
    "bound_prefix_op": Expressions._prefix,
    "bound_postfix_op": Expressions._postfix,
    "bound_nonfix_op": Expressions._nonfix,
    "function_evaluation": Expressions._function_evaluation,
    "record_value": Expressions._record_value,
    "bounded_quantification": Expressions._quantification,
    "unbounded_quantification": Expressions._quantification,
    "choose": Expressions._choose,
    "if_then_else": Expressions._if,
    "case": Expressions._case,
    "let_in": Expressions._let,
    "label": Expressions._label,
}

#: The nodes that are closed on both sides.
_PRIMARIES: Final[dict[str, Callable[[Expressions, Node], Expr]]] = {
    "nat_number": Expressions._number,
    "binary_number": Expressions._number,
    "octal_number": Expressions._number,
    "hex_number": Expressions._number,
    "real_number": Expressions._decimal,
    "string": Expressions._string,
    "boolean": Expressions._word,
    "string_set": Expressions._word,
    "boolean_set": Expressions._word,
    "nat_number_set": Expressions._reference,
    "int_number_set": Expressions._reference,
    "real_number_set": Expressions._reference,
    "parentheses": Expressions._parentheses,
    "subexpression": Expressions._subexpression,
    "prefixed_op": Expressions._subexpression,
    "proof_step_ref": Expressions._step_reference,
    "identifier_ref": Expressions._reference,
    "bound_op": Expressions._bound_op,
    "finite_set_literal": Expressions._set_enum,
    "set_filter": Expressions._set_filter,
    "set_map": Expressions._set_map,
    "function_literal": Expressions._function_literal,
    "set_of_functions": Expressions._function_set,
    "record_literal": Expressions._record_literal,
    "set_of_records": Expressions._record_set,
    "except": Expressions._except,
    "prev_func_val": Expressions._at,
    "tuple_literal": Expressions._tuple,
    "step_expr_or_stutter": Expressions._box,
    "step_expr_no_stutter": Expressions._angle,
    "fairness": Expressions._fairness,
    "conj_list": Expressions._junction,
    "disj_list": Expressions._junction,
    "lambda": Expressions._lambda,
}
