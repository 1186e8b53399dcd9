"""Subexpression references: ``Op(a)!(m, r)``, ``Op!1!2``, ``<1>2!Q``, ``Op!lab(x)``, ``Op!@``.

The reference is followed on the syntax, as the text of the definition or step stands, and what
it reaches is elaborated in the scope that it stands in; bound variables passed on the way are
parameters of the result, which ``!(e)`` fills in and ``!@`` leaves open.

Source: L. Lamport, "TLA+2: A Preliminary Guide", section 6 (naming subexpressions).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tlaverify.kernel.diagnostic import DiagnosticError
from tlaverify.kernel.rewrite import beta
from tlaverify.kernel.sequent import Sequent
from tlaverify.kernel.term import Lambda, Let, LetDef, Symbol, Term, builtin, ref
from tlaverify.semantics.names import anonymous
from tlaverify.semantics.operands import bare, binds, nodes, operands, subexpressions
from tlaverify.semantics.problems import already_told, did_you_mean, refuse
from tlaverify.semantics.scope import (
    Broken,
    Declared,
    Defined,
    Entry,
    FactEntry,
    LetDefined,
    Scope,
    StepEntry,
    Text,
)
from tlaverify.syntax import ast

if TYPE_CHECKING:
    from tlaverify.semantics.expressions import Elaborator

__all__ = ["select"]

Component = ast.Name | ast.Select | ast.Args


@dataclass(slots=True)
class _Position:
    """Where following a path has led."""

    node: ast.Expr | ast.NewDecl
    scope: Scope
    params: list[Symbol] = field(default_factory=list)
    lets: list[tuple[LetDef, ...]] = field(default_factory=list)
    suffices: bool = False
    operator: bool = False  # the last step was !@ : the parameters stay open


def select(
    elab: Elaborator, node: ast.OpApp, entry: Entry, used: int, arg_nodes: Sequence[ast.Expr], scope: Scope
) -> Term | Sequent:
    """What the path of ``node`` names, ``entry`` being what its first ``used`` components name.

    A Lambda where parameters are left open; a Sequent where it names an ASSUME/PROVE.
    """
    text = _text(entry, node, scope)
    rest = list(node.path[used:])
    arities = [p.arity for p in text.prefix] + [p.arity for _, p in text.params]
    args: list[Term] = []
    for a, arity in zip(arg_nodes, arities, strict=False):
        args.append(elab.expression(a, scope) if arity == 0 else elab.operator(a, arity, scope))
    if len(arg_nodes) != len(arities) and arg_nodes:
        raise refuse("arity", f"this takes {len(arities)} arguments, not {len(arg_nodes)}", scope, node.span)
    inner = text.scope
    params = []
    for name, symbol in text.params:
        inner = inner.bind(name, Declared(symbol))
        params.append(symbol)
    position = _Position(text.body, inner, params, suffices=text.suffices)
    walker = _Walker(elab, scope, text, args)
    return walker.run(position, rest, node)


def _text(entry: Entry, node: ast.OpApp, scope: Scope) -> Text:
    if isinstance(entry, Broken):
        raise already_told()
    if isinstance(entry, (Defined, LetDefined, FactEntry, StepEntry)) and entry.text is not None:
        return entry.text
    raise refuse("subexpression", "this has no text whose subexpressions could be named", scope, node.span)


class _Walker:
    def __init__(self, elab: Elaborator, scope: Scope, text: Text, args: list[Term]) -> None:
        self.elab = elab
        self.scope = scope  # of the reference
        self.text = text
        self.args = args

    def run(self, at: _Position, rest: list[Component], node: ast.OpApp) -> Term | Sequent:
        after_name = True
        i = 0
        while i < len(rest):
            part = rest[i]
            if isinstance(part, ast.Name):
                if after_name:
                    at = self._label(at, part)
                else:
                    done = self._let_operator(at, part, rest[i + 1 :], node)
                    if not isinstance(done, _Position):
                        return done
                    at = done
                    after_name = True
                i += 1
                continue
            if isinstance(part, ast.Select) and part.what == ":":
                if not after_name or (i + 1 < len(rest) and not isinstance(rest[i + 1], ast.Name)):
                    raise refuse(
                        "subexpression",
                        "`!:` stands behind a name only, and before the name of an operator of a LET",
                        self.scope,
                        part.span,
                    )
                after_name = False
                i += 1
                continue
            after_name = False
            at.node = bare(at.node)
            if isinstance(at.node, ast.Case) and isinstance(part, ast.Select):
                nxt = rest[i + 1] if i + 1 < len(rest) else None
                at = self._case(at, at.node, part, nxt)
                i += 2
                continue
            at = self._step(at, part)
            i += 1
        return self._finish(at, node)

    # ------------------------------------------------------------------------ one component

    def _step(self, at: _Position, part: ast.Select | ast.Args) -> _Position:
        node = at.node
        if at.suffices:
            if isinstance(part, ast.Args) or part.what not in ("1", "<<"):
                raise self._nothing(part)
            at.suffices = False
            return at
        if isinstance(node, (ast.Quant, ast.Choose, ast.SetFilter, ast.SetMap, ast.FnCons, ast.Lambda)):
            return self._binder(at, node, part)
        if isinstance(part, ast.Args) or part.what == "@":
            raise refuse(
                "subexpression",
                "there are no bound variables here that arguments could replace",
                self.scope,
                part.span,
            )
        if isinstance(node, ast.AssumeProve):
            return self._assume(at, node, part)
        if isinstance(node, ast.Let):
            self._number(part, 1)
            with self._entered(at, node):
                pass
            at.node = node.body
            return at
        parts = operands(node)
        if parts is None:
            raise refuse(
                "subexpression",
                "the expression reached here has no subexpressions that can be named",
                self.scope,
                part.span,
            )
        at.node = parts[self._number(part, len(parts)) - 1]
        return at

    def _number(self, part: ast.Select, count: int) -> int:
        if part.what == "<<" and count > 0:
            return 1
        if part.what == ">>" and count == 2:
            return 2
        if part.what.isdigit() and 0 < int(part.what) <= count:
            return int(part.what)
        raise self._nothing(part, count)

    def _nothing(self, part: ast.Select | ast.Args, count: int | None = None) -> DiagnosticError:
        shown = "!(...)" if isinstance(part, ast.Args) else f"!{part.what}"
        has = "" if count is None else f": it has {count} operand{'s' * (count != 1)}"
        return refuse(
            "subexpression", f"`{shown}` names nothing in the expression reached{has}", self.scope, part.span
        )

    def _binder(
        self,
        at: _Position,
        node: ast.Quant | ast.Choose | ast.SetFilter | ast.SetMap | ast.FnCons | ast.Lambda,
        part: ast.Select | ast.Args,
    ) -> _Position:
        if isinstance(part, ast.Select) and part.what != "@":
            if isinstance(node, ast.Lambda):
                raise self._nothing(part)
            assert not isinstance(node, ast.Lambda)
            domains = [b.domain for b in binds(node)]
            named = domains[self._number(part, len(domains)) - 1]
            if named is None:
                raise self._nothing(part)
            at.node = named
            return at
        symbols = self._enter_binder(at, node)
        if isinstance(part, ast.Args):
            if len(part.args) != len(symbols):
                raise refuse(
                    "subexpression",
                    f"the bound variables are {len(symbols)}, the arguments {len(part.args)}",
                    self.scope,
                    part.span,
                )
            self._fill(at, symbols)
            self.args.extend(
                self.elab.expression(a, self.scope)
                if s.arity == 0
                else self.elab.operator(a, s.arity, self.scope)
                for a, s in zip(part.args, symbols, strict=True)
            )
        else:
            at.operator = True
        at.node = node.body
        return at

    def _fill(self, at: _Position, symbols: Sequence[Symbol]) -> None:
        if len(self.args) != len(self.text.prefix) + len(at.params) - len(symbols):
            raise refuse(
                "subexpression",
                "arguments are given for inner bound variables but not for outer ones",
                self.scope,
                at.node.span,
            )

    def _enter_binder(
        self,
        at: _Position,
        node: ast.Quant | ast.Choose | ast.SetFilter | ast.SetMap | ast.FnCons | ast.Lambda,
    ) -> tuple[Symbol, ...]:
        if isinstance(node, ast.Lambda):
            at.scope, symbols = self.elab.parameters(node.params, at.scope)
        else:
            at.scope, groups = self.elab.groups(binds(node), at.scope)
            symbols = tuple(s for g in groups for s in g.symbols)
        at.params.extend(symbols)
        return symbols

    def _entered(self, at: _Position, node: ast.Let) -> _LetEntered:
        return _LetEntered(self.elab, at, node)

    def _assume(self, at: _Position, node: ast.AssumeProve, part: ast.Select) -> _Position:
        n = self._number(part, len(node.assumes) + 1)
        inner = self.text.inner if self.text.inner is not None and node is bare(self.text.body) else None
        for before in node.assumes[: n - 1]:
            if isinstance(before, ast.NewDecl):
                known = None if inner is None else inner.lookup(before.op.name)
                here = self.scope.lookup(before.op.name)
                if not (isinstance(known, Declared) and isinstance(here, Declared)) or (
                    known.symbol != here.symbol
                ):
                    raise refuse(
                        "subexpression",
                        f"this stands in the scope of NEW {before.op.name}, and the reference does not",
                        self.scope,
                        part.span,
                    )
        if inner is not None:
            at.scope = inner
        at.node = node.assumes[n - 1] if n <= len(node.assumes) else node.prove
        return at

    def _case(self, at: _Position, node: ast.Case, part: ast.Select, nxt: Component | None) -> _Position:
        arms: list[tuple[ast.Expr | None, ast.Expr]] = list(node.arms)
        if node.other is not None:
            arms.append((None, node.other))
        if not isinstance(nxt, ast.Select):
            raise refuse(
                "subexpression",
                "a part of CASE is named by two numbers: `!i!1` the test, `!i!2` the value",
                self.scope,
                part.span,
            )
        chosen = arms[self._number(part, len(arms)) - 1][self._number(nxt, 2) - 1]
        if chosen is None:
            raise self._nothing(nxt)
        at.node = chosen
        return at

    # ---------------------------------------------------------------------- names

    def _label(self, at: _Position, part: ast.Name) -> _Position:
        found: list[str] = []
        for label, position in self._labels(at):
            found.append(label.name)
            if label.name != part.name:
                continue
            given = [p for p in position.params if p not in at.params]
            by_name = {s.name: s for s in given}
            if set(label.params) != set(by_name) and set(label.params) - set(by_name):
                raise refuse(
                    "subexpression",
                    f"the label `{label.name}` has other parameters than the variables bound around it",
                    self.scope,
                    part.span,
                )
            if len(part.args) != len(label.params) and part.args:
                raise refuse(
                    "arity",
                    f"the label `{label.name}` takes {len(label.params)} arguments, not {len(part.args)}",
                    self.scope,
                    part.span,
                )
            ordered = [by_name[p] for p in label.params]
            if part.args or not ordered:
                self.args.extend(self.elab.expression(a, self.scope) for a in part.args)
            else:
                position.operator = True
            position.params = [*at.params, *ordered]
            position.node = label.body
            return position
        raise refuse(
            "subexpression",
            f"there is no label `{part.name}` here",
            self.scope,
            part.span,
            hints=did_you_mean(part.name, found),
        )

    def _labels(self, at: _Position) -> Iterator[tuple[ast.Label, _Position]]:
        """The labels in an expression that are not inside another label or a LET's definitions."""
        stack = [at]
        while stack:
            here = stack.pop()
            node = here.node
            if isinstance(node, ast.Label):
                yield node, here
                continue
            stack.extend(reversed(list(self._children(here))))

    def _children(self, at: _Position) -> Iterator[_Position]:
        node = at.node

        def same(child: ast.Expr) -> _Position:
            return _Position(child, at.scope, list(at.params), list(at.lets))

        if isinstance(node, ast.Paren):
            yield same(node.body)
        elif isinstance(node, (ast.Quant, ast.Choose, ast.SetFilter, ast.SetMap, ast.FnCons, ast.Lambda)):
            if not isinstance(node, ast.Lambda):
                for bind in binds(node):
                    if bind.domain is not None:
                        yield same(bind.domain)
            if any(isinstance(n, ast.Label) for n in nodes(node.body)):
                inside = same(node.body)
                self._enter_binder(inside, node)
                yield inside
        elif isinstance(node, ast.Let):
            if any(isinstance(n, ast.Label) for n in nodes(node.body)):
                inside = same(node.body)
                with self._entered(inside, node):
                    pass
                yield inside
        elif isinstance(node, ast.AssumeProve):
            inside = same(node.prove)
            if self.text.inner is not None and node is bare(self.text.body):
                inside.scope = self.text.inner
            for a in node.assumes:
                if not isinstance(a, ast.NewDecl):
                    yield _Position(a, inside.scope, list(at.params), list(at.lets))
            yield inside
        elif not isinstance(node, ast.NewDecl):
            for child in subexpressions(node):
                yield same(child)

    def _let_operator(
        self, at: _Position, part: ast.Name, rest: list[Component], node: ast.OpApp
    ) -> Term | Sequent | _Position:
        """``!op(args)`` after an expression that is a LET: the operator that the LET defines."""
        let = bare(at.node)
        if not isinstance(let, ast.Let):
            raise refuse(
                "subexpression",
                f"`!{part.name}` is a name, but the expression reached is no LET",
                self.scope,
                part.span,
            )
        with self._entered(at, let):
            entry = at.scope.lookup(part.name)
            if not isinstance(entry, LetDefined) or entry.symbol not in {d.symbol for d in at.lets[-1]}:
                raise refuse(
                    "subexpression",
                    f"this LET does not define `{part.name}`",
                    self.scope,
                    part.span,
                    hints=did_you_mean(part.name, [d.symbol.name for d in at.lets[-1]]),
                )
            text = entry.text
            if text is not None and rest:
                at.scope, at.node = text.scope, text.body
                for name, symbol in text.params:
                    at.params.append(symbol)
                    at.scope = at.scope.bind(name, Declared(symbol))
                self.args.extend(self.elab.expression(a, self.scope) for a in part.args)
                return at
            params = anonymous(entry.arities)
            call = self.elab.applied(
                entry, tuple(ref(p) for p in params), [part.span] * len(params), node, at.scope
            )
            at.params.extend(params)
            if not part.args and params:
                at.operator = True
            self.args.extend(
                self.elab.expression(a, self.scope) if k == 0 else self.elab.operator(a, k, self.scope)
                for a, k in zip(part.args, entry.arities, strict=False)
            )
            return self._close(at, call, node)

    # -------------------------------------------------------------------- the result

    def _finish(self, at: _Position, node: ast.OpApp) -> Term | Sequent:
        body: ast.Expr | ast.NewDecl = at.node
        while isinstance(body, (ast.Paren, ast.Label)):
            body = body.body
        if isinstance(body, ast.AssumeProve):
            if at.params or at.lets or self.text.transform is not None:
                raise refuse(
                    "subexpression",
                    "an ASSUME/PROVE of a definition with parameters cannot be named",
                    self.scope,
                    node.span,
                )
            from tlaverify.semantics.statements import assume_prove

            sequent, _ = assume_prove(self.elab, body, at.scope)
            return sequent
        if isinstance(body, ast.NewDecl):
            entry = at.scope.lookup(body.op.name)
            if body.domain is None or not isinstance(entry, Declared):
                raise refuse(
                    "subexpression",
                    "this names a NEW declaration without a domain, which is no fact",
                    self.scope,
                    node.span,
                )
            return builtin("\\in", ref(entry.symbol), self.elab.quoted(body.domain, at.scope))
        if isinstance(body, ast.Lambda):
            inner = self.elab.lambda_(body, at.scope)
            at.params.extend(inner.params)
            at.operator = True
            return self._close(at, inner.body, node)
        return self._close(at, self.elab.quoted(body, at.scope), node)

    def _close(self, at: _Position, term: Term, node: ast.OpApp) -> Term:
        for defs in reversed(at.lets):
            term = Let(defs, term)
        params = (*self.text.prefix, *at.params)
        if len(params) == 0:
            return term if self.text.transform is None else self.text.transform(term)
        # The instance's parameters are free in what ``transform`` yields, the others bound here.
        result: Term = Lambda(tuple(at.params), term) if at.params else term
        if self.text.transform is not None:
            result = self.text.transform(result)
        if isinstance(result, Lambda) and at.params:
            operator = Lambda((*self.text.prefix, *result.params), result.body)
        else:
            operator = Lambda(self.text.prefix, result)
        if not self.args:
            return operator
        if len(self.args) != len(params):
            raise refuse(
                "subexpression",
                f"arguments are given for {len(self.args)} of {len(params)} parameters and bound variables",
                self.scope,
                node.span,
            )
        return beta(operator, tuple(self.args))


class _LetEntered:
    """The operators of a LET known while in ``with``; the position is moved inside for good."""

    def __init__(self, elab: Elaborator, at: _Position, node: ast.Let) -> None:
        from tlaverify.semantics.definitions import let_definitions

        self._context = let_definitions(elab, node.units, at.scope)
        self._at = at

    def __enter__(self) -> None:
        self._at.scope, defs = self._context.__enter__()
        self._at.lets.append(defs)

    def __exit__(self, *error: object) -> None:
        self._context.__exit__(None, None, None)
