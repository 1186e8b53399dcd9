"""The parts of an expression in the syntax: operands, bound groups, subexpressions."""

from __future__ import annotations

from collections.abc import Iterator

from tlaverify.syntax import ast

__all__ = ["Binding", "bare", "binds", "nodes", "operands", "subexpressions"]

Binding = ast.Quant | ast.Choose | ast.SetFilter | ast.SetMap | ast.FnCons


def bare(node: ast.Expr | ast.NewDecl) -> ast.Expr | ast.NewDecl:
    while isinstance(node, (ast.Paren, ast.Label)):
        node = node.body
    return node


def binds(
    node: ast.Quant | ast.Choose | ast.SetFilter | ast.SetMap | ast.FnCons,
) -> tuple[ast.BindGroup, ...]:
    return (node.bind,) if isinstance(node, (ast.Choose, ast.SetFilter)) else node.binds


def operands(node: ast.Expr | ast.NewDecl) -> tuple[ast.Expr, ...] | None:
    """The operands that ``!1``, ``!2`` ... name; None where there are none."""
    if isinstance(node, ast.OpApp):
        if any(not isinstance(c, ast.Name) for c in node.path):
            return None
        return tuple(a for c in node.path if isinstance(c, ast.Name) for a in c.args) or None
    if isinstance(node, ast.Junction | ast.SetEnum | ast.Tuple):
        return node.items
    if isinstance(node, ast.Times):
        return node.factors
    if isinstance(node, ast.FnApp):
        argument = node.args[0] if len(node.args) == 1 else ast.Tuple(node.args, span=node.span)
        return (node.fn, argument)
    if isinstance(node, ast.FnSet):
        return (node.domain, node.codomain)
    if isinstance(node, ast.RecCons | ast.RecSet):
        return tuple(e for _, e in node.fields)
    if isinstance(node, ast.Field):
        return (node.record, ast.Str(node.name, span=node.span))
    if isinstance(node, ast.Except):
        return (node.fn,)
    if isinstance(node, ast.If):
        return (node.test, node.then, node.other)
    if isinstance(node, ast.Box | ast.Angle):
        return (node.action, node.sub)
    if isinstance(node, ast.Fairness):
        return (node.sub, node.action)
    return None


def subexpressions(node: ast.Expr) -> tuple[ast.Expr, ...]:
    if isinstance(node, ast.OpApp):
        out: list[ast.Expr] = []
        for c in node.path:
            if isinstance(c, (ast.Name, ast.Args)):
                out.extend(c.args)
        return tuple(out)
    if isinstance(node, ast.Case):
        return tuple(e for arm in node.arms for e in arm) + ((node.other,) if node.other is not None else ())
    return operands(node) or ()


def nodes(node: ast.Expr | ast.AssumeProve) -> Iterator[ast.Expr]:
    """All expressions inside an expression, definitions of LETs apart."""
    stack: list[ast.Expr] = [node]
    while stack:
        n = stack.pop()
        yield n
        if isinstance(n, (ast.Paren, ast.Label, ast.Let, ast.Lambda)):
            stack.append(n.body)
        elif isinstance(n, (ast.Quant, ast.Choose, ast.SetFilter, ast.SetMap, ast.FnCons)):
            stack.append(n.body)
            stack.extend(b.domain for b in binds(n) if b.domain is not None)
        elif isinstance(n, ast.AssumeProve):
            stack.append(n.prove)
            stack.extend(a for a in n.assumes if not isinstance(a, ast.NewDecl))
        else:
            stack.extend(subexpressions(n))
