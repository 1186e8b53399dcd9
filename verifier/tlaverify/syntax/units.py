"""Lower the units of a module: declarations, definitions, instances, ASSUMEs, theorems."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from tree_sitter import Node

from tlaverify.syntax import ast
from tlaverify.syntax.ast import Arity, Expr, Name, OpApp, Unit
from tlaverify.syntax.expressions import Expressions
from tlaverify.syntax.nesting import join
from tlaverify.syntax.rewrite import USE_ONLY

__all__ = ["Units"]


def _one_by_one(node: Node) -> Iterator[Node]:
    """``node.named_children``, without keeping them: a node holds on to what was asked for of it, down to the
    leaves, and for a whole module that is as much memory as its abstract syntax takes."""
    cursor = node.walk()
    more = cursor.goto_first_child()
    while more:
        child = cursor.node
        if child is not None and child.is_named:
            yield child
        del child
        more = cursor.goto_next_sibling()


class Units(Expressions):
    """The part of the lowering that turns unit nodes into units."""

    def module(self, node: Node) -> ast.Module:
        """A module with its EXTENDS and units; a line ``----`` is a Separator."""
        self.enter(node)
        name = ""
        extends: tuple[tuple[str, ast.Span], ...] = ()
        units: list[Unit] = []
        for child in _one_by_one(node):
            kind = child.type
            if kind in ("header_line", "double_line"):
                self._check_line(child)
            elif kind == "identifier" and not name:
                name = self.identifier(child)
            elif kind == "extends":
                extends = tuple((self.identifier(item), self.span(item)) for item in child.named_children)
            else:
                units.append(self.unit(child))
        self.leave()
        return ast.Module(name, extends, tuple(units), span=self.span(node))

    def _check_line(self, node: Node) -> None:
        # The grammar may take the first = of a line ==== for an operator.
        start = self.start(node)
        text = self.blanked.text
        if start > 0 and text[start - 1] == text[start]:
            shown = text[start : start + 4]
            self.fail("syntax", f"unexpected {shown}: what stands before it is incomplete", self.span(node))

    def unit(self, node: Node) -> Unit:
        """One unit of a module."""
        method = _UNITS.get(node.type)
        if method is None:
            self.fail("syntax", f"unexpected {self.text(node)[:40]!r} in a module", self.span(node))
        self.enter(node)
        result = method(self, node)
        self.leave()
        return result

    def local_definition(self, node: Node) -> Unit:
        """A definition of a LET or a DEFINE step."""
        return self.unit(node)

    # ------------------------------------------------------------- declarations

    def _separator(self, node: Node) -> Unit:
        self._check_line(node)
        return ast.Separator(span=self.span(node))

    def _variables(self, node: Node) -> Unit:
        return ast.VariableDecl(
            tuple(self._arity(child) for child in node.named_children), span=self.span(node)
        )

    def _constants(self, node: Node) -> Unit:
        return ast.ConstantDecl(
            tuple(self._arity(child) for child in node.named_children), span=self.span(node)
        )

    def _recursive(self, node: Node) -> Unit:
        return ast.RecursiveDecl(
            tuple(self._arity(child) for child in node.named_children), span=self.span(node)
        )

    def _arity(self, node: Node) -> Arity:
        span = self.span(node)
        if node.type != "operator_declaration":
            return Arity(self.identifier(node), span=span)
        children = node.named_children
        blanks = sum(child.type == "placeholder" for child in children)
        name = next(child for child in children if child.type != "placeholder")
        spelled = self.identifier(name) if name.type == "identifier" else self.operator_name(name)
        return Arity(spelled, blanks, span=span)

    # -------------------------------------------------------------- definitions

    def _operator(self, node: Node) -> Unit:
        *head, _, body = node.named_children
        names = [child for child in head if child.type.endswith("_op_symbol")]
        if names:
            name = self.operator_name(names[0])
            params = tuple(self._arity(child) for child in head if child is not names[0])
        else:
            name = self.identifier(head[0])
            params = tuple(self._arity(child) for child in head[1:])
        expr = self.expression(body)
        span = join(self.span(node), expr.span)
        return ast.OpDef(name, params, expr, pragma=self._pragma(body), span=span)

    def _pragma(self, body: Node) -> str | None:
        """The pragma between the body and the next token, if there is one."""
        pragmas = self.blanked.pragmas
        if not pragmas:
            return None
        text = self.blanked.text
        start, end = self.start(body), self.end(body)
        end = start + len(text[start:end].rstrip())
        for pragma in pragmas:
            if pragma.start >= end:
                return pragma.text if not text[end : pragma.start].strip() else None
        return None

    def _function(self, node: Node) -> Unit:
        name, *binds, _, body = node.named_children
        expr = self.expression(body)
        return ast.FnDef(
            self.identifier(name), self.binds(binds), expr, span=join(self.span(node), expr.span)
        )

    def _module_definition(self, node: Node) -> Unit:
        name, *params, _, instance = node.named_children
        arities = tuple(self._arity(param) for param in params)
        return self._instance_of(instance, self.identifier(name), arities, self.span(node))

    def instance(self, node: Node) -> ast.InstanceDef:
        """``INSTANCE M WITH ...`` without a name."""
        return self._instance_of(node, None, (), self.span(node))

    def _instance_of(
        self, node: Node, name: str | None, params: tuple[Arity, ...], span: ast.Span
    ) -> ast.InstanceDef:
        module, *substitutions = node.named_children
        return ast.InstanceDef(
            name,
            params,
            self.identifier(module),
            tuple(self._substitution(item) for item in substitutions),
            span=span,
        )

    def _substitution(self, node: Node) -> ast.Substitution:
        name, _, value = node.named_children
        symbol = name.type.endswith("_op_symbol")
        spelled = self.operator_name(name) if symbol else self.identifier(name)
        return ast.Substitution(spelled, self.argument(value), span=self.span(node))

    def _local(self, node: Node) -> Unit:
        inner = node.named_children[0]
        unit = self.unit(inner)
        span = self.span(node)
        if not isinstance(unit, ast.OpDef | ast.FnDef | ast.InstanceDef):
            self.fail("syntax", "only definitions and instances can be LOCAL", span)
        return replace(unit, local=True, span=join(span, unit.span))

    # ------------------------------------------------------ assumptions, theorems

    def _assumption(self, node: Node) -> Unit:
        *name, body = [child for child in node.named_children if child.type != "def_eq"]
        expr = self.expression(body)
        keyword = self.text(node.children[0])
        spelled = self.identifier(name[0]) if name else None
        return ast.Assumption(keyword, spelled, expr, span=join(self.span(node), expr.span))

    def _theorem(self, node: Node) -> Unit:
        children = node.named_children
        name = None
        if len(children) > 1 and children[1].type == "def_eq":
            name = self.identifier(children[0])
            children = children[2:]
        statement = self.statement(children[0])
        proof = self.proof(children[1], -1) if len(children) > 1 else None
        last = statement.span if proof is None else proof.span
        keyword = self.text(node.children[0])
        return ast.Theorem(keyword, name, statement, proof, span=join(self.span(node), last))

    def statement(self, node: Node) -> Expr:
        """An expression or an ASSUME/PROVE."""
        if node.type == "assume_prove":
            return self._assume_prove(node)
        return self.expression(node)

    def _assume_prove(self, node: Node) -> ast.AssumeProve:
        self.enter(node)
        boxed = [self._is_boxed(child) for child in node.children if child.type in ("ASSUME", "PROVE")]
        if boxed[0] is not boxed[1]:
            self.fail(
                "syntax",
                "[]ASSUME and []PROVE belong together",
                self.span(node.children[0]),
                hint="write ASSUME ... PROVE or []ASSUME ... []PROVE",
            )
        *assumes, prove = node.named_children
        context = tuple(self._assume(child) for child in assumes)
        goal = self.expression(prove)
        self.leave()
        return ast.AssumeProve(context, goal, boxed[0], span=join(self.span(node), goal.span))

    def _is_boxed(self, keyword: Node) -> bool:
        return self.start(keyword) in self.boxed

    def _assume(self, node: Node) -> ast.NewDecl | Expr:
        if node.type == "new":
            return self._new(node)
        if node.type == "inner_assume_prove":
            *label, inner = [child for child in node.named_children if child.type != "label_as"]
            body = self._assume_prove(inner)
            if label:
                return ast.Label(
                    self.identifier(label[0]), (), body, span=join(self.span(label[0]), body.span)
                )
            return body
        return self.expression(node)

    def _new(self, node: Node) -> ast.NewDecl:
        children = node.named_children
        kind = "CONSTANT"
        if children[0].type == "statement_level":
            kind = self.text(children[0])
            children = children[1:]
        op = self._arity(children[0])
        domain = self.expression(children[2]) if len(children) == 3 else None
        last = op.span if domain is None else domain.span
        return ast.NewDecl(kind, op, domain, span=join(self.span(node), last))

    # -------------------------------------------------------------- USE and DEF

    def use_or_hide(self, node: Node, *, step: bool = False) -> ast.UseHide:
        """``USE`` or ``HIDE``, as a unit or a step; ``USE ONLY`` is a step only."""
        keyword, body = node.children[0], node.named_children[0]
        only = USE_ONLY.match(self.blanked.text, self.start(keyword))
        if only is not None and not step:
            at = self.blanked.span(*only.span(1))
            self.fail("syntax", "USE ONLY can only be a step of a proof", at, hint="write USE")
        facts, defs = self.use_body(body)
        span = join(self.span(node), (*facts, *defs)[-1].span)
        return ast.UseHide(self.text(keyword) == "HIDE", facts, defs, only is not None, span=span)

    def use_body(self, node: Node) -> tuple[tuple[Expr, ...], tuple[OpApp, ...]]:
        """The facts and the definitions of BY, USE or HIDE."""
        facts: tuple[Expr, ...] = ()
        defs: tuple[OpApp, ...] = ()
        for part in node.named_children:
            if part.type == "use_body_expr":
                facts = tuple(self._fact(child) for child in part.named_children)
            else:
                defs = tuple(self._definition_name(child) for child in part.named_children)
        return facts, defs

    def _fact(self, node: Node) -> Expr:
        return self._module_reference(node) if node.type == "module_ref" else self.expression(node)

    def _module_reference(self, node: Node) -> OpApp:
        span = self.span(node)
        name = self.identifier(node.named_children[0])
        return OpApp((Name(f"MODULE {name}", span=span),), span=span)

    def _definition_name(self, node: Node) -> OpApp:
        if node.type == "module_ref":
            return self._module_reference(node)
        if node.type == "infix_op_symbol":
            self.check_minus(node)
        name = self.argument(node)
        if not isinstance(name, OpApp) or (isinstance(name.path[-1], Name) and name.path[-1].args):
            self.fail(
                "syntax",
                "DEF takes names of definitions",
                self.span(node),
                hint="give the operator's name without arguments; facts stand before DEF",
            )
        return name

    # ------------------------------------------------------------------- proofs

    @abstractmethod
    def proof(self, node: Node, level: int) -> ast.Proof:
        """A proof inside a proof of that level (-1: the proof of a theorem)."""


_UNITS: Final[dict[str, Callable[[Units, Node], Unit]]] = {
    "single_line": Units._separator,
    "variable_declaration": Units._variables,
    "constant_declaration": Units._constants,
    "recursive_declaration": Units._recursive,
    "operator_definition": Units._operator,
    "function_definition": Units._function,
    "module_definition": Units._module_definition,
    "instance": Units.instance,
    "local_definition": Units._local,
    "assumption": Units._assumption,
    "theorem": Units._theorem,
    "use_or_hide": Units.use_or_hide,
    "module": Units.module,
}
