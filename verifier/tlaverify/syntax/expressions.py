"""Lower the expressions that are closed on both sides: references, literals, brackets, bulleted lists."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Iterator
from typing import Final

from tree_sitter import Node

from tlaverify.syntax import ast
from tlaverify.syntax.ast import Args, Expr, Name, OpApp, Select, Span
from tlaverify.syntax.chains import Chains
from tlaverify.syntax.nesting import join

__all__ = ["Expressions"]

_OPERATOR_SYMBOLS: Final = frozenset({"prefix_op_symbol", "infix_op_symbol", "postfix_op_symbol"})
_BASE: Final = {"b": 2, "o": 8, "h": 16}
_ESCAPE: Final = re.compile(r"\\(.)")
_ESCAPES: Final = {"t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


class Expressions(Chains):
    """The part of the lowering that turns expression nodes into expressions."""

    def primary(self, node: Node, kind: str) -> Expr:
        """An expression that is closed on both sides."""
        if kind == "identifier_ref":
            return self._reference(node)
        method = _PRIMARIES.get(kind)
        if method is None:
            self.fail("syntax", f"unexpected {self.text(node)[:40]!r} in an expression", self.span(node))
        self.enter(node)
        result = method(self, node)
        self.leave()
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

    def nonfix_application(self, node: Node) -> OpApp:
        """``+(a, b)``."""
        self.check_minus(node.named_children[0])
        span = self.span(node)
        return OpApp((self._nonfix_name(node),), span=span)

    def _nonfix_name(self, node: Node) -> Name:
        symbol, *args = node.named_children
        return Name(
            self.operator_name(symbol), tuple(self.expression(arg) for arg in args), span=self.span(node)
        )

    def check_minus(self, symbol: Node) -> None:
        """Refuse a - that stands for its operator and does not apply it."""
        # SANY takes a - where an expression begins for the prefix operator, which a subtrahend must follow.
        if self.text(symbol) == "-":
            self.fail("syntax", "unexpected -", self.span(symbol), hint="as a name the prefix operator is -.")

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
        if self.text(node).startswith("."):
            hint = "write 0 before the dot"
            self.fail("syntax", "a number begins with a digit", self.span(node), hint=hint)
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

    def _fields(self, children: list[Node]) -> tuple[tuple[str, Expr], ...]:
        pairs = zip(children[::2], children[1::2], strict=True)
        return tuple((self.identifier(name), self.expression(value)) for name, value in pairs)

    def _record_literal(self, node: Node) -> Expr:
        # Of the fields only the first may be a reserved word: that is how SANY looks ahead.
        children = [child for child in node.named_children if child.type != "all_map_to"]
        name = self.field_name(children[0])
        value = self.expression(children[1])
        return ast.RecCons(((name, value), *self._fields(children[2:])), span=self.span(node))

    def _record_set(self, node: Node) -> Expr:
        return ast.RecSet(self._fields(node.named_children), span=self.span(node))

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
        return ast.Box(self.expression(action), self._subscript(sub), span=self.span(node))

    def _angle(self, node: Node) -> Expr:
        _, action, _, sub = node.named_children
        return ast.Angle(self.expression(action), self._subscript(sub), span=self.span(node))

    def _subscript(self, node: Node) -> Expr:
        """The subscript of an action: a name takes no arguments there but in parentheses."""
        sub = self.expression(node)
        if isinstance(sub, OpApp) and isinstance(sub.path[-1], Name) and sub.path[-1].args:
            self.fail(
                "syntax",
                "the subscript of an action ends before the arguments",
                sub.span,
                hint="put the whole of it in parentheses: [A]_(F(x))",
            )
        return sub

    def _fairness(self, node: Node) -> Expr:
        kind = self.text(node.children[0])
        sub, action = node.named_children
        return ast.Fairness(kind, self.expression(sub), self.expression(action), span=self.span(node))

    def _lambda(self, node: Node) -> Expr:
        *params, body = node.named_children
        arities = tuple(ast.Arity(self.identifier(param), span=self.span(param)) for param in params)
        return ast.Lambda(arities, self.expression(body), span=self.span(node))


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
